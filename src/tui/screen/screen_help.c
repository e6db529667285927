/* Help: the keys of every screen; typed text filters them. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

typedef struct HelpState {
    LineInput search;
} HelpState;

static HelpState *help_state(const Application *application)
{
    return screen_state(application, &screen_help);
}

void act_help(Application *application, Key key)
{
    (void)key;
    application->screen_before = application->screen;
    application->dialog.scroll = 0;
    help_state(application)->search = (LineInput){0};
    application->screen = &screen_help;
}

static void act_close(Application *application, Key key)
{
    (void)key;
    application->screen = application->screen_before;
}

static LineInput *input(const Application *application)
{
    return &help_state(application)->search;
}

static void edited(Application *application)
{
    application->dialog.scroll = 0;
    if (strcmp(help_state(application)->search.text, "q") == 0) /* as the first letter q closes the help */
        act_close(application, 'q');
}

static const KeyRow help_keys[] = {
    {{KEY_CODE_ESCAPE, KEY_CODE_ENTER, '?', KEY_CODE_INTERRUPT}, "esc", "close", "close", "close the help", act_close},
    {{KEY_CODE_DOWN, KEY_CODE_UP},
     "down up",
     "scroll",
     "scroll, letters search",
     "scroll the help; letters search in it",
     act_scroll},
    {{KEY_CODE_PAGE_DOWN, KEY_CODE_PAGE_UP}, "PageDown PageUp", "page", NULL, "a page at a time", act_scroll},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

typedef struct HelpLine {
    const char *label, *text; /* label NULL: a heading */
} HelpLine;

typedef VECTOR(HelpLine) HelpLines;

static bool is_wanted(const Application *application, const HelpLine *line)
{
    const char *query = help_state(application)->search.text;
    return !*query || strcasestr(line->text, query) || (line->label && strcasestr(line->label, query));
}

static void add_wrapped(Application *application, HelpLines *lines, const HelpLine *line, int width)
{
    StringVector parts = {0};
    wrap_text(application->frame, line->text, width, &parts);
    for (size_t i = 0; i < parts.count; i++) {
        HelpLine part = {i ? "" : line->label, parts.items[i]};
        vector_push(application->frame, lines, part);
    }
}

static void collect(Application *application, HelpLines *lines, int width)
{
    static const HelpLine marks[] = {{NULL, "Marks"},
                                     {"● *", "applied"},
                                     {"○ o", "pending"},
                                     {"◉ @", "the database is here"},
                                     {"╌▸ ◂╌", "depends on another branch, is depended on"},
                                     {"", ""}};
    for (const Screen *const *screen = screens; *screen; screen++) {
        HelpLine heading = {NULL, (*screen)->purpose}, empty = {"", ""};
        size_t before = lines->count;
        vector_push(application->frame, lines, heading);
        for (const KeyRow *row = (*screen)->keys; row->help; row++) {
            HelpLine line = {key_label(application, *screen, row), row->help};
            if (is_wanted(application, &line))
                add_wrapped(application, lines, &line, width);
        }
        if (lines->count == before + 1)
            lines->count = before;
        else
            vector_push(application->frame, lines, empty);
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (is_wanted(application, &marks[i]))
            vector_push(application->frame, lines, marks[i]);
}

static void draw_help(Application *application, Surface *surface)
{
    HelpLines lines = {0};
    const char *query = help_state(application)->search.text;
    const char *title = *query ? arena_format(application->frame, "Help: %s", query) : "Help";
    application->screen_before->draw(application, surface);
    Area box = centred(surface, surface->width - 8 > 92 ? 92 : surface->width - 8, surface->height - 2);
    draw_dialog(application, surface, box, title, &screen_help);
    collect(application, &lines, box.width - 24);
    if (!lines.count)
        surface_text(surface, box.x + 3, box.y + 2, box.width - 6, STYLE_MUTED, "no match");
    int rows = box.height - 3, most = (int)lines.count - rows;
    application->dialog.rows = rows;
    if (application->dialog.scroll > most)
        application->dialog.scroll = most > 0 ? most : 0;
    for (int i = 0; i < rows && application->dialog.scroll + i < (int)lines.count; i++) {
        const HelpLine *line = &lines.items[application->dialog.scroll + i];
        int y = box.y + 2 + i;
        if (!line->label)
            surface_text(surface, box.x + 3, y, box.width - 6, STYLE_TITLE, line->text);
        else {
            surface_text(surface, box.x + 5, y, 15, STYLE_KEY, line->label);
            surface_text(surface, box.x + 21, y, box.width - 24, STYLE_TEXT, line->text);
        }
    }
    if (most > application->dialog.scroll)
        surface_text(surface, box.x + box.width - 9, box.y + box.height - 2, 7, STYLE_MUTED, "more ↓");
}

const Screen screen_help = {.name = "help",
                            .state_size = sizeof(HelpState),
                            .purpose = "In this help",
                            .keys = help_keys,
                            .draw = draw_help,
                            .input = input,
                            .edited = edited,
                            .is_dialog = true};
