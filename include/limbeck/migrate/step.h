/* Runs one step, in the caller's transaction or in one that it begins.
 *
 *     ExecuteRequest request = {...};
 *     StepOutcome outcome = {0};
 *     if (!execute_step(&request, false, NULL, &outcome, error))
 *         outcome_explain(&request, &outcome, 0, error);
 */
#ifndef LIMBECK_MIGRATE_STEP_H
#define LIMBECK_MIGRATE_STEP_H

#include "limbeck/migrate/execute.h"

/* The value that a script's PRAGMA foreign_keys sets (SQLite); see src/migrate/foreign_keys.h. */
typedef enum { FOREIGN_KEYS_AS_THEY_ARE, FOREIGN_KEYS_OFF, FOREIGN_KEYS_ON } ForeignKeySetting;

/* Which statements of a step are committed, according to the server's transaction state; see outcome.h. */
typedef struct StepOutcome {
    bool committed_midway; /* some of the step is committed */
    bool is_begun;         /* the preconditions hold, and the step was announced */
    bool overtaken;        /* the version table changed since the plan was made; nothing was run */
    bool is_split;         /* the script ended the transaction */
    size_t open;           /* number of statements in the open transaction */
    size_t committed;      /* number committed before the step's own COMMIT */
    size_t outside;        /* of those committed: outside a transaction */
    size_t rolled_back;    /* rolled back by the script's own ROLLBACK */
    size_t prepared;       /* prepared by PREPARE TRANSACTION */
    char end[48];          /* what ended the last transaction: "script's COMMIT", "autocommit block"; "" for batches */
    int end_line;
    char uncertain[48]; /* sent last, not answered, may have taken effect: "statement" */
    int uncertain_line;
    bool commit_had_no_effect; /* a COMMIT of the script was not answered; the lookup showed that it had no effect */
    bool in_batches;           /* batches committed a part of the step */
    int64_t batched_rows;      /* rows those batches changed */
    bool is_numbered;          /* `transaction` is known, and nothing was sent since */
    int64_t transaction;       /* for migration_commit_numbered() */
    bool is_explained;         /* the error already describes the state of the database */
    size_t committed_steps;    /* steps of the path before this one, committed with their versions */
    ForeignKeySetting foreign_keys_first; /* the step failed: set this, then run it again */
    ForeignKeySetting foreign_keys_after; /* set this when the transaction has ended */
    int foreign_keys_line;                /* of the PRAGMA that sets foreign_keys_after */
    bool foreign_keys_are_disabled;       /* limbeck switched them off, because the step rebuilds a table */
} StepOutcome;

/* Observes each statement. With a witness the step commits nothing, and statements that must run outside a
 * transaction are left out. */
typedef struct Witness {
    void *state;
    /* *is_again: the statement repeats an earlier one and needs no closer look. */
    bool (*before)(void *state, const char *sql, int line, bool *is_again, Error *error);
    bool (*after)(void *state, int64_t rows, int64_t milliseconds, Error *error);
    void (*left_out)(void *state, const char *what, int line);
} Witness;

/* `joined`: the transaction belongs to the whole path; this function neither begins nor commits it. */
bool execute_step(const ExecuteRequest *request, bool joined, const Witness *witness, StepOutcome *outcome,
                  Error *error);

/* path.c: begins one transaction and runs all steps of the path in it; the caller commits or rolls back. *at: the
 * step that failed. */
bool execute_together(const PathRequest *request, StepOutcome *outcome, size_t *at, Error *error);

#endif
