/* Reads one SQLite table from the SQL that created it, completely: unnamed CHECKs, collations, STRICT, triggers.
 *
 *     Table *found;
 *     return reflect_sqlite_table(arena, database, "users", &found, error);
 */
#ifndef LIMBECK_REFLECTION_SQLITE_TABLE_H
#define LIMBECK_REFLECTION_SQLITE_TABLE_H

#include "limbeck/database/database.h"
#include "limbeck/schema/table.h"

/* False with an error when the table does not exist, or its SQL has something that a rebuilt table could not keep. */
bool reflect_sqlite_table(Arena *arena, Database *database, const char *name, Table **table, Error *error);

/* As reflect_sqlite_table(), with a hint for the author of a batch. */
bool reflect_table_to_rebuild(Arena *arena, Database *database, const char *name, Table **table, Error *error);

/* Reads the table from its SQL only. */
bool table_from_sql(Arena *arena, const char *sql, Table **table, Error *error);

#endif
