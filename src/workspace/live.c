/* The calls that answer at once: each posts a job, whose result is published as
 * a snapshot. */
#include "internal.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/figures.h"
#include "limbeck/migrate/stash.h"
#include "limbeck/reflection/statistics.h"

#include <stdlib.h>
#include <string.h>

uint64_t workspace_next_generation(Workspace *workspace)
{
    pthread_mutex_lock(&workspace->mutex);
    uint64_t generation = ++workspace->generation;
    pthread_mutex_unlock(&workspace->mutex);
    return generation;
}

const DatabaseSnapshot *workspace_database(Workspace *workspace)
{
    return snapshot_take(&workspace->mutex, &workspace->database_place);
}

const PreviewSnapshot *workspace_preview(Workspace *workspace)
{
    return snapshot_take(&workspace->mutex, &workspace->preview_place);
}

const RunSnapshot *workspace_run(Workspace *workspace)
{
    return snapshot_take(&workspace->mutex, &workspace->run_place);
}

void workspace_publish(Workspace *workspace, SnapshotPlace *place, void *snapshot)
{
    snapshot_publish(&workspace->mutex, place, snapshot);
    workspace_wake(workspace);
}

/* ---- refresh ---------------------------------------------------------------------- */

static void fill_facts(Workspace *workspace, Arena *arena, DatabaseSnapshot *snapshot)
{
    const ServerFacts *facts = database_facts(workspace->database);
    snapshot->connected = true;
    snapshot->product = arena_strdup(arena, facts->product);
    snapshot->database = arena_strdup(arena, facts->database);
    snapshot->role = arena_strdup(arena, facts->role);
    snapshot->host = arena_strdup(arena, facts->host);
    snapshot->read_only = facts->read_only;
    snapshot->is_sqlite = database_kind(workspace->database) == DATABASE_SQLITE;
}

static void fill_revisions(Workspace *workspace, Arena *arena, DatabaseSnapshot *snapshot)
{
    const RevisionMap *map = workspace->directory->map;
    snapshot->applied = revision_set_new(arena, map);
    snapshot->current = revision_set_new(arena, map);
    for (size_t i = 0; i < snapshot->rows.count; i++) {
        const Revision *revision = map_get(&map->by_name, snapshot->rows.items[i]);
        if (!revision) {
            vector_push(arena, &snapshot->unknown, snapshot->rows.items[i]);
            continue;
        }
        snapshot->current[revision->index] = 1;
        revision_set_add_ancestors(map, snapshot->applied, revision, true);
    }
    for (size_t i = 0; i < map->revisions.count; i++)
        snapshot->pending += !snapshot->applied[i];
}

static bool fill_statistics(Workspace *workspace, Arena *arena, DatabaseSnapshot *snapshot, Error *error)
{
    DatabaseStatistics statistics;
    if (!reflect_statistics(arena, workspace->database, &statistics, error))
        return false;
    for (size_t i = 0; i < statistics.tables.count; i++) {
        const TableStatistics *table = &statistics.tables.items[i];
        SnapshotTable row = {table->name, table->rows, table->estimated, table->bytes};
        vector_push(arena, &snapshot->tables, row);
    }
    snapshot->bytes = statistics.bytes;
    snapshot->sessions = statistics.sessions;
    return true;
}

void workspace_refresh(void *state)
{
    Workspace *workspace = state;
    Arena *arena;
    DatabaseSnapshot *snapshot = snapshot_new(sizeof *snapshot, &arena);
    int64_t started = clock_milliseconds();
    bool exists;
    snapshot->generation = workspace_next_generation(workspace);
    fill_revisions(workspace, arena, snapshot); /* so that the sets exist whatever happens */
    snapshot->pending = 0;
    if (workspace_connect(workspace, &snapshot->error)) {
        fill_facts(workspace, arena, snapshot);
        if (version_read(arena, workspace->database, &workspace->environment, &snapshot->rows, &exists,
                         &snapshot->error)) {
            fill_revisions(workspace, arena, snapshot);
            fill_statistics(workspace, arena, snapshot, &snapshot->error);
        }
        if (snapshot->error.kind == ERROR_DATABASE) /* a new connection next time */
            workspace_disconnect(workspace);
    }
    if (workspace->url)
        snapshot->url = database_url_render(arena, workspace->url);
    snapshot->name = arena_strdup(arena, environment_name(&workspace->environment));
    snapshot->database_count = workspace->environments.count;
    snapshot->milliseconds = clock_milliseconds() - started;
    workspace_publish(workspace, &workspace->database_place, snapshot);
}

void workspace_post_refresh(Workspace *workspace)
{
    worker_post(workspace->worker, workspace_refresh, workspace);
}

/* ---- preview ------------------------------------------------------------------------- */

static int64_t rows_at_stake(Workspace *workspace, const char *table)
{
    const DatabaseSnapshot *database = workspace_database(workspace);
    int64_t rows = -1;
    for (size_t i = 0; database && table && i < database->tables.count; i++)
        if (strcmp(database->tables.items[i].name, table) == 0)
            rows = database->tables.items[i].rows;
    snapshot_release(database);
    return rows;
}

static void copy_preview(Workspace *workspace, Arena *arena, const Preview *preview, const LintSession *lint,
                         PreviewSnapshot *snapshot)
{
    for (size_t i = 0; i < preview->statements.count; i++) {
        PreviewLine line = {preview->statements.items[i].sql, preview->statements.items[i].line};
        vector_push(arena, &snapshot->lines, line);
    }
    enum { MOST_MILLISECONDS = 3000 };
    int64_t started = clock_milliseconds();
    for (size_t i = 0; i < lint->risks.count; i++) {
        const Risk *risk = &lint->risks.items[i];
        if (risk->level == RISK_ADVICE)
            continue;
        PreviewRisk row = {.level = (PreviewRiskLevel)(risk->level - RISK_NOTE),
                           .message = risk->message,
                           .has_column = risk->column != NULL};
        Error ignored = {0};
        row.rows = -1;
        if (clock_milliseconds() - started < MOST_MILLISECONDS) /* many large tables are not all counted */
            workspace_count_loss(workspace, arena, risk, &row.rows, &row.values, &ignored);
        if (row.rows < 0) {
            row.rows = rows_at_stake(workspace, risk->table);
            row.has_column = false;
        }
        vector_push(arena, &snapshot->risks, row);
    }
    snapshot->can_keep = lint->losses > 0;
    snapshot->notes = preview->notes;
    snapshot->commits_midway = preview->commits_midway;
    snapshot->question_line = preview->question_line;
    if (snapshot->question_line && snapshot->error.kind == ERROR_RAISED)
        error_clear(&snapshot->error);
}

static void list_kept(Workspace *workspace, Arena *arena, PreviewSnapshot *snapshot)
{
    StashVector stashes = {0};
    Error ignored = {0};
    if (!workspace->database || !stashes_read(arena, workspace->database, &workspace->environment, &stashes, &ignored))
        return;
    for (size_t i = 0; i < stashes.count; i++) {
        const Stash *stash = &stashes.items[i];
        const char *text = arena_format(arena, "%s, %s %s", loss_text(arena, &stash->loss),
                                        format_count(arena, stash->rows), stash->loss.column ? "values" : "rows");
        if (strcmp(stash->revision, snapshot->revision->id) == 0 && stash->downgrade != snapshot->downgrade)
            vector_push(arena, &snapshot->kept, text);
    }
}

static void preview_step(void *state)
{
    StepJob *job = state;
    Workspace *workspace = job->workspace;
    Arena *arena;
    PreviewSnapshot *snapshot = snapshot_new(sizeof *snapshot, &arena);
    CompileOptions options;
    Error environment_error = {0};
    snapshot->generation = workspace_next_generation(workspace);
    snapshot->revision = job->revision;
    snapshot->downgrade = job->downgrade;
    bool known = workspace_environment(workspace, &environment_error);
    const ScriptEnvironment *environment = known ? &workspace->environment : NULL;
    if (preview_options(arena, environment, known && environment->url ? NULL : "postgresql", &options,
                        &snapshot->error)) {
        /* What is shown is what will run: nothing doubled for a driver's sake. */
        options.double_percents = options.backslash_escapes = false;
        LintSession lint = {.arena = arena, .dialect = dialect_name(options.dialect)};
        Preview preview = {.observer = workspace_observe, .observer_state = &lint, .database = workspace->database};
        EvaluationRequest request = {.directory = workspace->directory,
                                     .revision = job->revision,
                                     .downgrade = job->downgrade,
                                     .environment = environment};
        migrate_preview(arena, &request, &options, &preview, &snapshot->error);
        copy_preview(workspace, arena, &preview, &lint, snapshot);
        list_kept(workspace, arena, snapshot);
    }
    workspace_publish(workspace, &workspace->preview_place, snapshot);
    free(job);
}

void workspace_post_preview(Workspace *workspace, const Revision *revision, bool downgrade)
{
    worker_post(workspace->worker, preview_step, step_job(workspace, revision, downgrade));
}

/* ---- which step is next ---------------------------------------------------------------------- */

/* Up to the selection when it is still to come, else to the heads. */
static const char *target_of(const Revision *selected, const DatabaseSnapshot *database, bool downgrade)
{
    if (downgrade)
        return "base";
    return selected && !database->applied[selected->index] ? selected->id : "heads";
}

/* Down: the selected revision if it can go alone, else the topmost of the way
 * down. Up: the first step of the way to the selection, or to the heads. */
bool workspace_next_step(Workspace *workspace, Arena *arena, const DatabaseSnapshot *database, const Revision *selected,
                         bool downgrade, const Revision **revision, Error *error)
{
    const RevisionMap *map = workspace->directory->map;
    RevisionVector current = {0}, path = {0};
    if (!revisions_of_rows(arena, workspace->directory->map, &database->rows, &current, error))
        return false;
    const char *target = target_of(selected, database, downgrade);
    bool found = downgrade ? path_downgrade(arena, map, target, &current, &path, error)
                           : path_upgrade(arena, map, target, &current, &path, error);
    if (!found)
        return false;
    if (!path.count)
        return error_set(error, ERROR_COMMAND,
                         downgrade ? "the database is at base: there is nothing below"
                                   : "the database is at head: there is nothing above");
    *revision = path.items[0];
    if (downgrade && selected && database->current[selected->index])
        *revision = selected;
    return true;
}
