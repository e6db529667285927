/* What the catalogue's readers share. */
#ifndef LIMBECK_SRC_REFLECTION_CATALOGUE_H
#define LIMBECK_SRC_REFLECTION_CATALOGUE_H

#include "limbeck/reflection/catalogue.h"

bool postgresql_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel *model, Error *error);
bool sqlite_catalogue(Arena *arena, Database *database, SchemaModel *model, Error *error);

Expression *catalogue_text(Arena *arena, const char *sql);

#endif
