/* What the driver of PostgreSQL shares with what it sends ahead. */
#ifndef LIMBECK_SRC_DATABASE_POSTGRESQL_H
#define LIMBECK_SRC_DATABASE_POSTGRESQL_H

#include "driver.h"
#include "libpq.h"

/* A text that came with parameters. It is prepared when it has come often: until then that
 * would be one more thing to wait for. */
typedef struct KeptStatement {
    char *sql;
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

/* The place of this text among those that came with parameters; another text may have had it. */
KeptStatement *postgresql_kept(const Database *database, const char *sql);
bool postgresql_wants_preparing(const KeptStatement *kept);
/* NULL, or the result that says why not. */
PGresult *postgresql_prepare(Database *database, KeptStatement *kept);
bool postgresql_start(const Database *database, const KeptStatement *kept, const DatabaseValue *parameters,
                      size_t count);
bool postgresql_execute(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                        int64_t *affected, Error *error);

/* ahead_postgresql.c */
bool postgresql_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                     Error *error);
bool postgresql_settle(Database *database, Error *error);
void postgresql_drop_sent(Database *database);

#endif
