/* Memory chunks of three sizes for the arenas of all threads: small ones for new arenas, since
 * most stay small, and large ones for arenas that grow.
 *
 * The largest chunks are cut from regions of 2 MiB, which the kernel may back by one huge page;
 * smaller chunks are cut from larger ones. On a virtual machine the first access to each 4 KiB page
 * takes up to 15 us, and a history of ten thousand scripts would touch five thousand pages. A
 * returned chunk is kept for reuse; no memory goes back to the system. */
#ifndef LIMBECK_SRC_BASE_CHUNK_H
#define LIMBECK_SRC_BASE_CHUNK_H

#include <stddef.h>

enum { CHUNK_FIRST = 1024, CHUNK_MIDDLE = 4 * 1024, CHUNK_LARGEST = 32 * 1024 };

/* Returns zeroed memory of one of these sizes; NULL when the system is out of memory. */
void *chunk_take(size_t size);

/* Returns a chunk; only its first `used` bytes are zeroed again. */
void chunk_release(void *chunk, size_t size, size_t used);

/* For memory of other sizes: maps all pages with one call instead of one page fault each. */
void memory_touch(void *memory, size_t size);

#endif
