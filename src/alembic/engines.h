/* Engines, connections and transactions created by env.py. Nothing connects here. */
#ifndef LIMBECK_SRC_ALEMBIC_ENGINES_H
#define LIMBECK_SRC_ALEMBIC_ENGINES_H

#include "script_host.h"

#include "limbeck/alembic/environment.h"
#include "limbeck/python/native.h"

typedef struct EngineState {
    const char *url;         /* NULL: it comes from an unknown value, named in `settings.refusal` */
    const char *unknown_url; /* the unknown value; NULL: the URL is known */
    ConnectionSettings settings;
    StringVector session_sql; /* applied to each of its connections */
    bool is_autocommit;
    const void *identity;    /* shared by all copies of an engine */
    size_t listeners_before; /* how many listeners there were when it was made */
} EngineState;

/* A transaction of a connection, or a savepoint. */
typedef struct EnvironmentTransaction {
    struct EnvironmentConnection *connection;
    struct EnvironmentTransaction *parent; /* the enclosing one; NULL: none */
    struct EnvironmentTransaction *outer;  /* the enclosing with block */
    bool is_active;
    bool is_entered; /* inside its with block */
    size_t session_mark, preparation_mark, local_mark, lock_mark,
        schema_mark;     /* state of the connection at its start */
    VECTOR(size_t) runs; /* runs of migrations inside it, committed or rolled back with it */
} EnvironmentTransaction;

typedef struct EnvironmentConnection {
    EngineState engine;
    EnvironmentTransaction *current; /* the innermost transaction; NULL: none */
    EnvironmentTransaction *managed; /* the innermost with block; NULL: none */
    bool is_closed;
    bool commits_each;            /* COMMIT as text: the driver begins no other transaction until this one ends */
    StringVector session_sql;     /* session settings, repeated on each new connection */
    StringVector local_sql;       /* settings of the transaction under way */
    StringVector preparation_sql; /* CREATE SCHEMA IF NOT EXISTS of the transaction under way */
    StringVector lock_sql;        /* LOCK TABLE of the transaction under way */
    StringVector schema_sql;      /* CREATE SCHEMA of which env.py asked whether it is there */
} EnvironmentConnection;

/* engines.c */
extern const NativeClass engine_class, async_engine_class;
EngineState *engine_state(Value value); /* NULL for a value that is neither an engine nor a connection */
bool engine_dialect(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool engine_of_connection(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

/* transactions.c */
extern const NativeClass environment_connection_class, async_connection_class, transaction_object_class;
EnvironmentConnection *environment_connection(Value value); /* NULL for other values */
bool connection_open(Interpreter *interpreter, const NativeClass *type, const EngineState *engine, Value *result);
bool environment_connection_object(Interpreter *interpreter, EnvironmentConnection *connection, Value *result);
bool connection_in_transaction(const EnvironmentConnection *connection);
/* Checks a connection before it is used: false with SQLAlchemy's exception if it is closed. */
bool connection_begins_itself(Interpreter *interpreter, EnvironmentConnection *connection);
EnvironmentTransaction *transaction_begin(Interpreter *interpreter, EnvironmentConnection *connection);
EnvironmentTransaction *connection_root(const EnvironmentConnection *connection); /* NULL: none */
void transaction_end(Interpreter *interpreter, EnvironmentTransaction *transaction, bool commits, const char *how);
/* Ends it as its with block does. */
void transaction_leave(Interpreter *interpreter, EnvironmentTransaction *transaction, bool failed);
void connection_close(Interpreter *interpreter, EnvironmentConnection *connection);
/* COMMIT, sent as text to PostgreSQL: the changes before it stay, and later ones are committed at once, except with
 * psycopg 3, which checks the server's state and begins again. */
void transaction_commit_by_text(Interpreter *interpreter, EnvironmentConnection *connection);
bool connection_is_autocommit(const EnvironmentConnection *connection);

/* engine_execute.c */
bool listeners_connect(Interpreter *interpreter, EnvironmentConnection *connection);
bool listeners_count(Interpreter *interpreter, size_t *count);

/* migration_runs.c */
/* After a commit: what the connection made of schemas and extensions is there for every connection. */
void connection_prepared(Interpreter *interpreter, EnvironmentConnection *connection);
void environment_take_connection(const ScriptHost *host, ScriptEnvironment *environment,
                                 const EnvironmentConnection *connection);

/* engine_execute.c: SQL of env.py's own, and execution_options() of both */
NativeFunction environment_execute, environment_driver_sql, environment_scalar, environment_scalars;
bool environment_options(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

/* The text of a URL, password included: from a string or a URL object. */
bool url_text(Interpreter *interpreter, Value url, const char **text);

extern const NativeModule sqlalchemy_engine_module, sqlalchemy_asyncio_module, sqlalchemy_pool_module;

#endif
