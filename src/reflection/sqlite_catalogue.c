/* Reflects SQLite's tables from the SQL that created them, with the types that SQLAlchemy's inspector derives from
 * it. */
#include "catalogue.h"

#include "limbeck/reflection/sqlite_table.h"
#include "limbeck/schema/declared.h"
#include "queries.h"
#include "reflector.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const SqlType *inspected_type(Arena *arena, const SqlType *given)
{
    SqlType *type = sqlite_declared_type(arena, given->declared ? given->declared : "");
    type->collation = given->collation;
    return type;
}

/* PRAGMA table_info omits the parentheses of (expression). */
static const Expression *inspected_default(Arena *arena, const Expression *given)
{
    const char *text = given ? given->text : NULL;
    size_t length = text ? strlen(text) : 0;
    bool groups = length > 1 && text[0] == '(' && text[length - 1] == ')';
    return groups ? catalogue_text(arena, arena_strndup(arena, text + 1, length - 2)) : given;
}

static void read_as_inspector(Arena *arena, Table *table)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        Column *column = table->columns.items[i];
        column->type = inspected_type(arena, column->type);
        column->server_default = inspected_default(arena, column->server_default);
    }
    for (size_t i = 0; i < table->constraints.count; i++) {
        Constraint *constraint = (Constraint *)table->constraints.items[i];
        constraint->name_is_final = constraint->name != NULL;
        bool refers_to_key = constraint->kind == CONSTRAINT_FOREIGN_KEY && !constraint->referent_columns.count;
        if (refers_to_key)
            constraint->referent_columns = constraint->columns;
    }
    table->indexes.count = 0; /* indexes are read from the pragma below */
}

/* ---- indexes ---------------------------------------------------------------------------- */

/* The condition after the last WHERE outside parentheses. */
static const char *partial_condition(Arena *arena, const char *sql)
{
    size_t depth = 0;
    bool closed = false;
    for (const char *at = sql; *at; at++) {
        if (*at == '\'' || *at == '"' || *at == '`') {
            const char *end = strchr(at + 1, *at);
            at = end ? end : at;
        }
        depth += *at == '(';
        closed |= *at == ')' && --depth == 0;
        if (closed && !depth && strncasecmp(at, "where", 5) == 0 && isspace((unsigned char)at[5]))
            return text_trim(arena, at + 5);
    }
    return NULL;
}

static Index *new_index(Arena *arena, const Table *table, const DatabaseValue *row)
{
    Index *index = ARENA_NEW(arena, Index);
    index->name = arena_strdup(arena, row[SQLITE_INDEX_name].bytes);
    index->name_is_final = true;
    index->table = table->name;
    index->unique = row[SQLITE_INDEX_is_unique].integer != 0;
    index->made_by = arena_strdup(arena, row[SQLITE_INDEX_definition].bytes);
    const char *where = partial_condition(arena, index->made_by);
    if (where) {
        Option option = {"sqlite", "where", catalogue_text(arena, where)};
        vector_push(arena, &index->options, option);
    }
    return index;
}

/* An index with an expression is omitted, as by SQLAlchemy. */
static void read_index(Arena *arena, Table *table, const DatabaseValue *row)
{
    Index *last = table->indexes.count ? (Index *)table->indexes.items[table->indexes.count - 1] : NULL;
    if (!last || strcmp(last->name, row[SQLITE_INDEX_name].bytes) != 0) {
        last = new_index(arena, table, row);
        vector_push(arena, &table->indexes, last);
    }
    Expression *column =
        expression_new(arena, row[SQLITE_INDEX_column_id].integer == -2 ? EXPRESSION_TEXT : EXPRESSION_COLUMN);
    column->name = row[SQLITE_INDEX_column_name].type == CELL_TEXT
                       ? arena_strdup(arena, row[SQLITE_INDEX_column_name].bytes)
                       : NULL;
    const Expression **items = ARENA_ARRAY(arena, const Expression *, last->expressions.count + 1);
    for (size_t i = 0; i < last->expressions.count; i++)
        items[i] = last->expressions.items[i];
    items[last->expressions.count] = column;
    last->expressions = (ExpressionList){items, last->expressions.count + 1};
}

static void drop_expression_indexes(Table *table)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->indexes.count; i++) {
        bool plain = true;
        const Index *index = table->indexes.items[i];
        for (size_t k = 0; k < index->expressions.count; k++)
            plain = plain && index->expressions.items[k]->kind == EXPRESSION_COLUMN;
        if (plain)
            table->indexes.items[kept++] = index;
    }
    table->indexes.count = kept;
}

static bool read_indexes(Arena *arena, Database *database, SchemaModel *model, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_query(database, sql_sqlite_catalogue_indexes, NULL, 0, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row) {
        Table *table = schema_model_table(model, NULL, row[SQLITE_INDEX_table_name].bytes);
        if (table)
            read_index(arena, table, row);
    }
    result_free(result);
    for (size_t i = 0; i < model->tables.count; i++)
        drop_expression_indexes(model->tables.items[i]);
    return done;
}

static bool read_items(Arena *arena, Database *database, SchemaModel *model, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_query(database, sql_sqlite_catalogue_items, NULL, 0, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row) {
        OpaqueItem item = {arena_strdup(arena, row[CATALOGUE_ITEM_kind].bytes),
                           arena_strdup(arena, row[CATALOGUE_ITEM_name].bytes),
                           arena_strdup(arena, row[CATALOGUE_ITEM_definition].bytes)};
        vector_push(arena, &model->items, item);
    }
    result_free(result);
    return done;
}

bool sqlite_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel *model, Error *error)
{
    (void)every_schema;
    StringVector names = {0};
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_query(database, sql_sqlite_tables, NULL, 0, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row)
        vector_push(arena, &names, arena_strdup(arena, row[SQLITE_TABLE_name].bytes));
    result_free(result);
    for (size_t i = 0; done && i < names.count; i++) {
        Table *table;
        done = reflect_sqlite_table(arena, database, names.items[i], &table, error);
        if (!done)
            break;
        read_as_inspector(arena, table);
        vector_push(arena, &model->tables, table);
    }
    return done && read_indexes(arena, database, model, error) && read_items(arena, database, model, error);
}
