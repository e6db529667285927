/* The grid of members: with their names where all fit, else a sign each. */
#include "fleet.h"

typedef struct Grid {
    int cell, columns, rows;
    bool has_names;
} Grid;

enum { SIGN_CELL = 2, MAX_NAME = 24, GAP = 2 };

/* A mark, a sign; a blank, the name and a gap. */
static Grid grid_of(const FleetScreen *fleet, Area area)
{
    const int name = fleet->name_width > MAX_NAME ? MAX_NAME : fleet->name_width;
    Grid grid = {.cell = SIGN_CELL + 1 + name + GAP, .rows = area.height, .has_names = true};
    grid.columns = (area.width + GAP) / grid.cell;
    if (grid.columns < 1 || fleet->shown_count > (size_t)grid.columns * (size_t)(grid.rows > 0 ? grid.rows : 0)) {
        grid.has_names = false;
        grid.cell = SIGN_CELL;
        grid.columns = area.width / grid.cell;
    }
    grid.columns = grid.columns > 0 ? grid.columns : 1;
    return grid;
}

static void draw_cell(Application *application, const FleetScreen *fleet, Surface *surface, const Grid *grid, Area cell,
                      size_t index)
{
    const int x = cell.x, y = cell.y, width = cell.width;
    const size_t member = fleet->shown[index];
    const FleetStatus *status = fleet_control_status(fleet->control, member);
    Style style;
    const uint32_t sign = fleet_sign(status, &style);
    if (fleet->selected[member])
        surface_set_cell(surface, x, y, STYLE_KEY, 0x258C);
    surface_set_cell(surface, x + 1, y, style, sign);
    if (grid->has_names)
        surface_text(surface, x + 3, y, width - 3, style == STYLE_APPLIED ? STYLE_TEXT : style,
                     fleet_name(fleet, member));
    add_fleet_zone(application, fleet, FLEET_GRID, cell, (int)index);
    if (index == fleet->at && fleet->pane != FLEET_PROBLEMS)
        surface_select(surface, cell);
}

static const char *title_of(Arena *arena, const FleetScreen *fleet)
{
    Text title = text_in(arena);
    text_append(&title, "Databases  ");
    if (*fleet->filter.text)
        text_append_format(&title, "%s of %s with '%s'", format_count(arena, (int64_t)fleet->shown_count),
                           format_count(arena, (int64_t)fleet->members), fleet->filter.text);
    else
        text_append(&title, format_count(arena, (int64_t)fleet->members));
    if (fleet->selected_count)
        text_append_format(&title, " · %s selected", format_count(arena, (int64_t)fleet->selected_count));
    if (fleet->by_lag)
        text_append(&title, " · by lag");
    return text_string(&title);
}

/* Which ones are in view, at the right of the rule, where there are more. */
static void draw_position(Arena *arena, const FleetScreen *fleet, Surface *surface, Area area, const Grid *grid)
{
    const size_t first = (size_t)fleet->scroll * (size_t)grid->columns,
                 end = first + (size_t)(grid->rows * grid->columns),
                 last = end < fleet->shown_count ? end : fleet->shown_count;
    const char *text =
        arena_format(arena, " %s to %s ", format_count(arena, (int64_t)first + 1), format_count(arena, (int64_t)last));
    const int width = text_width(text), title = text_width(title_of(arena, fleet)) + 4;
    if ((first || last < fleet->shown_count) && title + width + 2 < area.width)
        surface_text(surface, area.x + area.width - width - 1, area.y, width, STYLE_MUTED, text);
}

void draw_fleet_grid(Application *application, FleetScreen *fleet, Surface *surface, Area area)
{
    const Area inside = {area.x + 1, area.y + 1, area.width - 2, area.height - 1};
    const Grid grid = grid_of(fleet, inside);
    const int last = ((int)fleet->shown_count + grid.columns - 1) / grid.columns;
    draw_rule(surface, area.x, area.y, area.width, title_of(application->frame, fleet), fleet->pane == FLEET_GRID);
    const int width = grid.has_names ? grid.cell - GAP : grid.cell;
    fleet->columns = grid.columns;
    fleet->rows = grid.rows;
    if (fleet->scroll > last - grid.rows)
        fleet->scroll = last > grid.rows ? last - grid.rows : 0;
    scroll_to_selected((int)fleet->at / grid.columns, grid.rows, &fleet->scroll);
    for (int row = 0; row < grid.rows; row++)
        for (int column = 0; column < grid.columns; column++) {
            const size_t index = (size_t)(fleet->scroll + row) * (size_t)grid.columns + (size_t)column;
            if (index < fleet->shown_count)
                draw_cell(application, fleet, surface, &grid,
                          (Area){inside.x + column * grid.cell, inside.y + row, width, 1}, index);
        }
    if (!fleet->shown_count)
        surface_text(surface, inside.x + 1, inside.y + 1, inside.width - 2, STYLE_MUTED, "no match");
    draw_position(application->frame, fleet, surface, area, &grid);
}
