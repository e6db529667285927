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

/* Room for the lanes there are and those this row may open. */
static void begin_row(Drawer *drawer, const Revision *revision)
{
    size_t lanes = drawer->lanes.count + revision->parents.count + 1;
    drawer->row->cells = ARENA_ARRAY(drawer->arena, LaneCell, lanes * 2);
    drawer->row->cell_count = lanes * 2;
    for (size_t i = 0; i < drawer->lanes.count; i++)
        if (drawer->lanes.items[i])
            drawer->row->cells[i * 2] = LANE_UP | LANE_DOWN;
}

/* A line across from the node to every lane that is joined; what it passes on the way
 * is crossed. */
static void draw_across(LaneRow *row, const bool *joined, size_t lanes)
{
    size_t first = row->node, last = row->node;
    for (size_t i = 0; i < lanes; i++) {
        if (!joined[i])
            continue;
        first = i < first ? i : first;
        last = i > last ? i : last;
    }
    for (size_t i = first * 2; i <= last * 2; i++) {
        bool is_lane = i % 2 == 0, stops = is_lane && (joined[i / 2] || i / 2 == row->node);
        LaneCell across = (LaneCell)((i > first * 2 ? LANE_LEFT : 0) | (i < last * 2 ? LANE_RIGHT : 0));
        if (stops || !row->cells[i])
            row->cells[i] |= across;
        else
            row->cells[i] |= LANE_CROSSED;
    }
}

static void draw_row(Drawer *drawer, const Revision *revision)
{
    LaneRow *row = drawer->row;
    row->revision = revision;
    begin_row(drawer, revision);
    bool *joined = ARENA_ARRAY(drawer->arena, bool, row->cell_count / 2 + 1);
    size_t node = lane_of(drawer, revision);
    if (node == drawer->lanes.count)
        node = open_lane(drawer, revision, 0);
    row->node = node;
    for (size_t lane = node + 1; lane < drawer->lanes.count; lane++)
        if (drawer->lanes.items[lane] == revision) {
            joined[lane] = true;
            row->cells[lane * 2] = LANE_UP;
        }
    drawer->lanes.items[node] = revision->parents.count ? revision->parents.items[0] : NULL;
    for (size_t i = 1; i < revision->parents.count; i++) {
        const Revision *parent = revision->parents.items[i];
        size_t lane = lane_of(drawer, parent);
        if (lane == drawer->lanes.count)
            lane = open_lane(drawer, parent, node + 1);
        joined[lane] = lane != node;
        row->cells[lane * 2] |= LANE_DOWN;
    }
    for (size_t lane = 0; lane < drawer->lanes.count; lane++)
        if (lane != node && drawer->lanes.items[lane] == revision)
            drawer->lanes.items[lane] = NULL;
    row->cells[node * 2] = LANE_NODE;
    draw_across(row, joined, row->cell_count / 2);
    while (row->cell_count && !row->cells[row->cell_count - 1])
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

const char *lane_glyph(LaneCell cell, bool ascii)
{
    static const char *const glyphs[16][2] = {
        [0] = {" ", " "},
        [LANE_UP] = {"│", "|"},
        [LANE_DOWN] = {"│", "|"},
        [LANE_UP | LANE_DOWN] = {"│", "|"},
        [LANE_LEFT] = {"─", "-"},
        [LANE_RIGHT] = {"─", "-"},
        [LANE_LEFT | LANE_RIGHT] = {"─", "-"},
        [LANE_UP | LANE_LEFT] = {"╯", "/"},
        [LANE_UP | LANE_RIGHT] = {"╰", "\\"},
        [LANE_DOWN | LANE_LEFT] = {"╮", "\\"},
        [LANE_DOWN | LANE_RIGHT] = {"╭", "/"},
        [LANE_UP | LANE_DOWN | LANE_LEFT] = {"┤", "+"},
        [LANE_UP | LANE_DOWN | LANE_RIGHT] = {"├", "+"},
        [LANE_UP | LANE_LEFT | LANE_RIGHT] = {"┴", "+"},
        [LANE_DOWN | LANE_LEFT | LANE_RIGHT] = {"┬", "+"},
        [LANE_UP | LANE_DOWN | LANE_LEFT | LANE_RIGHT] = {"┼", "+"},
    };
    if (cell & LANE_NODE)
        return ascii ? "o" : "○";
    return glyphs[cell & 15][ascii];
}

char *lane_row_text(Arena *arena, const LaneRow *row, const char *node_glyph, bool ascii)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < row->cell_count; i++)
        text_append(&text, row->cells[i] & LANE_NODE ? node_glyph : lane_glyph(row->cells[i], ascii));
    return text_string(&text);
}
