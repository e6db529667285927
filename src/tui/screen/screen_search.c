/* Search (jumps to matches) and filter (shows only matches). Both draw home with an input line. */
#include "limbeck/tui/screen/home_state.h"
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/database_snapshot.h"

#include <string.h>
#include <strings.h>

typedef struct SearchState {
    LineInput query;
    bool is_lit;            /* matches are highlighted */
    const Revision *origin; /* selected when the search began */
    InputHistory history;
} SearchState;

static SearchState *search_state(const Application *application)
{
    return screen_state(application, &screen_search);
}

/* ---- matching --------------------------------------------------------------------------- */

static bool is_in_fields(const Revision *revision, const char *query)
{
    const char *fields[] = {revision->id, revision->doc, path_basename(revision->path)};
    for (size_t i = 0; i < 3; i++)
        if (strcasestr(fields[i], query))
            return true;
    for (size_t i = 0; i < revision->all_labels.count; i++)
        if (strcasestr(revision->all_labels.items[i], query))
            return true;
    return false;
}

static bool matches(Application *application, const Revision *revision)
{
    return is_in_fields(revision, search_state(application)->query.text);
}

static bool script_matches(Application *application, const Revision *revision)
{
    return strcasestr(revision->content, search_state(application)->query.text);
}

static bool nearly_matches(Application *application, const Revision *revision)
{
    return fuzzy_score(search_state(application)->query.text, application_title(application, revision)) >= 0;
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

/* "2 of 4": the place of the found one among all that match the same way. */
static const char *count_text(Application *application, IsWanted *is_wanted, const Revision *found)
{
    int count = 0, at = 0;
    for (size_t i = 0; i < application->graph.order.count; i++) {
        const Revision *revision = application->graph.order.items[i];
        count += is_wanted(application, revision);
        at = revision == found ? count : at;
    }
    return arena_format(application->frame, "%d of %d%s", at, count,
                        is_wanted == script_matches   ? " in scripts"
                        : is_wanted == nearly_matches ? " nearly so"
                                                      : "");
}

/* Tries in order: id, message, file and labels; then the script's text; then a fuzzy match. */
static IsWanted *kind_of(Application *application)
{
    static IsWanted *const kinds[] = {matches, script_matches, nearly_matches};
    for (size_t i = 0; *search_state(application)->query.text && i < sizeof kinds / sizeof *kinds; i++)
        if (find_revision(application, kinds[i], 0, 1))
            return kinds[i];
    return NULL;
}

/* The script is scrolled to its first line with the text. */
static void show_line(Application *application, const Revision *found)
{
    const char *at = strcasestr(found->content, search_state(application)->query.text);
    int line = 0;
    for (const char *text = found->content; at && text && text <= at; line++)
        text = (text = strchr(text, '\n')) ? text + 1 : NULL;
    home_state(application)->detail.wanted_line = line;
}

/* Selects the match and returns its place among all; NULL when there is none. */
static const char *find_from(Application *application, int first, int step)
{
    SearchState *state = search_state(application);
    IsWanted *kind = kind_of(application);
    if (!kind)
        return NULL;
    const Revision *found = find_revision(application, kind, first, step);
    state->is_lit = true;
    show_revision(application, found);
    show_line(application, found);
    return count_text(application, kind, found);
}

static void announce(Application *application, const char *found)
{
    const char *query = search_state(application)->query.text;
    if (found)
        application_message(application, "'%s': %s", query, found);
    else
        application_message(application, "nothing matches '%s'", query);
}

void highlight_matches(Application *application, Surface *surface, Area area)
{
    if (search_state(application)->is_lit)
        surface_highlight(surface, area, search_state(application)->query.text);
}

bool has_highlighted_matches(const Application *application)
{
    return search_state(application)->is_lit;
}

void clear_matches(Application *application)
{
    search_state(application)->is_lit = false;
}

void act_search(Application *application, Key key)
{
    (void)key;
    search_state(application)->query = (LineInput){0};
    search_state(application)->is_lit = false;
    search_state(application)->history.at = 0;
    search_state(application)->origin = application_selected(application);
    application->screen_before = application->screen;
    application->screen = &screen_search;
}

void act_next_match(Application *application, Key key)
{
    const char *query = search_state(application)->query.text;
    int step = key == 'N' ? -1 : 1;
    if (!*query) {
        application_message(application, "there is no search: / begins one");
        return;
    }
    announce(application, find_from(application, step, step));
}

static void act_leave_search(Application *application, Key key)
{
    const char *query = search_state(application)->query.text;
    application->screen = application->screen_before;
    if (key != KEY_CODE_ENTER) {
        clear_matches(application);
        return;
    }
    if (!*query)
        return;
    input_history_add(&search_state(application)->history, query);
    announce(application, find_from(application, 0, 1));
}

static void edited(Application *application)
{
    SearchState *state = search_state(application);
    state->is_lit = false;
    if (state->origin) /* each letter searches from where the search began */
        show_revision(application, state->origin);
    find_from(application, 0, 1);
}

static void act_history(Application *application, Key key)
{
    SearchState *state = search_state(application);
    input_history_show(&state->history, &state->query, key == KEY_CODE_UP);
    edited(application);
}

static LineInput *input(const Application *application)
{
    return &search_state(application)->query;
}

void draw_typing(Application *application, Surface *surface, const char *name, const LineInput *typed, const char *keys)
{
    screen_home.draw(application, surface);
    int y = surface->height - 1, width = text_width(keys);
    surface_fill(surface, (Area){0, y, surface->width, 1}, STYLE_TEXT, ' ');
    int x = 1 + surface_text(surface, 1, y, 20, STYLE_KEY, name);
    draw_line_input(surface, x, y, surface->width - x - width - 4, STYLE_TEXT, typed);
    surface_text(surface, surface->width - width - 1, y, width, STYLE_MUTED, keys);
}

static void draw_search(Application *application, Surface *surface)
{
    IsWanted *kind = kind_of(application);
    const char *found = kind ? count_text(application, kind, application_selected(application))
                        : *search_state(application)->query.text ? "no match"
                                                                 : "";
    draw_typing(application, surface, "find: ", &search_state(application)->query,
                arena_format(application->frame, "%s%senter go there  esc leave", found, *found ? "  " : ""));
}

static const KeyRow search_keys[] = {
    {{KEY_CODE_ENTER, KEY_CODE_ESCAPE, KEY_CODE_INTERRUPT},
     "enter",
     "leave",
     "go there",
     "to the match; esc leaves",
     act_leave_search},
    {{KEY_CODE_UP, KEY_CODE_DOWN}, "up down", "history", NULL, "what was searched before, and after it", act_history},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

const Screen screen_search = {.name = "search",
                              .state_size = sizeof(SearchState),
                              .purpose = "While typing a search",
                              .keys = search_keys,
                              .draw = draw_search,
                              .input = input,
                              .edited = edited};

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
    char words[sizeof application->graph.filter.text], *rest = words, *word;
    memcpy(words, application->graph.filter.text, sizeof words);
    while ((word = strtok_r(rest, " ", &rest)))
        if (!is_in_fields(revision, word) && !is_state(application, revision, word) &&
            !strcasestr(revision->content, word))
            return false;
    return true;
}

typedef struct FilterState {
    LineInput before; /* the filter when the rows were last chosen */
} FilterState;

void act_filter(Application *application, Key key)
{
    FilterState *state = screen_state(application, &screen_filter);
    (void)key;
    show_graph(application);
    state->before = application->graph.filter;
    application->screen_before = application->screen;
    application->screen = &screen_filter;
}

static void act_leave_filter(Application *application, Key key)
{
    application->screen = application->screen_before;
    if (key == KEY_CODE_ENTER)
        return;
    application->graph.filter = (LineInput){0};
    rebuild_view(application);
}

static void refilter(Application *application)
{
    FilterState *state = screen_state(application, &screen_filter);
    const char *old = state->before.text, *new = application->graph.filter.text;
    bool has_grown = *old && strlen(new) > strlen(old) && text_starts_with(new, old);
    if (strcmp(old, new) != 0)
        (has_grown ? narrow_view : rebuild_view)(application);
    state->before = application->graph.filter;
}

static LineInput *filter_input(const Application *application)
{
    return (LineInput *)&application->graph.filter;
}

static void draw_filter(Application *application, Surface *surface)
{
    draw_typing(application, surface, "filter: ", &application->graph.filter, "enter keep it  esc show all");
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
                              .state_size = sizeof(FilterState),
                              .purpose = "While typing a filter",
                              .keys = filter_keys,
                              .draw = draw_filter,
                              .input = filter_input,
                              .edited = refilter};
