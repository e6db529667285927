/* What --stash cannot keep of a path; checked before it runs. */
#include "stash_limits.h"
#include "internal.h"
#include "plan.h"

#include "limbeck/migrate/stash_unsupported.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/stash_limits.h"
#include "limbeck/workspace/workspace.h"

bool workspace_stash_limits_of_previews(Workspace *workspace, Arena *arena, const Preview *previews, size_t count,
                                        StringVector *sentences, Error *error)
{
    return !workspace->database ||
           stash_unsupported_in_previews(arena, workspace->database, previews, count, sentences, error);
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

static void preview_path(const StashLimitsJob *job, const PathFound *found, const CompileOptions *options,
                         Preview *previews)
{
    Workspace *workspace = job->workspace;
    PreviewSchema *schema_now = preview_schema_new(job->arena, workspace->database);
    for (size_t i = 0; i < found->path.count; i++) {
        EvaluationRequest request = {.directory = workspace->directory,
                                     .revision = found->path.items[i],
                                     .downgrade = found->downgrade,
                                     .environment = &workspace->environment};
        Error stopped = {0};
        previews[i] = (Preview){.database = workspace->database, .schema_now = schema_now};
        /* Statements after the point where the preview stopped are checked when they run. */
        migrate_preview(job->arena, &request, options, &previews[i], &stopped);
    }
}

static void serve_stash_limits(void *state)
{
    StashLimitsJob *job = state;
    Workspace *workspace = job->workspace;
    Arena *arena = job->arena;
    PathFound found = {0};
    CompileOptions options;
    job->done = workspace_find_preview_path(workspace, &job->query, arena, &found, &options, job->error);
    if (!job->done)
        return;
    Preview *previews = ARENA_ARRAY(arena, Preview, found.path.count + 1);
    StringVector *sentences = ARENA_ARRAY(arena, StringVector, found.path.count + 1);
    preview_path(job, &found, &options, previews);
    job->done = workspace_stash_limits_of_previews(workspace, arena, previews, found.path.count, sentences, job->error);
    for (size_t i = 0; job->done && i < found.path.count; i++)
        for (size_t k = 0; k < sentences[i].count; k++)
            vector_push(arena, job->lines,
                        arena_format(arena, "%s %s, %s", found.downgrade ? "down" : "up", found.path.items[i]->id,
                                     sentences[i].items[k]));
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
