/* Arenas: memory that is freed all at once.
 *
 *     Arena *arena = arena_new();
 *     char *path = arena_format(arena, "%s/%s", folder, name);
 *     ...
 *     arena_free(arena);
 *
 * Memory is zeroed, aligned for any type and valid as long as the arena. Allocation never returns
 * NULL: when the system is out of memory the program prints a message and exits. */
#ifndef LIMBECK_BASE_ARENA_H
#define LIMBECK_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

/* Starts with 512 bytes. Not thread-safe. The caller frees it; without memory the program ends, here and below. */
Arena *arena_new(void);
void arena_free(Arena *arena);

/* Adds the arena's present and future size to *counter, which must outlive it. */
void arena_count_into(Arena *arena, size_t *counter);

/* Frees every allocation but keeps the first block. */
void arena_reset(Arena *arena);

/* Moves all allocations of `other` to `arena`, and frees `other`. */
void arena_adopt(Arena *arena, Arena *other);

/* Zeroed memory, aligned to 16 bytes. */
void *arena_alloc(Arena *arena, size_t size);

/* Copies `count` items of `size` bytes; NULL when `count` is 0. */
void *arena_copy(Arena *arena, const void *items, size_t count, size_t size);

/* Copies are NUL-terminated. NULL when `string` is NULL. */
char *arena_strdup(Arena *arena, const char *string);
char *arena_strndup(Arena *arena, const char *string, size_t length);

/* As printf(). */
char *arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vformat(Arena *arena, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));

/* Bytes taken from the system. */
size_t arena_bytes(const Arena *arena);

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count) ((Type *)arena_alloc((arena), sizeof(Type) * (size_t)(count)))

/* malloc, calloc and realloc that exit the program instead of failing. */
void *memory_alloc(size_t size);
void *memory_resize(void *memory, size_t size);

#endif
