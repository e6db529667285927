/* A copy of a project for trying things.
 *
 *     char *copy = scratch_enter(arena, &files, false, error);
 *     ...
 *     scratch_remove(copy);
 */
#ifndef LIMBECK_WORKSPACE_SCRATCH_PROJECT_H
#define LIMBECK_WORKSPACE_SCRATCH_PROJECT_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

/* Copies the project's files, without its databases, into a new folder and makes it the current folder. The project
 * is limbeck's sample, that of the first of `config_files`, or that of the current folder. NULL when there is none,
 * or when some of its scripts are outside it. */
char *scratch_enter(Arena *arena, const StringVector *config_files, bool sample, Error *error);
void scratch_remove(const char *folder);

#endif
