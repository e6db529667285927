#include "limbeck/sqlalchemy/values.h"

#include "limbeck/sqlalchemy/from_objects.h"
#include "limbeck/sqlalchemy/operations.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"

#include <string.h>

static Table *derived_values(Interpreter *interpreter, Value self, Value *result)
{
    const Table *given = ((TableObject *)self.native->data)->table;
    Table *table = new_from(interpreter, FROM_VALUES, result);
    if (!table)
        return NULL;
    native_store(result->native, self);
    *table = *given;
    return table;
}

NATIVE(make_values)
{
    (void)self;
    enum { ARG_name, ARG_literal_binds, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"*name", "literal_binds"};
    Value values[ARG_COUNT];
    Arguments keywords = arguments_named(arguments);
    Table *table = new_from(interpreter, FROM_VALUES, result);
    if (!table || !arguments_bind(interpreter, "values", &keywords, names, ARG_COUNT, values, NULL, NULL))
        return false;
    Arena *arena = native_arena(result->native);
    ValueRows *rows = ARENA_NEW(arena, ValueRows);
    const char *name = NULL;
    table->values = rows;
    if (!argument_flag(interpreter, values[ARG_literal_binds], &rows->literal_binds) ||
        !argument_text(interpreter, arena, values[ARG_name], "name", &name))
        return false;
    table->alias = name;
    table->renders_columns = name != NULL;
    for (size_t i = 0; i < arguments->positional; i++) {
        const ExpressionObject *object = native_data(arguments->values[i], &expression_class);
        if (!object || object->expression->kind != EXPRESSION_COLUMN)
            return python_refuse(interpreter, "values() over something other than columns");
        native_store(result->native, arguments->values[i]);
        vector_push(arena, &table->columns, column_new(arena, object->expression->name, object->expression->type));
    }
    return true;
}

static bool read_values(Interpreter *interpreter, Native *owner, const Table *table, Value row, ExpressionList *list)
{
    Arena *arena = native_arena(owner);
    if (!value_is_sequence(row))
        return python_refuse(interpreter, "a row of values() that is a %s", value_type_name(row));
    list->items = ARENA_ARRAY(arena, const Expression *, row.list->count + 1);
    for (size_t i = 0; i < row.list->count; i++) {
        const SqlType *type = i < table->columns.count ? table->columns.items[i]->type : NULL;
        const Expression *value;
        if (type && type->kind == TYPE_NULL)
            type = NULL;
        if (!expression_from(interpreter, owner, row.list->items[i], type, &value))
            return false;
        list->items[list->count++] = expression_group(arena, value, SQL_COMMA, NULL);
    }
    return true;
}

/* .data([(1, 2), ...]) adds rows. */
NATIVE(values_data)
{
    static const char *const names[] = {"values"};
    Value given;
    Table *table;
    if (((TableObject *)self.native->data)->table->kind != FROM_VALUES)
        return python_raise(interpreter, "AttributeError", "data");
    if (!arguments_bind(interpreter, "data", arguments, names, 1, &given, NULL, NULL) ||
        !python_collect(interpreter, given, &given) || !(table = derived_values(interpreter, self, result)))
        return false;
    Arena *arena = native_arena(result->native);
    ValueRows *rows = ARENA_NEW(arena, ValueRows);
    ExpressionList *lists = ARENA_ARRAY(arena, ExpressionList, table->values->count + given.list->count + 1);
    *rows = *table->values;
    if (rows->count)
        memcpy(lists, rows->rows, rows->count * sizeof *lists);
    rows->rows = lists;
    for (size_t i = 0; i < given.list->count; i++) {
        lists[rows->count] = (ExpressionList){0};
        if (!read_values(interpreter, result->native, table, given.list->items[i], &lists[rows->count++]))
            return false;
    }
    table->values = rows;
    return true;
}

/* (VALUES ...) as a scalar. */
NATIVE(values_scalar)
{
    Arena *arena;
    const Table *table = ((TableObject *)self.native->data)->table;
    (void)arguments;
    if (table->kind != FROM_VALUES)
        return python_raise(interpreter, "AttributeError", "scalar_values");
    if (!result_expression(interpreter, self, result, &arena))
        return false;
    Statement *statement = ARENA_NEW(arena, Statement);
    *statement = (Statement){.kind = STATEMENT_VALUES, .table = table};
    Expression *scalar = expression_new(arena, EXPRESSION_SUBQUERY);
    scalar->statement = statement;
    scalar->type = table->columns.count ? table->columns.items[0]->type : NULL;
    expression_object_set(*result, scalar);
    return true;
}

/* values(...).cte("name") */
NATIVE(values_cte)
{
    enum { ARG_name, ARG_recursive, ARG_nesting, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_name] = "name", [ARG_recursive] = "recursive", [ARG_nesting] = "nesting"};
    Value values[ARG_COUNT];
    const Table *of = ((TableObject *)self.native->data)->table;
    if (of->kind != FROM_VALUES)
        return python_raise(interpreter, "AttributeError", "cte");
    Table *cte = new_from(interpreter, FROM_CTE, result);
    if (!cte || !arguments_bind(interpreter, "cte", arguments, names, ARG_COUNT, values, NULL, NULL))
        return false;
    Arena *arena = native_arena(result->native);
    native_store(result->native, self);
    Statement *statement = ARENA_NEW(arena, Statement);
    *statement = (Statement){.kind = STATEMENT_VALUES, .table = of};
    for (size_t i = 0; i < of->columns.count; i++) {
        const Expression *column = table_expression(arena, of, of->columns.items[i]);
        const Expression **items = ARENA_ARRAY(arena, const Expression *, statement->columns.count + 1);
        if (statement->columns.count)
            memcpy(items, statement->columns.items, statement->columns.count * sizeof *items);
        items[statement->columns.count++] = column;
        statement->columns.items = items;
    }
    cte->query = statement;
    table_export_table(arena, of, cte);
    return name_from_table(interpreter, arena, values[ARG_name], NULL, cte) &&
           argument_flag(interpreter, values[ARG_recursive], &cte->is_recursive) &&
           argument_flag(interpreter, values[ARG_nesting], &cte->is_nested);
}

const NativeMember value_functions[] = {{"values", make_values}, {NULL, NULL}};
const NativeMember values_methods[] = {
    {"data", values_data}, {"scalar_values", values_scalar}, {"cte", values_cte}, {NULL, NULL}};
