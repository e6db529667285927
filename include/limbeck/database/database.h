/* A connection and what it answers, the same for every server.
 *
 *     Database *database = database_open(arena, url, error);
 *     DatabaseResult *result;
 *     if (!database_query(database, "SELECT ...", parameters, count, &result, error)) ...
 *     while (result_next(result, &row, error) && row) use(row[0]);
 *     result_free(result);
 *     database_close(database);
 *
 * A connection belongs to the thread that opened it; database_cancel() alone may
 * be called from another. Messages never hold a password. */
#ifndef LIMBECK_DATABASE_DATABASE_H
#define LIMBECK_DATABASE_DATABASE_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/config/url.h"

#include <stdint.h>

typedef struct Database Database;
typedef struct DatabaseResult DatabaseResult;

typedef enum { CELL_NULL, CELL_BOOLEAN, CELL_INTEGER, CELL_REAL, CELL_TEXT, CELL_BYTES } CellType;

/* A value on its way to or from the server. */
typedef struct DatabaseValue {
    CellType type;
    bool boolean;
    int64_t integer;
    double real;
    const char *bytes; /* TEXT and BYTES; TEXT is NUL-terminated */
    size_t length;
    const char *sql_type; /* as pg_type names it. Of a result's: NULL when plain; of a parameter's: NULL
                             where the server tells it from its place */
} DatabaseValue;

DatabaseValue database_text(const char *text);
DatabaseValue database_number(int64_t number);

typedef struct ServerFacts {
    const char *product; /* "PostgreSQL 15.8", "SQLite 3.40.1" */
    const char *database;
    const char *role;
    const char *host;
    bool read_only;
    int64_t session;     /* PostgreSQL's backend pid; 0 on SQLite */
    bool has_pooler;     /* another program let us in: pgbouncer, for one */
    bool is_pooled;      /* each transaction may run in another session of the server */
    const char *notices; /* of the login; NULL: none */
} ServerFacts;

/* Behind a pooler nothing may outlive its transaction: what would be set for the session goes
 * with every BEGIN, and a query outside of a transaction gets a transaction. */
typedef struct TransactionScope {
    const char *settings; /* "SET LOCAL ...; SET LOCAL ..."; NULL: none */
    bool read_only;
    bool takes_lock; /* those that write: pg_try_advisory_xact_lock(lock[0], lock[1]) */
    int32_t lock[2];
} TransactionScope;

/* The transaction as the server, or SQLite, has it. */
typedef enum {
    TRANSACTION_NONE, /* each statement is committed by itself */
    TRANSACTION_OPEN,
    TRANSACTION_FAILED, /* PostgreSQL: COMMIT would roll it back */
    TRANSACTION_LOST,   /* the connection is gone */
} TransactionState;

typedef bool DatabaseWatch(void *state, int64_t waited_milliseconds);

/* "libpq 15.8", "SQLite 3.40.1": those that are there, not those it was built with. */
void database_libraries(Arena *arena, StringVector *names);

/* NULL with an ERROR_DATABASE that says what to do. `url` must live as long. */
Database *database_open(const DatabaseUrl *url, Error *error);
/* The same, watched from the first moment: where the watch gives it up, there is no connection. */
Database *database_open_watched(const DatabaseUrl *url, DatabaseWatch *watch, void *state, Error *error);
/* Another connection to where this one goes. */
Database *database_open_beside(const Database *database, Error *error);
/* A copy of an SQLite database, as of now, that goes when it is closed; `watch` is
 * called meanwhile. */
Database *database_copy(Database *database, DatabaseWatch *watch, void *state, Error *error);
void database_close(Database *database);
/* What differs by database; a row of its driver. Nothing else asks which database it is. */
typedef struct DatabaseTraits {
    const char *dialect;        /* "postgresql": what dialect_named() takes */
    bool is_server;             /* other sessions can be seen, cancelled and waited for, and so can their locks */
    bool has_transaction_state; /* a COMMIT whose answer was lost can be looked up by its number */
    bool rehearses_on_copy;     /* a rehearsal runs on a copy, not in a transaction that is rolled back */
    bool rebuilds_tables;       /* ALTER TABLE often copies the table; Alembic's driver commits that as it goes */
    bool has_schemas;           /* a table is named with its schema */
    bool has_sequences;         /* sequences are objects with names */
    bool has_typed_columns;     /* a column holds values of its type alone */
    bool can_send_arrays;       /* rows of one UPDATE can be sent as arrays */
    char parameter;             /* '$': $1, $2; '?': ?1, ?2 */
    const char *set_read_only;  /* makes the session read only */
    const char *limit_preview;  /* in a transaction, bounds what a preview asks; NULL: its deadline alone does */
    const char *limit_lookup;   /* the same of a look after a failure: it must not wait for a lock */
    const char *has_table;      /* a query: a row where its parameter is a table or view */
    const char *catalogue_lock; /* a query that waits where another program holds the database; needs no rights */
    const char *reset_path;     /* what a dump set that reflection needs back; NULL: nothing */
    const char *scratch;        /* an own, empty database needs no server: this name; NULL: it is made there */
} DatabaseTraits;

const DatabaseTraits *database_traits(const Database *database);
/* The same of a database that is not open. */
const DatabaseTraits *database_url_traits(const DatabaseUrl *url);
const DatabaseUrl *database_url(const Database *database);
const ServerFacts *database_facts(const Database *database);
/* Of a database that is_pooled; of others nobody looks at it. */
TransactionScope *database_scope(Database *database);
/* The pooler keeps one connection of the server for all of a session. */
void database_keeps_session(Database *database);

/* Runs one statement or several. *affected is -1 where that means nothing. */
bool database_execute(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                      int64_t *affected, Error *error);

/* Runs one statement; its rows are all fetched, kept in memory while they are
 * few and in a temporary file when they are many. */
bool database_query(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                    DatabaseResult **result, Error *error);

/* The first value of the first row; -1 where that is no integer. */
bool database_integer(Database *database, const char *sql, int64_t *integer, Error *error);

/* For a statement whose answer nobody waits for: the server may still work at it
 * when this returns. What it refuses is the error of a later call, and `tag` comes
 * back with it. Every other call first waits for all that was sent. */
bool database_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                   Error *error);
/* Waits for what was sent. */
bool database_settle(Database *database, Error *error);
/* Of the statement sent whose error was told last; 0: the error was another's. */
int database_failed_tag(const Database *database);

bool database_begin(Database *database, bool read_only, Error *error);
/* The same, and `more` ("; SELECT ...") in the same message; NULL: nothing more. */
bool database_begin_with(Database *database, bool read_only, const char *more, Error *error);
/* Does nothing where no transaction is open; an error where the server would roll back instead. */
bool database_commit(Database *database, Error *error);
void database_rollback(Database *database);
bool database_in_transaction(const Database *database);
/* Of what was answered so far. */
TransactionState database_transaction(const Database *database);
/* How many transactions a COMMIT, a ROLLBACK or PREPARE TRANSACTION ended, whoever sent it. Of
 * PostgreSQL's ROLLBACK one that leaves a transaction open (AND CHAIN, or TO a savepoint) is not
 * counted: its answer does not say which it was. */
size_t database_endings(const Database *database);
/* From now on PostgreSQL refuses a text of several statements. */
void database_take_single(Database *database, bool single);

/* Stops the statement under way; safe from any thread. */
void database_cancel(Database *database);

/* Waits no longer for a server that does not answer: the connection is lost from then on, and what
 * the server does with it is not known here. Safe from any thread. */
void database_abandon(Database *database);
/* `beside` is given up with the other. */
void database_abandon_with(Database *beside, const Database *other);

/* A cancel that does not return keeps what it needs, so that the database can be closed. */
void database_leave_cancel(Database *database);

/* `watch` is called now and then, on the connection's own thread, while a statement
 * is under way or another program holds the file. It may use other connections;
 * false gives the statement up. NULL for none. */
void database_watch(Database *database, DatabaseWatch *watch, void *state);
DatabaseWatch *database_watched_by(const Database *database, void **state);
/* A time limit on what is asked between begin and end, with the watch that was there before still asked too. */
typedef struct DatabaseDeadline {
    int64_t until; /* clock_milliseconds() */
    bool is_over;
    DatabaseWatch *before;
    void *before_state;
} DatabaseDeadline;

void database_deadline_begin(DatabaseDeadline *deadline, Database *database, int64_t milliseconds);
bool database_deadline_end(const DatabaseDeadline *deadline, Database *database); /* whether it was over */

/* From now on the connection is closed, as database_abandon() does, where a watch gave a statement up and the
 * server has not answered that for so long; 0: it is waited for. */
void database_set_patience(Database *database, int64_t milliseconds);
/* This was done. */
bool database_is_abandoned(const Database *database);
/* Nothing more can be asked over this connection, for this reason or another. */
bool database_is_lost(const Database *database);

/* ---- results ------------------------------------------------------------------ */

size_t result_column_count(const DatabaseResult *result);
const char *result_column_name(const DatabaseResult *result, size_t index);
int64_t result_row_count(const DatabaseResult *result);
int64_t result_affected(const DatabaseResult *result);
bool result_has_rows(const DatabaseResult *result); /* false for what is no query */

/* *row points to the next row's values, valid until the next call; NULL at the end. */
bool result_next(DatabaseResult *result, const DatabaseValue **row, Error *error);
void result_free(DatabaseResult *result);

#endif
