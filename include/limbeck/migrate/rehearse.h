/* The exact path, run and undone: in a transaction that is rolled back, or on a
 * copy of an SQLite database. */
#ifndef LIMBECK_MIGRATE_REHEARSE_H
#define LIMBECK_MIGRATE_REHEARSE_H

#include "limbeck/migrate/execute.h"
#include "limbeck/migrate/rehearsal.h"

/* Nothing of it is left. What ran before an error is in `rehearsal` all the same. */
bool migrate_rehearse(Arena *arena, const PathRequest *request, Rehearsal *rehearsal, Error *error);

#endif
