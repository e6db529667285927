/* The columns of subqueries, aliases and WITH, as they are known outside. */
#include "limbeck/schema/labels.h"

#include <string.h>

static Column *exported(Arena *arena, const char *name, const char *key, const Expression *proxied)
{
    Column *column = column_new(arena, name, expression_type(proxied));
    column->key = key;
    column->proxied = proxied;
    column->is_whole = proxied->is_whole;
    return column;
}

/* A bare column keeps its key, a label is known by its name. */
static const char *exported_key(const SelectedColumn *row)
{
    if (row->column->kind == EXPRESSION_LABEL)
        return row->column->name;
    return row->required && row->column->kind != EXPRESSION_COLUMN ? row->required : row->key;
}

void table_export(Arena *arena, const Statement *query, Table *table)
{
    SelectedColumns selected = {0};
    statement_selected(arena, query, false, &selected);
    for (size_t i = 0; i < selected.count; i++) {
        const SelectedColumn *row = &selected.items[i];
        const Expression *column = row->column;
        if (column->kind == EXPRESSION_TEXT && column->is_text_clause)
            continue;
        const char *own = expression_own_label(column);
        const char *name = row->required ? row->required : own ? own : expression_made_up_label(arena, column);
        Column *known = exported(arena, name, exported_key(row), column);
        bool is_literal = column->kind == EXPRESSION_TEXT && strcmp(name, column->text) == 0;
        known->quote = is_literal ? -1 : column->quote; /* a literal_column() is written as it is, again */
        vector_push(arena, &table->columns, known);
    }
}

void table_export_table(Arena *arena, const Table *element, Table *table)
{
    for (size_t i = 0; i < element->columns.count; i++) {
        const Column *column = element->columns.items[i];
        Column *copy = exported(arena, column->name, column->key, table_expression(arena, element, column));
        copy->type = column->type;
        copy->quote = column->quote;
        vector_push(arena, &table->columns, copy);
    }
}

const Expression *table_expression(Arena *arena, const Table *table, const Column *column)
{
    Expression *expression = expression_new(arena, EXPRESSION_COLUMN);
    expression->name = column->name;
    expression->type = column->type && column->type->kind != TYPE_NULL ? column->type : NULL;
    expression->table = table;
    expression->quote = column->quote;
    expression->is_whole = column->is_whole;
    for (size_t i = 0; i < table->columns.count && table->columns.items[i] != column; i++)
        expression->twin += table->columns.items[i]->name && strcmp(table->columns.items[i]->name, column->name) == 0;
    return expression;
}

const Column *table_column_by_key(const Table *table, const char *key)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        const Column *column = table->columns.items[i];
        const char *own = column->key ? column->key : column->name;
        if (own && strcmp(own, key) == 0)
            return column;
    }
    return NULL;
}

/* ---- its origin ------------------------------------------------------------------------- */

enum { MAX_DEPTH = 64 };

static void origins(Arena *arena, const Expression *expression, StringVector *found, int depth)
{
    if (!expression || depth > MAX_DEPTH)
        return;
    vector_push(arena, found, expression_identity(arena, expression));
    if (expression->kind == EXPRESSION_LABEL || expression->kind == EXPRESSION_GROUPING)
        origins(arena, expression->left, found, depth + 1);
    const Column *column = expression->kind == EXPRESSION_COLUMN && expression->table
                               ? table_column(expression->table, expression->name)
                               : NULL;
    if (column)
        origins(arena, column->proxied, found, depth + 1);
}

bool expressions_share_origin(Arena *arena, const Expression *left, const Expression *right)
{
    StringVector a = {0}, b = {0};
    origins(arena, left, &a, 0);
    origins(arena, right, &b, 0);
    for (size_t i = 0; i < a.count; i++)
        if (string_vector_contains(&b, a.items[i]))
            return true;
    return false;
}
