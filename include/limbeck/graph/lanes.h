/* The picture of the graph: one row a revision, newest on top, without colour
 * or glyphs. Memory grows with the revisions and the lanes open beside them. */
#ifndef LIMBECK_GRAPH_LANES_H
#define LIMBECK_GRAPH_LANES_H

#include "limbeck/graph/view.h"

/* Where the lines of a cell lead; a cell without any is empty. */
enum {
    LANE_UP = 1,
    LANE_DOWN = 2,
    LANE_LEFT = 4,
    LANE_RIGHT = 8,
    LANE_CROSSED = 16, /* by a line that has nothing to do with it */
    LANE_NODE = 32,
    LANE_DASHED = 64, /* a dependency */
};

typedef unsigned char LaneCell;

typedef struct LaneRow {
    const Revision *revision;
    LaneCell *cells; /* two a lane: the lane itself, and the gap to its right */
    size_t cell_count;
    size_t node; /* lane of the revision */
} LaneRow;

typedef struct LanePicture {
    LaneRow *rows;
    size_t row_count;
    size_t widest; /* cells */
} LanePicture;

LanePicture *lane_picture(Arena *arena, const GraphView *view);

/* The picture as text, with ASCII or box glyphs: what tests compare. */
char *lane_row_text(Arena *arena, const LaneRow *row, const char *node_glyph, bool ascii);
const char *lane_glyph(LaneCell cell, bool ascii);

#endif
