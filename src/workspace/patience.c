/* How long a job waits for the database: what nobody asked for gives way to what a person asks for. */
#include "internal.h"

#include "limbeck/base/clock.h"

enum {
    QUERY_MILLISECONDS = 200, /* what an answer may take while another job waits */
    LOGIN_MILLISECONDS = 1000,
    ANSWER_MILLISECONDS = 8000, /* what the answer to a cancel may take */
    WAITED_FOR_MILLISECONDS = 1000,
    HEARD_MILLISECONDS = 1000,
    PROBE_MILLISECONDS = 700,
};

bool patience_goes_on(void *state, int64_t waited)
{
    Patience *patience = state;
    Workspace *workspace = patience->workspace;
    bool others_wait = worker_has_waiting(workspace->worker);
    if (workspace->database)
        database_set_patience(workspace->database,
                              others_wait || !patience->yields ? WAITED_FOR_MILLISECONDS : ANSWER_MILLISECONDS);
    int64_t least = workspace->database ? QUERY_MILLISECONDS : LOGIN_MILLISECONDS;
    bool is_login = !workspace->database && patience->yields; /* connect_timeout ends it */
    patience->gave_way |=
        (patience->yields && others_wait && waited >= least) || (waited >= patience->most && !is_login);
    return !patience->gave_way;
}

void patience_begin(Patience *patience, Workspace *workspace, int64_t most, bool yields)
{
    *patience = (Patience){.workspace = workspace, .most = most, .yields = yields};
    workspace->patience = patience;
    patience_watch(workspace);
}

void patience_watch(Workspace *workspace)
{
    Database *database = workspace->database;
    if (!database)
        return;
    database_watch(database, workspace->patience ? patience_goes_on : NULL, workspace->patience);
    database_set_patience(database, workspace->patience ? WAITED_FOR_MILLISECONDS : 0);
}

/* A server that has stood still since it was last heard, or a file that another program holds, costs a moment here
 * and not one for each question. */
static bool answers(Workspace *workspace)
{
    bool is_file = database_kind(workspace->database) == DATABASE_SQLITE;
    int64_t answer;
    Error ignored = {0};
    Patience patience;
    if (!is_file && clock_milliseconds() - workspace_seen(workspace) < HEARD_MILLISECONDS)
        return true;
    patience_begin(&patience, workspace, is_file ? QUERY_MILLISECONDS : PROBE_MILLISECONDS, false);
    bool answered = database_integer(workspace->database, is_file ? "SELECT count(*) FROM sqlite_master" : "SELECT 1",
                                     &answer, &ignored);
    patience_end(&patience);
    return answered;
}

void patience_begin_asking(Patience *patience, Workspace *workspace, int64_t most)
{
    const DatabaseSnapshot *latest = workspace_database(workspace);
    if (!workspace->database && latest && latest->connected)
        workspace_refresh_yielding(workspace);
    snapshot_release(latest);
    bool answered = workspace->database && answers(workspace);
    workspace_note_lost(workspace);
    patience_begin(patience, workspace, most, false);
    patience->aside = answered ? NULL : workspace->database;
    if (!answered)
        workspace->database = NULL;
}

bool patience_end_asking(Patience *patience)
{
    Workspace *workspace = patience->workspace;
    bool answered = workspace->database && !database_is_lost(workspace->database); /* slowly, maybe */
    if (patience->aside && workspace->database)                                    /* one that was made meanwhile */
        workspace_disconnect(workspace);
    if (patience->aside) {
        workspace->database = patience->aside;
        canceller_aim(workspace->canceller, workspace->database);
    }
    patience_end(patience);
    return answered;
}

void patience_end(Patience *patience)
{
    Workspace *workspace = patience->workspace;
    workspace->patience = NULL;
    patience_watch(workspace);
    if (workspace->database && database_in_transaction(workspace->database)) /* its ROLLBACK was given up */
        database_abandon(workspace->database);
}
