/* An SQLite database's tables as the steps that are looked at would leave them: a batch
 * rebuilds its table from what the lines before it made of it.
 *
 *     Shadow *shadow = shadow_new(arena, database);
 *     shadow_apply(shadow, operation);   // each, in order, of one step or of several
 *     if (!shadow_table(shadow, arena, "users", &table, error)) ...
 *
 * A table is read from the catalogue when it is first named. */
#ifndef LIMBECK_MIGRATE_SHADOW_H
#define LIMBECK_MIGRATE_SHADOW_H

#include "limbeck/database/database.h"
#include "limbeck/operations/operation.h"

typedef struct Shadow Shadow;

/* NULL where no batch rebuilds anything: without a database, or one that is no SQLite. */
Shadow *shadow_new(Arena *arena, Database *database);
void shadow_apply(Shadow *shadow, const Operation *operation);

/* In `arena`; an error where there would be none, or nobody can tell what it is. */
bool shadow_table(Shadow *shadow, Arena *arena, const char *name, const Table **found, Error *error);

#endif
