/* Shared by the source files of the PostgreSQL driver. */
#ifndef LIMBECK_SRC_DATABASE_POSTGRESQL_POSTGRESQL_H
#define LIMBECK_SRC_DATABASE_POSTGRESQL_POSTGRESQL_H

#include "libpq.h"
#include "limbeck/database/driver.h"

enum { CACHED_STATEMENTS = 64 };

/* A statement with parameters. It is prepared only after several uses, because preparing is a round trip. */
typedef struct CachedStatement {
    char *sql;
    Oid *types; /* of its parameters; 0: inferred by the server */
    size_t count;
    int uses;
    bool is_prepared;
    bool name_is_taken; /* the server has a statement of this name, for this SQL or an earlier one */
} CachedStatement;

static inline PGconn *handle(const Database *database)
{
    return database->connection;
}

/* Sets the error from the result, or from the connection when `result` is NULL; always returns false. */
bool postgresql_fail(Database *database, const PGresult *result, Error *error);
/* Waits until the server has sent something, calling the watch. */
void postgresql_wait(Database *database);
enum { WATCH_MILLISECONDS = 100 };
/* The result of a text; NULL when it could not be sent. */
PGresult *postgresql_run_text(Database *database, const char *sql);

/* The cache slot of this SQL with parameters of these types; it may have held another SQL. */
CachedStatement *postgresql_cached_statement(const Database *database, const char *sql, const DatabaseValue *parameters,
                                             size_t count);
bool postgresql_wants_preparing(const Database *database, const CachedStatement *cached);
/* NULL on success, else the result with the error. */
PGresult *postgresql_prepare(Database *database, CachedStatement *cached);
bool postgresql_start(const Database *database, const CachedStatement *cached, const DatabaseValue *parameters);
bool postgresql_execute(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                        int64_t *affected, Error *error);

/* Parameters in text format. */
typedef struct SentParameters {
    const char **values;
    int *lengths;
    int *formats;
} SentParameters;

SentParameters postgresql_parameters(Arena *arena, const DatabaseValue *parameters, size_t count);
int64_t postgresql_affected(const PGresult *result); /* -1: the statement has no count */
/* limbeck neither sends nor reads COPY data. */
void postgresql_end_copy(PGconn *connection, ExecStatusType status);
/* Both count what database_endings() says: call the first with each result, the second after the last. */
void postgresql_count_ending(Database *database, const PGresult *result);
void postgresql_count_rollback(Database *database);

/* The last result of what was sent; an error is always the last. */
PGresult *postgresql_last_result(Database *database);

/* results.c */
bool postgresql_query(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                      DatabaseResult *result, Error *error);
void postgresql_query_together(Database *database, const PrefetchQuery *questions, size_t count,
                               DatabaseResult **results);
/* The next result of a text with several statements, as the rows of a query; false when there is none, or an error. */
bool postgresql_next_rows(Database *database, DatabaseResult **rows);

/* connect.c */
bool postgresql_open(Database *database, const DatabaseUrl *url, Error *error);

/* values.c */
Oid postgresql_parameter_type(const DatabaseValue *value); /* 0: inferred by the server */
typedef struct AnswerColumn {
    CellType cell;
    const char *type; /* NULL: plain */
    Oid unknown;      /* OID of a type whose name must be queried; 0: known */
} AnswerColumn;

AnswerColumn *postgresql_columns(const Database *database, Arena *arena, const PGresult *part);
DatabaseValue postgresql_cell(const AnswerColumn *columns, const PGresult *part, int row, int column);
/* Sets type names that were unknown while rows were read; call it when the result is complete, since it queries the
 * server. */
bool postgresql_name_types(Database *database, DatabaseResult *result, const AnswerColumn *columns, Error *error);

/* ahead.c */
bool postgresql_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                     Error *error);
bool postgresql_pipelines(const Database *database);
bool postgresql_post(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                     Error *error);
bool postgresql_settle(Database *database, Error *error);
void postgresql_drop_sent(Database *database);

#endif
