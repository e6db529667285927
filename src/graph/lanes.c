#include "limbeck/graph/lanes.h"

#include <string.h>

/* lanes.items[i] is the revision that lane i leads down to; NULL is free. */
typedef struct Drawer {
    Arena *arena;
    RevisionVector lanes;
    LaneRow *row;
} Drawer;

static size_t lane_of(const Drawer *drawer, const Revision *revision)
{
    size_t lane = 0;
    while (lane < drawer->lanes.count && drawer->lanes.items[lane] != revision)
        lane++;
    return lane;
}

static size_t open_lane(Drawer *drawer, const Revision *revision, size_t not_before)
{
    size_t lane = not_before;
    while (lane < drawer->lanes.count && drawer->lanes.items[lane])
        lane++;
    while (lane >= drawer->lanes.count)
        vector_push(drawer->arena, &drawer->lanes, NULL);
    drawer->lanes.items[lane] = revision;
    return lane;
}

static void join(Drawer *drawer, size_t node, size_t lane, CellKind right, CellKind left)
{
    CellKind *cells = drawer->row->cells;
    size_t from = node < lane ? node : lane, to = node < lane ? lane : node;
    for (size_t i = from * 2 + 1; i < to * 2; i++) {
        bool line = cells[i] == CELL_VERTICAL || cells[i] == CELL_CROSS;
        bool kept = cells[i] != CELL_EMPTY && cells[i] != CELL_HORIZONTAL && !line;
        if (!kept)
            cells[i] = line ? CELL_CROSS : CELL_HORIZONTAL;
    }
    cells[lane * 2] = lane > node ? right : left;
}

/* Room for the lanes there are and those this row may open. */
static void begin_row(Drawer *drawer, const Revision *revision)
{
    size_t lanes = drawer->lanes.count + revision->parents.count + 1;
    drawer->row->cells = ARENA_ARRAY(drawer->arena, CellKind, lanes * 2);
    drawer->row->cell_count = lanes * 2;
    for (size_t i = 0; i < drawer->lanes.count; i++)
        if (drawer->lanes.items[i])
            drawer->row->cells[i * 2] = CELL_VERTICAL;
}

static void draw_row(Drawer *drawer, const Revision *revision)
{
    LaneRow *row = drawer->row;
    row->revision = revision;
    begin_row(drawer, revision);
    size_t node = lane_of(drawer, revision);
    if (node == drawer->lanes.count)
        node = open_lane(drawer, revision, 0);
    row->node = node;
    for (size_t lane = node + 1; lane < drawer->lanes.count; lane++)
        if (drawer->lanes.items[lane] == revision)
            join(drawer, node, lane, CELL_ENDS_RIGHT, CELL_ENDS_LEFT);
    drawer->lanes.items[node] = revision->parents.count ? revision->parents.items[0] : NULL;
    for (size_t i = 1; i < revision->parents.count; i++) {
        const Revision *parent = revision->parents.items[i];
        size_t lane = lane_of(drawer, parent);
        if (lane == drawer->lanes.count)
            lane = open_lane(drawer, parent, node + 1);
        if (lane != node)
            join(drawer, node, lane, CELL_OPENS_RIGHT, CELL_OPENS_LEFT);
    }
    for (size_t lane = 0; lane < drawer->lanes.count; lane++)
        if (lane != node && drawer->lanes.items[lane] == revision)
            drawer->lanes.items[lane] = NULL;
    row->cells[node * 2] = CELL_NODE;
    while (row->cell_count && row->cells[row->cell_count - 1] == CELL_EMPTY)
        row->cell_count--;
    while (drawer->lanes.count && !drawer->lanes.items[drawer->lanes.count - 1])
        drawer->lanes.count--;
}

LanePicture *lane_picture(Arena *arena, const RevisionVector *order)
{
    LanePicture *picture = ARENA_NEW(arena, LanePicture);
    Drawer drawer = {.arena = arena};
    picture->rows = ARENA_ARRAY(arena, LaneRow, order->count + 1);
    picture->row_count = order->count;
    for (size_t i = 0; i < order->count; i++) {
        drawer.row = &picture->rows[i];
        draw_row(&drawer, order->items[i]);
        if (drawer.row->cell_count > picture->widest)
            picture->widest = drawer.row->cell_count;
    }
    return picture;
}

const char *cell_glyph(CellKind kind, bool ascii)
{
    static const char *const glyphs[][2] = {
        [CELL_EMPTY] = {" ", " "},      [CELL_NODE] = {"○", "o"},       [CELL_VERTICAL] = {"│", "|"},
        [CELL_HORIZONTAL] = {"─", "-"}, [CELL_CROSS] = {"┼", "+"},      [CELL_OPENS_RIGHT] = {"╮", "\\"},
        [CELL_OPENS_LEFT] = {"╭", "/"}, [CELL_ENDS_RIGHT] = {"╯", "/"}, [CELL_ENDS_LEFT] = {"╰", "\\"},
    };
    return glyphs[kind][ascii];
}

char *lane_row_text(Arena *arena, const LaneRow *row, const char *node_glyph, bool ascii)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < row->cell_count; i++)
        text_append(&text, row->cells[i] == CELL_NODE ? node_glyph : cell_glyph(row->cells[i], ascii));
    return text_string(&text);
}
