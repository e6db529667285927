/* The confirmation before running several steps of a plan: the data they destroy, and the data that is stashed. */
#include "limbeck/workspace/plan_snapshot.h"
#include "limbeck/workspace/run_options.h"
#include "preflight.h"
#include "screen_plan.h"

#include <string.h>

static void add(Application *application, StyledLines *lines, Style style, int width, const char *text)
{
    add_lines(application, lines, (StyledLine){.style = style, .step = -1}, width, text);
}

static bool stashes_everything(const Application *application)
{
    const PlanSnapshot *plan = plan_snapshot(application);
    for (size_t i = 0; plan && i < plan->risks.count && (int)i < application->path.count; i++)
        if (plan->risks.items[i].not_stashed.count)
            return false;
    return true;
}

static const char *run_obstacle(Application *application)
{
    const PlanSnapshot *plan = plan_snapshot(application);
    if (moved_since_question(application))
        return "the database moved to another revision: nothing was run";
    return plan && !plan->is_live ? "the database does not answer: nothing was run" : NULL;
}

static const KeyCondition conditions[] = {{"run", run_obstacle}, {"rehearse", run_obstacle}, {NULL, NULL}};

static void act_run(Application *application, Key key)
{
    (void)key;
    /* The user has seen, in red, what cannot be stashed. */
    workspace_set_partial_stash(application->workspace, !stashes_everything(application));
    begin_writing(application, start_run);
}

static void act_rehearse(Application *application, Key key)
{
    (void)key;
    start_step(application, true);
}

static void act_back(Application *application, Key key)
{
    (void)key;
    application->path.count = 0;
    application->screen = &screen_plan;
}

static void act_toggle_stash(Application *application, Key key)
{
    (void)key;
    bool keeps = !workspace_stashes(application->workspace);
    workspace_set_stash(application->workspace, keeps, keeps);
}

static const KeyRow keys[] = {
    {{'y', 'Y'}, "y", "run", "run them", "run the steps, one after the other, each in its transaction", act_run},
    {{'R'}, "R", "rehearse", "rehearse", "run all steps in one transaction, and roll it back", act_rehearse},
    {{'K'}, "K", "keep", "keep", "keep what the steps destroy, and put back what was kept before", act_toggle_stash},
    {{'n', 'N', KEY_CODE_ESCAPE, 'q'}, "n esc", "leave", "do not run them", "back to the plan", act_back},
    {{'j', 'k', KEY_CODE_DOWN, KEY_CODE_UP}, "j k", "scroll", "scroll", "scroll the steps", act_scroll},
    {{KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN}, "PageUp PageDown", "page", NULL, "a page at a time", act_scroll},
    {{'g', 'G', KEY_CODE_HOME, KEY_CODE_END}, "g G", "ends", NULL, "to the first line, to the last", act_scroll},
    {{KEY_CODE_INTERRUPT}, "Ctrl-C", "interrupt", NULL, "back to the plan", act_back},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

/* Steps whose scripts could not be evaluated to the end. */
static void add_unseen(Application *application, StyledLines *lines, const PlanSnapshot *plan, int width)
{
    Arena *arena = application->frame;
    const char *then = stashes_everything(application) ? "the run stops at what cannot be kept"
                                                       : "what cannot be kept of it is NOT kept";
    for (size_t i = 0; i < plan->risks.count && (int)i < application->path.count; i++)
        if (plan->risks.items[i].question_line)
            add(application, lines, STYLE_WARNING, width,
                arena_format(arena, "▲ step %zu, from line %d on: known only when it runs; %s", i + 1,
                             plan->risks.items[i].question_line, then));
    if (application->path.count > (int)plan->risks.count)
        add(application, lines, STYLE_WARNING, width,
            arena_format(arena, "▲ from step %zu on: not checked; %s", plan->risks.count + 1, then));
}

static void add_stash(Application *application, StyledLines *lines, const PlanSnapshot *plan, int width)
{
    Arena *arena = application->frame;
    bool everything = stashes_everything(application);
    add(application, lines, everything ? STYLE_APPLIED : STYLE_WARNING, width,
        everything ? "What they destroy or overwrite is kept in the database first; what their opposites kept is "
                     "put back."
                   : "What they destroy or overwrite is kept in the database first, but NOT all of it; what "
                     "their opposites kept is put back.");
    for (size_t i = 0; i < plan->risks.count && (int)i < application->path.count; i++) {
        const StringVector *not_stashed = &plan->risks.items[i].not_stashed;
        for (size_t k = 0; k < not_stashed->count; k++)
            add(application, lines, STYLE_DANGER, width,
                arena_format(arena, "▲ step %zu, %s", i + 1, not_stashed->items[k]));
    }
    add_unseen(application, lines, plan, width);
}

/* The strongest lock of each table, over the steps that were looked at. */
static void merge_locks(const Application *application, const PlanSnapshot *plan, PreviewLocks *locks)
{
    for (size_t i = 0; i < plan->risks.count && (int)i < application->path.count; i++) {
        const PreviewLocks *more = &plan->risks.items[i].locks;
        for (size_t k = 0; k < more->count; k++) {
            size_t at = 0;
            while (at < locks->count && strcmp(locks->items[at].name, more->items[k].name) != 0)
                at++;
            if (at == locks->count)
                vector_push(application->frame, locks, more->items[k]);
            else if (locks->items[at].mode < more->items[k].mode)
                locks->items[at].mode = more->items[k].mode;
        }
    }
}

static void add_locks(Application *application, StyledLines *lines, const PlanSnapshot *plan, int width)
{
    enum { MAX_LOCKS_LISTED = 6 };
    Arena *arena = application->frame;
    PreviewLocks locks = {0};
    StringVector texts = {0};
    merge_locks(application, plan, &locks);
    for (size_t i = 0; i < locks.count && i < MAX_LOCKS_LISTED; i++)
        vector_push(arena, &texts,
                    arena_format(arena, "%s on %s", lock_mode_name(locks.items[i].mode), locks.items[i].name));
    if (locks.count > MAX_LOCKS_LISTED)
        vector_push(arena, &texts, arena_format(arena, "and on %zu more", locks.count - MAX_LOCKS_LISTED));
    if (locks.count)
        add_fact(application, lines, "Locks", STYLE_TEXT, width, string_vector_join(arena, &texts, ", "));
    locks.count = locks.count > MAX_LOCKS_LISTED ? MAX_LOCKS_LISTED : locks.count;
    preflight_conflicts(application, lines, &locks, width);
}

static void add_facts(Application *application, StyledLines *lines, const PlanSnapshot *plan, int width)
{
    if (moved_since_question(application))
        add(application, lines, STYLE_DANGER, width, moved_since_question(application));
    else if (plan && !plan->is_live)
        add(application, lines, STYLE_DANGER, width,
            "The database does not answer now: what the steps destroy was not looked up, and nothing can be run.");
    add(application, lines, STYLE_TEXT, width,
        "One after the other, each in its own transaction; the first failure ends the run, and the steps before it "
        "stay committed.");
    if (plan && workspace_stashes(application->workspace))
        add_stash(application, lines, plan, width);
    if (!plan)
        return;
    add_locks(application, lines, plan, width);
    preflight_rehearsal(application, lines, application->step.revision, application->path.count, width);
}

static void draw(Application *application, Surface *surface)
{
    enum { MAX_LISTED = 200, FRAME = 4 };
    const PlanSnapshot *plan = plan_snapshot(application);
    Arena *arena = application->frame;
    StyledLines lines = {0};
    int width = surface->width - 4 > 92 ? 92 : surface->width - 4, inside = width - 6;
    screen_plan.draw(application, surface);
    add_facts(application, &lines, plan, inside);
    add(application, &lines, STYLE_TEXT, inside, "");
    int count = plan ? (int)plan->plan.steps.count : 0;
    count = application->path.count < count ? application->path.count : count;
    for (int i = 0; i < count && i < MAX_LISTED; i++)
        plan_add_step(application, &lines, plan, i, inside);
    if (count > MAX_LISTED)
        add(application, &lines, STYLE_MUTED, inside, arena_format(arena, "and %d more", count - MAX_LISTED));
    Area box = centred(surface, width, (int)lines.count + FRAME);
    draw_dialog(
        application, surface, box,
        arena_format(arena, "%d steps %s", application->path.count, application->step.downgrade ? "down" : "up"),
        &screen_path);
    draw_styled_lines(application, surface, box, 2, &lines);
}

const Screen screen_path = {.name = "path",
                            .purpose = "Before a run of several steps",
                            .keys = keys,
                            .conditions = conditions,
                            .draw = draw,
                            .read_snapshots = plan_request_again,
                            .is_dialog = true};
