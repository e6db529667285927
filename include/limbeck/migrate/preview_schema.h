/* The tables of an SQLite database as the previewed steps would leave them: a batch operation rebuilds its table from
 * the result of earlier operations.
 *
 *     PreviewSchema *schema_now = preview_schema_new(arena, database);
 *     preview_schema_apply(schema_now, operation);   // each, in order, of one step or of several
 *     const Table *table;
 *     if (!preview_schema_table(schema_now, arena, "users", &table, error)) ...
 *
 * A table is reflected when it is first named. */
#ifndef LIMBECK_MIGRATE_PREVIEW_SCHEMA_H
#define LIMBECK_MIGRATE_PREVIEW_SCHEMA_H

#include "limbeck/database/database.h"
#include "limbeck/operations/operation.h"

typedef struct PreviewSchema PreviewSchema;

/* NULL where batches rebuild no table: no database, or not SQLite. */
PreviewSchema *preview_schema_new(Arena *arena, Database *database);
void preview_schema_apply(PreviewSchema *schema_now, const Operation *operation);

/* Copies the table into `arena`. An error when it would not exist, or when its columns cannot be determined. */
bool preview_schema_table(PreviewSchema *schema_now, Arena *arena, const char *name, const Table **found, Error *error);

#endif
