/* Rehearses a path.
 *
 *     Rehearsal rehearsal = {0};
 *     if (workspace_rehearse(workspace, arena, "head", PLAN_UP, &rehearsal, error) && rehearsal.statements.count)
 *         show("%s", rehearsed_facts(arena, &rehearsal.statements.items[0]));
 */
#ifndef LIMBECK_WORKSPACE_REHEARSE_PATH_H
#define LIMBECK_WORKSPACE_REHEARSE_PATH_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/migrate/rehearsal.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/workspace.h"

/* Runs the path to `target` and undoes it; see limbeck/migrate/rehearse.h. */
bool workspace_rehearse(Workspace *workspace, Arena *arena, const char *target, PlanDirection direction,
                        Rehearsal *rehearsal, Error *error);
/* "12 ms, 200 rows; locks ACCESS EXCLUSIVE on users; rewrites users; 48 KB of write-ahead log" */
const char *rehearsed_facts(Arena *arena, const RehearsedStatement *statement);

#endif
