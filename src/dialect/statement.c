/* SELECT, INSERT, UPDATE and DELETE, line breaks where SQLAlchemy puts them. */
#include "limbeck/base/map.h"
#include "limbeck/dialect/compiler.h"

#include <string.h>

static bool compile_from_table(Compiler *compiler, const Table *table)
{
    if (table->subquery) {
        text_append_char(&compiler->out, '(');
        if (!compile_select(compiler, table->subquery))
            return false;
        text_append_char(&compiler->out, ')');
    } else {
        append_table(compiler, table->name, table->schema);
    }
    if (table->alias) {
        text_append(&compiler->out, " AS ");
        append_quoted(compiler, table->alias);
    }
    return true;
}

static bool compile_from(Compiler *compiler, const Statement *select)
{
    for (size_t i = 0; i < select->from_count; i++) {
        text_append(&compiler->out, i ? ", " : " \nFROM ");
        if (!compile_from_table(compiler, select->from[i]))
            return false;
        for (size_t k = 0; i == 0 && k < select->join_count; k++) {
            const JoinClause *join = &select->joins[k];
            text_append(&compiler->out, join->is_outer ? " LEFT OUTER JOIN " : " JOIN ");
            if (!compile_from_table(compiler, join->table))
                return false;
            text_append(&compiler->out, " ON ");
            if (!compile_expression(compiler, join->on))
                return false;
        }
    }
    return true;
}

/* Without native booleans a bare true, false or column becomes a comparison. */
static bool compile_condition(Compiler *compiler, const Expression *condition)
{
    if (condition->kind == EXPRESSION_TRUE || condition->kind == EXPRESSION_FALSE) {
        text_append(&compiler->out, condition->kind == EXPRESSION_TRUE ? "1 = 1" : "0 = 1");
        return true;
    }
    bool bare = condition->kind == EXPRESSION_COLUMN || condition->kind == EXPRESSION_LITERAL;
    return bare ? refuse(compiler, "a bare column as a condition") : compile_expression(compiler, condition);
}

static bool compile_where(Compiler *compiler, const ExpressionList *where, const char *keyword)
{
    if (!where->count)
        return true;
    text_append(&compiler->out, keyword);
    if (where->count == 1 && !compiler->dialect->native_boolean)
        return compile_condition(compiler, where->items[0]);
    return compile_expression(compiler, expression_junction(compiler->arena, SQL_AND, where->items, where->count));
}

static bool compile_clause(Compiler *compiler, const ExpressionList *list, const char *keyword)
{
    if (!list->count)
        return true;
    text_append(&compiler->out, keyword);
    return compile_list(compiler, list, ", ");
}

/* How often a name was given to an unnamed column so far. */
typedef struct LabelCounts {
    Map counts; /* name -> count, as a pointer-sized number */
} LabelCounts;

static size_t next_label(Compiler *compiler, LabelCounts *labels, const char *name)
{
    size_t count = (size_t)(uintptr_t)map_get(&labels->counts, name) + 1;
    map_put(compiler->arena, &labels->counts, name, (void *)(uintptr_t)count);
    return count;
}

/* SQLAlchemy names what has no name: count_1, lower_1, anon_1. */
static bool append_label(Compiler *compiler, LabelCounts *labels, const Expression *column)
{
    switch (column->kind) {
    case EXPRESSION_COLUMN:
        if (next_label(compiler, labels, column->name) > 1)
            return refuse(compiler, "a SELECT of two columns named '%s'", column->name);
        return true;
    case EXPRESSION_LABEL:
    case EXPRESSION_TEXT:
    case EXPRESSION_STAR:
        return true;
    case EXPRESSION_CAST:
    case EXPRESSION_SUBQUERY:
    case EXPRESSION_EXISTS:
        return refuse(compiler, "a SELECT of an unnamed CAST or subquery; give it a label()");
    default:
        break;
    }
    const char *name = column->kind == EXPRESSION_FUNCTION ? column->name : "anon";
    text_append_format(&compiler->out, " AS %s_%zu", name, next_label(compiler, labels, name));
    return true;
}

static bool compile_select_columns(Compiler *compiler, const ExpressionList *columns)
{
    LabelCounts labels = {0};
    for (size_t i = 0; i < columns->count; i++) {
        if (i)
            text_append(&compiler->out, ", ");
        if (!compile_expression(compiler, columns->items[i]) || !append_label(compiler, &labels, columns->items[i]))
            return false;
    }
    return true;
}

bool compile_select(Compiler *compiler, const Statement *select)
{
    text_append(&compiler->out, select->is_distinct ? "SELECT DISTINCT " : "SELECT ");
    if (!compile_select_columns(compiler, &select->columns) || !compile_from(compiler, select) ||
        !compile_where(compiler, &select->where, " \nWHERE ") ||
        !compile_clause(compiler, &select->group_by, " GROUP BY ") ||
        !compile_where(compiler, &select->having, " \nHAVING ") ||
        !compile_clause(compiler, &select->order_by, " ORDER BY "))
        return false;
    bool postgresql = compiler->dialect == &postgresql_dialect;
    if (select->limit) {
        text_append(&compiler->out, postgresql ? " \n LIMIT " : "\n LIMIT ");
        if (!compile_expression(compiler, select->limit))
            return false;
    }
    if (select->offset || (select->limit && !postgresql)) {
        if (!select->limit && !postgresql)
            text_append(&compiler->out, "\n LIMIT -1");
        text_append(&compiler->out, postgresql ? " \n OFFSET " : " OFFSET ");
        if (!select->offset)
            text_append_char(&compiler->out, '0');
        else if (!compile_expression(compiler, select->offset))
            return false;
    }
    return true;
}

static bool compile_returning(Compiler *compiler, const Statement *statement)
{
    bool include_table = compiler->include_table;
    compiler->include_table = compiler->dialect->returning_names_table;
    bool done = compile_clause(compiler, &statement->returning, " RETURNING ");
    compiler->include_table = include_table;
    return done;
}

static bool compile_row(Compiler *compiler, const AssignmentRow *row)
{
    text_append_char(&compiler->out, '(');
    for (size_t i = 0; i < row->count; i++) {
        if (i)
            text_append(&compiler->out, ", ");
        if (!compile_grouped(compiler, row->items[i].value))
            return false;
    }
    text_append_char(&compiler->out, ')');
    return true;
}

static bool compile_insert(Compiler *compiler, const Statement *insert)
{
    text_append(&compiler->out, "INSERT INTO ");
    append_table(compiler, insert->table->name, insert->table->schema);
    if (!insert->row_count || !insert->rows[0].count) {
        text_append(&compiler->out, " DEFAULT VALUES");
        return compile_returning(compiler, insert);
    }
    text_append(&compiler->out, " (");
    for (size_t i = 0; i < insert->rows[0].count; i++) {
        if (i)
            text_append(&compiler->out, ", ");
        append_quoted(compiler, insert->rows[0].items[i].column);
    }
    text_append(&compiler->out, ") VALUES ");
    for (size_t i = 0; i < insert->row_count; i++) {
        if (i)
            text_append(&compiler->out, ", ");
        if (!compile_row(compiler, &insert->rows[i]))
            return false;
    }
    return compile_returning(compiler, insert);
}

static bool compile_update(Compiler *compiler, const Statement *update)
{
    text_append(&compiler->out, "UPDATE ");
    append_table(compiler, update->table->name, update->table->schema);
    text_append(&compiler->out, " SET ");
    if (!update->row_count || !update->rows[0].count)
        return refuse(compiler, "an UPDATE without values");
    for (size_t i = 0; i < update->rows[0].count; i++) {
        if (i)
            text_append(&compiler->out, ", ");
        append_quoted(compiler, update->rows[0].items[i].column);
        text_append_char(&compiler->out, '=');
        if (!compile_grouped(compiler, update->rows[0].items[i].value))
            return false;
    }
    return compile_where(compiler, &update->where, " WHERE ") && compile_returning(compiler, update);
}

static bool compile_delete(Compiler *compiler, const Statement *delete_)
{
    text_append(&compiler->out, "DELETE FROM ");
    append_table(compiler, delete_->table->name, delete_->table->schema);
    return compile_where(compiler, &delete_->where, " WHERE ") && compile_returning(compiler, delete_);
}

static bool compile_text_statement(Compiler *compiler, const Statement *statement)
{
    return compile_expression(compiler, statement->text);
}

bool compile_statement(Arena *arena, const CompileOptions *options, const Statement *statement, CompiledSql *compiled,
                       Error *error)
{
    static bool (*const compilers[])(Compiler *, const Statement *) = {
        [STATEMENT_TEXT] = compile_text_statement, [STATEMENT_SELECT] = compile_select,
        [STATEMENT_INSERT] = compile_insert,       [STATEMENT_UPDATE] = compile_update,
        [STATEMENT_DELETE] = compile_delete,
    };
    *compiled = (CompiledSql){0};
    Compiler compiler = {.arena = arena,
                         .options = options,
                         .dialect = options->dialect,
                         .out = text_in(arena),
                         .compiled = compiled,
                         .include_table = true,
                         .error = error};
    if (!compilers[statement->kind](&compiler, statement))
        return false;
    compiled->sql = text_string(&compiler.out);
    return true;
}
