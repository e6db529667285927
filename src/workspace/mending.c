/* What others left half-done: found, and put right when that is wanted. */
#include "internal.h"

typedef struct MendJob {
    Workspace *workspace;
    Arena *arena;
    Remnants *remnants;
    bool mends;
    Error *error;
    bool done;
} MendJob;

static bool mend(MendJob *job)
{
    Workspace *workspace = job->workspace;
    Supervision supervision = workspace_supervision(workspace, workspace_print_progress, workspace);
    JournalFacts facts = workspace_journal_facts(workspace, job->arena, NULL, 0);
    StringVector statements = {0};
    for (size_t i = 0; i < job->remnants->count; i++)
        vector_push(job->arena, &statements, job->remnants->items[i].sql);
    facts.verb = "mend";
    facts.targets = &statements;
    JournalRun *journal = journal_begin(&facts, &supervision);
    bool done = remnants_mend(workspace->database, job->remnants, job->error);
    journal_end(journal, done, job->error);
    return done;
}

static void serve_remnants(void *state)
{
    MendJob *job = state;
    Workspace *workspace = job->workspace;
    bool found = (!job->mends || workspace_may_write(workspace, job->error)) &&
                 workspace_connect(workspace, job->error) &&
                 remnants_find(job->arena, workspace->database, job->remnants, job->error);
    job->done = found && (!job->mends || !job->remnants->count || mend(job));
}

bool workspace_remnants(Workspace *workspace, Arena *arena, bool mends, Remnants *remnants, Error *error)
{
    MendJob job = {.workspace = workspace, .arena = arena, .remnants = remnants, .mends = mends, .error = error};
    *remnants = (Remnants){0};
    worker_call(workspace->worker, serve_remnants, &job);
    return job.done;
}
