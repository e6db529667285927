/* Planning the path to a target. */
#ifndef LIMBECK_SRC_WORKSPACE_PLAN_H
#define LIMBECK_SRC_WORKSPACE_PLAN_H

#include "internal.h"

typedef struct PathQuery {
    const char *target, *from; /* `from` NULL: the database's version rows */
    PlanDirection direction;
    const StringVector *rows; /* version rows as last read; NULL: read them now */
} PathQuery;

typedef struct PathFound {
    StringVector rows; /* version rows, if they were read */
    RevisionVector current, path;
    bool downgrade;
} PathFound;

bool workspace_find_path(Workspace *workspace, const PathQuery *query, Arena *arena, PathFound *found, Error *error);
/* The same on a connection, with the options that preview its steps. */
bool workspace_find_preview_path(Workspace *workspace, const PathQuery *query, Arena *arena, PathFound *found,
                                 CompileOptions *options, Error *error);

#endif
