/* The ordered steps to a target, and what each does to the version table. */
#include "internal.h"

typedef struct PlanJob {
    Workspace *workspace;
    Arena *arena;
    PathWanted wanted;
    Plan *plan;
    Error *error;
    bool done;
} PlanJob;

bool workspace_find_path(Workspace *workspace, const PathWanted *wanted, Arena *arena, PathFound *found, Error *error)
{
    const RevisionMap *map = workspace->directory->map;
    bool exists;
    if (wanted->from
            ? !resolve_revisions(arena, map, wanted->from, &found->current, error)
            : !workspace_connect(workspace, error) ||
                  !version_read(arena, workspace->database, &workspace->environment, &found->rows, &exists, error) ||
                  !revisions_of_rows(arena, map, &found->rows, &found->current, error))
        return false;
    found->downgrade = wanted->direction == PLAN_DOWN;
    if (wanted->direction == PLAN_EITHER_WAY &&
        !path_goes_down(arena, map, wanted->target, &found->current, &found->downgrade, error))
        return false;
    return found->downgrade ? path_downgrade(arena, map, wanted->target, &found->current, &found->path, error)
                            : path_upgrade(arena, map, wanted->target, &found->current, &found->path, error);
}

static bool add_row(PlanJob *job, const RevisionVector *path, size_t at, StringVector *heads)
{
    Plan *plan = job->plan;
    MigrationStep step = {path->items[at], plan->downgrade};
    VersionChanges changes = {0};
    PlanRow row = {.revision = path->items[at], .reason = path_reason(job->arena, path, at, plan->downgrade)};
    if (!version_step(job->arena, job->workspace->directory->map, &step, heads, &changes, job->error))
        return false;
    for (size_t i = 0; i < heads->count; i++)
        vector_push(job->arena, &row.rows_after, heads->items[i]);
    vector_push(job->arena, &plan->steps, row);
    return true;
}

static void serve_plan(void *state)
{
    PlanJob *job = state;
    PathFound found = {0};
    StringVector heads = {0};
    bool ready = workspace_find_path(job->workspace, &job->wanted, job->arena, &found, job->error);
    job->plan->downgrade = found.downgrade;
    for (size_t i = 0; ready && i < found.current.count; i++) {
        vector_push(job->arena, &job->plan->rows_before, found.current.items[i]->id);
        vector_push(job->arena, &heads, found.current.items[i]->id);
    }
    for (size_t i = 0; ready && i < found.path.count; i++)
        ready = add_row(job, &found.path, i, &heads);
    job->done = ready;
}

bool workspace_plan(Workspace *workspace, Arena *arena, const char *target, const char *from, PlanDirection direction,
                    Plan *plan, Error *error)
{
    PlanJob job = {
        .workspace = workspace, .arena = arena, .wanted = {target, from, direction}, .plan = plan, .error = error};
    *plan = (Plan){0};
    worker_call(workspace->worker, serve_plan, &job);
    return job.done;
}
