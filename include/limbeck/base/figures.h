/* Numbers formatted for reading.
 *
 *     show("%s rows, %s", format_count(arena, 1204113), format_bytes(arena, 2254857830));
 */
#ifndef LIMBECK_BASE_FIGURES_H
#define LIMBECK_BASE_FIGURES_H

#include "limbeck/base/arena.h"

#include <stdint.h>

/* "1 204 113", "2.1 GB", "00:01:05" */
char *format_count(Arena *arena, int64_t count);
char *format_bytes(Arena *arena, int64_t bytes);
char *format_duration(Arena *arena, int64_t milliseconds);

#endif
