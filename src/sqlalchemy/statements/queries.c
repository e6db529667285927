/* Queries as parts of statements: UNION, scalar subquery, EXISTS, subquery. */
#include "limbeck/sqlalchemy/operations.h"
#include "limbeck/sqlalchemy/selects.h"
#include "limbeck/sqlalchemy/words.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/sqlalchemy/expression_methods.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/from_clauses.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"

#include <stddef.h>
#include <string.h>

/* ---- UNION, EXCEPT and INTERSECT ----------------------------------------------------- */

static bool make_compound(Interpreter *interpreter, const char *word, const Value *first, const Arguments *arguments,
                          Value *result)
{
    Statement *compound;
    if (!new_statement(interpreter, &select_class, STATEMENT_COMPOUND, result, &compound))
        return false;
    Arena *arena = native_arena(result->native);
    compound->compound = word;
    compound->parts = ARENA_ARRAY(arena, const Statement *, arguments->positional + 2);
    for (size_t i = 0; i < arguments->positional + (first != NULL); i++) {
        Value part = first ? (i ? arguments->values[i - 1] : *first) : arguments->values[i];
        if (!native_data(part, &statement_class))
            return python_refuse(interpreter, "%s of something other than a SELECT", word);
        native_store(result->native, part);
        compound->parts[compound->part_count++] = statement_of(part);
    }
    return true;
}

#define COMPOUND(name, word)                                                                                           \
    NATIVE(select_##name)                                                                                              \
    {                                                                                                                  \
        return make_compound(interpreter, word, &self, arguments, result);                                             \
    }                                                                                                                  \
    bool make_##name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)                  \
    {                                                                                                                  \
        (void)self;                                                                                                    \
        return make_compound(interpreter, word, NULL, arguments, result);                                              \
    }

COMPOUND(union, "UNION")
COMPOUND(union_all, "UNION ALL")
COMPOUND(except, "EXCEPT")
COMPOUND(except_all, "EXCEPT ALL")
COMPOUND(intersect, "INTERSECT")
COMPOUND(intersect_all, "INTERSECT ALL")

const NativeMember compound_methods[] = {
    {"union", select_union},
    {"union_all", select_union_all},
    {"except_", select_except},
    {"except_all", select_except_all},
    {"intersect", select_intersect},
    {"intersect_all", select_intersect_all},
    {NULL, NULL},
};

/* ---- LIMIT, OFFSET, FETCH, FOR UPDATE ----------------------------------------------------- */

static bool count_from(Interpreter *interpreter, Native *owner, Value value, const Expression **count)
{
    *count = NULL;
    if (!value_given(value) || value_is_none(value))
        return true;
    bool is_number = value.kind == VALUE_INT || value.kind == VALUE_BOOL || value.kind == VALUE_FLOAT;
    if (!is_number && !native_data(value, &expression_class) && !native_data(value, &statement_class))
        return python_refuse(interpreter, "LIMIT or OFFSET of a %s", value_type_name(value));
    if (is_number)
        value = value_int(value.kind == VALUE_FLOAT ? (int64_t)value.real : value_as_integer(value));
    return expression_from(interpreter, owner, value, NULL, count);
}

static bool count_argument(Interpreter *interpreter, Value self, const Arguments *arguments, const char *name,
                           size_t offset, Value *result)
{
    const char *const names[] = {name};
    Value value;
    Statement *statement;
    if (!arguments_bind(interpreter, name, arguments, names, 1, &value, NULL, NULL) ||
        !derive_statement(interpreter, self, result, &statement))
        return false;
    return count_from(interpreter, result->native, value, (const Expression **)((char *)statement + offset));
}

bool select_limit(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (!count_argument(interpreter, self, arguments, "limit", offsetof(Statement, limit), result))
        return false;
    statement_of(*result)->fetch = NULL;
    return true;
}

bool select_offset(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return count_argument(interpreter, self, arguments, "offset", offsetof(Statement, offset), result);
}

bool select_fetch(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_count, ARG_with_ties, ARG_percent, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"count", "with_ties", "percent"};
    Value values[ARG_COUNT];
    Statement *statement;
    if (!arguments_bind(interpreter, "fetch", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !derive_statement(interpreter, self, result, &statement))
        return false;
    statement->limit = NULL;
    statement->fetch_ties = statement->fetch_percent = false;
    return count_from(interpreter, result->native, values[ARG_count], &statement->fetch) &&
           argument_flag(interpreter, values[ARG_with_ties], &statement->fetch_ties) &&
           argument_flag(interpreter, values[ARG_percent], &statement->fetch_percent);
}

/* query.slice(start, stop): OFFSET and LIMIT. */
bool select_slice(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_start, ARG_stop, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_start] = "start", [ARG_stop] = "stop"};
    Value values[ARG_COUNT];
    int64_t start, stop;
    Statement *statement;
    if (!arguments_bind(interpreter, "slice", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !expect_int(interpreter, values[ARG_start], "start", &start) ||
        !expect_int(interpreter, values[ARG_stop], "stop", &stop) ||
        !derive_statement(interpreter, self, result, &statement))
        return false;
    if (statement->offset || statement->limit)
        return python_refuse(interpreter, "slice() of a SELECT that has a LIMIT or an OFFSET");
    statement->fetch = NULL;
    return count_from(interpreter, result->native, value_int(stop - start), &statement->limit) &&
           (!start || count_from(interpreter, result->native, value_int(start), &statement->offset));
}

/* The tables of a join, the table of a column. */
static void add_locked(Arena *arena, const Table *table, Locking *locking)
{
    if (table->kind == FROM_JOIN) {
        add_locked(arena, table->right, locking);
        add_locked(arena, table->left, locking);
        return;
    }
    for (size_t i = 0; i < locking->of_count; i++)
        if (locking->of[i] == table)
            return;
    const Table **of = ARENA_ARRAY(arena, const Table *, locking->of_count + 1);
    if (locking->of_count)
        memcpy(of, locking->of, locking->of_count * sizeof *of);
    of[locking->of_count++] = table;
    locking->of = of;
}

static bool locked_from(Interpreter *interpreter, Native *owner, Value value, Locking *locking)
{
    Arena *arena = native_arena(owner);
    const ExpressionObject *column = native_data(value, &expression_class);
    const Table *table;
    for (size_t i = 0; value_is_sequence(value) && i < value.list->count; i++)
        if (!locked_from(interpreter, owner, value.list->items[i], locking))
            return false;
    if (!value_given(value) || value_is_none(value) || value_is_sequence(value))
        return true;
    if (column && column->expression->kind == EXPRESSION_COLUMN && column->expression->table) {
        native_store(owner, value);
        add_locked(arena, column->expression->table, locking);
        return true;
    }
    if (column) { /* one that belongs to no table is written as it is */
        Table *text = ARENA_NEW(arena, Table);
        *text = (Table){.kind = FROM_TEXT, .expression = column->expression};
        native_store(owner, value);
        table = text;
    } else if (!from_object(interpreter, owner, value, &table)) {
        return false;
    }
    add_locked(arena, table, locking);
    return true;
}

bool select_with_for_update(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_nowait, ARG_read, ARG_of, ARG_skip_locked, ARG_key_share, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"*nowait", "read", "of", "skip_locked", "key_share"};
    Value values[ARG_COUNT];
    Statement *statement;
    if (!arguments_bind(interpreter, "with_for_update", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !derive_statement(interpreter, self, result, &statement))
        return false;
    Locking *locking = ARENA_NEW(native_arena(result->native), Locking);
    statement->locking = locking;
    return argument_flag(interpreter, values[ARG_nowait], &locking->nowait) &&
           argument_flag(interpreter, values[ARG_read], &locking->read) &&
           argument_flag(interpreter, values[ARG_skip_locked], &locking->skip_locked) &&
           argument_flag(interpreter, values[ARG_key_share], &locking->key_share) &&
           locked_from(interpreter, result->native, values[ARG_of], locking);
}

/* ---- queries as values ------------------------------------------------------------------------ */

/* As a value and in EXISTS no column is labelled because of another of its name: SQLAlchemy sets LABEL_STYLE_NONE. */
static const Statement *without_labels(Arena *arena, const Statement *statement)
{
    bool is_plain = statement && statement->kind == STATEMENT_SELECT && statement_first(statement) == statement;
    if (!is_plain || statement->labels == LABELS_NONE)
        return statement;
    Statement *copy = arena_copy(arena, statement, 1, sizeof *statement);
    copy->labels = LABELS_NONE;
    return copy;
}

bool scalar_from(Interpreter *interpreter, Native *owner, Value query, const Expression **expression)
{
    const Statement *statement = statement_of(query);
    Expression *scalar = expression_new(native_arena(owner), EXPRESSION_SUBQUERY);
    const Statement *first = statement_first(statement);
    if (first->kind != STATEMENT_SELECT && first->kind != STATEMENT_TEXTUAL)
        return python_refuse(interpreter, "a statement that is not a SELECT, as a value");
    native_store(owner, query);
    scalar->statement = without_labels(native_arena(owner), statement);
    if (first->columns.count)
        scalar->type = expression_type(first->columns.items[0]);
    *expression = scalar;
    return true;
}

static bool scalar_object(Interpreter *interpreter, Value query, Value *result)
{
    const Expression *scalar;
    if (!native_new(interpreter, &scalar_class, sizeof(ExpressionObject), result))
        return false;
    python_push(interpreter, *result);
    if (!scalar_from(interpreter, result->native, query, &scalar))
        return false;
    if (!result->native->slot_count)
        native_store_any(result->native, query);
    expression_object_set(*result, scalar);
    return true;
}

bool query_scalar(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return scalar_object(interpreter, self, result);
}

bool query_label(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value scalar;
    static const char *const names[] = {"name"};
    Value name;
    return arguments_bind(interpreter, "label", arguments, names, 1, &name, NULL, NULL) &&
           scalar_object(interpreter, self, &scalar) && label_expression(interpreter, scalar, name, result);
}

typedef bool QueryMaker(Interpreter *interpreter, Value query, Value *result);

/* Calls a method of the inner query and makes the result a scalar again. */
static bool delegate(Interpreter *interpreter, Value self, const char *method, const Arguments *arguments,
                     QueryMaker *make, Value *result)
{
    Value function, query;
    return python_get_attribute(interpreter, self.native->slots[0], method, &function) &&
           python_call(interpreter, function, arguments, &query) && make(interpreter, query, result);
}

#define DELEGATE(prefix, name, make)                                                                                   \
    NATIVE(prefix##_##name)                                                                                            \
    {                                                                                                                  \
        return delegate(interpreter, self, #name, arguments, make, result);                                            \
    }

DELEGATE(scalar, where, scalar_object)
DELEGATE(scalar, correlate, scalar_object)
DELEGATE(scalar, correlate_except, scalar_object)

static const NativeMember scalar_methods[] = {{"where", scalar_where},
                                              {"filter", scalar_where},
                                              {"correlate", scalar_correlate},
                                              {"correlate_except", scalar_correlate_except},
                                              {NULL, NULL}};
const NativeClass scalar_class = {.name = "ScalarSelect",
                                  .module = "sqlalchemy.sql.selectable",
                                  .base = &expression_class,
                                  .methods = scalar_methods};

/* ---- EXISTS -------------------------------------------------------------------------------------- */

static bool exists_of(Interpreter *interpreter, Value query, Value *result)
{
    if (!native_new(interpreter, &exists_class, sizeof(ExpressionObject), result))
        return false;
    python_push(interpreter, *result);
    native_store_any(result->native, query);
    Expression *exists = expression_new(native_arena(result->native), EXPRESSION_EXISTS);
    exists->statement = without_labels(native_arena(result->native), statement_of(query));
    exists->type = type_new(native_arena(result->native), TYPE_BOOLEAN);
    expression_object_set(*result, exists);
    return true;
}

bool query_exists(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return exists_of(interpreter, self, result);
}

/* exists() selects *, exists(query) is that query, exists(column, ...) selects the columns. */
bool make_exists(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    Statement *select;
    Value query = argument_at(arguments, 0);
    if (arguments->keyword_count)
        return python_refuse(interpreter, "exists() with keywords");
    if (native_data(query, &scalar_class))
        query = query.native->slots[0];
    if (!native_data(query, &statement_class)) {
        if (!new_statement(interpreter, &select_class, STATEMENT_SELECT, &query, &select) ||
            !add_columns(interpreter, query.native, arguments->values, arguments->positional, select))
            return false;
        const Expression *star = expression_new(native_arena(query.native), EXPRESSION_STAR);
        if (!arguments->positional)
            select->columns = (ExpressionList){arena_copy(native_arena(query.native), &star, 1, sizeof star), 1};
    }
    return exists_of(interpreter, query, result);
}

DELEGATE(exists, where, exists_of)
DELEGATE(exists, select_from, exists_of)
DELEGATE(exists, correlate, exists_of)
DELEGATE(exists, correlate_except, exists_of)

/* exists(...).select(): SELECT EXISTS (...) */
NATIVE(exists_select)
{
    Statement *select;
    (void)arguments;
    return new_statement(interpreter, &select_class, STATEMENT_SELECT, result, &select) &&
           add_columns(interpreter, result->native, &self, 1, select);
}

static const NativeMember exists_methods[] = {
    {"where", exists_where},         {"select_from", exists_select_from},
    {"correlate", exists_correlate}, {"correlate_except", exists_correlate_except},
    {"select", exists_select},       {NULL, NULL}};
const NativeClass exists_class = {
    .name = "Exists", .module = "sqlalchemy.sql.selectable", .base = &expression_class, .methods = exists_methods};

/* ---- attributes of every query ----------------------------------------------------------------------- */

NATIVE(query_self_group)
{
    Statement *statement;
    (void)arguments;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    statement->is_grouped = true;
    return true;
}

/* selected_columns: as they are written in the query itself. */
NATIVE(query_selected_columns)
{
    (void)arguments;
    const Statement *first = statement_first(statement_of(self));
    Value list;
    if (!python_list(interpreter, NULL, 0, &list))
        return false;
    python_push(interpreter, list);
    SelectedColumns selected = {0};
    Arena *arena = native_arena(self.native);
    statement_selected(arena, first, false, &selected);
    for (size_t i = 0; i < selected.count; i++) {
        Value column, pair[2], both;
        Arena *own;
        if (selected.items[i].column->kind == EXPRESSION_TEXT && selected.items[i].column->is_text_clause)
            continue;
        if (!result_expression(interpreter, self, &column, &own))
            return false;
        expression_object_set(column, selected.items[i].column);
        pair[1] = column;
        if (!python_text(interpreter, selected.items[i].key ? selected.items[i].key : "", &pair[0]) ||
            !python_tuple(interpreter, pair, 2, &both) || !list_append(interpreter, list.list, both))
            return false;
    }
    Value module, make;
    return python_import(interpreter, "_limbeck.schema", &module) &&
           python_get_attribute(interpreter, module, "_SelectedColumns", &make) &&
           python_call_positional(interpreter, make, &list, 1, result);
}

const NativeMember query_properties[] = {
    {"selected_columns", query_selected_columns}, {"exported_columns", query_selected_columns}, {NULL, NULL}};
const NativeMember query_methods[] = {
    {"subquery", query_subquery},
    {"alias", query_subquery},
    {"lateral", query_lateral},
    {"cte", query_cte},
    {"add_cte", statement_add_cte},
    {"scalar_subquery", query_scalar},
    {"as_scalar", query_scalar},
    {"label", query_label},
    {"exists", query_exists},
    {"self_group", query_self_group},
    {NULL, NULL},
};
