/* The migration lock: one migration at a time.
 *
 *     if (!migration_lock(database, environment, &supervision, error)) ...
 *     ... read the version table, plan, run ...
 *     migration_unlock(database, environment);
 *
 * PostgreSQL: a session advisory lock, keyed on the version table. It ends with the connection. Behind a
 * pooler each transaction takes and releases it; a program that runs between two of them finds version rows
 * that differ from its plan. SQLite has no such lock: each write transaction excludes others, and
 * migration_begin() waits for it. */
#ifndef LIMBECK_MIGRATE_LOCK_H
#define LIMBECK_MIGRATE_LOCK_H

#include "limbeck/alembic/environment.h"
#include "limbeck/database/database.h"
#include "limbeck/migrate/supervision.h"

/* An error naming the holder when the lock is not free within guard.lock_wait. */
bool migration_lock(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                    Error *error);
void migration_unlock(Database *database, const ScriptEnvironment *environment);

/* Begins a write transaction with the guard's time limits. */
bool migration_begin(Database *database, const Supervision *supervision, Error *error);
/* The same with a query in the same message; *result: NULL where the query must be sent separately. */
bool migration_begin_with_query(Database *database, const Supervision *supervision, const char *query,
                                DatabaseResult **result, Error *error);

/* After a run: unlocks and runs the queries that follow, in one round trip. */
void migration_unlock_with_prefetch(Database *database, const ScriptEnvironment *environment, const PrefetchQuery *more,
                                    size_t count);

/* Takes the lock and runs all queries that follow it before a run, in one round trip. `exists`: whether the version
 * table is known to exist. `more`: other queries that follow. */
void migration_prefetch(Database *database, const ScriptEnvironment *environment, bool exists,
                        const PrefetchQuery *more, size_t count);

#endif
