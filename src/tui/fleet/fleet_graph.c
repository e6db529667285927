/* The graph of the project, with the number of members at each revision. */
#include "fleet.h"

#include "limbeck/workspace/workspace.h"

#include <string.h>

typedef struct Counts {
    size_t *at; /* by Revision.index */
    size_t base, orphans, most;
} Counts;

static Counts count_members(const Application *application, const FleetScreen *fleet)
{
    const RevisionMap *map = workspace_map(application->workspace);
    Counts counts = {.at = ARENA_ARRAY(application->frame, size_t, map->revisions.count + 1)};
    for (size_t i = 0; i < fleet->members; i++) {
        const FleetStatus *status = fleet_control_status(fleet->control, i);
        counts.base += status->has_rows && !status->rows.count;
        counts.orphans += status->state == FLEET_ORPHAN;
        for (size_t k = 0; status->has_rows && k < status->rows.count; k++) {
            const Revision *revision = map_get(&map->by_name, status->rows.items[k]);
            if (revision)
                counts.at[revision->index]++;
        }
    }
    counts.most = counts.base > counts.orphans ? counts.base : counts.orphans;
    for (size_t i = 0; i < map->revisions.count; i++)
        counts.most = counts.at[i] > counts.most ? counts.at[i] : counts.most;
    return counts;
}

typedef struct Columns {
    int x, end, count; /* `count`: width of the number of members */
} Columns;

/* Returns where the lanes begin. */
static int draw_count(Application *application, Surface *surface, const Columns *columns, int y, size_t count,
                      Style style)
{
    const char *text = count ? format_count(application->frame, (int64_t)count) : "";
    surface_text(surface, columns->x + columns->count - text_width(text), y, columns->count, style, text);
    return columns->x + columns->count + 1;
}

static int lanes_width(const Application *application, const Columns *columns)
{
    const int widest = (int)application->graph.picture->widest, most = (columns->end - columns->x) / 3;
    return widest < most ? widest : most;
}

static void draw_revision(Application *application, Surface *surface, const Columns *columns, int y, const LaneRow *row,
                          size_t count)
{
    int x = draw_count(application, surface, columns, y, count, STYLE_CURRENT);
    const int lanes = lanes_width(application, columns);
    for (int i = 0; i < (int)row->cell_count && i < lanes; i++) {
        const bool is_node = row->cells[i] & LANE_NODE;
        surface_text(surface, x + i, y, 1, is_node && count ? STYLE_CURRENT : STYLE_MUTED,
                     !is_node ? lane_glyph(row->cells[i], false)
                     : count  ? "◉"
                              : "○");
    }
    x += lanes + 1;
    x += surface_text(surface, x, y, columns->end - x, count ? STYLE_CURRENT : STYLE_MUTED,
                      arena_format(application->frame, "%.*s ", application->graph.id_width, row->revision->id));
    if (revision_is_real_head(row->revision) && x < columns->end)
        x += surface_text(surface, x, y, columns->end - x, STYLE_LABEL, "head ");
    const int left = columns->end - x;
    if (left > 4)
        surface_text(surface, x, y, left, count ? STYLE_TEXT : STYLE_MUTED,
                     whole_words(application->frame, fleet_revision_title(application->frame, row->revision), left));
}

static void draw_base(Application *application, Surface *surface, const Columns *columns, int y, size_t count)
{
    const Style style = count ? STYLE_CURRENT : STYLE_MUTED;
    const int x = draw_count(application, surface, columns, y, count, style),
              id = x + lanes_width(application, columns) + 1;
    surface_text(surface, x, y, 1, style, count ? "◉" : "○");
    surface_text(surface, id, y, columns->end - id, style, "base");
}

static int row_count(const Application *application)
{
    return (int)application->graph.picture->row_count + 1; /* and the base */
}

const char *fleet_target(const Application *application, const FleetScreen *fleet)
{
    const int at = fleet->graph_at;
    return at < row_count(application) - 1 ? application->graph.picture->rows[at].revision->id : "base";
}

static int draw_orphans(Application *application, Surface *surface, const Columns *columns, int y, size_t count)
{
    if (!count)
        return 0;
    const int x = draw_count(application, surface, columns, y, count, STYLE_DANGER);
    surface_text(surface, x, y, columns->end - x, STYLE_DANGER,
                 whole_words(application->frame, "◌ at revisions without a script here", columns->end - x));
    return 1;
}

void draw_fleet_graph(Application *application, FleetScreen *fleet, Surface *surface, Area area)
{
    const Counts counts = count_members(application, fleet);
    const RevisionMap *map = workspace_map(application->workspace);
    const char *heads =
        map->real_heads.count > 1 ? arena_format(application->frame, " · %zu heads", map->real_heads.count) : "";
    const Columns columns = {area.x + 1, area.x + area.width,
                             text_width(format_count(application->frame, (int64_t)counts.most))};
    draw_rule(surface, area.x, area.y, area.width,
              arena_format(application->frame, "History  %zu%s", map->revisions.count, heads),
              fleet->pane == FLEET_GRAPH);
    int y = area.y + 1;
    y += draw_orphans(application, surface, &columns, y, counts.orphans);
    const int rows = area.y + area.height - y, last = row_count(application);
    fleet->graph_at = fleet->graph_at >= last ? last - 1 : fleet->graph_at;
    if (fleet->graph_scroll > last - rows)
        fleet->graph_scroll = last > rows ? last - rows : 0;
    scroll_to_selected(fleet->graph_at, rows, &fleet->graph_scroll);
    for (int i = 0; i < rows && fleet->graph_scroll + i < last; i++) {
        const int index = fleet->graph_scroll + i;
        const Area row = {area.x, y + i, area.width, 1};
        if (index == last - 1)
            draw_base(application, surface, &columns, row.y, counts.base);
        else
            draw_revision(application, surface, &columns, row.y, &application->graph.picture->rows[index],
                          counts.at[application->graph.picture->rows[index].revision->index]);
        add_fleet_zone(application, fleet, FLEET_GRAPH, row, index);
        if (index == fleet->graph_at && fleet->pane == FLEET_GRAPH)
            surface_select(surface, row);
    }
}
