/* The locks on existing tables that a step takes on PostgreSQL, according to its operations. */
#ifndef LIMBECK_SRC_WORKSPACE_STEP_LOCKS_H
#define LIMBECK_SRC_WORKSPACE_STEP_LOCKS_H

#include "limbeck/base/vector.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/operation.h"
#include "limbeck/workspace/preview_snapshot.h"

/* Set `arena` and `dialect`, then pass each operation. */
typedef struct StepLocks {
    Arena *arena;
    const Dialect *dialect;
    PreviewLocks locks;      /* the strongest of each table, strongest first after step_locks_end() */
    StringVector new_tables; /* created by the step itself: no other session can lock them */
    bool is_partial;         /* it also runs SQL whose locks are not known */
} StepLocks;

void step_locks_note(StepLocks *locks, const Operation *operation);
void step_locks_end(StepLocks *locks);

/* For Preview.observer: passes each operation to the rules and to the locks. */
typedef struct StepObservers {
    struct LintSession *lint;
    StepLocks *locks;
} StepObservers;

void step_observe(void *state, const Operation *operation, int line, bool is_outside);

/* Whether two sessions cannot hold these modes of one table at the same time. */
bool lock_modes_conflict(LockMode one, LockMode other);
/* Of "AccessExclusiveLock", as pg_locks has it; LOCK_NONE when unknown. */
LockMode lock_mode_named(const char *name);

#endif
