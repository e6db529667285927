/* Restores the script of a version row from git.
 *
 *     if (workspace_restore_script(workspace, arena, "ffff00000005", &path, error))
 *         show("restored %s", path);
 */
#ifndef LIMBECK_WORKSPACE_ORPHAN_SCRIPT_H
#define LIMBECK_WORKSPACE_ORPHAN_SCRIPT_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/workspace/workspace.h"

/* Writes the missing script of revision `id`, from the project's git history; *path is its path. */
bool workspace_restore_script(Workspace *workspace, Arena *arena, const char *id, const char **path, Error *error);

#endif
