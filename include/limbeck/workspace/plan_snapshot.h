/* The path from where the database stands to a revision. */
#ifndef LIMBECK_WORKSPACE_PLAN_SNAPSHOT_H
#define LIMBECK_WORKSPACE_PLAN_SNAPSHOT_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/workspace.h"

/* The gravest of what the rules say of a step; NULL: nothing grave. */
typedef struct PlanRisk {
    PreviewRiskLevel level;
    const char *message;
    const char *table;   /* whose rows are at stake; NULL: no one's */
    int64_t rows, bytes; /* of it, as last seen; -1: unknown */
    bool is_estimated;   /* the rows are: as the server's statistics have them */
    StringVector unkept; /* of the step: what cannot be kept of it */
    int question_line;   /* of the first read; what follows is known only as it runs */
} PlanRisk;

/* The way from where the database stands to a revision. */
typedef struct PlanSnapshot {
    uint64_t generation;
    const Revision *target;
    size_t which;      /* of the databases it is for */
    bool is_live;      /* the database was asked what the steps destroy, and answered */
    int64_t taken;     /* clock_milliseconds() */
    int64_t last_seen; /* the rows it begins with were read then, in milliseconds since 1970; 0: while connected */
    Plan plan;
    VECTOR(PlanRisk) risks; /* of its first steps */
    int *number_of;         /* among the steps, by Revision.index, from 1; 0: none */
    Error error;
} PlanSnapshot;

const PlanSnapshot *workspace_plan_to_selected(Workspace *workspace);
void workspace_post_plan(Workspace *workspace, const Revision *target);

#endif
