/* Revisions of which an SQLite database has the beginning only: under Alembic each
 * CREATE, ALTER and DROP before the first row is written is there for good, though
 * the revision fails. */
#ifndef LIMBECK_MIGRATE_PARTIAL_APPLY_H
#define LIMBECK_MIGRATE_PARTIAL_APPLY_H

#include "limbeck/graph/revision.h"

typedef struct PartialApply {
    const Revision *revision;
    size_t statements;       /* that its upgrade() runs, as far as they could be told */
    size_t in_effect;        /* of them, the first */
    StringVector operations; /* what they did */
    const char *doubt;       /* why the rest cannot be run from here; NULL: it can */
} PartialApply;

typedef VECTOR(PartialApply) PartialApplyVector;

struct Database;
struct ScriptDirectory;
struct ScriptEnvironment;

/* Among the revisions that would come next; none on PostgreSQL. */
bool partial_apply_find(Arena *arena, struct Database *database, const struct ScriptDirectory *directory,
                        const struct ScriptEnvironment *environment, PartialApplyVector *found, Error *error);

#endif
