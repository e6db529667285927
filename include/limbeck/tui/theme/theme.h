/* How styles look: colours and attributes from a file of themes/. */
#ifndef LIMBECK_TUI_THEME_THEME_H
#define LIMBECK_TUI_THEME_THEME_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/tui/surface/surface.h"

typedef struct Look {
    int32_t foreground; /* 0xRRGGBB; -1: the terminal's own */
    int32_t background;
    bool bold, dim, underline, reverse;
} Look;

/* Where a terminal has 8 or 16 colours, the nearest of them may mean something else: there the colours
 * are 0 (black) to 7 (white) of the terminal's own, as the theme names them. */
typedef struct Theme {
    Look looks[STYLE_COUNT];
    Look few[STYLE_COUNT];
    bool has_few[STYLE_COUNT];
} Theme;

/* Without colour: attributes alone carry the meaning. */
Theme theme_plain(void);

/* Reads a file such as themes/night.ini: one line a style, "style = #rrggbb
 * [on #rrggbb] [bold] [dim] [underline] [reverse] [/ red [on white] [bold] ...]". */
bool theme_read(const char *path, Theme *theme, Error *error);

/* The file of a theme, named or with its path; NULL when no folder has it. */
char *theme_find(Arena *arena, const char *name);

/* The names of all there are. */
void theme_names(Arena *arena, StringVector *names);

#endif
