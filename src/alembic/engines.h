/* What env.py makes to reach a database: engines, connections, and what becomes of the
 * transaction that its migrations run in. Nothing here connects. */
#ifndef LIMBECK_SRC_ALEMBIC_ENGINES_H
#define LIMBECK_SRC_ALEMBIC_ENGINES_H

#include "script_host.h"

#include "limbeck/alembic/environment.h"
#include "limbeck/python/native.h"

typedef struct EngineState {
    const char *url;         /* NULL: it comes from something unknown, and `settings.refusal` says from what */
    const char *unknown_url; /* from what; NULL: it is known */
    ConnectionSettings settings;
    StringVector session_sql; /* on each of its connections */
    bool is_autocommit;
    const void *identity; /* the same in all copies of an engine */
} EngineState;

/* A transaction of a connection, or a savepoint in one. */
typedef struct EnvironmentTransaction {
    struct EnvironmentConnection *connection;
    struct EnvironmentTransaction *parent; /* NULL: of the connection itself */
    struct EnvironmentTransaction *outer;  /* whose with block is around this one's */
    bool is_active;
    bool is_entered;                       /* its with block is open */
    size_t session_mark, preparation_mark, local_mark; /* what the connection had done before */
    VECTOR(size_t) runs;                   /* of the host's environments: what is decided with it */
} EnvironmentTransaction;

typedef struct EnvironmentConnection {
    EngineState engine;
    EnvironmentTransaction *current; /* the innermost; NULL: none has begun */
    EnvironmentTransaction *managed; /* whose with block is open; NULL: none */
    bool is_closed;
    StringVector session_sql;     /* settings, made again on each new connection */
    StringVector local_sql;       /* settings of the transaction under way */
    StringVector preparation_sql; /* CREATE SCHEMA IF NOT EXISTS since the last run */
} EnvironmentConnection;

/* engines.c */
extern const NativeClass engine_class, async_engine_class;
EngineState *engine_state(Value value); /* of an engine or a connection; NULL for other values */
bool engine_dialect(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool engine_of_connection(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

/* transactions.c */
extern const NativeClass environment_connection_class, async_connection_class, transaction_object_class;
EnvironmentConnection *environment_connection(Value value); /* NULL for other values */
bool connection_open(Interpreter *interpreter, const NativeClass *type, const EngineState *engine, Value *result);
bool environment_connection_object(Interpreter *interpreter, EnvironmentConnection *connection, Value *result);
bool connection_in_transaction(const EnvironmentConnection *connection);
/* Before anything runs on it: false with the exception that SQLAlchemy raises. */
bool connection_begins_itself(Interpreter *interpreter, EnvironmentConnection *connection);
EnvironmentTransaction *transaction_begin(Interpreter *interpreter, EnvironmentConnection *connection);
EnvironmentTransaction *connection_root(const EnvironmentConnection *connection); /* NULL: none */
void transaction_end(Interpreter *interpreter, EnvironmentTransaction *transaction, bool commits, const char *how);
/* As its with block ends. */
void transaction_leave(Interpreter *interpreter, EnvironmentTransaction *transaction, bool failed);
void connection_close(Interpreter *interpreter, EnvironmentConnection *connection);

/* engine_execute.c */
bool listeners_connect(Interpreter *interpreter, EnvironmentConnection *connection);

/* migration_runs.c */
void environment_take_connection(const ScriptHost *host, ScriptEnvironment *environment,
                                 const EnvironmentConnection *connection);

/* engine_execute.c: SQL of env.py's own, and execution_options() of both */
bool environment_execute(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool environment_options(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

/* The text of a URL, password included: a string, or one of SQLAlchemy's URLs. */
bool url_text(Interpreter *interpreter, Value url, const char **text);

extern const NativeModule sqlalchemy_engine_module, sqlalchemy_asyncio_module, sqlalchemy_pool_module;

#endif
