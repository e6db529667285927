/* Preview of a step for the terminal interface: its SQL, the findings of the rules, the data at risk; also for the
 * other dialect. */
#include "answer_limit.h"
#include "data_loss.h"
#include "internal.h"
#include "lint_history.h"
#include "live_state.h"
#include "refresh.h"
#include "run_step.h"
#include "stash_limits.h"
#include "step_locks.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/figures.h"
#include "limbeck/migrate/stash.h"
#include "limbeck/workspace/data_loss.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>
#include <string.h>

static int64_t last_row_count(Workspace *workspace, const char *table, bool *is_estimated)
{
    const DatabaseSnapshot *database = workspace_database(workspace);
    int64_t rows = -1;
    for (size_t i = 0; database && table && i < database->tables.count; i++)
        if (strcmp(database->tables.items[i].name, table) == 0) {
            rows = database->tables.items[i].rows;
            *is_estimated = database->tables.items[i].estimated;
        }
    snapshot_release(database);
    return rows;
}

/* ---- figures --------------------------------------------------------------------------------------- */

/* A preview is shown at once with the figures that take no longer than the first limit, together; those that do are
 * counted afterwards. */
enum { MAX_MILLISECONDS_AT_ONCE = 100, MAX_MILLISECONDS_FOR_FIGURES = 3000 };

static void count_risk(Workspace *workspace, Arena *arena, const Risk *risk, int64_t left, LossFigures *figures,
                       bool *is_late)
{
    Error ignored = {0};
    *is_late = left <= 0 && risk->level == RISK_LOSS && risk->table && workspace->database;
    *figures = (LossFigures){.rows = -1, .values = -1};
    if (left > 0)
        workspace_count_loss(workspace, arena, risk, left, figures, is_late, &ignored);
    if (*is_late)
        figures->not_counted = NULL;
    if (figures->rows < 0 && !figures->not_counted) {
        figures->rows = last_row_count(workspace, risk->table, &figures->is_estimated);
        figures->has_column = false;
    }
}

/* Counts those that are `late`, or all. False when some took too long; they are marked. */
static bool count_risks(Workspace *workspace, Arena *arena, const LintSession *lint, PreviewSnapshot *snapshot,
                        int64_t limit, bool *late)
{
    const int64_t started = clock_milliseconds();
    bool are_done = true;
    for (size_t i = 0, row = 0; i < lint->risks.count; i++) {
        const Risk *risk = &lint->risks.items[i];
        if (risk->level == RISK_ADVICE)
            continue;
        LossFigures *figures = &snapshot->risks.items[row].figures;
        if (late[row])
            count_risk(workspace, arena, risk, started + limit - clock_milliseconds(), figures, &late[row]);
        are_done &= !late[row++];
    }
    return are_done;
}

static void mark_as_counting(Arena *arena, PreviewSnapshot *snapshot, const bool *late)
{
    for (size_t i = 0; i < snapshot->risks.count; i++) {
        LossFigures *figures = &snapshot->risks.items[i].figures;
        if (late[i])
            figures->not_counted =
                figures->rows < 0 ? "counting ..."
                                  : arena_format(arena, "counting ...: about %s row%s by the statistics",
                                                 format_count(arena, figures->rows), figures->rows == 1 ? "" : "s");
    }
}

/* ---- the step -------------------------------------------------------------------------------------- */

static void copy_preview(Workspace *workspace, Arena *arena, const Preview *preview, const LintSession *lint,
                         PreviewSnapshot *snapshot)
{
    for (size_t i = 0; i < preview->statements.count; i++) {
        PreviewLine line = {preview->statements.items[i].sql, preview->statements.items[i].line};
        vector_push(arena, &snapshot->lines, line);
    }
    for (size_t i = 0; i < lint->risks.count; i++) {
        const Risk *risk = &lint->risks.items[i];
        PreviewRisk row = {.level = (PreviewRiskLevel)(risk->level - RISK_NOTE),
                           .rule = risk->rule,
                           .message = risk->message,
                           .remedy = risk->remedy,
                           .line = risk->line,
                           .figures = {.rows = -1, .values = -1}};
        if (risk->level != RISK_ADVICE)
            vector_push(arena, &snapshot->risks, row);
    }
    Error ignored = {0};
    snapshot->can_stash = preview_has_losses(preview);
    if (!workspace_stash_limits_of_previews(workspace, arena, preview, 1, &snapshot->not_stashed, &ignored))
        vector_push(arena, &snapshot->not_stashed,
                    arena_format(arena, "it is not known which data --stash can keep: %s", ignored.message));
    snapshot->notes = preview->notes;
    snapshot->commits_midway = preview->commits_midway;
    snapshot->question_line = preview->question_line;
    if (snapshot->question_line && snapshot->error.kind == ERROR_RAISED)
        error_clear(&snapshot->error);
}

static void list_stashes(Workspace *workspace, Arena *arena, PreviewSnapshot *snapshot)
{
    StashVector stashes = {0};
    Error ignored = {0};
    if (environment_rolls_back(&workspace->environment))
        snapshot->rolls_back = arena_strdup(arena, workspace->environment.fate_text);
    if (!workspace->database || !stashes_read(arena, workspace->database, &workspace->environment, &stashes, &ignored))
        return;
    for (size_t i = 0; i < stashes.count; i++) {
        const Stash *stash = &stashes.items[i];
        const char *text =
            arena_format(arena, "%s, %s", loss_text(arena, &stash->loss),
                         stash->rows == STASH_IS_OPEN ? "not all" : stash_count(arena, stash, stash->rows));
        if (strcmp(stash->revision, snapshot->revision->id) == 0 && stash->downgrade != snapshot->downgrade)
            vector_push(arena, &snapshot->restorable, text);
    }
}

/* ---- what the other direction does -------------------------------------------------------- */

static void count_operation(void *state, const Operation *operation, int line, bool is_outside)
{
    size_t *count = state;
    (void)operation;
    (void)line;
    (void)is_outside;
    ++*count;
}

/* From the script alone: no database is read. */
static void preview_reverse(const StepJob *job, Arena *arena, const ScriptEnvironment *environment,
                            const CompileOptions *options, PreviewSnapshot *snapshot)
{
    size_t count = 0;
    Error error = {0};
    Preview preview = {.observer = count_operation, .observer_state = &count};
    EvaluationRequest request = {.directory = job->workspace->directory,
                                 .revision = job->revision,
                                 .downgrade = !job->downgrade,
                                 .environment = environment};
    const char *name = job->downgrade ? "upgrade()" : "downgrade()";
    bool done = migrate_preview(arena, &request, options, &preview, &error);
    if (preview.question_line || (!done && error.kind != ERROR_RAISED))
        return;
    snapshot->is_one_way = !done || !count;
    snapshot->reverse = !done    ? arena_format(arena, "%s raises: %s", name, error.message)
                        : !count ? arena_format(arena, "%s does nothing", name)
                                 : arena_format(arena, "%s has %zu operation%s", name, count, count == 1 ? "" : "s");
}

/* Reads the script again with the database's tables, for the figures that depend on them. */
static void lint_with_tables(Workspace *workspace, Arena *arena, const EvaluationRequest *request,
                             const CompileOptions *options, LintSession *lint)
{
    LossTables tables = {0};
    Error ignored = {0};
    if (!workspace_loss_tables(workspace, arena, lint, &tables))
        return;
    *lint = (LintSession){.arena = arena,
                          .dialect = lint->dialect,
                          .schema = tables.schema,
                          .enforces_foreign_keys = tables.enforces_foreign_keys,
                          .is_downgrade = lint->is_downgrade};
    Preview preview = {.observer = lint_observe, .observer_state = lint, .database = workspace->database};
    migrate_preview(arena, request, options, &preview, &ignored);
}

enum { EXAMPLE_ROWS = 3, MAX_EXAMPLES = 6 };

/* Reads the script again with the first rows of its query. */
static void add_examples(const Workspace *workspace, Arena *arena, const EvaluationRequest *request,
                         const CompileOptions *options, PreviewSnapshot *snapshot)
{
    Preview preview = {.is_sql_only = true, .database = workspace->database, .example_rows = EXAMPLE_ROWS};
    Error ignored = {0};
    migrate_preview(arena, request, options, &preview, &ignored);
    error_clear(&ignored);
    if (!preview.example_line)
        return;
    for (size_t i = preview.example_begin; i < preview.statements.count; i++) {
        const PreviewStatement *statement = &preview.statements.items[i];
        snapshot->has_more_examples = snapshot->examples.count == MAX_EXAMPLES;
        if (snapshot->has_more_examples)
            break;
        vector_push(arena, &snapshot->examples, ((PreviewLine){statement->sql, statement->line}));
    }
    snapshot->example_line = snapshot->examples.count ? preview.example_line : 0;
    snapshot->example_rows = EXAMPLE_ROWS;
}

/* With the project's own dialect (`dialect` NULL) the preview also runs the script's queries on the database. */
static void fill_preview(const StepJob *job, Arena *arena, const char *dialect, PreviewSnapshot *snapshot,
                         LintSession *lint)
{
    Workspace *workspace = job->workspace;
    CompileOptions options;
    Error environment_error = {0};
    bool known = workspace_environment(workspace, &environment_error);
    const ScriptEnvironment *environment = known ? &workspace->environment : NULL;
    const char *stands_in = known && environment->url ? NULL : dialect_name(dialect_default());
    if (!preview_options(arena, environment, dialect ? dialect : stands_in, &options, &snapshot->error))
        return;
    snapshot->dialect = dialect_name(options.dialect);
    snapshot->dialect_title = dialect_traits(options.dialect)->title;
    /* Shown exactly as it will run: percent signs and backslashes are not doubled for a Python driver. */
    options.double_percents = options.backslash_escapes = false;
    options.shows_bytes = true;
    *lint = (LintSession){.arena = arena, .dialect = snapshot->dialect, .is_downgrade = job->downgrade};
    StepLocks locks = {.arena = arena, .dialect = options.dialect};
    StepObservers observers = {lint, &locks};
    Preview preview = {
        .observer = step_observe, .observer_state = &observers, .database = dialect ? NULL : workspace->database};
    EvaluationRequest request = {.directory = workspace->directory,
                                 .revision = job->revision,
                                 .downgrade = job->downgrade,
                                 .environment = environment};
    migrate_preview(arena, &request, &options, &preview, &snapshot->error);
    if (!dialect)
        lint_with_tables(workspace, arena, &request, &options, lint);
    copy_preview(workspace, arena, &preview, lint, snapshot);
    if (!dialect && preview.question_line && workspace->database && !preview.query_failed) /* it would take as long */
        add_examples(workspace, arena, &request, &options, snapshot);
    list_stashes(workspace, arena, snapshot);
    step_locks_end(&locks);
    if (dialect_traits(options.dialect)->locks_tables)
        snapshot->locks = locks.locks;
    snapshot->locks_are_partial = locks.is_partial;
    preview_reverse(job, arena, environment, &options, snapshot);
}

static PreviewSnapshot *new_preview(const StepJob *job, Arena **arena)
{
    PreviewSnapshot *snapshot = snapshot_new(sizeof *snapshot, arena);
    snapshot->generation = workspace_next_generation(job->workspace);
    snapshot->revision = job->revision;
    snapshot->downgrade = job->downgrade;
    snapshot->which = job->workspace->which;
    return snapshot;
}

enum { MAX_MILLISECONDS = 4000 }; /* per answer; counts and the script's queries have shorter limits */

/* Counts what took too long, and publishes the preview again. */
static void publish_figures(Workspace *workspace, const PreviewSnapshot *preview, const LintSession *lint, bool *late,
                            SnapshotPlace *place)
{
    Arena *arena;
    AnswerLimit answer_limit;
    PreviewSnapshot *snapshot = snapshot_copy(preview, sizeof *snapshot, &arena);
    snapshot->generation = workspace_next_generation(workspace);
    snapshot->risks.items = ARENA_ARRAY(arena, PreviewRisk, snapshot->risks.count);
    memcpy(snapshot->risks.items, preview->risks.items, snapshot->risks.count * sizeof *snapshot->risks.items);
    answer_limit_begin_optional(&answer_limit, workspace, MAX_MILLISECONDS);
    count_risks(workspace, arena, lint, snapshot, MAX_MILLISECONDS_FOR_FIGURES, late);
    answer_limit_end_optional(&answer_limit);
    workspace_publish(workspace, place, snapshot);
}

/* Publishes a preview from the scripts alone when the database does not answer. */
static void publish_preview(StepJob *job, const char *dialect, SnapshotPlace *place)
{
    Workspace *workspace = job->workspace;
    Arena *arena;
    AnswerLimit answer_limit;
    LintSession lint = {0};
    answer_limit_begin_optional(&answer_limit, workspace, MAX_MILLISECONDS);
    PreviewSnapshot *snapshot = new_preview(job, &arena);
    fill_preview(job, arena, dialect, snapshot, &lint);
    bool *late = ARENA_ARRAY(arena, bool, snapshot->risks.count + 1);
    memset(late, true, snapshot->risks.count);
    bool are_counted = count_risks(workspace, arena, &lint, snapshot, MAX_MILLISECONDS_AT_ONCE, late);
    snapshot->is_live = answer_limit_end_optional(&answer_limit);
    snapshot->taken = clock_milliseconds();
    if (!are_counted)
        mark_as_counting(arena, snapshot, late);
    const PreviewSnapshot *first = snapshot_retain(snapshot);
    workspace_publish(workspace, place, snapshot);
    if (!are_counted && first->is_live)
        publish_figures(workspace, first, &lint, late, place);
    snapshot_release(first);
    workspace_note_lost(workspace);
    free(job);
}

static void preview_step(void *state)
{
    StepJob *job = state;
    publish_preview(job, NULL, &job->workspace->preview_place);
}

static void preview_other(void *state)
{
    StepJob *job = state;
    Workspace *workspace = job->workspace;
    Arena *scratch = arena_new();
    CompileOptions options;
    Error ignored = {0};
    bool known = workspace_environment(workspace, &ignored) && workspace->environment.url &&
                 preview_options(scratch, &workspace->environment, NULL, &options, &ignored);
    const Dialect *shown = known ? options.dialect : dialect_default();
    arena_free(scratch);
    publish_preview(job, dialect_name(dialect_after(shown)), &workspace->other_place);
}

void workspace_post_preview(Workspace *workspace, const Revision *revision, bool downgrade)
{
    worker_post(workspace->worker, preview_step, step_job(workspace, revision, downgrade));
}

void workspace_post_other_preview(Workspace *workspace, const Revision *revision, bool downgrade)
{
    worker_post(workspace->worker, preview_other, step_job(workspace, revision, downgrade));
}

const PreviewSnapshot *workspace_preview(Workspace *workspace)
{
    return snapshot_take(&workspace->mutex, &workspace->preview_place);
}

const PreviewSnapshot *workspace_other_preview(Workspace *workspace)
{
    return snapshot_take(&workspace->mutex, &workspace->other_place);
}
