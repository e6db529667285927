/* Shared by all statements: copies with one more clause, expressions, WHERE, and the table of a mapped class. */
#include "limbeck/sqlalchemy/statements.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/modules.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/tables.h"

#include <stddef.h>
#include <string.h>

const NativeClass statement_class = {.name = "Executable", .module = "sqlalchemy.sql.base"};

Statement *statement_of(Value value)
{
    return ((StatementObject *)native_data(value, &statement_class))->statement;
}

/* A new statement object with a copy of the statement. */
static bool new_with_copy(Interpreter *interpreter, const NativeClass *type, const Statement *original, Value *result,
                          Statement **statement)
{
    if (!native_new(interpreter, type, sizeof(StatementObject), result))
        return false;
    python_push(interpreter, *result);
    *statement = arena_copy(native_arena(result->native), original, 1, sizeof *original);
    ((StatementObject *)result->native->data)->statement = *statement;
    return true;
}

bool new_statement(Interpreter *interpreter, const NativeClass *type, StatementKind kind, Value *result,
                   Statement **statement)
{
    static const Statement empty;
    if (!new_with_copy(interpreter, type, &empty, result, statement))
        return false;
    (*statement)->kind = kind;
    return true;
}

/* A copy to modify; statements are immutable. */
bool derive_statement(Interpreter *interpreter, Value self, Value *result, Statement **statement)
{
    if (!new_with_copy(interpreter, self.native->type, statement_of(self), result, statement))
        return false;
    native_store(result->native, self);
    if (!self.native->names.count)
        return true;
    const char *entities = python_intern(interpreter, "_limbeck_entities");
    Value noted = names_get(&self.native->names, entities);
    if (value_given(noted))
        names_set(&result->native->names, entities, noted);
    return true;
}

const Expression **list_with_room(Arena *arena, ExpressionList *list, size_t more)
{
    const Expression **items = ARENA_ARRAY(arena, const Expression *, list->count + more + 1);
    if (list->count)
        memcpy(items, list->items, list->count * sizeof *items);
    list->items = items;
    return items;
}

bool append_expressions(Interpreter *interpreter, Native *owner, const Arguments *arguments, ExpressionList *list)
{
    list_with_room(native_arena(owner), list, arguments->positional);
    for (size_t i = 0; i < arguments->positional; i++)
        if (!condition_from(interpreter, owner, arguments->values[i], &list->items[list->count++]))
            return false;
    return true;
}

bool extend_criteria(Interpreter *interpreter, Value self, const Arguments *arguments, size_t offset, Value *result)
{
    Statement *statement;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    ExpressionList *list = (ExpressionList *)((char *)statement + offset);
    const Expression **items = list_with_room(native_arena(result->native), list, arguments->positional);
    for (size_t i = 0; i < arguments->positional; i++)
        if (!criterion_from(interpreter, result->native, arguments->values[i], &items[list->count++]))
            return false;
    return true;
}

/* WHERE of any statement. */
bool statement_where(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return extend_criteria(interpreter, self, arguments, offsetof(Statement, where), result);
}

/* An object with a __clause_element__() means what that answers, and so on. */
bool clause_element(Interpreter *interpreter, Value *value)
{
    while (value->kind == VALUE_INSTANCE) {
        Value method;
        if (!python_find_attribute(interpreter, *value, "__clause_element__", &method))
            return false;
        if (!value_given(method))
            return true;
        if (!python_call_positional(interpreter, method, NULL, 0, value))
            return false;
        python_push(interpreter, *value);
    }
    return true;
}

/* A mapped class means its table. */
bool table_of_class(Interpreter *interpreter, Value *value)
{
    Value table = value_absent();
    if (!clause_element(interpreter, value))
        return false;
    if (value->kind == VALUE_CLASS && !python_find_attribute(interpreter, *value, "__table__", &table))
        return false;
    if (value_given(table))
        *value = table;
    return true;
}

/* ---- what can be executed ------------------------------------------------------------------------ */

/* An expression as a statement: shown as it is; a function is executed as a SELECT. */
static bool expression_statement(Interpreter *interpreter, Arena *arena, Value value, const Expression *expression,
                                 const Statement **statement)
{
    const Sink *sink = host_sink(interpreter);
    Statement *made = ARENA_NEW(arena, Statement);
    bool is_called = expression->kind == EXPRESSION_FUNCTION || expression->kind == EXPRESSION_NEXT_VALUE;
    if (!sink)
        return false;
    if (!sink->is_offline && !is_called)
        return python_raise(interpreter, "ObjectNotExecutableError", "Not an executable object: %s",
                            value_type_name(value));
    *statement = made;
    made->text = expression;
    made->kind = sink->is_offline ? STATEMENT_EXPRESSION : STATEMENT_SELECT;
    made->columns = (ExpressionList){arena_copy(arena, &expression, 1, sizeof expression), 1};
    return true;
}

static bool from_statement(Interpreter *interpreter, Arena *arena, Value value, const Table *table,
                           const Statement **statement)
{
    const Sink *sink = host_sink(interpreter);
    Statement *made = ARENA_NEW(arena, Statement);
    if (!sink)
        return false;
    if (!sink->is_offline)
        return python_raise(interpreter, "ObjectNotExecutableError", "Not an executable object: %s",
                            value_type_name(value));
    *made = (Statement){.kind = STATEMENT_FROM, .table = table};
    *statement = made;
    return true;
}

bool statement_from(Interpreter *interpreter, Arena *arena, Value value, const Statement **statement)
{
    StatementObject *object = native_data(value, &statement_class);
    ExpressionObject *expression = native_data(value, &expression_class);
    ExpressionObject *text = native_data(value, &text_class);
    TableObject *table = native_data(value, &table_class);
    if (object) {
        *statement = object->statement;
        return true;
    }
    if (expression && !text)
        return expression_statement(interpreter, arena, value, expression->expression, statement);
    if (table)
        return from_statement(interpreter, arena, value, table->table, statement);
    if (!text && value.kind != VALUE_STRING)
        return value.kind == VALUE_OPAQUE ? python_refuse(interpreter, "executing '%s', %s", python_opaque_path(value),
                                                          python_unknown_origin(interpreter, python_opaque_path(value)))
                                          : python_refuse(interpreter, "executing a %s", value_type_name(value));
    Statement *made = ARENA_NEW(arena, Statement);
    made->kind = STATEMENT_TEXT;
    made->text = text ? text->expression : text_expression(arena, value.string->bytes);
    *statement = made;
    return true;
}
