/* One migrator at a time.
 *
 *     if (!migration_lock(database, environment, &supervision, error)) ...
 *     ... read the version table, plan, run ...
 *     migration_unlock(database, environment);
 *
 * On PostgreSQL an advisory lock of the session, keyed on the version table: it
 * ends with the connection, however that ends. Behind a pooler each transaction takes
 * it, and ends it; who comes between two of them finds other rows in the version table
 * than he planned with. SQLite has no such thing: there
 * each transaction keeps others out, and migration_begin() waits for its turn. */
#ifndef LIMBECK_MIGRATE_LOCK_H
#define LIMBECK_MIGRATE_LOCK_H

#include "limbeck/alembic/environment.h"
#include "limbeck/database/database.h"
#include "limbeck/migrate/supervision.h"

/* An error that names the holder when it is not free within guard.lock_wait. */
bool migration_lock(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                    Error *error);
void migration_unlock(Database *database, const ScriptEnvironment *environment);

/* Begins a transaction that writes, with the guard's time limits. */
bool migration_begin(Database *database, const Supervision *supervision, Error *error);

#endif
