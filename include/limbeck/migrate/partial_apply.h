/* Revisions that are applied only in part, on SQLite: Alembic's driver commits each CREATE, ALTER
 * and DROP that comes before the first written row, even when the revision then fails.
 *
 *     PartialApplyVector found = {0};
 *     if (!partial_apply_find(arena, database, directory, environment, &found, error))
 *         return false;
 *     for (size_t i = 0; i < found.count; i++)
 *         show("%s: %zu of %zu", found.items[i].revision->id, found.items[i].in_effect, found.items[i].statements);
 */
#ifndef LIMBECK_MIGRATE_PARTIAL_APPLY_H
#define LIMBECK_MIGRATE_PARTIAL_APPLY_H

#include "limbeck/graph/revision.h"

typedef struct PartialApply {
    const Revision *revision;
    size_t statements;       /* statements of its upgrade(), as far as they could be determined */
    size_t in_effect;        /* leading statements that are applied */
    StringVector operations; /* descriptions of the applied statements */
    const char *obstacle;    /* why the rest cannot be applied; NULL: it can */
} PartialApply;

typedef VECTOR(PartialApply) PartialApplyVector;

struct Database;
struct ScriptDirectory;
struct ScriptEnvironment;

/* Looks at the revisions that would come next. Finds none on PostgreSQL. */
bool partial_apply_find(Arena *arena, struct Database *database, const struct ScriptDirectory *directory,
                        const struct ScriptEnvironment *environment, PartialApplyVector *found, Error *error);

#endif
