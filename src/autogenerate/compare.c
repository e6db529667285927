#include "limbeck/autogenerate/compare.h"

#include <string.h>

static const Table *find_table(Table *const *tables, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(tables[i]->name, name) == 0)
            return tables[i];
    return NULL;
}

static void add(Arena *arena, DifferenceVector *differences, DifferenceKind kind, const Table *table,
                const Column *column)
{
    Difference difference = {kind, table->name, column ? column->name : NULL};
    vector_push(arena, differences, difference);
}

static bool same_text(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

static bool same_column(const Column *left, const Column *right)
{
    return left->nullable == right->nullable && left->type->kind == right->type->kind &&
           left->type->length == right->type->length && same_text(left->type->fields, right->type->fields);
}

static void compare_columns(Arena *arena, const Table *before, const Table *after, DifferenceVector *differences)
{
    for (size_t i = 0; i < before->columns.count; i++) {
        const Column *old = before->columns.items[i], *new = table_column(after, old->name);
        if (!new)
            add(arena, differences, DIFFERENCE_COLUMN_REMOVED, before, old);
        else if (!same_column(old, new))
            add(arena, differences, DIFFERENCE_COLUMN_CHANGED, after, new);
    }
    for (size_t i = 0; i < after->columns.count; i++)
        if (!table_column(before, after->columns.items[i]->name))
            add(arena, differences, DIFFERENCE_COLUMN_ADDED, after, after->columns.items[i]);
}

void compare_schemas(Arena *arena, Table *const *before, size_t before_count, Table *const *after, size_t after_count,
                     DifferenceVector *differences)
{
    for (size_t i = 0; i < before_count; i++) {
        const Table *match = find_table(after, after_count, before[i]->name);
        if (match)
            compare_columns(arena, before[i], match, differences);
        else
            add(arena, differences, DIFFERENCE_TABLE_REMOVED, before[i], NULL);
    }
    for (size_t i = 0; i < after_count; i++)
        if (!find_table(before, before_count, after[i]->name))
            add(arena, differences, DIFFERENCE_TABLE_ADDED, after[i], NULL);
}

char *difference_text(Arena *arena, const Difference *difference)
{
    static const char *const marks[] = {[DIFFERENCE_TABLE_ADDED] = "+ table",
                                        [DIFFERENCE_TABLE_REMOVED] = "- table",
                                        [DIFFERENCE_COLUMN_ADDED] = "+ column",
                                        [DIFFERENCE_COLUMN_REMOVED] = "- column",
                                        [DIFFERENCE_COLUMN_CHANGED] = "~ column"};
    return arena_format(arena, "%s %s%s%s", marks[difference->kind], difference->table, difference->column ? "." : "",
                        difference->column ? difference->column : "");
}
