/* The queries that reflection needs: one table per dialect. */
#ifndef LIMBECK_SRC_REFLECTION_REFLECTOR_H
#define LIMBECK_SRC_REFLECTION_REFLECTOR_H

#include "limbeck/reflection/catalogue.h"
#include "limbeck/reflection/statistics.h"

typedef struct Reflector {
    const char *dialect;
    bool (*catalogue)(Arena *arena, Database *database, bool every_schema, SchemaModel *model, Error *error);
    bool (*statistics)(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error);
    /* Each takes the table's name as its parameter. */
    const char *definition, *row_key, *plain_columns, *dependents, *own_triggers;
    /* NULL when the database does not have the feature. */
    const char *normal_form; /* a format: an expression, and the table whose columns it names */
    const char *estimated_rows, *hides_rows, *keyed_columns, *writing_functions, *owned_sequences;
} Reflector;

const Reflector *reflector_of(const Database *database);

bool postgresql_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel *model, Error *error);
bool sqlite_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel *model, Error *error);
bool postgresql_statistics(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error);
bool sqlite_statistics(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error);

#endif
