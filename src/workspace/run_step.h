/* A posted job for one step. */
#ifndef LIMBECK_SRC_WORKSPACE_RUN_STEP_H
#define LIMBECK_SRC_WORKSPACE_RUN_STEP_H

#include "internal.h"

/* A posted job for one step; it owns a reference to the snapshot. */
typedef struct StepJob {
    Workspace *workspace;
    const Revision *revision;
    bool downgrade;
    bool rehearses;
    const Revision **path; /* to rehearse, on the heap; NULL: `revision` alone */
    size_t path_count;
    const DatabaseSnapshot *database;
} StepJob;

StepJob *step_job(Workspace *workspace, const Revision *revision, bool downgrade);

#endif
