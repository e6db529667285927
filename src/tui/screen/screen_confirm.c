/* The confirmation before anything is written. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/data_loss.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

typedef struct TypedState {
    StringVector asked;  /* version rows when the question was shown */
    const Screen *under; /* the screen below, and what to call when the name is typed */
    void (*start)(Application *application);
    LineInput typed; /* the name typed so far */
} TypedState;

static TypedState *typed_state(const Application *application)
{
    return screen_state(application, &screen_typed);
}

void note_question(Application *application)
{
    typed_state(application)->asked = (StringVector){0};
    for (size_t i = 0; application->latest.database && i < application->latest.database->rows.count; i++)
        vector_push(application->arena, &typed_state(application)->asked,
                    arena_strdup(application->arena, application->latest.database->rows.items[i]));
}

bool database_is_at(const Application *application, const StringVector *rows)
{
    const DatabaseSnapshot *database = application->latest.database;
    bool same = database && database->rows_known && rows->count == database->rows.count;
    for (size_t i = 0; same && i < rows->count; i++)
        same = string_vector_contains(&database->rows, rows->items[i]);
    return same;
}

const char *moved_since_question(Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    const StringVector *asked = &typed_state(application)->asked;
    if (!database || !database->connected || !database->rows_known)
        return "The database's state is not known at present: nothing can be run.";
    return database_is_at(application, asked)
               ? NULL
               : arena_format(application->frame,
                              "Another program moved the database from %s to %s meanwhile. Nothing can be run from "
                              "here: leave, and look again.",
                              short_rows(application->frame, asked), short_rows(application->frame, &database->rows));
}

void start_step(Application *application, bool rehearses)
{
    application->step.asks_to_cancel = application->step.cancelling = application->step.abandoning = false;
    release_runs(application);
    application->dialog_scroll = 0;
    application->screen = &screen_run;
    post_step(application, rehearses);
}

void begin_writing(Application *application, void (*start)(Application *application))
{
    if (reload_is_running(application))
        return;
    if (!workspace_marks(application->workspace)->confirm_typed) {
        start(application);
        return;
    }
    typed_state(application)->typed = (LineInput){0};
    typed_state(application)->start = start;
    typed_state(application)->under = application->screen;
    application->screen = &screen_typed;
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

static const char *keep_obstacle(Application *application)
{
    const PreviewSnapshot *preview = application->latest.preview;
    if (unseen_obstacle(application))
        return unseen_obstacle(application);
    if (preview->can_keep || preview->question_line || preview->kept.count)
        return NULL;
    return preview->unkept.count ? "nothing that this step changes can be kept"
                                 : "this step destroys nothing, and no copy exists for it";
}

static const KeyCondition confirm_conditions[] = {{"run", run_obstacle},        {"each", run_obstacle},
                                                  {"rehearse", run_obstacle},   {"keep", keep_obstacle},
                                                  {"batches", unseen_obstacle}, {NULL, NULL}};

static void act_run(Application *application, Key key)
{
    workspace_set_stepping(application->workspace, key == 'e');
    /* The user has seen, in red, what cannot be stashed. */
    workspace_set_partial_stash(application->workspace, application->latest.preview->unkept.count > 0);
    if (key == 'R')
        start_step(application, true);
    else
        begin_writing(application, start_run);
}

/* One key for both: stashing what the step destroys, and restoring what its opposite stashed. */
static void act_keep(Application *application, Key key)
{
    (void)key;
    const PreviewSnapshot *preview = application->latest.preview;
    bool keeps = (preview->can_keep || preview->question_line) && !workspace_stashes(application->workspace);
    bool puts_back = preview->kept.count && !workspace_restores_stash(application->workspace);
    workspace_set_stash(application->workspace, keeps, puts_back);
    application->dialog_scroll = 0;
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
    application->dialog_scroll = 0;
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
    {{'K'}, "K", "keep", "keep", "keep what the step destroys, or put back what was kept of it before", act_keep},
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

static void add_wrapped(Application *application, StyledLines *lines, Style style, int width, const char *text)
{
    add_lines(application, lines, (StyledLine){.style = style}, width, text);
}

static void add_risks(Application *application, StyledLines *lines, int width)
{
    static const Style styles[] = {STYLE_MUTED, STYLE_WARNING, STYLE_DANGER};
    static const char *const marks[] = {"  note: ", "▲ ", "▲ "};
    Arena *arena = application->frame;
    const PreviewSnapshot *preview = application->latest.preview;
    for (int level = PREVIEW_RISK_LOSS; level >= PREVIEW_RISK_NOTE; level--) {
        for (size_t i = 0; i < preview->risks.count; i++) {
            const PreviewRisk *risk = &preview->risks.items[i];
            if ((int)risk->level != level)
                continue;
            const char *mark = marks[level];
            const char *figures = loss_figures(arena, &risk->figures);
            add_wrapped(application, lines, styles[level], width,
                        arena_format(arena, "%s%s%s%s", mark, risk->message, *figures ? ": " : "", figures));
        }
    }
}

/* A step interrupted between two batches: this one, or another that must be finished first. */
static void add_half_done(Application *application, StyledLines *lines, int width)
{
    Arena *arena = application->frame;
    const HalfDone *half = application->latest.database ? &application->latest.database->half_done : NULL;
    if (!half || !half->revision)
        return;
    bool is_this =
        strcmp(half->revision, application->step.revision->id) == 0 && half->downgrade == application->step.downgrade;
    add_wrapped(application, lines, is_this ? STYLE_WARNING : STYLE_DANGER, width,
                is_this
                    ? arena_format(arena, "Half done: %s; the step resumes there, in batches that are each committed.",
                                   half_done_rows(arena, half))
                    : arena_format(arena, "This step is refused: %s.", half_done_text(arena, half)));
}

/* What K stashes or restores, and what cannot be stashed. */
static void add_keeping(Application *application, StyledLines *lines, int width)
{
    Arena *arena = application->frame;
    const PreviewSnapshot *preview = application->latest.preview;
    bool keeps = workspace_stashes(application->workspace);
    const char *but = preview->unkept.count ? ", but NOT all of it" : "";
    if (preview->can_keep)
        add_wrapped(application, lines, STYLE_MUTED, width,
                    keeps ? arena_format(arena,
                                         "  It is copied into tables of the database first%s; the opposite step "
                                         "can put the copy back.",
                                         but)
                          : arena_format(arena, "  K keeps a copy in the database first%s.", but));
    for (size_t i = 0; i < preview->unkept.count; i++)
        add_wrapped(application, lines, STYLE_DANGER, width, arena_format(arena, "▲ %s", preview->unkept.items[i]));
    if (keeps && preview->question_line)
        add_wrapped(
            application, lines, STYLE_WARNING, width,
            arena_format(
                arena,
                preview->unkept.count
                    ? "▲ What runs from line %d on is known only when it runs: what cannot be kept of it is NOT kept."
                    : "▲ What runs from line %d on is known only when it runs: the step stops at what cannot be kept.",
                preview->question_line));
}

static void add_preview(Application *application, StyledLines *lines, int width)
{
    Arena *arena = application->frame;
    const PreviewSnapshot *preview = application->latest.preview;
    int64_t rows = workspace_batch_rows(application->workspace);
    const char *moved = moved_since_question(application);
    if (moved)
        add_wrapped(application, lines, STYLE_DANGER, width, moved);
    else if (!preview->is_live)
        add_wrapped(application, lines, STYLE_DANGER, width,
                    "The database does not answer now: this is what the script alone shows, and nothing can be run.");
    if (preview->rolls_back)
        add_wrapped(application, lines, STYLE_WARNING, width,
                    arena_format(arena, "▲ This step will be rolled back: %s.", preview->rolls_back));
    else if (rows)
        add_wrapped(application, lines, STYLE_WARNING, width, workspace_explain_batches(arena, rows));
    add_half_done(application, lines, width);
    BreakpointLines stops = {0};
    breakpoint_lines(application, application->step.revision, &stops);
    for (size_t i = 0; i < stops.count; i++)
        add_wrapped(application, lines, STYLE_CURRENT, width,
                    arena_format(arena, "● stops before what line %d of the script runs", stops.items[i]));
    add_risks(application, lines, width);
    add_keeping(application, lines, width);
    for (size_t i = 0; i < preview->kept.count; i++)
        add_wrapped(application, lines, STYLE_APPLIED, width,
                    arena_format(arena,
                                 workspace_restores_stash(application->workspace) ? "  puts back %s"
                                                                                  : "  kept: %s; K puts it back",
                                 preview->kept.items[i]));
    if (preview->commits_midway)
        add_wrapped(application, lines, STYLE_WARNING, width,
                    "This step commits in the middle (see the script or the notes for the line): what comes before "
                    "that is kept even if the rest fails.");
    for (size_t i = 0; i < preview->notes.count; i++)
        add_wrapped(application, lines, STYLE_MUTED, width, arena_format(arena, "  note: %s", preview->notes.items[i]));
    if (lines->count)
        add_wrapped(application, lines, STYLE_TEXT, width, "");
    for (size_t i = 0; i < preview->lines.count; i++) {
        add_lines(application, lines, (StyledLine){.language = language_sql}, width,
                  arena_format(arena, "%zu  %s", i + 1, preview->lines.items[i].sql));
        add_wrapped(application, lines, STYLE_TEXT, width, "");
    }
    if (!preview->lines.count && preview->error.kind == ERROR_NONE && !preview->question_line)
        add_wrapped(application, lines, STYLE_MUTED, width, "no SQL of its own; only the version table changes");
    if (preview->question_line)
        add_wrapped(application, lines, STYLE_WARNING, width,
                    arena_format(arena,
                                 "From line %d on the script works with the rows of a query: what it does with them is "
                                 "known only when it runs.",
                                 preview->question_line));
    if (preview->error.kind != ERROR_NONE)
        add_wrapped(application, lines, STYLE_WARNING, width, error_render(arena, &preview->error));
}

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
    screen_home.draw(application, surface);
    Area box = centred(surface, surface->width * 9 / 10 > 96 ? 96 : surface->width * 9 / 10, surface->height - 4);
    int width = box.width - 6;
    StyledLines lines = {0};
    bool ready = preview_matches(application, application->latest.preview, application->step.revision,
                                 application->step.downgrade);
    application_request_preview(application, application->step.revision, application->step.downgrade);
    draw_dialog(application, surface, box, title_of(application), &screen_confirm);
    surface_text(surface, box.x + 3, box.y + 1, width, STYLE_TITLE,
                 application_title(application, application->step.revision));
    if (!ready) {
        surface_text(surface, box.x + 3, box.y + 3, width, STYLE_MUTED, "rendering ...");
        return;
    }
    add_preview(application, &lines, width);
    draw_styled_lines(application, surface, box, 3, &lines);
}

const Screen screen_confirm = {.name = "confirm",
                               .purpose = "Before a step",
                               .keys = confirm_keys,
                               .conditions = confirm_conditions,
                               .draw = draw_confirm,
                               .is_dialog = true};

/* ---- typing the database's name ------------------------------------------------------------ */

static const char *wanted_name(const Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    return database && database->connected ? confirmation_name(database->database, database->is_sqlite) : "";
}

static void act_typed(Application *application, Key key)
{
    if (key != KEY_CODE_ENTER) {
        application->screen = typed_state(application)->under;
        return;
    }
    const char *wanted = wanted_name(application);
    if (moved_since_question(application)) {
        application_message(application, "the database moved to another revision meanwhile: nothing was run");
        application->screen = typed_state(application)->under;
        return;
    }
    if (*wanted && strcmp(typed_state(application)->typed.text, wanted) == 0)
        typed_state(application)->start(application);
    else
        application_message(application, "that is not the name of the database");
}

static LineInput *input(const Application *application)
{
    return &typed_state(application)->typed;
}

static void draw_typed(Application *application, Surface *surface)
{
    const Marks *marks = workspace_marks(application->workspace);
    typed_state(application)->under->draw(application, surface);
    Area box = centred(surface, surface->width - 12 > 60 ? 60 : surface->width - 12, 7);
    surface_fill(surface, box, STYLE_TEXT, ' ');
    draw_dialog(application, surface, box, marks->environment ? marks->environment : "Are you sure?", &screen_typed);
    surface_text(surface, box.x + 3, box.y + 2, box.width - 6, STYLE_DANGER,
                 arena_format(application->frame, "Type the name of the database: %s", wanted_name(application)));
    draw_line_input(surface, box.x + 3, box.y + 4, box.width - 8, STYLE_TITLE, &typed_state(application)->typed);
}

static const KeyRow typed_keys[] = {
    {{KEY_CODE_ENTER}, "enter", "answer", "do it", "confirm, when the name is right", act_typed},
    {{KEY_CODE_ESCAPE, KEY_CODE_INTERRUPT}, "esc", "leave", "go back", "go back without confirming", act_typed},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

const Screen screen_typed = {.name = "typed",
                             .state_size = sizeof(TypedState),
                             .purpose = "When a step asks for the database's name",
                             .keys = typed_keys,
                             .draw = draw_typed,
                             .input = input,
                             .is_dialog = true};
