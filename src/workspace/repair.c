/* Finds and repairs steps and batches that Alembic left half-done. */
#include "limbeck/workspace/repair.h"
#include "blocking_calls.h"
#include "internal.h"
#include "limbeck/workspace/workspace.h"
#include "progress_log.h"

typedef struct RepairJob {
    Workspace *workspace;
    Arena *arena;
    Leftovers *leftovers;
    bool repairs;
    Error *error;
    bool done;
} RepairJob;

/* Runs the rest of a partly applied revision and writes its version row. */
static bool finish_step(RepairJob *job, const PartialApply *half, const Supervision *supervision)
{
    Workspace *workspace = job->workspace;
    ExecuteRequest request = {.database = workspace->database,
                              .directory = workspace->directory,
                              .environment = &workspace->environment,
                              .step = {half->revision, false},
                              .supervision = supervision,
                              .in_effect = half->in_effect};
    if (half->obstacle)
        return true;
    if (environment_rolls_back(&workspace->environment)) {
        error_set(job->error, ERROR_COMMAND, "%s is not finished: %s", half->revision->id,
                  workspace->environment.fate_text);
        error_hint(job->error, "run it again with an env.py that commits");
        return false;
    }
    return migrate_execute(&request, job->error);
}

static bool repair(RepairJob *job)
{
    Workspace *workspace = job->workspace;
    const Leftovers *leftovers = job->leftovers;
    Supervision supervision = workspace_supervision(workspace, workspace_print_progress, workspace);
    JournalFacts facts = workspace_journal_facts(workspace, job->arena, NULL, 0);
    StringVector targets = {0};
    for (size_t i = 0; i < leftovers->tables.count; i++)
        vector_push(job->arena, &targets, leftovers->tables.items[i].sql);
    for (size_t i = 0; i < leftovers->revisions.count; i++)
        vector_push(job->arena, &targets, leftovers->revisions.items[i].revision->id);
    facts.verb = "mend";
    facts.targets = &targets;
    JournalRun *journal = journal_begin(&facts, &supervision);
    bool done = sqlite_leftovers_repair(workspace->database, &leftovers->tables, job->error);
    for (size_t i = 0; done && i < leftovers->revisions.count; i++)
        done = finish_step(job, &leftovers->revisions.items[i], &supervision);
    journal_end(journal, done, job->error);
    return done;
}

static void serve_leftovers(void *state)
{
    RepairJob *job = state;
    Workspace *workspace = job->workspace;
    Leftovers *leftovers = job->leftovers;
    bool found = (!job->repairs || workspace_check_writable(workspace, job->error)) &&
                 workspace_connect(workspace, job->error) &&
                 sqlite_leftovers_find(job->arena, workspace->database, &leftovers->tables, job->error) &&
                 partial_apply_find(job->arena, workspace->database, workspace->directory, &workspace->environment,
                                    &leftovers->revisions, job->error);
    bool any = leftovers->tables.count || leftovers->revisions.count;
    job->done = found && (!job->repairs || !any || repair(job));
}

bool workspace_leftovers(Workspace *workspace, Arena *arena, bool repairs, Leftovers *leftovers, Error *error)
{
    RepairJob job = {
        .workspace = workspace, .arena = arena, .leftovers = leftovers, .repairs = repairs, .error = error};
    *leftovers = (Leftovers){0};
    worker_call(workspace->worker, serve_leftovers, &job);
    return job.done;
}
