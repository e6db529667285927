/* The columns of SELECT and RETURNING with their labels, and references to the labels in ORDER BY and GROUP BY. */
#include "limbeck/dialect/compiler.h"

#include <string.h>

/* ---- labels ----------------------------------------------------------------------- */

/* NOT x, -x and DISTINCT x of a named column get that column's name. */
static bool unary_takes_label(const Compiler *compiler, const Expression *unary, bool derived)
{
    const Expression *inside = unary->left;
    bool is_condition = unary->operator_ == SQL_IS_TRUE || unary->operator_ == SQL_IS_FALSE;
    if (derived || (is_condition && !compiler->dialect->traits.has_native_booleans))
        return true;
    while (inside->kind == EXPRESSION_GROUPING)
        inside = inside->left;
    bool is_named = inside->kind == EXPRESSION_COLUMN || inside->kind == EXPRESSION_LABEL ||
                    inside->kind == EXPRESSION_FIELD || inside->kind == EXPRESSION_ROW ||
                    (inside->kind == EXPRESSION_TEXT && !inside->is_text_clause);
    return !is_named;
}

static bool takes_label(const Compiler *compiler, const Expression *column, bool derived)
{
    switch (column->kind) {
    case EXPRESSION_COLUMN:
        return derived && column->table;
    case EXPRESSION_TEXT:
    case EXPRESSION_STAR:
    case EXPRESSION_FIELD:
    case EXPRESSION_ROW:
        return false;
    case EXPRESSION_UNARY:
        return unary_takes_label(compiler, column, derived);
    default:
        return expression_own_label(column) == NULL;
    }
}

static bool compile_labelled(Compiler *compiler, const Expression *column, const char *label, int quote, bool is_plain)
{
    bool in_label = compiler->in_label;
    written_name(compiler, label); /* anonymous names are numbered in this order: the label before its element */
    compiler->in_label = true;
    bool done = compile_expression(compiler, column);
    compiler->in_label = in_label;
    if (!done)
        return false;
    text_append(&compiler->out, " AS ");
    if (is_plain)
        append_written_name(compiler, label, quote);
    else
        append_label(compiler, label);
    return true;
}

static bool compile_selected_column(Compiler *compiler, const SelectedColumn *row, bool derived)
{
    const Expression *column = row->column;
    if (column->kind == EXPRESSION_LABEL)
        return compile_expression(compiler, column);
    if (row->required)
        return compile_labelled(compiler, column, row->required, row->quote, row->quote != 0);
    if (!takes_label(compiler, column, derived))
        return compile_expression(compiler, column);
    const char *label = row->fallback ? row->fallback : expression_made_up_label(compiler->arena, column);
    return compile_labelled(compiler, column, label, column->quote, column->kind == EXPRESSION_COLUMN);
}

bool compile_selected(Compiler *compiler, const SelectedColumns *selected, bool derived)
{
    bool in_columns = compiler->in_columns, in_label = compiler->in_label, done = true;
    compiler->in_columns = true;
    compiler->in_label = false;
    for (size_t i = 0; done && i < selected->count; i++) {
        text_append(&compiler->out, i ? ", " : "");
        done = compile_selected_column(compiler, &selected->items[i], derived);
    }
    compiler->in_columns = in_columns;
    compiler->in_label = in_label;
    return done;
}

/* ---- names of columns ------------------------------------------------------------------ */

static const char *name_in_order(Compiler *compiler, const Expression *column)
{
    bool is_column = column->kind == EXPRESSION_COLUMN;
    return is_column ? column_table_label(compiler->arena, column) : expression_own_label(column);
}

/* Finds a column of the query by name. Of several, the last. */
static const Expression *column_read(Compiler *compiler, const Statement *query, const char *name)
{
    FromVector froms = {0}, members = {0};
    const Expression *found = NULL;
    if (query->kind == STATEMENT_SELECT)
        statement_froms(compiler->arena, query, &froms);
    else if (query->table)
        vector_push(compiler->arena, &froms, query->table);
    for (size_t i = 0; i < froms.count; i++)
        table_members(compiler->arena, froms.items[i], &members);
    for (size_t i = 0; i < members.count; i++) {
        const Column *column = members.items[i]->kind == FROM_JOIN ? NULL : table_column_by_key(members.items[i], name);
        if (column)
            found = table_expression(compiler->arena, members.items[i], column);
    }
    return found;
}

static const Expression *column_selected(Compiler *compiler, const Statement *query, const char *name)
{
    const ExpressionList *columns = &statement_first(query)->columns;
    const Expression *found = NULL;
    for (size_t i = 0; i < columns->count; i++) {
        const Expression *column = columns->items[i];
        const char *own =
            query->kind == STATEMENT_COMPOUND ? expression_own_label(column) : name_in_order(compiler, column);
        if (own && strcmp(own, name) == 0 && !(column->kind == EXPRESSION_TEXT && column->is_text_clause))
            found = column;
    }
    return found;
}

/* ORDER BY of a UNION uses bare column names. */
static bool compile_compound_column(Compiler *compiler, const Expression *column)
{
    append_label(compiler, expression_own_label(column));
    return true;
}

bool compile_named(Compiler *compiler, const Expression *named)
{
    const Statement *query = compiler->enclosing ? compiler->enclosing->query : NULL;
    const Expression *found = NULL, *outer = compiler->label_alone;
    if (!compiler->enclosing)
        return compile_expression(compiler, named->left);
    if (query && !compiler->in_columns)
        found = column_selected(compiler, query, named->text);
    if (query && !found)
        found = column_read(compiler, query, named->text);
    if (!found)
        return refuse(compiler, "'%s', which is not a column of the SELECT; use text()", named->text);
    if (query->kind == STATEMENT_COMPOUND)
        return compile_compound_column(compiler, found);
    compiler->label_alone = found;
    bool done = compile_expression(compiler, found);
    compiler->label_alone = outer;
    return done;
}

const Expression *order_by_label(Compiler *compiler, const Expression *item)
{
    const Statement *query = compiler->enclosing ? compiler->enclosing->query : NULL;
    while (item->kind == EXPRESSION_UNARY && sql_operator_orders(item->operator_))
        item = item->left;
    if (item->kind != EXPRESSION_LABEL || !query)
        return NULL;
    const Expression *selected = column_selected(compiler, query, item->name);
    return selected && expressions_share_origin(compiler->arena, item, selected) ? item : NULL;
}
