/* What a step destroys or overwrites, kept: in tables beside the version table, made in the
 * step's own transaction, and put back when the step is taken back. */
#ifndef LIMBECK_MIGRATE_STASH_H
#define LIMBECK_MIGRATE_STASH_H

#include "limbeck/migrate/execute.h"
#include "limbeck/operations/loss.h"

enum { STASH_IS_OPEN = -1 };

typedef struct Stash {
    int64_t id;
    const char *revision;
    bool downgrade;      /* the step that took it away */
    Loss loss;           /* its table, a column of it, or the position of a sequence */
    const char *name;    /* of the table that keeps it */
    int64_t rows;        /* STASH_IS_OPEN: the step has not ended */
    const char *kept_at; /* UTC; the same for all that one run of a step kept */
} Stash;

typedef VECTOR(Stash) StashVector;

/* Those of this version table, the oldest first; none where nothing was ever kept. */
bool stashes_read(Arena *arena, Database *database, const ScriptEnvironment *environment, StashVector *stashes,
                  Error *error);

/* Whatever the opposite of this step kept. A stash is dropped when every row and value of it is
 * back, as a comparison in the same transaction says; else it stays, and a note says why. */
bool stash_restore(Arena *arena, const ExecuteRequest *request, Error *error);

/* Drops it for good; in a transaction of the caller. */
bool stash_registry_remove(Arena *arena, Database *database, const ScriptEnvironment *environment, const Stash *stash,
                           Error *error);

/* The same, in a new transaction, whose COMMIT is looked up where its answer is lost. */
bool stash_drop(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                const Stash *stash, Error *error);

/* "3 rows", "1 value" */
const char *stash_count(Arena *arena, const Stash *stash, int64_t count);

#endif
