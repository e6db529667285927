#include "journal_line.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/secrets.h"

#include <pwd.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum { DIGEST_LENGTH = 64 };

/* A line is this head, the digest of the rest, `",` and the rest. The rest begins with the digest of the previous
 * line. */
static const char head[] = "{\"hash\":\"";
const char journal_first[] = "0000000000000000000000000000000000000000000000000000000000000000";
enum { HEAD_LENGTH = sizeof head - 1, REST_AT = HEAD_LENGTH + DIGEST_LENGTH + 2 };

/* ---- facts ------------------------------------------------------------------------------ */

const char *journal_time(Arena *arena)
{
    int64_t now = clock_wall_microseconds();
    time_t seconds = (time_t)(now / 1000000);
    struct tm parts;
    char text[32];
    gmtime_r(&seconds, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    return arena_format(arena, "%s.%03dZ", text, (int)(now / 1000 % 1000));
}

const char *journal_person(Arena *arena)
{
    char host[256] = "?";
    struct passwd entry, *found = NULL;
    char buffer[4096];
    getpwuid_r(getuid(), &entry, buffer, sizeof buffer, &found);
    gethostname(host, sizeof host - 1);
    const char *name = found ? found->pw_name : arena_format(arena, "%ld", (long)getuid()), *sudo = getenv("SUDO_USER");
    return arena_format(arena, "%s%s%s%s@%s", name, sudo ? " (" : "", sudo ? sudo : "", sudo ? ")" : "", host);
}

static const char *digest_of(Arena *arena, const char *bytes, size_t length)
{
    char *digest = arena_alloc(arena, SHA256_DIGEST_STRING_LENGTH);
    SHA256Data((const uint8_t *)bytes, length, digest);
    return digest;
}

const char *journal_digest(Arena *arena, const char *content)
{
    return digest_of(arena, content, strlen(content));
}

const char *journal_sql(Arena *arena, const char *sql)
{
    Text text = text_in(arena);
    for (const char *word; (word = strcasestr(sql, "password"));) {
        const char *after = word + strlen("password");
        text_append_bytes(&text, sql, (size_t)(after - sql));
        sql = after;
        const char *quote = after + strspn(after, " \t\r\n=");
        const char *end = *quote == '\'' ? strchr(quote + 1, '\'') : NULL;
        while (end && end[1] == '\'')
            end = strchr(end + 2, '\'');
        if (!end)
            continue;
        text_append(&text, " '***'");
        sql = end + 1;
    }
    text_append(&text, sql);
    return text_string(&text);
}

json_t *journal_statement(Arena *arena, const LoggedStatement *statement)
{
    json_t *row = json_object();
    json_object_set_new(row, "sql", json_string(text_without_passwords(arena, journal_sql(arena, statement->sql))));
    json_object_set_new(row, "times", json_integer(statement->times));
    json_object_set_new(row, "rows", statement->rows < 0 ? json_null() : json_integer(statement->rows));
    json_object_set_new(row, "milliseconds",
                        statement->milliseconds < 0 ? json_null() : json_integer(statement->milliseconds));
    return row;
}

/* ---- lines ------------------------------------------------------------------------------------ */

const char *journal_line(Arena *arena, const char *previous, const json_t *entry)
{
    char *body = json_dumps(entry, JSON_COMPACT | JSON_ENSURE_ASCII);
    const char *rest = arena_format(arena, "\"previous\":\"%s\",%s", previous, body + 1);
    free(body);
    return arena_format(arena, "%s%s\",%s", head, digest_of(arena, rest, strlen(rest)), rest);
}

const char *journal_line_hash(Arena *arena, const char *line, size_t length)
{
    bool is_ours = length > REST_AT && strncmp(line, head, HEAD_LENGTH) == 0 && !memchr(line, '\0', length);
    return is_ours ? arena_strndup(arena, line + HEAD_LENGTH, DIGEST_LENGTH) : NULL;
}

bool journal_line_follows(Arena *arena, const char *line, const char *previous)
{
    if (!journal_line_hash(arena, line, strlen(line)))
        return false;
    const char *rest = line + REST_AT;
    const char *begins = arena_format(arena, "\"previous\":\"%s\",", previous);
    return strncmp(line + HEAD_LENGTH, digest_of(arena, rest, strlen(rest)), DIGEST_LENGTH) == 0 &&
           text_starts_with(rest, begins);
}
