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

/* The queries of reflect_catalogue(), for database_prefetch(). `schema`: one name; NULL value: all schemas. */
enum { CATALOGUE_PREFETCH = 5 };
size_t catalogue_prefetch(const Database *database, const DatabaseValue *schema,
                          PrefetchQuery questions[CATALOGUE_PREFETCH]);

/* The default schema, or with `every_schema` all schemas except the server's own. */
bool reflect_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel **model, Error *error);

#endif
