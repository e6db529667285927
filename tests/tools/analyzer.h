/* Included first where clang-tidy reads a source, which sees one file at a time: these return
 * false, always, and so what is filled only where a function returns true is filled. */
#include "limbeck/base/error.h"
#include "limbeck/python/interpreter.h"

#define error_set(...) (error_set(__VA_ARGS__), false)
#define python_raise(...) (python_raise(__VA_ARGS__), false)
#define python_refuse(...) (python_refuse(__VA_ARGS__), false)
#define python_fail(...) (python_fail(__VA_ARGS__), false)

/* Or the program ends. */
void *memory_alloc(size_t size) __attribute__((returns_nonnull));
void *arena_alloc(Arena *arena, size_t size) __attribute__((returns_nonnull));
void *vector_grow(Arena *arena, const void *items, size_t *capacity, size_t item_size) __attribute__((returns_nonnull));
