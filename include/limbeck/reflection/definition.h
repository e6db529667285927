/* A live table's definition as the server prints it: columns, constraints, indexes and triggers, one line each.
 *
 *     StringVector lines = {0};
 *     return reflect_definition(arena, database, "\"public\".\"users\"", &lines, error);
 */
#ifndef LIMBECK_REFLECTION_DEFINITION_H
#define LIMBECK_REFLECTION_DEFINITION_H

#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

/* `table`: TableStatistics.quoted. */
bool reflect_definition(Arena *arena, Database *database, const char *table, StringVector *lines, Error *error);

#endif
