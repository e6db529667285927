#include "limbeck/sqlalchemy/own_type_values.h"

#include "limbeck/operations/sink.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/statements.h"

/* NULL outside of a run. */
static const Sink *sink_of(Interpreter *interpreter)
{
    const Sink *sink = binding_host(interpreter)->sink;
    return sink && sink->traits && sink->traits->name ? sink : NULL;
}

/* As Alembic's --sql does, by literal processors; a preview shows what an execution sends, if --sql writes it too. */
static bool writes_literals(Interpreter *interpreter)
{
    const Sink *sink = sink_of(interpreter);
    return sink->is_offline && !sink->shows_execution;
}

static const char *value_maker(Interpreter *interpreter)
{
    return sink_of(interpreter)->shows_execution ? "shown" : "sender";
}

static const SqlType *on_dialect(Interpreter *interpreter, const SqlType *type)
{
    return type_for_dialect(type, sink_of(interpreter)->traits->name);
}

bool own_type_changes(Interpreter *interpreter, const SqlType *type)
{
    if (!type || !type->application || !sink_of(interpreter))
        return false;
    return on_dialect(interpreter, type)->converts;
}

static Value type_object(const SqlType *type)
{
    return *(const Value *)type->application;
}

/* Calls a function of library/_limbeck/own_types.py with the type, `value` and the dialect's name. */
static bool call(Interpreter *interpreter, const char *name, const SqlType *type, Value value, const bool *is_literal,
                 Value *result)
{
    Value module, function, asked[4] = {type_object(type), value};
    if (!python_import(interpreter, "_limbeck.own_types", &module) ||
        !python_get_attribute(interpreter, module, name, &function) ||
        !python_text(interpreter, sink_of(interpreter)->traits->name, &asked[2]))
        return false;
    python_push(interpreter, asked[2]);
    if (is_literal)
        asked[3] = value_bool(*is_literal);
    if (!python_call_positional(interpreter, function, asked, is_literal ? 4 : 3, result))
        return false;
    python_push(interpreter, *result);
    return true;
}

/* The type on the run's dialect, for values that the application's methods have seen. */
static const SqlType *plain_type(Interpreter *interpreter, Arena *arena, const SqlType *type)
{
    SqlType *copy = ARENA_NEW(arena, SqlType);
    *copy = *on_dialect(interpreter, type);
    copy->converts = copy->decorates = false;
    copy->application = NULL;
    copy->variants.items = NULL;
    copy->variants.count = copy->variants.capacity = 0;
    return copy;
}

static bool wrap(Interpreter *interpreter, Native *owner, const SqlType *type, const Expression **expression)
{
    Value bound, wrapped;
    Arena *arena;
    if (!expression_object(interpreter, &bound, &arena))
        return false;
    expression_object_set(bound, *expression);
    native_store(owner, bound);
    if (!call(interpreter, "wrapped", type, bound, NULL, &wrapped))
        return false;
    if (value_is_none(wrapped))
        return true;
    return expression_from(interpreter, owner, wrapped, NULL, expression);
}

/* A value that is not converted, and is refused when it is sent: models that are only imported may contain one. */
static bool refused_later(Interpreter *interpreter, Native *owner, Value value, const SqlType *type, const char *reason,
                          const Expression **expression)
{
    Arena *arena = native_arena(owner);
    SqlType *refused = ARENA_NEW(arena, SqlType);
    *refused = *plain_type(interpreter, arena, type);
    refused->converts = true;
    refused->refusal = arena_strdup(arena, reason);
    if (!expression_from(interpreter, owner, value, refused, expression))
        return false;
    Expression *literal = expression_new(arena, EXPRESSION_LITERAL);
    *literal = **expression;
    literal->kind = EXPRESSION_LITERAL;
    *expression = literal;
    return true;
}

static bool own_type_value(Interpreter *interpreter, Native *owner, Value value, const SqlType *type, bool wraps,
                           const Expression **expression)
{
    Value ask, made;
    const char *reason;
    bool is_literal = writes_literals(interpreter);
    const SqlType *plain = plain_type(interpreter, native_arena(owner), type);
    if (!call(interpreter, value_maker(interpreter), type, value, &is_literal, &ask) ||
        !python_attempt(interpreter, ask, &made, &reason))
        return false;
    python_push(interpreter, made);
    if (!reason && made.kind == VALUE_OPAQUE)
        reason = arena_format(native_arena(owner), "a value that is made by '%s', %s", python_opaque_path(made),
                              python_unknown_origin(interpreter, python_opaque_path(made)));
    if (reason)
        return refused_later(interpreter, owner, value, type, reason, expression);
    return expression_from(interpreter, owner, made, plain, expression) &&
           (!wraps || wrap(interpreter, owner, type, expression));
}

bool own_type_expression(Interpreter *interpreter, Native *owner, Value value, const SqlType *type,
                         const Expression **expression)
{
    return own_type_value(interpreter, owner, value, type, true, expression);
}

bool row_value_from(Interpreter *interpreter, Native *owner, Value value, const SqlType *type,
                    const Expression **expression)
{
    bool is_expression = native_data(value, &expression_class) || native_data(value, &statement_class);
    if (is_expression || !own_type_changes(interpreter, type))
        return expression_from(interpreter, owner, value, type, expression);
    return own_type_value(interpreter, owner, value, type, !writes_literals(interpreter), expression);
}

bool own_type_parameter(Interpreter *interpreter, Expression *parameter, const Expression **expression)
{
    const SqlType *type = parameter->type;
    Value owner;
    Arena *arena;
    if (!expression_object(interpreter, &owner, &arena))
        return false;
    parameter->type = plain_type(interpreter, arena, type);
    *expression = parameter;
    return wrap(interpreter, owner.native, type, expression);
}

bool own_type_sent(Interpreter *interpreter, const SqlType *type, Value value, Value *sent)
{
    return call(interpreter, "sent_once", type, value, NULL, sent);
}

bool own_type_takes(Interpreter *interpreter, const SqlType *type, Value value, bool *takes)
{
    Value module, function, asked = {0}, adapts;
    *takes = false;
    bool is_keyword =
        type && ((value_is_none(value) && !type->compares_none) || (value.kind == VALUE_BOOL && !type->compares_truth));
    if (!own_type_changes(interpreter, type) || is_keyword)
        return true;
    asked = type_object(type);
    if (!python_import(interpreter, "_limbeck.own_types", &module) ||
        !python_get_attribute(interpreter, module, "adapts_values", &function) ||
        !python_call_positional(interpreter, function, &asked, 1, &adapts))
        return false;
    *takes = !adapts.boolean;
    return true;
}
