/* stamp and ensure_version, on the database and as SQL. */
#include "limbeck/workspace/stamp_rows.h"
#include "blocking_calls.h"
#include "internal.h"
#include "limbeck/workspace/workspace.h"
#include "progress_log.h"
#include "stamp_rows.h"

#include <string.h>

typedef struct StampJob {
    Workspace *workspace;
    Arena *arena; /* freed after the call */
    const StampOptions *options;
    StringVector *script; /* collects SQL; NULL: stamps the database */
    Error *error;
    bool done;
} StampJob;

/* Splits "start:target"; all targets with a start must have the same one. */
static bool split_targets(StampJob *job, Arena *arena, const char **start, StringVector *targets)
{
    *start = NULL;
    for (size_t i = 0; i < job->options->targets.count; i++) {
        const char *target = job->options->targets.items[i], *colon = strchr(target, ':');
        if (colon && job->script) {
            const char *own = arena_strndup(arena, target, (size_t)(colon - target));
            if (*start && strcmp(*start, own) != 0)
                return error_set(job->error, ERROR_COMMAND,
                                 "Stamp operation with --sql only supports a single starting revision at a time");
            *start = own;
            target = colon + 1;
        }
        vector_push(arena, targets, target);
    }
    return true;
}

static bool print_stamp(StampJob *job, Arena *arena, const char *start, const StringVector *targets)
{
    Workspace *workspace = job->workspace;
    const RevisionMap *map = workspace->directory->map;
    CompileOptions options;
    RevisionVector current = {0};
    StringVector heads = {0};
    StampSteps steps = {0};
    if (job->options->purge)
        return error_set(job->error, ERROR_COMMAND, "Can't use --purge with --sql mode");
    if (!preview_options(arena, &workspace->environment, NULL, &options, job->error) ||
        (start && !resolve_revisions(arena, map, start, &current, job->error)) ||
        !path_stamp(arena, map, targets, &current, &steps, job->error))
        return false;
    for (size_t i = 0; i < current.count; i++)
        vector_push(arena, &heads, current.items[i]->id);
    OfflineRequest request = {workspace->directory, &workspace->environment, &options, &heads};
    return offline_stamp(job->arena, &request, &steps, job->script, job->error);
}

/* A stamp would hide the remaining rows of a half-done step. True with an error also when that cannot be determined. */
static bool hides_half_done(Workspace *workspace, Arena *arena, Error *error)
{
    HalfDone half;
    if (!half_done_read(arena, workspace->database, &workspace->environment, &half, error))
        return true;
    if (!half.revision)
        return false;
    error_set(error, ERROR_COMMAND, "%s", half_done_text(arena, &half));
    error_hint(error, "nothing was stamped: the remaining rows would never be changed; finish the step first, or "
                      "give --over-half-done");
    return true;
}

bool workspace_write_stamp(Workspace *workspace, Arena *arena, const StampOptions *options, Supervision supervision,
                           Error *error)
{
    const StringVector *targets = &options->targets;
    if (!workspace_check_writable(workspace, error) || !workspace_connect(workspace, error))
        return false;
    if (!options->over_half_done && hides_half_done(workspace, arena, error))
        return false;
    StampRequest request = {.database = workspace->database,
                            .directory = workspace->directory,
                            .environment = &workspace->environment,
                            .targets = targets,
                            .expected_rows = options->expected_rows,
                            .purge = options->purge,
                            .supervision = &supervision,
                            .announce = options->announce,
                            .announce_state = options->state};
    JournalFacts facts = workspace_journal_facts(workspace, arena, NULL, 0);
    facts.verb = "stamp";
    facts.targets = targets;
    JournalRun *journal = journal_begin(&facts, &supervision);
    bool done = migrate_stamp(&request, error);
    journal_end(journal, done, error);
    return done;
}

static bool write_stamp(StampJob *job, Arena *arena, const StringVector *targets)
{
    StampOptions options = *job->options;
    options.targets = *targets;
    Supervision supervision = workspace_supervision(job->workspace, workspace_print_progress, job->workspace);
    return workspace_write_stamp(job->workspace, arena, &options, supervision, job->error);
}

bool workspace_stamp_rows(Workspace *workspace, Arena *arena, const StringVector *rows, const StampOptions *options,
                          StringVector *after, Error *error)
{
    const RevisionMap *map = workspace->directory->map;
    RevisionVector current = {0};
    StampSteps steps = {0};
    VersionChanges changes = {0};
    if ((!options->purge && !revisions_of_rows(arena, map, rows, &current, error)) ||
        !path_stamp(arena, map, &options->targets, &current, &steps, error))
        return false;
    for (size_t i = 0; i < current.count; i++)
        vector_push(arena, after, current.items[i]->id);
    for (size_t i = 0; i < steps.count; i++)
        if (!version_stamp_step(arena, &steps.items[i], after, &changes, error))
            return false;
    return true;
}

static void serve_stamp(void *state)
{
    StampJob *job = state;
    Arena *arena = arena_new();
    const char *start;
    StringVector targets = {0};
    if (workspace_connected_environment(job->workspace, job->error) && split_targets(job, arena, &start, &targets))
        job->done = job->script ? print_stamp(job, arena, start, &targets) : write_stamp(job, arena, &targets);
    arena_free(arena);
}

bool workspace_stamp(Workspace *workspace, Arena *arena, const StampOptions *options, StringVector *script,
                     Error *error)
{
    StampJob job = {.workspace = workspace, .arena = arena, .options = options, .script = script, .error = error};
    worker_call(workspace->worker, serve_stamp, &job);
    return job.done;
}

static void serve_ensure_version(void *state)
{
    StampJob *job = state;
    Workspace *workspace = job->workspace;
    Arena *arena = arena_new();
    CompileOptions options;
    StringVector heads = {0};
    OfflineRequest request = {workspace->directory, &workspace->environment, &options, &heads};
    Supervision supervision = workspace_supervision(workspace, workspace_print_progress, workspace);
    if (!job->script) {
        job->done = workspace_check_writable(workspace, job->error) && workspace_connect(workspace, job->error) &&
                    migrate_ensure_version(workspace->database, &workspace->environment, &supervision, job->error);
    } else if (workspace_environment(workspace, job->error) &&
               preview_options(arena, &workspace->environment, NULL, &options, job->error)) {
        offline_version_table(job->arena, &request, job->script);
        job->done = true;
    }
    arena_free(arena);
}

bool workspace_ensure_version(Workspace *workspace, Arena *arena, StringVector *script, Error *error)
{
    StampJob job = {.workspace = workspace, .arena = arena, .script = script, .error = error};
    worker_call(workspace->worker, serve_ensure_version, &job);
    return job.done;
}
