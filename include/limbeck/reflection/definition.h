/* What a live table is, in the words of its server: columns, constraints, indexes and
 * triggers, a line each. */
#ifndef LIMBECK_REFLECTION_DEFINITION_H
#define LIMBECK_REFLECTION_DEFINITION_H

#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

/* `table` as TableStatistics has it in `quoted`. */
bool reflect_definition(Arena *arena, Database *database, const char *table, StringVector *lines, Error *error);

#endif
