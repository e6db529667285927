/* Normalizes SQL, so that an expression printed by the server can be compared with the one in the models. */
#include "comparison.h"

#include "limbeck/base/text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_word(char character)
{
    return isalnum((unsigned char)character) || character == '_' || (unsigned char)character >= 0x80;
}

/* Lower case, and without the characters in `dropped`; string literals stay unchanged. */
static char *lowered(Arena *arena, const char *sql, const char *dropped)
{
    Text out = text_in(arena);
    for (bool quoted = false; *sql; sql++) {
        quoted ^= *sql == '\'';
        if (quoted || *sql == '\'')
            text_append_char(&out, *sql);
        else if (!strchr(dropped, *sql))
            text_append_char(&out, (char)tolower((unsigned char)*sql));
    }
    return text_string(&out);
}

/* The position after ::type, whose name may contain blanks, a length and brackets. */
static const char *past_cast(const char *at)
{
    static const char *const pairs[] = {
        "character varying",        "double precision",       "bit varying",        "timestamp without time zone",
        "timestamp with time zone", "time without time zone", "time with time zone"};
    at += 2;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strncasecmp(at, pairs[i], strlen(pairs[i])) == 0) {
            at += strlen(pairs[i]);
            break;
        }
    while (is_word(*at) || *at == '.' || *at == '"')
        at++;
    if (*at == '(')
        at += strcspn(at, ")") + 1;
    while (at[0] == '[' && at[1] == ']')
        at += 2;
    return at;
}

static char *without_casts(Arena *arena, const char *sql)
{
    Text out = text_in(arena);
    for (bool quoted = false; *sql;) {
        quoted ^= *sql == '\'';
        if (!quoted && sql[0] == ':' && sql[1] == ':')
            sql = past_cast(sql);
        else
            text_append_char(&out, *sql++);
    }
    return text_string(&out);
}

/* Replaces what servers print by what people usually write. */
static char *as_written(Arena *arena, char *sql)
{
    static const struct {
        const char *catalogue, *written;
    } rows[] = {{"=anyarray[", "in"}, {"<>allarray[", "notin"}, {"]", ""},
                {"!=", "<>"},         {"!~~*", "notilike"},     {"!~~", "notlike"},
                {"~~*", "ilike"},     {"~~", "like"},           {"current_timestamp", "now"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Text out = text_in(arena);
        size_t length = strlen(rows[i].catalogue);
        for (const char *at = sql; *at;) {
            bool found = strncmp(at, rows[i].catalogue, length) == 0;
            text_append(&out, found ? rows[i].written : "");
            if (!found)
                text_append_char(&out, *at);
            at += found ? length : 1;
        }
        sql = text_string(&out);
    }
    return sql;
}

bool loosely_equal(Arena *arena, const char *left, const char *right)
{
    const char *sides[2] = {left, right};
    for (size_t i = 0; i < 2; i++)
        sides[i] = as_written(arena, lowered(arena, without_casts(arena, sides[i]), " \t\r\n()\"`"));
    return strcmp(sides[0], sides[1]) == 0;
}

const char *without_qualifier(Arena *arena, const char *sql, const char *table)
{
    Text out = text_in(arena);
    size_t length = strlen(table);
    bool quoted = false;
    for (const char *at = sql; *at;) {
        quoted ^= *at == '\'';
        bool begins_word = at == sql || !(is_word(at[-1]) || at[-1] == '.' || at[-1] == '"');
        if (!quoted && begins_word && strncasecmp(at, table, length) == 0 && at[length] == '.')
            at += length + 1;
        else
            text_append_char(&out, *at++);
    }
    return text_string(&out);
}

static const char *bare_value(Arena *arena, const char *sql)
{
    const char *text = lowered(arena, without_casts(arena, sql), " \t\r\n()");
    size_t length = strlen(text);
    bool quoted = length > 1 && text[0] == '\'' && text[length - 1] == '\'';
    return quoted ? arena_strndup(arena, text + 1, length - 2) : text;
}

bool loosely_equal_values(Arena *arena, const char *left, const char *right)
{
    return loosely_equal(arena, left, right) || strcmp(bare_value(arena, left), bare_value(arena, right)) == 0;
}

/* ---- index elements, cleaned as Alembic does -------------------------------------------------- */

static char *without(Arena *arena, const char *text, const char *part)
{
    Text out = text_in(arena);
    size_t length = strlen(part);
    for (const char *at = text; *at;) {
        if (strncmp(at, part, length) == 0) {
            at += length;
            continue;
        }
        text_append_char(&out, *at++);
    }
    return text_string(&out);
}

static const char *without_parentheses(Arena *arena, const char *text)
{
    for (size_t length = strlen(text); length > 1 && text[0] == '(' && text[length - 1] == ')'; length -= 2)
        text = arena_strndup(arena, text + 1, length - 2);
    return text;
}

/* Removes the part named in the first row whose `ending` matches. */
static const char *without_usual_order(Arena *arena, const char *text)
{
    static const struct {
        const char *ending, *instead, *unless_before;
    } rows[] = {{" asc nulls last", "", NULL},
                {" nulls last", "", " desc"},
                {" asc", "", NULL},
                {" asc nulls first", " nulls first", NULL},
                {" desc nulls first", " desc", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!text_ends_with(text, rows[i].ending))
            continue;
        const char *rest = arena_strndup(arena, text, strlen(text) - strlen(rows[i].ending));
        if (rows[i].unless_before && text_ends_with(rest, rows[i].unless_before))
            continue;
        return arena_format(arena, "%s%s", rest, rows[i].instead);
    }
    return text;
}

/* cast(x as type) becomes x. */
static const char *without_cast_call(Arena *arena, const char *text)
{
    size_t name = text_starts_with(text, "cast") ? 4 + strspn(text + 4, " ") : 0;
    if (!name || text[name] != '(')
        return text;
    const char *inner = text + name + 1, *as = strstr(inner, "as "), *close = as ? strchr(as, ')') : NULL;
    return close ? arena_format(arena, "%.*s%s", (int)(as - inner), inner, close + 1) : inner;
}

const char *cleaned_expression(Arena *arena, const char *sql, const char *table)
{
    Text small = text_in(arena);
    for (const char *at = sql; *at; at++)
        if (*at != '"' && *at != '\'')
            text_append_char(&small, (char)tolower((unsigned char)*at));
    const char *text = without(arena, text_string(&small), arena_format(arena, "%s.", lowered(arena, table, "")));
    text = without_parentheses(arena, without_casts(arena, text));
    text = without_parentheses(arena, without_usual_order(arena, text));
    return without(arena, without_cast_call(arena, text), " ");
}
