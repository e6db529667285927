/* Two revisions compared, in place of the detail: the schemas, or the SQL from one to the other. The steps between them
 * are marked on the graph. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/comparison_snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

typedef struct CompareState {
    const char *marked; /* id of the revision that v marked; NULL: none */
    const Revision *from, *to;
    bool shows_sql;
    uint64_t seen; /* generation of the comparison before this one */
    int scroll, rows;
} CompareState;

static CompareState *compare_state(const Application *application)
{
    return screen_state(application, &screen_compare);
}

bool is_marked(const Application *application, const Revision *revision)
{
    const char *marked = compare_state(application)->marked;
    return marked && strcmp(marked, revision->id) == 0;
}

static const ComparisonSnapshot *comparison_of(const Application *application)
{
    const CompareState *state = compare_state(application);
    const ComparisonSnapshot *snapshot = application->latest.comparison;
    return snapshot && snapshot->generation > state->seen ? snapshot : NULL;
}

static bool contains(const RevisionVector *steps, const Revision *revision)
{
    for (size_t i = 0; i < steps->count; i++)
        if (steps->items[i] == revision)
            return true;
    return false;
}

char comparison_mark(const Application *application, const Revision *revision)
{
    const ComparisonSnapshot *snapshot = application->screen == &screen_compare ? comparison_of(application) : NULL;
    if (!snapshot)
        return 0;
    return contains(&snapshot->up, revision) ? '+' : contains(&snapshot->down, revision) ? '-' : ' ';
}

/* ---- actions of home --------------------------------------------------------------------------------- */

void act_mark(Application *application, Key key)
{
    CompareState *state = compare_state(application);
    const Revision *selected = application_selected(application);
    (void)key;
    if (!selected)
        return;
    if (is_marked(application, selected)) {
        state->marked = NULL;
        application_message(application, "the mark is removed");
        return;
    }
    state->marked = arena_strdup(application->arena, selected->id);
    application_message(application, "%.12s is marked: go to another revision, = compares them", selected->id);
}

static const Revision *marked_revision(const Application *application)
{
    const RevisionMap *map = workspace_map(application->workspace);
    const char *marked = compare_state(application)->marked;
    for (size_t i = 0; marked && i < map->revisions.count; i++)
        if (strcmp(map->revisions.items[i]->id, marked) == 0)
            return map->revisions.items[i];
    return NULL;
}

const char *compare_obstacle(Application *application)
{
    const Revision *marked = marked_revision(application);
    return !marked                                       ? "no revision is marked: v marks this one"
           : marked == application_selected(application) ? "the marked revision is this one: go to another"
                                                         : NULL;
}

static void open_comparison(Application *application, const Revision *from, const Revision *to)
{
    CompareState *state = compare_state(application);
    show_graph(application);
    state->from = from;
    state->to = to;
    state->scroll = 0;
    state->seen = application->latest.comparison ? application->latest.comparison->generation : 0;
    application->screen = &screen_compare;
    workspace_post_comparison(application->workspace, from, to);
}

void act_compare(Application *application, Key key)
{
    (void)key;
    open_comparison(application, marked_revision(application), application_selected(application));
}

/* ---- its own keys -------------------------------------------------------------------------------------- */

static void act_swap(Application *application, Key key)
{
    const CompareState *state = compare_state(application);
    (void)key;
    open_comparison(application, state->to, state->from);
}

static void act_view(Application *application, Key key)
{
    CompareState *state = compare_state(application);
    (void)key;
    state->shows_sql = !state->shows_sql;
    state->scroll = 0;
}

static void act_move(Application *application, Key key)
{
    enum { FAR = 1000000 };
    CompareState *state = compare_state(application);
    int page = state->rows > 1 ? state->rows - 1 : 1;
    int by = key == 'j' || key == KEY_CODE_DOWN        ? 1
             : key == 'k' || key == KEY_CODE_UP        ? -1
             : key == KEY_CODE_PAGE_DOWN || key == ' ' ? page
             : key == KEY_CODE_PAGE_UP                 ? -page
             : key == 'G' || key == KEY_CODE_END       ? FAR
                                                       : -FAR;
    state->scroll = state->scroll + by < 0 ? 0 : state->scroll + by;
}

static void act_leave(Application *application, Key key)
{
    (void)key;
    application->screen = &screen_home;
}

static const KeyRow compare_keys[] = {
    {{'j', 'k', KEY_CODE_DOWN, KEY_CODE_UP}, "j k", "scroll", "scroll", "a line down, a line up", act_move},
    {{KEY_CODE_PAGE_DOWN, KEY_CODE_PAGE_UP, ' '}, "PageDown PageUp", "page", NULL, "a page at a time", act_move},
    {{'g', 'G', KEY_CODE_HOME, KEY_CODE_END}, "g G", "ends", NULL, "to the first line, to the last", act_move},
    {{'s', KEY_CODE_TAB}, "s", "next-view", "schema or SQL", "the schemas, or the SQL from one to the other", act_view},
    {{'x'}, "x", "swap", "the other way", "compare in the other direction", act_swap},
    {{KEY_CODE_ESCAPE, 'q', '=', KEY_CODE_INTERRUPT}, "esc", "leave", "leave", "back to the graph", act_leave},
    {{'?'}, "?", "help", "help", "this help", act_help},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

/* ---- drawing --------------------------------------------------------------------------------------------- */

static void add(Application *application, StyledLines *lines, Style style, int width, const char *text)
{
    add_lines(application, lines, (StyledLine){.style = style}, width, text);
}

static void add_line(Application *application, StyledLines *lines, const SchemaLine *line, bool is_sql, int width)
{
    Style style = line->mark == '+' ? STYLE_APPLIED : line->mark == '-' ? STYLE_DANGER : STYLE_MUTED;
    if (!line->mark)
        add(application, lines, STYLE_LABEL, width, line->text);
    else if (is_sql && line->mark == ' ')
        add_lines(application, lines, (StyledLine){.language = language_sql}, width, line->text);
    else if (is_sql)
        add(application, lines, style, width, line->text);
    else
        add(application, lines, style, width, arena_format(application->frame, "%c %s", line->mark, line->text));
}

static void collect(Application *application, const ComparisonSnapshot *snapshot, StyledLines *lines, int width)
{
    const CompareState *state = compare_state(application);
    Arena *arena = application->frame;
    if (!snapshot) {
        add(application, lines, STYLE_MUTED, width, "replaying the history ...");
        return;
    }
    if (snapshot->error.kind != ERROR_NONE) {
        add(application, lines, STYLE_WARNING, width, error_render(arena, &snapshot->error));
        return;
    }
    size_t count = state->shows_sql ? snapshot->sql.count : snapshot->lines.count;
    for (size_t i = 0; i < count; i++)
        add_line(application, lines, state->shows_sql ? &snapshot->sql.items[i] : &snapshot->lines.items[i],
                 state->shows_sql, width);
    if (!count)
        add(application, lines, STYLE_MUTED, width, state->shows_sql ? "no SQL" : "the schemas are the same");
    if (!state->shows_sql && snapshot->opaque.count) {
        add(application, lines, STYLE_TEXT, width, "");
        add(application, lines, STYLE_WARNING, width, "Not known from the scripts:");
        for (size_t i = 0; i < snapshot->opaque.count; i++)
            add(application, lines, STYLE_MUTED, width, snapshot->opaque.items[i]);
    }
}

static const char *steps_text(Arena *arena, const ComparisonSnapshot *snapshot)
{
    if (!snapshot)
        return "";
    if (!snapshot->down.count || !snapshot->up.count)
        return arena_format(arena, "%zu step%s %s", snapshot->down.count + snapshot->up.count,
                            snapshot->down.count + snapshot->up.count == 1 ? "" : "s",
                            snapshot->down.count ? "down" : "up");
    return arena_format(arena, "%zu down, then %zu up", snapshot->down.count, snapshot->up.count);
}

void draw_comparison(Application *application, Surface *surface, Area area)
{
    CompareState *state = compare_state(application);
    const ComparisonSnapshot *snapshot = comparison_of(application);
    Arena *arena = application->frame;
    StyledLines lines = {0};
    draw_rule(surface, area.x, area.y, area.width, arena_format(arena, "%.12s → %.12s", state->from->id, state->to->id),
              true);
    const char *steps = steps_text(arena, snapshot);
    int x = area.x + 1;
    x += surface_text(surface, x, area.y + 1, area.width - 2, STYLE_MUTED, steps) + (*steps ? 3 : 0);
    const char *const views[] = {"schema", "SQL"};
    for (int i = 0; i < 2; i++) {
        int taken = surface_text(surface, x, area.y + 1, area.x + area.width - x,
                                 i == state->shows_sql ? STYLE_CURRENT : STYLE_MUTED, views[i]);
        if (i == state->shows_sql)
            surface_select(surface, (Area){x - 1, area.y + 1, taken + 2, 1});
        x += taken + 2;
    }
    state->rows = area.height - 3;
    collect(application, snapshot, &lines, area.width - 2);
    int most = (int)lines.count - state->rows;
    state->scroll = state->scroll > most ? (most > 0 ? most : 0) : state->scroll;
    for (int i = 0; i < state->rows && state->scroll + i < (int)lines.count; i++)
        draw_styled_line(surface, area.x + 1, area.y + 3 + i, area.width - 1, &lines.items[state->scroll + i]);
    if (most > state->scroll)
        surface_text(surface, area.x + area.width - 7, area.y + area.height - 1, 7, STYLE_MUTED, " more ↓");
}

static void draw_screen(Application *application, Surface *surface)
{
    screen_home.draw(application, surface);
    draw_footer(application, surface, &screen_compare);
}

const Screen screen_compare = {.name = "compare",
                               .state_size = sizeof(CompareState),
                               .purpose = "Comparing two revisions",
                               .keys = compare_keys,
                               .draw = draw_screen};
