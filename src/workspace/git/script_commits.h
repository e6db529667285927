/* The commits that added the scripts of a folder, and the releases that first had them.
 *
 *     ScriptCommits found = {.arena = arena, .stops = &stops};
 *     script_commits_read(&found, versions_folder);
 *     const ScriptCommit *commit = map_get(&found.by_path, path);
 */
#ifndef LIMBECK_SRC_WORKSPACE_GIT_SCRIPT_COMMITS_H
#define LIMBECK_SRC_WORKSPACE_GIT_SCRIPT_COMMITS_H

#include "limbeck/base/map.h"
#include "limbeck/workspace/commit_snapshot.h"

#include <stdatomic.h>

typedef struct ScriptCommits {
    Arena *arena;
    const atomic_bool *stops; /* git is killed when it becomes true */
    Map by_path;              /* paths as in Revision.path to ScriptCommit */
} ScriptCommits;

/* Adds those of `folder`; nothing where there is no repository, or git has no answer within its time limit. */
void script_commits_read(ScriptCommits *commits, const char *folder);

#endif
