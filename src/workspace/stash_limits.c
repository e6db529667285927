/* What --stash cannot keep of a path; checked before it runs. */
#include "stash_limits.h"
#include "internal.h"
#include "plan.h"

#include "limbeck/migrate/stash_unsupported.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/stash_limits.h"
#include "limbeck/workspace/workspace.h"

bool workspace_stash_limits_of_preview(Workspace *workspace, Arena *arena, const Preview *preview,
                                       StringVector *sentences, Error *error)
{
    return !workspace->database || stash_unsupported_in_preview(arena, workspace->database, preview, sentences, error);
}

bool preview_has_losses(const Preview *preview)
{
    for (size_t i = 0; i < preview->losses.count; i++)
        if (!preview->losses.items[i].called && preview->losses.items[i].loss.table)
            return true;
    return false;
}

typedef struct StashLimitsJob {
    Workspace *workspace;
    Arena *arena;
    PathQuery query;
    StringVector *lines;
    Error *error;
    bool done;
} StashLimitsJob;

static bool collect_limits(StashLimitsJob *job, const CompileOptions *options, PreviewSchema *schema_now,
                           const Revision *revision, bool downgrade)
{
    Workspace *workspace = job->workspace;
    Preview preview = {.database = workspace->database, .schema_now = schema_now};
    EvaluationRequest request = {.directory = workspace->directory,
                                 .revision = revision,
                                 .downgrade = downgrade,
                                 .environment = &workspace->environment};
    StringVector sentences = {0};
    Error stopped = {0};
    /* Statements after the point where the preview stopped are checked when they run. */
    migrate_preview(job->arena, &request, options, &preview, &stopped);
    if (!workspace_stash_limits_of_preview(workspace, job->arena, &preview, &sentences, job->error))
        return false;
    for (size_t i = 0; i < sentences.count; i++)
        vector_push(job->arena, job->lines,
                    arena_format(job->arena, "%s %s, %s", downgrade ? "down" : "up", revision->id, sentences.items[i]));
    return true;
}

static void serve_stash_limits(void *state)
{
    StashLimitsJob *job = state;
    Workspace *workspace = job->workspace;
    PathFound found = {0};
    CompileOptions options;
    job->done = workspace_find_preview_path(workspace, &job->query, job->arena, &found, &options, job->error);
    if (!job->done)
        return;
    PreviewSchema *schema_now = preview_schema_new(job->arena, workspace->database);
    for (size_t i = 0; job->done && i < found.path.count; i++)
        job->done = collect_limits(job, &options, schema_now, found.path.items[i], found.downgrade);
}

bool workspace_stash_limits(Workspace *workspace, Arena *arena, const char *target, PlanDirection direction,
                            StringVector *lines, Error *error)
{
    StashLimitsJob job = {.workspace = workspace,
                          .arena = arena,
                          .query = {.target = target, .direction = direction},
                          .lines = lines,
                          .error = error};
    worker_call(workspace->worker, serve_stash_limits, &job);
    return job.done;
}
