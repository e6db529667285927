/* The ordered steps to a target, and how each changes the version table. */
#include "plan.h"
#include "answer_limit.h"
#include "internal.h"
#include "lint_history.h"
#include "live_state.h"
#include "refresh.h"
#include "stash_limits.h"
#include "step_locks.h"

#include "limbeck/base/clock.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/plan_snapshot.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>
#include <string.h>

static bool read_rows(Workspace *workspace, const PathQuery *query, Arena *arena, PathFound *found, Error *error)
{
    bool exists;
    if (query->rows)
        found->rows = string_vector_copy(arena, query->rows);
    return query->rows ||
           (workspace_connect(workspace, error) &&
            version_read(arena, workspace->database, &workspace->environment, &found->rows, &exists, error));
}

bool workspace_find_path(Workspace *workspace, const PathQuery *query, Arena *arena, PathFound *found, Error *error)
{
    const RevisionMap *map = workspace->directory->map;
    if (query->from ? !resolve_revisions(arena, map, query->from, &found->current, error)
                    : !read_rows(workspace, query, arena, found, error) ||
                          !revisions_of_rows(arena, map, &found->rows, &found->current, error))
        return false;
    found->downgrade = query->direction == PLAN_DOWN;
    if (query->direction == PLAN_EITHER_WAY &&
        !path_goes_down(arena, map, query->target, &found->current, &found->downgrade, error))
        return false;
    return found->downgrade ? path_downgrade(arena, map, query->target, &found->current, &found->path, error)
                            : path_upgrade(arena, map, query->target, &found->current, &found->path, error);
}

bool workspace_find_preview_path(Workspace *workspace, const PathQuery *query, Arena *arena, PathFound *found,
                                 CompileOptions *options, Error *error)
{
    return workspace_connect(workspace, error) && workspace_find_path(workspace, query, arena, found, error) &&
           preview_options(arena, &workspace->environment, NULL, options, error);
}

static bool add_row(Workspace *workspace, Arena *arena, const RevisionVector *path, size_t at, StringVector *heads,
                    Plan *plan, Error *error)
{
    MigrationStep step = {path->items[at], plan->downgrade};
    VersionChanges changes = {0};
    PlanRow row = {.revision = path->items[at], .reason = path_reason(arena, path, at, plan->downgrade)};
    if (!version_step(arena, workspace->directory->map, &step, heads, &changes, error))
        return false;
    for (size_t i = 0; i < heads->count; i++)
        vector_push(arena, &row.rows_after, heads->items[i]);
    vector_push(arena, &plan->steps, row);
    return true;
}

static bool make_plan(Workspace *workspace, Arena *arena, const PathQuery *query, Plan *plan, Error *error)
{
    PathFound found = {0};
    StringVector heads = {0};
    bool ready = workspace_find_path(workspace, query, arena, &found, error);
    plan->downgrade = found.downgrade;
    for (size_t i = 0; ready && i < found.current.count; i++) {
        vector_push(arena, &plan->rows_before, found.current.items[i]->id);
        vector_push(arena, &heads, found.current.items[i]->id);
    }
    for (size_t i = 0; ready && i < found.path.count; i++)
        ready = add_row(workspace, arena, &found.path, i, &heads, plan, error);
    return ready;
}

enum { MAX_LOOKED_AT = 100 };

/* Without a database: finds split transactions from the scripts' text. */
static void find_splits(Workspace *workspace, Arena *arena, Plan *plan)
{
    CompileOptions options;
    Error ignored = {0};
    if (!workspace_environment(workspace, &ignored) ||
        !preview_options(arena, &workspace->environment, NULL, &options, &ignored))
        return;
    for (size_t i = 0; i < plan->steps.count && i < MAX_LOOKED_AT; i++) {
        Preview preview = {0};
        Error stopped = {0};
        EvaluationRequest request = {.directory = workspace->directory,
                                     .revision = plan->steps.items[i].revision,
                                     .downgrade = plan->downgrade,
                                     .environment = &workspace->environment};
        migrate_preview(arena, &request, &options, &preview, &stopped);
        plan->steps.items[i].splits = preview.splits;
    }
}

/* ---- for the command line ------------------------------------------------------------------ */

typedef struct PlanJob {
    Workspace *workspace;
    Arena *arena;
    PathQuery query;
    Plan *plan;
    Error *error;
    bool done;
} PlanJob;

static void serve_plan(void *state)
{
    PlanJob *job = state;
    job->done = make_plan(job->workspace, job->arena, &job->query, job->plan, job->error);
    if (job->done)
        find_splits(job->workspace, job->arena, job->plan);
}

bool workspace_plan(Workspace *workspace, Arena *arena, const char *target, const char *from, PlanDirection direction,
                    Plan *plan, Error *error)
{
    PlanJob job = {.workspace = workspace,
                   .arena = arena,
                   .query = {.target = target, .from = from, .direction = direction},
                   .plan = plan,
                   .error = error};
    *plan = (Plan){0};
    worker_call(workspace->worker, serve_plan, &job);
    return job.done;
}

/* ---- for the screen ------------------------------------------------------------------------- */

static void measure(const DatabaseSnapshot *database, PlanFinding *finding)
{
    finding->rows = finding->bytes = -1;
    for (size_t i = 0; database && finding->table && i < database->tables.count; i++) {
        const SnapshotTable *table = &database->tables.items[i];
        if (strcmp(table->name, finding->table) != 0)
            continue;
        finding->rows = table->rows;
        finding->is_estimated = table->estimated;
        finding->bytes = table->bytes;
    }
}

/* Every loss is listed, since the path is confirmed as a whole. */
static void add_losses(Arena *arena, const LintSession *lint, const DatabaseSnapshot *database, PlanRisk *step)
{
    for (size_t i = 0; i < lint->risks.count; i++) {
        const Risk *risk = &lint->risks.items[i];
        PlanFinding loss = {.level = PREVIEW_RISK_LOSS, .message = risk->message, .table = risk->table};
        if ((PreviewRiskLevel)(risk->level - RISK_NOTE) != PREVIEW_RISK_LOSS)
            continue;
        measure(database, &loss);
        vector_push(arena, &step->findings, loss);
    }
}

static void add_warnings(Arena *arena, const LintSession *lint, const DatabaseSnapshot *database, PlanRisk *step)
{
    PlanFinding warning = {.level = PREVIEW_RISK_WARNING};
    size_t count = 0;
    for (size_t i = 0; i < lint->risks.count; i++) {
        const Risk *risk = &lint->risks.items[i];
        if ((PreviewRiskLevel)(risk->level - RISK_NOTE) != PREVIEW_RISK_WARNING)
            continue;
        warning.message = count++ ? warning.message : risk->message;
        warning.table = count > 1 ? warning.table : risk->table;
    }
    if (!count)
        return;
    if (count > 1)
        warning.message =
            arena_format(arena, "%s, and %zu more warning%s", warning.message, count - 1, count == 2 ? "" : "s");
    measure(database, &warning);
    vector_push(arena, &step->findings, warning);
}

/* What the preview did not reach is named: its losses are not listed. */
static void add_unknown(Arena *arena, const Preview *preview, const Error *stopped, PlanRisk *step)
{
    PlanFinding unknown = {.level = PREVIEW_RISK_WARNING, .rows = -1, .bytes = -1};
    if (preview->question_line)
        unknown.message = arena_format(arena, "from line %d on it is known only when it runs", preview->question_line);
    else if (stopped->kind != ERROR_NONE)
        unknown.message = arena_format(arena, "the script cannot be evaluated to its end: %s", stopped->message);
    if (unknown.message)
        vector_push(arena, &step->findings, unknown);
}

static void inspect_step(const Workspace *workspace, Arena *arena, const CompileOptions *options,
                         const DatabaseSnapshot *database, const EvaluationRequest *request, Preview *preview,
                         PlanRisk *step)
{
    LintSession lint = {.arena = arena, .dialect = dialect_name(options->dialect), .is_downgrade = request->downgrade};
    StepLocks locks = {.arena = arena, .dialect = options->dialect};
    StepObservers observers = {&lint, &locks};
    Error stopped = {0};
    preview->observer = step_observe;
    preview->observer_state = &observers;
    preview->database = workspace->database;
    migrate_preview(arena, request, options, preview, &stopped);
    add_losses(arena, &lint, database, step);
    add_warnings(arena, &lint, database, step);
    add_unknown(arena, preview, &stopped, step);
    error_clear(&stopped);
    step->question_line = preview->question_line;
    if (dialect_traits(dialect_named(lint.dialect))->locks_tables)
        step->locks = locks.locks;
}

/* For all steps together: the queries of each step would cost its own round trips. */
static void add_stash_limits(Workspace *workspace, Arena *arena, const Preview *previews, PlanSnapshot *snapshot)
{
    size_t count = snapshot->risks.count;
    StringVector *sentences = ARENA_ARRAY(arena, StringVector, count + 1);
    Error failed = {0};
    bool is_known = workspace_stash_limits_of_previews(workspace, arena, previews, count, sentences, &failed);
    const char *unknown =
        is_known ? NULL : arena_format(arena, "it is not known which data --stash can keep: %s", failed.message);
    for (size_t i = 0; i < count; i++) {
        if (unknown && previews[i].losses.count)
            vector_push(arena, &sentences[i], unknown);
        snapshot->risks.items[i].not_stashed = sentences[i];
    }
    error_clear(&failed);
}

/* For a long plan only the first steps are checked. */
static void inspect_steps(Workspace *workspace, Arena *arena, PlanSnapshot *snapshot)
{
    CompileOptions options;
    Error ignored = {0};
    const Plan *plan = &snapshot->plan;
    size_t count = plan->steps.count < MAX_LOOKED_AT ? plan->steps.count : MAX_LOOKED_AT;
    if (!preview_options(arena, &workspace->environment, NULL, &options, &ignored))
        return;
    const DatabaseSnapshot *database = workspace_database(workspace);
    PreviewSchema *schema_now = preview_schema_new(arena, workspace->database);
    Preview *previews = ARENA_ARRAY(arena, Preview, count + 1);
    for (size_t i = 0; i < count; i++) {
        const EvaluationRequest request = {.directory = workspace->directory,
                                           .revision = plan->steps.items[i].revision,
                                           .downgrade = plan->downgrade,
                                           .environment = &workspace->environment};
        PlanRisk step = {0};
        previews[i].schema_now = schema_now;
        inspect_step(workspace, arena, &options, database, &request, &previews[i], &step);
        vector_push(arena, &snapshot->risks, step);
    }
    add_stash_limits(workspace, arena, previews, snapshot);
    snapshot_release(database);
}

typedef struct PlanPost {
    Workspace *workspace;
    const Revision *target;
} PlanPost;

enum { MAX_MILLISECONDS = 4000 };

/* Plans from the rows as last read; the next poll notices if another program has changed them. */
static void fill_plan(Workspace *workspace, Arena *arena, PlanSnapshot *snapshot)
{
    const DatabaseSnapshot *database = workspace_database(workspace);
    bool is_of_this = database && database->which == workspace->which;
    PathQuery query = {.target = snapshot->target->id, .direction = PLAN_EITHER_WAY};
    if (is_of_this && database->rows_known)
        query.rows = &database->rows;
    else if (is_of_this && database->last_seen)
        query.rows = &database->last_rows;
    snapshot->last_seen = query.rows && !database->rows_known ? database->last_seen : 0;
    if (make_plan(workspace, arena, &query, &snapshot->plan, &snapshot->error))
        inspect_steps(workspace, arena, snapshot);
    snapshot_release(database);
}

static void post_plan(void *state)
{
    PlanPost *post = state;
    Workspace *workspace = post->workspace;
    Arena *arena;
    AnswerLimit answer_limit;
    answer_limit_begin_optional(&answer_limit, workspace, MAX_MILLISECONDS);
    PlanSnapshot *snapshot = snapshot_new(sizeof *snapshot, &arena);
    snapshot->generation = workspace_next_generation(workspace);
    snapshot->target = post->target;
    snapshot->which = workspace->which;
    snapshot->number_of = ARENA_ARRAY(arena, int, workspace->directory->map->revisions.count + 1);
    fill_plan(workspace, arena, snapshot);
    snapshot->is_live = answer_limit_end_optional(&answer_limit);
    snapshot->taken = clock_milliseconds();
    for (size_t i = 0; i < snapshot->plan.steps.count; i++)
        snapshot->number_of[snapshot->plan.steps.items[i].revision->index] = (int)i + 1;
    workspace_publish(workspace, &workspace->plan_place, snapshot);
    workspace_note_lost(workspace);
    free(post);
}

void workspace_post_plan(Workspace *workspace, const Revision *target)
{
    PlanPost *post = memory_alloc(sizeof *post);
    *post = (PlanPost){workspace, target};
    worker_post(workspace->worker, post_plan, post);
}

const PlanSnapshot *workspace_plan_to_selected(Workspace *workspace)
{
    return snapshot_take(&workspace->mutex, &workspace->plan_place);
}
