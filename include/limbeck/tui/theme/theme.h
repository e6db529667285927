/* Themes: colours and attributes of each style, read from a file in themes/. */
#ifndef LIMBECK_TUI_THEME_THEME_H
#define LIMBECK_TUI_THEME_THEME_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/tui/surface/surface.h"

typedef struct StyleAttributes {
    int32_t foreground; /* 0xRRGGBB; -1: the terminal's default */
    int32_t background;
    bool bold, dim, underline, reverse;
} StyleAttributes;

/* `few` is for terminals of 8 or 16 colours, where the nearest colour may have another meaning: the theme names
 * colours 0 (black) to 7 (white) of the terminal's palette. */
typedef struct Theme {
    StyleAttributes attributes[STYLE_COUNT];
    StyleAttributes attributes_few_colours[STYLE_COUNT];
    bool has_few_colours[STYLE_COUNT];
} Theme;

/* The theme without colour: only attributes. */
Theme theme_plain(void);

/* Reads a file such as themes/night.ini, one line per style: "style = #rrggbb [on #rrggbb] [bold] [dim] [underline]
 * [reverse] [/ red [on white] [bold] ...]". */
bool theme_read(const char *path, Theme *theme, Error *error);

/* The path of a theme's file, given its name or path; NULL when it is not found. */
char *theme_find(Arena *arena, const char *name);

/* The nearest colour in a palette of `count` colours; -1 for -1. color_of_256(): that of 256, as 0xRRGGBB. */
int nearest_color(int32_t color, int colors);
int32_t color_of_256(int32_t color);

/* The names of all themes found. */
void theme_names(Arena *arena, StringVector *names);

#endif
