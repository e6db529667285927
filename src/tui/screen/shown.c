/* Which revisions the graph shows: all, those that match, or runs folded into rows. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

static const Revision *selected_of(const Application *application)
{
    return application->view ? application_selected(application) : NULL;
}

/* A filter that grew hides what it hid: only what is shown is looked at again. */
static RevisionSet hidden_by_filter(Application *application, bool has_grown)
{
    RevisionSet hidden = revision_set_new(application->frame, workspace_map(application->workspace));
    for (size_t i = 0; i < application->order.count; i++) {
        const Revision *revision = application->order.items[i];
        bool is_hidden = has_grown && application->view->row_of[revision->index] < 0;
        hidden[revision->index] = is_hidden || !filter_matches(application, revision);
    }
    return hidden;
}

/* Where the database is stays in sight. */
static RevisionSet hidden_by_folding(Application *application)
{
    const RevisionMap *map = workspace_map(application->workspace);
    const DatabaseSnapshot *database = application->database;
    RevisionSet kept = revision_set_new(application->shown, map);
    for (size_t i = 0; i < map->revisions.count; i++)
        kept[i] = application->unfolded[i] || (database && database->connected && database->current[i]);
    return graph_fold(application->shown, map, kept, &application->stands_for);
}

/* The selection stays, or goes to what is nearest above it. */
static void select_again(Application *application, const Revision *selected)
{
    int row = -1;
    for (int at = selected ? application->place_of[selected->index] : -1; at >= 0 && row < 0; at--)
        row = application->view->row_of[application->order.items[at]->index];
    application_select(application, row);
}

static void show(Application *application, bool has_grown)
{
    const RevisionMap *map = workspace_map(application->workspace);
    const Revision *selected = selected_of(application);
    bool filters = application->filter[0];
    RevisionSet hidden = filters ? hidden_by_filter(application, has_grown) : NULL;
    arena_reset(application->shown);
    application->stands_for = NULL;
    if (application->folds && !filters)
        hidden = hidden_by_folding(application);
    application->view = graph_view(application->shown, map, &application->order, hidden);
    application->picture = lane_picture(application->shown, application->view);
    select_again(application, selected);
}

void show_again(Application *application)
{
    show(application, false);
}

void show_fewer(Application *application)
{
    show(application, true);
}

void show_first(Application *application)
{
    const RevisionMap *map = workspace_map(application->workspace);
    path_all(application->arena, map, &application->order);
    application->place_of = ARENA_ARRAY(application->arena, int, map->revisions.count + 1);
    for (size_t i = 0; i < application->order.count; i++)
        application->place_of[application->order.items[i]->index] = (int)i;
    application->unfolded = revision_set_new(application->arena, map);
    show_again(application);
}

int stands_for(const Application *application, const Revision *revision)
{
    return application->stands_for ? application->stands_for[revision->index] : 0;
}

void show_folded(Application *application, bool folds)
{
    application->folds = folds;
    memset(application->unfolded, 0, workspace_map(application->workspace)->revisions.count);
    show_again(application);
}

void show_unfolded(Application *application, const Revision *top)
{
    int count = stands_for(application, top);
    for (const Revision *at = top; count-- > 0; at = at->parents.items[0])
        application->unfolded[at->index] = 1;
    show_again(application);
}

void show_revision(Application *application, const Revision *revision)
{
    int *row_of = application->view->row_of;
    if (row_of[revision->index] < 0) {
        application->unfolded[revision->index] = 1;
        application->filter[0] = '\0';
        show_again(application);
        row_of = application->view->row_of;
    }
    application_select(application, row_of[revision->index]);
}
