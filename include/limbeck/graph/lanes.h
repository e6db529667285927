/* The picture of the graph: one row a revision, newest on top, without colour
 * or glyphs. Memory grows with the revisions and the lanes open beside them. */
#ifndef LIMBECK_GRAPH_LANES_H
#define LIMBECK_GRAPH_LANES_H

#include "limbeck/graph/revision.h"

typedef enum {
    CELL_EMPTY,
    CELL_NODE,
    CELL_VERTICAL,    /* │ */
    CELL_HORIZONTAL,  /* ─ */
    CELL_CROSS,       /* a line passes through another lane */
    CELL_OPENS_RIGHT, /* ╮ a parent's lane begins, right of the node */
    CELL_OPENS_LEFT,  /* ╭ */
    CELL_ENDS_RIGHT,  /* ╯ a child's lane ends, right of the node */
    CELL_ENDS_LEFT,   /* ╰ */
} CellKind;

typedef struct LaneRow {
    const Revision *revision;
    CellKind *cells; /* two a lane: the lane itself, and the gap to its right */
    size_t cell_count;
    size_t node; /* lane of the revision */
} LaneRow;

typedef struct LanePicture {
    LaneRow *rows;
    size_t row_count;
    size_t widest; /* cells */
} LanePicture;

/* `order` as path_all() gives it. */
LanePicture *lane_picture(Arena *arena, const RevisionVector *order);

/* The picture as text, with ASCII or box glyphs: what tests compare. */
char *lane_row_text(Arena *arena, const LaneRow *row, const char *node_glyph, bool ascii);
const char *cell_glyph(CellKind kind, bool ascii);

#endif
