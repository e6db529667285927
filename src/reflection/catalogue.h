/* What the catalogue's readers share. */
#ifndef LIMBECK_SRC_REFLECTION_CATALOGUE_H
#define LIMBECK_SRC_REFLECTION_CATALOGUE_H

#include "limbeck/reflection/catalogue.h"

bool postgresql_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel *model, Error *error);
bool sqlite_catalogue(Arena *arena, Database *database, SchemaModel *model, Error *error);

/* "character varying(20)", as format_type() writes it, to a type; TYPE_NULL keeps the spelling
 * of one that SQLAlchemy does not know. */
SqlType *postgresql_type(Arena *arena, const char *text);

Expression *catalogue_text(Arena *arena, const char *sql);

#endif
