/* Memory of three sizes, for the arenas of all threads: a little for each arena to begin with,
 * since most hold no more, and much for those that grow.
 *
 * The largest are cut from regions of 2 MiB, which the kernel may back by one huge page, and the
 * others from these: on a virtual machine each page of 4 KiB that is touched first takes up to
 * 15 us, and a history of ten thousand scripts would touch five thousand. A chunk that is
 * given back waits for the next who asks; nothing is returned to the system. */
#ifndef LIMBECK_SRC_BASE_CHUNK_H
#define LIMBECK_SRC_BASE_CHUNK_H

#include <stddef.h>

enum { CHUNK_FIRST = 512, CHUNK_MIDDLE = 4 * 1024, CHUNK_LARGEST = 32 * 1024 };

/* Zeroed, of one of these sizes; NULL where the system has no memory left. */
void *chunk_take(size_t size);

/* `used` tells how much of it is to be zeroed for the next. */
void chunk_give(void *chunk, size_t size, size_t used);

/* Memory of another size: its pages are asked for in one call, not in one fault each. */
void memory_touch(void *memory, size_t size);

#endif
