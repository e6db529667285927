/* What reflection asks of a database: a row for each dialect. */
#ifndef LIMBECK_SRC_REFLECTION_REFLECTOR_H
#define LIMBECK_SRC_REFLECTION_REFLECTOR_H

#include "limbeck/reflection/catalogue.h"
#include "limbeck/reflection/statistics.h"

typedef struct Reflector {
    const char *dialect;
    bool (*catalogue)(Arena *arena, Database *database, bool every_schema, SchemaModel *model, Error *error);
    bool (*statistics)(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error);
    /* Queries with the table's name as their parameter. */
    const char *definition, *row_key, *plain_columns, *dependents, *own_triggers;
    /* NULL where the database has nothing of the kind. */
    const char *estimated_rows, *hides_rows, *keyed_columns, *writing_functions, *owned_sequences;
} Reflector;

const Reflector *reflector_of(const Database *database);

bool postgresql_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel *model, Error *error);
bool sqlite_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel *model, Error *error);
bool postgresql_statistics(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error);
bool sqlite_statistics(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error);

#endif
