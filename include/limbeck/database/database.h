/* A database connection and the results of its queries; the same interface for every server.
 *
 *     Database *database = database_open(url, error);
 *     DatabaseResult *result;
 *     if (!database_query(database, "SELECT ...", parameters, count, &result, error)) ...
 *     while (result_next(result, &row, error) && row) use(row[0]);
 *     result_free(result);
 *     database_close(database);
 *
 * A connection belongs to the thread that opened it; only the functions marked "safe from any thread" may be
 * called from another. Error messages never contain a password. */
#ifndef LIMBECK_DATABASE_DATABASE_H
#define LIMBECK_DATABASE_DATABASE_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/config/url.h"

#include <stdint.h>

typedef struct Database Database;
typedef struct DatabaseResult DatabaseResult;

typedef enum { CELL_NULL, CELL_BOOLEAN, CELL_INTEGER, CELL_REAL, CELL_TEXT, CELL_BYTES } CellType;

/* One value: a parameter sent to the server, or a column of a result row. */
typedef struct DatabaseValue {
    CellType type;
    bool boolean;
    int64_t integer;
    double real;
    const char *bytes; /* of TEXT (NUL-terminated) and BYTES */
    size_t length;
    const char *sql_type; /* a name of pg_type. Result: NULL for a plain type. Parameter: NULL to let
                           * the server infer the type */
} DatabaseValue;

/* A parameter. `text` is not copied, and must live as long as the value; NULL: SQL NULL. */
DatabaseValue database_text(const char *text);
DatabaseValue database_number(int64_t number);

typedef struct ServerFacts {
    const char *product; /* "PostgreSQL 15.8", "SQLite 3.40.1" */
    const char *database;
    const char *role;
    const char *host;
    bool read_only;
    int64_t session;     /* PostgreSQL's backend pid; 0 on SQLite */
    bool has_pooler;     /* a pooler (such as pgbouncer) accepted the connection */
    bool is_pooled;      /* each transaction may run in another server session */
    const char *notices; /* that the server sent at login; NULL: none */
} ServerFacts;

/* Behind a pooler a setting must not outlive its transaction: session settings are sent with every BEGIN, and a query
 * outside a transaction gets one. */
typedef struct TransactionScope {
    const char *settings; /* "SET LOCAL ...; SET LOCAL ..."; NULL: none */
    bool read_only;
    bool takes_lock; /* of transactions that write: pg_try_advisory_xact_lock(lock[0], lock[1]) */
    int32_t lock[2];
} TransactionScope;

/* State of the transaction, as the server or SQLite reports it. */
typedef enum {
    TRANSACTION_NONE, /* every statement commits separately */
    TRANSACTION_OPEN,
    TRANSACTION_FAILED, /* PostgreSQL: aborted; COMMIT would roll back */
    TRANSACTION_LOST,   /* the connection is lost */
} TransactionState;

typedef bool DatabaseWatch(void *state, int64_t waited_milliseconds);

/* The client libraries in use, with the versions found at run time: "libpq 15.8", "SQLite 3.40.1". */
void database_libraries(Arena *arena, StringVector *names);

/* NULL on failure, with an ERROR_DATABASE and a hint. `url` must outlive the connection. */
Database *database_open(const DatabaseUrl *url, Error *error);
/* As database_open(), with `watch` called while it connects; NULL also when the watch returns false. */
Database *database_open_watched(const DatabaseUrl *url, DatabaseWatch *watch, void *state, Error *error);
typedef struct PrefetchQuery {
    const char *sql;
    const DatabaseValue *parameters;
    size_t count;
    bool joins_next; /* in the same transaction as the next one, which is not run when this one fails */
} PrefetchQuery;

/* As database_open_watched(). The queries are sent with the first statement of the connection, in one message; see
 * database_prefetch(). */
Database *database_open_with_prefetch(const DatabaseUrl *url, const PrefetchQuery *queries, size_t count,
                                      DatabaseWatch *watch, void *state, Error *error);
/* A second connection to the same database. */
Database *database_open_another(const Database *database, Error *error);
/* A copy of an SQLite database as it is now, deleted by database_close(). `watch` is called while it is copied. */
Database *database_copy(Database *database, DatabaseWatch *watch, void *state, Error *error);
void database_close(Database *database);
/* What differs by database: one table per driver. No other code checks which database it is. */
typedef struct DatabaseTraits {
    const char *dialect;        /* name for dialect_named(): "postgresql" */
    bool is_server;             /* other sessions and their locks can be seen; sessions can be cancelled */
    bool has_transaction_state; /* the result of a COMMIT with a lost answer can be looked up by transaction id */
    bool rehearses_on_copy;     /* a rehearsal runs on a copy instead of in a transaction that is rolled back */
    bool rebuilds_tables;       /* ALTER TABLE often copies the table; under Alembic each part is committed at once */
    bool has_schemas;           /* table names carry a schema */
    bool has_sequences;         /* sequences are named objects */
    bool has_typed_columns;     /* a column accepts values of its type only */
    bool can_send_arrays;       /* the rows of one UPDATE can be sent as arrays */
    char parameter;             /* '$': $1, $2; '?': ?1, ?2 */
    const char *set_read_only;  /* SQL that makes the session read-only */
    const char *limit_preview;  /* SQL that sets time limits for the queries of a preview; NULL: only the deadline
                                 * limits them */
    const char *limit_lookup;   /* the same for queries after a failure, which must not wait for a lock */
    const char *has_table;      /* query: returns a row if its parameter names a table or view */
    const char *catalogue_lock; /* query that waits while another program holds the database; needs no privileges */
    const char *reset_path;     /* SQL that resets the settings of a dump which reflection needs; NULL: none */
    const char *scratch;        /* name of an empty private database; NULL: one must be created on the server */
} DatabaseTraits;

/* Those of the driver; never NULL. */
const DatabaseTraits *database_traits(const Database *database);
/* The traits for a URL, without connecting. */
const DatabaseTraits *database_url_traits(const DatabaseUrl *url);
const DatabaseUrl *database_url(const Database *database);
const ServerFacts *database_facts(const Database *database);
/* For a database with facts->is_pooled; unused for others. */
TransactionScope *database_scope(Database *database);
/* Declares that the pooler keeps one server connection for the whole session. */
void database_set_not_pooled(Database *database);

/* Runs one or more statements. *affected is the number of rows, or -1 where there is none. */
bool database_execute(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                      int64_t *affected, Error *error);

/* Runs one statement and fetches all rows: few are kept in memory, many in a temporary file. Free the result with
 * result_free(). */
bool database_query(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                    DatabaseResult **result, Error *error);

/* Runs queries that will follow, all in one round trip: each later database_query() of the same text and parameters
 * takes its cached result. Does nothing where that is not safe (in a transaction, behind a pooler, on SQLite): those
 * calls then run the query. */
void database_prefetch(Database *database, const PrefetchQuery *queries, size_t count);
/* Takes the kept answer; NULL: there is none. */
DatabaseResult *database_cached_answer(Database *database, const char *sql, const DatabaseValue *parameters,
                                       size_t count);

/* The first value of the first row; -1 when it is not an integer. */
bool database_integer(Database *database, const char *sql, int64_t *integer, Error *error);
/* The same; false when it is not true. */
bool database_boolean(Database *database, const char *sql, bool *truth, Error *error);

/* Sends a statement without waiting for its result: the server may still be running it when this returns. An error of
 * it is returned by a later call; database_failed_tag() then returns `tag`. Every other call first waits for all
 * statements sent. */
bool database_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                   Error *error);
/* `affected`: number of rows; -1: none. `value`: the first of the first row; "": none. */
typedef void AnswerReceiver(void *state, int64_t affected, const char *value);

/* As database_send(), for one statement of any kind, also without parameters. The receiver is called when its answer
 * comes, during a later call. Answers come in the order of sending; after a statement that fails none comes any more.
 */
bool database_post(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                   Error *error);
/* Sets the receiver of all results of database_post(). */
void database_receive(Database *database, AnswerReceiver *receiver, void *state);
/* Whether statements can be posted: not on SQLite, with an old libpq, or behind a pooler. */
bool database_pipelines(const Database *database);

/* Waits for all statements sent. */
bool database_settle(Database *database, Error *error);
/* The tag of the sent statement that caused the last error; 0 when another call caused it. */
int database_failed_tag(const Database *database);

/* BEGIN with the settings of env.py's transactions; `read_only`: the server then refuses writes. */
bool database_begin(Database *database, bool read_only, Error *error);
/* BEGIN with `more` ("; SELECT ...") in the same message; `more` may be NULL. */
bool database_begin_with(Database *database, bool read_only, const char *more, Error *error);
/* Does nothing when no transaction is open. An error when the server would roll back instead. */
bool database_commit(Database *database, Error *error);
void database_rollback(Database *database);
/* The rowid of the last INSERT; 0: the driver does not report it. */
int64_t database_last_row(const Database *database);
bool database_in_transaction(const Database *database);
/* As of the last result received; sends nothing. */
TransactionState database_transaction(const Database *database);
/* Number of transactions ended so far by COMMIT, ROLLBACK or PREPARE TRANSACTION, sent by limbeck or by a script. On
 * PostgreSQL a ROLLBACK after which a transaction is open (AND CHAIN, TO SAVEPOINT) is not counted: its answer is the
 * same for both. */
size_t database_endings(const Database *database);
/* When set, PostgreSQL refuses several statements in one string. */
void database_take_single(Database *database, bool single);

/* Cancels the running statement; safe from any thread. */
void database_cancel(Database *database);

/* Stops waiting for a server that does not answer. The connection is lost from then on; whether the server finishes
 * the statement is unknown. Safe from any thread. */
void database_abandon(Database *database);
/* `database` is abandoned as soon as `other` is, which must outlive it. */
void database_abandon_with(Database *database, const Database *other);

/* Lets database_close() return while a cancel request is still waiting: the request keeps its own data. */
void database_leave_cancel(Database *database);

/* `watch` is called at intervals on the connection's thread while a statement runs or another program holds the file.
 * It may use other connections; returning false cancels the statement. NULL removes it. */
void database_watch(Database *database, DatabaseWatch *watch, void *state);
DatabaseWatch *database_watched_by(const Database *database, void **state);
/* A time limit for all calls between begin and end. The previous watch is still called, too. */
typedef struct DatabaseDeadline {
    int64_t until; /* clock_milliseconds() */
    bool is_over;
    DatabaseWatch *before;
    void *before_state;
} DatabaseDeadline;

/* Limits the time of the statements until database_deadline_end(): they are cancelled when it is over. `deadline` must
 * not move meanwhile. */
void database_deadline_begin(DatabaseDeadline *deadline, Database *database, int64_t milliseconds);
bool database_deadline_end(const DatabaseDeadline *deadline, Database *database); /* true when the limit was reached */

/* Closes the connection as database_abandon() does when the server does not react to a cancelled statement for this
 * long; 0: waits without limit. */
void database_set_patience(Database *database, int64_t milliseconds);
/* database_abandon() was called. */
bool database_is_abandoned(const Database *database);
/* The connection cannot be used any more, for any reason. */
bool database_is_lost(const Database *database);

/* ---- results ------------------------------------------------------------------ */

/* A statement that is not a query has no columns and no rows. Names live as long as the result. result_affected():
 * rows inserted, updated or deleted; -1 when the server does not count them. */
size_t result_column_count(const DatabaseResult *result);
const char *result_column_name(const DatabaseResult *result, size_t index);
int64_t result_row_count(const DatabaseResult *result);
int64_t result_affected(const DatabaseResult *result);
bool result_has_rows(const DatabaseResult *result); /* false when the statement was not a query */

/* *row points to the values of the next row, valid until the next call; NULL after the last row. */
bool result_next(DatabaseResult *result, const DatabaseValue **row, Error *error);
void result_free(DatabaseResult *result);

#endif
