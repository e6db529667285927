#include "verb.h"

enum { OPTION_SQL };

static const Option options[] = {{"--sql", NULL, NULL, "print the SQL instead of running it", ARGUMENT_NONE, NULL},
                                 {0}};

static bool run(VerbCall *call, Error *error)
{
    bool offline = is_given(&call->options, OPTION_SQL);
    Workspace *workspace = verb_workspace(call, offline, error);
    Text out = text_in(call->arena);
    bool done = workspace && workspace_ensure_version(workspace, offline ? &out : NULL, error);
    fputs(text_string(&out), stdout);
    workspace_close(workspace);
    return done;
}

const Verb verb_ensure_version = {.name = "ensure_version",
                                  .help = "Create the version table if it doesn't exist already.",
                                  .options = options,
                                  .run = run};
