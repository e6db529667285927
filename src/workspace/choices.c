/* What was chosen for the next run, from whichever thread: batches, what is kept and put
 * back, whether it stops between statements. */
#include "internal.h"

#include "limbeck/base/figures.h"

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

const char *workspace_batches_explained(Arena *arena, int64_t rows)
{
    return arena_format(
        arena,
        "An UPDATE or DELETE of over %s rows runs in batches by primary key, each committed with what ran before it; a "
        "loop over rows in the script does not. Meanwhile other sessions see the table half changed. After a failure "
        "the committed batches stay, and the same step resumes after them.",
        format_count(arena, rows));
}

void workspace_keep(Workspace *workspace, bool keeps, bool puts_back)
{
    atomic_store(&workspace->keeps, keeps);
    atomic_store(&workspace->puts_back, puts_back);
}

void workspace_keep_what_can(Workspace *workspace, bool what_can)
{
    atomic_store(&workspace->keeps_what_can, what_can);
}

bool workspace_keeps_what_can(const Workspace *workspace)
{
    return atomic_load(&workspace->keeps_what_can);
}

bool workspace_keeps(const Workspace *workspace)
{
    return atomic_load(&workspace->keeps);
}

bool workspace_puts_back(const Workspace *workspace)
{
    return atomic_load(&workspace->puts_back);
}

void workspace_stop_between(Workspace *workspace, bool stops)
{
    atomic_store(&workspace->stops, stops);
}

bool workspace_stops_between(const Workspace *workspace)
{
    return atomic_load(&workspace->stops);
}

void workspace_break_at(Workspace *workspace, const int *lines, size_t count)
{
    workspace->break_count = count < MOST_BREAKS ? count : MOST_BREAKS;
    for (size_t i = 0; i < workspace->break_count; i++)
        workspace->breaks[i] = lines[i];
}

void workspace_go_on(Workspace *workspace, bool to_the_end)
{
    atomic_store(&workspace->stops, !to_the_end);
    atomic_store(&workspace->waits, false);
}

void workspace_forget_choices(Workspace *workspace)
{
    const Settings *settings = &workspace->settings;
    atomic_store(&workspace->pace.batch_rows, settings->batch_rows);
    atomic_store(&workspace->pace.rows_per_second, settings->rows_per_second);
    atomic_store(&workspace->pace.replica_lag, settings->replica_lag);
    atomic_store(&workspace->pace.paused, false);
    workspace_keep(workspace, settings->stash || settings->stash_what_can_be, settings->put_back);
    workspace_keep_what_can(workspace, settings->stash_what_can_be);
    workspace_stop_between(workspace, false);
}
