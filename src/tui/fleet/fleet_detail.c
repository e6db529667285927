/* The list of members with a problem, and what is known of the member at the cursor. */
#include "fleet.h"

#include "limbeck/workspace/workspace.h"

#include <string.h>

/* ---- problems --------------------------------------------------------------------------------------- */

/* Of "FOLDER/SCRIPT.py:19: MESSAGE" the bytes before MESSAGE; 0: no place stands there. */
static size_t script_place_length(const char *problem)
{
    const char *end = *problem == '/' ? strstr(problem, ".py:") : NULL;
    end = end ? end + strlen(".py:") : NULL;
    end = end ? end + strspn(end, "0123456789") : NULL;
    return end && strncmp(end, ": ", 2) == 0 ? (size_t)(end - problem) + 2 : 0;
}

/* The same without the folder. */
static const char *without_folder(Arena *arena, const char *problem)
{
    const size_t length = problem ? script_place_length(problem) : 0;
    return length ? arena_format(arena, "%s%s", path_basename(arena_strndup(arena, problem, length)), problem + length)
                  : problem;
}

static const char *problem_text(Application *application, const FleetStatus *status)
{
    if (status->state == FLEET_ORPHAN)
        return arena_format(application->frame, "%.8s: no script", status->rows.items[0]);
    if (!status->problem)
        return fleet_state_name(status->state);
    const char *line = text_one_line(application->frame, status->problem);
    return line + script_place_length(line);
}

static void draw_problem(Application *application, const FleetScreen *fleet, Surface *surface, Area row, int names,
                         size_t member)
{
    const FleetStatus *status = fleet_control_status(fleet->control, member);
    const int end = row.x + row.width;
    Style style;
    const uint32_t sign = fleet_sign(status, &style);
    const int x = row.x + 3 + names + 2;
    surface_set_cell(surface, row.x + 1, row.y, style, sign);
    surface_text(surface, row.x + 3, row.y, names, STYLE_TEXT, fleet_name(fleet, member));
    if (end - x > 4)
        surface_text(surface, x, row.y, end - x, STYLE_MUTED,
                     whole_words(application->frame, problem_text(application, status), end - x));
}

/* The width of the names in view, at most half of the pane. */
static int names_width(const FleetScreen *fleet, int rows, int most)
{
    int widest = 0;
    for (size_t i = (size_t)fleet->problem_scroll; rows > 0 && i < fleet->problem_count; i++, rows--) {
        const int width = text_width(fleet_name(fleet, fleet->problems[i]));
        widest = width > widest ? width : widest;
    }
    return widest < most ? widest : most;
}

void draw_fleet_problems(Application *application, FleetScreen *fleet, Surface *surface, Area area)
{
    const int rows = area.height - 1, count = (int)fleet->problem_count;
    draw_rule(surface, area.x, area.y, area.width,
              arena_format(application->frame, "Problems  %s", format_count(application->frame, count)),
              fleet->pane == FLEET_PROBLEMS);
    if (fleet->problem_scroll > count - rows)
        fleet->problem_scroll = count > rows ? count - rows : 0;
    scroll_to_selected((int)fleet->problem_at, rows, &fleet->problem_scroll);
    const int names = names_width(fleet, rows, area.width / 2);
    for (int i = 0; i < rows && fleet->problem_scroll + i < count; i++) {
        const int index = fleet->problem_scroll + i;
        const Area row = {area.x, area.y + 1 + i, area.width, 1};
        draw_problem(application, fleet, surface, row, names, fleet->problems[index]);
        add_fleet_zone(application, fleet, FLEET_PROBLEMS, row, index);
        if (index == (int)fleet->problem_at && fleet->pane == FLEET_PROBLEMS)
            surface_select(surface, row);
    }
    if (!count)
        surface_text(surface, area.x + 2, area.y + 1, area.width - 3, STYLE_MUTED, "none so far");
}

/* ---- the member at the cursor ------------------------------------------------------------------------- */

static const char *rows_text(Application *application, const FleetStatus *status)
{
    const RevisionMap *map = workspace_map(application->workspace);
    Arena *arena = application->frame;
    if (!status->has_rows)
        return status->state == FLEET_UNREAD ? "" : "its revision is not known";
    if (!status->rows.count)
        return "at base";
    const Revision *revision = map_get(&map->by_name, status->rows.items[0]);
    const char *title = status->rows.count == 1 && revision ? fleet_revision_title(arena, revision) : "";
    return arena_format(arena, "at %s%s%s", string_vector_join(arena, &status->rows, ", "), *title ? "  " : "", title);
}

static void add(Application *application, StyledLines *lines, int width, Style style, const char *text)
{
    if (text && *text)
        add_lines(application, lines, (StyledLine){.style = style}, width, text_one_line(application->frame, text));
}

/* "postgresql://db1/shop, app.alembic_version"; of a file only its name: the folder is the same for most. */
static const char *place_text(const char *place)
{
    const char *after = place ? strstr(place, "://") : NULL;
    if (!after || after[3] != '/')
        return place;
    const char *end = strchr(after, ','), *name = after;
    for (const char *at = after; *at && at != end; at++)
        name = *at == '/' ? at + 1 : name;
    return name;
}

static void add_status(Application *application, StyledLines *lines, int width, const FleetStatus *status)
{
    add(application, lines, width, STYLE_TEXT, rows_text(application, status));
    add(application, lines, width, STYLE_MUTED, place_text(status->answer.place));
    if (status->state == FLEET_RUNNING || status->state == FLEET_DONE)
        add(application, lines, width, STYLE_TEXT, status->step);
    if (status->state == FLEET_DONE)
        add(application, lines, width, STYLE_MUTED,
            arena_format(application->frame, "%zu step%s in %s", status->steps_begun,
                         status->steps_begun == 1 ? "" : "s",
                         format_duration(application->frame, status->milliseconds)));
    if (status->state == FLEET_ORPHAN)
        add(application, lines, width, STYLE_DANGER,
            "A version row has no script here: it may be one of a newer checkout. Enter opens the database, where o "
            "looks for the script in git.");
    else
        add(application, lines, width, STYLE_DANGER, without_folder(application->frame, status->problem));
    add(application, lines, width, STYLE_TEXT, status->kept);
    if (status->state != FLEET_ORPHAN)
        add(application, lines, width, STYLE_MUTED, status->hint);
}

void draw_fleet_member(Application *application, FleetScreen *fleet, Surface *surface, Area area)
{
    const size_t member = fleet_cursor(fleet);
    StyledLines lines = {0};
    if (member == SIZE_MAX) {
        draw_rule(surface, area.x, area.y, area.width, "Database", false);
        return;
    }
    const FleetStatus *status = fleet_control_status(fleet->control, member);
    draw_rule(surface, area.x, area.y, area.width,
              arena_format(application->frame, "%s  %s", fleet_name(fleet, member),
                           fleet_state_text(application->frame, status)),
              false);
    add_status(application, &lines, area.width - 3, status);
    for (int i = 0; i < area.height - 1 && i < (int)lines.count; i++)
        draw_styled_line(surface, area.x + 2, area.y + 1 + i, area.width - 3, &lines.items[i]);
}
