/* The grid of cells. Everything shown on the screen is written through it; control and bidirectional characters,
 * which could move the cursor or hide text, are shown as visible marks. */
#ifndef LIMBECK_TUI_SURFACE_SURFACE_H
#define LIMBECK_TUI_SURFACE_SURFACE_H

#include "limbeck/base/text.h"

/* The meaning of a text; the theme defines its look. */
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
    uint32_t marks[2];  /* combining characters; 0: none */
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

/* In cells; on the heap, to be freed by surface_free(). */
Surface *surface_new(int width, int height);
void surface_free(Surface *surface);
void surface_clear(Surface *surface);

/* Writes one line within `width` cells, cut with an ellipsis if too long; returns the number of cells used. */
int surface_text(Surface *surface, int x, int y, int width, Style style, const char *text);
void surface_set_cell(Surface *surface, int x, int y, Style style, uint32_t codepoint);
void surface_restyle(Surface *surface, int x, int y, Style style);
void surface_fill(Surface *surface, Area area, Style style, uint32_t codepoint);
/* Swaps ink and paper of the area; its text does not change. */
void surface_reverse(Surface *surface, Area area);
/* Swaps them where the text is found, in letters of either case. */
void surface_highlight(Surface *surface, Area area, const char *text);
/* Shows the area as selected; its text does not change. */
void surface_select(Surface *surface, Area area);

/* The ASCII replacement of a glyph on a terminal without glyphs; '?' for unknown ones. */
uint32_t ascii_letter(uint32_t codepoint);

#endif
