/* The visible part of the graph: all revisions, or some, with edges to the nearest visible ancestors
 * where those between are hidden.
 *
 *     int *implemented_type;
 *     RevisionSet hidden = graph_fold(arena, map, kept, &implemented_type);
 *     GraphView *view = graph_view(arena, map, &order, hidden);
 *     LanePicture *picture = lane_picture(arena, view); */
#ifndef LIMBECK_GRAPH_VIEW_H
#define LIMBECK_GRAPH_VIEW_H

#include "limbeck/graph/revision.h"

typedef struct GraphView {
    RevisionVector order;         /* newest first */
    int *row_of;                  /* index in `order`, by Revision.index; -1: hidden */
    RevisionVector *parents;      /* by Revision.index, as `dependencies` */
    RevisionVector *dependencies; /* those that are not also parents */
} GraphView;

/* `order` as from path_all(); `hidden` may be NULL. */
GraphView *graph_view(Arena *arena, const RevisionMap *map, const RevisionVector *order, const RevisionSet hidden);

/* The revisions to hide when long runs without branches, merges, labels and dependencies are folded into one row
 * each; those in `kept` stay visible. implemented_type[index] is the number of revisions in the run whose top, which
 * stays visible, has that index. */
RevisionSet graph_fold(Arena *arena, const RevisionMap *map, const RevisionSet kept, int **implemented_type);

#endif
