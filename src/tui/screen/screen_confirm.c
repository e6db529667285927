/* The confirmation before anything is written. */
#include "limbeck/workspace/data_loss.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/workspace.h"
#include "preflight.h"
#include "run_state.h"

#include <string.h>

void start_step(Application *application, bool rehearses)
{
    application->step.session_to_end = 0;
    application->step.confirms_cancel = application->step.cancelling = application->step.abandoning = false;
    release_runs(application);
    application->dialog.scroll = 0;
    run_state(application)->rehearsed_from = !rehearses                    ? NULL
                                             : application->path.count > 1 ? &screen_path
                                                                           : &screen_confirm;
    show_graph(application);
    show_revision(application, application->step.revision);
    application->screen = &screen_run;
    post_step(application, rehearses);
}

void start_run(Application *application)
{
    start_step(application, false);
}

/* A step can run only after its preview was shown. */
static const char *unseen_obstacle(Application *application)
{
    if (!preview_matches(application, application->latest.preview, application->step.revision,
                         application->step.downgrade))
        return "what will run is not shown yet";
    return application->latest.preview->is_live ? NULL : "the database does not answer: nothing was run";
}

static const char *run_obstacle(Application *application)
{
    if (moved_since_question(application))
        return "the database moved to another revision: nothing was run";
    if (unseen_obstacle(application))
        return unseen_obstacle(application);
    return application->latest.preview->error.kind != ERROR_NONE ? "this step cannot run: the reason is shown above"
                                                                 : NULL;
}

static const char *stash_obstacle(Application *application)
{
    const PreviewSnapshot *preview = application->latest.preview;
    if (unseen_obstacle(application))
        return unseen_obstacle(application);
    if (preview->can_stash || preview->question_line || preview->restorable.count)
        return NULL;
    return preview->not_stashed.count ? "nothing that this step changes can be kept"
                                      : "this step destroys nothing, and no copy exists for it";
}

static const KeyCondition confirm_conditions[] = {{"run", run_obstacle},        {"each", run_obstacle},
                                                  {"rehearse", run_obstacle},   {"keep", stash_obstacle},
                                                  {"batches", unseen_obstacle}, {NULL, NULL}};

static void act_run(Application *application, Key key)
{
    workspace_set_stepping(application->workspace, key == 'e');
    /* The user has seen, in red, what cannot be stashed. */
    workspace_set_partial_stash(application->workspace, application->latest.preview->not_stashed.count > 0);
    if (key == 'R')
        start_step(application, true);
    else
        begin_writing(application, start_run);
}

/* One key for both: stashing the data that the step destroys, and restoring the data that the opposite step stashed. */
static void act_toggle_stash(Application *application, Key key)
{
    (void)key;
    const PreviewSnapshot *preview = application->latest.preview;
    bool stashes = (preview->can_stash || preview->question_line) && !workspace_stashes(application->workspace);
    bool restores = preview->restorable.count && !workspace_restores_stash(application->workspace);
    workspace_set_stash(application->workspace, stashes, restores);
    application->dialog.scroll = 0;
}

static void act_leave(Application *application, Key key)
{
    (void)key;
    workspace_reset_run_options(application->workspace);
    go_home(application);
}

static void act_batches(Application *application, Key key)
{
    static const int64_t sizes[] = {0, 1000, 10000, 100000};
    enum { SIZES = sizeof sizes / sizeof *sizes };
    (void)key;
    size_t at = 0;
    while (at + 1 < SIZES && sizes[at] < workspace_batch_rows(application->workspace))
        at++;
    workspace_set_batch_rows(application->workspace, sizes[(at + 1) % SIZES]);
    application->dialog.scroll = 0;
}

static const KeyRow confirm_keys[] = {
    {{'y', 'Y'}, "y", "run", "run it", "run the step", act_run},
    {{'R'},
     "R",
     "rehearse",
     "rehearse",
     "run the step and roll it back: shows its time, rows, locks and rewrites",
     act_run},
    {{'e'},
     "e",
     "each",
     "each asks",
     "run the step and stop before each statement: look, go on, or roll back",
     act_run},
    {{'K'},
     "K",
     "keep",
     "keep",
     "keep what the step destroys, or put back what was kept of it before",
     act_toggle_stash},
    {{'B'},
     "B",
     "batches",
     "batches",
     "commit changes of whole tables in batches: of 1 000, 10 000, 100 000 rows, or not",
     act_batches},
    {{'n', 'N', KEY_CODE_ESCAPE, 'q'}, "n esc", "leave", "leave it", "leave everything as it is", act_leave},
    {{'j', 'k', KEY_CODE_UP, KEY_CODE_DOWN}, "j k", "scroll", NULL, "scroll what will run", act_scroll},
    {{KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN}, "PageUp PageDown", "page", NULL, "a page at a time", act_scroll},
    {{'g', 'G', KEY_CODE_HOME, KEY_CODE_END}, "g G", "ends", NULL, "to the first line, to the last", act_scroll},
    {{KEY_CODE_INTERRUPT}, "Ctrl-C", "interrupt", NULL, "leave everything as it is", act_leave},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

static const char *title_of(Application *application)
{
    Arena *arena = application->frame;
    const DatabaseSnapshot *database = application->latest.database;
    const Revision *revision = application->step.revision;
    const char *where = database && database->connected
                            ? (database->is_sqlite ? path_basename(database->database) : database->database)
                            : "?";
    if (!application->step.downgrade)
        return arena_format(arena, "Up to %.12s on %s", revision->id, where);
    const char *below =
        revision->down_revisions.count ? string_vector_join(arena, &revision->down_revisions, ", ") : "base";
    return arena_format(arena, "Down from %.12s to %s on %s", revision->id, below, where);
}

static void draw_confirm(Application *application, Surface *surface)
{
    enum { FRAME = 4, TITLE = 2 };
    StyledLines lines = {0};
    int width = surface->width * 9 / 10 > 96 ? 96 : surface->width < 60 ? surface->width - 4 : surface->width * 9 / 10;
    bool ready = preview_matches(application, application->latest.preview, application->step.revision,
                                 application->step.downgrade);
    screen_home.draw(application, surface);
    application_request_preview(application, application->step.revision, application->step.downgrade);
    if (ready)
        preflight_step(application, &lines, width - 6);
    else
        add_lines(application, &lines, (StyledLine){.style = STYLE_MUTED}, width - 6, "rendering ...");
    Area box = centred(surface, width, (int)lines.count + TITLE + FRAME);
    draw_dialog(application, surface, box, title_of(application), &screen_confirm);
    surface_text(surface, box.x + 3, box.y + 1, box.width - 6, STYLE_TITLE,
                 application_title(application, application->step.revision));
    draw_styled_lines(application, surface, box, 3, &lines);
}

const Screen screen_confirm = {.name = "confirm",
                               .purpose = "Before a step",
                               .keys = confirm_keys,
                               .conditions = confirm_conditions,
                               .draw = draw_confirm,
                               .is_dialog = true};
