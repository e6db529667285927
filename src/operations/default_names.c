/* The names that PostgreSQL generates: table_column_label, truncated, and numbered if taken. */
#include "limbeck/operations/apply.h"

#include "naming.h"

#include <string.h>

enum { MAX_LENGTH = 63 };

/* Truncates at a character boundary. */
static size_t whole_characters(const char *text, size_t length)
{
    while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
        length--;
    return length;
}

/* The longer name is truncated first. */
static char *joined(Arena *arena, const char *table, const char *column, const char *label)
{
    size_t first = strlen(table), second = column ? strlen(column) : 0;
    size_t overhead = strlen(label) + 1 + (column != NULL);
    while (first + second > MAX_LENGTH - overhead) {
        if (first > second)
            first--;
        else
            second--;
    }
    first = whole_characters(table, first);
    if (!column)
        return arena_format(arena, "%.*s_%s", (int)first, table, label);
    second = whole_characters(column, second);
    return arena_format(arena, "%.*s_%.*s_%s", (int)first, table, (int)second, column, label);
}

static bool is_taken(Arena *arena, SchemaModel *model, const Table *table, const char *name)
{
    for (size_t k = 0; k < table->constraints.count; k++) /* the table may not be in the model yet */
        if (same_name(table->constraints.items[k]->name, name))
            return true;
    return schema_model_has_name(arena, model, table->schema, name);
}

static const char *chosen(Arena *arena, SchemaModel *model, const Table *table, const char *columns, const char *label)
{
    char *name = joined(arena, table->name, columns, label);
    for (int number = 1; is_taken(arena, model, table, name); number++)
        name = joined(arena, table->name, columns, arena_format(arena, "%s%d", label, number));
    return name;
}

/* The only column of a CHECK, from which its name is generated. */
static const char *checked_column(const Table *table, const Constraint *check)
{
    const char *only = NULL;
    for (size_t i = 0; i < table->columns.count; i++) {
        const char *name = table->columns.items[i]->name;
        if (!expression_names_column(check->condition, name))
            continue;
        if (only)
            return NULL;
        only = name;
    }
    return only;
}

const char *constraint_default_name(Arena *arena, SchemaModel *model, const Table *table, const Constraint *constraint)
{
    const char *columns = string_vector_join(arena, &constraint->columns, "_");
    switch (constraint->kind) {
    case CONSTRAINT_PRIMARY_KEY:
        return chosen(arena, model, table, NULL, "pkey");
    case CONSTRAINT_UNIQUE:
        return chosen(arena, model, table, columns, "key");
    case CONSTRAINT_FOREIGN_KEY:
        return chosen(arena, model, table, columns, "fkey");
    case CONSTRAINT_CHECK:
        return chosen(arena, model, table, checked_column(table, constraint), "check");
    default:
        return chosen(arena, model, table, columns, "excl");
    }
}

const char *index_default_name(Arena *arena, SchemaModel *model, const Table *table, const Index *index)
{
    StringVector parts = {0};
    for (size_t i = 0; i < index->expressions.count; i++) {
        const Expression *element = index->expressions.items[i];
        while (element->kind == EXPRESSION_UNARY)
            element = element->left;
        vector_push(arena, &parts, element->name ? element->name : "expr");
    }
    return chosen(arena, model, table, string_vector_join(arena, &parts, "_"), "idx");
}
