/* Non-blocking calls: each posts a job, whose result is published as a snapshot. */
#include "live_state.h"
#include "git/script_commits.h"
#include "internal.h"
#include "refresh.h"

#include "limbeck/base/clock.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>

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

/* ---- changes of the version rows ---------------------------------------------------------- */

bool same_version_rows(const StringVector *left, const StringVector *right)
{
    bool same = left->count == right->count;
    for (size_t i = 0; same && i < left->count; i++)
        same = string_vector_contains(right, left->items[i]);
    return same;
}

/* Whether the run changed the rows. A failed run may have done so, if the answer to its COMMIT was lost. */
static bool is_from_run(const RunSnapshot *run, const DatabaseSnapshot *snapshot)
{
    if (!run || run->rehearses)
        return false;
    return !run->failed || run->stamps || string_vector_contains(&snapshot->rows, run->revision->id) != run->downgrade;
}

void workspace_note_move(const DatabaseSnapshot *before, DatabaseSnapshot *snapshot, const RunSnapshot *run)
{
    const StringVector *rows = !before              ? NULL
                               : before->rows_known ? &before->rows
                               : before->last_seen  ? &before->last_rows
                                                    : NULL;
    if (!rows || !snapshot->rows_known)
        return;
    if (same_version_rows(rows, &snapshot->rows))
        snapshot->moved = before->moved;
    else if (!is_from_run(run, snapshot))
        snapshot->moved = clock_milliseconds();
}

/* ---- posting jobs -------------------------------------------------------------------------- */

const DatabaseSnapshot *workspace_refresh_and_wait(Workspace *workspace)
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
    workspace_refresh_yielding(post->workspace);
    free(post);
}

void workspace_post_select(Workspace *workspace, size_t index)
{
    SelectPost *post = memory_alloc(sizeof *post);
    *post = (SelectPost){workspace, index};
    worker_post_yielding(workspace->worker, select_and_refresh, post);
}

/* ---- the next step ---------------------------------------------------------------------------- */

/* An upgrade goes to the selected revision if it is pending, else to the heads. */
static const char *target_of(const Revision *selected, const DatabaseSnapshot *database, bool downgrade)
{
    if (downgrade)
        return "base";
    return selected && !database->applied[selected->index] ? selected->id : "heads";
}

/* Down: the selected revision if it can be downgraded alone, else the first step of the path to it. Up: the first
 * step of the path to the selected revision, or to the heads. */
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

/* ---- the commits of the scripts --------------------------------------------------------- */

/* On a separate thread: git may take seconds in a large repository. */
static void find_commits(void *state)
{
    Workspace *workspace = state;
    const RevisionMap *map = workspace->directory->map;
    Arena *arena;
    CommitSnapshot *snapshot = snapshot_new(sizeof *snapshot, &arena);
    ScriptCommits commits = {.arena = arena, .stops = &workspace->commit_lookup_stops};
    for (size_t i = 0; i < workspace->folders.count; i++)
        script_commits_read(&commits, workspace->folders.items[i]);
    snapshot->of = ARENA_ARRAY(arena, const ScriptCommit *, map->revisions.count + 1);
    for (size_t i = 0; i < map->revisions.count; i++)
        snapshot->of[map->revisions.items[i]->index] = map_get(&commits.by_path, map->revisions.items[i]->path);
    snapshot->count = commits.by_path.count;
    workspace_publish(workspace, &workspace->commits_place, snapshot);
}

void workspace_post_commits(Workspace *workspace)
{
    if (!workspace->commit_worker)
        workspace->commit_worker = worker_new();
    worker_post(workspace->commit_worker, find_commits, workspace);
}

const CommitSnapshot *workspace_commits(Workspace *workspace)
{
    return snapshot_take(&workspace->mutex, &workspace->commits_place);
}

void workspace_end_commits(Workspace *workspace)
{
    atomic_store(&workspace->commit_lookup_stops, true);
    if (workspace->commit_worker)
        worker_free(workspace->commit_worker);
    workspace->commit_worker = NULL;
}
