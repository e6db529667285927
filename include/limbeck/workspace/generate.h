/* New revision files.
 *
 *     GenerateRequest request = {...};
 *     return workspace_generate(workspace, arena, &request, &path, error);
 */
#ifndef LIMBECK_WORKSPACE_GENERATE_H
#define LIMBECK_WORKSPACE_GENERATE_H

#include "limbeck/alembic/generate.h"
#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/workspace/workspace.h"

/* Writes a new revision file; *path is its path. With revision_environment in the ini env.py is evaluated first, as
 * in Alembic. */
bool workspace_generate(Workspace *workspace, Arena *arena, const GenerateRequest *request, const char **path,
                        Error *error);
/* Whether the project has revision_environment = true. */
bool workspace_revision_environment(Workspace *workspace, bool *runs, Error *error);

#endif
