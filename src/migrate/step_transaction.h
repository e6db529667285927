/* The transaction of a step, as the statements of its script leave it. */
#ifndef LIMBECK_SRC_MIGRATE_STEP_TRANSACTION_H
#define LIMBECK_SRC_MIGRATE_STEP_TRANSACTION_H

#include "limbeck/migrate/outcome.h"

#include "limbeck/dialect/transaction.h"

typedef struct StepTransaction {
    const ExecuteRequest *request;
    StepOutcome *outcome;
    Arena *scratch;      /* of the operation under way */
    int line;            /* of it */
    bool is_in_block;    /* an autocommit block, where no transaction is begun */
    bool is_drivers_too; /* on SQLite: the project's driver would have begun one as well */
    Ending ending;       /* what the statement under way would end a transaction by */
    bool is_only_ending; /* it does nothing else */
    bool is_wrapped;     /* a statement outside of a transaction, for which BEGIN was sent */
    int64_t number;      /* at the server, of the one that a COMMIT of the script is to end; commit.h */
} StepTransaction;

/* In a rehearsal: the statement would keep what is to be undone. */
bool step_refuse_end(const TransactionEnd *end, Error *error);

/* Before a statement: says what it ends, and begins a transaction where the project's driver would.
 * *is_done: nothing is left to send. `end` may be NULL. */
bool step_transaction_before(StepTransaction *self, const char *sql, const TransactionEnd *end, bool *is_done,
                             Error *error);
/* When it was answered: COMMIT for one that is_wrapped. `done`: it succeeded. */
bool step_transaction_close(StepTransaction *self, bool done, Error *error);
/* After it. What became of a COMMIT whose answer was lost is asked. */
void step_transaction_after(StepTransaction *self, TransactionMark before, bool done);

/* Commits for `by`. */
bool step_commit(StepTransaction *self, const char *by, Error *error);

/* Behind a pooler: what a statement may not leave there. */
bool step_refuse_leaving(const char *what, Error *error);
bool step_stays_within(const StepTransaction *self, const char *sql, bool outside, bool ends, Error *error);

#endif
