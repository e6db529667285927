/* The registry table: which stash table holds which data. */
#ifndef LIMBECK_SRC_MIGRATE_STASH_STASH_REGISTRY_H
#define LIMBECK_SRC_MIGRATE_STASH_STASH_REGISTRY_H

#include "limbeck/migrate/stash.h"

bool stash_registry_create(Arena *arena, Database *database, const ScriptEnvironment *environment, Error *error);
bool stash_next_id(Arena *arena, const ExecuteRequest *request, int64_t *id, Error *error);
bool stash_registry_add(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error);
/* Sets the number of rows, at the end of the step. */
bool stash_set_rows(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error);

#endif
