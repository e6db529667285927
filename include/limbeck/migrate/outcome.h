/* What became of each statement of a step, kept up by what the server says of its transactions;
 * and in words, when the step fails. */
#ifndef LIMBECK_MIGRATE_OUTCOME_H
#define LIMBECK_MIGRATE_OUTCOME_H

#include "limbeck/migrate/step.h"

#include "limbeck/base/text.h"

/* The connection's transaction before a statement. */
typedef struct TransactionMark {
    TransactionState state;
    size_t endings;
} TransactionMark;

TransactionMark transaction_mark(const Database *database);

/* Who ends transactions: "script's COMMIT", of which line. */
typedef struct Ending {
    const char *by;
    int line;
    bool is_scripts; /* its own statement did, and not limbeck for it */
    bool prepares, undoes;
} Ending;

/* After a statement, or what limbeck did for one; `done`: it succeeded. True where the
 * transaction that was open before is over. */
bool outcome_note(StepOutcome *outcome, const Database *database, TransactionMark before, bool done,
                  const Ending *ending);
/* Looked up: the transaction that was open is over. */
void outcome_note_ended(StepOutcome *outcome, const Ending *ending);
/* Whether `what` on that line took effect is not known: "script's COMMIT", "statement". */
void outcome_note_unknown(StepOutcome *outcome, const char *what, int line);
/* In batches: all of it so far is committed. */
void outcome_note_committed(StepOutcome *outcome);

/* "2 statements are committed", or NULL. */
const char *outcome_committed_text(Arena *arena, const StepOutcome *outcome);

/* Rolls back what is open, and adds to the error what is in the database now. `steps_before`: of
 * the run, in the same transaction. */
void outcome_explain(const ExecuteRequest *request, const StepOutcome *outcome, size_t steps_before, Error *error);

/* The same of a write of limbeck's own, which is no step. `before`: the version rows; may be NULL. */
void outcome_explain_write(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                           const StringVector *before, Error *error);

/* "The version table holds r1. ": looked up, over a new connection where this one is lost. True: it holds
 * what it held when the plan was made. */
bool outcome_append_version(Text *text, Arena *arena, const ExecuteRequest *request);

/* Of a path, after a step whose COMMIT took effect while its answer was lost: what is not begun. */
bool outcome_stop_path(const ExecuteRequest *request, size_t done, size_t count, Error *error);

#endif
