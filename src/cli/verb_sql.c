/* sql: the offline SQL of one revision's upgrade() or downgrade(). */
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

enum { OPTION_DOWN, OPTION_DIALECT };

static const Option options[] = {
    {"--down", NULL, NULL, "the SQL of downgrade() instead of upgrade()", ARGUMENT_NONE, NULL},
    {"--dialect", NULL, "DIALECT", "postgresql or sqlite; default: that of the database URL", ARGUMENT_TEXT,
     "postgresql sqlite"},
    {0}};

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, true, error);
    if (!workspace)
        return false;
    Text out = text_in(call->arena);
    bool done = workspace_sql(workspace, call->positional.items[0], is_given(&call->options, OPTION_DOWN),
                              given_option(&call->options, OPTION_DIALECT), &out, error);
    fputs(shown_text(call->arena, text_string(&out), true), stdout);
    workspace_close(workspace);
    return done;
}

const Verb verb_sql = {.name = "sql",
                       .takes = TAKES_ONE,
                       .positional = "REVISION",
                       .kind = ARGUMENT_REVISION,
                       .help = "Print the SQL of one revision; needs no database.",
                       .options = options,
                       .run = run};
