/* An SQLite table rebuild drops the table: with foreign keys enforced this deletes referring rows. Enforcement is
 * switched off for such a step, and all references are checked before COMMIT. */
#ifndef LIMBECK_SRC_MIGRATE_FOREIGN_KEYS_H
#define LIMBECK_SRC_MIGRATE_FOREIGN_KEYS_H

#include "limbeck/migrate/execute.h"

/* Call before BEGIN. *aside: enforcement was on and is now off, because the step rebuilds a table. */
bool foreign_keys_disable(const ExecuteRequest *request, bool *disabled, Error *error);

/* Call before COMMIT. An error when there are more broken references than before the step. */
bool foreign_keys_check(const ExecuteRequest *request, int64_t broken_before, Error *error);
bool foreign_keys_count_broken(Database *database, int64_t *broken, Error *error);

/* Switches enforcement on again; call after COMMIT or ROLLBACK. */
void foreign_keys_enable(Database *database);

#endif
