/* The fleet: the graph with the number of members at each revision, the grid of members, those with a problem. */
#include "fleet.h"

#include "limbeck/tui/application.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

/* ---- state ------------------------------------------------------------------------------------------- */

static void click_member(Application *application, int index)
{
    fleet_screen(application)->pane = FLEET_GRID;
    fleet_screen(application)->at = (size_t)index;
}

static void click_revision(Application *application, int index)
{
    fleet_screen(application)->pane = FLEET_GRAPH;
    fleet_screen(application)->graph_at = index;
}

static void click_problem(Application *application, int index)
{
    fleet_screen(application)->pane = FLEET_PROBLEMS;
    fleet_screen(application)->problem_at = (size_t)index;
}

FleetScreen *fleet_screen(const Application *application)
{
    FleetScreen *fleet = screen_state(application, &screen_fleet);
    if (fleet->control)
        return fleet;
    fleet->control = application->options->fleet;
    fleet->members = fleet_control_host(fleet->control)->members->count;
    fleet->selected = ARENA_ARRAY(application->arena, bool, fleet->members + 1);
    fleet->shown = ARENA_ARRAY(application->arena, size_t, fleet->members + 1);
    fleet->problems = ARENA_ARRAY(application->arena, size_t, fleet->members + 1);
    fleet->question.order = ARENA_ARRAY(application->arena, size_t, fleet->members + 1);
    fleet->arranged = UINT64_MAX;
    fleet->click[FLEET_GRID] = click_member;
    fleet->click[FLEET_GRAPH] = click_revision;
    fleet->click[FLEET_PROBLEMS] = click_problem;
    fleet->is_announced = true;
    return fleet;
}

bool begin_fleet_task(Application *application, FleetTask task, const size_t *order, size_t count)
{
    FleetScreen *fleet = fleet_screen(application);
    Error error = {0};
    if (!fleet_control_begin(fleet->control, &task, order, count, &error)) {
        application_message(application, "%s", error.message);
        return false;
    }
    fleet->last = *fleet_control_task(fleet->control);
    fleet->is_announced = false;
    return true;
}

void cancel_fleet_task(FleetScreen *fleet)
{
    fleet_control_stop(fleet->control);
    fleet_control_stop(fleet->control);
}

static bool is_migrating(const FleetScreen *fleet)
{
    const FleetTask *task = fleet_control_task(fleet->control);
    return task && task->kind == FLEET_MIGRATE;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* ---- what goes on ---------------------------------------------------------------------------------- */

static const char *doing_text(Arena *arena, const FleetTask *task)
{
    if (task->kind != FLEET_MIGRATE)
        return task->kind == FLEET_READ ? "reading" : "looking ahead";
    return arena_format(arena, "%s to %s", task->direction == PLAN_DOWN ? "downgrade" : "upgrade", task->target);
}

static size_t count_failed(const FleetScreen *fleet)
{
    return fleet_control_count(fleet->control, FLEET_FAILED) + fleet_control_count(fleet->control, FLEET_LOCKED);
}

static const char *outcome_text(Arena *arena, const FleetScreen *fleet)
{
    const char *stopped = fleet_control_stopped(fleet->control);
    const size_t failed = count_failed(fleet), waiting = fleet_control_count(fleet->control, FLEET_NOT_BEGUN);
    Text text = text_in(arena);
    text_append_format(&text, "%s: %zu done", doing_text(arena, &fleet->last),
                       fleet_control_count(fleet->control, FLEET_DONE));
    if (failed)
        text_append_format(&text, ", %zu failed", failed);
    if (waiting)
        text_append_format(&text, ", %zu not begun", waiting);
    if (stopped)
        text_append_format(&text, ": %s", stopped);
    return text_string(&text);
}

static void announce_end(Application *application, FleetScreen *fleet)
{
    if (fleet->is_announced || fleet_control_task(fleet->control))
        return;
    fleet->is_announced = true;
    if (fleet->last.kind == FLEET_MIGRATE)
        application_message(application, "%s", outcome_text(application->frame, fleet));
    else if (fleet_control_stopped(fleet->control))
        application_message(application, "%s: %s", doing_text(application->frame, &fleet->last),
                            fleet_control_stopped(fleet->control));
    else if (fleet->reads_again && fleet->last.kind == FLEET_READ)
        application_message(application, "%s database%s read again",
                            format_count(application->frame, (int64_t)fleet_control_total(fleet->control)),
                            plural(fleet_control_total(fleet->control)));
}

static void read_members(Application *application, const size_t *order, size_t count)
{
    begin_fleet_task(application, (FleetTask){FLEET_READ, "heads", PLAN_UP}, order, count);
}

static void read_all(Application *application)
{
    const FleetScreen *fleet = fleet_screen(application);
    size_t *order = ARENA_ARRAY(application->frame, size_t, fleet->members + 1);
    for (size_t i = 0; i < fleet->members; i++)
        order[i] = i;
    read_members(application, order, fleet->members);
}

/* During a run and after it the members keep their places, so that the eye can follow; reading them arranges them. */
static void read_snapshots(Application *application)
{
    FleetScreen *fleet = fleet_screen(application);
    if (fleet->arranged == UINT64_MAX) {
        arrange_members(application->frame, fleet);
        read_all(application);
    }
    announce_end(application, fleet);
    if (fleet->arranged == fleet_control_generation(fleet->control))
        return;
    if (fleet->last.kind == FLEET_READ)
        arrange_members(application->frame, fleet);
    fleet->arranged = fleet_control_generation(fleet->control);
    find_problems(fleet);
}

/* ---- moving ------------------------------------------------------------------------------------------- */

static size_t moved(size_t at, int by, size_t count)
{
    const int64_t to = (int64_t)at + by;
    if (to < 0 || !count)
        return 0;
    return (size_t)to < count ? (size_t)to : count - 1;
}

static void move(Application *application, int columns, int rows)
{
    FleetScreen *fleet = fleet_screen(application);
    if (fleet->pane == FLEET_GRAPH)
        fleet->graph_at =
            (int)moved((size_t)fleet->graph_at, rows, application->graph.picture->row_count + 1); /* and the base */
    else if (fleet->pane == FLEET_PROBLEMS)
        fleet->problem_at = moved(fleet->problem_at, rows, fleet->problem_count);
    else if (columns || fleet->at + (size_t)fleet->columns < fleet->shown_count || rows != 1)
        fleet->at = moved(fleet->at, columns + rows * fleet->columns, fleet->shown_count);
}

static void act_up(Application *application, Key key)
{
    (void)key;
    if (fleet_screen(application)->pane != FLEET_GRID ||
        fleet_screen(application)->at >= (size_t)fleet_screen(application)->columns)
        move(application, 0, -1);
}

static void act_down(Application *application, Key key)
{
    (void)key;
    move(application, 0, 1);
}

static void act_left(Application *application, Key key)
{
    (void)key;
    move(application, -1, 0);
}

static void act_right(Application *application, Key key)
{
    (void)key;
    move(application, 1, 0);
}

static void act_page(Application *application, Key key)
{
    const FleetScreen *fleet = fleet_screen(application);
    const int rows = fleet->areas[fleet->pane].height > 2 ? fleet->areas[fleet->pane].height - 2 : 1;
    move(application, 0, key == KEY_CODE_PAGE_UP ? -rows : rows);
}

static void act_ends(Application *application, Key key)
{
    enum { FAR = 1000000 };
    move(application, 0, key == 'g' || key == KEY_CODE_HOME ? -FAR : FAR);
}

static void act_tab(Application *application, Key key)
{
    FleetScreen *fleet = fleet_screen(application);
    const int by = key == KEY_CODE_BACK_TAB ? FLEET_PANES - 1 : 1;
    fleet->pane = (FleetPane)(((int)fleet->pane + by) % FLEET_PANES);
}

/* ---- choosing -------------------------------------------------------------------------------------- */

static void act_select(Application *application, Key key)
{
    FleetScreen *fleet = fleet_screen(application);
    const size_t member = fleet_cursor(fleet);
    (void)key;
    if (member == SIZE_MAX)
        return;
    select_member(fleet, member, !fleet->selected[member]);
    move(application, fleet->pane == FLEET_GRID, fleet->pane == FLEET_PROBLEMS);
}

static void act_select_all(Application *application, Key key)
{
    FleetScreen *fleet = fleet_screen(application);
    size_t unselected = 0;
    (void)key;
    for (size_t i = 0; i < fleet->shown_count; i++)
        unselected += !fleet->selected[fleet->shown[i]];
    for (size_t i = 0; i < fleet->shown_count; i++)
        select_member(fleet, fleet->shown[i], unselected > 0);
}

static void act_type(Application *application, Key key)
{
    FleetScreen *fleet = fleet_screen(application);
    fleet->types_pattern = key == '*';
    fleet->pane = FLEET_GRID;
    application->screen = &screen_fleet_typing;
}

static void act_order(Application *application, Key key)
{
    FleetScreen *fleet = fleet_screen(application);
    (void)key;
    fleet->by_lag = !fleet->by_lag;
    fleet->pane = FLEET_GRID;
    arrange_members(application->frame, fleet);
    fleet->at = 0;
    fleet->scroll = 0;
}

static const char *clear_obstacle(Application *application)
{
    const FleetScreen *fleet = fleet_screen(application);
    return fleet->selected_count || *fleet->filter.text ? NULL : "nothing is selected, and all databases are shown";
}

/* One thing at a time: the selection, then the filter. */
static void act_clear(Application *application, Key key)
{
    FleetScreen *fleet = fleet_screen(application);
    (void)key;
    if (!fleet->selected_count)
        fleet->filter = (LineInput){0};
    for (size_t i = 0; i < fleet->members; i++)
        select_member(fleet, i, false);
    arrange_members(application->frame, fleet);
}

/* On the graph: the members at its revision. */
static void act_open(Application *application, Key key)
{
    FleetScreen *fleet = fleet_screen(application);
    const size_t member = fleet_cursor(fleet);
    (void)key;
    if (fleet->pane == FLEET_GRAPH) {
        line_input_set(&fleet->filter, fleet_target(application, fleet_screen(application)));
        fleet->pane = FLEET_GRID;
        arrange_members(application->frame, fleet);
    } else if (member != SIZE_MAX) {
        open_fleet_member(application, &fleet_control_host(fleet->control)->members->items[member]);
    }
}

/* ---- working on them ------------------------------------------------------------------------------ */

static const char *busy_obstacle(Application *application)
{
    const FleetTask *task = fleet_control_task(fleet_screen(application)->control);
    return !task                         ? NULL
           : task->kind == FLEET_MIGRATE ? "a run is under way: x stops it"
                                         : "the databases are being read";
}

static const char *idle_obstacle(Application *application)
{
    return fleet_control_task(fleet_screen(application)->control) ? NULL : "nothing runs";
}

static void ask(Application *application, PlanDirection direction, const char *target)
{
    FleetScreen *fleet = fleet_screen(application);
    FleetQuestion *question = &fleet->question;
    question->count = members_to_act_on(fleet, question->order);
    question->is_looked_at = question->is_ready = false;
    question->first = SIZE_MAX;
    question->task = (FleetTask){FLEET_MIGRATE, arena_strdup(application->arena, target), direction};
    if (!question->count)
        application_message(application, "no database is selected");
    else if (begin_fleet_task(application, (FleetTask){FLEET_LOOK_AHEAD, question->task.target, direction},
                              question->order, question->count)) {
        application->dialog.scroll = 0;
        application->screen = &screen_fleet_confirm;
    }
}

static void act_upgrade(Application *application, Key key)
{
    (void)key;
    ask(application, PLAN_UP,
        fleet_screen(application)->pane == FLEET_GRAPH ? fleet_target(application, fleet_screen(application))
                                                       : "heads");
}

static void act_downgrade(Application *application, Key key)
{
    (void)key;
    if (fleet_screen(application)->pane == FLEET_GRAPH)
        ask(application, PLAN_DOWN, fleet_target(application, fleet_screen(application)));
    else
        application_message(application, "select the revision to go down to in the graph: Tab, then d there");
}

static void act_refresh(Application *application, Key key)
{
    FleetScreen *fleet = fleet_screen(application);
    size_t *order = ARENA_ARRAY(application->frame, size_t, fleet->members + 1);
    (void)key;
    fleet->reads_again = true;
    if (fleet->selected_count)
        read_members(application, order, members_to_act_on(fleet, order));
    else
        read_all(application);
}

static void act_stop(Application *application, Key key)
{
    (void)key;
    if (is_migrating(fleet_screen(application)))
        application->screen = &screen_fleet_stop;
    else
        cancel_fleet_task(fleet_screen(application));
}

static void act_quit(Application *application, Key key)
{
    (void)key;
    if (is_migrating(fleet_screen(application)))
        application->screen = &screen_fleet_stop;
    else
        application->quitting = true;
}

/* ---- drawing ---------------------------------------------------------------------------------------- */

static const char *progress_text(Application *application)
{
    const FleetScreen *fleet = fleet_screen(application);
    const FleetTask *task = fleet_control_task(fleet->control);
    Arena *arena = application->frame;
    if (!task)
        return fleet->last.kind == FLEET_MIGRATE ? outcome_text(arena, fleet) : "";
    const size_t failed = task->kind == FLEET_MIGRATE ? count_failed(fleet) : 0;
    return arena_format(arena, "%s: %s of %s%s", doing_text(arena, task),
                        format_count(arena, (int64_t)fleet_control_ended(fleet->control)),
                        format_count(arena, (int64_t)fleet_control_total(fleet->control)),
                        failed ? arena_format(arena, " · %zu failed", failed) : "");
}

static void draw_title(Application *application, Surface *surface)
{
    const FleetScreen *fleet = fleet_screen(application);
    const char *marks = marks_text(application);
    int x = surface_text(surface, 1, 0, 8, STYLE_CURRENT, "limbeck") + 4;
    x += *marks ? surface_text(surface, x, 0, surface->width - x, STYLE_DANGER, marks) + 3 : 0;
    const char *what =
        arena_format(application->frame, "%s  fleet of %s database%s", workspace_title(application->workspace),
                     format_count(application->frame, (int64_t)fleet->members), plural(fleet->members));
    x += surface_text(surface, x, 0, surface->width - x, STYLE_TITLE, what) + 3;
    const int room = surface->width - 1 - x;
    const char *progress = room > 10 ? whole_words(application->frame, progress_text(application), room) : "";
    const int width = text_width(progress) < room ? text_width(progress) : room;
    if (*progress)
        surface_text(surface, surface->width - 1 - width, 0, width,
                     fleet_control_task(fleet->control) ? STYLE_CURRENT : STYLE_MUTED, progress);
    colour_title(application, surface);
}

/* "● at head 4" */
static int draw_state(Application *application, Surface *surface, int x, int y, FleetState state, size_t count)
{
    const char *text = arena_format(application->frame, "%s %s", fleet_state_name(state),
                                    format_count(application->frame, (int64_t)count));
    Style style;
    const uint32_t sign = fleet_state_sign(state, &style);
    const bool is_behind = state == FLEET_BEHIND; /* its sign says by how much */
    const int begin = x, width = text_width(text) + (is_behind ? 5 : 2);
    if (x + width >= surface->width)
        return 0;
    if (is_behind)
        x += surface_text(surface, x, y, 4, style, "1..#");
    else
        surface_set_cell(surface, x++, y, style, sign);
    x += 1 + surface_text(surface, x + 1, y, surface->width - x - 1, STYLE_TEXT, text);
    return x - begin + 3;
}

/* Each state that a member is in, with its sign: whole ones, as many as there is room for. */
static void draw_legend(Application *application, Surface *surface, int y)
{
    const FleetScreen *fleet = fleet_screen(application);
    int x = 1;
    for (int state = 0; state < FLEET_STATE_COUNT; state++) {
        const size_t count = fleet_control_count(fleet->control, (FleetState)state);
        if (count)
            x += draw_state(application, surface, x, y, (FleetState)state, count);
    }
}

static void draw_cross(Surface *surface, Area area, int middle)
{
    draw_divider(surface, area);
    surface_set_cell(surface, area.x, middle, STYLE_BORDER, 0x253C);
}

/* Two by two, as home; in a small window the pane with the focus, and the member at the cursor. */
static void draw_panes(Application *application, Surface *surface)
{
    enum { ALL_WIDTH = 80, ALL_HEIGHT = 24, TOP = 2 };
    static void (*const panes[FLEET_PANES])(Application *, FleetScreen *, Surface *, Area) = {
        [FLEET_GRID] = draw_fleet_grid, [FLEET_GRAPH] = draw_fleet_graph, [FLEET_PROBLEMS] = draw_fleet_problems};
    FleetScreen *fleet = fleet_screen(application);
    const int width = surface->width, rows = surface->height - 1 - TOP;
    const int below = surface->height < ALL_HEIGHT ? rows / 3 : rows * 2 / 5, above = rows - below;
    const int left = width * 45 / 100;
    memset(fleet->areas, 0, sizeof fleet->areas);
    if (width < ALL_WIDTH || surface->height < ALL_HEIGHT) {
        fleet->areas[fleet->pane] = (Area){0, TOP, width, above};
        draw_fleet_member(application, fleet, surface, (Area){0, TOP + above, width, below});
    } else {
        fleet->areas[FLEET_GRAPH] = (Area){0, TOP, left, above};
        fleet->areas[FLEET_GRID] = (Area){left + 1, TOP, width - left - 1, above};
        fleet->areas[FLEET_PROBLEMS] = (Area){0, TOP + above, left, below};
        draw_fleet_member(application, fleet, surface, (Area){left + 1, TOP + above, width - left - 1, below});
    }
    for (int pane = 0; pane < FLEET_PANES; pane++)
        if (fleet->areas[pane].width)
            panes[pane](application, fleet, surface, fleet->areas[pane]);
    if (fleet->areas[FLEET_GRAPH].width && fleet->areas[FLEET_GRID].width)
        draw_cross(surface, (Area){left, TOP, 1, rows}, TOP + above);
}

void draw_fleet(Application *application, Surface *surface)
{
    draw_title(application, surface);
    draw_legend(application, surface, 1);
    draw_panes(application, surface);
    draw_footer(application, surface, &screen_fleet);
}

static const char *hints(const Application *application)
{
    static const char *const of_pane[FLEET_PANES] = {
        [FLEET_GRID] = "clear open select upgrade pattern filter order next-pane help quit",
        [FLEET_GRAPH] = "clear open upgrade downgrade next-pane command help quit",
        [FLEET_PROBLEMS] = "clear open select upgrade next-pane command help quit"};
    if (is_migrating(fleet_screen(application)))
        return "stop open next-pane help quit";
    return of_pane[fleet_screen(application)->pane];
}

static const KeyRow fleet_keys[] = {
    {{'k', KEY_CODE_UP}, "k up", "line-up", NULL, "one line up", act_up},
    {{'j', KEY_CODE_DOWN}, "j down", "line-down", NULL, "one line down", act_down},
    {{'h', KEY_CODE_LEFT}, "h left", "left", NULL, "to the database before", act_left},
    {{'l', KEY_CODE_RIGHT}, "l right", "right", NULL, "to the next database", act_right},
    {{KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN}, "PageUp PageDown", "page", NULL, "a page at a time", act_page},
    {{'g', 'G', KEY_CODE_HOME, KEY_CODE_END}, "g G", "ends", NULL, "to the first line, to the last", act_ends},
    {{KEY_CODE_TAB, KEY_CODE_BACK_TAB}, "Tab", "next-pane", "pane", "databases, graph, problems", act_tab},
    {{KEY_CODE_ENTER},
     "enter",
     "open",
     "open",
     "the home screen of the database, from which esc comes back; in the graph: show only the databases at the "
     "revision",
     act_open},
    {{' '}, "space", "select", "select", "select the database; again: no longer", act_select},
    {{'*'}, "*", "pattern", "pattern", "select the databases whose name matches: tenant_1*", act_type},
    {{'A'}, "A", "all", NULL, "select all that are shown; again: none", act_select_all},
    {{'f', '/'},
     "f /",
     "filter",
     "filter",
     "show only databases by name, state or revision: tenant_1, behind, 5f0aa3e7",
     act_type},
    {{'o'}, "o", "order", "by lag", "those with a problem or far behind first; again: as they are listed", act_order},
    {{'u'},
     "u",
     "upgrade",
     "upgrade",
     "upgrade the selected databases to the heads; from the graph: to its revision; shows what will run and asks",
     act_upgrade},
    {{'d'},
     "d",
     "downgrade",
     "downgrade",
     "in the graph: downgrade the selected databases to its revision; shows what will run and asks",
     act_downgrade},
    {{'x'},
     "x",
     "stop",
     "stop",
     "stop what runs: asks whether to let the databases finish or to cancel them",
     act_stop},
    {{KEY_CODE_ESCAPE}, "esc", "clear", "back", "select nothing; then show all databases again", act_clear},
    {{':'}, ":", "command", "more", "every action by its name, and themes", act_palette},
    {{'r'}, "r", "refresh", "look again", "read the selected databases again, or all", act_refresh},
    {{'?'}, "?", "help", "help", "this help", act_help},
    {{'q', KEY_CODE_INTERRUPT}, "q", "quit", "quit", "leave", act_quit},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

static const KeyCondition fleet_conditions[] = {{"clear", clear_obstacle},    {"upgrade", busy_obstacle},
                                                {"downgrade", busy_obstacle}, {"refresh", busy_obstacle},
                                                {"stop", idle_obstacle},      {NULL, NULL}};

const Screen screen_fleet = {.name = "fleet",
                             .purpose = "The databases of limbeck fleet",
                             .keys = fleet_keys,
                             .conditions = fleet_conditions,
                             .hints = hints,
                             .state_size = sizeof(FleetScreen),
                             .read_snapshots = read_snapshots,
                             .draw = draw_fleet};
