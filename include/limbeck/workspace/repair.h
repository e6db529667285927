/* Finds and repairs what Alembic left half-done on SQLite.
 *
 *     Leftovers leftovers = {0};
 *     return workspace_leftovers(workspace, arena, true, &leftovers, error);
 */
#ifndef LIMBECK_WORKSPACE_REPAIR_H
#define LIMBECK_WORKSPACE_REPAIR_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/migrate/partial_apply.h"
#include "limbeck/migrate/sqlite_leftovers.h"
#include "limbeck/workspace/workspace.h"

/* Tables and steps left half-done; repaired when `repairs`. */
typedef struct Leftovers {
    SqliteLeftovers tables;
    PartialApplyVector revisions;
} Leftovers;

/* Waits for the worker. *leftovers, in `arena`: what was found, also when it was repaired. False with an error; the
 * repairs before it are committed. */
bool workspace_leftovers(Workspace *workspace, Arena *arena, bool repairs, Leftovers *leftovers, Error *error);

#endif
