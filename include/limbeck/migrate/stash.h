/* The stash: data that a step destroys or overwrites, kept in tables next to the version table. They are created in
 * the step's own transaction and restored when the step is reversed.
 *
 *     StashVector stashes = {0};
 *     if (!stashes_read(arena, database, environment, &stashes, error))
 *         return false;
 *     for (size_t i = 0; i < stashes.count; i++)
 *         show("%s: %s", stashes.items[i].revision, loss_text(arena, &stashes.items[i].loss));
 */
#ifndef LIMBECK_MIGRATE_STASH_H
#define LIMBECK_MIGRATE_STASH_H

#include "limbeck/migrate/execute.h"
#include "limbeck/operations/loss.h"

enum { STASH_IS_OPEN = -1 };

typedef struct Stash {
    int64_t id;
    const char *revision;
    bool downgrade;        /* direction of the step that took the data */
    Loss loss;             /* what was lost: a table, a column, or the position of a sequence */
    const char *name;      /* of the stash table */
    int64_t rows;          /* STASH_IS_OPEN: the step is not complete */
    const char *stored_at; /* UTC; equal for everything one run of a step kept */
} Stash;

typedef VECTOR(Stash) StashVector;

/* The stashes of this version table, oldest first; none when nothing was ever stashed. */
bool stashes_read(Arena *arena, Database *database, const ScriptEnvironment *environment, StashVector *stashes,
                  Error *error);

/* Restores what the opposite step kept. A stash is dropped only when a comparison in the same transaction finds every
 * row and value restored; else it stays, and a note says why. */
bool stash_restore(Arena *arena, const ExecuteRequest *request, Error *error);

/* Drops a stash for good, in the caller's transaction. */
bool stash_registry_remove(Arena *arena, Database *database, const ScriptEnvironment *environment, const Stash *stash,
                           Error *error);

/* The same in a new transaction. If the answer of COMMIT is lost, its result is looked up. */
bool stash_drop(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                const Stash *stash, Error *error);

/* "3 rows", "1 value" */
const char *stash_count(Arena *arena, const Stash *stash, int64_t count);

#endif
