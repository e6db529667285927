/* INSERT, UPDATE and DELETE, line breaks where SQLAlchemy puts them. */
#include "limbeck/dialect/compiler.h"

#include <string.h>

bool compile_where(Compiler *compiler, const ExpressionList *where, const char *keyword)
{
    if (!where->count)
        return true;
    text_append(&compiler->out, keyword);
    bool is_plain = where->count > 1;
    for (size_t i = 0; i < where->count; i++)
        is_plain &= where->items[i]->kind != EXPRESSION_TRUE && where->items[i]->kind != EXPRESSION_FALSE;
    if (!is_plain)
        return compile_expression(compiler, expression_junction(compiler->arena, SQL_AND, where->items, where->count));
    /* The conditions are not inside an operator: AND is only written between them. */
    for (size_t i = 0; i < where->count; i++) {
        text_append(&compiler->out, i ? " AND " : "");
        if (!compile_expression(compiler, expression_group(compiler->arena, where->items[i], SQL_AND, NULL)))
            return false;
    }
    return true;
}

static bool compile_returning(Compiler *compiler, const Statement *statement)
{
    bool include_table = compiler->include_table;
    const ExpressionList *returned = &statement->returning;
    SelectedColumns selected = {0};
    if (!returned->count && compiler->dialect->returns_new_keys && statement->row_count == 1)
        returned = &statement->implicit_returning;
    if (!returned->count)
        return true;
    compiler->include_table = compiler->dialect->traits.returning_names_table;
    text_append(&compiler->out, " RETURNING ");
    expressions_selected(compiler->arena, returned, LABELS_WHERE_NEEDED, true, &selected);
    bool done = compile_selected(compiler, &selected, false);
    compiler->include_table = include_table;
    return done;
}

static bool compile_value(Compiler *compiler, const Expression *value)
{
    return compile_expression(compiler, expression_group(compiler->arena, value, SQL_ANYTHING, NULL));
}

static bool compile_row(Compiler *compiler, const AssignmentRow *row)
{
    text_append_char(&compiler->out, '(');
    for (size_t i = 0; i < row->count; i++) {
        text_append(&compiler->out, i ? ", " : "");
        if (!compile_value(compiler, row->items[i].value))
            return false;
    }
    text_append_char(&compiler->out, ')');
    return true;
}

static void append_assigned(Compiler *compiler, const Statement *statement, const char *name)
{
    const Column *column = statement->table ? table_column(statement->table, name) : NULL;
    append_written_name(compiler, name, column ? column->quote : 0);
}

static bool compile_assignments(Compiler *compiler, const Statement *statement, const AssignmentRow *row,
                                const char *equals)
{
    for (size_t i = 0; i < row->count; i++) {
        text_append(&compiler->out, i ? ", " : "");
        append_assigned(compiler, statement, row->items[i].column);
        text_append(&compiler->out, equals);
        if (!compile_value(compiler, row->items[i].value))
            return false;
    }
    return true;
}

/* One condition, as it was given: false() is 0 on SQLite, not 0 = 1. */
static bool compile_given_condition(Compiler *compiler, const ExpressionList *given)
{
    if (given->count != 1)
        return compile_where(compiler, given, " WHERE ");
    text_append(&compiler->out, " WHERE ");
    return compile_expression(compiler, given->items[0]);
}

static bool compile_conflict_target(Compiler *compiler, const ConflictClause *conflict)
{
    bool include_table = compiler->include_table;
    if (conflict->constraint && !compiler->dialect->has_conflict_constraint)
        return refuse(compiler, "ON CONFLICT ON CONSTRAINT, which %s does not have", compiler->dialect->traits.title);
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
    done = done && compile_given_condition(compiler, &conflict->index_where);
    compiler->include_table = include_table;
    return done;
}

/* SQLAlchemy puts blanks around '=' in SET: "name = value". */
static bool compile_conflict(Compiler *compiler, const Statement *insert)
{
    const ConflictClause *conflict = insert->conflict;
    if (!conflict)
        return true;
    text_append(&compiler->out, " ON CONFLICT");
    if (!compile_conflict_target(compiler, conflict))
        return false;
    text_append(&compiler->out, conflict->updates ? " DO UPDATE SET " : " DO NOTHING");
    return compile_assignments(compiler, insert, &conflict->set, " = ") &&
           (!conflict->updates || compile_given_condition(compiler, &conflict->where));
}

static bool compile_rows(Compiler *compiler, const Statement *insert)
{
    text_append(&compiler->out, " (");
    for (size_t i = 0; i < insert->rows[0].count; i++) {
        text_append(&compiler->out, i ? ", " : "");
        append_assigned(compiler, insert, insert->rows[0].items[i].column);
    }
    text_append(&compiler->out, ") VALUES ");
    for (size_t i = 0; i < insert->row_count; i++) {
        text_append(&compiler->out, i ? ", " : "");
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

/* INSERT FROM SELECT: the SELECT gets one more value for each column with a Python-side default. */
static bool with_defaults(Compiler *compiler, const Statement *insert, const Statement **query)
{
    const AssignmentRow *defaults = &insert->insert_defaults;
    *query = insert->from_select;
    if (!defaults->count)
        return true;
    if (insert->from_select->kind != STATEMENT_SELECT)
        return refuse(compiler, "INSERT from a UNION into a table whose columns have defaults of the application");
    Statement *copy = ARENA_NEW(compiler->arena, Statement);
    *copy = *insert->from_select;
    copy->columns.items = ARENA_ARRAY(compiler->arena, const Expression *, copy->columns.count + defaults->count);
    if (copy->columns.count)
        memcpy(copy->columns.items, insert->from_select->columns.items,
               copy->columns.count * sizeof *copy->columns.items);
    for (size_t i = 0; i < defaults->count; i++)
        copy->columns.items[copy->columns.count++] =
            expression_group(compiler->arena, defaults->items[i].value, SQL_ANYTHING, NULL);
    *query = copy;
    return true;
}

static bool compile_from_query(Compiler *compiler, const Statement *insert)
{
    const Statement *query;
    QueryPlace place = {.is_part = true, .derived = compiler->is_derived};
    if (!with_defaults(compiler, insert, &query))
        return false;
    text_append(&compiler->out, " (");
    for (size_t i = 0; i < insert->insert_columns.count; i++) {
        text_append(&compiler->out, i ? ", " : "");
        append_assigned(compiler, insert, insert->insert_columns.items[i]);
    }
    for (size_t i = 0; i < insert->insert_defaults.count; i++) {
        text_append(&compiler->out, ", ");
        append_assigned(compiler, insert, insert->insert_defaults.items[i].column);
    }
    text_append(&compiler->out, ") ");
    return compile_query(compiler, query, &place);
}

static bool compile_insert_body(Compiler *compiler, const Statement *insert)
{
    text_append(&compiler->out, "INSERT ");
    if (!compile_words(compiler, &insert->prefixes, "", " "))
        return false;
    text_append(&compiler->out, "INTO ");
    append_table_of(compiler, insert->table);
    if (insert->from_select) {
        if (!compile_from_query(compiler, insert))
            return false;
    } else if (!insert->row_count && (compiler->options->mode == MODE_OFFLINE || has_python_default(insert->table))) {
        return refuse(compiler, "an insert() without values, whose columns depend on how it is executed");
    } else if (!insert->row_count || !insert->rows[0].count) {
        text_append(&compiler->out, " DEFAULT VALUES");
    } else if (!compile_rows(compiler, insert)) {
        return false;
    }
    return compile_conflict(compiler, insert) && compile_returning(compiler, insert);
}

/* ---- UPDATE, DELETE ----------------------------------------------------------------- */

/* Tables other than the statement's own that its conditions and values refer to, in order of appearance. */
static void other_froms(Compiler *compiler, const Statement *statement, FromVector *others)
{
    FromVector all = {0}, own = {0};
    for (size_t i = 0; i < statement->where.count; i++)
        expression_froms(compiler->arena, statement->where.items[i], &all);
    const AssignmentRow *row = statement->row_count ? &statement->rows[0] : NULL;
    for (size_t place = 0; row && place < row->count; place++)
        for (size_t i = 0; i < row->count; i++)
            if (row->items[i].place == place)
                expression_froms(compiler->arena, row->items[i].value, &all);
    table_members(compiler->arena, statement->table, &own);
    for (size_t i = 0; i < all.count; i++)
        if (!froms_contain(&own, all.items[i]))
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

static bool compile_update_body(Compiler *compiler, const Statement *update, const FromVector *others)
{
    text_append(&compiler->out, "UPDATE ");
    if (!compile_words(compiler, &update->prefixes, "", " ") || !compile_from_element(compiler, update->table))
        return false;
    text_append(&compiler->out, " SET ");
    if (!update->row_count || !update->rows[0].count)
        return refuse(compiler, "an UPDATE without values");
    return compile_assignments(compiler, update, &update->rows[0], "=") && compile_others(compiler, others, " FROM ") &&
           compile_where(compiler, &update->where, " WHERE ") && compile_returning(compiler, update);
}

static bool compile_delete_body(Compiler *compiler, const Statement *delete_, const FromVector *others)
{
    if (others->count && !compiler->dialect->has_delete_using)
        return refuse(compiler, "DELETE over several tables, which SQLite does not have");
    text_append(&compiler->out, "DELETE ");
    if (!compile_words(compiler, &delete_->prefixes, "", " "))
        return false;
    text_append(&compiler->out, "FROM ");
    return compile_from_element(compiler, delete_->table) && compile_others(compiler, others, " USING ") &&
           compile_where(compiler, &delete_->where, " WHERE ") && compile_returning(compiler, delete_);
}

/* Nested queries correlate to the statement's own table and to the extra ones. */
static void enclose(Compiler *compiler, const Statement *statement, const FromVector *others, Enclosing *around)
{
    const Enclosing *outer = compiler->enclosing;
    *around = (Enclosing){.outer = outer, .level = outer ? outer->level + 1 : 1};
    if (statement->kind != STATEMENT_INSERT) {
        table_members(compiler->arena, statement->table, &around->read);
        for (size_t i = 0; i < others->count; i++)
            vector_push(compiler->arena, &around->read, others->items[i]);
    }
    around->correlated = around->read;
    compiler->enclosing = around;
}

static bool compile_change(Compiler *compiler, const Statement *statement)
{
    FromVector others = {0};
    Enclosing around;
    size_t before = compiler->out.length;
    const Statement *hints = compiler->hints;
    if (statement->kind != STATEMENT_INSERT)
        other_froms(compiler, statement, &others);
    enclose(compiler, statement, &others, &around);
    compiler->hints = statement;
    bool done = compile_own_ctes(compiler, statement) &&
                (statement->kind == STATEMENT_INSERT   ? compile_insert_body(compiler, statement)
                 : statement->kind == STATEMENT_UPDATE ? compile_update_body(compiler, statement, &others)
                                                       : compile_delete_body(compiler, statement, &others));
    if (done)
        insert_ctes_before(compiler, before, statement->kind == STATEMENT_INSERT);
    compiler->enclosing = around.outer;
    compiler->hints = hints;
    return done;
}

static bool compile_query_statement(Compiler *compiler, const Statement *query)
{
    QueryPlace place = {0};
    return compile_query(compiler, query, &place);
}

static bool compile_text_statement(Compiler *compiler, const Statement *statement)
{
    return compile_expression(compiler, statement->text);
}

/* SQLAlchemy renders a table that is executed as nothing, a join as its SQL. */
static bool compile_from_statement(Compiler *compiler, const Statement *statement)
{
    const Table *table = statement->table;
    while (table->kind == FROM_ALIAS || table->kind == FROM_SAMPLE)
        table = table->element;
    if (table->kind == FROM_TABLE)
        return true;
    if (table->kind == FROM_SUBQUERY || table->kind == FROM_CTE)
        return compile_query_statement(compiler, table->query);
    if (table->kind == FROM_FUNCTION)
        return compile_expression(compiler, table->expression);
    return table->kind == FROM_VALUES ? compile_values(compiler, table->values) : compile_from_element(compiler, table);
}

static bool compile_values_statement(Compiler *compiler, const Statement *statement)
{
    return compile_values(compiler, statement->table->values);
}

bool compile_any_statement(Compiler *compiler, const Statement *statement)
{
    static bool (*const compilers[])(Compiler *, const Statement *) = {
        [STATEMENT_TEXT] = compile_text_statement,
        [STATEMENT_SELECT] = compile_query_statement,
        [STATEMENT_COMPOUND] = compile_query_statement,
        [STATEMENT_TEXTUAL] = compile_query_statement,
        [STATEMENT_INSERT] = compile_change,
        [STATEMENT_UPDATE] = compile_change,
        [STATEMENT_DELETE] = compile_change,
        [STATEMENT_EXPRESSION] = compile_text_statement,
        [STATEMENT_FROM] = compile_from_statement,
        [STATEMENT_VALUES] = compile_values_statement,
    };
    return compilers[statement->kind](compiler, statement);
}

bool compile_statement(Arena *arena, const CompileOptions *options, const Statement *statement, CompiledSql *compiled,
                       Error *error)
{
    *compiled = (CompiledSql){0};
    Compiler compiler = {.arena = arena,
                         .options = options,
                         .dialect = options->dialect,
                         .out = text_in(arena),
                         .compiled = compiled,
                         .include_table = true,
                         .include_schema = true,
                         .error = error};
    if (!compile_any_statement(&compiler, statement))
        return false;
    compiled->sql = text_string(&compiler.out);
    bool is_query = statement->kind != STATEMENT_TEXT && options->mode == MODE_OFFLINE;
    if (is_query && !options->dialect->prints_every_form && has_percent_name(compiled->sql))
        return refuse(&compiler, "'%%(name)s' in a statement on SQLite, which SQLAlchemy would turn into a '?'");
    if (options->mode == MODE_EXECUTE && options->dialect->mark_undecided)
        options->dialect->mark_undecided(arena, compiled);
    return true;
}
