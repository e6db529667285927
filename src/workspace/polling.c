/* A look at the version rows every now and then: whether another program moved the database. */
#include "internal.h"

#include "limbeck/base/clock.h"

enum { PATIENCE_MILLISECONDS = 1000, MEASURE_MILLISECONDS = 10000, CHEAP_MILLISECONDS = 50 };

typedef struct PollState {
    Workspace *workspace;
    bool gave_way; /* the server is asked once to stop: it may not hear that either */
} PollState;

/* Rows that somebody has locked are not waited for, and nobody waits for this. */
static bool goes_on(void *state, int64_t waited)
{
    PollState *poll = state;
    if (poll->gave_way || (waited < PATIENCE_MILLISECONDS && !worker_has_waiting(poll->workspace->worker)))
        return true;
    poll->gave_way = true;
    return false;
}

static bool read_rows(Workspace *workspace, Arena *arena, bool has_table, StringVector *rows, Error *error)
{
    PollState state = {.workspace = workspace};
    bool exists = has_table;
    database_watch(workspace->database, goes_on, &state);
    bool done = has_table ? version_rows(arena, workspace->database, &workspace->environment, rows, error)
                          : version_read(arena, workspace->database, &workspace->environment, rows, &exists, error);
    database_watch(workspace->database, NULL, NULL);
    if (!done && state.gave_way) {
        error_clear(error);
        error_set(error, ERROR_CANCELLED, "no answer");
    }
    return done;
}

/* What is cheap is counted again now and then. */
static bool is_measured_again(const Workspace *workspace, const DatabaseSnapshot *before)
{
    return before->milliseconds <= CHEAP_MILLISECONDS && !worker_has_waiting(workspace->worker) &&
           clock_milliseconds() - workspace->measured >= MEASURE_MILLISECONDS;
}

static void look(Workspace *workspace, const DatabaseSnapshot *before)
{
    Arena *arena = arena_new();
    StringVector rows = {0};
    Error error = {0};
    bool read = read_rows(workspace, arena, before->has_version_table, &rows, &error);
    bool same = read && same_version_rows(&rows, &before->rows);
    bool unanswered = !read && (error.kind == ERROR_CANCELLED || error.kind == ERROR_LOCKED);
    if (read)
        atomic_store(&workspace->seen, clock_milliseconds());
    if (!read && !unanswered)
        workspace_refresh_failed(workspace, &error);
    else if ((read && !same) || (same && is_measured_again(workspace, before)))
        workspace_refresh(workspace);
    arena_free(arena);
}

static void poll_rows(void *state)
{
    Workspace *workspace = state;
    const DatabaseSnapshot *before = workspace_database(workspace);
    if (workspace->database && before && before->rows_known && before->which == workspace->which)
        look(workspace, before);
    snapshot_release(before);
    atomic_store(&workspace->polled, clock_milliseconds());
    workspace_wake(workspace); /* what found the worker busy asks again */
}

void workspace_post_poll(Workspace *workspace)
{
    worker_post(workspace->worker, poll_rows, workspace);
}

int64_t workspace_seen(const Workspace *workspace)
{
    return atomic_load(&workspace->seen);
}

int64_t workspace_polled(const Workspace *workspace)
{
    return atomic_load(&workspace->polled);
}
