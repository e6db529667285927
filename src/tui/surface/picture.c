#include "limbeck/tui/surface/picture.h"

#include "limbeck/tui/surface/svg.h"
#include "limbeck/workspace/run_snapshot.h"

bool picture_save(Arena *arena, const Surface *surface, const char *theme, const char *folder, const char **path,
                  Error *error)
{
    Theme colours = theme_plain();
    Error ignored = {0};
    Text picture = text_on_heap();
    const char *file = theme ? theme_find(arena, theme) : NULL;
    if (!file || !theme_read(file, &colours, &ignored))
        colours = theme_plain();
    error_clear(&ignored);
    surface_svg(surface, &colours, &picture);
    bool done = workspace_save_picture(arena, folder, text_string(&picture), picture.length, path, error);
    text_release(&picture);
    return done;
}
