/* The plan to a revision, drawn on the graph: each step with its reason, its risk and the version rows after it. The
 * user runs one step, or all up to the selected one. */
#include "screen_plan.h"
#include "limbeck/tui/screen/home_state.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/plan_snapshot.h"
#include "limbeck/workspace/workspace.h"

enum { NO_STEP = -1 }; /* no step is selected: all are meant */

const PlanSnapshot *plan_snapshot(const Application *application)
{
    const PlanSnapshot *plan = application->latest.plan;
    bool is_this = plan && plan->target == home_state(application)->plan.target &&
                   plan->generation > home_state(application)->plan.seen && application->latest.database &&
                   plan->which == application->latest.database->which;
    return is_this ? plan : NULL;
}

void open_plan(Application *application, const Revision *target)
{
    show_graph(application);
    home_state(application)->plan.target = target;
    home_state(application)->plan.is_shown = true;
    home_state(application)->plan.at = NO_STEP;
    home_state(application)->plan.seen = application->latest.plan ? application->latest.plan->generation : 0;
    application->screen = &screen_plan;
    workspace_post_plan(application->workspace, target);
}

void go_home(Application *application)
{
    application->screen = home_state(application)->plan.is_shown ? &screen_plan : &screen_home;
}

void act_go_home(Application *application, Key key)
{
    (void)key;
    go_home(application);
}

int plan_number(const Application *application, const Revision *revision)
{
    const PlanSnapshot *plan = home_state(application)->plan.is_shown ? plan_snapshot(application) : NULL;
    return plan ? plan->number_of[revision->index] : 0;
}

/* ---- actions -------------------------------------------------------------------------------- */

static void select_step(Application *application, int step)
{
    const PlanSnapshot *plan = plan_snapshot(application);
    int last = plan ? (int)plan->plan.steps.count - 1 : -1;
    step = step > last ? last : step;
    home_state(application)->plan.at = step < 0 ? 0 : step;
    if (last < 0)
        return;
    show_revision(application, plan->plan.steps.items[home_state(application)->plan.at].revision);
}

static void act_move(Application *application, Key key)
{
    static const struct {
        Key key;
        int by;
    } moves[] = {{'j', 1}, {KEY_CODE_DOWN, 1},     {'k', -1},      {KEY_CODE_UP, -1}, {KEY_CODE_PAGE_DOWN, 8},
                 {' ', 8}, {KEY_CODE_PAGE_UP, -8}, {'g', -100000}, {'G', 100000}};
    const PlanSnapshot *plan = plan_snapshot(application);
    int from = home_state(application)->plan.at;
    for (size_t i = 0; plan && i < sizeof moves / sizeof *moves; i++) {
        if (moves[i].key != key)
            continue;
        if (from == NO_STEP && moves[i].by < 0) /* up, from below the last step */
            from = (int)plan->plan.steps.count;
        select_step(application, from + moves[i].by);
        return;
    }
}

static const char *empty_obstacle(Application *application)
{
    const PlanSnapshot *plan = plan_snapshot(application);
    bool is_empty = plan && (!plan->plan.steps.count || plan->error.kind != ERROR_NONE);
    return !plan ? "the plan is not computed yet" : is_empty ? "there is no step to run" : NULL;
}

static const char *run_obstacle(Application *application)
{
    if (empty_obstacle(application))
        return empty_obstacle(application);
    if (step_obstacle(application))
        return step_obstacle(application);
    bool has_moved = !database_has_rows(application, &plan_snapshot(application)->plan.rows_before);
    return has_moved ? "the database moved to another revision after this plan was made" : NULL;
}

static const char *all_obstacle(Application *application)
{
    return home_state(application)->plan.at == NO_STEP ? run_obstacle(application)
                                                       : "a step is marked: a runs the steps up to it";
}

static const char *marked_obstacle(Application *application)
{
    return home_state(application)->plan.at == NO_STEP ? "no step is marked" : run_obstacle(application);
}

static const KeyCondition plan_conditions[] = {{"move", empty_obstacle},         {"ends", empty_obstacle},
                                               {"step", run_obstacle},           {"run-all", all_obstacle},
                                               {"run-to-here", marked_obstacle}, {NULL, NULL}};

/* The chosen steps are copied, since the plan on the screen may be replaced. */
static void act_step(Application *application, Key key)
{
    const PlanSnapshot *plan = plan_snapshot(application);
    int last = key != 'a'                                    ? 0
               : home_state(application)->plan.at == NO_STEP ? (int)plan->plan.steps.count - 1
                                                             : home_state(application)->plan.at;
    application->path.count = application->path.at = 0;
    application->path.rows.count = 0;
    for (int i = 0; i <= last; i++) {
        vector_push(application->arena, &application->path.steps, plan->plan.steps.items[i].revision);
        vector_push(application->arena, &application->path.rows,
                    string_vector_copy(application->arena, &plan->plan.steps.items[i].rows_after));
        application->path.count++;
    }
    application->path.first = (int)application->path.steps.count - application->path.count;
    application->step.revision = plan->plan.steps.items[0].revision;
    application->step.downgrade = plan->plan.downgrade;
    application->dialog.scroll = 0;
    note_question(application);
    application->screen = application->path.count > 1 ? &screen_path : &screen_confirm;
}

static void act_leave(Application *application, Key key)
{
    (void)key;
    home_state(application)->plan.is_shown = false;
    application->screen = &screen_home;
}

static const KeyRow plan_keys[] = {
    {{'j', 'k', KEY_CODE_DOWN, KEY_CODE_UP},
     "j k",
     "move",
     "select",
     "to the next step of the plan, to the one before",
     act_move},
    {{'g', 'G', KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN}, "g G", "ends", NULL, "to its first step, to its last", act_move},
    {{KEY_CODE_ENTER, 'y'},
     "enter",
     "step",
     "take the first step",
     "take the first step: shows what will run and asks",
     act_step},
    {{'a'}, "a", "run-all", "run all", "take all steps, one after the other", act_step},
    {{'a'}, "a", "run-to-here", "all to here", "with a step selected: take all steps up to it", act_step},
    {{KEY_CODE_ESCAPE, 'q', 'p', KEY_CODE_INTERRUPT}, "esc", "leave", "leave", "back to the graph", act_leave},
    {{'?'}, "?", "help", "help", "this help", act_help},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

/* ---- drawing ---------------------------------------------------------------------------------- */

static void add(Application *application, StyledLines *lines, Style style, int step, int width, const char *text)
{
    add_lines(application, lines, (StyledLine){.style = style, .step = step}, width, text);
}

static const char *rows_text(Arena *arena, const StringVector *rows)
{
    StringVector shortened = {0};
    for (size_t i = 0; i < rows->count; i++)
        vector_push(arena, &shortened, arena_format(arena, "%.12s", rows->items[i]));
    return rows->count ? string_vector_join(arena, &shortened, ", ") : "empty";
}

/* Data at risk: " (users: 52 000 rows, 4.1 MB)". */
static const char *figures_text(Arena *arena, const PlanFinding *finding)
{
    if (finding->rows < 0)
        return "";
    const char *bytes = finding->bytes < 0 ? "" : arena_format(arena, ", %s", format_bytes(arena, finding->bytes));
    return arena_format(arena, " (%s: %s%s rows%s)", finding->table, finding->is_estimated ? "~" : "",
                        format_count(arena, finding->rows), bytes);
}

static void add_findings(Application *application, StyledLines *lines, const PlanSnapshot *plan, int index, int width)
{
    static const Style styles[] = {STYLE_MUTED, STYLE_WARNING, STYLE_DANGER};
    Arena *arena = application->frame;
    if ((size_t)index >= plan->risks.count) {
        add(application, lines, STYLE_WARNING, index, width,
            "   ▲ not checked: what it destroys and locks is not known here");
        return;
    }
    for (size_t i = 0; i < plan->risks.items[index].findings.count; i++) {
        const PlanFinding *finding = &plan->risks.items[index].findings.items[i];
        add(application, lines, styles[finding->level], index, width,
            arena_format(arena, "   ▲ %s%s", finding->message, figures_text(arena, finding)));
    }
}

void plan_add_step(Application *application, StyledLines *lines, const PlanSnapshot *plan, int index, int width)
{
    Arena *arena = application->frame;
    const PlanRow *row = &plan->plan.steps.items[index];
    add(application, lines, plan->plan.downgrade ? STYLE_WARNING : STYLE_TITLE, index, width,
        arena_format(arena, "%2d %s %.12s  %s", index + 1, plan->plan.downgrade ? "down" : "up", row->revision->id,
                     application_title(application, row->revision)));
    add(application, lines, STYLE_MUTED, index, width, arena_format(arena, "   %s", row->reason));
    add_findings(application, lines, plan, index, width);
    add(application, lines, STYLE_LABEL, index, width,
        arena_format(arena, "   version table: %s", rows_text(arena, &row->rows_after)));
}

static const char *title_of(Application *application, const PlanSnapshot *plan)
{
    Arena *arena = application->frame;
    if (!plan)
        return arena_format(arena, "Plan to %.12s", home_state(application)->plan.target->id);
    size_t count = plan->plan.steps.count;
    const char *seen = plan->last_seen ? arena_format(arena, ", as of %s", time_of_day(arena, plan->last_seen)) : "";
    return arena_format(arena, "Plan: %s to %.12s, %zu step%s%s", plan->plan.downgrade ? "down" : "up",
                        plan->target->id, count, count == 1 ? "" : "s", seen);
}

static void add_opening(Application *application, const PlanSnapshot *plan, StyledLines *lines, int width)
{
    if (!plan)
        add(application, lines, STYLE_MUTED, -1, width, "computing the plan ...");
    else if (plan->error.kind != ERROR_NONE)
        add(application, lines, STYLE_WARNING, -1, width, error_render(application->frame, &plan->error));
    else if (!plan->plan.steps.count)
        add(application, lines, plan->last_seen ? STYLE_MUTED : STYLE_APPLIED, -1, width,
            plan->last_seen ? arena_format(application->frame, "The database was here at %s; it is not connected.",
                                           time_of_day(application->frame, plan->last_seen))
                            : "The database is here already.");
    else
        add(application, lines, STYLE_MUTED, -1, width,
            arena_format(application->frame, "   version table now: %s",
                         rows_text(application->frame, &plan->plan.rows_before)));
}

/* Only the steps that fit, from `first` on: there may be thousands. True when the selected step is completely
 * visible. */
static bool collect(Application *application, const PlanSnapshot *plan, int first, int rows, StyledLines *lines,
                    int width)
{
    int count = plan && plan->error.kind == ERROR_NONE ? (int)plan->plan.steps.count : 0;
    bool has_selected = !count;
    *lines = (StyledLines){0};
    if (!first)
        add_opening(application, plan, lines, width);
    for (int i = first; i < count && (int)lines->count < rows; i++) {
        plan_add_step(application, lines, plan, i, width);
        has_selected |= i == home_state(application)->plan.at && (int)lines->count <= rows;
    }
    return has_selected;
}

void draw_plan(Application *application, Surface *surface, Area area)
{
    const PlanSnapshot *plan = plan_snapshot(application);
    StyledLines lines = {0};
    draw_rule(surface, area.x, area.y, area.width, title_of(application, plan), true);
    int rows = area.height - 2, width = area.width - 2, *first = &home_state(application)->plan.scroll;
    scroll_to_selected(home_state(application)->plan.at == NO_STEP ? 0 : home_state(application)->plan.at, rows, first);
    while (!collect(application, plan, *first, rows, &lines, width) && *first < home_state(application)->plan.at)
        ++*first;
    for (int i = 0; i < rows && i < (int)lines.count; i++) {
        const StyledLine *line = &lines.items[i];
        int y = area.y + 2 + i;
        surface_text(surface, area.x + 1, y, area.width - 1, line->style, line->text);
        if (line->step >= 0 && line->step == home_state(application)->plan.at)
            surface_set_cell(surface, area.x, y, STYLE_KEY, 0x258C);
    }
}

static void draw_screen(Application *application, Surface *surface)
{
    screen_home.draw(application, surface);
    draw_footer(application, surface, &screen_plan);
}

/* Requests a plan that was made while the database did not answer again; the old one stays visible until then. */
void plan_request_again(Application *application)
{
    const PlanSnapshot *plan = plan_snapshot(application);
    if (plan && is_due_again(application, plan->is_live, plan->taken) && !workspace_is_busy(application->workspace))
        workspace_post_plan(application->workspace, home_state(application)->plan.target);
}

/* Also requests a new plan when the version rows have changed. */
static void read_snapshots(Application *application)
{
    const PlanSnapshot *plan = plan_snapshot(application);
    const DatabaseSnapshot *database = application->latest.database;
    if (plan && plan->error.kind == ERROR_NONE && database && database->connected && database->rows_known &&
        plan->generation < database->generation && !database_has_rows(application, &plan->plan.rows_before))
        open_plan(application, home_state(application)->plan.target);
    else
        plan_request_again(application);
}

const Screen screen_plan = {.name = "plan",
                            .purpose = "On the plan to a revision",
                            .keys = plan_keys,
                            .conditions = plan_conditions,
                            .draw = draw_screen,
                            .read_snapshots = read_snapshots};
