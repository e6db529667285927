/* Time limits for jobs that query the database: automatic jobs yield to those the user requested. */
#include "answer_limit.h"
#include "internal.h"
#include "refresh.h"

#include "limbeck/base/clock.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

enum {
    QUERY_MILLISECONDS = 200, /* limit for an answer while another job waits */
    LOGIN_MILLISECONDS = 1000,
    ANSWER_MILLISECONDS = 8000, /* limit for the reaction to a cancel */
    WAITED_FOR_MILLISECONDS = 1000,
    HEARD_MILLISECONDS = 1000,
    PROBE_MILLISECONDS = 700,
};

bool answer_limit_check(void *state, int64_t waited)
{
    AnswerLimit *answer_limit = state;
    Workspace *workspace = answer_limit->workspace;
    bool others_wait = worker_has_waiting(workspace->worker);
    if (workspace->database)
        database_set_patience(workspace->database,
                              others_wait || !answer_limit->yields ? WAITED_FOR_MILLISECONDS : ANSWER_MILLISECONDS);
    int64_t least = workspace->database ? QUERY_MILLISECONDS : LOGIN_MILLISECONDS;
    bool is_login = !workspace->database && answer_limit->yields; /* limited by connect_timeout instead */
    answer_limit->has_yielded |=
        (answer_limit->yields && others_wait && waited >= least) || (waited >= answer_limit->most && !is_login);
    return !answer_limit->has_yielded;
}

void answer_limit_begin(AnswerLimit *answer_limit, Workspace *workspace, int64_t most, bool yields)
{
    *answer_limit = (AnswerLimit){.workspace = workspace, .most = most, .yields = yields};
    workspace->answer_limit = answer_limit;
    answer_limit_attach(workspace);
}

void answer_limit_attach(Workspace *workspace)
{
    Database *database = workspace->database;
    if (!database)
        return;
    database_watch(database, workspace->answer_limit ? answer_limit_check : NULL, workspace->answer_limit);
    database_set_patience(database, workspace->answer_limit ? WAITED_FOR_MILLISECONDS : 0);
}

/* Checks once whether the database answers, so that a stalled server, or a file held by another program, costs one
 * short wait instead of one per query. */
static bool database_answers(Workspace *workspace)
{
    const DatabaseTraits *traits = database_traits(workspace->database);
    int64_t answer;
    Error ignored = {0};
    AnswerLimit answer_limit;
    if (traits->is_server && clock_milliseconds() - workspace_rows_read_at(workspace) < HEARD_MILLISECONDS)
        return true;
    answer_limit_begin(&answer_limit, workspace, traits->is_server ? PROBE_MILLISECONDS : QUERY_MILLISECONDS, false);
    bool answered = database_integer(workspace->database, traits->catalogue_lock, &answer, &ignored);
    answer_limit_end(&answer_limit);
    return answered;
}

void answer_limit_begin_optional(AnswerLimit *answer_limit, Workspace *workspace, int64_t most)
{
    const DatabaseSnapshot *latest = workspace_database(workspace);
    if (!workspace->database && latest && latest->connected)
        workspace_refresh_yielding(workspace);
    snapshot_release(latest);
    bool answered = workspace->database && database_answers(workspace);
    workspace_note_lost(workspace);
    answer_limit_begin(answer_limit, workspace, most, false);
    answer_limit->suspended = answered ? NULL : workspace->database;
    if (!answered)
        workspace->database = NULL;
}

bool answer_limit_end_optional(AnswerLimit *answer_limit)
{
    Workspace *workspace = answer_limit->workspace;
    bool answered = workspace->database && !database_is_lost(workspace->database); /* possibly slowly */
    if (answer_limit->suspended && workspace->database)                            /* opened during the job */
        workspace_disconnect(workspace);
    if (answer_limit->suspended) {
        workspace->database = answer_limit->suspended;
        canceller_set_database(workspace->canceller, workspace->database);
    }
    answer_limit_end(answer_limit);
    return answered;
}

void answer_limit_end(AnswerLimit *answer_limit)
{
    Workspace *workspace = answer_limit->workspace;
    workspace->answer_limit = NULL;
    answer_limit_attach(workspace);
    if (workspace->database && database_in_transaction(workspace->database)) /* its ROLLBACK was abandoned */
        database_abandon(workspace->database);
}
