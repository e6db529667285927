/* The way to a revision, drawn on the graph: each step with its reason, what it risks
 * and the version rows after it. One may be taken, or all up to the selected one. */
#include "limbeck/tui/screen/screen.h"

#include <string.h>

enum { NO_STEP = -1 }; /* none is marked: all of them are meant */

static const PlanSnapshot *plan_of(const Application *application)
{
    const PlanSnapshot *plan = application->plan;
    bool is_this = plan && plan->target == application->plan_target && plan->generation > application->plan_seen &&
                   application->database && plan->which == application->database->which;
    return is_this ? plan : NULL;
}

void open_plan(Application *application, const Revision *target)
{
    show_graph(application);
    application->plan_target = target;
    application->plan_shown = true;
    application->plan_step = NO_STEP;
    application->plan_seen = application->plan ? application->plan->generation : 0;
    application->screen = &screen_plan;
    workspace_post_plan(application->workspace, target);
}

void go_home(Application *application)
{
    application->screen = application->plan_shown ? &screen_plan : &screen_home;
}

void act_go_home(Application *application, Key key)
{
    (void)key;
    go_home(application);
}

int plan_number(const Application *application, const Revision *revision)
{
    const PlanSnapshot *plan = application->plan_shown ? plan_of(application) : NULL;
    return plan ? plan->number_of[revision->index] : 0;
}

/* ---- actions -------------------------------------------------------------------------------- */

static void select_step(Application *application, int step)
{
    const PlanSnapshot *plan = plan_of(application);
    int last = plan ? (int)plan->plan.steps.count - 1 : -1;
    step = step > last ? last : step;
    application->plan_step = step < 0 ? 0 : step;
    if (last < 0)
        return;
    show_revision(application, plan->plan.steps.items[application->plan_step].revision);
}

static void act_move(Application *application, Key key)
{
    static const struct {
        Key key;
        int by;
    } moves[] = {{'j', 1}, {KEY_CODE_DOWN, 1},     {'k', -1},      {KEY_CODE_UP, -1}, {KEY_CODE_PAGE_DOWN, 8},
                 {' ', 8}, {KEY_CODE_PAGE_UP, -8}, {'g', -100000}, {'G', 100000}};
    const PlanSnapshot *plan = plan_of(application);
    int from = application->plan_step;
    for (size_t i = 0; plan && i < sizeof moves / sizeof *moves; i++) {
        if (moves[i].key != key)
            continue;
        if (from == NO_STEP && moves[i].by < 0) /* up from below the last */
            from = (int)plan->plan.steps.count;
        select_step(application, from + moves[i].by);
        return;
    }
}

static const char *empty_obstacle(Application *application)
{
    const PlanSnapshot *plan = plan_of(application);
    bool is_empty = !plan || !plan->plan.steps.count || plan->error.kind != ERROR_NONE;
    return is_empty ? "there is no step to take" : NULL;
}

static const char *run_obstacle(Application *application)
{
    if (empty_obstacle(application))
        return empty_obstacle(application);
    if (step_obstacle(application))
        return step_obstacle(application);
    bool has_moved = !stands_at(application, &plan_of(application)->plan.rows_before);
    return has_moved ? "the database moved to another revision after this plan was made" : NULL;
}

static const char *all_obstacle(Application *application)
{
    return application->plan_step == NO_STEP ? run_obstacle(application) : "a step is marked: a takes those up to it";
}

static const char *marked_obstacle(Application *application)
{
    return application->plan_step == NO_STEP ? "no step is marked" : run_obstacle(application);
}

static const KeyCondition plan_conditions[] = {{"move", empty_obstacle},         {"ends", empty_obstacle},
                                               {"step", run_obstacle},           {"run-all", all_obstacle},
                                               {"run-to-here", marked_obstacle}, {NULL, NULL}};

static void note_rows_after(Application *application, const StringVector *rows)
{
    StringVector copy = {0};
    for (size_t i = 0; i < rows->count; i++)
        vector_push(application->arena, &copy, arena_strdup(application->arena, rows->items[i]));
    vector_push(application->arena, &application->path_rows, copy);
}

/* What is chosen is kept apart: the plan on the screen may be made anew meanwhile. */
static void act_step(Application *application, Key key)
{
    const PlanSnapshot *plan = plan_of(application);
    int last = key != 'a'                          ? 0
               : application->plan_step == NO_STEP ? (int)plan->plan.steps.count - 1
                                                   : application->plan_step;
    application->path_count = application->path_at = 0;
    application->path_rows.count = 0;
    for (int i = 0; i <= last; i++) {
        vector_push(application->arena, &application->path, plan->plan.steps.items[i].revision);
        note_rows_after(application, &plan->plan.steps.items[i].rows_after);
        application->path_count++;
    }
    application->path_first = (int)application->path.count - application->path_count;
    application->step = plan->plan.steps.items[0].revision;
    application->step_down = plan->plan.downgrade;
    application->dialog_scroll = 0;
    note_question(application);
    application->screen = application->path_count > 1 ? &screen_path : &screen_confirm;
}

static void act_leave(Application *application, Key key)
{
    (void)key;
    application->plan_shown = false;
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

/* ---- the picture ------------------------------------------------------------------------------- */

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

/* " (users: 52 000 rows, 4.1 MB)" */
static const char *stake_text(Arena *arena, const PlanRisk *risk)
{
    if (risk->rows < 0)
        return "";
    const char *bytes = risk->bytes < 0 ? "" : arena_format(arena, ", %s", format_bytes(arena, risk->bytes));
    return arena_format(arena, " (%s: %s%s rows%s)", risk->table, risk->is_estimated ? "~" : "",
                        format_count(arena, risk->rows), bytes);
}

static void add_step(Application *application, StyledLines *lines, const PlanSnapshot *plan, int index, int width)
{
    static const Style styles[] = {STYLE_MUTED, STYLE_WARNING, STYLE_DANGER};
    Arena *arena = application->frame;
    const PlanRow *row = &plan->plan.steps.items[index];
    add(application, lines, plan->plan.downgrade ? STYLE_WARNING : STYLE_TITLE, index, width,
        arena_format(arena, "%2d %s %.12s  %s", index + 1, plan->plan.downgrade ? "down" : "up", row->revision->id,
                     application_title(application, row->revision)));
    add(application, lines, STYLE_MUTED, index, width, arena_format(arena, "   %s", row->reason));
    const PlanRisk *risk = (size_t)index < plan->risks.count ? &plan->risks.items[index] : NULL;
    if (risk && risk->message)
        add(application, lines, styles[risk->level], index, width,
            arena_format(arena, "   ▲ %s%s", risk->message, stake_text(arena, risk)));
    add(application, lines, STYLE_LABEL, index, width,
        arena_format(arena, "   version table: %s", rows_text(arena, &row->rows_after)));
}

static const char *title_of(Application *application, const PlanSnapshot *plan)
{
    Arena *arena = application->frame;
    if (!plan)
        return arena_format(arena, "Plan to %.12s", application->plan_target->id);
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

/* Lines from step `first` on, as many as there is room for: there may be thousands of
 * steps. Whether the selected one is among them to its end. */
static bool collect(Application *application, const PlanSnapshot *plan, int first, int rows, StyledLines *lines,
                    int width)
{
    int count = plan && plan->error.kind == ERROR_NONE ? (int)plan->plan.steps.count : 0;
    bool has_selected = !count;
    *lines = (StyledLines){0};
    if (!first)
        add_opening(application, plan, lines, width);
    for (int i = first; i < count && (int)lines->count < rows; i++) {
        add_step(application, lines, plan, i, width);
        has_selected |= i == application->plan_step && (int)lines->count <= rows;
    }
    return has_selected;
}

void draw_plan(Application *application, Surface *surface, Area area)
{
    const PlanSnapshot *plan = plan_of(application);
    StyledLines lines = {0};
    draw_rule(surface, area.x, area.y, area.width, title_of(application, plan), true);
    int rows = area.height - 2, width = area.width - 2, *first = &application->plan_scroll;
    keep_visible(application->plan_step == NO_STEP ? 0 : application->plan_step, rows, first);
    while (!collect(application, plan, *first, rows, &lines, width) && *first < application->plan_step)
        ++*first;
    for (int i = 0; i < rows && i < (int)lines.count; i++) {
        const StyledLine *line = &lines.items[i];
        int y = area.y + 2 + i;
        surface_text(surface, area.x + 1, y, area.width - 1, line->style, line->text);
        if (line->step >= 0 && line->step == application->plan_step)
            surface_put(surface, area.x, y, STYLE_KEY, 0x258C);
    }
}

static void draw_screen(Application *application, Surface *surface)
{
    screen_home.draw(application, surface);
    draw_footer(application, surface, &screen_plan);
}

/* A plan that was made while the database did not answer is made again, and stays on the screen meanwhile. */
static void look_again(Application *application)
{
    const PlanSnapshot *plan = plan_of(application);
    if (plan && is_asked_again(application, plan->is_live, plan->taken) && !workspace_is_busy(application->workspace))
        workspace_post_plan(application->workspace, application->plan_target);
}

/* One from where the database no longer is, too. */
static void look(Application *application)
{
    const PlanSnapshot *plan = plan_of(application);
    const DatabaseSnapshot *database = application->database;
    if (plan && plan->error.kind == ERROR_NONE && database && database->connected && database->rows_known &&
        plan->generation < database->generation && !stands_at(application, &plan->plan.rows_before))
        open_plan(application, application->plan_target);
    else
        look_again(application);
}

const Screen screen_plan = {.name = "plan",
                            .purpose = "On the plan to a revision",
                            .keys = plan_keys,
                            .conditions = plan_conditions,
                            .draw = draw_screen,
                            .look = look};

/* ---- before several steps --------------------------------------------------------------------- */

static bool keeps_all(const Application *application)
{
    const PlanSnapshot *plan = plan_of(application);
    for (size_t i = 0; plan && i < plan->risks.count && (int)i < application->path_count; i++)
        if (plan->risks.items[i].unkept.count)
            return false;
    return true;
}

static const char *path_run_obstacle(Application *application)
{
    const PlanSnapshot *plan = plan_of(application);
    if (moved_since_question(application))
        return "the database moved to another revision: nothing was run";
    return plan && !plan->is_live ? "the database does not answer: nothing was run" : NULL;
}

static const KeyCondition path_conditions[] = {{"run", path_run_obstacle}, {NULL, NULL}};

static void act_run(Application *application, Key key)
{
    (void)key;
    /* What is not kept was on the screen, in red. */
    workspace_keep_what_can(application->workspace, !keeps_all(application));
    begin_writing(application, start_run);
}

static void act_back(Application *application, Key key)
{
    (void)key;
    application->path_count = 0;
    application->screen = &screen_plan;
}

static void act_keep(Application *application, Key key)
{
    (void)key;
    bool keeps = !workspace_keeps(application->workspace);
    workspace_keep(application->workspace, keeps, keeps);
}

static const KeyRow path_keys[] = {
    {{'y', 'Y'}, "y", "run", "run them", "run the steps, one after the other, each in its transaction", act_run},
    {{'K'}, "K", "keep", "keep", "keep what the steps destroy, and put back what was kept before", act_keep},
    {{'n', 'N', KEY_CODE_ESCAPE, 'q'}, "n esc", "leave", "do not run them", "back to the plan", act_back},
    {{'j', 'k', KEY_CODE_DOWN, KEY_CODE_UP}, "j k", "scroll", "scroll", "scroll the steps", act_scroll},
    {{KEY_CODE_INTERRUPT}, "Ctrl-C", "interrupt", NULL, "back to the plan", act_back},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

/* Of steps that were not looked at to their end. */
static void add_unseen(Application *application, StyledLines *lines, const PlanSnapshot *plan, int width)
{
    Arena *arena = application->frame;
    const char *then =
        keeps_all(application) ? "the run stops at what cannot be kept" : "what cannot be kept of it is NOT kept";
    for (size_t i = 0; i < plan->risks.count && (int)i < application->path_count; i++)
        if (plan->risks.items[i].question_line)
            add(application, lines, STYLE_WARNING, -1, width,
                arena_format(arena, "▲ step %zu, from line %d on: known only when it runs; %s", i + 1,
                             plan->risks.items[i].question_line, then));
    if (application->path_count > (int)plan->risks.count)
        add(application, lines, STYLE_WARNING, -1, width,
            arena_format(arena, "▲ from step %zu on: not checked; %s", plan->risks.count + 1, then));
}

static void add_keeping(Application *application, StyledLines *lines, const PlanSnapshot *plan, int width)
{
    Arena *arena = application->frame;
    bool keeps_everything = keeps_all(application);
    add(application, lines, keeps_everything ? STYLE_APPLIED : STYLE_WARNING, -1, width,
        keeps_everything ? "What they destroy or overwrite is kept in the database first; what their opposites kept is "
                           "put back."
                         : "What they destroy or overwrite is kept in the database first, but NOT all of it; what "
                           "their opposites kept is put back.");
    for (size_t i = 0; i < plan->risks.count && (int)i < application->path_count; i++) {
        const StringVector *unkept = &plan->risks.items[i].unkept;
        for (size_t k = 0; k < unkept->count; k++)
            add(application, lines, STYLE_DANGER, -1, width,
                arena_format(arena, "▲ step %zu, %s", i + 1, unkept->items[k]));
    }
    add_unseen(application, lines, plan, width);
}

static void draw_path(Application *application, Surface *surface)
{
    const PlanSnapshot *plan = plan_of(application);
    Arena *arena = application->frame;
    StyledLines lines = {0};
    screen_plan.draw(application, surface);
    Area box = centred(surface, surface->width - 8 > 92 ? 92 : surface->width - 8, surface->height - 4);
    surface_fill(surface, box, STYLE_TEXT, ' ');
    draw_dialog(application, surface, box,
                arena_format(arena, "%d steps %s", application->path_count, application->step_down ? "down" : "up"),
                &screen_path);
    int width = box.width - 6;
    if (moved_since_question(application))
        add(application, &lines, STYLE_DANGER, -1, width, moved_since_question(application));
    else if (plan && !plan->is_live)
        add(application, &lines, STYLE_DANGER, -1, width,
            "The database does not answer now: what the steps destroy was not looked up, and nothing can be run.");
    add(application, &lines, STYLE_TEXT, -1, width,
        "One after the other, each in its own transaction; the first failure ends the run, and the steps before it "
        "stay committed.");
    if (plan && workspace_keeps(application->workspace))
        add_keeping(application, &lines, plan, width);
    add(application, &lines, STYLE_TEXT, -1, width, "");
    enum { MOST_LISTED = 200 };
    int count = plan ? (int)plan->plan.steps.count : 0;
    count = application->path_count < count ? application->path_count : count;
    for (int i = 0; i < count && i < MOST_LISTED; i++)
        add_step(application, &lines, plan, i, width);
    if (count > MOST_LISTED)
        add(application, &lines, STYLE_MUTED, -1, width, arena_format(arena, "and %d more", count - MOST_LISTED));
    draw_styled_lines(application, surface, box, 2, &lines);
}

const Screen screen_path = {.name = "path",
                            .purpose = "Before a run of several steps",
                            .keys = path_keys,
                            .conditions = path_conditions,
                            .draw = draw_path,
                            .look = look_again,
                            .is_dialog = true};
