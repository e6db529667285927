/* What --stash cannot keep of steps. */
#ifndef LIMBECK_SRC_WORKSPACE_STASH_LIMITS_H
#define LIMBECK_SRC_WORKSPACE_STASH_LIMITS_H

#include "internal.h"

/* For each preview what --stash cannot keep of its step, one sentence each; none without a database. Two round trips
 * for all together. */
bool workspace_stash_limits_of_previews(Workspace *workspace, Arena *arena, const Preview *previews, size_t count,
                                        StringVector *sentences, Error *error);
bool preview_has_losses(const Preview *preview);

#endif
