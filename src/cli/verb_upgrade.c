/* upgrade and downgrade: the same but for the direction. */
#include "verb.h"

#include "limbeck/base/log.h"

#include <stdio.h>

enum { OPTION_SQL };

static const VerbOption options[] = {{"--sql", NULL, NULL, "print the SQL instead of running it"},
                                     {NULL, NULL, NULL, NULL}};

/* Alembic's log goes to standard error when env.py sets up logging. */
static void announce(void *state, const char *line)
{
    const bool *logs = state;
    if (*logs)
        log_line("INFO  [alembic.runtime.migration] %s", line);
}

static bool print_offline(VerbCall *call, Workspace *workspace, bool downgrade, Error *error)
{
    Text out = text_in(call->arena);
    bool done = workspace_offline(workspace, call->positional.items[0], downgrade, &out, error);
    fputs(text_string(&out), stdout);
    return done;
}

static bool run(VerbCall *call, bool downgrade, Error *error)
{
    bool offline = call->values[OPTION_SQL] != NULL;
    Workspace *workspace = verb_workspace(call, offline, error);
    if (!workspace)
        return false;
    bool logs = workspace_logs(workspace, error);
    bool done = error->kind == ERROR_NONE &&
                (offline ? print_offline(call, workspace, downgrade, error)
                         : workspace_migrate(workspace, call->positional.items[0], downgrade, announce, &logs, error));
    workspace_close(workspace);
    return done;
}

static bool run_upgrade(VerbCall *call, Error *error)
{
    return run(call, false, error);
}

static bool run_downgrade(VerbCall *call, Error *error)
{
    return run(call, true, error);
}

const Verb verb_upgrade = {"upgrade", "REVISION", false, "Upgrade to a later version.", options, run_upgrade};
const Verb verb_downgrade = {"downgrade", "REVISION", false, "Revert to a previous version.", options, run_downgrade};
