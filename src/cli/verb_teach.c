/* teach: the terminal interface on a copy of the project, with lessons. */
#include "verb.h"

#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/scratch_project.h"

#include <stdlib.h>

enum { OPTION_SAMPLE };

static const Option options[] = {
    {"--sample", NULL, NULL, "use limbeck's sample project instead of the one here", ARGUMENT_NONE, NULL}, {0}};

static bool run(VerbCall *call, Error *error)
{
    const GlobalOptions *global = call->global;
    bool sample = is_given(&call->options, OPTION_SAMPLE);
    char *folder = scratch_enter(call->arena, &global->workspace.config_files, sample, error);
    if (!folder)
        return false;
    GlobalOptions taught = *global;
    taught.workspace.url = arena_format(call->arena, "sqlite:///%s/teach.db", folder);
    for (size_t i = 0; i < taught.workspace.config_files.count; i++)
        taught.workspace.config_files.items[i] = path_basename(taught.workspace.config_files.items[i]);
    if (sample)
        taught.workspace.config_files = (StringVector){0};
    taught.pictures = workspace_pictures(call->arena);
    /* Runs of the tour are not written to the user's journal. */
    setenv("XDG_STATE_HOME", folder, 1);
    bool done = global->open_terminal(&taught, true, error);
    scratch_remove(folder);
    return done;
}

const Verb verb_teach = {
    .name = "teach", .help = "Take a guided tour on a copy of the project, on SQLite.", .options = options, .run = run};
