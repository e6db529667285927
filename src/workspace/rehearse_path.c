/* Rehearsals, for the command line. */
#include "blocking_calls.h"
#include "internal.h"
#include "plan.h"
#include "progress_log.h"

#include "limbeck/migrate/lock.h"
#include "limbeck/migrate/rehearse.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/rehearse_path.h"
#include "limbeck/workspace/workspace.h"

#include <inttypes.h>

typedef struct RehearseJob {
    Workspace *workspace;
    Arena *arena;
    PathQuery query;
    Rehearsal *rehearsal;
    Error *error;
    bool done;
} RehearseJob;

static bool rehearse(RehearseJob *job, const Supervision *supervision)
{
    Workspace *workspace = job->workspace;
    PathFound found = {0};
    if (!workspace_find_path(workspace, &job->query, job->arena, &found, job->error) ||
        !scripts_are_python(&found.path, job->error))
        return false;
    PathRequest request = {.each = {.database = workspace->database,
                                    .directory = workspace->directory,
                                    .environment = &workspace->environment,
                                    .session = script_session_new(workspace->directory),
                                    .expected_heads = &found.rows,
                                    .supervision = supervision},
                           .steps = workspace_steps(job->arena, &found.path, found.downgrade),
                           .count = found.path.count};
    bool done = migrate_rehearse(job->arena, &request, job->rehearsal, job->error);
    script_session_free(request.each.session);
    return done;
}

static void serve_rehearse(void *state)
{
    RehearseJob *job = state;
    Workspace *workspace = job->workspace;
    Supervision supervision = workspace_supervision(workspace, workspace_print_progress, workspace);
    if (!workspace_check_writable(workspace, job->error) || !workspace_connect(workspace, job->error) ||
        !migration_lock(workspace->database, &workspace->environment, &supervision, job->error))
        return;
    job->done = rehearse(job, &supervision);
    migration_unlock(workspace->database, &workspace->environment);
}

bool workspace_rehearse(Workspace *workspace, Arena *arena, const char *target, PlanDirection direction,
                        Rehearsal *rehearsal, Error *error)
{
    RehearseJob job = {.workspace = workspace,
                       .arena = arena,
                       .query = {.target = target, .direction = direction},
                       .rehearsal = rehearsal,
                       .error = error};
    *rehearsal = (Rehearsal){0};
    worker_call(workspace->worker, serve_rehearse, &job);
    return job.done;
}

static const char *size_text(Arena *arena, int64_t bytes)
{
    if (bytes < (int64_t)10 * 1024)
        return arena_format(arena, "%" PRId64 " bytes", bytes);
    return bytes < (int64_t)10 * 1024 * 1024 ? arena_format(arena, "%" PRId64 " KB", bytes / 1024)
                                             : arena_format(arena, "%" PRId64 " MB", bytes / 1024 / 1024);
}

const char *rehearsed_facts(Arena *arena, const RehearsedStatement *statement)
{
    Text text = text_in(arena);
    text_append_format(&text, "%" PRId64 " ms", statement->milliseconds);
    if (statement->times > 1)
        text_append_format(&text, ", %" PRId64 " times", statement->times);
    if (statement->rows >= 0)
        text_append_format(&text, ", %" PRId64 " row%s", statement->rows, statement->rows == 1 ? "" : "s");
    if (statement->locks.count)
        text_append_format(&text, "; locks %s", string_vector_join(arena, &statement->locks, ", "));
    if (statement->rewrites.count)
        text_append_format(&text, "; rewrites %s", string_vector_join(arena, &statement->rewrites, ", "));
    if (statement->wal > 0)
        text_append_format(&text, "; %s of write-ahead log", size_text(arena, statement->wal));
    return text_string(&text);
}
