/* The revisions between the database's version and a target, in order. The order is Alembic's: topological, ties in
 * file order.
 *
 *     RevisionVector current = {0}, steps = {0};
 *     if (!path_upgrade(arena, map, "head", &current, &steps, error))
 *         return false;
 *     for (size_t i = 0; i < steps.count; i++)
 *         show("%s: %s", steps.items[i]->id, path_reason(arena, &steps, i, false));
 */
#ifndef LIMBECK_GRAPH_PATH_H
#define LIMBECK_GRAPH_PATH_H

#include "limbeck/graph/identifier.h"

/* Includes every missing ancestor and dependency; oldest first. */
bool path_upgrade(Arena *arena, const RevisionMap *map, const char *target, const RevisionVector *current,
                  RevisionVector *path, Error *error);

/* Every applied revision above the target; newest first. */
bool path_downgrade(Arena *arena, const RevisionMap *map, const char *target, const RevisionVector *current,
                    RevisionVector *path, Error *error);

/* Whether the target is below the applied revisions: "-1", "base", or an applied revision. */
bool path_goes_down(Arena *arena, const RevisionMap *map, const char *target, const RevisionVector *current,
                    bool *downgrade, Error *error);

/* Why step `at` is part of a path of path_upgrade() or path_downgrade(). */
const char *path_reason(Arena *arena, const RevisionVector *path, size_t at, bool downgrade);

/* The revisions that history lists for lower:upper, newest first. */
bool path_range(Arena *arena, const RevisionMap *map, const char *lower, const char *upper, RevisionVector *path,
                Error *error);

/* All revisions, newest first. */
void path_all(Arena *arena, const RevisionMap *map, RevisionVector *path);

/* The revisions of a set, each before its ancestors. */
void topological_order(Arena *arena, const RevisionMap *map, const RevisionSet set, const RevisionVector *heads,
                       RevisionVector *order);

#endif
