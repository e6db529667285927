#include "json_output.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

static const Option options[] = {{0}};

static bool run(VerbCall *call, Error *error)
{
    RevisionVector found = {0};
    Workspace *workspace = verb_workspace(call, false, error);
    bool done = workspace && verb_revisions(call, workspace, call->positional.items[0], &found, error);
    RevisionFormat format = {.verbose = true};
    if (done && call->global->json)
        json_print(call->out, json_revisions(&found, NULL));
    for (size_t i = 0; done && !call->global->json && i < found.count; i++)
        fprintf(call->out, "%s\n", format_revision(call->arena, found.items[i], &format));
    workspace_close(workspace);
    return done;
}

const Verb verb_show = {.name = "show",
                        .takes = TAKES_ONE,
                        .positional = "REVISION",
                        .kind = ARGUMENT_REVISION,
                        .help = "Show the revision(s) denoted by the given symbol.",
                        .options = options,
                        .is_long = true,
                        .run = run};
