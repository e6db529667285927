/* The live catalogue as a schema model, told as SQLAlchemy's inspector tells it: types
 * under the names of its classes, defaults and conditions as SQL texts, a SERIAL as an
 * integer that counts by itself.
 *
 *     SchemaModel *live;
 *     if (!reflect_catalogue(arena, database, false, &live, error)) ...
 *
 * Partitions and the tables of extensions belong to what made them and are left out. */
#ifndef LIMBECK_REFLECTION_CATALOGUE_H
#define LIMBECK_REFLECTION_CATALOGUE_H

#include "limbeck/database/database.h"
#include "limbeck/schema/model.h"

/* Tables that limbeck keeps in a database, for what it stashed and how far batches are: no
 * part of anybody's schema, so the model is without them. */
extern const char stash_table[], checkpoint_table[];

/* Of the default schema, or with `every_schema` of all that are not the server's own. */
bool reflect_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel **model, Error *error);

#endif
