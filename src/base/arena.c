#include "limbeck/base/arena.h"

#include "chunk.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16 };

typedef struct Block {
    struct Block *previous;
    size_t size;
    size_t used;
    _Alignas(ALIGNMENT) char memory[];
} Block;

/* Stored in its own first block, since there are many small arenas. */
struct Arena {
    Block *last;
    size_t bytes;
    size_t *counter; /* may be NULL */
    void *unused;
};

_Static_assert(sizeof(Arena) % ALIGNMENT == 0, "what follows it in its block is aligned as it is");

static void stop_without_memory(void)
{
    fputs("limbeck: the system has no memory left\n", stderr);
    abort();
}

void *memory_alloc(size_t size)
{
    void *memory = calloc(1, size ? size : 1);
    if (!memory)
        stop_without_memory();
    return memory;
}

void *memory_resize(void *memory, size_t size)
{
    void *resized = realloc(memory, size ? size : 1);
    if (!resized)
        stop_without_memory();
    return resized;
}

static bool is_chunk(size_t size)
{
    return size == CHUNK_FIRST || size == CHUNK_MIDDLE || size == CHUNK_LARGEST;
}

/* Sizes include the header, here and below. */
static Block *new_block(size_t size, Block *previous)
{
    Block *block = is_chunk(size) ? chunk_take(size) : memory_alloc(size);
    if (!block)
        stop_without_memory();
    if (!is_chunk(size))
        memory_touch(block, size);
    block->previous = previous;
    block->size = size - sizeof(Block);
    return block;
}

static void free_block(Block *block)
{
    size_t size = sizeof(Block) + block->size;
    if (is_chunk(size))
        chunk_release(block, size, sizeof(Block) + block->used);
    else
        free(block);
}

Arena *arena_new(void)
{
    Block *first = new_block(CHUNK_FIRST, NULL);
    Arena *arena = (Arena *)first->memory;
    first->used = sizeof(Arena);
    arena->last = first;
    arena->bytes = CHUNK_FIRST;
    return arena;
}

void arena_count_into(Arena *arena, size_t *counter)
{
    arena->counter = counter;
    *counter += arena->bytes;
}

void arena_free(Arena *arena)
{
    Block *block = arena ? arena->last : NULL;
    while (block) {
        Block *previous = block->previous;
        free_block(block);
        block = previous;
    }
}

void arena_adopt(Arena *arena, Arena *other)
{
    Block *first = other->last;
    while (first->previous)
        first = first->previous;
    first->previous = arena->last;
    arena->bytes += other->bytes;
    arena->last = other->last;
}

/* Zeroes the block's memory from `kept` on. */
static void clear_block(Block *block, size_t kept)
{
    memset(block->memory + kept, 0, block->used - kept);
    block->used = kept;
}

void arena_reset(Arena *arena)
{
    Block *last = arena->last, *block = last;
    for (Block *previous = block->previous; previous; previous = block->previous) {
        if (block != last)
            free_block(block);
        block = previous;
    }
    clear_block(block, sizeof(Arena));
    arena->bytes = sizeof(Block) + block->size;
    if (block == last)
        return;
    clear_block(last, 0);
    last->previous = block;
    arena->bytes += sizeof(Block) + last->size;
}

/* The second block has the middle size, later ones the largest; more if the allocation needs it. */
static size_t block_size(const Block *last, size_t need)
{
    size_t size = sizeof(Block) + need;
    if (size <= CHUNK_MIDDLE && sizeof(Block) + last->size < CHUNK_MIDDLE)
        return CHUNK_MIDDLE;
    return size <= CHUNK_LARGEST ? CHUNK_LARGEST : size;
}

static Block *add_block(Arena *arena, size_t need)
{
    Block *block = new_block(block_size(arena->last, need), arena->last);
    arena->last = block;
    arena->bytes += sizeof(Block) + block->size;
    if (arena->counter)
        *arena->counter += sizeof(Block) + block->size;
    return block;
}

void *arena_alloc(Arena *arena, size_t size)
{
    if (size > SIZE_MAX / 4)
        stop_without_memory();
    size_t need = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    Block *block = arena->last;
    if (block->size - block->used < need)
        block = add_block(arena, need);
    void *memory = block->memory + block->used;
    block->used += need;
    return memory;
}

void *arena_copy(Arena *arena, const void *items, size_t count, size_t size)
{
    if (count == 0)
        return NULL;
    void *copy = arena_alloc(arena, count * size);
    memcpy(copy, items, count * size);
    return copy;
}

char *arena_strndup(Arena *arena, const char *string, size_t length)
{
    if (!string)
        return NULL;
    char *copy = arena_alloc(arena, length + 1);
    memcpy(copy, string, length);
    return copy;
}

char *arena_strdup(Arena *arena, const char *string)
{
    return string ? arena_strndup(arena, string, strlen(string)) : NULL;
}

char *arena_vformat(Arena *arena, const char *format, va_list arguments)
{
    char few[200]; /* large enough for most results */
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(few, sizeof few, format, arguments);
    size_t size = (size_t)(length < 0 ? 0 : length) + 1;
    char *string = arena_alloc(arena, size);
    if (size <= sizeof few)
        memcpy(string, few, length < 0 ? 0 : size);
    else
        vsnprintf(string, size, format, again);
    va_end(again);
    return string;
}

char *arena_format(Arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *string = arena_vformat(arena, format, arguments);
    va_end(arguments);
    return string;
}

size_t arena_bytes(const Arena *arena)
{
    return arena->bytes;
}
