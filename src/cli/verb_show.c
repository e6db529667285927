#include "verb.h"

#include <stdio.h>
#include <string.h>

static const VerbOption options[] = {{NULL, NULL, NULL, NULL}};

static bool find(VerbCall *call, Workspace *workspace, RevisionVector *found, Error *error)
{
    const char *identifier = call->positional.items[0], *url;
    const RevisionMap *map = workspace_map(workspace);
    if (strcmp(identifier, "current") != 0)
        return resolve_revisions(call->arena, map, identifier, found, error);
    StringVector rows = {0};
    if (!workspace_current(workspace, call->arena, &rows, &url, error))
        return false;
    for (size_t i = 0; i < rows.count; i++)
        if (!resolve_revisions(call->arena, map, rows.items[i], found, error))
            return false;
    return true;
}

static bool run(VerbCall *call, Error *error)
{
    RevisionVector found = {0};
    Workspace *workspace = verb_workspace(call, false, error);
    bool done = workspace && find(call, workspace, &found, error);
    RevisionFormat format = {.verbose = true};
    for (size_t i = 0; done && i < found.count; i++)
        printf("%s\n", format_revision(call->arena, found.items[i], &format));
    workspace_close(workspace);
    return done;
}

const Verb verb_show = {"show", "REVISION", false, "Show the revision(s) denoted by the given symbol.", options, run};
