/* What the driver of PostgreSQL shares with what it sends ahead. */
#ifndef LIMBECK_SRC_DATABASE_POSTGRESQL_POSTGRESQL_H
#define LIMBECK_SRC_DATABASE_POSTGRESQL_POSTGRESQL_H

#include "libpq.h"
#include "limbeck/database/driver.h"

enum { KEPT_STATEMENTS = 64 };

/* A text that came with parameters. It is prepared when it has come often: until then that
 * would be one more thing to wait for. */
typedef struct KeptStatement {
    char *sql;
    Oid *types; /* of its parameters; 0: the server tells */
    size_t count;
    int uses;
    bool is_prepared;
    bool name_is_taken; /* the server has it, under this text or the one before */
} KeptStatement;

static inline PGconn *handle(const Database *database)
{
    return database->connection;
}

/* Tells what the result says, or the connection where there is none; always false. */
bool postgresql_fail(Database *database, const PGresult *result, Error *error);
/* Until the server has said something; the watch is called meanwhile. */
void postgresql_wait(Database *database);
enum { WATCH_MILLISECONDS = 100 };
/* The answer to a text; NULL where it could not be sent. */
PGresult *postgresql_run_text(Database *database, const char *sql);

/* The place of this text among those that came with parameters of these types; another text
 * may have had it. */
KeptStatement *postgresql_kept(const Database *database, const char *sql, const DatabaseValue *parameters,
                               size_t count);
bool postgresql_wants_preparing(const Database *database, const KeptStatement *kept);
/* NULL, or the result that says why not. */
PGresult *postgresql_prepare(Database *database, KeptStatement *kept);
bool postgresql_start(const Database *database, const KeptStatement *kept, const DatabaseValue *parameters);
bool postgresql_execute(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                        int64_t *affected, Error *error);

/* connect_postgresql.c */
bool postgresql_open(Database *database, const DatabaseUrl *url, Error *error);

/* values_postgresql.c */
Oid postgresql_parameter_type(const DatabaseValue *value); /* 0: the server tells */
typedef struct AnswerColumn {
    CellType cell;
    const char *type; /* NULL: plain */
    Oid unknown;      /* 0: known; its type is a stand-in */
} AnswerColumn;

AnswerColumn *postgresql_columns(const Database *database, Arena *arena, const PGresult *part);
DatabaseValue postgresql_cell(const AnswerColumn *columns, const PGresult *part, int row, int column);
/* Puts names where postgresql_columns() knew none: the answer is whole, the server can be asked. */
bool postgresql_name_types(Database *database, DatabaseResult *result, const AnswerColumn *columns, Error *error);

/* ahead_postgresql.c */
bool postgresql_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                     Error *error);
bool postgresql_settle(Database *database, Error *error);
void postgresql_drop_sent(Database *database);

#endif
