/* op.get_bind(), op.get_context() and the small helpers of op. */
#include "directive.h"
#include "script_host.h"

#include "limbeck/operations/sink.h"
#include "limbeck/schema/expression.h"
#include "limbeck/sqlalchemy/connection.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/host.h"

#include <string.h>

bool op_get_bind(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    (void)arguments;
    ScriptHost *host = script_host(interpreter);
    if (!host_sink(interpreter))
        return false;
    (void)host;
    return connection_object(interpreter, result);
}

static bool autocommit_enter(Interpreter *interpreter, Value self, Value *result)
{
    Error error = {0};
    Sink *sink = host_sink(interpreter);
    *result = self;
    return sink && (sink->autocommit(sink, true, &error) || sink_failed(interpreter, &error));
}

static bool autocommit_exit(Interpreter *interpreter, Value self, bool failed)
{
    Error error = {0};
    (void)self;
    Sink *sink = host_sink(interpreter);
    if (failed) { /* what was raised is the news; a script that catches it goes on in a transaction */
        if (sink)
            sink->autocommit(sink, false, &error);
        return true;
    }
    return sink && (sink->autocommit(sink, false, &error) || sink_failed(interpreter, &error));
}

static const NativeClass autocommit_class = {
    .name = "autocommit_block", .module = "alembic", .enter = autocommit_enter, .exit = autocommit_exit};

NATIVE(context_autocommit_block)
{
    (void)self;
    (void)arguments;
    return native_new(interpreter, &autocommit_class, 0, result);
}

NATIVE(context_as_sql)
{
    (void)self;
    (void)arguments;
    Sink *sink = host_sink(interpreter);
    if (!sink)
        return false;
    *result = value_bool(sink->is_offline);
    return true;
}

NATIVE(context_dialect)
{
    Value connection;
    (void)self;
    (void)arguments;
    return connection_object(interpreter, &connection) &&
           python_get_attribute(interpreter, connection, "dialect", result);
}

static const NativeMember migration_context_methods[] = {
    {"autocommit_block", context_autocommit_block}, {"execute", op_execute}, {NULL, NULL}};
static const NativeMember migration_context_properties[] = {{"as_sql", context_as_sql},
                                                            {"dialect", context_dialect},
                                                            {"bind", op_get_bind},
                                                            {"connection", op_get_bind},
                                                            {NULL, NULL}};
static const NativeClass migration_context_class = {.name = "MigrationContext",
                                                    .module = "alembic.runtime.migration",
                                                    .methods = migration_context_methods,
                                                    .properties = migration_context_properties};

bool op_get_context(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    (void)arguments;
    return native_new(interpreter, &migration_context_class, 0, result);
}

bool op_inline_literal(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    Arena *arena;
    const Expression *expression;
    if (!expression_object(interpreter, result, &arena) ||
        !expression_from(interpreter, result->native, argument_at(arguments, 0), NULL, &expression))
        return false;
    expression_object_set(*result, expression);
    return arguments->positional == 1 || python_refuse(interpreter, "inline_literal() with a type");
}
