#include "parsed_update.h"

#include <string.h>

typedef struct Reader {
    Arena *arena;
    SqlReader tokens;
} Reader;

static bool take(Reader *reader, const char *word)
{
    return sql_take(&reader->tokens, word);
}

static bool at_name(const Reader *reader)
{
    return sql_at_name(&reader->tokens);
}

/* The source text from `from` up to, not including, `to`. */
static const char *written(Arena *arena, const SqlToken *from, const SqlToken *to)
{
    return from == to ? "" : arena_strndup(arena, from->start, (size_t)(to[-1].start + to[-1].length - from->start));
}

/* [schema.]name */
static bool read_table(Reader *reader, ParsedUpdate *change)
{
    const SqlToken *from = reader->tokens.at;
    do {
        if (!at_name(reader))
            return false;
        change->name = sql_token_name(reader->arena, reader->tokens.at++);
    } while (take(reader, "."));
    change->table = change->qualifier = written(reader->arena, from, reader->tokens.at);
    return true;
}

static bool begins_clause(const Reader *reader)
{
    return reader->tokens.at == reader->tokens.end || sql_token_is(reader->tokens.at, "set") ||
           sql_token_is(reader->tokens.at, "where");
}

static bool read_target(Reader *reader, ParsedUpdate *change)
{
    const SqlToken *from = reader->tokens.at;
    take(reader, "only");
    if (!read_table(reader, change))
        return false;
    bool has_alias = take(reader, "as") || !begins_clause(reader);
    if (has_alias && !at_name(reader))
        return false;
    if (has_alias) {
        change->qualifier = written(reader->arena, reader->tokens.at, reader->tokens.at + 1);
        reader->tokens.at++;
    }
    change->target = written(reader->arena, from, reader->tokens.at);
    return begins_clause(reader);
}

/* Keywords that, outside parentheses, make the statement more than a change of one table's rows. */
static bool is_outside_grammar(const SqlToken *token)
{
    static const char *const words[] = {"from", "using", "returning", "limit", "order", "current", "with", ";"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (token->depth == 0 && sql_token_is(token, words[i]))
            return true;
    return false;
}

static const SqlToken *next_at_level(const SqlToken *at, const SqlToken *end, const char *text)
{
    while (at < end && (at->depth || !sql_token_is(at, text)))
        at++;
    return at;
}

static bool read_columns(Reader *reader, const SqlToken *end, ParsedUpdate *change)
{
    while (reader->tokens.at < end) {
        const SqlToken *name = reader->tokens.at;
        if (!at_name(reader) || name + 2 >= end || !sql_token_is(name + 1, "="))
            return false;
        const SqlToken *stop = next_at_level(name + 2, end, ",");
        UpdatedColumn column = {sql_token_name(reader->arena, name), written(reader->arena, name, name + 1), name + 2,
                                (size_t)(stop - name - 2)};
        vector_push(reader->arena, &change->columns, column);
        reader->tokens.at = stop < end ? stop + 1 : end;
    }
    return change->columns.count > 0;
}

bool parse_update(Arena *arena, const char *sql, ParsedUpdate *change)
{
    SqlTokens tokens = {0};
    *change = (ParsedUpdate){.settings = ""};
    if (!sql_tokens(arena, sql, &tokens))
        return false;
    Reader reader = {arena, {tokens.items, tokens.items + tokens.count}};
    reader.tokens.end -= tokens.count && sql_token_is(&reader.tokens.end[-1], ";");
    change->is_delete = take(&reader, "delete");
    if (!(change->is_delete ? take(&reader, "from") : take(&reader, "update")) || !read_target(&reader, change))
        return false;
    for (const SqlToken *token = reader.tokens.at; token < reader.tokens.end; token++)
        if (is_outside_grammar(token))
            return false;
    const SqlToken *where = next_at_level(reader.tokens.at, reader.tokens.end, "where");
    if (!change->is_delete) {
        if (!take(&reader, "set"))
            return false;
        change->settings = written(arena, reader.tokens.at, where);
        if (!read_columns(&reader, where, change))
            return false;
    } else if (reader.tokens.at != where) {
        return false;
    }
    if (where < reader.tokens.end) {
        change->condition_tokens = where + 1;
        change->condition_count = (size_t)(reader.tokens.end - where - 1);
        change->condition = written(arena, where + 1, reader.tokens.end);
    }
    return where == reader.tokens.end || change->condition_count > 0;
}
