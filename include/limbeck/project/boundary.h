/* Which files are the project's: those below the root of the checkout, script_location,
 * version_locations, prepend_sys_path and $PYTHONPATH. These folders may be symbolic links, since the ini names them; a
 * link below them that leads elsewhere is not opened. */
#ifndef LIMBECK_PROJECT_BOUNDARY_H
#define LIMBECK_PROJECT_BOUNDARY_H

#include "limbeck/base/error.h"
#include "limbeck/config/config.h"

/* Where the path leads without symbolic links. What does not exist is judged by the nearest folder
 * above it that does. */
bool project_holds(Arena *arena, const Config *config, const char *path);

/* The same; the error names the file and where it leads. */
bool project_check(Arena *arena, const Config *config, const char *path, Error *error);

/* file_read() behind that check. */
bool project_read(Arena *arena, const Config *config, const char *path, const char **content, size_t *length,
                  Error *error);

/* file_read() of a module of an installed library, which must lie below `root` where links lead. */
bool library_read(Arena *arena, const char *root, const char *path, const char **content, size_t *length, Error *error);

#endif
