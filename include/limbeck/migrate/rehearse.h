/* Rehearsal: runs the exact path and undoes it, in a transaction that is rolled back or on a copy of an SQLite
 * database. */
#ifndef LIMBECK_MIGRATE_REHEARSE_H
#define LIMBECK_MIGRATE_REHEARSE_H

#include "limbeck/migrate/execute.h"
#include "limbeck/migrate/rehearsal.h"

/* Leaves no change. On an error `rehearsal` holds the statements that ran before it. */
bool migrate_rehearse(Arena *arena, const PathRequest *request, Rehearsal *rehearsal, Error *error);

#endif
