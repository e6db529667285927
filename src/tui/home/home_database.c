/* The database pane: revision, tables, sessions, journal. */
#include "limbeck/tui/screen/home_state.h"
#include "limbeck/tui/screen/screen.h"

#include "limbeck/base/clock.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/inspect_snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

static void draw_fact(Application *application, Surface *surface, Area area, int row, const char *name,
                      const char *value, Style style)
{
    (void)application;
    if (row >= area.height)
        return;
    surface_text(surface, area.x, area.y + row, 9, STYLE_MUTED, name);
    surface_text(surface, area.x + 9, area.y + row, area.width - 9, style, value);
}

static void draw_facts(Application *application, Surface *surface, Area area)
{
    Arena *arena = application->frame;
    const DatabaseSnapshot *database = application->latest.database;
    const char *rows = !database->rows_known  ? "unknown"
                       : database->rows.count ? string_vector_join(arena, &database->rows, ", ")
                                              : "none (base)";
    draw_fact(application, surface, area, 0, "server", database->product, STYLE_TEXT);
    draw_fact(application, surface, area, 1, "version", rows, STYLE_CURRENT);
    bool is_known = snapshot_knows_pending(database);
    draw_fact(application, surface, area, 2, "lag",
              is_known ? arena_format(arena, "%zu revision%s", database->pending, database->pending == 1 ? "" : "s")
                       : "unknown",
              is_known && !database->pending ? STYLE_APPLIED : STYLE_PENDING);
    if (database->half_done.revision)
        draw_fact(application, surface, area, 3, "batches",
                  arena_format(arena, "half done: %.12s %s, %s", database->half_done.revision,
                               database->half_done.downgrade ? "down" : "up",
                               half_done_rows(arena, &database->half_done)),
                  STYLE_WARNING);
    else if (database->unknown.count)
        draw_fact(application, surface, area, 3, "press o",
                  database->unknown.count == 1 ? "no script for it"
                                               : arena_format(arena, "no script has %zu rows", database->unknown.count),
                  STYLE_DANGER);
    else
        draw_fact(application, surface, area, 3, "size",
                  database->bytes >= 0 ? format_bytes(arena, database->bytes) : "?", STYLE_TEXT);
    if (database->sessions >= 0)
        draw_fact(
            application, surface, area, 4, "sessions",
            arena_format(arena, "%lld other%s", (long long)database->sessions, database->sessions == 1 ? "" : "s"),
            STYLE_TEXT);
}

/* ---- its tables ------------------------------------------------------------------------------ */

static void click_state_line(Application *application, int index)
{
    bool is_again = home_state(application)->pane == PANE_DATABASE && home_state(application)->state_at == index;
    home_state(application)->pane = PANE_DATABASE;
    home_state(application)->state_at = index;
    if (is_again && home_state(application)->state == STATE_TABLES)
        open_table(application);
}

static void select_line(Application *application, Surface *surface, Area area, int y, int index)
{
    add_zone(application, (Area){area.x, y, area.width, 1}, click_state_line, index);
    if (home_state(application)->pane == PANE_DATABASE && index == home_state(application)->state_at)
        surface_select(surface, (Area){area.x - 1, y, area.width + 1, 1});
}

/* Keeps the selected line visible and within the lines that exist. */
static void clamp_state_line(Application *application, int count, int rows)
{
    if (home_state(application)->state_at >= count)
        home_state(application)->state_at = count ? count - 1 : 0;
    if (home_state(application)->state_scroll > count - rows)
        home_state(application)->state_scroll = count > rows ? count - rows : 0;
    scroll_to_selected(home_state(application)->state_at, rows, &home_state(application)->state_scroll);
}

/* When rows and sizes were counted: less often than the version is read. */
static const char *measured_text(Application *application, int room)
{
    enum { FRESH_MILLISECONDS = 15000 };
    Arena *arena = application->frame;
    int64_t age = clock_milliseconds() - application->latest.database->measured;
    if (age < FRESH_MILLISECONDS || is_running(application))
        return "";
    const char *text = arena_format(arena, " · as of %s", ago_text(arena, age));
    return text_width(text) <= room ? text : arena_format(arena, " %s", ago_text(arena, age));
}

static void draw_tables(Application *application, Surface *surface, Area area)
{
    Arena *arena = application->frame;
    const DatabaseSnapshot *database = application->latest.database;
    int rows = area.height - 1, name_width = area.width - 24;
    if (name_width < 8)
        return;
    surface_text(surface, area.x, area.y, name_width, STYLE_MUTED,
                 database->measured ? arena_format(arena, "table (%zu)%s", database->tables.count,
                                                   measured_text(application, name_width - 10))
                 : workspace_is_idle(application->workspace) ? "tables: not counted yet"
                                                             : "tables: counting ...");
    surface_text(surface, area.x + name_width + 8, area.y, 4, STYLE_MUTED, "rows");
    surface_text(surface, area.x + name_width + 18, area.y, 4, STYLE_MUTED, "size");
    clamp_state_line(application, (int)database->tables.count, rows);
    for (int i = 0; i < rows && home_state(application)->state_scroll + i < (int)database->tables.count; i++) {
        int index = home_state(application)->state_scroll + i, y = area.y + 1 + i;
        const SnapshotTable *table = &database->tables.items[index];
        const char *count = table->rows < 0 ? "?"
                                            : arena_format(arena, "%s%s", table->estimated ? "~" : "",
                                                           format_count(arena, table->rows));
        surface_text(surface, area.x, y, name_width, STYLE_TEXT, table->name);
        surface_text(surface, area.x + name_width, y, 12, STYLE_TEXT, arena_format(arena, "%12s", count));
        if (table->bytes >= 0)
            surface_text(surface, area.x + name_width + 13, y, 9, STYLE_MUTED,
                         arena_format(arena, "%9s", format_bytes(arena, table->bytes)));
        select_line(application, surface, area, y, index);
    }
}

static void draw_state(Application *application, Surface *surface, Area area)
{
    enum { FACTS = 6, MIN_WIDTH = 56 };
    if (area.width < MIN_WIDTH) { /* one above the other */
        draw_facts(application, surface, (Area){area.x, area.y, area.width, area.height});
        if (area.height > FACTS + 1)
            draw_tables(application, surface, (Area){area.x, area.y + FACTS, area.width, area.height - FACTS});
        return;
    }
    int left = area.width * 2 / 5;
    draw_facts(application, surface, (Area){area.x, area.y, left - 1, area.height});
    draw_tables(application, surface, (Area){area.x + left + 1, area.y, area.width - left - 1, area.height});
}

/* ---- inspections ------------------------------------------------------------------------------- */

const InspectSnapshot *latest_inspection(Application *application, InspectKind kind, const char *name,
                                         const char *quoted)
{
    enum { SESSIONS_MILLISECONDS = 2000 };
    const InspectSnapshot *look = application->latest.inspection;
    bool is_this = look && look->kind == kind && (!name || strcmp(look->name, name) == 0);
    bool is_old = !is_this || look->generation < application->latest.database->generation ||
                  ((kind == INSPECT_SESSIONS || kind == INSPECT_CONFLICTS) &&
                   clock_milliseconds() - look->taken > SESSIONS_MILLISECONDS);
    bool is_behind = application->screen->is_dialog && (kind == INSPECT_SESSIONS || kind == INSPECT_JOURNAL);
    if (is_old && !is_behind && !workspace_is_busy(application->workspace))
        workspace_post_inspect(application->workspace, kind, name, quoted);
    return is_this ? look : NULL;
}

/* Each column is as wide as its contents; the last takes the rest. */
static void column_widths(const InspectSnapshot *look, int *widths, int room)
{
    for (size_t k = 0; k < look->columns; k++) {
        widths[k] = 0;
        for (size_t i = 0; i < look->rows.count; i++) {
            int width = text_width(look->rows.items[i].cells.items[k]);
            widths[k] = width > widths[k] ? width : widths[k];
        }
        widths[k] = widths[k] > 28 && k + 1 < look->columns ? 28 : widths[k];
        widths[k] = widths[k] > room ? room : widths[k];
        room -= widths[k] + (widths[k] ? 2 : 0);
        room = room < 0 ? 0 : room;
    }
}

static void draw_inspection_row(Surface *surface, int x, int y, const int *widths, const InspectRow *row, Style style)
{
    for (size_t k = 0; k < row->cells.count; k++) {
        // NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): a row has as many cells as there are columns
        surface_text(surface, x, y, widths[k], style, row->cells.items[k]);
        x += widths[k] + (widths[k] ? 2 : 0);
    }
}

static void draw_inspection(Application *application, Surface *surface, Area area, InspectKind kind)
{
    enum { MAX_COLUMNS = 16 };
    int widths[MAX_COLUMNS], rows = area.height - 1;
    const InspectSnapshot *look = latest_inspection(application, kind, NULL, NULL);
    const char *instead = !look                            ? "looking ..."
                          : look->error.kind != ERROR_NONE ? error_render(application->frame, &look->error)
                          : look->rows.count < 2           ? look->nothing
                                                           : NULL;
    if (instead) {
        surface_text(surface, area.x, area.y, area.width, STYLE_MUTED, instead);
        return;
    }
    column_widths(look, widths, area.width);
    draw_inspection_row(surface, area.x, area.y, widths, &look->rows.items[0], STYLE_MUTED);
    clamp_state_line(application, (int)look->rows.count - 1, rows);
    for (int i = 0; i < rows && home_state(application)->state_scroll + i + 1 < (int)look->rows.count; i++) {
        int index = home_state(application)->state_scroll + i;
        const InspectRow *row = &look->rows.items[index + 1];
        draw_inspection_row(surface, area.x, area.y + 1 + i, widths, row,
                            row->is_highlighted ? STYLE_WARNING : STYLE_TEXT);
        select_line(application, surface, area, area.y + 1 + i, index);
    }
}

static void draw_sessions(Application *application, Surface *surface, Area area)
{
    draw_inspection(application, surface, area, INSPECT_SESSIONS);
}

static void draw_journal(Application *application, Surface *surface, Area area)
{
    draw_inspection(application, surface, area, INSPECT_JOURNAL);
}

/* ---- the pane ------------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    void (*draw)(Application *application, Surface *surface, Area area);
} views[STATE_COUNT] = {[STATE_TABLES] = {"tables", draw_state},
                        [STATE_SESSIONS] = {"sessions", draw_sessions},
                        [STATE_JOURNAL] = {"journal", draw_journal}};

static void click_view(Application *application, int view)
{
    home_state(application)->pane = PANE_DATABASE;
    home_state(application)->state = (StateView)view;
    home_state(application)->state_at = home_state(application)->state_scroll = 0;
}

/* Draws the views' names at the right of the pane's title, if they fit. */
static void draw_views(Application *application, Surface *surface, Area area)
{
    int width = 0;
    for (int i = 0; i < STATE_COUNT; i++)
        width += (int)strlen(views[i].name) + 2;
    int x = area.x + area.width - width - 1;
    if (x < area.x + text_width(database_title(application)) + 6)
        return;
    for (int i = 0; i < STATE_COUNT; i++) {
        bool is_chosen = (StateView)i == home_state(application)->state;
        int taken = surface_text(surface, x, area.y, width, is_chosen ? STYLE_CURRENT : STYLE_MUTED,
                                 arena_format(application->frame, " %s ", views[i].name));
        if (is_chosen)
            surface_select(surface, (Area){x, area.y, taken, 1});
        add_zone(application, (Area){x, area.y, taken, 1}, click_view, i);
        x += taken;
    }
}

/* In the last line, when the server's message leaves no other. */
static void add_last_seen(Application *application, StringVector *lines, int height)
{
    Arena *arena = application->frame;
    const DatabaseSnapshot *database = application->latest.database;
    if (!database->last_seen || height < 2)
        return;
    lines->count = (int)lines->count < height ? lines->count : (size_t)height - 1;
    vector_push(arena, lines,
                arena_format(arena, "last seen %s: version %s", time_of_day(arena, database->last_seen),
                             short_rows(arena, &database->last_rows)));
}

void draw_database(Application *application, Surface *surface, Area area)
{
    const DatabaseSnapshot *database = application->latest.database;
    draw_rule(surface, area.x, area.y, area.width, database_title(application),
              home_state(application)->pane == PANE_DATABASE);
    Area inside = {area.x + 2, area.y + 1, area.width - 3, area.height - 1};
    if (!database)
        return;
    if (database->error.kind != ERROR_NONE) {
        StringVector lines = {0};
        wrap_text(application->frame, error_render(application->frame, &database->error), inside.width, &lines);
        add_last_seen(application, &lines, inside.height);
        for (int i = 0; i < inside.height && i < (int)lines.count; i++)
            surface_text(surface, inside.x, inside.y + i, inside.width, i ? STYLE_TEXT : STYLE_DANGER, lines.items[i]);
        return;
    }
    draw_views(application, surface, area);
    views[home_state(application)->state].draw(application, surface, inside);
}
