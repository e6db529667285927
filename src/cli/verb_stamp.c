#include "verb.h"

enum { OPTION_SQL, OPTION_TAG, OPTION_PURGE };

static const Option options[] = {
    {"--sql", NULL, NULL, "print the SQL instead of running it", ARGUMENT_NONE, NULL},
    {"--tag", NULL, "TAG", "for env.py's get_tag_argument()", ARGUMENT_TEXT, NULL},
    {"--purge", NULL, NULL, "forget every row of the version table first", ARGUMENT_NONE, NULL},
    {0}};

static bool run(VerbCall *call, Error *error)
{
    bool offline = is_given(&call->options, OPTION_SQL);
    Workspace *workspace = verb_workspace_tagged(call, offline, given_value(&call->options, OPTION_TAG), error);
    if (!workspace)
        return false;
    bool logs = workspace_logs(workspace, error);
    StampOptions stamp = {.targets = call->positional,
                          .purge = is_given(&call->options, OPTION_PURGE),
                          .announce = announce_step,
                          .state = &logs};
    Text out = text_in(call->arena);
    bool done = error->kind == ERROR_NONE && workspace_stamp(workspace, &stamp, offline ? &out : NULL, error);
    fputs(text_string(&out), stdout);
    workspace_close(workspace);
    return done;
}

const Verb verb_stamp = {.name = "stamp",
                         .takes = TAKES_SOME,
                         .positional = "REVISION",
                         .kind = ARGUMENT_REVISION,
                         .help = "Set the version table to these revisions; run no migrations.",
                         .options = options,
                         .run = run};
