/* sql: exactly what one revision's own function emits offline. */
#include "verb.h"

#include <stdio.h>

enum { OPTION_DOWN, OPTION_DIALECT };

static const VerbOption options[] = {
    {"--down", NULL, NULL, "the SQL of downgrade() instead of upgrade()"},
    {"--dialect", NULL, "DIALECT", "postgresql or sqlite; otherwise that of the database URL"},
    {NULL, NULL, NULL, NULL}};

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, true, error);
    if (!workspace)
        return false;
    Text out = text_in(call->arena);
    bool done = workspace_sql(workspace, call->positional.items[0], call->values[OPTION_DOWN] != NULL,
                              call->values[OPTION_DIALECT], &out, error);
    fputs(text_string(&out), stdout);
    workspace_close(workspace);
    return done;
}

const Verb verb_sql = {"sql", "REVISION", false, "Print the SQL of one revision; needs no database.", options, run};
