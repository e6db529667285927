/* [post_write_hooks]: programs that tidy a new revision file. */
#ifndef LIMBECK_PROJECT_HOOKS_H
#define LIMBECK_PROJECT_HOOKS_H

#include "limbeck/config/config.h"
#include "limbeck/project/status.h"

/* Runs every hook on the file, in order; what a hook's exit status says is, as in
 * Alembic, its own business. */
bool hooks_run(Arena *arena, const Config *config, const char *path, const StatusReceiver *status, Error *error);

#endif
