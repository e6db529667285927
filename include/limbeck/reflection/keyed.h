/* What PostgreSQL knows of a table whose rows are set by their key. */
#ifndef LIMBECK_REFLECTION_KEYED_H
#define LIMBECK_REFLECTION_KEYED_H

#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

/* The types of `columns`, the first of which is the key; none unless setting the
 * others for many keys at once comes to the same as for one after the other. `table`
 * as SQL writes it. */
bool reflect_keyed_columns(Arena *arena, Database *database, const char *table, const StringVector *columns,
                           StringVector *types, Error *error);

#endif
