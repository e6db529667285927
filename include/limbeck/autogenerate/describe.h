/* Differences in words. */
#ifndef LIMBECK_AUTOGENERATE_DESCRIBE_H
#define LIMBECK_AUTOGENERATE_DESCRIBE_H

#include "limbeck/autogenerate/compare.h"

/* "+ table users", "~ column users.name: VARCHAR(50) -> VARCHAR(100)" */
char *difference_text(Arena *arena, const Dialect *dialect, const Difference *difference);

#endif
