/* Which files belong to the project: those below the checkout's root, script_location, version_locations,
 * prepend_sys_path and $PYTHONPATH. These folders may be symbolic links, since the ini names them; a link below
 * them that leads outside is not opened.
 *
 *     if (project_contains(arena, config, path))
 *         return project_read(arena, config, path, &content, &length, error);
 */
#ifndef LIMBECK_PROJECT_BOUNDARY_H
#define LIMBECK_PROJECT_BOUNDARY_H

#include "limbeck/base/error.h"
#include "limbeck/config/config.h"

/* Whether the path, with symbolic links resolved, is inside. For a path that does not exist, its nearest
 * existing folder decides. */
bool project_contains(Arena *arena, const Config *config, const char *path);

/* The same; the error names the file and its target. */
bool project_check(Arena *arena, const Config *config, const char *path, Error *error);

/* file_read() after that check. */
bool project_read(Arena *arena, const Config *config, const char *path, const char **content, size_t *length,
                  Error *error);

/* file_read() of a module of an installed library, which must be below `root` with links resolved. */
bool library_read(Arena *arena, const char *root, const char *path, const char **content, size_t *length, Error *error);

#endif
