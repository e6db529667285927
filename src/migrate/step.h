/* One step, inside whatever transaction its caller has begun or wants begun. */
#ifndef LIMBECK_SRC_MIGRATE_STEP_H
#define LIMBECK_SRC_MIGRATE_STEP_H

#include "limbeck/migrate/execute.h"

typedef struct StepOutcome {
    bool committed_midway; /* something of the step is in the database for good */
    bool overtaken;        /* the version table changed since the plan was made; nothing was run */
} StepOutcome;

/* Looks on at each statement. Where there is one the step commits nothing, and what
 * would have to be outside a transaction is left out. */
typedef struct Witness {
    void *state;
    /* *is_again: the statement is like one before, and not worth a closer look. */
    bool (*before)(void *state, const char *sql, int line, bool *is_again, Error *error);
    bool (*after)(void *state, int64_t rows, int64_t milliseconds, Error *error);
    void (*left_out)(void *state, const char *what, int line);
} Witness;

/* `joined`: the transaction is of the whole path, and neither begun nor committed here. */
bool execute_step(const ExecuteRequest *request, bool joined, const Witness *witness, StepOutcome *outcome,
                  Error *error);

#endif
