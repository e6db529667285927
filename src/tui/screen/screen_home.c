/* Home: the graph, the selected revision, the database. */
#include "limbeck/tui/screen/home_state.h"
#include "limbeck/tui/screen/screen.h"

#include "limbeck/base/clock.h"
#include "limbeck/fleet/control.h"
#include "limbeck/tui/application.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>
#include <strings.h>

/* ---- actions ------------------------------------------------------------------------ */

static void move_in(Application *application, Pane pane, int by)
{
    if (pane == PANE_DATABASE)
        home_state(application)->state_at =
            home_state(application)->state_at + by > 0 ? home_state(application)->state_at + by : 0;
    else if (pane == PANE_DETAIL || home_state(application)->detail.is_wide)
        move_in_detail(application, by);
    else
        application_select(application, application->graph.selected + by);
}

static void move_by(Application *application, int by)
{
    move_in(application, home_state(application)->pane, by);
}

bool turn_wheel(Application *application, int x, int y, int by)
{
    for (int pane = 0; pane < PANE_COUNT; pane++) {
        const Area area = home_state(application)->areas[pane];
        if (x < area.x || y < area.y || x >= area.x + area.width || y >= area.y + area.height)
            continue;
        move_in(application, (Pane)pane, by);
        return true;
    }
    return false;
}

static void act_up(Application *application, Key key)
{
    (void)key;
    move_by(application, -1);
}

static void act_down(Application *application, Key key)
{
    (void)key;
    move_by(application, 1);
}

static void act_page_up(Application *application, Key key)
{
    (void)key;
    move_by(application, -(application->graph.height - 1));
}

static void act_page_down(Application *application, Key key)
{
    (void)key;
    move_by(application, application->graph.height - 1);
}

static void act_first(Application *application, Key key)
{
    (void)key;
    move_by(application, -1000000);
}

static void act_last(Application *application, Key key)
{
    (void)key;
    move_by(application, 1000000);
}

static void act_tab(Application *application, Key key)
{
    int by = key == KEY_CODE_BACK_TAB ? PANE_COUNT - 1 : 1;
    home_state(application)->pane = (Pane)(((int)home_state(application)->pane + by) % PANE_COUNT);
}

static void act_view(Application *application, Key key)
{
    bool back = key == 'S' || key == KEY_CODE_LEFT;
    if (home_state(application)->pane == PANE_DATABASE) {
        home_state(application)->state =
            (StateView)(((int)home_state(application)->state + (back ? STATE_COUNT - 1 : 1)) % STATE_COUNT);
        home_state(application)->state_at = home_state(application)->state_scroll = 0;
        return;
    }
    int by = back ? DETAIL_COUNT - 1 : 1;
    home_state(application)->detail.mode =
        (DetailMode)(((int)home_state(application)->detail.mode + by) % DETAIL_COUNT);
    home_state(application)->detail.at = home_state(application)->detail.scroll = 0;
}

static void act_refresh(Application *application, Key key)
{
    (void)key;
    application->refresh.requested_at =
        application->refresh.is_requested ? application->refresh.requested_at : clock_milliseconds();
    application->refresh.is_requested = true;
    workspace_post_refresh(application->workspace);
}

/* ---- folds, filter and width ------------------------------------------------------------------ */

/* A key that changes the graph also shows it, if the detail covers it. */
void show_graph(Application *application)
{
    if (home_state(application)->detail.is_wide)
        home_state(application)->pane = PANE_GRAPH;
    home_state(application)->detail.is_wide = false;
}

static void act_fold(Application *application, Key key)
{
    (void)key;
    show_graph(application);
    show_folded(application, !application->graph.folds);
}

/* Undoes one thing at a time: highlighted matches, the width, then the filter, then the folds. */
static void act_clear(Application *application, Key key)
{
    (void)key;
    if (has_highlighted_matches(application)) {
        clear_matches(application);
    } else if (home_state(application)->detail.is_wide) {
        show_graph(application);
    } else if (application->graph.filter.text[0]) {
        application->graph.filter = (LineInput){0};
        rebuild_view(application);
    } else if (application->graph.folds) {
        show_folded(application, false);
    } else if (application->source.member) {
        open_fleet_member(application, NULL);
    }
}

static void act_open(Application *application, Key key)
{
    (void)key;
    const Revision *selected = application_selected(application);
    if (home_state(application)->pane == PANE_DATABASE) {
        open_table(application);
        return;
    }
    if (selected && folded_rows(application, selected)) {
        show_unfolded(application, selected);
        return;
    }
    home_state(application)->detail.is_wide = !home_state(application)->detail.is_wide;
    home_state(application)->pane = home_state(application)->detail.is_wide ? PANE_DETAIL : PANE_GRAPH;
}

/* ---- jumps --------------------------------------------------------------------------------- */

static bool is_current(Application *application, const Revision *revision)
{
    const DatabaseSnapshot *database = application->latest.database;
    return database && database->connected && database->current[revision->index];
}

static bool branches_or_merges(Application *application, const Revision *revision)
{
    (void)application;
    return revision_is_branch_point(revision) || revision_is_merge_point(revision);
}

/* Selects the next match, wrapping around; `none`: message when there is none. */
static void jump(Application *application, IsWanted *is_there, int step, const char *none)
{
    const Revision *found = find_revision(application, is_there, step, step);
    if (found)
        show_revision(application, found);
    else
        application_message(application, "%s", none);
}

static void act_select_current(Application *application, Key key)
{
    (void)key;
    jump(application, is_current, 1, "the database is at no revision of these scripts");
}

static void act_branch(Application *application, Key key)
{
    jump(application, branches_or_merges, key == '}' ? 1 : -1, "there is no branch point or merge in this direction");
}

static void act_parent(Application *application, Key key)
{
    const Revision *selected = application_selected(application);
    const RevisionVector *near = !selected ? NULL : key == ']' ? &selected->parents : &selected->children;
    if (near && near->count)
        show_revision(application, near->items[0]);
    else
        application_message(application, key == ']' ? "this revision has no parent" : "this revision has no child");
}

const char *path_obstacle(Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    if (!database || (!database->connected && !database->last_seen))
        return "the database is not connected; r tries again";
    return orphan_obstacle(application);
}

const char *step_obstacle(Application *application)
{
    bool is_connected = application->latest.database && application->latest.database->connected;
    const char *obstacle = is_connected ? path_obstacle(application) : "the database is not connected; r tries again";
    if (!obstacle && workspace_marks(application->workspace)->read_only)
        obstacle = "the ini has read_only = true: nothing can be changed from here";
    return obstacle;
}

static const char *upgrade_obstacle(Application *application)
{
    const char *obstacle = step_obstacle(application);
    bool is_at_head =
        !obstacle && snapshot_knows_pending(application->latest.database) && !application->latest.database->pending;
    return is_at_head ? "the database is at head: there is nothing above" : obstacle;
}

static const char *downgrade_obstacle(Application *application)
{
    const char *obstacle = step_obstacle(application);
    bool is_at_base =
        !obstacle && application->latest.database->rows_known && !application->latest.database->rows.count;
    return is_at_base ? "the database is at base: there is nothing below" : obstacle;
}

static const char *open_obstacle(Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    if (home_state(application)->pane != PANE_DATABASE)
        return NULL;
    if (home_state(application)->state != STATE_TABLES)
        return "only a table can be opened: s shows the tables";
    if (database && database->connected && !database->measured)
        return "the tables are not known yet";
    return database && database->tables.count ? NULL : "there is no table to open";
}

static const char *clear_obstacle(Application *application)
{
    bool hides = has_highlighted_matches(application) || home_state(application)->detail.is_wide ||
                 application->graph.filter.text[0] || application->graph.folds || application->source.member;
    return hides ? NULL : "nothing is hidden";
}

static void open_step(Application *application, bool downgrade)
{
    Error error = {0};
    if (reload_is_running(application))
        return;
    if (!workspace_next_step(application->workspace, application->frame, application->latest.database,
                             application_selected(application), downgrade, &application->step.revision, &error)) {
        application_message(application, "%s", error.message);
        return;
    }
    application->step.downgrade = downgrade;
    application->dialog.scroll = 0;
    note_question(application);
    application->screen = &screen_confirm;
}

static void act_step_up(Application *application, Key key)
{
    (void)key;
    open_step(application, false);
}

static void act_step_down(Application *application, Key key)
{
    (void)key;
    open_step(application, true);
}

/* Rehearses a downgrade if the selected revision is applied, else an upgrade. */
static void act_rehearse(Application *application, Key key)
{
    const Revision *selected = application_selected(application);
    const DatabaseSnapshot *database = application->latest.database;
    (void)key;
    open_step(application, selected && database && database->connected && database->applied[selected->index]);
    if (application->screen == &screen_confirm)
        start_step(application, true);
}

static void act_plan(Application *application, Key key)
{
    (void)key;
    const Revision *selected = application_selected(application);
    if (selected)
        open_plan(application, selected);
}

static void act_copy(Application *application, Key key)
{
    const DatabaseSnapshot *database = application->latest.database;
    const Revision *selected = application_selected(application);
    bool has_table = database && home_state(application)->state_at < (int)database->tables.count;
    const char *text = NULL;
    (void)key;
    if (home_state(application)->pane == PANE_DATABASE)
        text = has_table && home_state(application)->state == STATE_TABLES
                   ? database->tables.items[home_state(application)->state_at].name
                   : NULL;
    else if (home_state(application)->pane == PANE_DETAIL || home_state(application)->detail.is_wide)
        text = detail_text(application);
    else
        text = selected ? selected->id : NULL;
    if (text && *text)
        application_copy(application, text);
    else
        application_message(application, "there is nothing to copy here");
}

static void act_edit(Application *application, Key key)
{
    const Revision *selected = application_selected(application);
    (void)key;
    if (selected)
        application_edit(application, selected);
}

static void act_quit(Application *application, Key key)
{
    (void)key;
    const FleetTask *task = application->options->fleet ? fleet_control_task(application->options->fleet) : NULL;
    if (task && task->kind == FLEET_MIGRATE)
        application_message(application, "databases of the fleet are being migrated: esc goes back to it");
    else
        application->quitting = true;
}

static const KeyRow home_keys[] = {
    {{'k', KEY_CODE_UP}, "k up", "line-up", NULL, "one revision up, or scroll the pane", act_up},
    {{'j', KEY_CODE_DOWN}, "j down", "line-down", NULL, "one revision down, or scroll the pane", act_down},
    {{'g', KEY_CODE_HOME}, "g Home", "newest", NULL, "to the newest revision", act_first},
    {{'G', KEY_CODE_END}, "G End", "oldest", NULL, "to the oldest revision", act_last},
    {{KEY_CODE_PAGE_UP}, "PageUp", "page-up", NULL, "a page up", act_page_up},
    {{KEY_CODE_PAGE_DOWN, ' '}, "PageDown", "page-down", NULL, "a page down", act_page_down},
    {{'c'}, "c", "here", NULL, "to where the database is; again: to its next revision", act_select_current},
    {{'}', '{'}, "} {", "branch", NULL, "to the next branch point or merge below, above", act_branch},
    {{']', '['}, "] [", "parent", NULL, "to the revision's parent, to its child", act_parent},
    {{'u'}, "u", "upgrade", "up one", "one step up: shows what will run and asks", act_step_up},
    {{'d'}, "d", "downgrade", "down one", "one step down: shows what will run and asks", act_step_down},
    {{'R'},
     "R",
     "rehearse",
     NULL,
     "rehearse the selected revision: run it, roll it back, and show its locks and rewrites",
     act_rehearse},
    {{'p'}, "p", "plan", "plan", "the plan to the selected revision, step by step, on the graph", act_plan},
    {{'>', '<'}, "> <", "database", "database", "the next database of the project, the one before", act_database},
    {{'m'}, "m", "stamp", NULL, "stamp the selected revision: changes the version table, runs nothing", act_stamp},
    {{'U'}, "U", "undo", NULL, "undo the last stamp", act_undo},
    {{'v'},
     "v",
     "mark",
     NULL,
     "mark the selected revision, to compare another with it; again: remove the mark",
     act_mark},
    {{'='}, "=", "compare", "compare", "compare the marked revision with the selected one", act_compare},
    {{'M'}, "M", "merge", NULL, "write a revision that merges heads", act_merge},
    {{'o'},
     "o",
     "orphan",
     "row without script",
     "show a version row that has no script, and what git knows of it",
     act_orphan},
    {{'.', ','}, ". ,", "lesson", NULL, "in limbeck teach: the next lesson, the one before", act_lesson},
    {{'a'}, "a", "answer", NULL, "in limbeck teach: answer what a lesson asks", act_answer},
    {{'b'},
     "b",
     "breakpoint",
     NULL,
     "in the script or its SQL: set a breakpoint on this line; again: remove it",
     act_breakpoint},
    {{'e'}, "e", "edit", NULL, "open the script in $EDITOR, and read it again", act_edit},
    {{KEY_CODE_SHARE}, "Ctrl-S", "share", NULL, "save the screen as a picture, in SVG; on every screen", act_share},
    {{'y'}, "y", "copy", NULL, "copy the id, the script, the SQL, or the table's name to the clipboard", act_copy},
    {{'s', 'S', KEY_CODE_RIGHT, KEY_CODE_LEFT},
     "s S",
     "next-view",
     "view",
     "script, upgrade SQL, downgrade SQL, SQL for both databases, risk; of the database: tables, sessions, journal; S "
     "goes back",
     act_view},
    {{KEY_CODE_TAB, KEY_CODE_BACK_TAB}, "Tab", "next-pane", "pane", "to the next pane", act_tab},
    {{'/'},
     "/",
     "find",
     "find",
     "search ids, messages, labels and file names; then the scripts themselves",
     act_search},
    {{'f'}, "f", "filter", "filter", "show only the revisions that a text is found in", act_filter},
    {{'z'}, "z", "fold", NULL, "fold long runs of revisions into one row each; again: unfold", act_fold},
    {{KEY_CODE_ENTER},
     "enter",
     "open",
     "open",
     "open a table's definition; unfold a run; otherwise widen the detail, and back",
     act_open},
    {{KEY_CODE_ESCAPE},
     "esc",
     "clear",
     "back",
     "leave the full width; show what a filter or folds hide; of a fleet's database: back to the fleet",
     act_clear},
    {{'n', 'N'}, "n N", "next-match", NULL, "the next match, the one before", act_next_match},
    {{':'}, ":", "command", "more", "every action by its name, themes, and revisions to go to", act_palette},
    {{'r'}, "r", "refresh", "look again", "read the database again", act_refresh},
    {{'?'}, "?", "help", "help", "this help", act_help},
    {{'q', KEY_CODE_INTERRUPT}, "q", "quit", "quit", "leave", act_quit},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

static const KeyCondition home_conditions[] = {
    {"upgrade", upgrade_obstacle}, {"downgrade", downgrade_obstacle}, {"rehearse", step_obstacle},
    {"plan", path_obstacle},       {"database", no_other_database},   {"compare", compare_obstacle},
    {"open", open_obstacle},       {"clear", clear_obstacle},         {NULL, NULL}};

/* ---- drawing -------------------------------------------------------------------------------- */

const char *marks_text(Application *application)
{
    const Marks *marks = workspace_marks(application->workspace);
    const char *both = marks->environment && marks->read_only ? ", " : "";
    return arena_format(application->frame, "%s%s%s", marks->environment ? marks->environment : "", both,
                        marks->read_only ? "read only" : "");
}

void colour_title(Application *application, Surface *surface)
{
    static const Style styles[] = {[MARK_NONE] = STYLE_TITLE,
                                   [MARK_RED] = STYLE_DANGER,
                                   [MARK_YELLOW] = STYLE_WARNING,
                                   [MARK_GREEN] = STYLE_APPLIED,
                                   [MARK_BLUE] = STYLE_KEYWORD};
    const Marks *marks = workspace_marks(application->workspace);
    if (!marks->colour && !marks->environment && !marks->read_only)
        return;
    for (int x = 0; x < surface->width; x++) {
        surface->cells[x].style = styles[marks->colour];
        surface->cells[x].reverse = true;
    }
}

static const char *project_title(Application *application)
{
    const char *title = workspace_title(application->workspace);
    return application->source.member
               ? arena_format(application->frame, "%s  %s", title, application->source.member_name)
               : title;
}

static void draw_title(Application *application, Surface *surface)
{
    const DatabaseSnapshot *database = application->latest.database;
    const char *marks = marks_text(application);
    int x = surface_text(surface, 1, 0, 8, STYLE_CURRENT, "limbeck") + 4;
    x += *marks ? surface_text(surface, x, 0, surface->width - x, STYLE_DANGER, marks) + 3 : 0;
    x += surface_text(surface, x, 0, surface->width - x, STYLE_TITLE, project_title(application)) + 3;
    x = draw_database_tabs(application, surface, x, surface->width);
    const char *product = database && database->connected ? database->product : "";
    int width = text_width(product);
    if (x + width + 3 < surface->width)
        surface_text(surface, surface->width - width - 1, 0, width, STYLE_MUTED, product);
    colour_title(application, surface);
}

/* Where the panes are: all three, or in a small window the one with the focus. A wide detail takes the graph's place.
 */
static void arrange_panes(Application *application, const Surface *surface, int top)
{
    enum { ALL_WIDTH = 80, ALL_HEIGHT = 24 };
    HomeState *home = home_state(application);
    bool is_requested = home->pane == PANE_DATABASE; /* with the focus the pane gets more lines */
    int width = surface->width, rows = surface->height - 1 - top;
    int database = is_requested ? surface->height * 2 / 5 : surface->height >= 34 ? 9 : 7;
    bool runs = application->screen == &screen_run;
    int left = home_state(application)->detail.is_wide ? -1 : runs ? width * 38 / 100 : width * 45 / 100;
    if (runs) /* its last line says what cancelling does */
        rows--;
    if (runs && surface->height < 34)
        database = 0;
    home->is_single = width < ALL_WIDTH || surface->height < ALL_HEIGHT;
    memset(home->areas, 0, sizeof home->areas);
    if (home->is_single) {
        bool is_detail = runs || application->screen == &screen_compare || home_state(application)->plan.is_shown ||
                         (home->pane == PANE_GRAPH && home_state(application)->detail.is_wide);
        Pane pane = is_detail ? PANE_DETAIL : home->pane;
        home->areas[pane] = (Area){0, top, width, rows};
        return;
    }
    if (left > 0)
        home->areas[PANE_GRAPH] = (Area){0, top, left, rows - database};
    home->areas[PANE_DETAIL] = (Area){left + 1, top, width - left - 1, rows - database};
    home->areas[PANE_DATABASE] = (Area){0, top + rows - database, width, database};
}

static void draw_home(Application *application, Surface *surface)
{
    const Area *areas = home_state(application)->areas;
    int lesson = lesson_height(application);
    lesson = surface->height > 2 * lesson + 4 ? lesson : 0;
    arrange_panes(application, surface, 1 + lesson);
    draw_title(application, surface);
    draw_lesson(application, surface, (Area){0, 1, surface->width, lesson});
    if (areas[PANE_GRAPH].width) {
        draw_graph(application, surface, areas[PANE_GRAPH]);
        highlight_matches(application, surface, areas[PANE_GRAPH]);
    }
    if (areas[PANE_DETAIL].width) {
        Area area = areas[PANE_DETAIL];
        void (*draw)(Application *, Surface *, Area) = application->screen == &screen_run       ? draw_run_pane
                                                       : application->screen == &screen_compare ? draw_comparison
                                                       : home_state(application)->plan.is_shown ? draw_plan
                                                                                                : draw_detail;
        draw(application, surface, area);
        highlight_matches(application, surface, area);
    }
    if (areas[PANE_DATABASE].width)
        draw_database(application, surface, areas[PANE_DATABASE]);
    if (areas[PANE_DETAIL].width && areas[PANE_DETAIL].x) {
        Area area = areas[PANE_DETAIL];
        draw_divider(surface, (Area){area.x - 1, area.y, 1, area.height});
    }
    draw_footer(application, surface, &screen_home);
}

/* The keys of the focused pane come first. */
static const char *footer_hints(const Application *application)
{
    static const char *const of_single[PANE_COUNT] = {
        [PANE_GRAPH] = "clear next-pane upgrade downgrade plan find next-view command help quit",
        [PANE_DETAIL] = "next-pane next-view open upgrade downgrade plan command help quit",
        [PANE_DATABASE] = "next-pane next-view open refresh upgrade downgrade command help quit"};
    static const char *const of_pane[PANE_COUNT] = {
        [PANE_GRAPH] =
            "clear compare upgrade downgrade plan database find filter next-view next-pane command help quit",
        [PANE_DETAIL] = "next-view open upgrade downgrade plan database next-pane command help quit",
        [PANE_DATABASE] = "next-view open refresh upgrade downgrade database next-pane command help quit"};
    if (application->latest.database && application->latest.database->unknown.count)
        return "orphan find filter next-view next-pane command help quit";
    if (home_state(application)->is_single)
        return of_single[home_state(application)->pane];
    if (home_state(application)->detail.is_wide && home_state(application)->pane != PANE_DATABASE)
        return "clear next-view upgrade downgrade plan database next-pane command help quit";
    return of_pane[home_state(application)->pane];
}

HomeState *home_state(const Application *application)
{
    return screen_state(application, &screen_home);
}

const Screen screen_home = {.name = "home",
                            .purpose = "The graph, the selected revision and the database",
                            .keys = home_keys,
                            .conditions = home_conditions,
                            .hints = footer_hints,
                            .state_size = sizeof(HomeState),
                            .draw = draw_home};
