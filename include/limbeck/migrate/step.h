/* One step, inside whatever transaction its caller has begun or wants begun. */
#ifndef LIMBECK_MIGRATE_STEP_H
#define LIMBECK_MIGRATE_STEP_H

#include "limbeck/migrate/execute.h"

/* What became of the statements so far, as the server's transactions say; outcome.h. */
typedef struct StepOutcome {
    bool committed_midway; /* something of the step is in the database for good */
    bool is_begun;         /* the step has found what it expects, and is announced */
    bool overtaken;        /* the version table changed since the plan was made; nothing was run */
    bool is_split;         /* the script itself ended the transaction */
    size_t open;           /* statements in the transaction that is open */
    size_t kept;           /* committed before the step's own COMMIT */
    size_t alone;          /* of them: outside a transaction */
    size_t undone;         /* by the script's own ROLLBACK */
    size_t aside;          /* by PREPARE TRANSACTION */
    char end[48];          /* of the last: "script's COMMIT", "autocommit block"; "" for batches */
    int end_line;
    char unsure[48]; /* what was sent last, not answered, and may have taken effect: "statement" */
    int unsure_line;
    bool is_refuted;      /* a COMMIT of the script was not answered, and is known not to have taken effect */
    bool in_batches;      /* some of the step is committed by batches */
    int64_t batched_rows; /* of them */
    bool is_explained;    /* the error says already what is in the database */
    size_t whole_steps;   /* of the path, committed with their versions before this one */
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

/* path.c: every step of a path in one transaction, begun here and neither committed nor rolled
 * back. *at: the step that failed. */
bool execute_together(const PathRequest *request, StepOutcome *outcome, size_t *at, Error *error);

#endif
