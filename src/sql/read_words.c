/* Shared by all readers of DDL: reading words and names, and appending operations. */
#include "reading.h"

#include <string.h>

bool reader_take(ChangeReader *reader, const char *word)
{
    return sql_take(&reader->tokens, word);
}

bool reader_ended(const ChangeReader *reader)
{
    return reader->tokens.at >= reader->tokens.end;
}

bool reader_at(const ChangeReader *reader, const char *word)
{
    return !reader_ended(reader) && sql_token_is(reader->tokens.at, word);
}

/* PostgreSQL keeps the first 63 bytes of a name, whole characters of them. */
static void cut_name(char *name)
{
    enum { LONGEST = 63 };
    size_t length = strlen(name);
    if (length <= LONGEST)
        return;
    for (length = LONGEST; length && ((unsigned char)name[length] & 0xc0) == 0x80;)
        length--;
    name[length] = '\0';
}

const char *reader_name(ChangeReader *reader)
{
    const SqlToken *token = reader->tokens.at;
    if (!sql_at_name(&reader->tokens))
        return NULL;
    reader->tokens.at++;
    if (token->kind == SQL_TOKEN_WORD && !reader->on_postgresql)
        return arena_strndup(reader->arena, token->start, token->length);
    char *name = sql_token_name(reader->arena, token);
    if (reader->on_postgresql)
        cut_name(name);
    return name;
}

bool reader_table(ChangeReader *reader, const char **name, const char **schema)
{
    *schema = NULL;
    *name = reader_name(reader);
    if (*name && reader_take(reader, ".")) {
        *schema = *name;
        *name = reader_name(reader);
    }
    if (*schema && (strcmp(*schema, "public") == 0 || strcmp(*schema, "main") == 0))
        *schema = NULL;
    return *name != NULL;
}

const char *reader_slice(ChangeReader *reader, const SqlToken *from, const SqlToken *to)
{
    if (to <= from)
        return NULL;
    const char *end = to[-1].start + to[-1].length;
    return arena_strndup(reader->arena, from->start, (size_t)(end - from->start));
}

bool token_is_one_of(const SqlToken *token, const char *const *words)
{
    for (; words && *words; words++)
        if (sql_token_is(token, *words))
            return true;
    return false;
}

const char *reader_text(ChangeReader *reader, const char *const *until)
{
    const SqlToken *from = reader->tokens.at;
    if (reader_ended(reader))
        return NULL;
    int depth = from->depth;
    for (reader->tokens.at++; !reader_ended(reader); reader->tokens.at++) {
        const SqlToken *token = reader->tokens.at;
        if (token->depth < depth || /* the parenthesis around it closes */
            (token->depth == depth && (sql_token_is(token, ",") || token_is_one_of(token, until))))
            break;
    }
    return reader_slice(reader, from, reader->tokens.at);
}

const char *reader_group(ChangeReader *reader)
{
    const SqlToken *open = reader->tokens.at;
    if (!reader_take(reader, "("))
        return NULL;
    const SqlToken *from = reader->tokens.at;
    while (!reader_ended(reader) && !(reader->tokens.at->depth == open->depth && reader_at(reader, ")")))
        reader->tokens.at++;
    const SqlToken *to = reader->tokens.at;
    return reader_take(reader, ")") && to > from ? reader_slice(reader, from, to) : NULL;
}

bool reader_columns(ChangeReader *reader, StringVector *columns)
{
    if (!reader_take(reader, "("))
        return false;
    do {
        const char *name = reader_name(reader);
        if (!name)
            return false;
        vector_push(reader->arena, columns, name);
    } while (reader_take(reader, ","));
    return reader_take(reader, ")");
}

Expression *reader_expression(ChangeReader *reader, const char *text)
{
    Expression *expression = expression_new(reader->arena, EXPRESSION_TEXT);
    expression->text = text;
    return expression;
}

Operation *reader_add(ChangeReader *reader, OperationKind kind)
{
    Operation *operation = ARENA_NEW(reader->arena, Operation);
    SqlReadChange change = {.operation = operation};
    operation->kind = kind;
    operation->table_name = reader->table;
    operation->schema = reader->schema;
    vector_push(reader->arena, &reader->reading->changes, change);
    return operation;
}

bool reader_take_if_exists(ChangeReader *reader)
{
    SqlReader before = reader->tokens;
    if (reader_take(reader, "if") && (reader_take(reader, "not"), reader_take(reader, "exists")))
        return true;
    reader->tokens = before;
    return false;
}
