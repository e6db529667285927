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

/* ---- checks ---------------------------------------------------------------------------- */

static bool check_names(Interpreter *interpreter, const Table *table, size_t first)
{
    for (size_t i = first; i < table->columns.count; i++)
        for (size_t k = first; k < i; k++) {
            const Column *one = table->columns.items[i], *other = table->columns.items[k];
            const char *key = one->key ? one->key : one->name;
            bool is_name = strcmp(one->name, other->name) == 0;
            if (is_name || strcmp(key, other->key ? other->key : other->name) == 0)
                return python_raise(interpreter, "DuplicateColumnError",
                                    "A column with %s '%s' is already present in table '%s'.", is_name ? "name" : "key",
                                    is_name ? one->name : key, table->name);
        }
    return true;
}

static bool check_column(Interpreter *interpreter, const Table *table, const char *what, const char *column)
{
    bool is_present = false;
    for (size_t i = 0; i < table->columns.count; i++) {
        const Column *at = table->columns.items[i];
        is_present |= strcmp(at->key ? at->key : at->name, column) == 0;
    }
    return is_present ||
           python_raise(interpreter, "ConstraintColumnNotFoundError",
                        "Can't create %s on table '%s': no column named '%s' is present.", what, table->name, column);
}

static bool check_constraint(Interpreter *interpreter, const Table *table, const Constraint *constraint)
{
    static const char *const names[] = {[CONSTRAINT_PRIMARY_KEY] = "PrimaryKeyConstraint",
                                        [CONSTRAINT_UNIQUE] = "UniqueConstraint",
                                        [CONSTRAINT_FOREIGN_KEY] = "ForeignKeyConstraint"};
    const char *what = (size_t)constraint->kind < sizeof names / sizeof *names ? names[constraint->kind] : NULL;
    for (size_t i = 0; what && i < constraint->columns.count; i++)
        if (!check_column(interpreter, table, what, constraint->columns.items[i]))
            return false;
    return true;
}

bool table_check_columns(Interpreter *interpreter, const Table *table, size_t first)
{
    if (!check_names(interpreter, table, first))
        return false;
    for (size_t i = 0; table->columns.count && i < table->constraints.count; i++)
        if (!check_constraint(interpreter, table, table->constraints.items[i]))
            return false;
    for (size_t i = 0; table->columns.count && i < table->indexes.count; i++) {
        const ExpressionList *parts = &table->indexes.items[i]->expressions;
        for (size_t k = 0; k < parts->count; k++) {
            bool is_name = parts->items[k]->kind == EXPRESSION_COLUMN && !parts->items[k]->table;
            if (is_name && !check_column(interpreter, table, "Index", parts->items[k]->name))
                return false;
        }
    }
    return true;
}
