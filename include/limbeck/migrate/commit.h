/* COMMIT, and what became of it where its answer was lost. */
#ifndef LIMBECK_MIGRATE_COMMIT_H
#define LIMBECK_MIGRATE_COMMIT_H

#include "limbeck/database/database.h"
#include "limbeck/migrate/supervision.h"

/* What the server says of a transaction; behind the second it is not known. */
typedef enum {
    COMMIT_DONE,
    COMMIT_ROLLED_BACK,
    COMMIT_OPEN,
    COMMIT_FORGOTTEN,
    COMMIT_NOT_ASKED,
} CommitFate;

/* The number of the open transaction. 0: it has written nothing; -1: the server cannot tell. */
bool commit_number(Database *database, int64_t *number, Error *error);

/* The connection is lost: another one asks, for some seconds. */
CommitFate commit_look_up(const Database *lost, const Supervision *supervision, int64_t number);

/* Where the connection is lost, or given up, while COMMIT is out, it is looked up. True: the
 * transaction is committed, though the connection may be gone. False with an ERROR_UNDECIDED where that
 * cannot be known; every other error says that it is not committed. */
bool migration_commit(Database *database, const Supervision *supervision, Error *error);

/* Sends ROLLBACK; after a cancel its answer is waited for only a moment. */
void migration_rollback(Database *database, const Supervision *supervision);

#endif
