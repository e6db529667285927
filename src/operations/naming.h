/* Whether SQL mentions a column. */
#ifndef LIMBECK_SRC_OPERATIONS_NAMING_H
#define LIMBECK_SRC_OPERATIONS_NAMING_H

#include "limbeck/schema/table.h"

bool text_names_column(const char *sql, const char *column);
const char *text_with_column_renamed(Arena *arena, const char *sql, const char *old, const char *new);
bool expression_names_column(const Expression *expression, const char *column);

#endif
