/* What --stash cannot keep of a step. */
#ifndef LIMBECK_SRC_WORKSPACE_STASH_LIMITS_H
#define LIMBECK_SRC_WORKSPACE_STASH_LIMITS_H

#include "internal.h"

/* What --stash cannot keep of the step, one sentence each; none without a database. */
bool workspace_stash_limits_of_preview(Workspace *workspace, Arena *arena, const Preview *preview,
                                       StringVector *sentences, Error *error);
bool preview_has_losses(const Preview *preview);

#endif
