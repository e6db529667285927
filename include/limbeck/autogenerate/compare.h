/* What differs between two schemas: pure, two models in, a list out. Shown after
 * each step as what the step really changed. */
#ifndef LIMBECK_AUTOGENERATE_COMPARE_H
#define LIMBECK_AUTOGENERATE_COMPARE_H

#include "limbeck/schema/table.h"

typedef enum {
    DIFFERENCE_TABLE_ADDED,
    DIFFERENCE_TABLE_REMOVED,
    DIFFERENCE_COLUMN_ADDED,
    DIFFERENCE_COLUMN_REMOVED,
    DIFFERENCE_COLUMN_CHANGED
} DifferenceKind;

typedef struct Difference {
    DifferenceKind kind;
    const char *table;
    const char *column; /* NULL for tables */
} Difference;

typedef VECTOR(Difference) DifferenceVector;

/* Tables and columns are matched by name; changed are type text and nullability. */
void compare_schemas(Arena *arena, Table *const *before, size_t before_count, Table *const *after, size_t after_count,
                     DifferenceVector *differences);

/* "+ table users", "~ column users.name" */
char *difference_text(Arena *arena, const Difference *difference);

#endif
