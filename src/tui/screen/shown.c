/* Chooses the revisions the graph shows: all, those that match the filter, or folded runs. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>
#include <string.h>

static const Revision *selected_of(const Application *application)
{
    return application->graph.view ? application_selected(application) : NULL;
}

/* A longer filter can only hide more rows: only visible ones are tested again. */
static RevisionSet hidden_by_filter(Application *application, bool has_grown)
{
    RevisionSet hidden = revision_set_new(application->frame, workspace_map(application->workspace));
    for (size_t i = 0; i < application->graph.order.count; i++) {
        const Revision *revision = application->graph.order.items[i];
        bool is_hidden = has_grown && application->graph.view->row_of[revision->index] < 0;
        hidden[revision->index] = is_hidden || !filter_matches(application, revision);
    }
    return hidden;
}

/* The database's revisions are never folded. */
static RevisionSet hidden_by_folding(Application *application)
{
    const RevisionMap *map = workspace_map(application->workspace);
    const DatabaseSnapshot *database = application->latest.database;
    RevisionSet kept = revision_set_new(application->graph.arena, map);
    for (size_t i = 0; i < map->revisions.count; i++)
        kept[i] = application->graph.unfolded[i] || (database && database->connected && database->current[i]);
    return graph_fold(application->graph.arena, map, kept, &application->graph.folded_count);
}

/* Keeps the selection, or selects the nearest visible row above it. */
static void select_again(Application *application, const Revision *selected)
{
    int row = -1;
    for (int at = selected ? application->graph.place_of[selected->index] : -1; at >= 0 && row < 0; at--)
        row = application->graph.view->row_of[application->graph.order.items[at]->index];
    application_select(application, row);
}

static void show(Application *application, bool has_grown)
{
    const RevisionMap *map = workspace_map(application->workspace);
    const Revision *selected = selected_of(application);
    bool filters = application->graph.filter.text[0];
    RevisionSet hidden = filters ? hidden_by_filter(application, has_grown) : NULL;
    arena_reset(application->graph.arena);
    application->graph.folded_count = NULL;
    if (application->graph.folds && !filters)
        hidden = hidden_by_folding(application);
    application->graph.view = graph_view(application->graph.arena, map, &application->graph.order, hidden);
    application->graph.picture = lane_picture(application->graph.arena, application->graph.view);
    select_again(application, selected);
}

void rebuild_view(Application *application)
{
    show(application, false);
}

void narrow_view(Application *application)
{
    show(application, true);
}

static int compare_ids(const void *left, const void *right)
{
    return strcmp((*(const Revision *const *)left)->id, (*(const Revision *const *)right)->id);
}

/* How much of an id tells it from every other, within limits. */
static int id_width(Arena *arena, const RevisionVector *revisions)
{
    enum { MIN_WIDTH = 8, MAX_WIDTH = 16 };
    int width = MIN_WIDTH;
    const Revision **sorted = arena_copy(arena, revisions->items, revisions->count, sizeof *revisions->items);
    if (revisions->count > 1)
        qsort(sorted, revisions->count, sizeof *sorted, compare_ids);
    for (size_t i = 1; i < revisions->count; i++) {
        int same = 0;
        while (sorted[i]->id[same] && sorted[i]->id[same] == sorted[i - 1]->id[same])
            same++;
        if (same >= width)
            width = same + 1;
    }
    return width < MAX_WIDTH ? width : MAX_WIDTH;
}

void init_view(Application *application)
{
    const RevisionMap *map = workspace_map(application->workspace);
    path_all(application->arena, map, &application->graph.order);
    application->graph.place_of = ARENA_ARRAY(application->arena, int, map->revisions.count + 1);
    for (size_t i = 0; i < application->graph.order.count; i++)
        application->graph.place_of[application->graph.order.items[i]->index] = (int)i;
    application->graph.id_width = id_width(application->frame, &application->graph.order);
    application->graph.unfolded = revision_set_new(application->arena, map);
    rebuild_view(application);
}

int folded_rows(const Application *application, const Revision *revision)
{
    return application->graph.folded_count ? application->graph.folded_count[revision->index] : 0;
}

void show_folded(Application *application, bool folds)
{
    application->graph.folds = folds;
    memset(application->graph.unfolded, 0, workspace_map(application->workspace)->revisions.count);
    rebuild_view(application);
}

void show_unfolded(Application *application, const Revision *top)
{
    int count = folded_rows(application, top);
    for (const Revision *at = top; count-- > 0; at = at->parents.items[0])
        application->graph.unfolded[at->index] = 1;
    rebuild_view(application);
}

void show_revision(Application *application, const Revision *revision)
{
    int *row_of = application->graph.view->row_of;
    if (row_of[revision->index] < 0) {
        application->graph.unfolded[revision->index] = 1;
        application->graph.filter = (LineInput){0};
        rebuild_view(application);
        row_of = application->graph.view->row_of;
    }
    application_select(application, row_of[revision->index]);
}
