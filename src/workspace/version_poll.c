/* Polls the version rows to notice changes by other programs. */
#include "answer_limit.h"
#include "internal.h"
#include "live_state.h"
#include "refresh.h"

#include "limbeck/base/clock.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

enum { PATIENCE_MILLISECONDS = 1000, MEASURE_MILLISECONDS = 10000, CHEAP_MILLISECONDS = 50 };

static bool read_rows(Workspace *workspace, Arena *arena, bool has_table, StringVector *rows, Error *error)
{
    bool exists = has_table;
    return has_table ? version_rows(arena, workspace->database, &workspace->environment, rows, error)
                     : version_read(arena, workspace->database, &workspace->environment, rows, &exists, error);
}

/* Counts again at intervals, if counting was fast. */
static bool counts_again(const Workspace *workspace, const DatabaseSnapshot *before)
{
    return before->milliseconds <= CHEAP_MILLISECONDS && !worker_has_waiting(workspace->worker) &&
           clock_milliseconds() - before->measured >= MEASURE_MILLISECONDS;
}

/* Does not wait for locked rows, and yields to other jobs. */
static void compare_rows(Workspace *workspace, const DatabaseSnapshot *before)
{
    Arena *arena = arena_new();
    StringVector rows = {0};
    Error error = {0};
    AnswerLimit answer_limit;
    answer_limit_begin(&answer_limit, workspace, PATIENCE_MILLISECONDS, true);
    bool read = read_rows(workspace, arena, before->has_version_table, &rows, &error);
    answer_limit_end(&answer_limit);
    bool same = read && same_version_rows(&rows, &before->rows);
    bool unanswered =
        !read && (answer_limit.has_yielded || error.kind == ERROR_CANCELLED || error.kind == ERROR_LOCKED);
    if (read)
        atomic_store(&workspace->rows_read_at, clock_milliseconds());
    if (database_is_lost(workspace->database))
        workspace_refresh_failed(workspace, unanswered ? NULL : &error);
    else if ((!read && !unanswered) || (read && !same) || (same && counts_again(workspace, before)))
        workspace_refresh_yielding(workspace);
    arena_free(arena);
}

static void poll_rows(void *state)
{
    Workspace *workspace = state;
    const DatabaseSnapshot *before = workspace_database(workspace);
    bool is_of_this = before && before->connected && before->which == workspace->which;
    if (is_of_this && workspace->database && before->rows_known)
        compare_rows(workspace, before);
    else if (is_of_this) /* the rows could not be read, or the connection was closed */
        workspace_refresh_yielding(workspace);
    snapshot_release(before);
    atomic_store(&workspace->polled_at, clock_milliseconds());
    workspace_wake(workspace); /* the interface repeats requests that it did not post because the worker was busy */
}

void workspace_post_poll(Workspace *workspace)
{
    worker_post_yielding(workspace->worker, poll_rows, workspace);
}

int64_t workspace_rows_read_at(const Workspace *workspace)
{
    return atomic_load(&workspace->rows_read_at);
}

int64_t workspace_last_poll(const Workspace *workspace)
{
    return atomic_load(&workspace->polled_at);
}
