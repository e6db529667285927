/* Revisions of which an SQLite database has the beginning only: under Alembic each
 * CREATE, ALTER and DROP before the first row is written is there for good, though
 * the revision fails. */
#ifndef LIMBECK_MIGRATE_HALF_APPLIED_H
#define LIMBECK_MIGRATE_HALF_APPLIED_H

#include "limbeck/graph/revision.h"

typedef struct HalfApplied {
    const Revision *revision;
    size_t statements;       /* that its upgrade() runs, as far as they could be told */
    size_t in_effect;        /* of them, the first */
    StringVector operations; /* what they did */
    const char *doubt;       /* why the rest cannot be run from here; NULL: it can */
} HalfApplied;

typedef VECTOR(HalfApplied) HalfAppliedVector;

struct Database;
struct ScriptDirectory;
struct ScriptEnvironment;

/* Among the revisions that would come next; none on PostgreSQL. */
bool half_applied_find(Arena *arena, struct Database *database, const struct ScriptDirectory *directory,
                       const struct ScriptEnvironment *environment, HalfAppliedVector *found, Error *error);

#endif
