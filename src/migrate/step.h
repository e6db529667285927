/* One step, inside whatever transaction its caller has begun or wants begun. */
#ifndef LIMBECK_SRC_MIGRATE_STEP_H
#define LIMBECK_SRC_MIGRATE_STEP_H

#include "limbeck/migrate/execute.h"

typedef struct StepOutcome {
    bool committed_midway; /* something of the step is in the database for good */
    bool overtaken;        /* the version table changed since the plan was made; nothing was run */
} StepOutcome;

/* `joined`: the transaction is of the whole path, and neither begun nor committed here. */
bool execute_step(const ExecuteRequest *request, bool joined, StepOutcome *outcome, Error *error);

#endif
