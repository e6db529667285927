/* [post_write_hooks]: programs that format a new revision file.
 *
 *     StatusReceiver status = {0}; // reports nothing
 *     return hooks_run(arena, config, path, &status, error);
 */
#ifndef LIMBECK_PROJECT_HOOKS_H
#define LIMBECK_PROJECT_HOOKS_H

#include "limbeck/config/config.h"
#include "limbeck/project/status.h"

/* Runs each hook on the file, in order. As in Alembic, a hook's exit status is ignored. */
bool hooks_run(Arena *arena, const Config *config, const char *path, const StatusReceiver *status, Error *error);

#endif
