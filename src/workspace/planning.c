/* The ordered steps to a target, and what each does to the version table. */
#include "internal.h"

typedef struct PlanJob {
    Workspace *workspace;
    Arena *arena;
    const char *target, *from;
    PlanDirection direction;
    Plan *plan;
    Error *error;
    bool done;
} PlanJob;

static bool find_start(PlanJob *job, RevisionVector *current)
{
    Workspace *workspace = job->workspace;
    const RevisionMap *map = workspace->directory->map;
    StringVector rows = {0};
    bool exists;
    if (job->from)
        return resolve_revisions(job->arena, map, job->from, current, job->error);
    return workspace_connect(workspace, job->error) &&
           version_read(job->arena, workspace->database, &workspace->environment, &rows, &exists, job->error) &&
           revisions_of_rows(job->arena, map, &rows, current, job->error);
}

static bool find_path(PlanJob *job, const RevisionVector *current, RevisionVector *path)
{
    const RevisionMap *map = job->workspace->directory->map;
    Plan *plan = job->plan;
    plan->downgrade = job->direction == PLAN_DOWN;
    if (job->direction == PLAN_EITHER_WAY &&
        !path_goes_down(job->arena, map, job->target, current, &plan->downgrade, job->error))
        return false;
    return plan->downgrade ? path_downgrade(job->arena, map, job->target, current, path, job->error)
                           : path_upgrade(job->arena, map, job->target, current, path, job->error);
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
    RevisionVector current = {0}, path = {0};
    StringVector heads = {0};
    bool ready = find_start(job, &current) && find_path(job, &current, &path);
    for (size_t i = 0; ready && i < current.count; i++) {
        vector_push(job->arena, &job->plan->rows_before, current.items[i]->id);
        vector_push(job->arena, &heads, current.items[i]->id);
    }
    for (size_t i = 0; ready && i < path.count; i++)
        ready = add_row(job, &path, i, &heads);
    job->done = ready;
}

bool workspace_plan(Workspace *workspace, Arena *arena, const char *target, const char *from, PlanDirection direction,
                    Plan *plan, Error *error)
{
    PlanJob job = {.workspace = workspace,
                   .arena = arena,
                   .target = target,
                   .from = from,
                   .direction = direction,
                   .plan = plan,
                   .error = error};
    *plan = (Plan){0};
    worker_call(workspace->worker, serve_plan, &job);
    return job.done;
}
