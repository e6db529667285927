#include "nontransactional.h"

#include "limbeck/reflection/indexes.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *words;
    bool makes_index;
} forms[] = {
    {"CREATE INDEX CONCURRENTLY", true},   {"CREATE UNIQUE INDEX CONCURRENTLY", true},
    {"DROP INDEX CONCURRENTLY", false},    {"REINDEX INDEX CONCURRENTLY", true},
    {"REINDEX TABLE CONCURRENTLY", false}, {"REINDEX SCHEMA CONCURRENTLY", false},
};

static const char *skip_blanks(const char *at)
{
    for (;;) {
        const char *end;
        if (isspace((unsigned char)*at))
            at++;
        else if (at[0] == '-' && at[1] == '-')
            at += strcspn(at, "\n");
        else if (at[0] == '/' && at[1] == '*' && (end = strstr(at + 2, "*/")))
            at = end + 2;
        else
            return at;
    }
}

static const char *skip_word(const char *at)
{
    while (isalnum((unsigned char)*at) || *at == '_')
        at++;
    return at;
}

/* The text after `words`, which may be separated by any blanks; NULL when the text does not begin with them. */
static const char *skip_words(const char *at, const char *words)
{
    while (*words) {
        const char *end = skip_word(words);
        size_t length = (size_t)(end - words);
        at = skip_blanks(at);
        if (strncasecmp(at, words, length) != 0 || skip_word(at) != at + length)
            return NULL;
        at += length;
        words = end + (*end == ' ');
    }
    return skip_blanks(at);
}

/* A possibly qualified and quoted name; NULL when there is none. */
static const char *index_named(Arena *arena, const char *at)
{
    const char *rest = skip_words(at, "IF NOT EXISTS"), *start = rest ? rest : at, *end = start;
    bool quoted = false;
    while (*end && (quoted || !(isspace((unsigned char)*end) || *end == ';' || *end == '('))) {
        quoted ^= *end == '"';
        end++;
    }
    bool unnamed = end == start || (end - start == 2 && strncasecmp(start, "on", 2) == 0);
    return unnamed ? NULL : arena_strndup(arena, start, (size_t)(end - start));
}

/* The server runs several statements in one string as one transaction. */
static bool is_single(const char *sql)
{
    const char *semicolon = strchr(sql, ';');
    return !semicolon || !*skip_blanks(semicolon + 1);
}

bool is_nontransactional(Arena *arena, const char *sql, NontransactionalStatement *statement)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *rest = skip_words(sql, forms[i].words);
        if (!rest || !is_single(rest))
            continue;
        statement->words = forms[i].words;
        statement->index = forms[i].makes_index ? index_named(arena, rest) : NULL;
        return true;
    }
    return false;
}

bool check_index_is_valid(Database *database, const NontransactionalStatement *statement, Error *error)
{
    bool exists, is_valid;
    Error ignored = {0};
    if (!statement->index || !reflect_index(database, statement->index, &exists, &is_valid, &ignored) || !exists ||
        is_valid)
        return true;
    error_set(error, ERROR_DATABASE, "the index %s is there but not valid: it was left half-built", statement->index);
    error_hint(error,
               "no query uses the half-built index %s, but every write maintains it: DROP INDEX CONCURRENTLY %s, "
               "then run the step again",
               statement->index, statement->index);
    return false;
}
