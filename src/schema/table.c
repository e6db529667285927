#include "limbeck/schema/table.h"

#include <string.h>

Column *column_new(Arena *arena, const char *name, const SqlType *type)
{
    Column *column = ARENA_NEW(arena, Column);
    column->name = name;
    column->type = type;
    column->nullable = true;
    column->autoincrement = -1;
    column->computed_persisted = -1;
    return column;
}

Column *table_column(const Table *table, const char *name)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (strcmp(table->columns.items[i]->name, name) == 0)
            return table->columns.items[i];
    return NULL;
}

const char *table_label(const Table *table)
{
    return table->alias ? table->alias : table->name;
}

void table_primary_key(Arena *arena, const Table *table, StringVector *columns)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i]->primary_key)
            vector_push(arena, columns, table->columns.items[i]->name);
    for (size_t i = 0; i < table->constraints.count && !columns->count; i++)
        if (table->constraints.items[i]->kind == CONSTRAINT_PRIMARY_KEY)
            *columns = table->constraints.items[i]->columns;
}

static bool in_foreign_key(const Table *table, const Column *column)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        if (constraint->kind == CONSTRAINT_FOREIGN_KEY && string_vector_contains(&constraint->columns, column->name))
            return true;
    }
    return column->foreign_keys.count > 0;
}

const Column *table_autoincrement_column(Arena *arena, const Table *table)
{
    StringVector key = {0};
    table_primary_key(arena, table, &key);
    const Column *counting = NULL;
    for (size_t i = 0; i < key.count; i++) {
        const Column *column = table_column(table, key.items[i]);
        if (!column)
            continue;
        if ((key.count == 1 && column->autoincrement != 0) || column->autoincrement == 1)
            counting = column;
    }
    if (!counting || counting->autoincrement == 1)
        return counting;
    TypeAffinity affinity = counting->type ? type_row(counting->type->kind)->affinity : AFFINITY_NULL;
    bool is_number = affinity == AFFINITY_INTEGER || affinity == AFFINITY_NUMERIC || affinity == AFFINITY_FLOAT;
    bool counts = is_number && counting->python_default.kind == DEFAULT_NONE && !counting->server_default &&
                  !in_foreign_key(table, counting);
    return counts ? counting : NULL;
}

const Constraint *type_check_constraint(Arena *arena, const Column *column)
{
    const SqlType *type = column->type;
    bool is_enum = type_row(type->kind)->affinity == AFFINITY_ENUM;
    Expression *list = expression_new(arena, EXPRESSION_LIST);
    list->operator_ = SQL_IN;
    list->items.count = is_enum ? type->values.count : 2;
    list->items.items = ARENA_ARRAY(arena, const Expression *, list->items.count + 1);
    for (size_t i = 0; i < list->items.count; i++) {
        Expression *value = expression_new(arena, EXPRESSION_LITERAL);
        value->literal =
            is_enum ? literal_text(type->values.items[i]) : (Literal){.kind = LITERAL_INTEGER, .integer = (int64_t)i};
        list->items.items[i] = value;
    }
    Expression *name = expression_new(arena, EXPRESSION_COLUMN);
    name->name = column->name;
    Constraint *check = ARENA_NEW(arena, Constraint);
    *check = (Constraint){.kind = CONSTRAINT_CHECK, .name = type->name, .deferrable = -1, .implemented_type = type};
    check->condition = expression_binary(arena, SQL_IN, name, list);
    return check;
}

static bool refers(const Table *table, const Column *column)
{
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i]->kind == CONSTRAINT_FOREIGN_KEY &&
            string_vector_contains(&table->constraints.items[i]->columns, column->name))
            return true;
    return column->foreign_keys.count > 0;
}

bool table_key_is_inline(Arena *arena, const Table *table, const Column *column)
{
    StringVector key = {0};
    if (!column || !column->primary_key || !option_is_true(&table->options, "sqlite", "autoincrement"))
        return false;
    table_primary_key(arena, table, &key);
    return key.count == 1 && type_row(column->type->kind)->affinity == AFFINITY_INTEGER && !refers(table, column);
}

void table_apply_primary_key(Arena *arena, Table *table)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        for (size_t k = 0; constraint->kind == CONSTRAINT_PRIMARY_KEY && k < constraint->columns.count; k++) {
            for (size_t c = 0; c < table->columns.count; c++) {
                if (strcmp(table->columns.items[c]->name, constraint->columns.items[k]) != 0)
                    continue;
                Column *copy = ARENA_NEW(arena, Column);
                *copy = *table->columns.items[c];
                copy->primary_key = true;
                copy->nullable = copy->nullable_given && copy->nullable;
                table->columns.items[c] = copy;
            }
        }
    }
}

const Expression *option_value(const OptionVector *options, const char *dialect, const char *name)
{
    for (size_t i = 0; i < options->count; i++)
        if (strcmp(options->items[i].dialect, dialect) == 0 && strcmp(options->items[i].name, name) == 0)
            return options->items[i].value;
    return NULL;
}

bool option_is_true(const OptionVector *options, const char *dialect, const char *name)
{
    const Expression *value = option_value(options, dialect, name);
    return value &&
           (value->kind == EXPRESSION_TRUE ||
            (value->kind == EXPRESSION_LITERAL && value->literal.kind == LITERAL_BOOLEAN && value->literal.boolean));
}

const Constraint *constraint_origin(const Constraint *constraint)
{
    return constraint->origin ? constraint->origin : constraint;
}

const Index *index_origin(const Index *index)
{
    return index->origin ? index->origin : index;
}

const char *constraint_noun(const Constraint *constraint)
{
    static const char *const nouns[] = {
        [CONSTRAINT_PRIMARY_KEY] = "primary key", [CONSTRAINT_FOREIGN_KEY] = "foreign key",
        [CONSTRAINT_UNIQUE] = "unique",           [CONSTRAINT_CHECK] = "check",
        [CONSTRAINT_EXCLUDE] = "exclude",         [CONSTRAINT_ANY] = "constraint"};
    return nouns[constraint->kind];
}
