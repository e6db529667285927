/* A copy of a project where everything may be tried. */
#ifndef LIMBECK_WORKSPACE_SCRATCH_PROJECT_H
#define LIMBECK_WORKSPACE_SCRATCH_PROJECT_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

/* Copies the project's files, without its databases, into a new folder and enters it. The
 * project is that of the current folder, that of the first of `config_files`, or limbeck's
 * sample. NULL where there is none, or scripts of it lie elsewhere. */
char *scratch_enter(Arena *arena, const StringVector *config_files, bool sample, Error *error);
void scratch_remove(const char *folder);

#endif
