/* Pieces of memory of one size, for the arenas of all threads.
 *
 * They are cut from regions of 2 MiB, which the kernel may back by one huge page: a
 * virtual machine takes up to 15 us for each page that is touched first, and a history of ten
 * thousand scripts would touch five thousand of 4 KiB. A chunk that is given back waits
 * for the next who asks; regions are never returned to the system. */
#ifndef LIMBECK_BASE_CHUNK_H
#define LIMBECK_BASE_CHUNK_H

#include <stddef.h>

enum { CHUNK_SIZE = 32 * 1024 };

/* Zeroed; NULL where the system has no memory left. */
void *chunk_take(void);

/* `used` tells how much of it is to be zeroed for the next. */
void chunk_give(void *chunk, size_t used);

#endif
