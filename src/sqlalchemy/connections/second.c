/* A connection that a script opens itself: bind.engine.connect(), or a second engine on the same database. */
#include "limbeck/sqlalchemy/second.h"

#include "limbeck/operations/sink.h"
#include "limbeck/sqlalchemy/connection.h"
#include "limbeck/sqlalchemy/host.h"

#include <string.h>

typedef struct SecondObject {
    bool is_closed;
} SecondObject;

/* Statements go to the second sink while `method` of op.get_bind()'s connection runs. */
static bool run_on_second(Interpreter *interpreter, Value self, const char *name, const Arguments *arguments,
                          Value *result)
{
    BindingHost *host = binding_host(interpreter);
    Sink *own = host_sink(interpreter), *second;
    Value connection, method;
    Error error = {0};
    if (!own)
        return false;
    if (((const SecondObject *)self.native->data)->is_closed)
        return python_raise(interpreter, "ResourceClosedError", "This Connection is closed");
    if (!own->second(own, &second, &error))
        return sink_failed(interpreter, &error);
    size_t mark = python_stack_mark(interpreter);
    Sink *before = host->sink; /* NULL while a script loads */
    host->sink = second;
    bool done = connection_object(interpreter, &connection) && (python_push(interpreter, connection), true) &&
                python_get_attribute(interpreter, connection, name, &method) &&
                (python_push(interpreter, method), python_call(interpreter, method, arguments, result));
    host->sink = before;
    if (done)
        python_stack_reset(interpreter, mark);
    return done;
}

NATIVE(second_execute)
{
    return run_on_second(interpreter, self, "execute", arguments, result);
}

NATIVE(second_exec_driver_sql)
{
    return run_on_second(interpreter, self, "exec_driver_sql", arguments, result);
}

NATIVE(second_scalar)
{
    return run_on_second(interpreter, self, "scalar", arguments, result);
}

NATIVE(second_scalars)
{
    return run_on_second(interpreter, self, "scalars", arguments, result);
}

/* commit(), rollback(): it only reads. */
NATIVE(second_nothing)
{
    (void)interpreter;
    (void)self;
    (void)arguments;
    *result = value_none();
    return true;
}

NATIVE(second_close)
{
    (void)interpreter;
    (void)arguments;
    ((SecondObject *)self.native->data)->is_closed = true;
    *result = value_none();
    return true;
}

NATIVE(second_closed)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(((const SecondObject *)self.native->data)->is_closed);
    return true;
}

static bool enter(Interpreter *interpreter, Value self, Value *result)
{
    (void)interpreter;
    *result = self;
    return true;
}

static bool leave(Interpreter *interpreter, Value self, bool failed)
{
    Value nothing;
    const Arguments none = {0};
    (void)failed;
    return second_close(interpreter, self, &none, &nothing);
}

static bool leave_transaction(Interpreter *interpreter, Value self, bool failed)
{
    (void)interpreter;
    (void)self;
    (void)failed;
    return true;
}

static const NativeMember transaction_methods[] = {
    {"commit", second_nothing}, {"rollback", second_nothing}, {"close", second_nothing}, {NULL, NULL}};
static const NativeClass second_transaction_class = {.name = "RootTransaction",
                                                     .module = "sqlalchemy.engine",
                                                     .methods = transaction_methods,
                                                     .enter = enter,
                                                     .exit = leave_transaction};

NATIVE(second_begin)
{
    (void)self;
    (void)arguments;
    return native_new(interpreter, &second_transaction_class, 0, result);
}

/* Attributes that every connection has. */
static bool second_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    Value connection;
    (void)self;
    *result = value_absent();
    if (strcmp(name, "dialect") != 0 && strcmp(name, "name") != 0 && strcmp(name, "engine") != 0)
        return true;
    return connection_object(interpreter, &connection) && (python_push(interpreter, connection), true) &&
           python_get_attribute(interpreter, connection, name, result);
}

static const NativeMember second_methods[] = {{"execute", second_execute},
                                              {"exec_driver_sql", second_exec_driver_sql},
                                              {"scalar", second_scalar},
                                              {"scalars", second_scalars},
                                              {"begin", second_begin},
                                              {"commit", second_nothing},
                                              {"rollback", second_nothing},
                                              {"close", second_close},
                                              {NULL, NULL}};
static const NativeMember second_properties[] = {{"closed", second_closed}, {NULL, NULL}};
static const NativeClass second_class = {.name = "Connection",
                                         .module = "sqlalchemy.engine",
                                         .methods = second_methods,
                                         .properties = second_properties,
                                         .attribute = second_attribute,
                                         .enter = enter,
                                         .exit = leave};

bool second_connection_object(Interpreter *interpreter, Value *result)
{
    const Sink *sink = host_sink(interpreter);
    if (!sink)
        return false;
    if (!sink->second)
        return python_refuse(interpreter, "a second connection opened by the script %s",
                             sink->is_offline ? "in SQL that is only printed" : "where nothing is run");
    return native_new(interpreter, &second_class, sizeof(SecondObject), result);
}

bool expect_own_bind(Interpreter *interpreter, Value bind)
{
    bool is_other = bind.kind == VALUE_NATIVE &&
                    (bind.native->type == &second_class || strcmp(bind.native->type->name, "Engine") == 0 ||
                     strcmp(bind.native->type->name, "AsyncEngine") == 0);
    return !is_other || !host_is_of_revision(interpreter) ||
           python_refuse(interpreter,
                         "DDL on a second connection opened by the script; op.get_bind() is the migration's");
}
