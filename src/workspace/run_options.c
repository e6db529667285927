/* The user's choices for the next run, settable from any thread: batches, stash, stepping. */
#include "internal.h"

#include "limbeck/base/figures.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/workspace.h"

int64_t workspace_batch_rows(const Workspace *workspace)
{
    return atomic_load(&workspace->pace.batch_rows);
}

void workspace_set_batch_rows(Workspace *workspace, int64_t rows)
{
    atomic_store(&workspace->pace.batch_rows, rows);
}

bool workspace_is_paused(const Workspace *workspace)
{
    return atomic_load(&workspace->pace.paused);
}

void workspace_pause(Workspace *workspace, bool paused)
{
    atomic_store(&workspace->pace.paused, paused);
}

const char *workspace_explain_batches(Arena *arena, int64_t rows)
{
    return arena_format(
        arena,
        "An UPDATE or DELETE of over %s rows runs in batches by primary key, each committed with what ran before it; a "
        "loop over rows in the script does not. Meanwhile other sessions see the table half changed. After a failure "
        "the committed batches stay, and the same step resumes after them.",
        format_count(arena, rows));
}

void workspace_set_stash(Workspace *workspace, bool keeps, bool restores_stash)
{
    atomic_store(&workspace->writes_stash, keeps);
    atomic_store(&workspace->restores_stash, restores_stash);
}

void workspace_set_partial_stash(Workspace *workspace, bool what_can)
{
    atomic_store(&workspace->allows_partial_stash, what_can);
}

bool workspace_stashes_partially(const Workspace *workspace)
{
    return atomic_load(&workspace->allows_partial_stash);
}

bool workspace_stashes(const Workspace *workspace)
{
    return atomic_load(&workspace->writes_stash);
}

bool workspace_restores_stash(const Workspace *workspace)
{
    return atomic_load(&workspace->restores_stash);
}

void workspace_set_stepping(Workspace *workspace, bool stops)
{
    atomic_store(&workspace->stops, stops);
}

bool workspace_is_stepping(const Workspace *workspace)
{
    return atomic_load(&workspace->stops);
}

void workspace_set_breakpoints(Workspace *workspace, const int *lines, size_t count)
{
    workspace->break_count = count < MAX_BREAKPOINTS ? count : MAX_BREAKPOINTS;
    for (size_t i = 0; i < workspace->break_count; i++)
        workspace->breaks[i] = lines[i];
}

void workspace_continue(Workspace *workspace, bool to_the_end)
{
    atomic_store(&workspace->stops, !to_the_end);
    atomic_store(&workspace->waits, false);
}

void workspace_reset_run_options(Workspace *workspace)
{
    const Settings *settings = &workspace->settings;
    atomic_store(&workspace->pace.batch_rows, settings->batch_rows);
    atomic_store(&workspace->pace.rows_per_second, settings->rows_per_second);
    atomic_store(&workspace->pace.replica_lag, settings->replica_lag);
    atomic_store(&workspace->pace.paused, false);
    workspace_set_stash(workspace, settings->stash || settings->stash_what_can_be, settings->put_back);
    workspace_set_partial_stash(workspace, settings->stash_what_can_be);
    workspace_set_stepping(workspace, false);
}

void workspace_end_session(Workspace *workspace, int64_t pid)
{
    atomic_store(&workspace->pace.ended_session, pid);
}
