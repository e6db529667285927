/* Steps, executed: the DDL, the data and the version rows in one transaction, so
 * that after any failure the database is exactly what it was. */
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
    ScriptSession *session; /* of a path of several steps; may be NULL */
    MigrationStep step;
    const StringVector *expected_heads; /* the rows the plan was made for; of a path never NULL */
    const Supervision *supervision;
    size_t in_effect;          /* so many statements of the script are already there; see partial_apply.h */
    bool writes_stash;         /* what the step destroys; see limbeck/migrate/stash.h */
    bool allows_partial_stash; /* and goes on where something cannot be kept; else that stops the step */
    bool restores_stash;       /* what its opposite kept */
    size_t steps_before;       /* of this run, each committed */
    bool is_alone;             /* of a path on PostgreSQL: nobody leaves a checkpoint meanwhile */
    bool stops;                /* its receiver may stop before any statement: each is waited for */
    void (*announce)(void *state, const MigrationStep *step); /* when it begins; may be NULL */
    void *announce_state;
    TypeMemo *type_memo; /* of a run of several steps; NULL: the step is a run by itself */
} ExecuteRequest;

/* A step that meets somebody's lock is undone, and tried again as the guard says. */
bool migrate_execute(const ExecuteRequest *request, Error *error);

/* A path as env.py configures it: one transaction for all its steps where DDL is
 * transactional, unless transaction_per_migration is set; else one for each. */
typedef struct PathRequest {
    ExecuteRequest each; /* but for its step; `expected_heads` are those of the first */
    const MigrationStep *steps;
    size_t count;
    bool one_by_one; /* whatever env.py says */
} PathRequest;

/* *overtaken: somebody else moved the version table, and the rest of the path was
 * not run; a new plan tells what is left to do. */
bool migrate_path(const PathRequest *request, bool *overtaken, Error *error);

/* env.py rolls back what it runs: nothing of it is committed, and that is told. */
bool environment_rolls_back(const ScriptEnvironment *environment);

#endif
