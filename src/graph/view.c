#include "limbeck/graph/view.h"

/* ---- nearest visible revision --------------------------------------------------------- */

static bool contains(const RevisionVector *list, const Revision *revision)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == revision)
            return true;
    return false;
}

static void add(Arena *arena, RevisionVector *list, const Revision *revision)
{
    if (!contains(list, revision))
        vector_push(arena, list, revision);
}

static void add_all(Arena *arena, RevisionVector *list, const RevisionVector *others)
{
    for (size_t i = 0; i < others->count; i++)
        add(arena, list, others->items[i]);
}

/* The revision if it is visible, else the nearest visible ones below it, which were computed before. */
static void add_nearest(Arena *arena, const GraphView *view, const Revision *revision, RevisionVector *parents,
                        RevisionVector *needed)
{
    if (view->row_of[revision->index] >= 0) {
        add(arena, parents, revision);
        return;
    }
    add_all(arena, parents, &view->parents[revision->index]);
    add_all(arena, needed, &view->dependencies[revision->index]);
}

/* A path that uses a depends_on edge anywhere is drawn as a dependency. */
static void add_visible_ancestors(Arena *arena, GraphView *view, const Revision *revision)
{
    RevisionVector parents = {0}, needed = {0}, *dependencies = &view->dependencies[revision->index];
    for (size_t i = 0; i < revision->parents.count; i++)
        add_nearest(arena, view, revision->parents.items[i], &parents, &needed);
    for (size_t i = 0; i < revision->dependencies.count; i++)
        add_nearest(arena, view, revision->dependencies.items[i], &needed, &needed);
    for (size_t i = 0; i < needed.count; i++)
        if (!contains(&parents, needed.items[i]))
            vector_push(arena, dependencies, needed.items[i]);
    view->parents[revision->index] = parents;
}

GraphView *graph_view(Arena *arena, const RevisionMap *map, const RevisionVector *order, const RevisionSet hidden)
{
    size_t count = map->revisions.count;
    GraphView *view = ARENA_NEW(arena, GraphView);
    view->row_of = ARENA_ARRAY(arena, int, count + 1);
    view->parents = ARENA_ARRAY(arena, RevisionVector, count + 1);
    view->dependencies = ARENA_ARRAY(arena, RevisionVector, count + 1);
    for (size_t i = 0; i < order->count; i++) {
        const Revision *revision = order->items[i];
        bool shown = !hidden || !hidden[revision->index];
        view->row_of[revision->index] = shown ? (int)view->order.count : -1;
        if (shown)
            vector_push(arena, &view->order, revision);
    }
    for (size_t i = order->count; i-- > 0;)
        add_visible_ancestors(arena, view, order->items[i]);
    return view;
}

/* ---- runs ----------------------------------------------------------------------------------- */

/* True for a revision with one parent, one child, and no labels or dependencies. */
static bool is_plain(const Revision *revision)
{
    return revision->parents.count == 1 && revision->children.count == 1 && !revision->branch_labels.count &&
           !revision->dependencies.count && revision->all_children.count == 1;
}

RevisionSet graph_fold(Arena *arena, const RevisionMap *map, const RevisionSet kept, int **implemented_type)
{
    enum { MIN_RUN = 3 };
    RevisionSet hidden = revision_set_new(arena, map), folds = revision_set_new(arena, map);
    *implemented_type = ARENA_ARRAY(arena, int, map->revisions.count + 1);
    for (size_t i = 0; i < map->revisions.count; i++)
        folds[i] = is_plain(map->revisions.items[i]) && !kept[i];
    for (size_t i = 0; i < map->revisions.count; i++) {
        const Revision *top = map->revisions.items[i];
        if (!folds[i] || folds[top->children.items[0]->index])
            continue;
        int length = 0;
        for (const Revision *at = top; folds[at->index]; at = at->parents.items[0])
            length++;
        if (length < MIN_RUN)
            continue;
        (*implemented_type)[i] = length;
        for (const Revision *at = top->parents.items[0]; folds[at->index]; at = at->parents.items[0])
            hidden[at->index] = 1;
    }
    return hidden;
}
