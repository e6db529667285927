/* INSERT, UPDATE and DELETE, line breaks where SQLAlchemy puts them. */
#include "limbeck/dialect/compiler.h"

#include <string.h>

/* Without native booleans a bare true, false or column becomes a comparison. */
static bool compile_condition(Compiler *compiler, const Expression *condition)
{
    if (condition->kind == EXPRESSION_TRUE || condition->kind == EXPRESSION_FALSE) {
        text_append(&compiler->out, condition->kind == EXPRESSION_TRUE ? "1 = 1" : "0 = 1");
        return true;
    }
    if (condition->kind == EXPRESSION_LITERAL)
        return refuse(compiler, "a bare value as a condition");
    return compile_as_boolean(compiler, condition);
}

bool compile_where(Compiler *compiler, const ExpressionList *where, const char *keyword)
{
    if (!where->count)
        return true;
    text_append(&compiler->out, keyword);
    const Expression *condition = expression_junction(compiler->arena, SQL_AND, where->items, where->count);
    return compiler->dialect->native_boolean ? compile_expression(compiler, condition)
                                             : compile_condition(compiler, condition);
}

static bool compile_clause(Compiler *compiler, const ExpressionList *list, const char *keyword)
{
    if (!list->count)
        return true;
    text_append(&compiler->out, keyword);
    return compile_list(compiler, list, ", ");
}

static bool compile_returning(Compiler *compiler, const Statement *statement)
{
    bool include_table = compiler->include_table;
    compiler->include_table = compiler->dialect->returning_names_table;
    const ExpressionList *returned = &statement->returning;
    if (!returned->count && compiler->dialect->returns_new_keys && statement->row_count == 1)
        returned = &statement->implicit_returning;
    bool done = compile_clause(compiler, returned, " RETURNING ");
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

static void append_names(Compiler *compiler, const StringVector *names)
{
    for (size_t i = 0; i < names->count; i++) {
        if (i)
            text_append(&compiler->out, ", ");
        append_quoted(compiler, names->items[i]);
    }
}

static bool compile_assignments(Compiler *compiler, const AssignmentRow *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (i)
            text_append(&compiler->out, ", ");
        append_quoted(compiler, row->items[i].column);
        text_append(&compiler->out, "=");
        if (!compile_grouped(compiler, row->items[i].value))
            return false;
    }
    return true;
}

static bool compile_conflict_target(Compiler *compiler, const ConflictClause *conflict)
{
    bool include_table = compiler->include_table;
    if (conflict->constraint && !compiler->dialect->has_conflict_constraint)
        return refuse(compiler, "ON CONFLICT ON CONSTRAINT, which %s does not have", compiler->dialect->name);
    if (conflict->constraint) {
        text_append(&compiler->out, " ON CONSTRAINT ");
        append_quoted(compiler, conflict->constraint);
        return true;
    }
    if (!conflict->elements.count)
        return true;
    compiler->include_table = false;
    text_append(&compiler->out, " (");
    bool done = compile_list(compiler, &conflict->elements, ", ");
    text_append_char(&compiler->out, ')');
    done = done && compile_where(compiler, &conflict->index_where, " WHERE ");
    compiler->include_table = include_table;
    return done;
}

/* Assignments here are spaced as SQLAlchemy spaces them: "name = value". */
static bool compile_conflict(Compiler *compiler, const ConflictClause *conflict)
{
    if (!conflict)
        return true;
    text_append(&compiler->out, " ON CONFLICT");
    if (!compile_conflict_target(compiler, conflict))
        return false;
    text_append(&compiler->out, conflict->updates ? " DO UPDATE SET " : " DO NOTHING");
    for (size_t i = 0; i < conflict->set.count; i++) {
        const Assignment *assignment = &conflict->set.items[i];
        if (i)
            text_append(&compiler->out, ", ");
        append_quoted(compiler, assignment->column);
        text_append(&compiler->out, " = ");
        if (!compile_grouped(compiler, assignment->value))
            return false;
    }
    return !conflict->updates || compile_where(compiler, &conflict->where, " WHERE ");
}

static bool compile_rows(Compiler *compiler, const Statement *insert)
{
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
    return true;
}

static bool has_python_default(const Table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i]->python_default.kind != DEFAULT_NONE)
            return true;
    return false;
}

static bool compile_insert(Compiler *compiler, const Statement *insert)
{
    text_append(&compiler->out, "INSERT INTO ");
    append_table(compiler, insert->table->name, insert->table->schema);
    if (insert->from_select) {
        text_append(&compiler->out, " (");
        append_names(compiler, &insert->insert_columns);
        text_append(&compiler->out, ") ");
        if (!compile_query(compiler, insert->from_select, false))
            return false;
    } else if (!insert->row_count && (compiler->options->mode == MODE_OFFLINE || has_python_default(insert->table))) {
        return refuse(compiler, "an insert() without values, whose columns depend on how it is executed");
    } else if (!insert->row_count || !insert->rows[0].count) {
        text_append(&compiler->out, " DEFAULT VALUES");
    } else if (!compile_rows(compiler, insert)) {
        return false;
    }
    return compile_conflict(compiler, insert->conflict) && compile_returning(compiler, insert);
}

/* Other tables than the statement's own that its conditions and values name, in that order. */
static void other_froms(Compiler *compiler, const Statement *statement, FromVector *others)
{
    FromVector all = {0};
    for (size_t i = 0; i < statement->where.count; i++)
        expression_froms(compiler->arena, statement->where.items[i], &all);
    const AssignmentRow *row = statement->row_count ? &statement->rows[0] : NULL;
    for (size_t place = 0; row && place < row->count; place++)
        for (size_t i = 0; i < row->count; i++)
            if (row->items[i].place == place)
                expression_froms(compiler->arena, row->items[i].value, &all);
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i] != statement->table)
            vector_push(compiler->arena, others, all.items[i]);
}

static bool compile_others(Compiler *compiler, const FromVector *others, const char *keyword)
{
    for (size_t i = 0; i < others->count; i++) {
        text_append(&compiler->out, i ? ", " : keyword);
        if (!compile_from_element(compiler, others->items[i]))
            return false;
    }
    return true;
}

/* Nested queries see the statement's own table, and the others, as read already. */
static void enclose(Compiler *compiler, const Statement *statement, const FromVector *others, Enclosing *around)
{
    vector_push(compiler->arena, &around->froms, statement->table);
    for (size_t i = 0; i < others->count; i++)
        vector_push(compiler->arena, &around->froms, others->items[i]);
    around->outer = compiler->enclosing;
    compiler->enclosing = around;
}

static bool compile_update(Compiler *compiler, const Statement *update)
{
    FromVector others = {0};
    Enclosing around = {0};
    other_froms(compiler, update, &others);
    enclose(compiler, update, &others, &around);
    text_append(&compiler->out, "UPDATE ");
    if (!compile_from_element(compiler, update->table))
        return false;
    text_append(&compiler->out, " SET ");
    if (!update->row_count || !update->rows[0].count)
        return refuse(compiler, "an UPDATE without values");
    return compile_assignments(compiler, &update->rows[0]) && compile_others(compiler, &others, " FROM ") &&
           compile_where(compiler, &update->where, " WHERE ") && compile_returning(compiler, update);
}

static bool compile_delete(Compiler *compiler, const Statement *delete_)
{
    FromVector others = {0};
    Enclosing around = {0};
    other_froms(compiler, delete_, &others);
    enclose(compiler, delete_, &others, &around);
    if (others.count && !compiler->dialect->has_delete_using)
        return refuse(compiler, "DELETE over several tables, which SQLite does not have");
    text_append(&compiler->out, "DELETE FROM ");
    return compile_from_element(compiler, delete_->table) && compile_others(compiler, &others, " USING ") &&
           compile_where(compiler, &delete_->where, " WHERE ") && compile_returning(compiler, delete_);
}

static bool compile_query_statement(Compiler *compiler, const Statement *query)
{
    return compile_query(compiler, query, false);
}

static bool compile_text_statement(Compiler *compiler, const Statement *statement)
{
    return compile_expression(compiler, statement->text);
}

bool compile_statement(Arena *arena, const CompileOptions *options, const Statement *statement, CompiledSql *compiled,
                       Error *error)
{
    static bool (*const compilers[])(Compiler *, const Statement *) = {
        [STATEMENT_TEXT] = compile_text_statement,
        [STATEMENT_SELECT] = compile_query_statement,
        [STATEMENT_COMPOUND] = compile_query_statement,
        [STATEMENT_INSERT] = compile_insert,
        [STATEMENT_UPDATE] = compile_update,
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
    compiled->sql = with_ctes(&compiler, text_string(&compiler.out));
    if (options->mode == MODE_EXECUTE && options->dialect->mark_undecided)
        options->dialect->mark_undecided(arena, compiled);
    return true;
}
