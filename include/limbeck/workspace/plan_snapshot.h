/* The path from the database's revision to another.
 *
 *     workspace_post_plan(workspace, revision);
 *     ...
 *     const PlanSnapshot *plan = workspace_plan_to_selected(workspace);
 *     snapshot_release(plan);
 */
#ifndef LIMBECK_WORKSPACE_PLAN_SNAPSHOT_H
#define LIMBECK_WORKSPACE_PLAN_SNAPSHOT_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/workspace.h"

typedef struct PlanFinding {
    PreviewRiskLevel level;
    const char *message;
    const char *table;   /* table with the data at risk; NULL: none */
    int64_t rows, bytes; /* of the table, as last read; -1: unknown */
    bool is_estimated;   /* `rows` comes from the server's statistics */
} PlanFinding;

/* What is known of a step before it runs. */
typedef struct PlanRisk {
    VECTOR(PlanFinding) findings; /* each loss, the first warning with the number of the others, what is not known */
    PreviewLocks locks;           /* of the step, PostgreSQL only */
    StringVector not_stashed;     /* data that the stash cannot keep */
    int question_line;            /* line of the first read; statements after it are known only when the step runs */
} PlanRisk;

/* The path from the database's current revision to `target`. */
typedef struct PlanSnapshot {
    uint64_t generation;
    const Revision *target;
    size_t which;      /* index of the database it is for */
    bool is_live;      /* the database answered what the steps destroy */
    int64_t taken;     /* clock_milliseconds() */
    int64_t last_seen; /* when the starting rows were read, in milliseconds since 1970; 0: the connection was up */
    Plan plan;
    VECTOR(PlanRisk) risks; /* of the first steps */
    int *number_of;         /* position in the path by Revision.index, from 1; 0: not in it */
    Error error;
} PlanSnapshot;

/* The latest one, to be released; NULL: none yet. workspace_post_plan() makes the worker compute another. */
const PlanSnapshot *workspace_plan_to_selected(Workspace *workspace);
void workspace_post_plan(Workspace *workspace, const Revision *target);

#endif
