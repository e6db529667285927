/* The question before a stamp, or before undoing one. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/tui/screen/stamp_state.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/stamp_rows.h"
#include "limbeck/workspace/workspace.h"

static const char *rows_text(Arena *arena, const StringVector *rows)
{
    return rows->count ? string_vector_join(arena, rows, ", ") : "nothing";
}

static bool can_stamp(Application *application)
{
    if (!application->latest.database || !application->latest.database->connected)
        application_message(application, "the database is not connected; r tries again");
    else if (workspace_marks(application->workspace)->read_only)
        application_message(application, "the ini has read_only = true: nothing can be changed from here");
    else
        return true;
    return false;
}

static void open_question(Application *application, const StringVector *targets, bool purges)
{
    stamp_state(application)->options =
        (StampOptions){.targets = string_vector_copy(application->arena, targets), .purge = purges};
    application->step.revision = application_selected(application);
    application->step.downgrade = false;
    application->path.count = 0;
    application->dialog.scroll = 0;
    note_question(application);
    application->screen = &screen_stamp;
}

/* A row without a script cannot be moved to another revision, only deleted. */
void act_stamp(Application *application, Key key)
{
    const Revision *selected = application_selected(application);
    StringVector targets = {0};
    (void)key;
    if (!selected || !can_stamp(application))
        return;
    vector_push(application->frame, &targets, selected->id);
    open_question(application, &targets, application->latest.database->unknown.count > 0);
}

static bool are_same(const StringVector *left, const StringVector *right)
{
    bool same = left->count == right->count;
    for (size_t i = 0; i < left->count; i++)
        same &= string_vector_contains(right, left->items[i]);
    return same;
}

/* Only in the same database, and only while its rows are those the stamp wrote. */
void act_undo(Application *application, Key key)
{
    StringVector base = {0};
    (void)key;
    if (!stamp_state(application)->can_undo)
        application_message(application, "there is no stamp to undo");
    else if (application->latest.database &&
             !are_same(&application->latest.database->rows, &stamp_state(application)->stamped))
        application_message(application, "the database moved to another revision since: the stamp cannot be undone");
    else if (can_stamp(application)) {
        vector_push(application->frame, &base, "base");
        open_question(application, stamp_state(application)->undo.count ? &stamp_state(application)->undo : &base,
                      true);
    }
}

static void start_stamp(Application *application)
{
    StringVector after = {0};
    Error ignored = {0};
    stamp_state(application)->options.over_half_done =
        application->latest.database->half_done.revision != NULL; /* the dialog has shown it */
    workspace_stamp_rows(application->workspace, application->frame, &application->latest.database->rows,
                         &stamp_state(application)->options, &after, &ignored);
    stamp_state(application)->stamped = string_vector_copy(application->arena, &after);
    stamp_state(application)->undo = string_vector_copy(application->arena, &application->latest.database->rows);
    stamp_state(application)->can_undo = !application->latest.database->unknown.count;
    application->step.confirms_cancel = application->step.cancelling = application->step.abandoning = false;
    release_runs(application);
    application->screen = &screen_run;
    stamp_state(application)->count++;
    workspace_post_stamp(application->workspace, application->step.revision, &stamp_state(application)->options,
                         application->latest.database);
}

static void act_run(Application *application, Key key)
{
    StringVector after = {0};
    Error error = {0};
    (void)key;
    if (moved_since_question(application))
        application_message(application, "the database moved meanwhile: nothing was changed");
    else if (workspace_stamp_rows(application->workspace, application->frame, &application->latest.database->rows,
                                  &stamp_state(application)->options, &after, &error))
        begin_writing(application, start_stamp);
    else
        application_message(application, "this stamp is not possible: the reason is shown above");
}

static const KeyRow stamp_keys[] = {
    {{'y', 'Y'}, "y", "run", "stamp it", "move the rows of the version table, and nothing else", act_run},
    {{'n', 'N', KEY_CODE_ESCAPE, KEY_CODE_INTERRUPT},
     "n esc",
     "leave",
     "do not change it",
     "leave everything as it is",
     act_go_home},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

static void add(Application *application, StyledLines *lines, Style style, int width, const char *text)
{
    add_lines(application, lines, (StyledLine){.style = style}, width, text);
}

static void draw_stamp(Application *application, Surface *surface)
{
    Arena *arena = application->frame;
    const DatabaseSnapshot *database = application->latest.database;
    StyledLines lines = {0};
    StringVector after = {0};
    Error error = {0};
    screen_home.draw(application, surface);
    Area box = centred(surface, surface->width - 8 > 84 ? 84 : surface->width - 8, 16);
    int width = box.width - 6;
    draw_dialog(application, surface, box,
                arena_format(arena, "Stamp %s", rows_text(arena, &stamp_state(application)->options.targets)),
                &screen_stamp);
    if (moved_since_question(application))
        add(application, &lines, STYLE_DANGER, width, moved_since_question(application));
    add(application, &lines, STYLE_TEXT, width,
        "Only the version table changes; no script runs, and no other table is changed.");
    add(application, &lines, STYLE_TEXT, width, "");
    add(application, &lines, STYLE_TEXT, width, arena_format(arena, "now     %s", rows_text(arena, &database->rows)));
    if (workspace_stamp_rows(application->workspace, arena, &database->rows, &stamp_state(application)->options, &after,
                             &error))
        add(application, &lines, STYLE_CURRENT, width, arena_format(arena, "then    %s", rows_text(arena, &after)));
    else
        add(application, &lines, STYLE_WARNING, width, error_render(arena, &error));
    add(application, &lines, STYLE_TEXT, width, "");
    if (database->half_done.revision)
        add(application, &lines, STYLE_DANGER, width,
            arena_format(arena, "%s. With a stamp, the remaining rows would never be changed.",
                         half_done_text(arena, &database->half_done)));
    if (database->unknown.count)
        add(application, &lines, STYLE_DANGER, width,
            arena_format(arena, "%s: no script has it. Its row is removed, and limbeck cannot restore it.",
                         string_vector_join(arena, &database->unknown, ", ")));
    else
        add(application, &lines, STYLE_MUTED, width, "U undoes the stamp afterwards.");
    draw_styled_lines(application, surface, box, 2, &lines);
}

StampState *stamp_state(const Application *application)
{
    return screen_state(application, &screen_stamp);
}

const Screen screen_stamp = {.name = "stamp",
                             .purpose = "Before a stamp",
                             .keys = stamp_keys,
                             .state_size = sizeof(StampState),
                             .draw = draw_stamp,
                             .is_dialog = true};
