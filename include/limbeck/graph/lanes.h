/* The graph as rows of cells, one row per revision, newest first, without colours or glyphs. Memory use grows with the
 * number of revisions and of lanes open at each.
 *
 *     LanePicture *picture = lane_picture(arena, graph_view(arena, map, &order, NULL));
 *     for (size_t i = 0; i < picture->row_count; i++)
 *         show("%s", lane_row_text(arena, &picture->rows[i], "o", true));
 */
#ifndef LIMBECK_GRAPH_LANES_H
#define LIMBECK_GRAPH_LANES_H

#include "limbeck/graph/view.h"

/* The directions of a cell's lines; 0: an empty cell. */
enum {
    LANE_UP = 1,
    LANE_DOWN = 2,
    LANE_LEFT = 4,
    LANE_RIGHT = 8,
    LANE_CROSSED = 16, /* crossed by a line of other revisions */
    LANE_NODE = 32,
    LANE_DASHED = 64, /* a dependency */
};

typedef unsigned char LaneCell;

typedef struct LaneRow {
    const Revision *revision;
    LaneCell *cells; /* two per lane: the lane, and the gap to its right */
    size_t cell_count;
    size_t node; /* lane of the revision */
} LaneRow;

typedef struct LanePicture {
    LaneRow *rows;
    size_t row_count;
    size_t widest; /* in cells */
} LanePicture;

/* In `arena`: one row for each row of the view, in its order. */
LanePicture *lane_picture(Arena *arena, const GraphView *view);

/* The row as text, with ASCII or box-drawing glyphs; used by tests. */
char *lane_row_text(Arena *arena, const LaneRow *row, const char *node_glyph, bool ascii);
const char *lane_glyph(LaneCell cell, bool ascii);

#endif
