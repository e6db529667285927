/* An SQLite database's tables as the steps that are looked at would leave them: a batch
 * rebuilds its table from what the lines before it made of it.
 *
 *     PreviewSchema *schema_now = preview_schema_new(arena, database);
 *     preview_schema_apply(schema_now, operation);   // each, in order, of one step or of several
 *     if (!preview_schema_table(schema_now, arena, "users", &table, error)) ...
 *
 * A table is read from the catalogue when it is first named. */
#ifndef LIMBECK_MIGRATE_PREVIEW_SCHEMA_H
#define LIMBECK_MIGRATE_PREVIEW_SCHEMA_H

#include "limbeck/database/database.h"
#include "limbeck/operations/operation.h"

typedef struct PreviewSchema PreviewSchema;

/* NULL where no batch rebuilds anything: without a database, or one that is no SQLite. */
PreviewSchema *preview_schema_new(Arena *arena, Database *database);
void preview_schema_apply(PreviewSchema *schema_now, const Operation *operation);

/* In `arena`; an error where there would be none, or nobody can tell what it is. */
bool preview_schema_table(PreviewSchema *schema_now, Arena *arena, const char *name, const Table **found, Error *error);

#endif
