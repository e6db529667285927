/* Rehearsal: runs the exact path and undoes it, in a transaction that is rolled back or on a copy of an SQLite
 * database.
 *
 *     PathRequest request = {...}; // as for migrate_path()
 *     Rehearsal rehearsal = {0};
 *     if (migrate_rehearse(arena, &request, &rehearsal, error))
 *         show("%zu statements", rehearsal.statements.count);
 */
#ifndef LIMBECK_MIGRATE_REHEARSE_H
#define LIMBECK_MIGRATE_REHEARSE_H

#include "limbeck/migrate/execute.h"
#include "limbeck/migrate/rehearsal.h"

/* Leaves no change. On an error `rehearsal` holds the statements that ran before it. */
bool migrate_rehearse(Arena *arena, const PathRequest *request, Rehearsal *rehearsal, Error *error);

#endif
