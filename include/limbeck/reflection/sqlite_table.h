/* One SQLite table as a schema value, read from the SQL that made it, with
 * nothing left out: unnamed CHECKs, collations, STRICT, triggers. */
#ifndef LIMBECK_REFLECTION_SQLITE_TABLE_H
#define LIMBECK_REFLECTION_SQLITE_TABLE_H

#include "limbeck/database/database.h"
#include "limbeck/schema/table.h"

/* False with an error when there is no such table, or when its SQL says
 * something that a rebuilt table could not say. */
bool reflect_sqlite_table(Arena *arena, Database *database, const char *name, Table **table, Error *error);

/* The same with a hint for the author of a batch. */
bool reflect_table_to_rebuild(Arena *arena, Database *database, const char *name, Table **table, Error *error);

/* The same from the SQL alone. */
bool table_from_sql(Arena *arena, const char *sql, Table **table, Error *error);

#endif
