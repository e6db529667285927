#include "limbeck/base/secrets.h"

#include "limbeck/base/text.h"

#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { MAX_SECRETS = 32, SHORTEST_SECRET = 5 };

typedef struct Range {
    size_t from, to;
} Range;

/* ---- remembered values ------------------------------------------------------------------ */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *secrets[MAX_SECRETS];
static size_t secret_count;

void secret_remember(const char *value)
{
    if (!value || strlen(value) < SHORTEST_SECRET)
        return;
    pthread_mutex_lock(&lock);
    bool is_known = secret_count == MAX_SECRETS;
    for (size_t i = 0; i < secret_count; i++)
        is_known = is_known || strcmp(secrets[i], value) == 0;
    if (!is_known)
        secrets[secret_count++] = strdup(value);
    pthread_mutex_unlock(&lock);
}

void secrets_of_environment(void)
{
    static const char *const names[] = {"PASSWORD=", "PASSWD=", "SECRET=", "SECRET_KEY=", "TOKEN=", "API_KEY="};
    for (char **variable = environ; *variable; variable++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            size_t length = strlen(names[i]), name = strcspn(*variable, "=") + 1;
            const char *value = *variable + name;
            if (value[-1] == '=' && name >= length && strncasecmp(value - length, names[i], length) == 0)
                secret_remember(value);
        }
}

static bool is_of_word(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_' || (unsigned char)byte >= 0x80;
}

static bool find_known(const char *text, size_t start, Range *range)
{
    bool found = false;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < secret_count; i++) {
        size_t length = strlen(secrets[i]);
        for (const char *at = text + start; (at = strstr(at, secrets[i])); at++) {
            size_t from = (size_t)(at - text);
            if ((from && is_of_word(at[-1])) || is_of_word(at[length]) || (found && from >= range->from))
                continue;
            *range = (Range){from, from + length};
            found = true;
            break;
        }
    }
    pthread_mutex_unlock(&lock);
    return found;
}

/* ---- patterns --------------------------------------------------------------------------- */

static const char *last_at(const char *from, size_t length)
{
    return memrchr(from, '@', length);
}

/* "host:5432" and "host:{port}" contain no password. */
static bool is_port(const char *after_colon)
{
    size_t digits = strspn(after_colon, "0123456789");
    return strchr("{%$*", after_colon[0]) || (digits && !is_of_word(after_colon[digits]));
}

/* The end of the credentials after "://"; NULL: none. Without '@' the text may be truncated, or the password may
 * contain a blank. */
static const char *end_of_credentials(const char *authority, const char *colon)
{
    size_t length = strcspn(authority, colon ? " \t\n" : " \t\n/?");
    const char *end = last_at(authority, length);
    if (end || !colon || is_port(colon + 1))
        return end;
    end = last_at(authority, strcspn(authority, "\n"));
    return end ? end : authority + length;
}

static bool find_url(const char *text, size_t start, Range *range)
{
    for (const char *at = text + start; (at = strstr(at, "://")); at++) {
        const char *authority = at + 3, *colon = authority + strcspn(authority, ":/@ \t\n");
        if (*colon != ':' || *authority == '[')
            colon = NULL;
        const char *from = colon ? colon + 1 : authority, *end = end_of_credentials(authority, colon);
        if (!end || end <= from)
            continue;
        *range = (Range){(size_t)(from - text), (size_t)(end - text)};
        return true;
    }
    return false;
}

/* Finds user:password@host without a scheme. */
static bool find_user_password(const char *text, size_t start, Range *range)
{
    static const char ends[] = " \t\n\"'()[]{}<>,";
    for (const char *at = strchr(text + start, '@'); at; at = strchr(at + 1, '@')) {
        const char *begin = at, *colon;
        while (begin > text + start && !strchr(ends, begin[-1]))
            begin--;
        colon = memchr(begin, ':', (size_t)(at - begin));
        if (!colon || colon == begin || !is_of_word(at[1]) || text_starts_with(colon, "://"))
            continue;
        const char *from = colon + 1 + strspn(colon + 1, "/");
        const char *end = last_at(begin, strcspn(begin, ends));
        if (from >= end)
            continue;
        *range = (Range){(size_t)(from - text), (size_t)(end - text)};
        return true;
    }
    return false;
}

/* Names of secrets whose quoted value is hidden; a password's value also without quotes. */
static const struct SecretWord {
    const char *word;
    bool is_password;
} words[] = {{"password", true}, {"passwd", true}, {"pwd", false},
             {"secret", false},  {"token", false}, {"api_key", false}};

static bool value_after_name(const char *text, const char *at, bool is_password, Range *range)
{
    const char *name_end = at;
    while (is_of_word(*name_end))
        name_end++;
    const char *value = name_end;
    bool is_quoted_name = *value == '"' || *value == '\'';
    value += is_quoted_name;
    value += *value == ']';
    value += strspn(value, " \t");
    bool is_given = *value == '=' || *value == ':';
    value += is_given;
    bool is_tight = is_given && value[-1] == '=' && value == name_end + 1;
    value += strspn(value, " \t");
    if ((*value == '"' || *value == '\'') && (is_given || (is_password && !is_quoted_name && value > name_end))) {
        const char *end = value + 1;
        while (*end && (*end != *value || end[1] == *value))
            end += *end == *value && end[1] == *value ? 2 : 1;
        *range = (Range){(size_t)(value + 1 - text), (size_t)(end - text)};
        return range->to > range->from;
    }
    if (!is_password || !is_tight)
        return false;
    *range = (Range){(size_t)(value - text), (size_t)(value - text) + strcspn(value, " \t\n&;\"'(),]}")};
    return range->to > range->from;
}

static bool find_named(const char *text, size_t start, Range *range)
{
    bool found = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (const char *at = text + start; (at = strcasestr(at, words[i].word)); at++) {
            Range one;
            if (!value_after_name(text, at, words[i].is_password, &one) || one.from < start)
                continue;
            if (!found || one.from < range->from)
                *range = one;
            found = true;
            break;
        }
    return found;
}

/* ---- public functions ----------------------------------------------------------------- */

typedef bool Finder(const char *text, size_t start, Range *range);
static Finder *const finders[] = {find_url, find_user_password, find_named, find_known};
enum { FINDERS = sizeof finders / sizeof *finders };

/* The last match of each finder, so that none searches a part of a long text twice. */
typedef struct Search {
    const char *text;
    Range next[FINDERS];
    bool is_done[FINDERS];
} Search;

static bool find_first(Search *search, size_t start, Range *range)
{
    bool found = false;
    for (size_t i = 0; i < FINDERS; i++) {
        Range *next = &search->next[i];
        if (!search->is_done[i] && (next->from < start || next->to == 0))
            search->is_done[i] = !finders[i](search->text, start, next);
        if (search->is_done[i] || (found && next->from >= range->from))
            continue;
        *range = *next;
        found = true;
    }
    return found;
}

static char *hide(Arena *arena, const char *text, bool keeps_width)
{
    Text out = text_in(arena);
    Search search = {.text = text};
    size_t at = 0;
    for (Range range = {0}; find_first(&search, at, &range); at = range.to) {
        text_append_bytes(&out, text + at, range.from - at);
        size_t width = keeps_width ? utf8_count(text + range.from, range.to - range.from) : 3;
        text_append_repeated(&out, '*', width);
    }
    text_append(&out, text + at);
    return text_string(&out);
}

char *text_without_passwords(Arena *arena, const char *text)
{
    return hide(arena, text, false);
}

char *text_with_stars(Arena *arena, const char *text)
{
    return hide(arena, text, true);
}
