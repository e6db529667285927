/* The project's databases as tabs: those that env.py migrates, else the sections of the ini. The graph marks the
 * revision of each. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/tui/screen/stamp_state.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

/* False when there is only one. */
static bool tab_names(Application *application, StringVector *names, size_t *which, bool *are_sections)
{
    const DatabaseSnapshot *database = application->latest.database;
    *are_sections = !database || database->names.count < 2;
    if (!*are_sections) {
        *names = database->names;
        *which = database->which;
        return true;
    }
    workspace_sections(application->workspace, application->frame, names);
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], workspace_section(application->workspace)) == 0)
            *which = i;
    return names->count > 1;
}

/* Keeps the last snapshot of the database being left, for its mark on the graph. */
static void store_last_snapshot(Application *application, size_t which)
{
    if (which >= MAX_TABS || !application->latest.database || !application->latest.database->connected)
        return;
    snapshot_release(application->latest.places[which]);
    application->latest.places[which] = workspace_database(application->workspace);
}

void release_other_databases(Application *application)
{
    for (size_t i = 0; i < MAX_TABS; i++) {
        snapshot_release(application->latest.places[i]);
        application->latest.places[i] = NULL;
    }
}

const char *no_other_database(Application *application)
{
    StringVector names = {0};
    size_t which = 0;
    bool are_sections;
    return tab_names(application, &names, &which, &are_sections) ? NULL : "this project has one database";
}

void act_database(Application *application, Key key)
{
    StringVector names = {0};
    size_t which = 0;
    bool are_sections;
    if (!tab_names(application, &names, &which, &are_sections))
        return;
    size_t next = (which + (key == '<' ? names.count - 1 : 1)) % names.count;
    if (are_sections) {
        application_reload(application, names.items[next], NULL);
        return;
    }
    store_last_snapshot(application, which);
    stamp_state(application)->can_undo = false; /* the stamp was made in the other database */
    application->refresh.is_requested = true;
    workspace_post_select(application->workspace, next);
}

int draw_database_tabs(Application *application, Surface *surface, int x, int end)
{
    StringVector names = {0};
    size_t which = 0;
    bool are_sections;
    if (!tab_names(application, &names, &which, &are_sections))
        return x + surface_text(surface, x, 0, end - x, STYLE_LABEL,
                                arena_format(application->frame, "[%s]", workspace_section(application->workspace)));
    for (size_t i = 0; i < names.count && x < end; i++)
        x += surface_text(surface, x, 0, end - x, i == which ? STYLE_CURRENT : STYLE_MUTED,
                          arena_format(application->frame, i == which ? "[%s]" : "%s", names.items[i])) +
             2;
    return x;
}

void add_other_databases(Application *application, const Revision *revision, Text *tags)
{
    const DatabaseSnapshot *database = application->latest.database;
    for (size_t i = 0; i < MAX_TABS; i++) {
        const DatabaseSnapshot *place = application->latest.places[i];
        bool is_other = place && database && place->which != database->which && i < database->names.count;
        if (is_other && place->current[revision->index])
            text_append_format(tags, "%s ", database->names.items[i]);
    }
}
