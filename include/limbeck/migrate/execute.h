/* Runs steps. DDL, data and version rows share one transaction, so a failed step leaves the database unchanged.
 *
 *     StringVector rows = {0}; // of the version table, as the plan was made for
 *     MigrationStep steps[] = {{revision, false}};
 *     PathRequest request = {.each = {.database = database,
 *                                     .directory = directory,
 *                                     .environment = environment,
 *                                     .expected_heads = &rows,
 *                                     .supervision = &supervision},
 *                            .steps = steps,
 *                            .count = 1};
 *     bool overtaken;
 *     return migrate_path(&request, &overtaken, error);
 */
#ifndef LIMBECK_MIGRATE_EXECUTE_H
#define LIMBECK_MIGRATE_EXECUTE_H

#include "limbeck/alembic/evaluation.h"
#include "limbeck/migrate/supervision.h"
#include "limbeck/migrate/version.h"
#include "limbeck/schema/type_memo.h"

typedef struct ExecuteRequest {
    Database *database;
    const ScriptDirectory *directory;
    const ScriptEnvironment *environment;
    ScriptSession *session; /* shared by the steps of a path; may be NULL */
    MigrationStep step;
    const StringVector *expected_heads; /* version rows the plan was made for; never NULL for a path */
    const Supervision *supervision;
    size_t in_effect;                /* number of leading statements already applied; see partial_apply.h */
    bool writes_stash;               /* keep what the step destroys; see limbeck/migrate/stash.h */
    bool allows_partial_stash;       /* continue when something cannot be kept; else the step stops */
    bool restores_stash;             /* restore what the opposite step kept */
    size_t steps_before;             /* committed steps of this run before this one */
    bool is_alone;                   /* path on PostgreSQL: no other program can leave a checkpoint during the run */
    bool stops;                      /* the receiver may pause before any statement: wait for each result */
    bool waits_for_each;             /* wait for each result, for another reason */
    struct Pipeline *pipeline;       /* shared by the steps of one transaction; NULL: the step uses its own */
    bool is_last;                    /* no other step follows in this run */
    bool is_followed;                /* other steps follow in the same pipeline: the end of this one does not wait */
    const StringVector *known_heads; /* the version rows, where the same transaction has just written them */
    void (*announce)(void *state, const MigrationStep *step); /* called when the step begins; may be NULL */
    void *announce_state;
    TypeMemo *type_memo; /* shared by the steps of a run; NULL: the run has one step */
} ExecuteRequest;

/* Runs one step. A step that meets another session's lock is rolled back and retried as the guard says. */
bool migrate_execute(const ExecuteRequest *request, Error *error);

/* A path as env.py configures it. Alembic's rule: one transaction for all steps where DDL is transactional, unless
 * transaction_per_migration is set; else one transaction per step. */
typedef struct PathRequest {
    ExecuteRequest each; /* template for each step; `step` is filled in, `expected_heads` are those of the first */
    const MigrationStep *steps;
    size_t count;
    bool one_by_one; /* one transaction per step, ignoring env.py */
} PathRequest;

/* *overtaken: another program changed the version table, and the rest of the path was not run; the caller plans
 * again. */
bool migrate_path(const PathRequest *request, bool *overtaken, Error *error);

/* True when env.py rolls back its transaction: nothing is committed, and a note says so. */
bool environment_rolls_back(const ScriptEnvironment *environment);

#endif
