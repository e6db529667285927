/* The run screen: its keys, and what cancelling does. run_pane.c draws it. */
#include "limbeck/tui/screen/home_state.h"
#include "run_pane.h"
#include "run_state.h"

#include "limbeck/base/clock.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

bool run_is_shown(const Application *application)
{
    const RunSnapshot *run = application->latest.run;
    return run && run->revision == application->step.revision && run->downgrade == application->step.downgrade &&
           run->generation > application->latest.dismissed_run;
}

bool run_has_finished(const Application *application)
{
    return run_is_shown(application) && application->latest.run->finished;
}

bool is_running(const Application *application)
{
    return application->screen == &screen_run && !run_has_finished(application);
}

static void act_escape(Application *application, Key key)
{
    if (run_has_finished(application)) {
        application->latest.dismissed_run = application->latest.run->generation;
        /* A rehearsal leads back to the question by Enter alone: an Esc that was to cancel it, and the y for that, may
         * come after its end. */
        if (run_state(application)->rehearsed_from && key == KEY_CODE_ENTER) {
            application->dialog.scroll = 0;
            application->screen = run_state(application)->rehearsed_from;
            return;
        }
        workspace_reset_run_options(application->workspace);
        /* The selection moves to the database's revision, except after these. */
        application->graph.is_placed = application->latest.run->failed || application->latest.run->rehearses ||
                                       application->latest.run->rolls_back;
        application->path.count = 0;
        release_runs(application);
        application->screen = &screen_home;
        if (home_state(application)->plan.is_shown)
            open_plan(application, home_state(application)->plan.target);
        return;
    }
    if (!application->step.cancelling) {
        application->step.confirms_cancel = !application->step.confirms_cancel;
        return;
    }
    /* The server does not answer the cancel: the first press abandons the connection, the second quits. */
    application->quitting = application->step.abandoning;
    application->step.abandoning = true;
    workspace_abandon(application->workspace);
}

bool run_is_stopped(const Application *application)
{
    return run_is_shown(application) && application->latest.run->is_stopped && !application->latest.run->finished;
}

static void act_continue(Application *application, Key key)
{
    bool to_the_end = key == 'a';
    if ((to_the_end || run_is_stopped(application)) && !application->step.confirms_cancel)
        workspace_continue(application->workspace, to_the_end);
}

static void act_enter(Application *application, Key key)
{
    if (run_has_finished(application))
        act_escape(application, key);
    else
        act_continue(application, key);
}

static void act_yes(Application *application, Key key)
{
    (void)key;
    if (!application->step.confirms_cancel || run_has_finished(application))
        return;
    application->step.confirms_cancel = false;
    application->step.cancelling = true;
    workspace_cancel(application->workspace);
}

int64_t run_batch_rows(const Application *application)
{
    if (!run_is_shown(application) || application->latest.run->finished || !application->latest.run->in_batches_of)
        return 0;
    int64_t chosen = workspace_batch_rows(application->workspace);
    return chosen ? chosen : application->latest.run->in_batches_of;
}

/* A run can pause between two batches, or between rows of a query the script iterates over. */
static bool can_pause(const Application *application)
{
    const RunSnapshot *run = application->latest.run;
    return run_is_shown(application) && !run->finished && !run->rehearses && (run->in_batches_of || run->rows_total);
}

/* Ten times more or fewer rows, from the next batch on. */
static void act_batch_size(Application *application, Key key)
{
    int64_t rows = run_batch_rows(application);
    int64_t batch_rows = key == '-' ? rows / 10 : rows * 10;
    if (rows && batch_rows >= 10 && batch_rows <= 10000000)
        workspace_set_batch_rows(application->workspace, batch_rows);
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
                                                       : "only batches and loops over rows can be paused";
}

static const char *resume_obstacle(Application *application)
{
    return workspace_is_paused(application->workspace) ? NULL : "nothing is paused";
}

static const char *home_obstacle(Application *application)
{
    if (run_has_finished(application) && run_state(application)->rehearsed_from)
        return "this key returns to the question";
    return run_has_finished(application) && home_state(application)->plan.is_shown ? "this key returns to the plan"
                                                                                   : NULL;
}

static const char *plan_obstacle(Application *application)
{
    return home_obstacle(application) && !run_state(application)->rehearsed_from ? NULL : "no plan is shown";
}

static const char *report_obstacle(Application *application)
{
    return run_has_finished(application) ? NULL : "a report can be saved when the step has ended";
}

static int64_t blocker(const Application *application)
{
    const RunSnapshot *run = application->latest.run;
    return run_is_shown(application) && !run->finished && run->waiting_for ? run->blocker : 0;
}

static const char *blocker_obstacle(Application *application)
{
    return blocker(application) ? NULL : "no session blocks this step";
}

static void act_end_session(Application *application, Key key)
{
    (void)key;
    application->step.session_to_end = blocker(application);
}

static void act_copy_pid(Application *application, Key key)
{
    (void)key;
    application_copy(application, arena_format(application->frame, "%lld", (long long)blocker(application)));
}

/* The question is of one session: an answer for another ends none. */
static const char *end_obstacle(Application *application)
{
    int64_t pid = application->step.session_to_end;
    return pid && pid == blocker(application) ? NULL : "there is no question about a session";
}

static void act_end_yes(Application *application, Key key)
{
    (void)key;
    workspace_end_session(application->workspace, application->step.session_to_end);
    application->step.session_to_end = 0;
}

static void act_end_no(Application *application, Key key)
{
    (void)key;
    application->step.session_to_end = 0;
}

static const char *next_obstacle(Application *application)
{
    return run_is_stopped(application) ? NULL : "no statement is stopped";
}

static const char *question_obstacle(Application *application)
{
    return run_has_finished(application) && run_state(application)->rehearsed_from ? NULL
                                                                                   : "there is no question to answer";
}

static const KeyCondition run_conditions[] = {
    {"end-session", blocker_obstacle}, {"copy-pid", blocker_obstacle},  {"end-yes", end_obstacle},
    {"end-no", end_obstacle},          {"question", question_obstacle}, {"next", next_obstacle},
    {"pause", pause_obstacle},         {"resume", resume_obstacle},     {"home", home_obstacle},
    {"to-plan", plan_obstacle},        {"report", report_obstacle},     {NULL, NULL}};

/* From the statement under way, up or down. */
static void act_scroll_run(Application *application, Key key)
{
    int page = application->dialog.rows > 1 ? application->dialog.rows - 1 : 1;
    application->dialog.scroll += key == 'j' || key == KEY_CODE_DOWN ? 1
                                  : key == 'k' || key == KEY_CODE_UP ? -1
                                  : key == KEY_CODE_PAGE_DOWN        ? page
                                                                     : -page;
}

static void act_no(Application *application, Key key)
{
    (void)key;
    application->step.confirms_cancel = false;
}

static const KeyRow run_keys[] = {
    {{'t'},
     "t",
     "end-session",
     "end that session",
     "end the session that the step waits for; asks first",
     act_end_session},
    {{'c'}, "c", "copy-pid", "copy its pid", "copy the pid of the session that the step waits for", act_copy_pid},
    {{'y'}, "y", "end-yes", "end it", "end the session: its transaction is rolled back", act_end_yes},
    {{'n'}, "n", "end-no", "do not", "do not end it", act_end_no},
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
     "after the run: go back; at a stop: run the next statement",
     act_enter},
    {{KEY_CODE_ENTER}, "enter", "question", "back to the question", "when a rehearsal is done: back to it", act_enter},
    {{KEY_CODE_ENTER}, "enter", "to-plan", "back to the plan", "when a step of a plan is done: back to it", act_enter},
    {{' '}, "space", "next", "next statement", "at a stop: run the next statement", act_continue},
    {{'a'}, "a", "rest", "all the rest", "at a stop: run to the next breakpoint, or to the end", act_continue},
    {{'w'}, "w", "report", "save a report", "when it is done: save a report, as Markdown and as JSON", act_report},
    {{'+', '-'},
     "+ -",
     "batch-size",
     "size",
     "in batches: ten times as many rows in the next one, or a tenth",
     act_batch_size},
    {{'p', ' '}, "p", "pause", "pause", "pause before the next batch, or the next row of a loop", act_pause},
    {{'p', ' '}, "p", "resume", "go on", "when it is paused: go on", act_pause},
    {{'j', 'k', KEY_CODE_DOWN, KEY_CODE_UP}, "j k", "scroll", "scroll", "scroll what was run", act_scroll_run},
    {{KEY_CODE_PAGE_DOWN, KEY_CODE_PAGE_UP}, "PageDown PageUp", "page", NULL, "a page at a time", act_scroll_run},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

/* Remembers a rehearsal for the question before the run. */
static void note_rehearsal(Application *application)
{
    enum { MAX_REMEMBERED = 32 };
    const RunSnapshot *run = application->latest.run;
    bool is_known = run_state(application)->rehearsed.count &&
                    run_state(application)->rehearsed.items[run_state(application)->rehearsed.count - 1].generation >=
                        run->generation;
    if (!run->rehearses || is_known)
        return;
    RehearsedRun new = {.first = arena_strdup(application->arena, run->revision->id),
                        .downgrade = run->downgrade,
                        .failed = run->failed,
                        .count = (int)run->step_count,
                        .took = run->ended - run->started,
                        .at = clock_milliseconds(),
                        .generation = run->generation,
                        .error = run->failed ? arena_strdup(application->arena, run->error.message) : ""};
    if (run_state(application)->rehearsed.count == MAX_REMEMBERED)
        memmove(run_state(application)->rehearsed.items, run_state(application)->rehearsed.items + 1,
                --run_state(application)->rehearsed.count * sizeof new);
    vector_push(application->arena, &run_state(application)->rehearsed, new);
}

/* Starts the next step of a path when the database is known to hold the rows this one left. */
static void read_snapshots(Application *application)
{
    if (run_has_finished(application))
        note_rehearsal(application);
    if (!has_more_steps(application) || !is_read_after_run(application) || is_off_the_path(application))
        return;
    vector_push(application->arena, &application->path.runs, snapshot_retain(application->latest.run));
    application->path.at++;
    application->step.revision = application->path.steps.items[application->path.first + application->path.at];
    application->latest.dismissed_run = application->latest.run->generation;
    application->dialog.scroll = 0;
    show_revision(application, application->step.revision);
    post_step(application, false);
}

/* ---- obstacles of the keys ----------------------------------------------------------------- */

static const char *footer_hints(const Application *application)
{
    if (run_has_finished(application))
        return "home question to-plan report scroll";
    if (application->step.cancelling)
        return "cancel";
    if (application->step.confirms_cancel)
        return "yes no";
    if (application->step.session_to_end)
        return "end-yes end-no";
    if (run_is_stopped(application))
        return "next rest cancel";
    return run_batch_rows(application) ? "cancel batch-size pause resume" : "end-session copy-pid cancel pause resume";
}

static const char *stashed_text(const Application *application)
{
    return run_is_shown(application) ? application->latest.run->committed_part : NULL;
}

static bool is_between_batches(const Application *application)
{
    return run_is_shown(application) && application->latest.run->has_committed &&
           application->latest.run->in_batches_of;
}

/* Committed batches stay after a cancel, also those of an earlier run; only later statements are rolled back. */
static bool has_batches(const Application *application)
{
    return run_is_shown(application) && application->latest.run->has_committed;
}

static bool commit_is_out(const Application *application)
{
    return run_is_shown(application) && application->latest.run->commit_out;
}

static const char *cancelling_text(const Application *application)
{
    if (application->step.abandoning)
        return "closing the connection ... Esc again leaves limbeck; the server may still run the statement";
    if (commit_is_out(application))
        return "COMMIT is not answered yet; its outcome will be looked up on the server. Esc: do not wait";
    return "cancelling ... Esc again: do not wait for the server";
}

static const char *question_text(const Application *application)
{
    if (commit_is_out(application))
        return "COMMIT is sent: it may have taken effect. Stop waiting, and look up its outcome?";
    if (is_between_batches(application))
        return "Stop here? The batches so far are committed; the step can be resumed later.";
    if (has_batches(application))
        return "Stop here? The committed batches stay, the rest is rolled back; the step can be resumed later.";
    if (stashed_text(application))
        return arena_format(application->frame, "Cancel? %s; the rest is rolled back.", stashed_text(application));
    return "Cancel this step and roll it back?";
}

static const char *promise_text(const Application *application)
{
    if (commit_is_out(application))
        return "COMMIT is sent, waiting for its answer";
    if (is_between_batches(application))
        return "cancelling keeps the batches so far";
    if (has_batches(application))
        return "cancelling keeps the committed batches and rolls the rest back";
    if (stashed_text(application))
        return arena_format(application->frame, "%s: cancelling rolls back only the rest", stashed_text(application));
    return "cancelling rolls this step back";
}

/* What cancelling does, above the keys. */
static void draw_question(Application *application, Surface *surface)
{
    const char *text = run_has_finished(application)       ? NULL
                       : application->step.cancelling      ? cancelling_text(application)
                       : application->step.confirms_cancel ? question_text(application)
                                                           : promise_text(application);
    int y = surface->height - 2;
    surface_fill(surface, (Area){0, y, surface->width, 1}, STYLE_TEXT, ' ');
    if (text)
        surface_text(surface, 1, y, surface->width - 2, application->step.confirms_cancel ? STYLE_DANGER : STYLE_MUTED,
                     text);
}

/* Home, with the run in place of the detail. */
static void draw_run(Application *application, Surface *surface)
{
    screen_home.draw(application, surface);
    draw_question(application, surface);
    draw_footer(application, surface, &screen_run);
}

RunState *run_state(const Application *application)
{
    return screen_state(application, &screen_run);
}

const Screen screen_run = {.name = "run",
                           .purpose = "While a step runs",
                           .keys = run_keys,
                           .conditions = run_conditions,
                           .hints = footer_hints,
                           .state_size = sizeof(RunState),
                           .draw = draw_run,
                           .read_snapshots = read_snapshots};
