/* Reads CREATE INDEX and DROP INDEX into what reflection would return. */
#include "reading.h"

#include <strings.h>

static void add_option(ChangeReader *reader, Index *index, const char *name, const Expression *value)
{
    Option option = {reader->on_postgresql ? "postgresql" : "sqlite", name, value};
    vector_push(reader->arena, &index->options, option);
}

static Expression *literal(ChangeReader *reader, const char *text)
{
    Expression *value = expression_new(reader->arena, EXPRESSION_LITERAL);
    value->literal = literal_text(text);
    return value;
}

static void append(ChangeReader *reader, ExpressionList *list, const Expression *item)
{
    const Expression **items = ARENA_ARRAY(reader->arena, const Expression *, list->count + 1);
    for (size_t i = 0; i < list->count; i++)
        items[i] = list->items[i];
    items[list->count] = item;
    *list = (ExpressionList){items, list->count + 1};
}

/* An empty list, stored as an option of the index. */
static ExpressionList *add_list(ChangeReader *reader, Index *index, const char *name)
{
    Expression *list = expression_new(reader->arena, EXPRESSION_LIST);
    list->operator_ = SQL_IN;
    add_option(reader, index, name, list);
    return &list->items;
}

/* A column, possibly with an operator class; otherwise an expression as SQL text. */
static bool read_element(ChangeReader *reader, Index *index)
{
    static const char *const order[] = {"asc", "desc", "nulls", "collate", NULL};
    const SqlToken *from = reader->tokens.at;
    const char *text = NULL;
    while (!reader_ended(reader) && !(reader->tokens.at->depth == from->depth && reader_at(reader, ",")) &&
           !(reader->tokens.at->depth < from->depth))
        reader->tokens.at++;
    size_t count = (size_t)(reader->tokens.at - from);
    bool named = count && (from->kind == SQL_TOKEN_WORD || from->kind == SQL_TOKEN_NAME);
    bool classed = named && count == 2 && from[1].kind == SQL_TOKEN_WORD && !token_is_one_of(&from[1], order);
    if (!count)
        return false;
    Expression *element = expression_new(reader->arena, EXPRESSION_COLUMN);
    SqlReader rest = reader->tokens;
    if (named && (count == 1 || classed)) {
        reader->tokens.at = from;
        element->name = reader_name(reader);
        reader->tokens = rest;
    } else {
        text = reader_slice(reader, from, reader->tokens.at);
        element = reader_expression(reader, text);
    }
    if (classed) {
        Expression *class = literal(reader, arena_strndup(reader->arena, from[1].start, from[1].length));
        class->name = element->name;
        append(reader, add_list(reader, index, "ops"), class);
    }
    append(reader, &index->expressions, element);
    return true;
}

static bool read_included(ChangeReader *reader, Index *index)
{
    StringVector columns = {0};
    if (!reader_columns(reader, &columns))
        return false;
    ExpressionList *list = add_list(reader, index, "include");
    for (size_t i = 0; i < columns.count; i++)
        append(reader, list, literal(reader, columns.items[i]));
    return true;
}

/* Reads (fillfactor = 70, ...). */
static bool read_storage(ChangeReader *reader, Index *index)
{
    if (!reader_take(reader, "("))
        return false;
    ExpressionList *list = add_list(reader, index, "with");
    do {
        const char *name = reader_name(reader);
        if (!name || !reader_take(reader, "="))
            return false;
        const SqlToken *from = reader->tokens.at;
        while (!reader_ended(reader) && !reader_at(reader, ",") && !reader_at(reader, ")"))
            reader->tokens.at++;
        const char *value = reader_slice(reader, from, reader->tokens.at);
        if (!value)
            return false;
        Expression *setting = literal(reader, value);
        setting->name = name;
        append(reader, list, setting);
    } while (reader_take(reader, ","));
    return reader_take(reader, ")");
}

/* Reads INCLUDE, NULLS NOT DISTINCT, WITH and WHERE, in this order. */
static bool read_index_options(ChangeReader *reader, Index *index)
{
    if (reader_take(reader, "include") && !read_included(reader, index))
        return false;
    if (reader_take(reader, "nulls")) {
        Expression *flag = expression_new(reader->arena, EXPRESSION_LITERAL);
        flag->literal = (Literal){.kind = LITERAL_BOOLEAN, .boolean = reader_take(reader, "not")};
        if (!reader_take(reader, "distinct"))
            return false;
        add_option(reader, index, "nulls_not_distinct", flag);
    }
    if (reader_take(reader, "with") && !read_storage(reader, index))
        return false;
    if (!reader_take(reader, "where"))
        return true;
    const char *condition = reader_text(reader, NULL);
    if (condition)
        add_option(reader, index, "where", reader_expression(reader, condition));
    return condition != NULL;
}

bool read_create_index(ChangeReader *reader, bool unique)
{
    Index *index = ARENA_NEW(reader->arena, Index);
    reader_take(reader, "concurrently");
    bool if_exists = reader_take_if_exists(reader);
    if (!reader_at(reader, "on"))
        index->name = reader_name(reader);
    const char *using = NULL;
    if (!reader_take(reader, "on") ||
        (reader_take(reader, "only"), !reader_table(reader, &reader->table, &reader->schema)))
        return false;
    if (reader_take(reader, "using"))
        using = reader_name(reader);
    if (!reader_take(reader, "("))
        return false;
    index->name_is_final = true;
    index->table = reader->table;
    index->schema = reader->schema;
    index->unique = unique;
    if (using && strcasecmp(using, "btree") != 0)
        add_option(reader, index, "using", literal(reader, using));
    do {
        if (!read_element(reader, index))
            return false;
    } while (reader_take(reader, ","));
    if (!reader_take(reader, ")"))
        return false;
    if (!read_index_options(reader, index))
        return false;
    Operation *operation = reader_add(reader, OPERATION_CREATE_INDEX);
    operation->index = index;
    operation->if_exists = if_exists;
    return reader_ended(reader);
}

bool read_drop_index(ChangeReader *reader)
{
    reader_take(reader, "concurrently");
    bool if_exists = reader_take_if_exists(reader);
    do {
        Index *index = ARENA_NEW(reader->arena, Index);
        if (!reader_table(reader, &index->name, &index->schema))
            return false;
        Operation *operation = reader_add(reader, OPERATION_DROP_INDEX);
        operation->index = index;
        operation->if_exists = if_exists;
    } while (reader_take(reader, ","));
    return true;
}
