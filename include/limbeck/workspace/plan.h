/* The steps to a target, in order, and how each changes the version table.
 *
 *     Plan plan = {0};
 *     if (!workspace_plan(workspace, arena, "head", NULL, PLAN_UP, &plan, error))
 *         return false;
 *     for (size_t i = 0; i < plan.steps.count; i++)
 *         show("%s: %s", plan.steps.items[i].revision->id, plan.steps.items[i].reason);
 */
#ifndef LIMBECK_WORKSPACE_PLAN_H
#define LIMBECK_WORKSPACE_PLAN_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/workspace.h"

typedef enum { PLAN_EITHER_WAY, PLAN_UP, PLAN_DOWN } PlanDirection;

typedef struct PlanRow {
    const Revision *revision;
    const char *reason;
    StringVector rows_after; /* of the version table */
    StringVector splits;     /* "line 7: the script's COMMIT ends the transaction: ...", as far as the text of the
                              * script shows */
} PlanRow;

typedef struct Plan {
    bool downgrade;
    StringVector rows_before;
    VECTOR(PlanRow) steps;
} Plan;

/* The steps to `target`, in order. `from`: the starting revision; NULL: read the version table. Runs nothing. */
bool workspace_plan(Workspace *workspace, Arena *arena, const char *target, const char *from, PlanDirection direction,
                    Plan *plan, Error *error);
/* The revision that one step up or down would run. */
bool workspace_next_step(Workspace *workspace, Arena *arena, const DatabaseSnapshot *database, const Revision *selected,
                         bool downgrade, const Revision **revision, Error *error);

#endif
