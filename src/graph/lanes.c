#include "limbeck/graph/lanes.h"

#include <string.h>

typedef enum { NOT_JOINED, BY_DEPENDENCY, BY_DESCENT } Join;

/* A lane leads down to a revision; NULL: free. Dependencies have separate lanes. */
typedef struct Lane {
    const Revision *to;
    bool is_dependency;
} Lane;

typedef struct Drawer {
    Arena *arena;
    const GraphView *view;
    VECTOR(Lane) lanes;
    LaneRow *row;
    Join *joined; /* by lane: how it is joined to this row's revision */
} Drawer;

static size_t find_lane(const Drawer *drawer, const Revision *to, bool is_dependency)
{
    size_t lane = 0;
    while (lane < drawer->lanes.count &&
           (drawer->lanes.items[lane].to != to || drawer->lanes.items[lane].is_dependency != is_dependency))
        lane++;
    return lane;
}

static size_t open_lane(Drawer *drawer, const Revision *to, bool is_dependency, size_t not_before)
{
    size_t lane = not_before;
    while (lane < drawer->lanes.count && drawer->lanes.items[lane].to)
        lane++;
    while (lane >= drawer->lanes.count)
        vector_push(drawer->arena, &drawer->lanes, (Lane){0});
    drawer->lanes.items[lane] = (Lane){to, is_dependency};
    return lane;
}

/* Allocates the present lanes and those this row may open. */
static void begin_row(Drawer *drawer, size_t opened)
{
    size_t lanes = drawer->lanes.count + opened + 1;
    drawer->joined = ARENA_ARRAY(drawer->arena, Join, lanes);
    drawer->row->cells = ARENA_ARRAY(drawer->arena, LaneCell, lanes * 2);
    drawer->row->cell_count = lanes * 2;
    for (size_t i = 0; i < drawer->lanes.count; i++)
        if (drawer->lanes.items[i].to)
            drawer->row->cells[i * 2] = LANE_UP | LANE_DOWN | (drawer->lanes.items[i].is_dependency ? LANE_DASHED : 0);
}

/* Draws a horizontal line from the node to every lane joined in this way; lanes in between are crossed. */
static void draw_across(const Drawer *drawer, Join join)
{
    LaneRow *row = drawer->row;
    size_t first = row->node, last = first;
    for (size_t i = 0; i < row->cell_count / 2; i++) {
        if (drawer->joined[i] != join)
            continue;
        first = i < first ? i : first;
        last = i > last ? i : last;
    }
    for (size_t i = first * 2; i <= last * 2; i++) {
        bool stops = i % 2 == 0 && (drawer->joined[i / 2] || i / 2 == row->node);
        LaneCell across = (LaneCell)((i > first * 2 ? LANE_LEFT : 0) | (i < last * 2 ? LANE_RIGHT : 0));
        bool is_way = !(row->cells[i] & (LANE_UP | LANE_DOWN | LANE_NODE));
        if (stops)
            row->cells[i] |= across;
        else if (!is_way)
            row->cells[i] |= LANE_CROSSED;
        else
            row->cells[i] = (LaneCell)(row->cells[i] | across | (join == BY_DEPENDENCY ? LANE_DASHED : 0));
        if (is_way && join == BY_DESCENT)
            row->cells[i] &= (LaneCell)~LANE_DASHED;
    }
}

/* Ends the lanes that lead to this revision. The first of them, preferring a parent lane, becomes the node's lane. */
static void end_lanes(Drawer *drawer, const Revision *revision)
{
    LaneRow *row = drawer->row;
    row->node = find_lane(drawer, revision, false);
    if (row->node == drawer->lanes.count)
        row->node = find_lane(drawer, revision, true);
    if (row->node == drawer->lanes.count)
        row->node = open_lane(drawer, revision, false, 0);
    for (size_t i = 0; i < drawer->lanes.count; i++) {
        Lane *lane = &drawer->lanes.items[i];
        if (lane->to != revision || i == row->node)
            continue;
        drawer->joined[i] = lane->is_dependency ? BY_DEPENDENCY : BY_DESCENT;
        row->cells[i * 2] = (LaneCell)(LANE_UP | (row->cells[i * 2] & LANE_DASHED));
    }
}

/* Starts a lane from the row's revision to one below. */
static void begin_lane(Drawer *drawer, const Revision *to, bool is_dependency)
{
    size_t lane = find_lane(drawer, to, is_dependency);
    if (lane == drawer->lanes.count)
        lane = open_lane(drawer, to, is_dependency, drawer->row->node + 1);
    drawer->joined[lane] = is_dependency ? BY_DEPENDENCY : BY_DESCENT;
    drawer->row->cells[lane * 2] |= LANE_DOWN | (is_dependency ? LANE_DASHED : 0);
}

static void draw_row(Drawer *drawer, const Revision *revision)
{
    LaneRow *row = drawer->row;
    const RevisionVector *parents = &drawer->view->parents[revision->index],
                         *dependencies = &drawer->view->dependencies[revision->index];
    row->revision = revision;
    begin_row(drawer, parents->count + dependencies->count);
    end_lanes(drawer, revision);
    drawer->lanes.items[row->node] = (Lane){parents->count ? parents->items[0] : NULL, false};
    for (size_t i = 1; i < parents->count; i++)
        begin_lane(drawer, parents->items[i], false);
    for (size_t i = 0; i < dependencies->count; i++)
        begin_lane(drawer, dependencies->items[i], true);
    for (size_t i = 0; i < drawer->lanes.count; i++)
        if (drawer->lanes.items[i].to == revision)
            drawer->lanes.items[i].to = NULL;
    row->cells[row->node * 2] = LANE_NODE;
    draw_across(drawer, BY_DEPENDENCY);
    draw_across(drawer, BY_DESCENT);
    while (row->cell_count && !row->cells[row->cell_count - 1])
        row->cell_count--;
    while (drawer->lanes.count && !drawer->lanes.items[drawer->lanes.count - 1].to)
        drawer->lanes.count--;
}

LanePicture *lane_picture(Arena *arena, const GraphView *view)
{
    LanePicture *picture = ARENA_NEW(arena, LanePicture);
    Drawer drawer = {.arena = arena, .view = view};
    picture->rows = ARENA_ARRAY(arena, LaneRow, view->order.count + 1);
    picture->row_count = view->order.count;
    for (size_t i = 0; i < view->order.count; i++) {
        drawer.row = &picture->rows[i];
        draw_row(&drawer, view->order.items[i]);
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
    if (cell & LANE_DASHED && !(cell & (LANE_LEFT | LANE_RIGHT)))
        return ascii ? ":" : "┊";
    if (cell & LANE_DASHED && !(cell & (LANE_UP | LANE_DOWN)))
        return ascii ? "." : "╌";
    return glyphs[cell & 15][ascii];
}

char *lane_row_text(Arena *arena, const LaneRow *row, const char *node_glyph, bool ascii)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < row->cell_count; i++)
        text_append(&text, row->cells[i] & LANE_NODE ? node_glyph : lane_glyph(row->cells[i], ascii));
    return text_string(&text);
}
