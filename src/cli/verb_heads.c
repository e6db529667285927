#include "json_output.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

enum { OPTION_VERBOSE, OPTION_RESOLVE };

static const Option options[] = {
    {"--verbose", "-v", NULL, "details of each revision", ARGUMENT_NONE, NULL},
    {"--resolve-dependencies", NULL, NULL, "count dependencies as down revisions", ARGUMENT_NONE, NULL},
    {0}};

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    if (!workspace)
        return false;
    const RevisionMap *map = workspace_map(workspace);
    const RevisionVector *heads = is_given(&call->options, OPTION_RESOLVE) ? &map->real_heads : &map->heads;
    RevisionFormat format = {.verbose = is_given(&call->options, OPTION_VERBOSE),
                             .branches = true,
                             .no_tree = true,
                             .colours = verb_colours(call)};
    if (call->global->json)
        json_print(call->out, json_revisions(heads, NULL));
    for (size_t i = 0; !call->global->json && i < heads->count; i++)
        fprintf(call->out, "%s\n", format_revision(call->arena, heads->items[i], &format));
    workspace_close(workspace);
    return true;
}

const Verb verb_heads = {
    .name = "heads", .help = "Show current available heads in the script directory.", .options = options, .run = run};
