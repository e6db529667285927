#include "column_keys.h"

#include "limbeck/schema/labels.h"

#include <string.h>

static bool has_keys(const Table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i]->key)
            return true;
    return false;
}

static const char *name_of_key(const Table *table, const char *key)
{
    const Column *column = table_column_by_key(table, key);
    return column ? column->name : key;
}

static StringVector names_of_keys(Arena *arena, const Table *table, const StringVector *keys)
{
    StringVector names = {0};
    for (size_t i = 0; i < keys->count; i++)
        vector_push(arena, &names, name_of_key(table, keys->items[i]));
    return names;
}

/* A column named by a text belongs to no table. */
static void resolve_expressions(Arena *arena, const Table *table, ExpressionList *list)
{
    list->items = arena_copy(arena, list->items, list->count, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) {
        const Expression *given = list->items[i];
        if (given->kind != EXPRESSION_COLUMN || given->table)
            continue;
        Expression *named = expression_new(arena, EXPRESSION_COLUMN);
        *named = *given;
        named->name = name_of_key(table, given->name);
        named->table = table;
        list->items[i] = named;
    }
}

static const Constraint *resolved_constraint(Arena *arena, const Table *table, const Constraint *given)
{
    if (!given->columns_are_keys)
        return given;
    Constraint *copy = ARENA_NEW(arena, Constraint);
    *copy = *given;
    copy->origin = constraint_origin(given);
    copy->columns_are_keys = false;
    copy->columns = names_of_keys(arena, table, &given->columns);
    resolve_expressions(arena, table, &copy->excluded);
    return copy;
}

static const Index *resolved_index(Arena *arena, const Table *table, const Index *given)
{
    if (!given->columns_are_keys)
        return given;
    Index *copy = ARENA_NEW(arena, Index);
    *copy = *given;
    copy->origin = index_origin(given);
    copy->columns_are_keys = false;
    resolve_expressions(arena, table, &copy->expressions);
    return copy;
}

void resolve_own_keys(Arena *arena, Table *table)
{
    if (!has_keys(table))
        return;
    for (size_t i = 0; i < table->constraints.count; i++)
        table->constraints.items[i] = resolved_constraint(arena, table, table->constraints.items[i]);
    for (size_t i = 0; i < table->indexes.count; i++)
        table->indexes.items[i] = resolved_index(arena, table, table->indexes.items[i]);
}

/* ---- what foreign keys refer to ------------------------------------------------------------ */

static bool refers_to(const char *name, const char *schema, const char *default_schema, const Table *referent)
{
    const char *in = schema ? schema : default_schema;
    return strcmp(name, referent->name) == 0 && strcmp(in ? in : "", referent->schema ? referent->schema : "") == 0;
}

static void resolve_column(Arena *arena, Column *column, const char *schema, const Table *referent)
{
    for (size_t i = 0; i < column->foreign_keys.count; i++) {
        const ForeignKey *given = column->foreign_keys.items[i];
        if (!given->column_is_key || !refers_to(given->table, given->schema, schema, referent))
            continue;
        ForeignKey *copy = ARENA_NEW(arena, ForeignKey);
        *copy = *given;
        copy->column_is_key = false;
        copy->table_quote = referent->quote;
        copy->schema_quote = referent->schema_quote;
        copy->column = name_of_key(referent, given->column);
        column->foreign_keys.items[i] = copy;
    }
}

void resolve_referent_keys(Arena *arena, Table *table, const char *schema, const Table *referent)
{
    if (!has_keys(referent) && !referent->quote && !referent->schema_quote)
        return;
    for (size_t i = 0; i < table->columns.count; i++)
        resolve_column(arena, table->columns.items[i], schema, referent);
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *given = table->constraints.items[i];
        if (!given->referents_are_keys || !refers_to(given->referent_table, given->referent_schema, schema, referent))
            continue;
        Constraint *copy = ARENA_NEW(arena, Constraint);
        *copy = *given;
        copy->origin = constraint_origin(given);
        copy->referents_are_keys = false;
        copy->referent_quote = referent->quote;
        copy->referent_schema_quote = referent->schema_quote;
        copy->referent_columns = names_of_keys(arena, referent, &given->referent_columns);
        table->constraints.items[i] = copy;
    }
}
