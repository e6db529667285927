/* The graph: newest revision first, with lanes, ids, labels and messages. */
#include "limbeck/tui/screen/home_state.h"
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

typedef struct Mark {
    const char *glyph;
    Style style;
} Mark;

static const Mark unknown = {"◌", STYLE_MUTED}, pending = {"○", STYLE_PENDING}, applied = {"●", STYLE_APPLIED},
                  current = {"◉", STYLE_CURRENT}, orphan = {"◌", STYLE_DANGER}, half_done = {"◐", STYLE_WARNING};

static bool is_half_done(const Application *application, const Revision *revision)
{
    const DatabaseSnapshot *database = application->latest.database;
    return database && database->connected && database->half_done.revision &&
           strcmp(database->half_done.revision, revision->id) == 0;
}

static const Mark *mark_of(const Application *application, const Revision *revision)
{
    const DatabaseSnapshot *database = application->latest.database;
    if (is_half_done(application, revision))
        return &half_done;
    bool is_applied = database && database->connected && database->applied[revision->index];
    if (!is_applied)
        return snapshot_knows_pending(database) ? &pending : &unknown;
    return database->current[revision->index] ? &current : &applied;
}

static int draw_lanes(Application *application, Surface *surface, int x, int y, int width, const LaneRow *row)
{
    const Mark *mark = mark_of(application, row->revision);
    for (int i = 0; i < (int)row->cell_count && i < width; i++) {
        bool node = row->cells[i] & LANE_NODE;
        const char *glyph = node ? mark->glyph : lane_glyph(row->cells[i], false);
        if (node && folded_rows(application, row->revision))
            glyph = "≡";
        surface_text(surface, x + i, y, 1, node ? mark->style : STYLE_MUTED, glyph);
    }
    return (int)application->graph.picture->widest < width ? (int)application->graph.picture->widest : width;
}

/* "head", the script's own labels, "here"; branch and merge points are visible from the lanes. */
static const char *tags_of(Application *application, const Revision *revision)
{
    Text text = text_in(application->frame);
    const DatabaseSnapshot *database = application->latest.database;
    if (database && database->connected && database->current[revision->index])
        text_append(&text, "here ");
    if (is_half_done(application, revision))
        text_append_format(&text, "half done %s ", database->half_done.downgrade ? "down" : "up");
    if (is_marked(application, revision))
        text_append(&text, "marked ");
    add_other_databases(application, revision, &text);
    if (revision_is_real_head(revision))
        text_append(&text, "head ");
    for (size_t i = 0; i < revision->branch_labels.count; i++)
        text_append_format(&text, "%s ", revision->branch_labels.items[i]);
    return text_string(&text);
}

static void draw_row(Application *application, Surface *surface, Area area, int y, const LaneRow *row)
{
    const Mark *mark = mark_of(application, row->revision);
    int most_lanes = area.width / 3;
    int x = area.x + 1 + draw_lanes(application, surface, area.x + 1, y, most_lanes, row) + 1;
    int end = area.x + area.width, number = plan_number(application, row->revision);
    if (home_state(application)->plan.is_shown) /* numbers the steps of the plan */
        x += 1 + surface_text(surface, x, y, end - x, STYLE_KEY,
                              number ? arena_format(application->frame, "%3d", number) : "   ");
    Style run_style = STYLE_MUTED;
    const char *run = run_mark(application, row->revision, &run_style);
    if (application->screen == &screen_run)
        x += 1 + surface_text(surface, x, y, end - x, run_style, run ? run : " ");
    char compared = comparison_mark(application, row->revision);
    if (compared)
        x += 1 + surface_text(surface, x, y, end - x, compared == '-' ? STYLE_DANGER : STYLE_APPLIED,
                              arena_format(application->frame, "%c", compared));
    bool is_aside = compared == ' ' || (home_state(application)->plan.is_shown && !number) ||
                    (application->screen == &screen_run && !run);
    Style style = is_aside ? STYLE_MUTED : mark->style;
    end = draw_commit(application, surface, x, end, y, row->revision);
    surface_text(surface, x, y, end - x, style,
                 arena_format(application->frame, "%.*s", application->graph.id_width, row->revision->id));
    x += application->graph.id_width + 1;
    const char *tags = tags_of(application, row->revision);
    if (*tags && x < end)
        x += surface_text(surface, x, y, end - x, STYLE_LABEL, tags);
    int many = folded_rows(application, row->revision);
    if (many && x < end)
        x += 2 + surface_text(surface, x, y, end - x, STYLE_LABEL,
                              arena_format(application->frame, "and %d before it", many - 1));
    if (x < end)
        surface_text(surface, x, y, end - x,
                     is_aside           ? STYLE_MUTED
                     : mark == &pending ? STYLE_PENDING
                                        : STYLE_TEXT,
                     application_title(application, row->revision));
}

const char *pending_text(Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    if (!database)
        return "";
    return snapshot_knows_pending(database) ? arena_format(application->frame, "%zu pending", database->pending)
                                            : "pending unknown";
}

/* Draws orphan rows above the history, since no script leads to them. */
static int draw_orphans(Application *application, Surface *surface, Area area)
{
    enum { MAX_ORPHANS = 3 };
    const DatabaseSnapshot *database = application->latest.database;
    int count = database ? (int)database->unknown.count : 0;
    count = count > MAX_ORPHANS ? MAX_ORPHANS : count;
    for (int i = 0; i < count; i++) {
        int x = area.x + 1, y = area.y + i, end = area.x + area.width;
        x += surface_text(surface, x, y, 1, orphan.style, orphan.glyph) + 1;
        x += surface_text(surface, x, y, end - x, orphan.style,
                          arena_format(application->frame, "%.12s", database->unknown.items[i])) +
             1;
        x += x < end ? surface_text(surface, x, y, end - x, STYLE_LABEL, "here ") : 0;
        if (x < end)
            surface_text(surface, x, y, end - x, STYLE_TEXT, "not in your scripts: o");
    }
    return count;
}

static const char *title_of(Application *application)
{
    const RevisionMap *map = workspace_map(application->workspace);
    const char *start =
        application->graph.filter.text[0]
            ? arena_format(application->frame, "History  %zu of %zu with '%s'", application->graph.view->order.count,
                           map->revisions.count, application->graph.filter.text)
            : arena_format(application->frame, "History  %zu", map->revisions.count);
    if (map->real_heads.count > 1)
        start = arena_format(application->frame, "%s · %zu heads", start, map->real_heads.count);
    const char *pending_now = pending_text(application);
    if (*pending_now)
        start = arena_format(application->frame, "%s · %s", start, pending_now);
    if (application->graph.folds && !application->graph.filter.text[0])
        start = arena_format(application->frame, "%s · folded", start);
    return start;
}

static void click_revision(Application *application, int index)
{
    home_state(application)->pane = PANE_GRAPH;
    application_select(application, index);
}

void draw_graph(Application *application, Surface *surface, Area area)
{
    draw_rule(surface, area.x, area.y, area.width, title_of(application), home_state(application)->pane == PANE_GRAPH);
    int orphans = draw_orphans(application, surface, (Area){area.x, area.y + 1, area.width, area.height - 1});
    area.y += orphans;
    int rows = area.height - 1 - orphans;
    application->graph.height = rows;
    int most = (int)application->graph.picture->row_count - rows;
    if (application->graph.scroll > most)
        application->graph.scroll = most > 0 ? most : 0;
    scroll_to_selected(application->graph.selected, rows, &application->graph.scroll);
    for (int i = 0; i < rows && application->graph.scroll + i < (int)application->graph.picture->row_count; i++) {
        int index = application->graph.scroll + i;
        draw_row(application, surface, area, area.y + 1 + i, &application->graph.picture->rows[index]);
        add_zone(application, (Area){area.x, area.y + 1 + i, area.width, 1}, click_revision, index);
        if (index == application->graph.selected)
            surface_select(surface, (Area){area.x, area.y + 1 + i, area.width, 1});
    }
    if (!application->graph.picture->row_count)
        surface_text(surface, area.x + 2, area.y + 2, area.width - 3, STYLE_MUTED,
                     application->graph.filter.text[0] ? "no match" : "no revisions yet");
}
