#include "limbeck/base/arena.h"

#include "chunk.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 512, LARGEST_BLOCK = 4 * 1024, ALIGNMENT = 16, SMALL = 1024 };

typedef struct Block {
    struct Block *previous;
    size_t size;
    size_t used;
    _Alignas(ALIGNMENT) char memory[];
} Block;

struct Arena {
    Block *last;
    size_t bytes;
};

static void stop_without_memory(void)
{
    fputs("limbeck: the system has no memory left\n", stderr);
    abort();
}

void *memory_alloc(size_t size)
{
    /* Small pieces come faster from malloc(), which keeps those just freed at hand. */
    void *memory = size < SMALL ? malloc(size ? size : 1) : calloc(1, size);
    if (!memory)
        stop_without_memory();
    return size < SMALL ? memset(memory, 0, size) : memory;
}

void *memory_resize(void *memory, size_t size)
{
    void *resized = realloc(memory, size ? size : 1);
    if (!resized)
        stop_without_memory();
    return resized;
}

/* An arena that has grown lives in chunks. */
static bool is_chunk(size_t size)
{
    return sizeof(Block) + size == CHUNK_SIZE;
}

static void add_block(Arena *arena, size_t size)
{
    Block *block = is_chunk(size) ? chunk_take() : memory_alloc(sizeof(Block) + size);
    if (!block)
        stop_without_memory();
    block->previous = arena->last;
    block->size = size;
    arena->last = block;
    arena->bytes += sizeof(Block) + size;
}

Arena *arena_new(void)
{
    return memory_alloc(sizeof(Arena));
}

static void free_blocks(Block *block)
{
    while (block) {
        Block *previous = block->previous;
        if (is_chunk(block->size))
            chunk_give(block, sizeof(Block) + block->used);
        else
            free(block);
        block = previous;
    }
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    free_blocks(arena->last);
    free(arena);
}

void arena_adopt(Arena *arena, Arena *other)
{
    Block *first = other->last;
    while (first && first->previous)
        first = first->previous;
    if (first) {
        first->previous = arena->last;
        arena->last = other->last;
        arena->bytes += other->bytes;
    }
    free(other);
}

void arena_reset(Arena *arena)
{
    Block *last = arena->last;
    if (!last)
        return;
    free_blocks(last->previous);
    last->previous = NULL;
    memset(last->memory, 0, last->used);
    last->used = 0;
    arena->bytes = sizeof(Block) + last->size;
}

void *arena_alloc(Arena *arena, size_t size)
{
    if (size > SIZE_MAX / 4)
        stop_without_memory();
    size_t need = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    Block *block = arena->last;
    if (!block || block->size - block->used < need) {
        size_t wanted = block ? block->size * 2 : FIRST_BLOCK;
        if (wanted > LARGEST_BLOCK)
            wanted = CHUNK_SIZE - sizeof(Block);
        add_block(arena, need > wanted ? need : wanted);
        block = arena->last;
    }
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
    char few[200]; /* nearly all that is ever formatted */
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
