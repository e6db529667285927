/* The transaction of a step, which statements of its script may end. */
#ifndef LIMBECK_SRC_MIGRATE_STEP_TRANSACTION_H
#define LIMBECK_SRC_MIGRATE_STEP_TRANSACTION_H

#include "limbeck/migrate/outcome.h"

#include "limbeck/dialect/transaction.h"

typedef struct StepTransaction {
    const ExecuteRequest *request;
    StepOutcome *outcome;
    Arena *scratch;      /* freed after each operation */
    int line;            /* of the operation */
    bool is_in_block;    /* in an autocommit block, where no transaction is begun */
    bool is_drivers_too; /* SQLite: the project's Python driver would have begun one, too */
    bool is_alone;       /* the transaction is of this step alone, not of a path */
    bool has_acted;      /* SQLite: a statement before this one depends on whether foreign keys are enforced */
    Ending ending;       /* how the running statement would end a transaction */
    bool is_only_ending; /* the running statement does nothing else */
    bool is_wrapped;     /* BEGIN was sent for a statement outside a transaction */
    int64_t number;      /* id of the transaction that a COMMIT of the script is about to end; commit.h */
} StepTransaction;

/* In a rehearsal: refuses a statement that would commit. */
bool step_refuse_end(const TransactionEnd *end, Error *error);

/* Call before a statement: records how it ends the transaction, and begins one where the project's Python driver
 * would. *is_done: nothing is left to send. `end` may be NULL. */
bool step_transaction_before(StepTransaction *self, const char *sql, const TransactionEnd *end, bool *is_done,
                             Error *error);
/* Call with the result of the statement: COMMITs when is_wrapped. `done`: it succeeded. */
bool step_transaction_close(StepTransaction *self, bool done, Error *error);
/* Call after the statement. If the answer of a COMMIT was lost, looks up its result. */
void step_transaction_after(StepTransaction *self, TransactionMark before, bool done);

/* Commits. `by`: the cause, for messages. */
bool step_commit(StepTransaction *self, const char *by, Error *error);

/* Whether Alembic, too, keeps what comes after Connection.commit() of the script; else refuses. */
bool step_may_commit(const ExecuteRequest *request, const Witness *witness, int line, Error *error);

/* Behind a pooler: refuse a statement that would leave session state, or escape the lock. */
bool step_refuse_leaving(const char *what, Error *error);
bool step_stays_within(const StepTransaction *self, const char *sql, bool outside, bool ends, Error *error);

#endif
