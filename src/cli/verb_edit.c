#include "verb.h"

#include "limbeck/base/process.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

static const Option options[] = {{0}};

static bool edit(VerbCall *call, const Revision *revision, Error *error)
{
    StringVector words = {0};
    int status;
    if (!editor_words(call->arena, &words, error))
        return false;
    vector_push(call->arena, &words, revision->path);
    if (!process_run(call->arena, &words, NULL, &status, error))
        return false;
    return status == 0 || error_set(error, ERROR_COMMAND, "Error executing editor (exit status %d)", status);
}

static bool run(VerbCall *call, Error *error)
{
    const char *symbol = call->positional.items[0];
    RevisionVector found = {0};
    Workspace *workspace = verb_workspace(call, false, error);
    bool done = workspace && verb_revisions(call, workspace, symbol, &found, error);
    if (done && !found.count)
        done = error_set(error, ERROR_COMMAND,
                         strcmp(symbol, "current") == 0 ? "No current revisions"
                                                        : "No revision files indicated by symbol '%s'",
                         symbol);
    for (size_t i = 0; done && i < found.count; i++)
        done = edit(call, found.items[i], error);
    workspace_close(workspace);
    return done;
}

const Verb verb_edit = {.name = "edit",
                        .takes = TAKES_ONE,
                        .positional = "REVISION",
                        .kind = ARGUMENT_REVISION,
                        .help = "Edit revision script(s) using $EDITOR.",
                        .options = options,
                        .run = run};
