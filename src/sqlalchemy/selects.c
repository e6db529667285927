/* select(), UNION and its like, EXISTS, queries as values. */
#include "selects.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expression_methods.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/from_clauses.h"
#include "limbeck/sqlalchemy/modules.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"

#include <stddef.h>
#include <string.h>

/* ---- select() -------------------------------------------------------------------------- */

static bool add_table_columns(Interpreter *interpreter, Native *owner, Value value, Statement *select)
{
    Arena *arena = native_arena(owner);
    const Table *source = ((TableObject *)native_data(value, &table_class))->table;
    if (source->kind == FROM_JOIN)
        return python_refuse(interpreter, "all columns of a join");
    const Expression **items =
        ARENA_ARRAY(arena, const Expression *, select->columns.count + source->columns.count + 1);
    if (select->columns.count)
        memcpy(items, select->columns.items, select->columns.count * sizeof *items);
    select->columns.items = items;
    native_keep(owner, value);
    for (size_t i = 0; i < source->columns.count; i++)
        items[select->columns.count++] = column_in(arena, source, source->columns.items[i]->name);
    return true;
}

/* select(1): the number itself, as a column. */
static bool add_number(Interpreter *interpreter, Native *owner, Value number, Statement *select)
{
    Arena *arena = native_arena(owner);
    Text text = text_in(arena);
    if (!python_str(interpreter, number, &text))
        return false;
    Expression *column = expression_new(arena, EXPRESSION_TEXT);
    column->text = text_string(&text);
    const Expression **items = ARENA_ARRAY(arena, const Expression *, select->columns.count + 1);
    if (select->columns.count)
        memcpy(items, select->columns.items, select->columns.count * sizeof *items);
    items[select->columns.count++] = column;
    select->columns.items = items;
    return true;
}

static bool add_columns(Interpreter *interpreter, Native *owner, const Arguments *arguments, Statement *select)
{
    for (size_t i = 0; i < arguments->positional; i++) {
        Arguments one = {arguments->values + i, 1, NULL, 0};
        Value value = arguments->values[i];
        if (!table_of_class(interpreter, &value))
            return false;
        if (native_data(value, &table_class)) {
            if (!add_table_columns(interpreter, owner, value, select))
                return false;
        } else if (value.kind == VALUE_INT || value.kind == VALUE_FLOAT) {
            if (!add_number(interpreter, owner, value, select))
                return false;
        } else if (value.kind == VALUE_STRING || value.kind == VALUE_LIST) {
            return python_raise(interpreter, "ArgumentError",
                                "Column expression, FROM clause, or other columns clause element expected");
        } else if (!append_expressions(interpreter, owner, &one, &select->columns)) {
            return false;
        }
    }
    return true;
}

/* _limbeck_entities: what select() was given, where classes are among it: a session makes objects of its rows. */
static bool note_entities(Interpreter *interpreter, Native *select, const Arguments *arguments)
{
    Value entities = value_none();
    bool has_class = false;
    for (size_t i = 0; i < arguments->positional; i++)
        has_class |= arguments->values[i].kind == VALUE_CLASS;
    if (has_class && !python_tuple(interpreter, arguments->values, arguments->positional, &entities))
        return false;
    names_set(&select->names, python_intern(interpreter, "_limbeck_entities"), entities);
    return true;
}

NATIVE(make_select)
{
    (void)self;
    Statement *select;
    if (arguments->keyword_count)
        return python_refuse(interpreter, "select() with keywords");
    return new_statement(interpreter, &select_class, STATEMENT_SELECT, result, &select) &&
           add_columns(interpreter, result->native, arguments, select) &&
           note_entities(interpreter, result->native, arguments);
}

bool select_of_table(Interpreter *interpreter, Value table, Value *result)
{
    Arguments one = {&table, 1, NULL, 0};
    return make_select(interpreter, value_none(), &one, result);
}

NATIVE(select_add_columns)
{
    Statement *select;
    return derive_statement(interpreter, self, result, &select) &&
           add_columns(interpreter, result->native, arguments, select);
}

NATIVE(select_with_only_columns)
{
    Statement *select;
    if (!derive_statement(interpreter, self, result, &select))
        return false;
    select->columns = (ExpressionList){0};
    return add_columns(interpreter, result->native, arguments, select);
}

/* A string in ORDER BY or GROUP BY names a column of the SELECT. */
static bool extend_order(Interpreter *interpreter, Value self, const Arguments *arguments, size_t offset, Value *result)
{
    Statement *statement;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    Arena *arena = native_arena(result->native);
    ExpressionList *list = (ExpressionList *)((char *)statement + offset);
    size_t before = list->count;
    if (arguments->positional == 1 && value_is_none(arguments->values[0])) {
        *list = (ExpressionList){0};
        return true;
    }
    if (!append_expressions(interpreter, result->native, arguments, list))
        return false;
    for (size_t i = 0; i < arguments->positional; i++) {
        if (arguments->values[i].kind != VALUE_STRING)
            continue;
        Expression *named = expression_new(arena, EXPRESSION_TEXT);
        named->text = named->name = arena_strdup(arena, arguments->values[i].string->bytes);
        list->items[before + i] = named;
    }
    return true;
}

NATIVE(select_order_by)
{
    return extend_order(interpreter, self, arguments, offsetof(Statement, order_by), result);
}

NATIVE(select_group_by)
{
    return extend_order(interpreter, self, arguments, offsetof(Statement, group_by), result);
}

NATIVE(select_having)
{
    return extend_statement(interpreter, self, arguments, offsetof(Statement, having), result);
}

static bool count_argument(Interpreter *interpreter, Value self, const Arguments *arguments, size_t offset,
                           Value *result)
{
    Statement *statement;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    const Expression **place = (const Expression **)((char *)statement + offset);
    *place = NULL;
    return value_is_none(argument_at(arguments, 0)) ||
           expression_from(interpreter, result->native, argument_at(arguments, 0), NULL, place);
}

NATIVE(select_limit)
{
    return count_argument(interpreter, self, arguments, offsetof(Statement, limit), result);
}

NATIVE(select_offset)
{
    return count_argument(interpreter, self, arguments, offsetof(Statement, offset), result);
}

NATIVE(select_distinct)
{
    if (!extend_statement(interpreter, self, arguments, offsetof(Statement, distinct_on), result))
        return false;
    statement_of(*result)->is_distinct = true;
    return true;
}

static bool append_from(Interpreter *interpreter, Value object, Statement *statement, Value value)
{
    const Table *table;
    Arena *arena = native_arena(object.native);
    if (!from_object(interpreter, object.native, value, &table))
        return false;
    const Table **from = ARENA_ARRAY(arena, const Table *, statement->from_count + 1);
    if (statement->from_count)
        memcpy(from, statement->from, statement->from_count * sizeof *from);
    from[statement->from_count++] = table;
    statement->from = from;
    return true;
}

NATIVE(select_select_from)
{
    Statement *statement;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    for (size_t i = 0; i < arguments->positional; i++)
        if (!append_from(interpreter, *result, statement, arguments->values[i]))
            return false;
    return true;
}

NATIVE(select_correlate)
{
    Statement *statement;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    Arena *arena = native_arena(result->native);
    const Table **tables = ARENA_ARRAY(arena, const Table *, arguments->positional + 1);
    for (size_t i = 0; i < arguments->positional; i++)
        if (!from_object(interpreter, result->native, arguments->values[i], &tables[i]))
            return false;
    statement->correlated = tables;
    statement->correlated_count = arguments->positional;
    return true;
}

NATIVE(select_with_for_update)
{
    static const char *const names[] = {"nowait", "read", "of", "skip_locked", "key_share"};
    Value values[5];
    bool flags[5] = {false};
    Statement *statement;
    if (!arguments_bind(interpreter, "with_for_update", arguments, names, 5, values, NULL, NULL) ||
        !derive_statement(interpreter, self, result, &statement))
        return false;
    if (value_given(values[2]) && !value_is_none(values[2]))
        return python_refuse(interpreter, "with_for_update(of=...)");
    for (size_t i = 0; i < 5; i++)
        if (!argument_flag(interpreter, values[i], &flags[i]))
            return false;
    statement->locking = arena_format(native_arena(result->native), "%s%s%s",
                                      flags[1] ? (flags[4] ? " FOR KEY SHARE" : " FOR SHARE")
                                               : (flags[4] ? " FOR NO KEY UPDATE" : " FOR UPDATE"),
                                      flags[0] ? " NOWAIT" : "", flags[3] ? " SKIP LOCKED" : "");
    return true;
}

/* ---- select().join() ----------------------------------------------------------------------- */

/* The FROM that a join starts from: what select_from() said, or the one table
 * that the columns, and the ON, know besides the right side. */
static bool join_start(Interpreter *interpreter, Value object, Statement *select, const Table *right,
                       const Expression *on, const Table **left, size_t *replaced)
{
    Arena *arena = native_arena(object.native);
    TableVector candidates = {0}, named = {0};
    *replaced = select->from_count;
    for (size_t i = 0; i < select->from_count; i++)
        vector_push(arena, &candidates, select->from[i]);
    if (!candidates.count)
        for (size_t i = 0; i < select->columns.count; i++)
            collect_tables(arena, select->columns.items[i], &candidates);
    size_t kept = 0;
    for (size_t i = 0; i < candidates.count; i++)
        if (candidates.items[i] != right)
            candidates.items[kept++] = candidates.items[i];
    candidates.count = kept;
    collect_tables(arena, on, &named);
    for (size_t i = 0; candidates.count > 1 && i < candidates.count; i++) {
        bool is_named = false;
        for (size_t k = 0; k < named.count; k++)
            is_named |= named.items[k] == candidates.items[i];
        if (is_named) {
            candidates.items[0] = candidates.items[i];
            candidates.count = 1;
        }
    }
    if (candidates.count != 1)
        return python_refuse(interpreter, "join() whose left side is not clear; use join_from() or select_from()");
    *left = candidates.items[0];
    for (size_t i = 0; i < select->from_count; i++)
        if (select->from[i] == *left)
            *replaced = i;
    return true;
}

static bool add_join(Interpreter *interpreter, Value object, Statement *select, const Table *left,
                     const JoinArguments *arguments)
{
    Arena *arena = native_arena(object.native);
    Table *join = ARENA_NEW(arena, Table);
    size_t replaced = select->from_count;
    join->kind = FROM_JOIN;
    join->left = left;
    join->is_outer = arguments->is_outer;
    join->is_full = arguments->is_full;
    bool has_on = value_given(arguments->on) && !value_is_none(arguments->on);
    if (!from_object(interpreter, object.native, arguments->right, &join->right) ||
        (has_on && !condition_from(interpreter, object.native, arguments->on, &join->on)) ||
        (!left && !join_start(interpreter, object, select, join->right, join->on, &join->left, &replaced)) ||
        (!has_on && !infer_on(interpreter, arena, join)))
        return false;
    for (size_t i = 0; left && i < select->from_count; i++)
        if (select->from[i] == left)
            replaced = i;
    const Table **from = ARENA_ARRAY(arena, const Table *, select->from_count + 1);
    if (select->from_count)
        memcpy(from, select->from, select->from_count * sizeof *from);
    select->from_count += replaced == select->from_count;
    from[replaced] = join;
    select->from = from;
    return true;
}

static bool select_join_with(Interpreter *interpreter, Value self, const Arguments *arguments, bool is_outer,
                             Value *result)
{
    Statement *select;
    JoinArguments join;
    return read_join(interpreter, arguments, is_outer, &join) && derive_statement(interpreter, self, result, &select) &&
           add_join(interpreter, *result, select, NULL, &join);
}

NATIVE(select_join)
{
    return select_join_with(interpreter, self, arguments, false, result);
}

NATIVE(select_outerjoin)
{
    return select_join_with(interpreter, self, arguments, true, result);
}

static bool select_join_from_with(Interpreter *interpreter, Value self, const Arguments *arguments, bool is_outer,
                                  Value *result)
{
    Arguments rest;
    JoinArguments join;
    Statement *select;
    const Table *left;
    if (!arguments->positional)
        return python_refuse(interpreter, "join_from() without its left side");
    return without_first(arguments, &rest) && read_join(interpreter, &rest, is_outer, &join) &&
           derive_statement(interpreter, self, result, &select) &&
           from_object(interpreter, result->native, arguments->values[0], &left) &&
           add_join(interpreter, *result, select, left, &join);
}

NATIVE(select_join_from)
{
    return select_join_from_with(interpreter, self, arguments, false, result);
}

NATIVE(select_outerjoin_from)
{
    return select_join_from_with(interpreter, self, arguments, true, result);
}

/* ---- UNION and its like ------------------------------------------------------------------------ */

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
            return python_refuse(interpreter, "%s of something else than a SELECT", word);
        native_keep(result->native, part);
        compound->parts[compound->part_count++] = statement_of(part);
    }
    return true;
}

#define COMPOUND(name, word)                                                                                           \
    NATIVE(select_##name)                                                                                              \
    {                                                                                                                  \
        return make_compound(interpreter, word, &self, arguments, result);                                             \
    }                                                                                                                  \
    NATIVE(make_##name)                                                                                                \
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

/* ---- queries as values ------------------------------------------------------------------------------ */

bool scalar_from(Interpreter *interpreter, Native *owner, Value query, const Expression **expression)
{
    Statement *statement = statement_of(query);
    Expression *scalar = expression_new(native_arena(owner), EXPRESSION_SUBQUERY);
    if (statement->kind != STATEMENT_SELECT && statement->kind != STATEMENT_COMPOUND)
        return python_refuse(interpreter, "a statement that is not a SELECT, as a value");
    native_keep(owner, query);
    scalar->statement = statement;
    if (statement->columns.count == 1)
        scalar->type = statement->columns.items[0]->type;
    *expression = scalar;
    return true;
}

static bool scalar_object(Interpreter *interpreter, Value query, Value *result)
{
    Arena *arena;
    const Expression *scalar;
    if (!expression_object(interpreter, result, &arena) || !scalar_from(interpreter, result->native, query, &scalar))
        return false;
    expression_object_set(*result, scalar);
    return true;
}

NATIVE(query_scalar)
{
    (void)arguments;
    return scalar_object(interpreter, self, result);
}

NATIVE(query_label)
{
    Value scalar, label;
    return scalar_object(interpreter, self, &scalar) && python_get_attribute(interpreter, scalar, "label", &label) &&
           python_call(interpreter, label, arguments, result);
}

/* ---- EXISTS -------------------------------------------------------------------------------------------- */

static bool exists_of(Interpreter *interpreter, Value query, Value *result)
{
    if (!native_new(interpreter, &exists_class, sizeof(ExpressionObject), result))
        return false;
    python_push(interpreter, *result);
    native_keep_any(result->native, query);
    Expression *exists = expression_new(native_arena(result->native), EXPRESSION_EXISTS);
    exists->statement = statement_of(query);
    exists->type = type_new(native_arena(result->native), TYPE_BOOLEAN);
    expression_object_set(*result, exists);
    return true;
}

NATIVE(query_exists)
{
    (void)arguments;
    return exists_of(interpreter, self, result);
}

/* exists() reads *, exists(query) that query, exists(column, ...) those columns. */
NATIVE(make_exists)
{
    (void)self;
    Statement *select;
    Value query = argument_at(arguments, 0);
    if (!native_data(query, &statement_class)) {
        if (!new_statement(interpreter, &select_class, STATEMENT_SELECT, &query, &select) ||
            !add_columns(interpreter, query.native, arguments, select))
            return false;
        const Expression *star = expression_new(native_arena(query.native), EXPRESSION_STAR);
        if (!arguments->positional)
            select->columns = (ExpressionList){arena_copy(native_arena(query.native), &star, 1, sizeof star), 1};
    }
    return exists_of(interpreter, query, result);
}

static bool exists_delegate(Interpreter *interpreter, Value self, const char *method, const Arguments *arguments,
                            Value *result)
{
    Value function, query;
    return python_get_attribute(interpreter, self.native->kept[0], method, &function) &&
           python_call(interpreter, function, arguments, &query) && exists_of(interpreter, query, result);
}

NATIVE(exists_where)
{
    return exists_delegate(interpreter, self, "where", arguments, result);
}

NATIVE(exists_select_from)
{
    return exists_delegate(interpreter, self, "select_from", arguments, result);
}

NATIVE(exists_correlate)
{
    return exists_delegate(interpreter, self, "correlate", arguments, result);
}

static const NativeMember exists_methods[] = {
    {"where", exists_where}, {"select_from", exists_select_from}, {"correlate", exists_correlate}, {NULL, NULL}};
const NativeClass exists_class = {
    .name = "Exists", .module = "sqlalchemy.sql.selectable", .base = &expression_class, .methods = exists_methods};

static const NativeMember select_methods[] = {
    {"where", statement_where},
    {"filter", statement_where},
    {"order_by", select_order_by},
    {"group_by", select_group_by},
    {"having", select_having},
    {"limit", select_limit},
    {"offset", select_offset},
    {"distinct", select_distinct},
    {"select_from", select_select_from},
    {"correlate", select_correlate},
    {"with_for_update", select_with_for_update},
    {"add_columns", select_add_columns},
    {"with_only_columns", select_with_only_columns},
    {"join", select_join},
    {"outerjoin", select_outerjoin},
    {"join_from", select_join_from},
    {"outerjoin_from", select_outerjoin_from},
    {"union", select_union},
    {"union_all", select_union_all},
    {"except_", select_except},
    {"except_all", select_except_all},
    {"intersect", select_intersect},
    {"intersect_all", select_intersect_all},
    {"subquery", query_subquery},
    {"alias", query_subquery},
    {"lateral", query_lateral},
    {"cte", query_cte},
    {"scalar_subquery", query_scalar},
    {"as_scalar", query_scalar},
    {"label", query_label},
    {"exists", query_exists},
    {NULL, NULL},
};
const NativeClass select_class = {
    .name = "Select", .module = "sqlalchemy.sql.selectable", .base = &statement_class, .methods = select_methods};

bool fill_selects(Interpreter *interpreter, Module *module)
{
    static const NativeMember functions[] = {
        {"select", make_select},       {"exists", make_exists},
        {"join", make_join_function},  {"outerjoin", make_outerjoin_function},
        {"union", make_union},         {"union_all", make_union_all},
        {"except_", make_except},      {"except_all", make_except_all},
        {"intersect", make_intersect}, {"intersect_all", make_intersect_all},
        {"alias", make_alias},         {NULL, NULL},
    };
    return add_functions(interpreter, module, functions);
}
