/* An orphan row (a version row without a script): its script in git, and remedies. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/inspect_snapshot.h"
#include "limbeck/workspace/orphan_script.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

typedef struct OrphanState {
    const char *row; /* revision id of the row */
    bool restores;   /* restoring was requested */
} OrphanState;

static OrphanState *orphan_state(const Application *application)
{
    return screen_state(application, &screen_orphan);
}

const char *orphan_obstacle(Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    if (!database || !database->unknown.count)
        return NULL;
    return arena_format(application->frame, "no script has %.12s, where the database is: press o",
                        database->unknown.items[0]);
}

/* The next orphan row, if there are several. */
void act_orphan(Application *application, Key key)
{
    const DatabaseSnapshot *database = application->latest.database;
    (void)key;
    if (!database || !database->unknown.count) {
        application_message(application, "every row of the version table has a script");
        return;
    }
    size_t at = 0;
    for (size_t i = 0; orphan_state(application)->row && i < database->unknown.count; i++)
        if (strcmp(database->unknown.items[i], orphan_state(application)->row) == 0)
            at = (i + 1) % database->unknown.count;
    orphan_state(application)->row = arena_strdup(application->arena, database->unknown.items[at]);
    orphan_state(application)->restores = false;
    application->dialog.scroll = 0;
    application->screen = &screen_orphan;
}

static const InspectSnapshot *inspection_of(Application *application)
{
    return application->latest.database
               ? latest_inspection(application, INSPECT_ORPHAN, orphan_state(application)->row, NULL)
               : NULL;
}

static void act_restore(Application *application, Key key)
{
    const InspectSnapshot *read_snapshots = inspection_of(application);
    (void)key;
    if (read_snapshots && read_snapshots->can_restore)
        orphan_state(application)->restores = true;
    else
        application_message(application, "git has no script to restore");
}

/* Posts the request when the worker is free. */
static void read_snapshots(Application *application)
{
    const char *path;
    Error error = {0};
    if (!orphan_state(application)->restores || !workspace_is_idle(application->workspace))
        return;
    orphan_state(application)->restores = false;
    if (!workspace_restore_script(application->workspace, application->arena, orphan_state(application)->row, &path,
                                  &error)) {
        application_message(application, "%s", error.message);
        return;
    }
    go_home(application);
    application_reload(application, NULL, arena_format(application->frame, "restored: %s", path_basename(path)));
}

static const KeyRow orphan_keys[] = {
    {{'w'}, "w", "restore", "restore it", "restore the script into the project from git", act_restore},
    {{'m'},
     "m",
     "stamp",
     "stamp the selected",
     "remove the row, and stamp the revision selected on the graph",
     act_stamp},
    {{'o'}, "o", "next", NULL, "the next such row", act_orphan},
    {{'j', 'k', KEY_CODE_DOWN, KEY_CODE_UP}, "j k", "scroll", "scroll", "scroll its script", act_scroll},
    {{KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN}, "PageUp PageDown", "page", NULL, "a page at a time", act_scroll},
    {{'g', 'G', KEY_CODE_HOME, KEY_CODE_END}, "g G", "ends", NULL, "to the first line, to the last", act_scroll},
    {{KEY_CODE_ESCAPE, 'q', KEY_CODE_INTERRUPT}, "esc", "leave", "leave it", "leave everything as it is", act_go_home},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

static void draw_orphan(Application *application, Surface *surface)
{
    enum { FACTS = 2 };
    const InspectSnapshot *read_snapshots = inspection_of(application);
    StyledLines lines = {0};
    const StyledLine plain = {.style = STYLE_TEXT}, muted = {.style = STYLE_MUTED};
    screen_home.draw(application, surface);
    Area box = centred(surface, surface->width - 8 > 100 ? 100 : surface->width - 8, surface->height - 4);
    int width = box.width - 6;
    draw_dialog(application, surface, box,
                arena_format(application->frame, "No script has %s", orphan_state(application)->row), &screen_orphan);
    add_lines(application, &lines, plain, width,
              "The version table holds this id, and no script of the project has it: the database was migrated with a "
              "script that is not here, or the script was removed. No step up or down is possible until the script is "
              "restored or the row is removed.");
    add_lines(application, &lines, plain, width, "");
    if (!read_snapshots)
        add_lines(application, &lines, muted, width, "searching git ...");
    else if (!read_snapshots->rows.count)
        add_lines(application, &lines, muted, width, read_snapshots->nothing);
    for (size_t i = 0; read_snapshots && i < read_snapshots->rows.count; i++) {
        StyledLine code = {.language = language_python}, fact = {.style = STYLE_LABEL};
        if (i == FACTS)
            add_lines(application, &lines, plain, width, "");
        add_lines(application, &lines, i < FACTS ? fact : code, width, read_snapshots->rows.items[i].cells.items[0]);
    }
    draw_styled_lines(application, surface, box, 2, &lines);
}

const Screen screen_orphan = {.name = "orphan",
                              .state_size = sizeof(OrphanState),
                              .purpose = "A version row without a script",
                              .keys = orphan_keys,
                              .draw = draw_orphan,
                              .read_snapshots = read_snapshots,
                              .is_dialog = true};
