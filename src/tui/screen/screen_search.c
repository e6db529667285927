/* Search (jumps to matches) and filter (shows only matches). Both draw home with an input line. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/database_snapshot.h"

#include <string.h>
#include <strings.h>

typedef struct SearchState {
    char text[64];
} SearchState;

static SearchState *search_state(const Application *application)
{
    return screen_state(application, &screen_search);
}

/* ---- matching --------------------------------------------------------------------------- */

static bool is_in_fields(const Revision *revision, const char *wanted)
{
    const char *fields[] = {revision->id, revision->doc, path_basename(revision->path)};
    for (size_t i = 0; i < 3; i++)
        if (strcasestr(fields[i], wanted))
            return true;
    for (size_t i = 0; i < revision->all_labels.count; i++)
        if (strcasestr(revision->all_labels.items[i], wanted))
            return true;
    return false;
}

static bool matches(Application *application, const Revision *revision)
{
    (void)application;
    return is_in_fields(revision, search_state(application)->text);
}

static bool script_matches(Application *application, const Revision *revision)
{
    return strcasestr(revision->content, search_state(application)->text);
}

static bool nearly_matches(Application *application, const Revision *revision)
{
    return fuzzy_score(search_state(application)->text, application_title(application, revision)) >= 0;
}

/* ---- search ------------------------------------------------------------------------------- */

const Revision *find_revision(Application *application, IsWanted *is_wanted, int first, int step)
{
    const Revision *selected = application_selected(application);
    int count = (int)application->graph.order.count, at = selected ? application->graph.place_of[selected->index] : 0;
    for (int i = 0; i < count; i++) {
        int index = ((at + first + i * step) % count + count) % count;
        if (is_wanted(application, application->graph.order.items[index]))
            return application->graph.order.items[index];
    }
    return NULL;
}

/* Tries in order: id and message; then the script's text; then a fuzzy match. */
static void find_from(Application *application, int first, int step)
{
    static IsWanted *const kinds[] = {matches, script_matches, nearly_matches};
    const Revision *found = NULL;
    for (size_t i = 0; search_state(application)->text[0] && !found && i < sizeof kinds / sizeof *kinds; i++)
        found = find_revision(application, kinds[i], first, step);
    if (!found) {
        application_message(application,
                            search_state(application)->text[0] ? "nothing matches '%s'" : "type / to search%s",
                            search_state(application)->text);
        return;
    }
    show_revision(application, found);
    application->message = NULL;
}

void act_search(Application *application, Key key)
{
    (void)key;
    search_state(application)->text[0] = '\0';
    application->screen_before = application->screen;
    application->screen = &screen_search;
}

void act_next_match(Application *application, Key key)
{
    int step = key == 'N' ? -1 : 1;
    find_from(application, step, step);
}

static void act_leave_search(Application *application, Key key)
{
    application->screen = application->screen_before;
    if (key == KEY_CODE_ENTER)
        find_from(application, 0, 1);
}

bool type_key(char *text, size_t size, Key key)
{
    size_t length = strlen(text);
    if (key == KEY_CODE_BACKSPACE) {
        while (length && ((unsigned char)text[--length] & 0xC0) == 0x80)
            continue;
    } else if (key >= ' ' && key < 0x110000 && length + 5 < size) {
        length += utf8_encode(key, text + length);
    } else {
        return false;
    }
    text[length] = '\0';
    return true;
}

static void type_search(Application *application, Key key)
{
    if (type_key(search_state(application)->text, sizeof search_state(application)->text, key))
        find_from(application, 0, 1);
}

void draw_typing(Application *application, Surface *surface, const char *name, const char *typed, const char *keys)
{
    screen_home.draw(application, surface);
    int y = surface->height - 1, width = text_width(keys);
    surface_fill(surface, (Area){0, y, surface->width, 1}, STYLE_TEXT, ' ');
    int x = 1 + surface_text(surface, 1, y, 20, STYLE_KEY, name);
    x += surface_text(surface, x, y, surface->width - x - width - 4, STYLE_TEXT, typed);
    surface_put(surface, x, y, STYLE_KEY, 0x258C);
    surface_text(surface, surface->width - width - 1, y, width, STYLE_MUTED, keys);
}

static void draw_search(Application *application, Surface *surface)
{
    draw_typing(application, surface, "find: ", search_state(application)->text, "enter go there  esc leave");
}

static const KeyRow search_keys[] = {
    {{KEY_CODE_ENTER, KEY_CODE_ESCAPE, KEY_CODE_INTERRUPT},
     "enter",
     "leave",
     "go there",
     "to the match; esc leaves",
     act_leave_search},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

const Screen screen_search = {.name = "search",
                              .state_size = sizeof(SearchState),
                              .purpose = "While typing a search",
                              .keys = search_keys,
                              .draw = draw_search,
                              .typed = type_search};

/* ---- filter ----------------------------------------------------------------------------------- */

/* The words "pending" and "applied", or a prefix of them. */
static bool is_state(const Application *application, const Revision *revision, const char *word)
{
    const DatabaseSnapshot *database = application->latest.database;
    return database && database->connected &&
           text_starts_with(database->applied[revision->index] ? "applied" : "pending", word);
}

/* Every word must occur in the id, message or script. */
bool filter_matches(Application *application, const Revision *revision)
{
    char words[sizeof application->graph.filter], *rest = words, *word;
    memcpy(words, application->graph.filter, sizeof words);
    while ((word = strtok_r(rest, " ", &rest)))
        if (!is_in_fields(revision, word) && !is_state(application, revision, word) &&
            !strcasestr(revision->content, word))
            return false;
    return true;
}

void act_filter(Application *application, Key key)
{
    (void)key;
    show_graph(application);
    application->screen_before = application->screen;
    application->screen = &screen_filter;
}

static void act_leave_filter(Application *application, Key key)
{
    application->screen = application->screen_before;
    if (key == KEY_CODE_ENTER)
        return;
    application->graph.filter[0] = '\0';
    rebuild_view(application);
}

static void type_filter(Application *application, Key key)
{
    bool was_shown = application->graph.filter[0];
    if (type_key(application->graph.filter, sizeof application->graph.filter, key))
        (was_shown && key != KEY_CODE_BACKSPACE ? narrow_view : rebuild_view)(application);
}

static void draw_filter(Application *application, Surface *surface)
{
    draw_typing(application, surface, "filter: ", application->graph.filter, "enter keep it  esc show all");
}

static const KeyRow filter_keys[] = {
    {{KEY_CODE_ENTER, KEY_CODE_ESCAPE, KEY_CODE_INTERRUPT},
     "enter",
     "leave",
     "keep it",
     "go on with what is shown; esc shows all again",
     act_leave_filter},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

const Screen screen_filter = {.name = "filter",
                              .purpose = "While typing a filter",
                              .keys = filter_keys,
                              .draw = draw_filter,
                              .typed = type_filter};
