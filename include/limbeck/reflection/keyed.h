/* What tells the rows of a table apart. */
#ifndef LIMBECK_REFLECTION_KEYED_H
#define LIMBECK_REFLECTION_KEYED_H

#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

typedef struct RowKey {
    StringVector columns; /* of the primary key, in order; none where a row cannot be told by them alone */
    StringVector written; /* the same with quotes, as SQL writes them */
} RowKey;

/* `table` as SQL writes it on PostgreSQL, its name alone on SQLite. */
bool reflect_row_key(Arena *arena, Database *database, const char *table, RowKey *key, Error *error);

/* On PostgreSQL: the types of `columns`, the first of which is the key; none unless setting the
 * others for many keys at once comes to the same as for one after the other. `table`
 * as SQL writes it. */
bool reflect_keyed_columns(Arena *arena, Database *database, const char *table, const StringVector *columns,
                           StringVector *types, Error *error);

#endif
