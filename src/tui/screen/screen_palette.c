/* The command palette: all actions by name, themes, and revisions. */
#include "limbeck/tui/screen/screen.h"

#include "limbeck/tui/theme/theme.h"

#include <stdlib.h>
#include <string.h>

typedef struct PaletteState {
    LineInput typed;
    int at, scroll;
} PaletteState;

static PaletteState *palette_state(const Application *application)
{
    return screen_state(application, &screen_palette);
}

typedef struct Entry {
    const char *name, *help, *keys;
    const KeyRow *row; /* of an action */
    const char *theme; /* of a theme */
    const Revision *revision;
    int score;
} Entry;

typedef VECTOR(Entry) Entries;

static void add(Application *application, Entries *entries, Entry entry)
{
    const char *both = arena_format(application->frame, "%s %s", entry.name, entry.help);
    int by_name = fuzzy_score(palette_state(application)->typed.text, entry.name);
    entry.score = by_name >= 0 ? by_name + 100 : fuzzy_score(palette_state(application)->typed.text, both);
    if (entry.score >= 0)
        vector_push(application->frame, entries, entry);
}

static void add_actions(Application *application, Entries *entries)
{
    const Screen *screen = base_screen(application);
    for (const KeyRow *row = screen->keys; row->help; row++) {
        Entry entry = {row->name, row->help, key_label(application, screen, row), row, NULL, NULL, 0};
        add(application, entries, entry);
    }
}

static void add_themes(Application *application, Entries *entries)
{
    StringVector names = {0};
    theme_names(application->frame, &names);
    for (size_t i = 0; i < names.count; i++) {
        bool is_this = application->theme.name && strcmp(application->theme.name, names.items[i]) == 0;
        Entry entry = {arena_format(application->frame, "theme %s", names.items[i]),
                       is_this ? "the colours as they are" : "change the colours and save the choice",
                       "",
                       NULL,
                       names.items[i],
                       NULL,
                       0};
        add(application, entries, entry);
    }
}

/* Revisions only after two letters: there may be ten thousand. */
static void add_revisions(Application *application, Entries *entries)
{
    const bool is_home = base_screen(application) == &screen_home;
    for (size_t i = 0;
         is_home && strlen(palette_state(application)->typed.text) > 1 && i < application->graph.order.count; i++) {
        const Revision *revision = application->graph.order.items[i];
        Entry entry = {revision->id, revision_message(application->frame, revision), "", NULL, NULL, revision, 0};
        if (fuzzy_score(palette_state(application)->typed.text, revision->id) >= 0 ||
            strcasestr(entry.help, palette_state(application)->typed.text))
            add(application, entries, entry);
    }
}

static int by_score(const void *left, const void *right)
{
    return ((const Entry *)right)->score - ((const Entry *)left)->score;
}

static void collect(Application *application, Entries *entries)
{
    add_actions(application, entries);
    add_themes(application, entries);
    add_revisions(application, entries);
    if (palette_state(application)->typed.text[0] && entries->count)
        qsort(entries->items, entries->count, sizeof *entries->items, by_score);
    int last = (int)entries->count - 1;
    if (palette_state(application)->at > last)
        palette_state(application)->at = last > 0 ? last : 0;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void act_leave(Application *application, Key key)
{
    (void)key;
    application->screen = application->screen_before;
}

static void act_run_entry(Application *application, Key key)
{
    Entries entries = {0};
    (void)key;
    collect(application, &entries);
    application->screen = application->screen_before;
    if (!entries.count) {
        application_message(application, "no action is named '%s'", palette_state(application)->typed.text);
        return;
    }
    const Entry *entry = &entries.items[palette_state(application)->at];
    if (entry->row)
        press_key(application, base_screen(application), entry->row, entry->row->keys[0]);
    else if (entry->theme)
        application_choose_theme(application, entry->theme);
    else
        show_revision(application, entry->revision);
}

static void act_move(Application *application, Key key)
{
    palette_state(application)->at += key == KEY_CODE_DOWN ? 1 : -1;
    if (palette_state(application)->at < 0)
        palette_state(application)->at = 0;
}

static LineInput *input(const Application *application)
{
    return &palette_state(application)->typed;
}

static void edited(Application *application)
{
    palette_state(application)->at = 0;
}

static const KeyRow palette_keys[] = {
    {{KEY_CODE_ENTER}, "enter", "do", "do it", "run the selected action", act_run_entry},
    {{KEY_CODE_DOWN, KEY_CODE_UP}, "down up", "move", "select", "to the next, to the one before", act_move},
    {{KEY_CODE_ESCAPE, KEY_CODE_INTERRUPT}, "esc", "leave", "leave", "close without running anything", act_leave},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

/* ---- drawing ----------------------------------------------------------------------------------- */

static void draw_entry(Surface *surface, Area area, int y, const Entry *entry, bool is_selected)
{
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): drawn for each entry there is
    int keys = text_width(entry->keys), name = area.width / 3;
    surface_text(surface, area.x, y, name - 1, STYLE_KEYWORD, entry->name);
    surface_text(surface, area.x + name, y, area.width - name - keys - 1, STYLE_TEXT, entry->help);
    surface_text(surface, area.x + area.width - keys, y, keys, STYLE_KEY, entry->keys);
    if (is_selected)
        surface_select(surface, (Area){area.x - 1, y, area.width + 2, 1});
}

static void click_entry(Application *application, int index)
{
    palette_state(application)->at = index;
    act_run_entry(application, KEY_CODE_ENTER);
}

static void draw_palette(Application *application, Surface *surface)
{
    Entries entries = {0};
    application->screen_before->draw(application, surface);
    Area box = centred(surface, surface->width - 8 > 84 ? 84 : surface->width - 8, surface->height - 6);
    Area inside = {box.x + 3, box.y + 3, box.width - 6, box.height - 4};
    surface_fill(surface, box, STYLE_TEXT, ' ');
    draw_dialog(application, surface, box, "Command", &screen_palette);
    int x = box.x + 3 + surface_text(surface, box.x + 3, box.y + 1, 2, STYLE_KEY, ": ");
    draw_line_input(surface, x, box.y + 1, inside.width - 4, STYLE_TITLE, &palette_state(application)->typed);
    collect(application, &entries);
    scroll_to_selected(palette_state(application)->at, inside.height, &palette_state(application)->scroll);
    for (int i = 0; i < inside.height && palette_state(application)->scroll + i < (int)entries.count; i++) {
        int index = palette_state(application)->scroll + i;
        draw_entry(surface, inside, inside.y + i, &entries.items[index], index == palette_state(application)->at);
        add_zone(application, (Area){box.x + 1, inside.y + i, box.width - 2, 1}, click_entry, index);
    }
    if (!entries.count)
        surface_text(surface, inside.x, inside.y, inside.width, STYLE_MUTED, "no match");
}

void act_palette(Application *application, Key key)
{
    (void)key;
    PaletteState *state = palette_state(application);
    state->typed = (LineInput){0};
    state->at = 0;
    application->screen_before = application->screen;
    application->screen = &screen_palette;
}

const Screen screen_palette = {.name = "palette",
                               .state_size = sizeof(PaletteState),
                               .purpose = "In the palette",
                               .keys = palette_keys,
                               .draw = draw_palette,
                               .input = input,
                               .edited = edited,
                               .is_dialog = true};
