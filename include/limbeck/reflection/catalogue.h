/* Reflects the live catalogue as a schema model, as SQLAlchemy's inspector does: types under their
 * class names, defaults and conditions as SQL, a SERIAL as an autoincrement integer.
 *
 *     SchemaModel *live;
 *     if (!reflect_catalogue(arena, database, false, &live, error)) ...
 *
 * Partitions and tables of extensions are left out. */
#ifndef LIMBECK_REFLECTION_CATALOGUE_H
#define LIMBECK_REFLECTION_CATALOGUE_H

#include "limbeck/database/database.h"
#include "limbeck/schema/model.h"

/* limbeck's own tables for the stash and for checkpoints: left out of the model. */
extern const char stash_table[], checkpoint_table[];

/* The default schema, or with `every_schema` all schemas except the server's own. */
bool reflect_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel **model, Error *error);

#endif
