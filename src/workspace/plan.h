/* The path to a target. */
#ifndef LIMBECK_SRC_WORKSPACE_PLAN_H
#define LIMBECK_SRC_WORKSPACE_PLAN_H

#include "internal.h"

typedef struct PathWanted {
    const char *target, *from; /* `from` NULL: where the database stands */
    PlanDirection direction;
    const StringVector *rows; /* of the version table, as last read; NULL: they are read now */
} PathWanted;

typedef struct PathFound {
    StringVector rows; /* of the version table, where it was asked */
    RevisionVector current, path;
    bool downgrade;
} PathFound;

bool workspace_find_path(Workspace *workspace, const PathWanted *wanted, Arena *arena, PathFound *found, Error *error);

#endif
