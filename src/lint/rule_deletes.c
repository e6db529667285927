/* DELETE, TRUNCATE and DROP written as SQL, or as a Core delete(), take rows with
 * them as surely as op.drop_table() does. The words are looked for anywhere in a
 * text, so a second statement and a DELETE inside WITH are seen too. */
#include "rule.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

typedef struct Removal {
    const char *words[3];
    const char *said;
    bool is_table; /* has rows to count, and may be one of a list */
} Removal;

static const Removal removals[] = {
    {{"delete", "from"}, "deletes rows of table", true},
    {{"truncate", "table"}, "empties table", true},
    {{"truncate"}, "empties table", true},
    {{"drop", "table"}, "destroys table", true},
    {{"drop", "column"}, "destroys column", false},
    {{"drop", "schema"}, "destroys schema", false},
};

/* Words that may stand between a removal and what it removes. */
static const char *const fillers[] = {"if", "exists", "only"};

static const char *past_comment(const char *at)
{
    if (at[0] == '-' && at[1] == '-')
        return at + strcspn(at, "\n");
    const char *end = at[0] == '/' && at[1] == '*' ? strstr(at + 2, "*/") : NULL;
    return end ? end + 2 : at;
}

static bool in_name(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_' || byte == '.' || byte == '"' || byte == '$' ||
           (unsigned char)byte >= 0x80;
}

static const char *past_string(const char *at)
{
    const char *end = strchr(at + 1, '\'');
    return end ? end + 1 : at + strlen(at);
}

/* The words, names and commas of an SQL text; strings and comments are none. */
static void split_words(Arena *arena, const char *sql, StringVector *words)
{
    for (const char *at = sql; *at;) {
        const char *past = past_comment(at);
        if (past != at) {
            at = past;
        } else if (*at == '\'') {
            at = past_string(at);
        } else if (in_name(*at)) {
            const char *end = at;
            while (in_name(*end))
                end++;
            vector_push(arena, words, arena_strndup(arena, at, (size_t)(end - at)));
            at = end;
        } else {
            if (*at == ',')
                vector_push(arena, words, ",");
            at++;
        }
    }
}

static bool is_filler(const char *word)
{
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (strcasecmp(word, fillers[i]) == 0)
            return true;
    return false;
}

static size_t words_matched(const Removal *removal, const StringVector *words, size_t at)
{
    size_t count = 0;
    for (; removal->words[count]; count++)
        if (at + count >= words->count || strcasecmp(words->items[at + count], removal->words[count]) != 0)
            return 0;
    return count;
}

/* public."users" is users to the list of tables. */
static char *bare_name(Arena *arena, const char *written)
{
    const char *dot = strrchr(written, '.');
    char *name = arena_strdup(arena, dot ? dot + 1 : written), *to = name;
    for (const char *from = name; *from; from++)
        if (*from != '"')
            *to++ = *from;
    *to = '\0';
    return name;
}

static void add_removal(LintSession *session, const Removal *removal, const char *name)
{
    add_risk(session, &rule_deletes, RISK_LOSS, arena_format(session->arena, "%s %s", removal->said, name),
             removal->is_table ? name : NULL);
}

/* What stands after the removal's words: a name, or for tables a list of them. */
static void check_names(LintSession *session, const Removal *removal, const StringVector *words, size_t at)
{
    bool more = true;
    while (more) {
        while (at < words->count && is_filler(words->items[at]))
            at++;
        add_removal(session, removal, at < words->count ? bare_name(session->arena, words->items[at]) : "?");
        more = removal->is_table && at + 2 < words->count && strcmp(words->items[at + 1], ",") == 0;
        at += 2;
    }
}

static void check_text(LintSession *session, const char *sql)
{
    StringVector words = {0};
    split_words(session->arena, sql, &words);
    for (size_t at = 0; at < words.count; at++) {
        size_t named = 0;
        for (size_t i = 0; !named && i < sizeof removals / sizeof *removals; i++) {
            named = words_matched(&removals[i], &words, at);
            if (named)
                check_names(session, &removals[i], &words, at + named);
        }
    }
}

static void check(LintSession *session, const Operation *operation)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    if (statement && statement->kind == STATEMENT_DELETE)
        add_removal(session, &removals[0], statement->table->name);
    if (statement && statement->kind == STATEMENT_TEXT)
        check_text(session, statement->text->text);
}

const LintRule rule_deletes = {"deletes", check};
