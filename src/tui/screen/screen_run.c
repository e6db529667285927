/* The run screen: the running statement, row progress, and cancelling, which rolls back. */
#include "run_outcome.h"

#include "limbeck/base/clock.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

static bool is_current(const Application *application)
{
    const RunSnapshot *run = application->latest.run;
    return run && run->revision == application->step.revision && run->downgrade == application->step.downgrade &&
           run->generation > application->latest.dismissed_run;
}

bool run_has_finished(const Application *application)
{
    return is_current(application) && application->latest.run->finished;
}

bool is_running(const Application *application)
{
    return application->screen == &screen_run && !run_has_finished(application);
}

static void act_escape(Application *application, Key key)
{
    (void)key;
    if (run_has_finished(application)) {
        application->latest.dismissed_run = application->latest.run->generation;
        workspace_reset_run_options(application->workspace);
        /* The selection moves to the database's revision, except after these. */
        application->graph.is_placed = application->latest.run->failed || application->latest.run->rehearses ||
                                       application->latest.run->rolls_back;
        application->path.count = 0;
        release_runs(application);
        application->screen = &screen_home;
        if (application->plan.is_shown)
            open_plan(application, application->plan.target);
        return;
    }
    if (!application->step.cancelling) {
        application->step.asks_to_cancel = !application->step.asks_to_cancel;
        return;
    }
    /* The server does not answer the cancel: the first press abandons the connection, the second quits. */
    application->quitting = application->step.abandoning;
    application->step.abandoning = true;
    workspace_abandon(application->workspace);
}

static bool is_stopped(const Application *application)
{
    return is_current(application) && application->latest.run->is_stopped && !application->latest.run->finished;
}

static void act_go_on(Application *application, Key key)
{
    bool to_the_end = key == 'a';
    if ((to_the_end || is_stopped(application)) && !application->step.asks_to_cancel)
        workspace_continue(application->workspace, to_the_end);
}

static void act_enter(Application *application, Key key)
{
    if (run_has_finished(application))
        act_escape(application, key);
    else
        act_go_on(application, key);
}

static void act_yes(Application *application, Key key)
{
    (void)key;
    if (!application->step.asks_to_cancel || run_has_finished(application))
        return;
    application->step.asks_to_cancel = false;
    application->step.cancelling = true;
    workspace_cancel(application->workspace);
}

/* Rows of the next batch; 0: the running statement is not in batches. */
static int64_t batch_rows(const Application *application)
{
    if (!is_current(application) || application->latest.run->finished || !application->latest.run->in_batches_of)
        return 0;
    int64_t chosen = workspace_batch_rows(application->workspace);
    return chosen ? chosen : application->latest.run->in_batches_of;
}

/* A run can pause between two batches, or between rows of a query the script iterates over. */
static bool can_pause(const Application *application)
{
    const RunSnapshot *run = application->latest.run;
    return is_current(application) && !run->finished && !run->rehearses && (run->in_batches_of || run->rows_total);
}

/* Ten times more or fewer rows, from the next batch on. */
static void act_batch_size(Application *application, Key key)
{
    int64_t rows = batch_rows(application);
    int64_t wanted = key == '-' ? rows / 10 : rows * 10;
    if (rows && wanted >= 10 && wanted <= 10000000)
        workspace_set_batch_rows(application->workspace, wanted);
}

static void act_pause(Application *application, Key key)
{
    (void)key;
    workspace_pause(application->workspace, !workspace_is_paused(application->workspace));
}

static const char *pause_obstacle(Application *application)
{
    return workspace_is_paused(application->workspace) ? "paused: p resumes"
           : can_pause(application)                    ? NULL
                                                       : "only batches and loops over rows pause";
}

static const char *resume_obstacle(Application *application)
{
    return workspace_is_paused(application->workspace) ? NULL : "nothing is paused";
}

static const char *home_obstacle(Application *application)
{
    return run_has_finished(application) && application->plan.is_shown ? "this key returns to the plan" : NULL;
}

static const char *plan_obstacle(Application *application)
{
    return home_obstacle(application) ? NULL : "no plan is shown";
}

static const char *report_obstacle(Application *application)
{
    return run_has_finished(application) ? NULL : "a report can be saved when the step has ended";
}

static const KeyCondition run_conditions[] = {{"pause", pause_obstacle},   {"resume", resume_obstacle},
                                              {"home", home_obstacle},     {"to-plan", plan_obstacle},
                                              {"report", report_obstacle}, {NULL, NULL}};

static void act_no(Application *application, Key key)
{
    (void)key;
    application->step.asks_to_cancel = false;
}

static const KeyRow run_keys[] = {
    {{KEY_CODE_ESCAPE, KEY_CODE_INTERRUPT, 'q'},
     "esc",
     "cancel",
     "cancel",
     "ask whether to cancel, again: do not wait for the server; when the step is done, go home",
     act_escape},
    {{'y'}, "y", "yes", "yes", "yes, cancel: what is not committed is rolled back", act_yes},
    {{'n'}, "n", "no", "no", "no, let it run", act_no},
    {{KEY_CODE_ENTER},
     "enter",
     "home",
     "go home",
     "when it is done: back; where a step stopped: the next statement",
     act_enter},
    {{KEY_CODE_ENTER}, "enter", "to-plan", "back to the plan", "when a step of a plan is done: back to it", act_enter},
    {{' '}, "space", "next", "next statement", "where a step stopped: on to the next statement", act_go_on},
    {{'a'}, "a", "rest", "all the rest", "where a step stopped: on to the next breakpoint, or to the end", act_go_on},
    {{'w'}, "w", "report", "save a report", "when it is done: save a report, as Markdown and as JSON", act_report},
    {{'+', '-'},
     "+ -",
     "batch-size",
     "size",
     "in batches: ten times as many rows in the next one, or a tenth",
     act_batch_size},
    {{'p'}, "p", "pause", "pause", "pause before the next batch, or the next row of a loop", act_pause},
    {{'p'}, "p", "resume", "go on", "when it is paused: go on", act_pause},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

/* Starts the next step of a path when the database is known to hold the rows this one left. */
static void look(Application *application)
{
    if (!has_more_steps(application) || !is_read_after_run(application) || is_off_the_path(application))
        return;
    vector_push(application->arena, &application->path.runs, snapshot_retain(application->latest.run));
    application->path.at++;
    application->step.revision = application->path.steps.items[application->path.first + application->path.at];
    application->latest.dismissed_run = application->latest.run->generation;
    post_step(application, false);
}

/* ---- drawing ----------------------------------------------------------------------------- */

static int draw_statement(Application *application, Surface *surface, Area area, int y,
                          const LoggedStatement *statement, bool failed)
{
    Arena *arena = application->frame;
    bool under_way = statement->milliseconds < 0;
    const RunSnapshot *run = application->latest.run;
    bool is_next = under_way && run->is_stopped && statement == &run->statements.items[run->statements.count - 1];
    const char *mark = is_next ? "‖" : !under_way ? "✓" : failed ? "✗" : "▶";
    const char *took = under_way ? "" : arena_format(arena, "%lld ms", (long long)statement->milliseconds);
    const char *times = statement->times > 1 ? arena_format(arena, "×%s  ", format_count(arena, statement->times)) : "";
    const char *right = arena_format(arena, "%s%s", times, took);
    int right_width = text_width(right);
    surface_text(surface, area.x, y, 1,
                 under_way && failed ? STYLE_DANGER
                 : under_way         ? STYLE_CURRENT
                                     : STYLE_APPLIED,
                 mark);
    draw_code_line(surface, area.x + 3, y, area.width - 4 - right_width, text_one_line(arena, statement->sql),
                   language_sql);
    surface_text(surface, area.x + area.width - right_width, y, right_width, STYLE_MUTED, right);
    return y + 1;
}

/* Recent rates, as a bar chart. */
static void draw_rates(Application *application, Surface *surface, int x, int y, int width)
{
    const RunSnapshot *run = application->latest.run;
    int64_t most = 1;
    size_t first = run->rate_count > (size_t)width ? run->rate_count - (size_t)width : 0;
    for (size_t i = first; i < run->rate_count; i++)
        most = run->rates[i] > most ? run->rates[i] : most;
    for (size_t i = first; i < run->rate_count; i++)
        surface_put(surface, x++, y, STYLE_BAR, 0x2581 + (uint32_t)(run->rates[i] * 7 / most));
}

static const char *pace_text(Application *application)
{
    Arena *arena = application->frame;
    const RunSnapshot *run = application->latest.run;
    int64_t batch = batch_rows(application);
    if (batch)
        return arena_format(arena, "batches of %s, the last in %lld ms%s", format_count(arena, batch),
                            (long long)run->batch_milliseconds,
                            workspace_is_paused(application->workspace) ? ", paused" : "");
    if (run->finished || run->rehearses || !run->rows_total)
        return "";
    return workspace_is_paused(application->workspace) ? "row by row in one transaction, paused"
                                                       : "row by row in one transaction, not in batches";
}

static int draw_progress(Application *application, Surface *surface, Area area, int y)
{
    Arena *arena = application->frame;
    const RunSnapshot *run = application->latest.run;
    if (!run->rows_total)
        return y;
    int64_t spent = (run->finished ? run->ended : clock_milliseconds()) - run->rows_started;
    int64_t rate = spent > 0 ? run->rows_done * 1000 / spent : 0;
    int64_t left = rate > 0 ? (run->rows_total - run->rows_done) * 1000 / rate : 0;
    const char *figures =
        arena_format(arena, "%s / %s rows", format_count(arena, run->rows_done), format_count(arena, run->rows_total));
    const char *speed = arena_format(arena, "%s rows/s", format_count(arena, rate));
    const char *rest = run->finished ? "" : arena_format(arena, " · %s left", format_duration(arena, left));
    int bar = area.width - 32 > 10 ? area.width - 32 : 10;
    draw_bar(surface, area.x + 3, y, bar, run->rows_done, run->rows_total);
    surface_text(surface, area.x + 4 + bar, y, area.width - bar - 4, STYLE_TITLE, figures);
    int told = surface_text(
        surface, area.x + 3, y + 1, area.width - 4, STYLE_MUTED,
        arena_format(arena, "%lld %% · %s%s", (long long)(run->rows_done * 100 / run->rows_total), speed, rest));
    draw_rates(application, surface, area.x + told + 5, y + 1, area.width - told - 6);
    const char *pace = pace_text(application);
    if (*pace)
        surface_text(surface, area.x + 3, y + 2, area.width - 4, STYLE_MUTED, pace);
    return y + 3 + (*pace != 0);
}

static int draw_lines(Application *application, Surface *surface, Area area, int y, Style style, const char *text)
{
    StringVector lines = {0};
    wrap_text(application->frame, text, area.width, &lines);
    for (size_t i = 0; i < lines.count && y < area.y + area.height; i++)
        surface_text(surface, area.x, y++, area.width, style, lines.items[i]);
    return y;
}

/* Draws how many steps are done, and the database's revision. */
static int draw_path_outcome(Application *application, Surface *surface, Area area, int y)
{
    const char *text = run_outcome(application);
    Style style = application->latest.run->failed || is_off_the_path(application) ? STYLE_WARNING : STYLE_APPLIED;
    return *text ? draw_lines(application, surface, area, y + 1, style, text) : y;
}

static int draw_outcome(Application *application, Surface *surface, Area area, int y)
{
    Arena *arena = application->frame;
    const RunSnapshot *run = application->latest.run;
    if (!run->finished)
        return y;
    y = draw_path_outcome(application, surface, area, y);
    if (run->failed)
        return draw_lines(application, surface, area, y + 1, STYLE_DANGER, error_render(arena, &run->error));
    y = draw_lines(application, surface, area, y + 1, STYLE_APPLIED,
                   arena_format(arena,
                                run->rehearses
                                    ? "Rehearsed in %s, and rolled back: schema, data and version are unchanged."
                                : run->rolls_back ? "Rolled back by env.py after %s; the version is unchanged."
                                                  : "Done in %s.",
                                format_duration(arena, run->ended - run->started)));
    for (size_t i = 0; i < run->changes.count && y < area.y + area.height; i++)
        y = draw_lines(application, surface, area, y, STYLE_MUTED, run->changes.items[i]);
    return y;
}

/* When stopped between two statements: draws the schema changes so far, in the transaction. */
static int draw_stop(Application *application, Surface *surface, Area area, int y)
{
    const RunSnapshot *run = application->latest.run;
    if (!is_stopped(application))
        return y;
    y = draw_lines(
        application, surface, area, y + 1, STYLE_CURRENT,
        arena_format(application->frame, "Stopped before the last statement shown, %s. %s",
                     run->stopped_line ? arena_format(application->frame, "of line %d", run->stopped_line)
                                       : "which moves the version table",
                     run->in_transaction
                         ? "The transaction is open and holds its locks. Changes so far, not visible to other sessions:"
                         : "It runs outside a transaction: its changes stay. Changes so far:"));
    for (size_t i = 0; i < run->changes.count && y < area.y + area.height; i++)
        y = draw_lines(application, surface, area, y, STYLE_MUTED, run->changes.items[i]);
    if (!run->changes.count)
        y = draw_lines(application, surface, area, y, STYLE_MUTED, "no schema change");
    return y;
}

static const char *hints(const Application *application)
{
    if (run_has_finished(application))
        return "home to-plan report";
    if (application->step.cancelling)
        return "cancel";
    if (application->step.asks_to_cancel)
        return "yes no";
    if (is_stopped(application))
        return "next rest cancel";
    return batch_rows(application) ? "cancel batch-size pause resume" : "cancel pause resume";
}

static const char *kept(const Application *application)
{
    return is_current(application) ? application->latest.run->kept : NULL;
}

static bool is_between_batches(const Application *application)
{
    return is_current(application) && application->latest.run->has_committed && application->latest.run->in_batches_of;
}

/* Committed batches stay after a cancel, also those of an earlier run; only later statements are rolled back. */
static bool has_batches(const Application *application)
{
    return is_current(application) && application->latest.run->has_committed;
}

static bool commit_is_out(const Application *application)
{
    return is_current(application) && application->latest.run->commit_out;
}

static const char *cancelling_text(const Application *application)
{
    if (application->step.abandoning)
        return "closing the connection ... Esc again leaves limbeck; the server may still run the statement";
    if (commit_is_out(application))
        return "COMMIT is not answered yet; the server will be asked for its outcome. Esc: do not wait";
    return "cancelling ... Esc again: do not wait for the server";
}

static const char *question_text(const Application *application)
{
    if (commit_is_out(application))
        return "COMMIT is sent: it may have taken effect. Wait no longer, and ask the server?";
    if (is_between_batches(application))
        return "Stop here? The batches so far are committed; the step can be resumed later.";
    if (has_batches(application))
        return "Stop here? The committed batches stay, the rest is rolled back; the step can be resumed later.";
    if (kept(application))
        return arena_format(application->frame, "Cancel? %s; the rest is rolled back.", kept(application));
    return "Cancel this step and roll it back?";
}

static const char *promise_text(const Application *application)
{
    if (commit_is_out(application))
        return "COMMIT is sent, its answer is awaited";
    if (is_between_batches(application))
        return "cancelling keeps the batches so far";
    if (has_batches(application))
        return "cancelling keeps the committed batches and rolls the rest back";
    if (kept(application))
        return arena_format(application->frame, "%s: cancelling rolls back only the rest", kept(application));
    return "cancelling rolls this step back";
}

/* What cancelling does, above its keys. */
static void draw_question(Application *application, Surface *surface, Area box)
{
    const char *text = run_has_finished(application)      ? NULL
                       : application->step.cancelling     ? cancelling_text(application)
                       : application->step.asks_to_cancel ? question_text(application)
                                                          : promise_text(application);
    if (text)
        surface_text(surface, box.x + 3, box.y + box.height - 2, box.width - 6,
                     application->step.asks_to_cancel ? STYLE_DANGER : STYLE_MUTED, text);
}

static const char *title_of(Application *application)
{
    Arena *arena = application->frame;
    const RunSnapshot *run = is_current(application) ? application->latest.run : NULL;
    if (run && run->stamps)
        return arena_format(arena, "Stamp %s", string_vector_join(arena, &application->stamp.options.targets, ", "));
    const char *title = arena_format(
        arena, "%.12s %s%s · %s", application->step.revision->id, application->step.downgrade ? "down" : "up",
        run && run->rehearses ? ", a rehearsal" : "", application_title(application, application->step.revision));
    if (application->path.count < 2)
        return title;
    return arena_format(arena, "%d of %d · %s", application->path.at + 1, application->path.count, title);
}

static void draw_run(Application *application, Surface *surface)
{
    Arena *arena = application->frame;
    const RunSnapshot *run = application->latest.run;
    screen_home.draw(application, surface);
    Area box = centred(surface, surface->width - 6 > 100 ? 100 : surface->width - 6, surface->height - 4);
    const char *title = title_of(application);
    draw_dialog(application, surface, box, title, &screen_run);
    draw_question(application, surface, box);
    Area inside = {box.x + 3, box.y + 2, box.width - 6, box.height - 4};
    if (!is_current(application)) {
        surface_text(surface, inside.x, inside.y, inside.width, STYLE_MUTED, "waiting for the worker ...");
        return;
    }
    int64_t elapsed = (run->finished ? run->ended : clock_milliseconds()) - run->started;
    surface_text(surface, inside.x, box.y + 1, inside.width, STYLE_MUTED,
                 arena_format(arena, "elapsed %s", format_duration(arena, elapsed)));
    int room = inside.height - 8 > 3 ? inside.height - 8 : 3;
    size_t first = run->statements.count > (size_t)room ? run->statements.count - (size_t)room : 0;
    int y = inside.y + 1;
    if (run->queue && !run->finished) /* most important: other sessions wait for this step */
        y = 1 + draw_lines(application, surface, inside, inside.y, STYLE_DANGER, run->queue);
    for (size_t i = first; i < run->statements.count; i++)
        y = draw_statement(application, surface, inside, y, &run->statements.items[i], run->failed);
    y = draw_progress(application, surface, inside, y);
    if (run->waiting_for && !run->finished)
        y = draw_lines(application, surface, inside, y, STYLE_WARNING, run->waiting_for);
    if (run->locks && !run->finished)
        y = draw_lines(application, surface, inside, y, STYLE_MUTED, arena_format(arena, "holds %s", run->locks));
    for (size_t i = 0; i < run->notes.count && y < inside.y + inside.height - 3; i++)
        y = draw_lines(application, surface, inside, y, STYLE_MUTED, run->notes.items[i]);
    y = draw_stop(application, surface, inside, y);
    draw_outcome(application, surface, inside, y);
}

const Screen screen_run = {.name = "run",
                           .purpose = "While a step runs",
                           .keys = run_keys,
                           .conditions = run_conditions,
                           .hints = hints,
                           .draw = draw_run,
                           .look = look,
                           .is_dialog = true};
