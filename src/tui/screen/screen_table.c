/* One table: its definition as the server prints it, and for each part the revision that added it. */
#include "limbeck/tui/screen/home_state.h"
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/inspect_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

typedef struct TableState {
    const char *name, *quoted;
    const InspectSnapshot *table, *blame; /* retained; NULL: not there yet */
    StringVector lines;                   /* of the definition */
    int at, scroll, rows;
} TableState;

static TableState *table_state(const Application *application)
{
    return screen_state(application, &screen_table);
}

void release_table(Application *application)
{
    TableState *state = table_state(application);
    snapshot_release(state->table);
    snapshot_release(state->blame);
    state->table = state->blame = NULL;
}

void open_table(Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    TableState *state = table_state(application);
    if (!database || !database->connected || home_state(application)->state_at >= (int)database->tables.count)
        return;
    const SnapshotTable *table = &database->tables.items[home_state(application)->state_at];
    release_table(application);
    state->name = arena_strdup(application->arena, table->name);
    state->quoted = arena_strdup(application->arena, table->quoted);
    state->at = state->scroll = 0;
    state->lines = (StringVector){0};
    application->screen = &screen_table;
}

/* SQLite keeps a statement as it was written, of several lines. */
static void split_definition(Application *application, TableState *state)
{
    for (size_t i = 0; state->table && i < state->table->rows.count; i++) {
        char *rest = arena_strdup(application->arena, state->table->rows.items[i].cells.items[0]), *line;
        while ((line = strsep(&rest, "\n")))
            vector_push(application->arena, &state->lines, line);
    }
}

/* First the definition, then where its parts come from: one inspection at a time. */
static void read_snapshots(Application *application)
{
    TableState *state = table_state(application);
    if (!application->latest.database)
        return;
    if (!state->table) {
        state->table = snapshot_retain(latest_inspection(application, INSPECT_TABLE, state->name, state->quoted));
        split_definition(application, state);
    } else if (!state->blame)
        state->blame = snapshot_retain(latest_inspection(application, INSPECT_BLAME, state->name, NULL));
}

/* ---- parts --------------------------------------------------------------------------------- */

static const char *word_at(Arena *arena, const char *at)
{
    at += strspn(at, " \t");
    if (*at == '"' || *at == '`')
        return arena_strndup(arena, at + 1, strcspn(at + 1, "\"`"));
    return arena_strndup(arena, at, strcspn(at, " \t,(;"));
}

/* The name that a line of the definition is about: a column, an index or a constraint. */
static const char *part_of(Arena *arena, const char *line)
{
    static const char *const before[] = {"CONSTRAINT ", "CREATE UNIQUE INDEX ", "CREATE INDEX "};
    line += strspn(line, " \t");
    if (text_starts_with(line, "CREATE TABLE "))
        return "";
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (text_starts_with(line, before[i]))
            return word_at(arena, line + strlen(before[i]));
    return word_at(arena, line);
}

static const InspectRow *origin_of(const Application *application, int index)
{
    const TableState *state = table_state(application);
    bool is_known = state->blame && index < (int)state->lines.count;
    const char *part = is_known ? part_of(application->frame, state->lines.items[index]) : NULL;
    for (size_t i = 0; part && i < state->blame->rows.count; i++)
        if (strcmp(state->blame->rows.items[i].cells.items[0], part) == 0)
            return &state->blame->rows.items[i];
    return NULL;
}

static const Revision *revision_named(const Application *application, const char *id)
{
    const RevisionMap *map = workspace_map(application->workspace);
    for (size_t i = 0; i < map->revisions.count; i++)
        if (strcmp(map->revisions.items[i]->id, id) == 0)
            return map->revisions.items[i];
    return NULL;
}

/* ---- actions --------------------------------------------------------------------------------- */

static void act_leave(Application *application, Key key)
{
    release_table(application);
    act_go_home(application, key);
}

static const char *origin_obstacle(Application *application)
{
    const TableState *state = table_state(application);
    if (!state->blame)
        return "the revisions are not known yet";
    return origin_of(application, state->at) ? NULL : "no known script added this";
}

static void act_origin(Application *application, Key key)
{
    const InspectRow *origin = origin_of(application, table_state(application)->at);
    const Revision *revision = revision_named(application, origin->cells.items[1]);
    (void)key;
    if (!revision)
        return;
    release_table(application);
    home_state(application)->pane = PANE_GRAPH;
    application->screen = &screen_home;
    show_revision(application, revision);
}

static void act_move(Application *application, Key key)
{
    enum { FAR = 1000000 };
    TableState *state = table_state(application);
    int page = state->rows > 1 ? state->rows - 1 : 1, last = (int)state->lines.count - 1;
    state->at += key == 'j' || key == KEY_CODE_DOWN  ? 1
                 : key == 'k' || key == KEY_CODE_UP  ? -1
                 : key == KEY_CODE_PAGE_DOWN         ? page
                 : key == KEY_CODE_PAGE_UP           ? -page
                 : key == 'G' || key == KEY_CODE_END ? FAR
                                                     : -FAR;
    state->at = state->at > last ? last : state->at;
    state->at = state->at < 0 ? 0 : state->at;
}

static const KeyRow table_keys[] = {
    {{KEY_CODE_ESCAPE, 'q', KEY_CODE_INTERRUPT}, "esc", "leave", "back", "back to the tables", act_leave},
    {{KEY_CODE_ENTER}, "enter", "origin", "its revision", "to the revision that added the selected line", act_origin},
    {{'j', 'k', KEY_CODE_DOWN, KEY_CODE_UP}, "j k", "move", "select", "to the next line, to the one before", act_move},
    {{KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN}, "PageUp PageDown", "page", NULL, "a page at a time", act_move},
    {{'g', 'G', KEY_CODE_HOME, KEY_CODE_END}, "g G", "ends", NULL, "to the first line, to the last", act_move},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

static const KeyCondition table_conditions[] = {{"origin", origin_obstacle}, {NULL, NULL}};

/* ---- drawing ----------------------------------------------------------------------------------- */

/* "81d3f72a  2024-03-01  mk" */
static const char *origin_text(Application *application, int index)
{
    const InspectRow *origin = origin_of(application, index);
    return origin ? arena_format(application->frame, "%.8s %s %.16s", origin->cells.items[1], origin->cells.items[2],
                                 origin->cells.items[3])
                  : "";
}

static void collect(Application *application, StyledLines *lines, int width)
{
    const TableState *state = table_state(application);
    const StyledLine muted = {.style = STYLE_MUTED};
    if (!state->table)
        add_lines(application, lines, muted, width, "looking ...");
    else if (state->table->error.kind != ERROR_NONE)
        add_lines(application, lines, (StyledLine){.style = STYLE_WARNING}, width,
                  error_render(application->frame, &state->table->error));
    else if (!state->table->rows.count)
        add_lines(application, lines, muted, width, state->table->nothing);
    for (size_t i = 0; i < state->lines.count; i++) {
        StyledLine line = {
            .text = state->lines.items[i], .language = language_sql, .right = origin_text(application, (int)i)};
        vector_push(application->frame, lines, line);
    }
}

static const char *title_of(Application *application)
{
    const TableState *state = table_state(application);
    const char *more = !state->table                            ? ""
                       : !state->blame                          ? "  finding the revisions ..."
                       : state->blame->error.kind != ERROR_NONE ? "  the revisions are not known"
                       : !state->blame->rows.count              ? "  no script makes this table"
                                                                : "";
    return arena_format(application->frame, "%s%s", state->name, more);
}

static void draw_table(Application *application, Surface *surface)
{
    enum { FRAME = 4 };
    TableState *state = table_state(application);
    StyledLines lines = {0};
    int width = surface->width - 4 > 120 ? 120 : surface->width - 4;
    screen_home.draw(application, surface);
    collect(application, &lines, width - 6);
    Area box = centred(surface, width, (int)lines.count + FRAME);
    draw_dialog(application, surface, box, title_of(application), &screen_table);
    state->rows = box.height - 3;
    scroll_to_selected(state->at, state->rows, &state->scroll);
    for (int i = 0; i < state->rows && state->scroll + i < (int)lines.count; i++) {
        int y = box.y + 2 + i;
        draw_styled_line(surface, box.x + 3, y, box.width - 6, &lines.items[state->scroll + i]);
        if (state->table && state->scroll + i == state->at)
            surface_select(surface, (Area){box.x + 2, y, box.width - 4, 1});
    }
    if ((int)lines.count > state->scroll + state->rows)
        surface_text(surface, box.x + box.width - 9, box.y + box.height - 1, 7, STYLE_MUTED, "more ↓");
}

const Screen screen_table = {.name = "table",
                             .state_size = sizeof(TableState),
                             .purpose = "Looking at a table",
                             .keys = table_keys,
                             .conditions = table_conditions,
                             .draw = draw_table,
                             .read_snapshots = read_snapshots,
                             .is_dialog = true};
