#include "chunk.h"

#include "limbeck/base/checked.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* Linux 5.14; missing in older C libraries */
#endif

enum { SMALL_PAGE = 4 * 1024, REGION_SIZE = 2 * 1024 * 1024, TOUCH_BYTES = 8 * CHUNK_LARGEST };

/* Ignores errors: madvise() is only a hint. */
static void advise(void *memory, size_t size, int advice)
{
    int before = errno;
    if (madvise(memory, size, advice) != 0)
        errno = before;
}

void memory_touch(void *memory, size_t size)
{
    uintptr_t start = ((uintptr_t)memory + SMALL_PAGE - 1) / SMALL_PAGE * SMALL_PAGE;
    uintptr_t end = ((uintptr_t)memory + size) / SMALL_PAGE * SMALL_PAGE;
    if (start < end)
        advise((char *)memory + (start - (uintptr_t)memory), end - start, MADV_POPULATE_WRITE);
}

#ifdef MEMORY_IS_CHECKED

void *chunk_take(size_t size)
{
    return calloc(1, size);
}

void chunk_release(void *chunk, size_t size, size_t used)
{
    (void)size;
    (void)used;
    free(chunk);
}

#else

/* Header of a free chunk. */
typedef struct FreeChunk {
    struct FreeChunk *next;
    size_t used;
} FreeChunk;

/* The free chunks of one size. */
typedef struct FreeList {
    size_t size;
    pthread_mutex_t mutex;
    FreeChunk *waiting;
} FreeList;

/* A thread takes and releases most chunks without a lock. */
enum { LOCAL_BYTES = 1024 * 1024 };

typedef struct LocalList {
    FreeChunk *waiting;
    size_t bytes;
} LocalList;

static FreeList stores[] = {
    {CHUNK_FIRST, PTHREAD_MUTEX_INITIALIZER, NULL},
    {CHUNK_MIDDLE, PTHREAD_MUTEX_INITIALIZER, NULL},
    {CHUNK_LARGEST, PTHREAD_MUTEX_INITIALIZER, NULL},
};

enum { SIZES = sizeof stores / sizeof *stores };

static _Thread_local LocalList local[SIZES];
static _Thread_local bool is_given_back_at_exit;
static pthread_key_t exit_key;
static pthread_once_t exit_key_once = PTHREAD_ONCE_INIT;

static struct {
    pthread_mutex_t mutex;
    char *fresh, *end; /* the unused part of the last region */
} region = {.mutex = PTHREAD_MUTEX_INITIALIZER};

/* Maps twice the size, to get a region aligned to its size. */
static bool add_region(void)
{
    char *start = mmap(NULL, (size_t)2 * REGION_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED)
        return false;
    size_t before = (REGION_SIZE - (uintptr_t)start % REGION_SIZE) % REGION_SIZE;
    if (before)
        munmap(start, before);
    munmap(start + before + REGION_SIZE, REGION_SIZE - before);
    region.fresh = start + before;
    region.end = region.fresh + REGION_SIZE;
    advise(region.fresh, REGION_SIZE, MADV_HUGEPAGE);
    return true;
}

/* The pages are touched after the mutex is released, since that may take milliseconds. */
static void *cut_region(void)
{
    pthread_mutex_lock(&region.mutex);
    char *chunk = region.fresh != region.end || add_region() ? region.fresh : NULL;
    if (chunk)
        region.fresh += CHUNK_LARGEST;
    pthread_mutex_unlock(&region.mutex);
    if (chunk && (uintptr_t)chunk % TOUCH_BYTES == 0)
        memory_touch(chunk, TOUCH_BYTES);
    return chunk;
}

static void share_chunk(FreeList *store, FreeChunk *chunk)
{
    pthread_mutex_lock(&store->mutex);
    chunk->next = store->waiting;
    store->waiting = chunk;
    pthread_mutex_unlock(&store->mutex);
}

static void share_local_chunks(void *unused)
{
    (void)unused;
    for (size_t i = 0; i < SIZES; i++) {
        FreeChunk *chunk = local[i].waiting;
        local[i] = (LocalList){0};
        while (chunk) {
            FreeChunk *next = chunk->next;
            share_chunk(&stores[i], chunk);
            chunk = next;
        }
    }
    is_given_back_at_exit = false;
}

static void make_exit_key(void)
{
    pthread_key_create(&exit_key, share_local_chunks);
}

/* Without the key, the chunks of a thread that ends would be lost. */
static bool may_keep_local(void)
{
    if (!is_given_back_at_exit) {
        pthread_once(&exit_key_once, make_exit_key);
        is_given_back_at_exit = pthread_setspecific(exit_key, &exit_key) == 0;
    }
    return is_given_back_at_exit;
}

static void store_chunk(FreeList *store, void *chunk, size_t used)
{
    FreeChunk *waiting = chunk;
    LocalList *kept = &local[store - stores];
    waiting->used = used < sizeof *waiting ? sizeof *waiting : used;
    if (kept->bytes >= LOCAL_BYTES || !may_keep_local()) {
        share_chunk(store, waiting);
        return;
    }
    waiting->next = kept->waiting;
    kept->waiting = waiting;
    kept->bytes += store->size;
}

static FreeChunk *take_shared(FreeList *store)
{
    pthread_mutex_lock(&store->mutex);
    FreeChunk *waiting = store->waiting;
    if (waiting)
        store->waiting = waiting->next;
    pthread_mutex_unlock(&store->mutex);
    return waiting;
}

static FreeChunk *take_local(LocalList *kept, size_t size)
{
    FreeChunk *waiting = kept->waiting;
    if (waiting) {
        kept->waiting = waiting->next;
        kept->bytes -= size;
    }
    return waiting;
}

static void *pop_free(FreeList *store)
{
    FreeChunk *waiting = take_local(&local[store - stores], store->size);
    if (!waiting)
        waiting = take_shared(store);
    return waiting ? memset(waiting, 0, waiting->used) : NULL;
}

/* Splits a larger chunk; the remainder goes to the free list. */
static void *split_chunk(FreeList *store)
{
    char *whole = chunk_take(store[1].size);
    for (size_t at = store->size; whole && at < store[1].size; at += store->size)
        store_chunk(store, whole + at, 0);
    return whole;
}

static FreeList *store_of(size_t size)
{
    FreeList *store = stores;
    while (store->size != size)
        store++;
    return store;
}

void *chunk_take(size_t size)
{
    FreeList *store = store_of(size);
    void *chunk = pop_free(store);
    return chunk ? chunk : size == CHUNK_LARGEST ? cut_region() : split_chunk(store);
}

void chunk_release(void *chunk, size_t size, size_t used)
{
    store_chunk(store_of(size), chunk, used);
}

#endif
