/* `stamp`: computes the new version rows, without running scripts.
 *
 *     StringVector targets = {0};
 *     RevisionVector rows = {0};
 *     StampSteps steps = {0};
 *     vector_push(arena, &targets, "head");
 *     return path_stamp(arena, map, &targets, &rows, &steps, error);
 */
#ifndef LIMBECK_GRAPH_STAMP_H
#define LIMBECK_GRAPH_STAMP_H

#include "limbeck/graph/identifier.h"

/* One change of the rows; Alembic's StampStep. */
typedef struct StampStep {
    StringVector from;
    const char *to; /* NULL: the rows of `from` are deleted */
    bool is_upgrade;
    bool is_new_branch; /* a branch is added, or, for a downgrade, removed */
} StampStep;

typedef VECTOR(StampStep) StampSteps;

/* `targets` as on the command line; `rows`: present version rows. */
bool path_stamp(Arena *arena, const RevisionMap *map, const StringVector *targets, const RevisionVector *rows,
                StampSteps *steps, Error *error);

#endif
