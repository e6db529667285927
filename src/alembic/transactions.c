/* Connections of env.py and the outcome of their transactions. env.py is evaluated to its end before anything
 * runs, so commits and rollbacks are known by then. */
#include "engines.h"
#include "script_host.h"

#include "limbeck/alembic/environment.h"
#include "limbeck/sqlalchemy/host.h"

EnvironmentTransaction *connection_root(const EnvironmentConnection *connection)
{
    EnvironmentTransaction *transaction = connection->current;
    while (transaction && transaction->parent)
        transaction = transaction->parent;
    return transaction;
}

bool connection_in_transaction(const EnvironmentConnection *connection)
{
    return connection->current != NULL;
}

EnvironmentTransaction *transaction_begin(Interpreter *interpreter, EnvironmentConnection *connection)
{
    EnvironmentTransaction *transaction = ARENA_NEW(binding_host(interpreter)->arena, EnvironmentTransaction);
    *transaction = (EnvironmentTransaction){.connection = connection,
                                            .parent = connection->current,
                                            .is_active = true,
                                            .session_mark = connection->session_sql.count,
                                            .local_mark = connection->local_sql.count,
                                            .lock_mark = connection->lock_sql.count,
                                            .schema_mark = connection->schema_sql.count,
                                            .preparation_mark = connection->preparation_sql.count};
    connection->current = transaction;
    return transaction;
}

static bool may_operate(Interpreter *interpreter, const EnvironmentConnection *connection)
{
    if (connection->is_closed)
        return python_raise(interpreter, "ResourceClosedError", "This Connection is closed");
    if (connection->managed && !connection->managed->is_active)
        return python_raise(interpreter, "InvalidRequestError",
                            "Can't operate on closed transaction inside context manager.  Please complete the "
                            "context manager before emitting further commands.");
    return true;
}

bool connection_begins_itself(Interpreter *interpreter, EnvironmentConnection *connection)
{
    if (!may_operate(interpreter, connection))
        return false;
    if (!connection->current)
        transaction_begin(interpreter, connection);
    return true;
}

/* ---- the end of a transaction ------------------------------------------------------------ */

static void settle(Interpreter *interpreter, const EnvironmentTransaction *transaction, bool commits, const char *how)
{
    ScriptHost *host = script_host(interpreter);
    PythonPlace place = python_place(interpreter);
    for (size_t i = 0; host->environments && i < transaction->runs.count; i++) {
        ScriptEnvironment *run = &host->environments->items[transaction->runs.items[i]];
        if (run->fate != FATE_OPEN)
            continue;
        run->fate = commits ? FATE_COMMITTED : FATE_ROLLED_BACK;
        if (!commits)
            run->fate_text = arena_format(host->binding.arena, "env.py %s (%s:%d)", how, place.file, place.line);
    }
}

/* A released savepoint is decided with the enclosing transaction. */
static void hand_over(Interpreter *interpreter, EnvironmentTransaction *from, EnvironmentTransaction *to)
{
    for (size_t i = 0; i < from->runs.count; i++)
        vector_push(binding_host(interpreter)->arena, &to->runs, from->runs.items[i]);
}

void transaction_end(Interpreter *interpreter, EnvironmentTransaction *transaction, bool commits, const char *how)
{
    EnvironmentConnection *connection = transaction->connection;
    bool is_last = false;
    for (EnvironmentTransaction *inner = connection->current; inner && !is_last; inner = inner->parent) {
        is_last = inner == transaction;
        inner->is_active = false;
        if (commits && transaction->parent)
            hand_over(interpreter, inner, transaction->parent);
        else
            settle(interpreter, inner, commits, how);
    }
    connection->current = transaction->parent;
    if (!commits || !transaction->parent) {
        connection->local_sql.count = transaction->local_mark;
        connection->lock_sql.count = transaction->lock_mark;
    }
    bool stays = commits || connection_is_autocommit(connection);
    connection->commits_each = connection->commits_each && transaction->parent;
    if (stays) {
        if (!transaction->parent)
            connection_prepared(interpreter, connection);
        return;
    }
    if (connection->schema_sql.count > transaction->schema_mark)
        connection->schema_sql.count = transaction->schema_mark;
    if (connection->preparation_sql.count > transaction->preparation_mark)
        connection->preparation_sql.count = transaction->preparation_mark;
    if (url_traits(connection->engine.url)->has_settings) /* PostgreSQL rolls back settings made in the transaction */
        connection->session_sql.count = transaction->session_mark;
}

bool connection_is_autocommit(const EnvironmentConnection *connection)
{
    return connection->engine.is_autocommit || connection->commits_each;
}

void transaction_commit_by_text(Interpreter *interpreter, EnvironmentConnection *connection)
{
    EnvironmentTransaction *root = connection_root(connection);
    const char *url = connection->engine.url;
    settle(interpreter, root, true, "commits");
    connection_prepared(interpreter, connection);
    root->session_mark = connection->session_sql.count;
    root->preparation_mark = connection->preparation_sql.count;
    root->schema_mark = connection->schema_sql.count;
    connection->local_sql.count = root->local_mark;
    connection->lock_sql.count = root->lock_mark;
    connection->commits_each = !url || !text_starts_with(url, "postgresql+psycopg:");
}

void transaction_leave(Interpreter *interpreter, EnvironmentTransaction *transaction, bool failed)
{
    if (transaction->is_entered)
        transaction->connection->managed = transaction->outer;
    transaction->is_entered = false;
    if (transaction->is_active)
        transaction_end(interpreter, transaction, !failed, "leaves its transaction by an exception");
}

void connection_close(Interpreter *interpreter, EnvironmentConnection *connection)
{
    EnvironmentTransaction *root = connection_root(connection);
    if (root)
        transaction_end(interpreter, root, false, "closes its connection without a commit");
    connection->is_closed = true;
}

/* ---- the transaction as an object -------------------------------------------------------------- */

typedef struct TransactionObject {
    EnvironmentTransaction *transaction;
} TransactionObject;

static EnvironmentTransaction *transaction_of(Value self)
{
    return ((TransactionObject *)self.native->data)->transaction;
}

static bool transaction_object(Interpreter *interpreter, EnvironmentTransaction *transaction, Value *result)
{
    if (!native_new(interpreter, &transaction_object_class, sizeof(TransactionObject), result))
        return false;
    ((TransactionObject *)result->native->data)->transaction = transaction;
    return true;
}

static bool end_by_name(Interpreter *interpreter, Value self, bool commits, Value *result)
{
    EnvironmentTransaction *transaction = transaction_of(self);
    *result = value_none();
    if (transaction->is_active)
        transaction_end(interpreter, transaction, commits, "rolls its transaction back");
    else if (commits)
        return python_raise(interpreter, "InvalidRequestError", "This transaction is inactive");
    return true;
}

NATIVE(transaction_commit)
{
    (void)arguments;
    return end_by_name(interpreter, self, true, result);
}

NATIVE(transaction_rollback)
{
    (void)arguments;
    return end_by_name(interpreter, self, false, result);
}

NATIVE(transaction_is_active)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(transaction_of(self)->is_active);
    return true;
}

NATIVE(transaction_connection)
{
    (void)arguments;
    if (!native_new(interpreter, &environment_connection_class, sizeof(EnvironmentConnection *), result))
        return false;
    *(EnvironmentConnection **)result->native->data = transaction_of(self)->connection;
    return true;
}

static bool transaction_enter(Interpreter *interpreter, Value self, Value *result)
{
    (void)interpreter;
    EnvironmentTransaction *transaction = transaction_of(self);
    transaction->outer = transaction->connection->managed;
    transaction->connection->managed = transaction;
    transaction->is_entered = true;
    *result = self;
    return true;
}

static bool transaction_exit(Interpreter *interpreter, Value self, bool failed)
{
    transaction_leave(interpreter, transaction_of(self), failed);
    return true;
}

static const NativeMember transaction_methods[] = {
    {"commit", transaction_commit}, {"rollback", transaction_rollback}, {"close", transaction_rollback}, {NULL, NULL}};
static const NativeMember transaction_properties[] = {
    {"is_active", transaction_is_active}, {"connection", transaction_connection}, {NULL, NULL}};
const NativeClass transaction_object_class = {.name = "Transaction",
                                              .module = "sqlalchemy.engine",
                                              .methods = transaction_methods,
                                              .properties = transaction_properties,
                                              .enter = transaction_enter,
                                              .exit = transaction_exit};

/* ---- the connection as an object ----------------------------------------------------------------- */

EnvironmentConnection *environment_connection(Value value)
{
    EnvironmentConnection **held = native_data(value, &environment_connection_class);
    if (!held)
        held = native_data(value, &async_connection_class);
    return held ? *held : NULL;
}

static bool connection_object_of(Interpreter *interpreter, const NativeClass *type, EnvironmentConnection *connection,
                                 Value *result)
{
    if (!native_new(interpreter, type, sizeof(EnvironmentConnection *), result))
        return false;
    *(EnvironmentConnection **)result->native->data = connection;
    return true;
}

bool environment_connection_object(Interpreter *interpreter, EnvironmentConnection *connection, Value *result)
{
    return connection_object_of(interpreter, &environment_connection_class, connection, result);
}

bool connection_open(Interpreter *interpreter, const NativeClass *type, const EngineState *engine, Value *result)
{
    Arena *arena = binding_host(interpreter)->arena;
    EnvironmentConnection *connection = ARENA_NEW(arena, EnvironmentConnection);
    connection->engine = *engine;
    for (size_t i = 0; i < engine->session_sql.count; i++)
        vector_push(arena, &connection->session_sql, engine->session_sql.items[i]);
    if (!connection_object_of(interpreter, type, connection, result))
        return false;
    python_push(interpreter, *result); /* event listeners run code of the script */
    return listeners_connect(interpreter, connection);
}

NATIVE(connection_begin)
{
    (void)arguments;
    EnvironmentConnection *connection = environment_connection(self);
    if (connection->current)
        return python_raise(interpreter, "InvalidRequestError",
                            "This connection has already initialized a SQLAlchemy Transaction() object via begin() or "
                            "autobegin; can't call begin() here unless rollback() or commit() is called first.");
    return may_operate(interpreter, connection) &&
           transaction_object(interpreter, transaction_begin(interpreter, connection), result);
}

NATIVE(connection_begin_nested)
{
    (void)arguments;
    EnvironmentConnection *connection = environment_connection(self);
    return connection_begins_itself(interpreter, connection) &&
           transaction_object(interpreter, transaction_begin(interpreter, connection), result);
}

NATIVE(connection_begin_twophase)
{
    (void)self;
    (void)arguments;
    (void)result;
    return python_refuse(interpreter, "begin_twophase() on env.py's connection");
}

static bool end_root(Interpreter *interpreter, Value self, bool commits, Value *result)
{
    EnvironmentTransaction *root = connection_root(environment_connection(self));
    *result = value_none();
    if (root)
        transaction_end(interpreter, root, commits, "rolls its transaction back");
    return true;
}

/* A script's own commit ends Alembic's transaction; env.py's commit() then commits what the script runs afterwards.
 * */
static void commit_the_rest(Interpreter *interpreter, const EnvironmentConnection *connection)
{
    ScriptEnvironments *runs = script_host(interpreter)->environments;
    for (size_t i = 0; runs && i < runs->count; i++)
        runs->items[i].commits_the_rest |= runs->items[i].on == connection;
}

NATIVE(connection_commit)
{
    (void)arguments;
    commit_the_rest(interpreter, environment_connection(self));
    return end_root(interpreter, self, true, result);
}

NATIVE(connection_rollback)
{
    (void)arguments;
    return end_root(interpreter, self, false, result);
}

NATIVE(connection_method_close)
{
    (void)arguments;
    connection_close(interpreter, environment_connection(self));
    *result = value_none();
    return true;
}

NATIVE(connection_in_transaction_method)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(environment_connection(self)->current != NULL);
    return true;
}

NATIVE(connection_in_nested)
{
    (void)interpreter;
    (void)arguments;
    const EnvironmentTransaction *current = environment_connection(self)->current;
    *result = value_bool(current && current->parent);
    return true;
}

NATIVE(connection_get_transaction)
{
    (void)arguments;
    EnvironmentTransaction *root = connection_root(environment_connection(self));
    *result = value_none();
    return !root || transaction_object(interpreter, root, result);
}

NATIVE(connection_closed)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(environment_connection(self)->is_closed);
    return true;
}

NATIVE(connection_self)
{
    (void)interpreter;
    (void)arguments;
    *result = self;
    return true;
}

NATIVE(connection_sync)
{
    (void)arguments;
    return connection_object_of(interpreter, &environment_connection_class, environment_connection(self), result);
}

NATIVE(connection_run_sync)
{
    enum { MAX_VALUES = 32 };
    Value call[MAX_VALUES];
    size_t count = arguments->positional + arguments->keyword_count;
    if (arguments->positional < 1 || count > MAX_VALUES)
        return python_refuse(interpreter, "run_sync() with these arguments");
    if (!connection_sync(interpreter, self, arguments, &call[0]))
        return false;
    python_push(interpreter, call[0]);
    for (size_t i = 1; i < count; i++)
        call[i] = arguments->values[i];
    Arguments passed = *arguments;
    passed.values = call;
    passed.read = NULL;
    return python_call(interpreter, argument_at(arguments, 0), &passed, result);
}

static bool connection_enter(Interpreter *interpreter, Value self, Value *result)
{
    (void)interpreter;
    *result = self;
    return true;
}

static bool connection_exit(Interpreter *interpreter, Value self, bool failed)
{
    (void)failed;
    connection_close(interpreter, environment_connection(self));
    return true;
}

static const NativeMember connection_methods[] = {{"begin", connection_begin},
                                                  {"begin_nested", connection_begin_nested},
                                                  {"begin_twophase", connection_begin_twophase},
                                                  {"commit", connection_commit},
                                                  {"rollback", connection_rollback},
                                                  {"close", connection_method_close},
                                                  {"aclose", connection_method_close},
                                                  {"start", connection_self},
                                                  {"in_transaction", connection_in_transaction_method},
                                                  {"in_nested_transaction", connection_in_nested},
                                                  {"get_transaction", connection_get_transaction},
                                                  {"run_sync", connection_run_sync, TAKES_ANYTHING},
                                                  {"execute", environment_execute},
                                                  {"scalar", environment_scalar},
                                                  {"scalars", environment_scalars},
                                                  {"exec_driver_sql", environment_driver_sql},
                                                  {"execution_options", environment_options, TAKES_ANYTHING},
                                                  {NULL, NULL}};
static const NativeMember connection_properties[] = {{"dialect", engine_dialect},
                                                     {"engine", engine_of_connection},
                                                     {"closed", connection_closed},
                                                     {"sync_connection", connection_sync},
                                                     {NULL, NULL}};
const NativeClass environment_connection_class = {.name = "Connection",
                                                  .module = "sqlalchemy.engine",
                                                  .methods = connection_methods,
                                                  .properties = connection_properties,
                                                  .enter = connection_enter,
                                                  .exit = connection_exit};
const NativeClass async_connection_class = {.name = "AsyncConnection",
                                            .module = "sqlalchemy.ext.asyncio",
                                            .methods = connection_methods,
                                            .properties = connection_properties,
                                            .enter = connection_enter,
                                            .exit = connection_exit};
