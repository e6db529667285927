/* The confirmation before members of a fleet are migrated: how many, what is lost, and the SQL of the first one. */
#include "fleet.h"

#include "limbeck/fleet/findings.h"

#include <string.h>

typedef struct Sums {
    size_t members, steps, done_already, first_typed;
    const char *same_place; /* NULL: all places differ */
    SharedFindings losses, problems;
} Sums;

static const FleetStatus *status_of(const FleetScreen *fleet, size_t index)
{
    return fleet_control_status(fleet->control, fleet->question.order[index]);
}

static bool has_steps(const FleetStatus *status)
{
    return !status->answer.problem && status->answer.steps > 0;
}

/* Two members in one place would be migrated by the first and reported for both. */
static const char *find_same_place(Application *application)
{
    const FleetScreen *fleet = fleet_screen(application);
    Map seen = {0};
    for (size_t i = 0; i < fleet->question.count; i++) {
        const char *place = status_of(fleet, i)->answer.place, *name = fleet_name(fleet, fleet->question.order[i]);
        const char *other = place ? map_get(&seen, place) : NULL;
        if (other)
            return arena_format(application->frame, "%s and %s are the same place: %s", other, name, place);
        if (place)
            map_set(application->frame, &seen, place, (void *)name);
    }
    return NULL;
}

static Sums add_up(Application *application)
{
    const FleetScreen *fleet = fleet_screen(application);
    Sums sums = {.first_typed = SIZE_MAX, .same_place = find_same_place(application)};
    for (size_t i = 0; i < fleet->question.count; i++) {
        const FleetStatus *status = status_of(fleet, i);
        const size_t member = fleet->question.order[i];
        if (status->answer.problem) {
            const FleetFinding problem = {text_one_line(application->frame, status->answer.problem), "", 0};
            fleet_share_finding(application->frame, &sums.problems, fleet_name(fleet, member), &problem);
        }
        sums.done_already += !status->answer.problem && !status->answer.steps;
        if (!has_steps(status))
            continue;
        sums.members++;
        sums.steps += status->answer.steps;
        if (status->answer.confirms_typed && sums.first_typed == SIZE_MAX)
            sums.first_typed = member;
        for (size_t k = 0; k < status->answer.findings.count; k++)
            fleet_share_finding(application->frame, &sums.losses, fleet_name(fleet, member),
                                &status->answer.findings.items[k]);
    }
    return sums;
}

/* ---- collecting what it shows --------------------------------------------------------------------- */

static void show_sql_of_first(Application *application)
{
    FleetScreen *fleet = fleet_screen(application);
    FleetQuestion *question = &fleet->question;
    question->is_looked_at = true;
    for (size_t i = 0; i < question->count && question->first == SIZE_MAX; i++)
        if (has_steps(status_of(fleet, i)))
            question->first = question->order[i];
    const FleetTask task = {FLEET_SHOW_SQL, question->task.target, question->task.direction};
    question->is_ready = question->first == SIZE_MAX || !begin_fleet_task(application, task, &question->first, 1);
}

static void read_snapshots(Application *application)
{
    FleetScreen *fleet = fleet_screen(application);
    FleetQuestion *question = &fleet->question;
    screen_fleet.read_snapshots(application);
    if (fleet_control_task(fleet->control) || question->is_ready)
        return;
    if (!question->is_looked_at)
        show_sql_of_first(application);
    else
        question->is_ready = true;
}

/* ---- keys ------------------------------------------------------------------------------------------- */

static const char *run_obstacle(Application *application)
{
    if (!fleet_screen(application)->question.is_ready)
        return "what will run is not shown yet";
    const Sums sums = add_up(application);
    if (sums.same_place)
        return "two members are the same place: nothing was run";
    return sums.members ? NULL : "there is nothing to run";
}

static void start(Application *application)
{
    FleetScreen *fleet = fleet_screen(application);
    size_t *order = ARENA_ARRAY(application->frame, size_t, fleet->question.count + 1), count = 0;
    for (size_t i = 0; i < fleet->question.count; i++)
        if (has_steps(status_of(fleet, i)))
            order[count++] = fleet->question.order[i];
    application->screen = &screen_fleet;
    fleet->pane = FLEET_GRID;
    begin_fleet_task(application, fleet->question.task, order, count);
}

static void act_run(Application *application, Key key)
{
    const Sums sums = add_up(application);
    (void)key;
    if (sums.first_typed == SIZE_MAX) {
        start(application);
        return;
    }
    ask_for_word(application, arena_format(application->arena, "%zu", sums.members), "Type the number of databases",
                 start);
}

static void act_leave(Application *application, Key key)
{
    (void)key;
    cancel_fleet_task(fleet_screen(application));
    application->screen = &screen_fleet;
}

/* ---- drawing ---------------------------------------------------------------------------------------- */

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void add(Application *application, StyledLines *lines, int width, Style style, const char *text)
{
    add_lines(application, lines, (StyledLine){.style = style}, width, text);
}

static void add_summary(Application *application, StyledLines *lines, int width, const Sums *sums)
{
    Arena *arena = application->frame;
    add(application, lines, width, STYLE_TEXT,
        arena_format(arena, "%s database%s, %s step%s in all.%s", format_count(arena, (int64_t)sums->members),
                     plural(sums->members), format_count(arena, (int64_t)sums->steps), plural(sums->steps),
                     sums->done_already ? arena_format(arena, " Already at the target: %s.",
                                                       format_count(arena, (int64_t)sums->done_already))
                                        : ""));
}

/* "birch, cedar, elder and 11 more" */
static void add_names(Application *application, StyledLines *lines, int width)
{
    enum { MOST = 8 };
    const FleetScreen *fleet = fleet_screen(application);
    Text text = text_in(application->frame);
    size_t named = 0, more = 0;
    for (size_t i = 0; i < fleet->question.count; i++) {
        if (!has_steps(status_of(fleet, i)))
            continue;
        if (named < MOST)
            text_append_format(&text, "%s%s", named++ ? ", " : "", fleet_name(fleet, fleet->question.order[i]));
        else
            more++;
    }
    if (more)
        text_append_format(&text, " and %zu more", more);
    if (named)
        add(application, lines, width, STYLE_MUTED, text_string(&text));
}

static void add_pace(Application *application, StyledLines *lines, int width)
{
    const FleetScreen *fleet = fleet_screen(application);
    const FleetPace *pace = &fleet_control_host(fleet->control)->pace;
    Arena *arena = application->frame;
    Text text = text_in(arena);
    if (pace->canaries)
        text_append_format(&text, "The first %zu alone; if one fails, no other begins. ", pace->canaries);
    text_append_format(&text, "%zu at a time", pace->jobs);
    if (pace->wave)
        text_append_format(&text, ", in waves of %zu", pace->wave);
    if (pace->most_failed >= fleet->members)
        text_append(&text, "; it goes on however many fail.");
    else
        text_append_format(&text, "; it stops when more than %zu fail.", pace->most_failed);
    add(application, lines, width, STYLE_MUTED, text_string(&text));
}

static void add_problems(Application *application, StyledLines *lines, int width, const Sums *sums)
{
    if (sums->same_place)
        add(application, lines, width, STYLE_DANGER, sums->same_place);
    for (size_t i = 0; i < sums->problems.count; i++)
        add(application, lines, width, STYLE_WARNING,
            arena_format(application->frame, "✗ left out %s: %s",
                         shared_finding_places(application->frame, sums->problems.items[i]),
                         sums->problems.items[i]->finding.text));
}

static void add_losses(Application *application, StyledLines *lines, int width, const Sums *sums)
{
    for (size_t i = 0; i < sums->losses.count; i++)
        add(application, lines, width, STYLE_DANGER,
            arena_format(application->frame, "▲ %s, %s", shared_finding_text(application->frame, sums->losses.items[i]),
                         shared_finding_places(application->frame, sums->losses.items[i])));
    if (!sums->losses.count && sums->members)
        add(application, lines, width, STYLE_TEXT, "Nothing is destroyed.");
}

static void add_sql(Application *application, StyledLines *lines, int width)
{
    const FleetScreen *fleet = fleet_screen(application);
    const size_t first = fleet->question.first;
    if (first == SIZE_MAX)
        return;
    const FleetAnswer *answer = &fleet_control_status(fleet->control, first)->answer;
    add(application, lines, width, STYLE_TEXT, "");
    add(application, lines, width, STYLE_TITLE,
        arena_format(application->frame, "The SQL of %s, the first of them", fleet_name(fleet, first)));
    if (answer->problem)
        add(application, lines, width, STYLE_DANGER, answer->problem);
    for (size_t i = 0; i < answer->sql.count; i++)
        add_lines(application, lines, (StyledLine){.style = STYLE_TEXT, .language = language_sql}, width,
                  answer->sql.items[i]);
}

static const char *title_of(Application *application)
{
    const FleetQuestion *question = &fleet_screen(application)->question;
    return arena_format(application->frame, "%s %zu database%s to %s",
                        question->task.direction == PLAN_DOWN ? "Downgrade" : "Upgrade", question->count,
                        plural(question->count), question->task.target);
}

static void draw(Application *application, Surface *surface)
{
    enum { FRAME = 4 };
    const FleetScreen *fleet = fleet_screen(application);
    StyledLines lines = {0};
    const int width = surface->width * 9 / 10 > 96 ? 96
                      : surface->width < 60        ? surface->width - 4
                                                   : surface->width * 9 / 10;
    draw_fleet(application, surface);
    if (fleet->question.is_ready) {
        const Sums sums = add_up(application);
        add_summary(application, &lines, width - 6, &sums);
        add_names(application, &lines, width - 6);
        add_losses(application, &lines, width - 6, &sums);
        add_problems(application, &lines, width - 6, &sums);
        if (sums.members)
            add_pace(application, &lines, width - 6);
        add_sql(application, &lines, width - 6);
    } else {
        add(application, &lines, width - 6, STYLE_MUTED,
            arena_format(application->frame, "looking at what it would do: %zu of %zu",
                         fleet_control_ended(fleet->control), fleet_control_total(fleet->control)));
    }
    const Area box = centred(surface, width, (int)lines.count + FRAME);
    draw_dialog(application, surface, box, title_of(application), &screen_fleet_confirm);
    draw_styled_lines(application, surface, box, 2, &lines);
}

static const KeyRow keys[] = {
    {{'y', 'Y'}, "y", "run", "run it", "run it", act_run},
    {{'n', 'N', KEY_CODE_ESCAPE, 'q'}, "n esc", "leave", "leave it", "leave everything as it is", act_leave},
    {{'j', 'k', KEY_CODE_UP, KEY_CODE_DOWN}, "j k", "scroll", NULL, "scroll what will run", act_scroll},
    {{KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN}, "PageUp PageDown", "page", NULL, "a page at a time", act_scroll},
    {{'g', 'G', KEY_CODE_HOME, KEY_CODE_END}, "g G", "ends", NULL, "to the first line, to the last", act_scroll},
    {{KEY_CODE_INTERRUPT}, "Ctrl-C", "interrupt", NULL, "leave everything as it is", act_leave},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

static const KeyCondition conditions[] = {{"run", run_obstacle}, {NULL, NULL}};

const Screen screen_fleet_confirm = {.name = "fleet-confirm",
                                     .purpose = "Before a run over databases",
                                     .keys = keys,
                                     .conditions = conditions,
                                     .read_snapshots = read_snapshots,
                                     .draw = draw,
                                     .is_dialog = true};
