/* Two schema models as a line diff of the SQL of their tables and types. */
#ifndef LIMBECK_SRC_WORKSPACE_SCHEMA_DIFFERENCE_H
#define LIMBECK_SRC_WORKSPACE_SCHEMA_DIFFERENCE_H

#include "limbeck/dialect/dialect.h"
#include "limbeck/schema/model.h"
#include "limbeck/workspace/schema_snapshot.h"

/* Whether a table of the second model is compared. */
typedef bool TableFilter(void *state, const Table *table);

/* Adds the tables and types that differ, each with its title; `filter` NULL: all tables. */
void schema_difference(Arena *arena, const Dialect *dialect, const SchemaModel *before, const SchemaModel *after,
                       TableFilter *filter, void *state, SchemaLines *lines);

#endif
