#include "chunk.h"

#include "limbeck/base/checked.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifdef MEMORY_IS_CHECKED

void *chunk_take(void)
{
    return calloc(1, CHUNK_SIZE);
}

void chunk_give(void *chunk, size_t used)
{
    (void)used;
    free(chunk);
}

#else

enum { REGION_SIZE = 2 * 1024 * 1024 };

/* What stands in a chunk that waits. */
typedef struct Waiting {
    struct Waiting *next;
    size_t used;
} Waiting;

typedef struct Chunks {
    pthread_mutex_t mutex;
    Waiting *waiting;
    char *fresh, *end; /* of the last region, what was never handed out */
} Chunks;

static Chunks chunks = {.mutex = PTHREAD_MUTEX_INITIALIZER};

/* Twice as much is asked for, so that what begins at a multiple of its size can be kept. */
static bool add_region(void)
{
    char *start = mmap(NULL, 2 * REGION_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED)
        return false;
    size_t before = (REGION_SIZE - (uintptr_t)start % REGION_SIZE) % REGION_SIZE;
    if (before)
        munmap(start, before);
    munmap(start + before + REGION_SIZE, REGION_SIZE - before);
    chunks.fresh = start + before;
    chunks.end = chunks.fresh + REGION_SIZE;
    return true;
}

/* What the kernel does not know of this it need not do: there are pages all the same. */
static void advise(void *memory, size_t size, int advice)
{
    int before = errno;
    if (madvise(memory, size, advice) != 0)
        errno = before;
}

static void *take_fresh(void)
{
    if (chunks.fresh == chunks.end) {
        if (!add_region())
            return NULL;
        advise(chunks.fresh, REGION_SIZE, MADV_HUGEPAGE);
    }
    void *chunk = chunks.fresh;
    chunks.fresh += CHUNK_SIZE;
#ifdef MADV_POPULATE_WRITE
    advise(chunk, CHUNK_SIZE, MADV_POPULATE_WRITE); /* small pages, all in one call */
#endif
    return chunk;
}

void *chunk_take(void)
{
    pthread_mutex_lock(&chunks.mutex);
    Waiting *waiting = chunks.waiting;
    if (waiting)
        chunks.waiting = waiting->next;
    void *chunk = waiting ? waiting : take_fresh();
    pthread_mutex_unlock(&chunks.mutex);
    if (waiting)
        memset(waiting, 0, waiting->used);
    return chunk;
}

void chunk_give(void *chunk, size_t used)
{
    Waiting *waiting = chunk;
    waiting->used = used < sizeof *waiting ? sizeof *waiting : used;
    pthread_mutex_lock(&chunks.mutex);
    waiting->next = chunks.waiting;
    chunks.waiting = waiting;
    pthread_mutex_unlock(&chunks.mutex);
}

#endif
