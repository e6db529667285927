#include "limbeck/workspace/generate.h"
#include "limbeck/workspace/workspace.h"
#include "messages.h"

enum { OPTION_MESSAGE, OPTION_BRANCH_LABEL, OPTION_REV_ID };

static const Option options[] = {
    {"--message", "-m", "MESSAGE", "message of the revision", ARGUMENT_TEXT, NULL},
    {"--branch-label", NULL, "LABEL", "a label for the branch that begins with it", ARGUMENT_TEXT, NULL},
    {"--rev-id", NULL, "ID", "its identifier, instead of a random one", ARGUMENT_TEXT, NULL},
    {0}};

static bool run(VerbCall *call, Error *error)
{
    const OptionValues *given = &call->options;
    GenerateRequest request = {.message = given_option(given, OPTION_MESSAGE),
                               .heads = call->positional,
                               .branch_label = given_option(given, OPTION_BRANCH_LABEL),
                               .rev_id = given_option(given, OPTION_REV_ID),
                               .status = status_messages(call)};
    const char *path;
    Workspace *workspace = verb_workspace(call, false, error);
    bool done = workspace && workspace_generate(workspace, call->arena, &request, &path, error);
    workspace_close(workspace);
    return done;
}

const Verb verb_merge = {.name = "merge",
                         .takes = TAKES_SOME,
                         .positional = "REVISION",
                         .kind = ARGUMENT_REVISION,
                         .help = "Merge two revisions together. Creates a new revision file.",
                         .options = options,
                         .run = run};
