#include "interrupt.h"
#include "limbeck/workspace/stamp_rows.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

enum { OPTION_SQL };

static const Option options[] = {{"--sql", NULL, NULL, "print the SQL instead of running it", ARGUMENT_NONE, NULL},
                                 {0}};

static bool ensure(VerbCall *call, Workspace *workspace, void *state, Error *error)
{
    (void)state;
    StringVector script = {0};
    if (!is_given(&call->options, OPTION_SQL))
        return workspace_ensure_version(workspace, call->arena, NULL, error);
    return workspace_ensure_version(workspace, call->arena, &script, error) &&
           verb_print_sql(workspace, &script, error);
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = interruptible_workspace(call, is_given(&call->options, OPTION_SQL), NULL, error);
    bool done = workspace && verb_each_database(call, workspace, ensure, NULL, error);
    interruptible_close(workspace);
    return done;
}

const Verb verb_ensure_version = {.name = "ensure_version",
                                  .help = "Create the version table if it doesn't exist already.",
                                  .options = options,
                                  .run = run};
