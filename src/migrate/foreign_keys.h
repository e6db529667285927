/* A table that SQLite rebuilds is dropped on the way: with foreign keys enforced, the
 * rows that refer to it would go too. They are set aside for such a step, and every
 * reference is checked before it is committed. */
#ifndef LIMBECK_SRC_MIGRATE_FOREIGN_KEYS_H
#define LIMBECK_SRC_MIGRATE_FOREIGN_KEYS_H

#include "limbeck/migrate/execute.h"

/* Before the transaction begins. *aside: they were on, and the step rebuilds. */
bool foreign_keys_set_aside(const ExecuteRequest *request, bool *aside, Error *error);

/* Before it is committed: no reference may point nowhere that did not before. */
bool foreign_keys_hold(const ExecuteRequest *request, int64_t broken_before, Error *error);
bool foreign_keys_broken(Database *database, int64_t *broken, Error *error);

/* After it has ended, one way or the other. */
void foreign_keys_put_back(Database *database);

#endif
