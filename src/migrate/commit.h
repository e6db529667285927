/* COMMIT, and what became of it where its answer was lost. */
#ifndef LIMBECK_SRC_MIGRATE_COMMIT_H
#define LIMBECK_SRC_MIGRATE_COMMIT_H

#include "limbeck/database/database.h"
#include "limbeck/migrate/supervision.h"

/* Where the connection is lost, or given up, while COMMIT is out, another one asks the server what
 * became of the transaction. True: it is committed, though the connection may be gone. False with an
 * ERROR_UNDECIDED where that cannot be known; every other error says that it is not committed. */
bool migration_commit(Database *database, const Supervision *supervision, Error *error);

#endif
