/* A posted job on one step. */
#ifndef LIMBECK_SRC_WORKSPACE_RUN_STEP_H
#define LIMBECK_SRC_WORKSPACE_RUN_STEP_H

#include "internal.h"

/* A posted job on one step; it owns its hold on the snapshot. */
typedef struct StepJob {
    Workspace *workspace;
    const Revision *revision;
    bool downgrade;
    bool rehearses;
    const DatabaseSnapshot *database;
} StepJob;

StepJob *step_job(Workspace *workspace, const Revision *revision, bool downgrade);

#endif
