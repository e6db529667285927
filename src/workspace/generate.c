/* revision and merge: writes a new script. */
#include "limbeck/workspace/generate.h"
#include "internal.h"
#include "limbeck/workspace/workspace.h"

#include <strings.h>

typedef struct GenerateJob {
    Workspace *workspace;
    Arena *arena;
    const GenerateRequest *request;
    const char **path;
    Error *error;
    bool done;
} GenerateJob;

bool workspace_revision_environment(Workspace *workspace, bool *runs, Error *error)
{
    static const char *const truths[] = {"true", "yes", "on", "y", "t", "1"};
    const char *value;
    *runs = false;
    if (!config_option(workspace->arena, workspace->config, "revision_environment", &value, error))
        return false;
    for (size_t i = 0; value && i < sizeof truths / sizeof *truths; i++)
        *runs = *runs || strcasecmp(value, truths[i]) == 0;
    return true;
}

static void serve_generate(void *state)
{
    GenerateJob *job = state;
    Workspace *workspace = job->workspace;
    bool runs;
    job->done = workspace_revision_environment(workspace, &runs, job->error) &&
                (!runs || workspace_environment(workspace, job->error)) &&
                generate_revision(job->arena, workspace->directory, job->request, job->path, job->error);
}

bool workspace_generate(Workspace *workspace, Arena *arena, const GenerateRequest *request, const char **path,
                        Error *error)
{
    GenerateJob job = {.workspace = workspace, .arena = arena, .request = request, .path = path, .error = error};
    worker_call(workspace->worker, serve_generate, &job);
    return job.done;
}
