/* COMMIT, and finding out its result when the answer was lost.
 *
 *     if (!migration_begin(database, &supervision, error))
 *         return false;
 *     done = database_execute(database, sql, NULL, 0, NULL, error);
 *     if (!done)
 *         migration_rollback(database, &supervision);
 *     return done && migration_commit(database, &supervision, error);
 */
#ifndef LIMBECK_MIGRATE_COMMIT_H
#define LIMBECK_MIGRATE_COMMIT_H

#include "limbeck/database/database.h"
#include "limbeck/migrate/supervision.h"

/* State of a transaction as the server reports it. From COMMIT_OPEN on the result is unknown. */
typedef enum {
    COMMIT_DONE,
    COMMIT_ROLLED_BACK,
    COMMIT_OPEN,
    COMMIT_FORGOTTEN,
    COMMIT_NOT_ASKED,
} CommitFate;

/* The id of the open transaction. 0: it has written nothing; -1: the server has no such function. */
bool commit_number(Database *database, int64_t *number, Error *error);

/* After a lost connection: looks up the outcome of transaction `number` over a new connection, for some seconds. */
CommitFate commit_find_fate(const Database *lost, const Supervision *supervision, int64_t number);

/* COMMITs. If the connection is lost or abandoned before the answer, the result is looked up. True: committed, though
 * the connection may be lost. False with ERROR_UNDECIDED: unknown. False with another error: not committed. */
bool migration_commit(Database *database, const Supervision *supervision, Error *error);

/* The query of commit_number(); NULL: the server has no such function. */
const char *commit_number_sql(const Database *database);
/* The same, when the transaction's number is known and nothing was sent since. */
bool migration_commit_numbered(Database *database, const Supervision *supervision, int64_t number, Error *error);

/* Sends ROLLBACK; after a cancel it waits only briefly for the answer. */
void migration_rollback(Database *database, const Supervision *supervision);

#endif
