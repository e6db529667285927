/* The words that declare a column's type, to the type they mean. */
#ifndef LIMBECK_SCHEMA_DECLARED_H
#define LIMBECK_SCHEMA_DECLARED_H

#include "limbeck/schema/type.h"

/* "character varying(20)", "int8", "timestamptz[]"; of kind TYPE_NULL, with the words kept as
 * `declared`, where SQLAlchemy has no class for it. */
SqlType *postgresql_declared_type(Arena *arena, const char *text);

/* "VARCHAR(20)", by the rules of affinity. */
SqlType *sqlite_declared_type(Arena *arena, const char *text);

#endif
