/* Help: the rows of every screen's keys. */
#include "limbeck/tui/screen/screen.h"

static void act_close(Application *application, Key key)
{
    (void)key;
    application->screen = application->screen_before;
}

static void act_scroll(Application *application, Key key)
{
    application->dialog_scroll += key == 'j' || key == KEY_CODE_DOWN ? 1 : -1;
    if (application->dialog_scroll < 0)
        application->dialog_scroll = 0;
}

static const KeyRow help_keys[] = {
    {{KEY_CODE_ESCAPE, 'q', '?', KEY_CODE_INTERRUPT}, "esc", "close", "close the help", act_close},
    {{'j', 'k', KEY_CODE_UP, KEY_CODE_DOWN}, "j k", "scroll", "scroll the help", act_scroll},
    {{0}, NULL, NULL, NULL, NULL},
};

typedef struct HelpLine {
    const char *label, *text; /* label NULL: a heading */
} HelpLine;

typedef VECTOR(HelpLine) HelpLines;

static void collect(Application *application, HelpLines *lines)
{
    static const HelpLine marks[] = {{NULL, "Marks"},
                                     {"● *", "applied"},
                                     {"○ o", "pending"},
                                     {"◉ @", "the database is here"},
                                     {"⑂ ⑃", "branch point, merge point"},
                                     {"╌▸ ◂╌", "depends on another branch, is depended on"},
                                     {"", ""}};
    for (const Screen *const *screen = screens; *screen; screen++) {
        HelpLine heading = {NULL, (*screen)->purpose}, empty = {"", ""};
        vector_push(application->frame, lines, heading);
        for (const KeyRow *row = (*screen)->keys; row->help; row++) {
            HelpLine line = {row->label, row->help};
            vector_push(application->frame, lines, line);
        }
        vector_push(application->frame, lines, empty);
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        vector_push(application->frame, lines, marks[i]);
}

static void draw_help(Application *application, Surface *surface)
{
    HelpLines lines = {0};
    application->screen_before->draw(application, surface);
    Area box = centred(surface, 72, surface->height - 2);
    draw_box(surface, &application->glyphs, box, "Help", "esc close   j k scroll");
    collect(application, &lines);
    int rows = box.height - 3, most = (int)lines.count - rows;
    if (application->dialog_scroll > most)
        application->dialog_scroll = most > 0 ? most : 0;
    for (int i = 0; i < rows && application->dialog_scroll + i < (int)lines.count; i++) {
        const HelpLine *line = &lines.items[application->dialog_scroll + i];
        int y = box.y + 2 + i;
        if (!line->label)
            surface_text(surface, box.x + 3, y, box.width - 6, STYLE_TITLE, line->text);
        else {
            surface_text(surface, box.x + 5, y, 15, STYLE_KEY, line->label);
            surface_text(surface, box.x + 21, y, box.width - 24, STYLE_TEXT, line->text);
        }
    }
    if (most > application->dialog_scroll)
        surface_text(surface, box.x + box.width - 9, box.y + box.height - 2, 7, STYLE_MUTED,
                     application->glyphs.ascii ? "more v" : "more ↓");
}

const Screen screen_help = {"help", "In this help", help_keys, draw_help, NULL};
