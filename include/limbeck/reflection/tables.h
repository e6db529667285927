/* The live catalogue as a schema model: tables with their columns, and indexes. */
#ifndef LIMBECK_REFLECTION_TABLES_H
#define LIMBECK_REFLECTION_TABLES_H

#include "limbeck/database/database.h"
#include "limbeck/schema/table.h"

typedef VECTOR(Table *) ReflectedTables;

/* Column types keep the server's own spelling in `fields`; kind is TYPE_NULL. */
bool reflect_tables(Arena *arena, Database *database, ReflectedTables *tables, Error *error);

#endif
