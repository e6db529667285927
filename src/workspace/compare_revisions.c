/* Compares two revisions for the terminal interface: schemas as a line diff, the SQL between them, the data it
 * destroys. */
#include "internal.h"
#include "lint_history.h"
#include "live_state.h"
#include "schema_difference.h"
#include "schema_history.h"

#include "limbeck/workspace/comparison_snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>

enum { MAX_STEPS = 500 }; /* whose SQL is rendered */

typedef struct CompareJob {
    Workspace *workspace;
    const Revision *from, *to;
} CompareJob;

/* The revision and all that it needs, oldest first. */
static bool ancestry(Workspace *workspace, Arena *arena, const Revision *revision, RevisionVector *path, Error *error)
{
    RevisionVector none = {0};
    return path_upgrade(arena, workspace->directory->map, revision->id, &none, path, error);
}

static void mark_all(RevisionSet set, const RevisionVector *path)
{
    for (size_t i = 0; i < path->count; i++)
        set[path->items[i]->index] = 1;
}

/* Down from the newest that only `from` has, then up to what only `to` has. */
static bool find_steps(Workspace *workspace, Arena *arena, ComparisonSnapshot *snapshot)
{
    const RevisionMap *map = workspace->directory->map;
    RevisionVector old = {0}, new = {0};
    RevisionSet in_old = revision_set_new(arena, map), in_new = revision_set_new(arena, map);
    if (!ancestry(workspace, arena, snapshot->from, &old, &snapshot->error) ||
        !ancestry(workspace, arena, snapshot->to, &new, &snapshot->error))
        return false;
    mark_all(in_old, &old);
    mark_all(in_new, &new);
    for (size_t i = old.count; i-- > 0;)
        if (!in_new[old.items[i]->index])
            vector_push(arena, &snapshot->down, old.items[i]);
    for (size_t i = 0; i < new.count; i++)
        if (!in_old[new.items[i]->index])
            vector_push(arena, &snapshot->up, new.items[i]);
    return true;
}

/* ---- schemas --------------------------------------------------------------------------------------- */

static const char *dialect_wanted(Workspace *workspace)
{
    Error ignored = {0};
    bool known = workspace_environment(workspace, &ignored) && workspace->environment.url;
    return known ? NULL : dialect_name(dialect_default());
}

static void compare_models(Workspace *workspace, Arena *arena, Arena *scratch, ComparisonSnapshot *snapshot)
{
    History before, after;
    const char *dialect = dialect_wanted(workspace);
    if (!history_begin(workspace, scratch, dialect, &before, &snapshot->error))
        return;
    if (history_reach_named(&before, snapshot->from->id, &snapshot->error) &&
        history_begin(workspace, scratch, dialect, &after, &snapshot->error)) {
        if (history_reach_named(&after, snapshot->to->id, &snapshot->error)) {
            schema_difference(arena, before.request.dialect, before.symbolic.schema, after.symbolic.schema, NULL, NULL,
                              &snapshot->lines);
            history_opaque(&after, arena, &snapshot->opaque);
        }
        history_end(&after);
    }
    history_end(&before);
}

/* ---- SQL ------------------------------------------------------------------------------------------- */

static void add(Arena *arena, ComparisonSnapshot *snapshot, char mark, const char *text)
{
    SchemaLine line = {mark, text};
    vector_push(arena, &snapshot->sql, line);
}

static void add_step(Workspace *workspace, Arena *arena, const CompileOptions *options, const Revision *revision,
                     bool downgrade, ComparisonSnapshot *snapshot)
{
    LintSession lint = {.arena = arena, .dialect = dialect_name(options->dialect), .is_downgrade = downgrade};
    Preview preview = {.observer = lint_observe, .observer_state = &lint};
    EvaluationRequest request = {.directory = workspace->directory,
                                 .revision = revision,
                                 .downgrade = downgrade,
                                 .environment = workspace->environment_known ? &workspace->environment : NULL};
    Error error = {0};
    migrate_preview(arena, &request, options, &preview, &error);
    if (snapshot->sql.count)
        add(arena, snapshot, ' ', "");
    add(arena, snapshot, 0,
        arena_format(arena, "%s %.12s  %s", downgrade ? "down" : "up", revision->id,
                     revision_message(arena, revision)));
    for (size_t i = 0; i < lint.risks.count; i++)
        if (lint.risks.items[i].level == RISK_LOSS)
            add(arena, snapshot, '-', arena_format(arena, "▲ %s", lint.risks.items[i].message));
    for (size_t i = 0; i < preview.statements.count; i++)
        add(arena, snapshot, ' ', preview.statements.items[i].sql);
    if (preview.question_line)
        add(arena, snapshot, '-',
            arena_format(arena, "from line %d on: depends on the rows of the database", preview.question_line));
    else if (error.kind != ERROR_NONE)
        add(arena, snapshot, '-', error_render(arena, &error));
}

static void add_sql(Workspace *workspace, Arena *arena, ComparisonSnapshot *snapshot)
{
    CompileOptions options;
    Error ignored = {0};
    const ScriptEnvironment *environment = workspace->environment_known ? &workspace->environment : NULL;
    if (!preview_options(arena, environment, dialect_wanted(workspace), &options, &ignored))
        return;
    options.double_percents = options.backslash_escapes = false;
    options.shows_bytes = true;
    for (size_t i = 0; i < snapshot->down.count && i < MAX_STEPS; i++)
        add_step(workspace, arena, &options, snapshot->down.items[i], true, snapshot);
    for (size_t i = 0; i < snapshot->up.count && i < MAX_STEPS; i++)
        add_step(workspace, arena, &options, snapshot->up.items[i], false, snapshot);
    if (snapshot->down.count > MAX_STEPS || snapshot->up.count > MAX_STEPS)
        add(arena, snapshot, '-', arena_format(arena, "only the first %d steps are rendered", MAX_STEPS));
}

static void compare(void *state)
{
    CompareJob *job = state;
    Workspace *workspace = job->workspace;
    Arena *arena, *scratch = arena_new();
    ComparisonSnapshot *snapshot = snapshot_new(sizeof *snapshot, &arena);
    snapshot->generation = workspace_next_generation(workspace);
    snapshot->from = job->from;
    snapshot->to = job->to;
    if (find_steps(workspace, arena, snapshot)) {
        compare_models(workspace, arena, scratch, snapshot);
        add_sql(workspace, arena, snapshot);
    }
    arena_free(scratch);
    workspace_publish(workspace, &workspace->comparison_place, snapshot);
    free(job);
}

void workspace_post_comparison(Workspace *workspace, const Revision *from, const Revision *to)
{
    CompareJob *job = memory_alloc(sizeof *job);
    *job = (CompareJob){workspace, from, to};
    worker_post(workspace->worker, compare, job);
}

const ComparisonSnapshot *workspace_comparison(Workspace *workspace)
{
    return snapshot_take(&workspace->mutex, &workspace->comparison_place);
}
