/* Saves a screen as a picture.
 *
 *     const char *path;
 *     Surface *surface = surface_new(80, 24);
 *     bool done = picture_save(arena, surface, "night", NULL, &path, error);
 *     surface_free(surface);
 *     return done;
 */
#ifndef LIMBECK_TUI_SURFACE_PICTURE_H
#define LIMBECK_TUI_SURFACE_PICTURE_H

#include "limbeck/base/error.h"
#include "limbeck/tui/surface/surface.h"

/* As a new file in `folder`; NULL: with the reports. `theme` NULL: without colours. */
bool picture_save(Arena *arena, const Surface *surface, const char *theme, const char *folder, const char **path,
                  Error *error);

#endif
