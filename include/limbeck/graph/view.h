/* What is shown of the graph: all revisions, or some, with lines to the nearest that
 * are shown where those between are not.
 *
 *     RevisionSet hidden = graph_fold(arena, map, kept, stands_for);
 *     GraphView *view = graph_view(arena, map, &order, hidden);
 *     LanePicture *picture = lane_picture(arena, view);
 */
#ifndef LIMBECK_GRAPH_VIEW_H
#define LIMBECK_GRAPH_VIEW_H

#include "limbeck/graph/revision.h"

typedef struct GraphView {
    RevisionVector order;         /* newest first */
    int *row_of;                  /* in `order`, by Revision.index; -1: not shown */
    RevisionVector *parents;      /* by Revision.index, as are */
    RevisionVector *dependencies; /* those that are not parents too */
} GraphView;

/* `order` as path_all() gives it; `hidden` may be NULL. */
GraphView *graph_view(Arena *arena, const RevisionMap *map, const RevisionVector *order, const RevisionSet hidden);

/* Which revisions go where long runs without branches, merges, labels and dependencies
 * are one row each; those of `kept` stay. stands_for[index] counts the revisions that
 * the run's topmost, which stays, stands for. */
RevisionSet graph_fold(Arena *arena, const RevisionMap *map, const RevisionSet kept, int **stands_for);

#endif
