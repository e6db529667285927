/* What a step would destroy, kept: in tables beside the version table, made in the
 * step's own transaction, and put back when the step is taken back. */
#ifndef LIMBECK_MIGRATE_STASH_H
#define LIMBECK_MIGRATE_STASH_H

#include "limbeck/migrate/execute.h"
#include "limbeck/operations/loss.h"

typedef struct Stash {
    int64_t id;
    const char *revision;
    bool downgrade;   /* the step that took it away */
    Loss loss;        /* its table, or a column of it */
    const char *name; /* of the table that keeps it */
    int64_t rows;
    const char *kept_at; /* UTC */
} Stash;

typedef VECTOR(Stash) StashVector;

/* Those of this version table, the oldest first; none where nothing was ever kept. */
bool stashes_read(Arena *arena, Database *database, const ScriptEnvironment *environment, StashVector *stashes,
                  Error *error);

/* What is not there is not kept. */
bool stash_keep(Arena *arena, const ExecuteRequest *request, const Loss *loss, Error *error);

/* Whatever the opposite of this step kept. */
bool stash_put_back(Arena *arena, const ExecuteRequest *request, Error *error);

/* Drops it for good; in a transaction of the caller. */
bool stash_forget(Arena *arena, Database *database, const ScriptEnvironment *environment, const Stash *stash,
                  Error *error);

#endif
