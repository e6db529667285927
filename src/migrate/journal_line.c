#include "journal_line.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/file.h"
#include "limbeck/base/secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/file.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum { DIGEST_LENGTH = 64 };

/* A line is this, the digest of the rest, `",`, and the rest; the rest begins with
 * the digest of the line before. */
static const char head[] = "{\"hash\":\"";
static const char first_previous[] = "0000000000000000000000000000000000000000000000000000000000000000";
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

/* ---- the file ------------------------------------------------------------------------------ */

const char *journal_path(Arena *arena)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (state && state[0] == '/')
        return path_join(arena, state, "limbeck/journal.jsonl");
    return path_join(arena, home && *home ? home : ".", ".local/state/limbeck/journal.jsonl");
}

/* The digest of the last line; NULL when what is there is no journal. */
static const char *last_digest(Arena *arena, int descriptor)
{
    enum { TAIL = 64 * 1024 };
    off_t size = lseek(descriptor, 0, SEEK_END);
    if (size <= 0)
        return size == 0 ? first_previous : NULL;
    /* Lines may be long: look further back until one begins. */
    for (off_t back = TAIL;; back *= 4) {
        off_t from = size > back ? size - back : 0;
        size_t length = (size_t)(size - from);
        char *tail = arena_alloc(arena, length + 1);
        if (pread(descriptor, tail, length, from) != (ssize_t)length || tail[length - 1] != '\n')
            return NULL;
        tail[length - 1] = '\0';
        const char *newline = strrchr(tail, '\n'), *line = newline ? newline + 1 : tail;
        if (!newline && from)
            continue;
        bool is_ours = strncmp(line, head, HEAD_LENGTH) == 0 && strlen(line) > REST_AT;
        return is_ours ? arena_strndup(arena, line + HEAD_LENGTH, DIGEST_LENGTH) : NULL;
    }
}

static bool append_line(Arena *arena, int descriptor, const char *path, json_t *entry, Error *error)
{
    const char *previous = last_digest(arena, descriptor);
    if (!previous)
        return error_set(error, ERROR_FILE, "'%s' does not end as a journal does; move it away", path);
    char *body = json_dumps(entry, JSON_COMPACT | JSON_ENSURE_ASCII);
    const char *rest = arena_format(arena, "\"previous\":\"%s\",%s", previous, body + 1);
    const char *line = arena_format(arena, "%s%s\",%s\n", head, digest_of(arena, rest, strlen(rest)), rest);
    free(body);
    size_t length = strlen(line);
    off_t before = lseek(descriptor, 0, SEEK_END);
    if (write(descriptor, line, length) == (ssize_t)length && fdatasync(descriptor) == 0)
        return true;
    error_set(error, ERROR_FILE, "cannot write '%s': %s", path, strerror(errno));
    if (ftruncate(descriptor, before) != 0)
        error_hint(error, "its last line is incomplete");
    return false;
}

static bool open_journal(Arena *arena, const char *path, int *descriptor, Error *error)
{
    bool done = folder_create_private(arena, path_dirname(arena, path), error);
    *descriptor = done ? open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
    if (done && *descriptor < 0)
        error_set(error, ERROR_FILE, "cannot open '%s': %s", path, strerror(errno));
    return *descriptor >= 0;
}

bool journal_append(Arena *arena, json_t *entry, Error *error)
{
    const char *path = journal_path(arena);
    int descriptor;
    bool done = open_journal(arena, path, &descriptor, error);
    if (done) {
        flock(descriptor, LOCK_EX); /* two limbecks add one line after the other */
        done = append_line(arena, descriptor, path, entry, error);
        close(descriptor);
    }
    json_decref(entry);
    return done;
}

/* ---- reading -------------------------------------------------------------------------------- */

static const char *text_at(Arena *arena, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? arena_strdup(arena, text) : "";
}

static void read_steps(Arena *arena, const json_t *object, JournalEntry *entry)
{
    const json_t *steps = json_object_get(object, "steps");
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);
        vector_push(arena, &entry->revisions, text_at(arena, step, "revision"));
        entry->statements += (int64_t)json_array_size(json_object_get(step, "statements"));
    }
    const json_t *targets = json_object_get(object, "targets");
    for (size_t i = 0; i < json_array_size(targets); i++)
        vector_push(arena, &entry->revisions, arena_strdup(arena, json_string_value(json_array_get(targets, i))));
}

static void read_entry(Arena *arena, const char *line, JournalEntry *entry)
{
    json_t *object = json_loads(line, 0, NULL);
    *entry = (JournalEntry){.line = line,
                            .time = text_at(arena, object, "time"),
                            .run = text_at(arena, object, "run"),
                            .who = text_at(arena, object, "who"),
                            .verb = text_at(arena, object, "verb"),
                            .database = text_at(arena, object, "database"),
                            .event = text_at(arena, object, "event"),
                            .outcome = text_at(arena, object, "outcome"),
                            .message = text_at(arena, object, "error"),
                            .milliseconds = json_integer_value(json_object_get(object, "milliseconds"))};
    read_steps(arena, object, entry);
    json_decref(object);
}

static bool follows(Arena *arena, const char *line, const char *previous)
{
    if (strncmp(line, head, HEAD_LENGTH) != 0 || strlen(line) <= REST_AT)
        return false;
    const char *rest = line + REST_AT;
    const char *begins = arena_format(arena, "\"previous\":\"%s\",", previous);
    return strncmp(line + HEAD_LENGTH, digest_of(arena, rest, strlen(rest)), DIGEST_LENGTH) == 0 &&
           text_starts_with(rest, begins);
}

bool journal_read(Arena *arena, Journal *journal, Error *error)
{
    const char *content, *previous = first_previous;
    size_t length, number = 0;
    *journal = (Journal){.path = journal_path(arena)};
    if (!file_exists(journal->path))
        return true;
    if (!file_read(arena, journal->path, &content, &length, error))
        return false;
    while (*content) {
        size_t line_length = strcspn(content, "\n");
        const char *line = arena_strndup(arena, content, line_length);
        JournalEntry entry;
        number++;
        if (!journal->broken_line && !follows(arena, line, previous))
            journal->broken_line = number;
        previous = strlen(line) > REST_AT ? arena_strndup(arena, line + HEAD_LENGTH, DIGEST_LENGTH) : "";
        read_entry(arena, line, &entry);
        vector_push(arena, &journal->entries, entry);
        content += line_length + (content[line_length] == '\n');
    }
    return true;
}

bool journal_has_ended(const Journal *journal, size_t begun)
{
    for (size_t i = begun + 1; i < journal->entries.count; i++)
        if (strcmp(journal->entries.items[i].run, journal->entries.items[begun].run) == 0)
            return true;
    return false;
}
