#include "verb.h"

#include <stdio.h>

enum { OPTION_VERBOSE, OPTION_RESOLVE };

static const VerbOption options[] = {{"--verbose", "-v", NULL, "more about each revision"},
                                     {"--resolve-dependencies", NULL, NULL, "count dependencies as down revisions"},
                                     {NULL, NULL, NULL, NULL}};

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    if (!workspace)
        return false;
    const RevisionMap *map = workspace_map(workspace);
    const RevisionVector *heads = call->values[OPTION_RESOLVE] ? &map->real_heads : &map->heads;
    RevisionFormat format = {.verbose = call->values[OPTION_VERBOSE] != NULL, .branches = true, .no_tree = true};
    for (size_t i = 0; i < heads->count; i++)
        printf("%s\n", format_revision(call->arena, heads->items[i], &format));
    workspace_close(workspace);
    return true;
}

const Verb verb_heads = {"heads", NULL, false, "Show current available heads in the script directory.", options, run};
