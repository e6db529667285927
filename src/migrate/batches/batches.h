/* Counts the statements of a step and runs whole-table changes in batches by key, if the operator chose
 * so. Each batch is committed together with the checkpoint; an interrupted step resumes after the last
 * committed batch.
 *
 *     Batches *batches = batches_new(request, true);
 *     if (!batches_begin(batches, error)) ...
 *     if (!batches_run(batches, &statement, &done, error)) ...
 *     if (!done) ... run it as it is ...
 *     if (!batches_end(batches, error)) ... */
#ifndef LIMBECK_SRC_MIGRATE_BATCHES_BATCHES_H
#define LIMBECK_SRC_MIGRATE_BATCHES_BATCHES_H

#include "limbeck/migrate/step.h"

typedef struct Batches Batches;

typedef struct ScriptStatement {
    const char *sql;
    const DatabaseValue *values;
    size_t count;
    int line;
    bool needs_result; /* the script uses its result */
} ScriptStatement;

/* *uses_batches: the run may use batches, so that each step needs its own transaction. */
bool path_may_use_batches(const ExecuteRequest *request, bool *uses_batches, Error *error);

/* `allowed`: the transaction belongs to this step alone. */
Batches *batches_new(const ExecuteRequest *request, bool allowed, StepOutcome *outcome);
void batches_free(Batches *batches);

/* Call in the step's transaction, before its script runs. */
bool batches_begin(Batches *batches, Error *error);

/* True until the script reaches the statement where the earlier run was interrupted. */
bool batches_are_resuming(const Batches *batches);

/* *done: the statement and everything before it are committed, by this run or an earlier one, and a new transaction
 * has begun. */
bool batches_run(Batches *batches, const ScriptStatement *statement, bool *done, Error *error);

/* Call when the script has read from the database. */
void batches_note_query(Batches *batches);

/* Call in the transaction that writes the version. */
bool batches_end(Batches *batches, Error *error);

#endif
