/* Runs of migrations by env.py, and the transaction of each: Alembic's own, one that env.py began before, or
 * one that is never committed. */
#include "migration_runs.h"
#include "engines.h"
#include "script_host.h"

#include "limbeck/alembic/environment.h"
#include "limbeck/sqlalchemy/host.h"

#include <string.h>

static ScriptEnvironment *environment_of(Interpreter *interpreter)
{
    return script_host(interpreter)->environment;
}

static bool same_url(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

static void move_prepared(ScriptHost *host, StringVector *from, const char *url, bool is_schema)
{
    for (size_t i = 0; i < from->count; i++)
        vector_push(host->binding.arena, &host->prepared, ((PreparedSql){url, from->items[i], is_schema}));
    from->count = 0;
}

void connection_prepared(Interpreter *interpreter, EnvironmentConnection *connection)
{
    ScriptHost *host = script_host(interpreter);
    move_prepared(host, &connection->preparation_sql, connection->engine.url, false);
    move_prepared(host, &connection->schema_sql, connection->engine.url, true);
}

static void take_prepared(const ScriptHost *host, ScriptEnvironment *environment, const char *url)
{
    for (size_t i = 0; i < host->prepared.count; i++) {
        const PreparedSql *one = &host->prepared.items[i];
        if (same_url(one->url, url))
            vector_push(host->binding.arena, one->is_schema ? &environment->schema_sql : &environment->preparation_sql,
                        one->sql);
    }
}

/* The first run has executed them. */
static void forget_prepared(ScriptHost *host, const char *url)
{
    size_t left = 0;
    for (size_t i = 0; i < host->prepared.count; i++)
        if (!same_url(host->prepared.items[i].url, url))
            host->prepared.items[left++] = host->prepared.items[i];
    host->prepared.count = left;
}

void environment_take_connection(const ScriptHost *host, ScriptEnvironment *environment,
                                 const EnvironmentConnection *connection)
{
    environment->connection = connection->engine.settings;
    environment->session_sql = string_vector_copy(host->binding.arena, &connection->session_sql);
    for (size_t i = 0; i < connection->local_sql.count; i++)
        vector_push(host->binding.arena, &environment->session_sql, connection->local_sql.items[i]);
    environment->lock_sql = string_vector_copy(host->binding.arena, &connection->lock_sql);
    environment->preparation_sql = environment->schema_sql = (StringVector){0};
    take_prepared(host, environment, connection->engine.url);
    for (size_t i = 0; i < connection->preparation_sql.count; i++)
        vector_push(host->binding.arena, &environment->preparation_sql, connection->preparation_sql.items[i]);
    for (size_t i = 0; i < connection->schema_sql.count; i++)
        vector_push(host->binding.arena, &environment->schema_sql, connection->schema_sql.items[i]);
}

/* ---- context.begin_transaction() -------------------------------------------------------- */

static bool is_transactional(const ScriptHost *host)
{
    const char *given = host->directory->config->url_override;
    const char *url = given ? given : host->configured ? host->configured->engine.url : NULL;
    if (host->environment->transactional_ddl >= 0)
        return host->environment->transactional_ddl != 0;
    return url_traits(url)->has_transactional_ddl;
}

static bool begin(Interpreter *interpreter, ScriptHost *host)
{
    EnvironmentConnection *connection = host->configured;
    if (!connection_begins_itself(interpreter, connection))
        return false;
    *host->begun = connection_root(connection);
    return true;
}

/* The transaction of the configure() that was the last when begin_transaction() was called; another may have come
 * since. */
static EnvironmentTransaction *take_begun(Value self)
{
    EnvironmentTransaction **begun = *(EnvironmentTransaction ***)self.native->data;
    EnvironmentTransaction *transaction = *begun;
    *begun = NULL;
    return transaction;
}

static bool proxy_end(Interpreter *interpreter, Value self, bool commits, Value *result)
{
    EnvironmentTransaction *transaction = take_begun(self);
    *result = value_none();
    if (!transaction)
        return python_raise(interpreter, "AssertionError", "the transaction is over");
    if (transaction->is_active)
        transaction_end(interpreter, transaction, commits, "rolls the transaction back");
    return true;
}

NATIVE(proxy_rollback)
{
    (void)arguments;
    return proxy_end(interpreter, self, false, result);
}

NATIVE(proxy_commit)
{
    (void)arguments;
    return proxy_end(interpreter, self, true, result);
}

static bool proxy_enter(Interpreter *interpreter, Value self, Value *result)
{
    (void)interpreter;
    *result = self;
    return true;
}

static bool proxy_exit(Interpreter *interpreter, Value self, bool failed)
{
    EnvironmentTransaction *transaction = take_begun(self);
    if (transaction)
        transaction_leave(interpreter, transaction, failed);
    return true;
}

static const NativeMember proxy_methods[] = {{"rollback", proxy_rollback}, {"commit", proxy_commit}, {NULL, NULL}};
static const NativeClass proxy_class = {.name = "_ProxyTransaction",
                                        .module = "alembic.runtime.migration",
                                        .methods = proxy_methods,
                                        .enter = proxy_enter,
                                        .exit = proxy_exit};

/* With a transaction per migration, the with block of begin_transaction() gets None. */
static bool nothing_enter(Interpreter *interpreter, Value self, Value *result)
{
    (void)interpreter;
    (void)self;
    *result = value_none();
    return true;
}

static const NativeClass nothing_class = {.name = "nullcontext", .module = "contextlib", .enter = nothing_enter};

bool context_begin_transaction(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    (void)arguments;
    ScriptHost *host = script_host(interpreter);
    if (host->environment)
        host->environment->begins_transaction = true;
    if (!host->environment || host->offline || !host->configured)
        return native_new(interpreter, &nothing_class, 0, result);
    bool begins_now = !host->is_external && is_transactional(host) && !host->environment->transaction_per_migration;
    if (!begins_now)
        return native_new(interpreter, &nothing_class, 0, result);
    if (!begin(interpreter, host) || !native_new(interpreter, &proxy_class, sizeof host->begun, result))
        return false;
    *(EnvironmentTransaction ***)result->native->data = host->begun;
    return true;
}

/* ---- context.run_migrations() ------------------------------------------------------------- */

/* If Alembic commits each step, the run's outcome is known; otherwise it is decided with the connection's
 * transaction. */
static bool enter_transaction(Interpreter *interpreter, ScriptHost *host, ScriptEnvironment *run)
{
    EnvironmentConnection *connection = host->configured;
    if (!connection || host->offline)
        return true;
    run->on = connection->managed ? NULL : connection;
    run->commits_the_rest = connection_is_autocommit(connection);
    bool each = !host->is_external && !*host->begun &&
                (!is_transactional(host) || host->environment->transaction_per_migration);
    if (!connection_begins_itself(interpreter, connection))
        return false;
    run->in_one_transaction = host->is_external;
    if (each) {
        EnvironmentTransaction *root = connection_root(connection);
        transaction_end(interpreter, root, true, "commits");
        return true;
    }
    if (connection_is_autocommit(connection))
        return true;
    run->fate = FATE_OPEN;
    run->transaction = connection_root(connection);
    vector_push(host->binding.arena, &connection->current->runs, host->environments->count);
    return true;
}

static bool receive_argument(void *state, const char *name, Value value)
{
    Interpreter *interpreter = state;
    Arena *arena = binding_host(interpreter)->arena;
    if (value.kind != VALUE_STRING)
        return python_refuse(interpreter, "run_migrations(%s=...) with a %s", name, value_type_name(value));
    MigrationArgument argument = {arena_strdup(arena, name), arena_strdup(arena, value.string->bytes)};
    vector_push(arena, &environment_of(interpreter)->arguments, argument);
    return true;
}

bool context_run_migrations(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    *result = value_none();
    ScriptEnvironment *environment = environment_of(interpreter);
    if (!environment)
        return python_refuse(interpreter, "context.run_migrations() in a migration");
    ScriptHost *host = script_host(interpreter);
    environment->runs_migrations = true;
    environment->is_bare = !environment->begins_transaction;
    environment->begins_transaction = false;
    environment->arguments.count = 0;
    if (!arguments_bind(interpreter, "run_migrations", arguments, NULL, 0, NULL, receive_argument, interpreter))
        return false;
    ScriptEnvironment run = *environment;
    if (host->configured)
        environment_take_connection(host, &run, host->configured);
    if (!enter_transaction(interpreter, host, &run))
        return false;
    environment->arguments.items = NULL; /* the copy has them */
    environment->arguments.count = environment->arguments.capacity = 0;
    if (host->configured) {
        forget_prepared(host, host->configured->engine.url);
        host->configured->preparation_sql.count = host->configured->schema_sql.count = 0;
    }
    vector_push(host->binding.arena, host->environments, run);
    return true;
}
