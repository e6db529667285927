/* From where the database is to where it should be: which revisions, in which
 * order. The order is Alembic's: topological, ties in file order. */
#ifndef LIMBECK_GRAPH_PATH_H
#define LIMBECK_GRAPH_PATH_H

#include "limbeck/graph/identifier.h"

/* Every missing parent and dependency is pulled in; lowest first. */
bool path_upgrade(Arena *arena, const RevisionMap *map, const char *target, const RevisionVector *current,
                  RevisionVector *path, Error *error);

/* Everything above the target that is applied; highest first. */
bool path_downgrade(Arena *arena, const RevisionMap *map, const char *target, const RevisionVector *current,
                    RevisionVector *path, Error *error);

/* Whether the target lies below what is applied: "-1", "base", or an applied revision. */
bool path_goes_down(Arena *arena, const RevisionMap *map, const char *target, const RevisionVector *current,
                    bool *downgrade, Error *error);

/* Why step `at` belongs to a path of path_upgrade() or path_downgrade(). */
const char *path_reason(Arena *arena, const RevisionVector *path, size_t at, bool downgrade);

/* What history lists for lower:upper, newest first. */
bool path_range(Arena *arena, const RevisionMap *map, const char *lower, const char *upper, RevisionVector *path,
                Error *error);

/* All revisions, newest first. */
void path_all(Arena *arena, const RevisionMap *map, RevisionVector *path);

/* The revisions of a set, every one before those below it. */
void topological_order(Arena *arena, const RevisionMap *map, const RevisionSet set, const RevisionVector *heads,
                       RevisionVector *order);

#endif
