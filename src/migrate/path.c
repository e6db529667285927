/* Runs steps in transactions; a failed one is rolled back as a whole. */
#include "batches/batches.h"
#include "foreign_keys.h"
#include "limbeck/migrate/commit.h"
#include "limbeck/migrate/outcome.h"
#include "limbeck/migrate/retry.h"
#include "lock_estimate.h"
#include "pipeline.h"
#include "rollback.h"

#include "limbeck/migrate/lock.h"
#include "limbeck/migrate/preview.h"
#include "limbeck/migrate/side_tables.h"
#include "limbeck/migrate/stash.h"
#include "limbeck/reflection/catalogue.h"

#include <string.h>

/* ---- one step ------------------------------------------------------------------------- */

/* The remains of a failed Alembic batch are not the script's fault, and limbeck can repair them. */
static void explain_leftover(Error *error)
{
    if (error->exists_already && strstr(error->message, "_alembic_tmp_")) {
        error->hint[0] = '\0';
        error_hint(error,
                   "an Alembic batch operation failed half-way and left that table: limbeck mend shows and repairs it");
    } else if (error->exists_already) {
        error_hint(error, "if Alembic failed in the middle of this revision, its first part is in the database: "
                          "limbeck mend shows it");
    }
}

static bool attempt_step(const void *state, StepOutcome *outcome, Error *error)
{
    const ExecuteRequest *request = state;
    if (foreign_keys_run_step(request, NULL, outcome, error))
        return true;
    outcome_explain(request, outcome, 0, error);
    if (database_traits(request->database)->rebuilds_tables)
        explain_leftover(error);
    return false;
}

/* While a session holds the migration lock no other limbeck leaves a checkpoint: it is looked for once, before the
 * transaction. */
static bool is_without_checkpoint(const ExecuteRequest *request, bool *is_without, Error *error)
{
    Arena *arena = arena_new();
    Database *database = request->database;
    bool exists = true;
    bool done = !database_pipelines(database) ||
                side_table_exists(arena, database, request->environment, checkpoint_table, &exists, error);
    *is_without = request->is_alone || !exists;
    arena_free(arena);
    return done;
}

bool migrate_execute(const ExecuteRequest *request, Error *error)
{
    StepOutcome outcome = {0};
    if (environment_rolls_back(request->environment)) {
        const PathRequest path = {.each = *request, .steps = &request->step, .count = 1};
        return migrate_and_roll_back(&path, &outcome, error);
    }
    ExecuteRequest alone = *request;
    return is_without_checkpoint(request, &alone.is_alone, error) &&
           with_retries(attempt_step, &alone, request->supervision, &outcome, error);
}

/* ---- paths -------------------------------------------------------------------------------- */

/* After a script's own COMMIT its statements are permanent: the version row is committed, too, and the next steps get
 * a new transaction. */
static bool commit_split_step(const ExecuteRequest *step, StepOutcome *outcome, size_t done, size_t count, Error *error)
{
    if (!migration_commit(step->database, step->supervision, error))
        return false;
    *outcome = (StepOutcome){.committed_midway = true, .committed_steps = done};
    if (done == count)
        return true;
    outcome->is_explained = database_transaction(step->database) == TRANSACTION_LOST;
    return outcome->is_explained ? outcome_stop_path(step, done, count, error)
                                 : migration_begin(step->database, step->supervision, error);
}

bool execute_together(const PathRequest *request, StepOutcome *outcome, size_t *at, Error *error)
{
    bool done = migration_begin(request->each.database, request->each.supervision, error);
    TypeMemo memo = {.arena = arena_new()};
    StringVector heads = {0}; /* after the steps so far: within one transaction no other session can change them */
    VersionChanges changes = {0};
    Pipeline pipeline;
    pipeline_begin(&pipeline, &request->each);
    for (size_t i = 0; request->each.expected_heads && i < request->each.expected_heads->count; i++)
        vector_push(memo.arena, &heads, request->each.expected_heads->items[i]);
    for (*at = 0; done && *at < request->count; ++*at) {
        ExecuteRequest step = request->each;
        step.step = request->steps[*at];
        step.type_memo = &memo;
        step.pipeline = &pipeline;
        step.is_followed = *at + 1 < request->count;
        step.is_last = !step.is_followed;
        pipeline.number = pipeline.failed_number = *at;
        if (*at) {
            step.expected_heads = NULL;
            step.known_heads = pipeline.is_on && pipeline.version_is_known ? &heads : NULL;
            step.is_alone = pipeline.is_on;
        }
        done = execute_step(&step, true, NULL, outcome, error) &&
               version_step(memo.arena, step.directory->map, &step.step, &heads, &changes, error) &&
               (!outcome->is_split || commit_split_step(&step, outcome, *at + 1, request->count, error));
    }
    if (!done && pipeline.is_on && pipeline.failed_number + 1 < *at)
        *at = pipeline.failed_number + 1;
    pipeline_end(&pipeline);
    arena_free(memo.arena);
    return done;
}

static bool commit_together(Database *database, const PathRequest *request, const StepOutcome *outcome, Error *error)
{
    const Supervision *supervision = request->each.supervision;
    return outcome->is_numbered ? migration_commit_numbered(database, supervision, outcome->transaction, error)
                                : migration_commit(database, supervision, error);
}

static bool attempt_together(const void *state, StepOutcome *outcome, Error *error)
{
    const PathRequest *request = state;
    Database *database = request->each.database;
    size_t at;
    if (execute_together(request, outcome, &at, error) &&
        (outcome->committed_steps == request->count || commit_together(database, request, outcome, error)))
        return true;
    ExecuteRequest failed = request->each;
    failed.step = request->steps[at ? at - 1 : 0];
    outcome_explain(&failed, outcome, at > 1 ? at - 1 : 0, error);
    return false;
}

/* Each step must find the version rows that the previous one wrote; other rows mean that another program changed
 * them. */
static bool run_one_by_one(const PathRequest *request, bool in_batches, StepOutcome *outcome, Error *error)
{
    Arena *arena = arena_new();
    StringVector rows = {0};
    TypeMemo memo = {.arena = arena};
    bool done = true;
    for (size_t i = 0; i < request->each.expected_heads->count; i++)
        vector_push(arena, &rows, request->each.expected_heads->items[i]);
    for (size_t i = 0; done && i < request->count; i++) {
        ExecuteRequest step = request->each;
        VersionChanges changes = {0};
        step.step = request->steps[i];
        step.expected_heads = &rows;
        step.type_memo = &memo;
        step.steps_before = i;
        step.is_last = i + 1 == request->count;
        step.is_alone = !in_batches && database_traits(step.database)->is_server;
        *outcome = (StepOutcome){0};
        done = with_retries(attempt_step, &step, step.supervision, outcome, error) &&
               version_step(arena, step.directory->map, &step.step, &rows, &changes, error) &&
               (i + 1 == request->count || database_transaction(step.database) != TRANSACTION_LOST ||
                outcome_stop_path(&step, i + 1, request->count, error));
    }
    arena_free(arena);
    return done;
}

static bool is_undone_by_path(const PathRequest *request, const Stash *stash)
{
    for (size_t i = 0; i < request->count; i++)
        if (strcmp(request->steps[i].revision->id, stash->revision) == 0 &&
            request->steps[i].downgrade != stash->downgrade)
            return true;
    return false;
}

static bool report_stashes(const PathRequest *request, Error *error)
{
    Arena *arena = arena_new();
    StashVector stashes = {0};
    bool done = stashes_read(arena, request->each.database, request->each.environment, &stashes, error);
    for (size_t i = 0; i < stashes.count; i++)
        if (is_undone_by_path(request, &stashes.items[i]))
            supervision_note(request->each.supervision, "%s was kept by the %s of %s; --put-back restores it",
                             loss_text(arena, &stashes.items[i].loss),
                             stashes.items[i].downgrade ? "downgrade" : "upgrade", stashes.items[i].revision);
    arena_free(arena);
    return done;
}

bool migrate_path(const PathRequest *request, bool *overtaken, Error *error)
{
    const ScriptEnvironment *environment = request->each.environment;
    const Dialect *dialect = dialect_of(request->each.database);
    bool together = ((environment_is_transactional(environment, dialect) && !environment->transaction_per_migration) ||
                     (environment->in_one_transaction && database_traits(request->each.database)->is_server)) &&
                    !request->one_by_one;
    bool in_batches;
    StepOutcome outcome = {0};
    if (environment_rolls_back(environment)) {
        bool done = !request->count || migrate_and_roll_back(request, &outcome, error);
        *overtaken = outcome.overtaken;
        return done;
    }
    if (!path_may_use_batches(&request->each, &in_batches, error))
        return false;
    together = together && !in_batches;
    if (together && database_traits(request->each.database)->is_server)
        warn_of_locks(request);
    if (!request->each.restores_stash && !report_stashes(request, error))
        return false;
    bool done = !request->count ||
                (together ? with_retries(attempt_together, request, request->each.supervision, &outcome, error)
                          : run_one_by_one(request, in_batches, &outcome, error));
    *overtaken = outcome.overtaken;
    return done;
}
