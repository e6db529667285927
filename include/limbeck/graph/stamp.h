/* `stamp`: which rows the version table should hold, without running anything. */
#ifndef LIMBECK_GRAPH_STAMP_H
#define LIMBECK_GRAPH_STAMP_H

#include "limbeck/graph/identifier.h"

/* One move of the rows; Alembic's StampStep. */
typedef struct StampStep {
    StringVector from;
    const char *to; /* NULL: the rows of `from` go away */
    bool is_upgrade;
    bool is_new_branch; /* or, downwards, the end of one */
} StampStep;

typedef VECTOR(StampStep) StampSteps;

/* `targets` as on the command line; `rows` are what the version table holds. */
bool path_stamp(Arena *arena, const RevisionMap *map, const StringVector *targets, const RevisionVector *rows,
                StampSteps *steps, Error *error);

#endif
