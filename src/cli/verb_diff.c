/* diff: the difference between the schemas of two revisions. */
#include "changes.h"

#include "limbeck/workspace/schema_history.h"
#include "limbeck/workspace/workspace.h"

enum { OPTION_DIALECT, OPTION_SQL };

static const Option options[] = {
    {"--dialect", NULL, "DIALECT", "instead of the URL's", ARGUMENT_TEXT, "postgresql sqlite"},
    {"--sql", NULL, NULL, "the SQL that turns the first into the second", ARGUMENT_NONE, NULL},
    {0}};

static bool run(VerbCall *call, Error *error)
{
    ComparisonReport report = {0};
    if (call->positional.count != 2)
        return error_set(error, ERROR_USAGE, "diff takes two revisions: limbeck diff abc123 heads");
    Workspace *workspace = verb_workspace(call, true, error);
    bool done = workspace && workspace_schema_difference(workspace, call->arena, call->positional.items[0],
                                                         call->positional.items[1],
                                                         given_option(&call->options, OPTION_DIALECT), &report, error);
    if (done)
        print_report(call, &report, is_given(&call->options, OPTION_SQL), "the schemas are the same");
    workspace_close(workspace); /* the report points to revisions of the workspace */
    return done;
}

const Verb verb_diff = {.name = "diff",
                        .takes = TAKES_SOME,
                        .positional = "REVISION",
                        .kind = ARGUMENT_REVISION,
                        .help = "Compare the schemas of two revisions, without a database.",
                        .options = options,
                        .is_long = true,
                        .run = run};
