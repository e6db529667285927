/* What --stash cannot keep of a path; checked before it runs.
 *
 *     StringVector lines = {0};
 *     return workspace_stash_limits(workspace, arena, "base", PLAN_DOWN, &lines, error) && !lines.count;
 */
#ifndef LIMBECK_WORKSPACE_STASH_LIMITS_H
#define LIMBECK_WORKSPACE_STASH_LIMITS_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/workspace.h"

/* What the steps to `target` destroy and the stash cannot keep, one line each: "down b2, line 7: ...: NOT kept". */
bool workspace_stash_limits(Workspace *workspace, Arena *arena, const char *target, PlanDirection direction,
                            StringVector *lines, Error *error);

#endif
