/* The script of a version row that has none, restored from git. */
#ifndef LIMBECK_WORKSPACE_ORPHAN_SCRIPT_H
#define LIMBECK_WORKSPACE_ORPHAN_SCRIPT_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/workspace/workspace.h"

/* Writes the script of a revision that is not there back, as git remembers it. */
bool workspace_restore_script(Workspace *workspace, Arena *arena, const char *id, const char **path, Error *error);

#endif
