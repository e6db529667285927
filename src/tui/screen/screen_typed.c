/* Typing the database's name before a write, where [limbeck] requires it; remembers the state of the database at that
 * time.
 */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

typedef struct TypedState {
    StringVector confirmed_rows; /* version rows when the question was shown */
    const Screen *under;         /* the screen below, and what to call when the name is typed */
    void (*start)(Application *application);
    const char *word, *question; /* what is to be typed; NULL: the name of the database */
    LineInput typed;             /* typed so far */
} TypedState;

static TypedState *typed_state(const Application *application)
{
    return screen_state(application, &screen_typed);
}

void note_question(Application *application)
{
    typed_state(application)->confirmed_rows = (StringVector){0};
    for (size_t i = 0; application->latest.database && i < application->latest.database->rows.count; i++)
        vector_push(application->arena, &typed_state(application)->confirmed_rows,
                    arena_strdup(application->arena, application->latest.database->rows.items[i]));
}

bool database_has_rows(const Application *application, const StringVector *rows)
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
    const StringVector *confirmed_rows = &typed_state(application)->confirmed_rows;
    if (!database || !database->connected || !database->rows_known)
        return "The database's state is not known at present: nothing can be run.";
    return database_has_rows(application, confirmed_rows)
               ? NULL
               : arena_format(application->frame,
                              "Another program moved the database from %s to %s meanwhile. Nothing can be run from "
                              "here: go back and check the new state.",
                              short_rows(application->frame, confirmed_rows),
                              short_rows(application->frame, &database->rows));
}

void ask_for_word(Application *application, const char *word, const char *question,
                  void (*start)(Application *application))
{
    TypedState *state = typed_state(application);
    state->typed = (LineInput){0};
    state->word = word;
    state->question = question;
    state->start = start;
    state->under = application->screen;
    application->screen = &screen_typed;
}

void begin_writing(Application *application, void (*start)(Application *application))
{
    if (reload_is_running(application))
        return;
    if (!workspace_marks(application->workspace)->confirm_typed) {
        start(application);
        return;
    }
    ask_for_word(application, NULL, "Type the name of the database", start);
}

static const char *wanted_name(const Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    if (typed_state(application)->word)
        return typed_state(application)->word;
    return database && database->connected ? confirmation_name(database->database, database->is_sqlite) : "";
}

static void act_typed(Application *application, Key key)
{
    if (key != KEY_CODE_ENTER) {
        application->screen = typed_state(application)->under;
        return;
    }
    const char *expected = wanted_name(application);
    if (!typed_state(application)->word && moved_since_question(application)) {
        application_message(application, "the database moved to another revision meanwhile: nothing was run");
        application->screen = typed_state(application)->under;
        return;
    }
    if (*expected && strcmp(typed_state(application)->typed.text, expected) == 0)
        typed_state(application)->start(application);
    else
        application_message(application, typed_state(application)->word ? "that is not what was asked for"
                                                                        : "that is not the name of the database");
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
    surface_text(
        surface, box.x + 3, box.y + 2, box.width - 6, STYLE_DANGER,
        arena_format(application->frame, "%s: %s", typed_state(application)->question, wanted_name(application)));
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
