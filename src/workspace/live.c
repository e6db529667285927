/* The calls that answer at once: each posts a job, whose result is published as
 * a snapshot. */
#include "internal.h"

#include "limbeck/base/clock.h"
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
    snapshot->notices = arena_strdup(arena, facts->notices);
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
    snapshot->pending = 0;
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
        SnapshotTable row = {table->name, table->quoted, table->rows, table->estimated, table->bytes};
        vector_push(arena, &snapshot->tables, row);
    }
    snapshot->bytes = statistics.bytes;
    snapshot->sessions = statistics.sessions;
    return true;
}

bool same_version_rows(const StringVector *left, const StringVector *right)
{
    bool same = left->count == right->count;
    for (size_t i = 0; same && i < left->count; i++)
        same = string_vector_contains(right, left->items[i]);
    return same;
}

/* A run that failed may have moved the rows all the same: its COMMIT was not answered. */
static bool is_from_run(const RunSnapshot *run, const DatabaseSnapshot *snapshot)
{
    if (!run || run->rehearses)
        return false;
    return !run->failed || run->stamps || string_vector_contains(&snapshot->rows, run->revision->id) != run->downgrade;
}

/* Another program's move is told as such until the next refresh that somebody asks for. */
static void note_move(Workspace *workspace, DatabaseSnapshot *snapshot, const RunSnapshot *run)
{
    const DatabaseSnapshot *before = workspace_database(workspace);
    bool comparable = before && before->rows_known && snapshot->rows_known && before->which == snapshot->which;
    if (comparable && same_version_rows(&before->rows, &snapshot->rows))
        snapshot->moved = before->moved;
    else if (comparable && !is_from_run(run, snapshot))
        snapshot->moved = clock_milliseconds();
    snapshot_release(before);
}

static void refresh(Workspace *workspace, const RunSnapshot *run, const Error *earlier)
{
    Arena *arena;
    DatabaseSnapshot *snapshot = snapshot_new(sizeof *snapshot, &arena);
    int64_t started = clock_milliseconds();
    bool exists;
    snapshot->generation = workspace_next_generation(workspace);
    fill_revisions(workspace, arena, snapshot); /* so that the sets exist whatever happens */
    if (workspace_connect(workspace, &snapshot->error)) {
        fill_facts(workspace, arena, snapshot);
        if (version_read(arena, workspace->database, &workspace->environment, &snapshot->rows, &exists,
                         &snapshot->error)) {
            snapshot->rows_known = true;
            snapshot->has_version_table = exists;
            atomic_store(&workspace->seen, clock_milliseconds());
            fill_revisions(workspace, arena, snapshot);
            half_done_read(arena, workspace->database, &workspace->environment, &snapshot->half_done, &snapshot->error);
            fill_statistics(workspace, arena, snapshot, &snapshot->error);
        }
        if (snapshot->error.kind == ERROR_DATABASE) { /* a new connection next time */
            snapshot->connected = false;
            snapshot->error = earlier ? *earlier : snapshot->error;
            workspace_disconnect(workspace);
        }
    }
    if (workspace->url)
        snapshot->url = database_url_render(arena, workspace->url);
    snapshot->name = arena_strdup(arena, environment_name(&workspace->environment));
    snapshot->database_count = workspace->environments.count;
    snapshot->which = workspace->which;
    for (size_t i = 0; workspace->environments.count > 1 && i < workspace->environments.count; i++) {
        const char *name = environment_name(&workspace->environments.items[i]);
        vector_push(arena, &snapshot->names, name ? arena_strdup(arena, name) : arena_format(arena, "%zu", i + 1));
    }
    note_move(workspace, snapshot, run);
    int64_t now = clock_milliseconds();
    snapshot->milliseconds = now - started;
    workspace->measured = now;
    atomic_store(&workspace->polled, now);
    workspace_publish(workspace, &workspace->database_place, snapshot);
}

void workspace_refresh(void *workspace)
{
    refresh(workspace, NULL, NULL);
}

void workspace_refresh_failed(Workspace *workspace, const Error *earlier)
{
    refresh(workspace, NULL, earlier);
}

void workspace_refresh_after(Workspace *workspace, const RunSnapshot *run)
{
    refresh(workspace, run, NULL);
}

void workspace_post_refresh(Workspace *workspace)
{
    worker_post(workspace->worker, workspace_refresh, workspace);
}

const DatabaseSnapshot *workspace_refreshed(Workspace *workspace)
{
    worker_call(workspace->worker, workspace_refresh, workspace);
    return workspace_database(workspace);
}

typedef struct SelectPost {
    Workspace *workspace;
    size_t index;
} SelectPost;

static void select_and_refresh(void *state)
{
    SelectPost *post = state;
    if (post->index < post->workspace->environments.count)
        workspace_use_database(post->workspace, post->index);
    workspace_refresh(post->workspace);
    free(post);
}

void workspace_post_select(Workspace *workspace, size_t index)
{
    SelectPost *post = memory_alloc(sizeof *post);
    *post = (SelectPost){workspace, index};
    worker_post(workspace->worker, select_and_refresh, post);
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
