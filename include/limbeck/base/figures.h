/* Numbers formatted for reading. */
#ifndef LIMBECK_BASE_FIGURES_H
#define LIMBECK_BASE_FIGURES_H

#include "limbeck/base/arena.h"

#include <stdint.h>

/* "1 204 113", "2.1 GB", "00:01:05" */
char *format_count(Arena *arena, int64_t count);
char *format_bytes(Arena *arena, int64_t bytes);
char *format_duration(Arena *arena, int64_t milliseconds);

#endif
