/* The statements of one step, counted. Where the operator chose so, one that changes a
 * whole table runs in batches by key, each of them committed with the checkpoint that
 * says how far it came; a step that was interrupted in one goes on right there.
 *
 *     Batches *batches = batches_new(request, true);
 *     if (!batches_begin(batches, error)) ...
 *     if (!batches_run(batches, &statement, &done, error)) ...
 *     if (!done) ... run it as it is ...
 *     if (!batches_end(batches, error)) ...
 */
#ifndef LIMBECK_SRC_MIGRATE_BATCHES_BATCHES_H
#define LIMBECK_SRC_MIGRATE_BATCHES_BATCHES_H

#include "limbeck/migrate/step.h"

typedef struct Batches Batches;

typedef struct ScriptStatement {
    const char *sql;
    const DatabaseValue *values;
    size_t count;
    int line;
    bool is_asked; /* somebody waits for its answer */
} ScriptStatement;

/* Whether there may be any, so that each step needs a transaction of its own. */
bool batches_wanted(const ExecuteRequest *request, bool *wanted, Error *error);

/* Not `allowed` where the transaction is not the step's own. */
Batches *batches_new(const ExecuteRequest *request, bool allowed, StepOutcome *outcome);
void batches_free(Batches *batches);

/* In the step's transaction, before its script runs. */
bool batches_begin(Batches *batches, Error *error);

/* The statement that an earlier run was interrupted in is not reached yet. */
bool batches_are_resuming(const Batches *batches);

/* *done: it is in the database for good, with all that came before it, and a new
 * transaction has begun; or it was already when the step was interrupted. */
bool batches_run(Batches *batches, const ScriptStatement *statement, bool *done, Error *error);

/* The script was told something about the database. */
void batches_asked(Batches *batches);

/* In the transaction that writes the version. */
bool batches_end(Batches *batches, Error *error);

#endif
