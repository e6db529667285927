/* Tracks which statements of a step are committed, from the transaction state that the server reports, and describes
 * it when the step fails.
 *
 *     StepOutcome outcome = {0};
 *     TransactionMark before = transaction_mark(database);
 *     Ending ending = {.by = "script's COMMIT", .line = line, .is_scripts = true};
 *     done = database_execute(database, sql, NULL, 0, NULL, error);
 *     if (outcome_note(&outcome, database, before, done, &ending))
 *         show("%s", outcome_committed_text(arena, &outcome));
 */
#ifndef LIMBECK_MIGRATE_OUTCOME_H
#define LIMBECK_MIGRATE_OUTCOME_H

#include "limbeck/migrate/step.h"

#include "limbeck/base/text.h"

/* State of the connection's transaction before a statement. */
typedef struct TransactionMark {
    TransactionState state;
    size_t endings;
} TransactionMark;

/* As the server reports it; sends nothing. */
TransactionMark transaction_mark(const Database *database);

/* What ended a transaction: "script's COMMIT", and its line. */
typedef struct Ending {
    const char *by;
    int line;
    bool is_scripts; /* a statement of the script did, not limbeck */
    bool prepares, undoes;
} Ending;

/* Call after each statement of the script or of limbeck; `done`: it succeeded. True when the transaction open before
 * it has ended. */
bool outcome_note(StepOutcome *outcome, const Database *database, TransactionMark before, bool done,
                  const Ending *ending);
/* A lookup showed that the open transaction has ended. */
void outcome_note_ended(StepOutcome *outcome, const Ending *ending);
/* It is unknown whether `what` ("script's COMMIT", "statement") on that line took effect. */
void outcome_note_unknown(StepOutcome *outcome, const char *what, int line);
/* After a batch: everything so far is committed. */
void outcome_note_committed(StepOutcome *outcome);

/* "2 statements are committed"; NULL when none is. */
const char *outcome_committed_text(Arena *arena, const StepOutcome *outcome);

/* Rolls back the open transaction and adds the state of the database to the error. `steps_before`: earlier steps in
 * the same transaction. */
void outcome_explain(const ExecuteRequest *request, const StepOutcome *outcome, size_t steps_before, Error *error);

/* The same for a write of limbeck that is not a step, such as a stamp. `before`: the version rows; may be NULL. */
void outcome_explain_write(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                           const StringVector *before, Error *error);

/* Appends "The version table holds r1. ", read now, over a new connection if this one is lost. True when it still
 * holds the rows the plan was made for. */
bool outcome_append_version(Text *text, Arena *arena, const ExecuteRequest *request);

/* For a path, after a step whose COMMIT took effect but whose answer was lost: sets the error and names the steps not
 * begun. */
bool outcome_stop_path(const ExecuteRequest *request, size_t done, size_t count, Error *error);

#endif
