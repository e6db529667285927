/* One table: its definition as the server prints it. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/inspect_snapshot.h"

static const SnapshotTable *table_of(const Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    bool is_there = database && database->connected && application->home.state_at < (int)database->tables.count;
    return is_there ? &database->tables.items[application->home.state_at] : NULL;
}

void open_table(Application *application)
{
    if (!table_of(application))
        return;
    application->dialog_scroll = 0;
    application->screen = &screen_table;
}

static const KeyRow table_keys[] = {
    {{KEY_CODE_ESCAPE, KEY_CODE_ENTER, 'q', KEY_CODE_INTERRUPT},
     "esc",
     "leave",
     "back",
     "back to the tables",
     act_go_home},
    {{'j', 'k', KEY_CODE_DOWN, KEY_CODE_UP}, "j k", "scroll", "scroll", "scroll the definition", act_scroll},
    {{KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN}, "PageUp PageDown", "page", NULL, "a page at a time", act_scroll},
    {{'g', 'G', KEY_CODE_HOME, KEY_CODE_END}, "g G", "ends", NULL, "to the first line, to the last", act_scroll},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

static void collect(Application *application, const SnapshotTable *table, int width, StyledLines *lines)
{
    const InspectSnapshot *look =
        table ? latest_inspection(application, INSPECT_TABLE, table->name, table->quoted) : NULL;
    const StyledLine muted = {.style = STYLE_MUTED};
    if (!look)
        add_lines(application, lines, muted, width, table ? "looking ..." : "it is gone");
    else if (look->error.kind != ERROR_NONE)
        add_lines(application, lines, (StyledLine){.style = STYLE_WARNING}, width,
                  error_render(application->frame, &look->error));
    else if (!look->rows.count)
        add_lines(application, lines, muted, width, look->nothing);
    for (size_t i = 0; look && i < look->rows.count; i++)
        add_lines(application, lines, (StyledLine){.language = language_sql}, width,
                  look->rows.items[i].cells.items[0]);
}

static void draw_table(Application *application, Surface *surface)
{
    const SnapshotTable *table = table_of(application);
    StyledLines lines = {0};
    int width = surface->width - 8 > 100 ? 100 : surface->width - 8, most = surface->height - 6;
    screen_home.draw(application, surface);
    collect(application, table, width - 6, &lines);
    int height = (int)lines.count + 4;
    Area box = centred(surface, width, height < most ? height : most);
    draw_dialog(application, surface, box, table ? table->name : "gone", &screen_table);
    draw_styled_lines(application, surface, box, 2, &lines);
}

const Screen screen_table = {
    .name = "table", .purpose = "Looking at a table", .keys = table_keys, .draw = draw_table, .is_dialog = true};
