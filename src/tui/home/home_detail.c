/* The detail pane: the selected revision, its script, its SQL in both directions and for the other dialect, and its
 * risks. At full width the script is shown beside it, and both scroll together. */
#include "detail.h"
#include "limbeck/tui/screen/home_state.h"

#include <string.h>

/* ---- tabs and columns ---------------------------------------------------------------------------------- */

static const struct {
    const char *name, *short_name; /* short_name: when space is short */
    Collector *collect;
    bool shows_script;
} tabs[DETAIL_COUNT] = {[DETAIL_SCRIPT] = {"script", "script", collect_script, false},
                        [DETAIL_UPGRADE] = {"upgrade", "up", collect_sql, true},
                        [DETAIL_DOWNGRADE] = {"downgrade", "down", collect_sql, true},
                        [DETAIL_DIALECTS] = {"dialects", "dialects", collect_dialects, false},
                        [DETAIL_SCHEMA] = {"schema", "schema", collect_schema, false},
                        [DETAIL_RISK] = {"risk", "risk", collect_risks, true}};

static void click_tab(Application *application, int tab)
{
    home_state(application)->detail.mode = (DetailMode)tab;
    home_state(application)->detail.at = home_state(application)->detail.scroll = 0;
}

static void click_pane(Application *application, int pane)
{
    home_state(application)->pane = (Pane)pane;
}

static void draw_tabs(Application *application, Surface *surface, Area area)
{
    int x = area.x + 1, needed = 0;
    for (int i = 0; i < DETAIL_COUNT; i++)
        needed += (int)strlen(tabs[i].name) + 2;
    for (int i = 0; i < DETAIL_COUNT; i++) {
        bool chosen = (DetailMode)i == home_state(application)->detail.mode;
        const char *name = needed > area.width ? tabs[i].short_name : tabs[i].name;
        int width = (int)strlen(name);
        if (x + width > area.x + area.width)
            break;
        surface_text(surface, x, area.y, width, chosen ? STYLE_CURRENT : STYLE_MUTED, name);
        if (chosen)
            surface_select(surface, (Area){x - 1, area.y, width + 2, 1});
        add_zone(application, (Area){x - 1, area.y, width + 2, 1}, click_tab, i);
        x += width + 2;
    }
}

static const char *facts_of(Application *application, const Revision *revision)
{
    Arena *arena = application->frame;
    Text text = text_in(arena);
    text_append_format(&text, "%s  ← %s", revision->id,
                       revision->down_revisions.count ? string_vector_join(arena, &revision->down_revisions, ", ")
                                                      : "base");
    if (revision->depends_on.count)
        text_append_format(&text, "  needs %s", string_vector_join(arena, &revision->depends_on, ", "));
    if (revision->all_labels.count)
        text_append_format(&text, "  [%s]", string_vector_join(arena, &revision->all_labels, ", "));
    const ScriptCommit *commit = commit_of(application, revision);
    const char *date = revision->create_date ? revision->create_date : commit ? commit->date : NULL;
    if (date)
        text_append_format(&text, "  %.10s", date);
    if (commit)
        text_append_format(&text, "  %s", commit->author);
    if (commit && commit->release)
        text_append_format(&text, "  since %s", commit->release);
    return text_string(&text);
}

static void clamp(int *at, size_t count)
{
    if (*at >= (int)count)
        *at = (int)count - 1;
    if (*at < 0)
        *at = 0;
}

/* Lines that come from script line `line` are highlighted. */
static void draw_column(Application *application, Surface *surface, Area area, const StyledLines *lines, int at,
                        int *scroll, bool is_focused, int line)
{
    const Revision *revision = application_selected(application);
    int most = (int)lines->count - area.height;
    if (*scroll > most)
        *scroll = most > 0 ? most : 0;
    for (int i = 0; i < area.height && *scroll + i < (int)lines->count; i++) {
        const StyledLine *shown = &lines->items[*scroll + i];
        draw_styled_line(surface, area.x + 1, area.y + i, area.width - 1, shown);
        if (line && shown->line == line && home_state(application)->detail.is_wide)
            surface_set_cell(surface, area.x, area.y + i, STYLE_KEY, 0x258C);
        bool is_first = *scroll + i == 0 || shown[-1].line != shown->line;
        if (is_first && has_breakpoint(application, revision, shown->line))
            surface_set_cell(surface, area.x, area.y + i, STYLE_DANGER, 0x25CF);
        if (is_focused && *scroll + i == at)
            home_state(application)->detail.script_line = shown->line;
        if (is_focused && *scroll + i == at)
            surface_select(surface, (Area){area.x + 1, area.y + i, area.width - 1, 1});
    }
    if (most > *scroll)
        surface_text(surface, area.x + area.width - 7, area.y + area.height - 1, 7, STYLE_MUTED, " more ↓");
}

/* The column with the focus keeps its line; the other one follows. */
static int first_of_line(const StyledLines *lines, int line)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->items[i].line == line)
            return (int)i;
    return -1;
}

static void scroll_to_line(const StyledLines *lines, int line, int rows, int *at, int *scroll)
{
    int found = line ? first_of_line(lines, line) : -1;
    if (found < 0)
        return;
    *at = found;
    scroll_to_selected(found + rows / 2, rows, scroll);
    scroll_to_selected(found, rows, scroll);
}

static void draw_script_and_sql(Application *application, Surface *surface, const Revision *revision, Area left,
                                Area right, const StyledLines *lines)
{
    StyledLines script = {0};
    collect_script(application, revision, left.width - 1, &script);
    bool leads = home_state(application)->pane == PANE_GRAPH; /* the script is shown in the graph's place */
    clamp(&home_state(application)->detail.script_at, script.count);
    int line = leads ? home_state(application)->detail.script_at + 1
               : lines->count > (size_t)home_state(application)->detail.at
                   ? lines->items[home_state(application)->detail.at].line
                   : 0;
    if (leads)
        scroll_to_line(lines, line, right.height, &home_state(application)->detail.at,
                       &home_state(application)->detail.scroll);
    else
        scroll_to_line(&script, line, left.height, &home_state(application)->detail.script_at,
                       &home_state(application)->detail.script_scroll);
    scroll_to_selected(home_state(application)->detail.script_at, left.height,
                       &home_state(application)->detail.script_scroll);
    draw_column(application, surface, left, &script, home_state(application)->detail.script_at,
                &home_state(application)->detail.script_scroll, leads, line);
    draw_column(application, surface, right, lines, home_state(application)->detail.at,
                &home_state(application)->detail.scroll, home_state(application)->pane == PANE_DETAIL, line);
}

/* Number of the line that begins `def upgrade`, from 1; 0: none. */
static int upgrade_line(const Revision *revision)
{
    static const char *const beginnings[] = {"def upgrade", "async def upgrade"};
    int number = 1;
    for (const char *at = revision->content; at; number++) {
        if (text_starts_with(at, beginnings[0]) || text_starts_with(at, beginnings[1]))
            return number;
        at = (at = strchr(at, '\n')) ? at + 1 : NULL;
    }
    return 0;
}

/* Scrolls a newly selected revision: its script to upgrade(), or to the line that was searched for. */
static void scroll_to_start(Application *application, const Revision *revision)
{
    enum { ABOVE = 2 };
    DetailState *detail = &home_state(application)->detail;
    bool is_new = detail->placed != revision || detail->placed_mode != detail->mode;
    int line = detail->wanted_line ? detail->wanted_line : is_new ? upgrade_line(revision) : 0;
    int above = line > ABOVE && detail->wanted_line ? ABOVE : 0;
    detail->placed = revision;
    detail->placed_mode = detail->mode;
    detail->wanted_line = 0;
    if (!line || detail->mode != DETAIL_SCRIPT)
        return;
    detail->at = line - 1;
    detail->scroll = line - 1 - above;
}

static void draw_lines(Application *application, Surface *surface, const Revision *revision, Area area)
{
    StyledLines lines = {0}, other = {0};
    int half = area.width / 2;
    Area left = {area.x, area.y, half, area.height}, right = {area.x + half, area.y, area.width - half, area.height};
    bool is_split = home_state(application)->detail.is_wide && home_state(application)->detail.mode == DETAIL_DIALECTS;
    bool is_beside = home_state(application)->detail.is_wide && tabs[home_state(application)->detail.mode].shows_script;
    int width = (is_beside || is_split ? half : area.width) - 2;
    if (is_split)
        collect_both(application, revision, width, &lines, &other);
    else
        tabs[home_state(application)->detail.mode].collect(application, revision, width, &lines);
    scroll_to_start(application, revision);
    clamp(&home_state(application)->detail.at, lines.count);
    scroll_to_selected(home_state(application)->detail.at, area.height, &home_state(application)->detail.scroll);
    if (is_beside) {
        draw_script_and_sql(application, surface, revision, left, right, &lines);
        return;
    }
    bool is_focused = home_state(application)->pane != PANE_DATABASE &&
                      (home_state(application)->detail.is_wide || home_state(application)->pane == PANE_DETAIL);
    draw_column(application, surface, is_split ? left : area, &lines, home_state(application)->detail.at,
                &home_state(application)->detail.scroll, is_focused, 0);
    if (is_split)
        draw_column(application, surface, right, &other, home_state(application)->detail.at,
                    &home_state(application)->detail.scroll, is_focused, 0);
}

void move_in_detail(Application *application, int by)
{
    bool in_script = home_state(application)->detail.is_wide && home_state(application)->pane == PANE_GRAPH &&
                     tabs[home_state(application)->detail.mode].shows_script;
    int *at = in_script ? &home_state(application)->detail.script_at : &home_state(application)->detail.at;
    *at += by;
    if (*at < 0)
        *at = 0;
}

void draw_detail(Application *application, Surface *surface, Area area)
{
    const Revision *revision = application_selected(application);
    home_state(application)->detail.script_line = 0;
    if (!revision)
        return;
    add_zone(application, area, click_pane, PANE_DETAIL);
    draw_rule(surface, area.x, area.y, area.width, application_title(application, revision),
              home_state(application)->pane == PANE_DETAIL);
    surface_text(surface, area.x + 1, area.y + 1, area.width - 1, STYLE_MUTED, facts_of(application, revision));
    draw_tabs(application, surface, (Area){area.x, area.y + 2, area.width, 1});
    draw_lines(application, surface, revision, (Area){area.x, area.y + 4, area.width, area.height - 4});
}
