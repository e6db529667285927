/* A grid of cells. Everything that reaches the screen goes through here, and
 * what could move a cursor or hide text is made visible on the way. */
#ifndef LIMBECK_TUI_SURFACE_SURFACE_H
#define LIMBECK_TUI_SURFACE_SURFACE_H

#include "limbeck/base/text.h"

/* What text means; the theme says how that looks. */
typedef enum {
    STYLE_TEXT,
    STYLE_MUTED,
    STYLE_TITLE,
    STYLE_BORDER,
    STYLE_SELECTED,
    STYLE_APPLIED,
    STYLE_PENDING,
    STYLE_CURRENT,
    STYLE_LABEL,
    STYLE_KEYWORD,
    STYLE_STRING,
    STYLE_KEY,
    STYLE_BAR,
    STYLE_WARNING,
    STYLE_DANGER,
    STYLE_COUNT
} Style;

typedef struct Cell {
    uint32_t codepoint; /* 0: the right half of a wide character */
    uint32_t marks[2];  /* that combine with it; 0: none */
    Style style;
    bool reverse;
} Cell;

typedef struct Surface {
    int width, height;
    Cell *cells;
} Surface;

typedef struct Area {
    int x, y, width, height;
} Area;

Surface *surface_new(int width, int height);
void surface_free(Surface *surface);
void surface_clear(Surface *surface);

/* Writes one line within `width` cells and returns the cells taken; what does
 * not fit ends in an ellipsis. */
int surface_text(Surface *surface, int x, int y, int width, Style style, const char *text);
void surface_put(Surface *surface, int x, int y, Style style, uint32_t codepoint);
void surface_restyle(Surface *surface, int x, int y, Style style);
void surface_fill(Surface *surface, Area area, Style style, uint32_t codepoint);
/* Shows the area as selected without touching its text. */
void surface_select(Surface *surface, Area area);

/* The ASCII letter that stands for a glyph where there are no glyphs; '?' for others. */
uint32_t plain_letter(uint32_t codepoint);

#endif
