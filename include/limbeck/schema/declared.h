/* Maps declared type names to types.
 *
 *     SqlType *read = postgresql_declared_type(arena, "character varying(20)");
 *     show("%s(%d)", type_row(read->kind)->name, read->length); // VARCHAR(20)
 */
#ifndef LIMBECK_SCHEMA_DECLARED_H
#define LIMBECK_SCHEMA_DECLARED_H

#include "limbeck/schema/type.h"

/* Accepts "character varying(20)", "int8", "timestamptz[]". Returns a TYPE_NULL with the text in `declared` when
 * SQLAlchemy has no class for it. */
SqlType *postgresql_declared_type(Arena *arena, const char *text);

/* Accepts "VARCHAR(20)"; uses SQLite's affinity rules. */
SqlType *sqlite_declared_type(Arena *arena, const char *text);

#endif
