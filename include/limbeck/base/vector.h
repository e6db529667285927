/* Growing arrays whose items live in an arena.
 *
 *     VECTOR(const char *) names = {0};
 *     vector_push(arena, &names, "users");
 *     for (size_t i = 0; i < names.count; i++) use(names.items[i]);
 *
 * Growth doubles, so the arena holds at most twice what is used. */
#ifndef LIMBECK_BASE_VECTOR_H
#define LIMBECK_BASE_VECTOR_H

#include "limbeck/base/arena.h"

#include <stdbool.h>

#define VECTOR(Type)                                                                                                   \
    struct {                                                                                                           \
        Type *items;                                                                                                   \
        size_t count;                                                                                                  \
        size_t capacity;                                                                                               \
    }

/* The most common vector, named so that functions can take it. */
typedef VECTOR(const char *) StringVector;

#define vector_push(arena, vector, item)                                                                               \
    do {                                                                                                               \
        if ((vector)->count == (vector)->capacity)                                                                     \
            (vector)->items = vector_grow((arena), (vector)->items, &(vector)->capacity, sizeof *(vector)->items);     \
        (vector)->items[(vector)->count++] = (item);                                                                   \
    } while (0)

/* Returns a larger copy of `items`; called by vector_push() only. */
void *vector_grow(Arena *arena, const void *items, size_t *capacity, size_t item_size);

/* Compares with each; the vector has no index. */
bool string_vector_contains(const StringVector *vector, const char *string);
/* A copy in `arena`, of the strings too; an item that is NULL stays NULL. */
StringVector string_vector_copy(Arena *arena, const StringVector *from);

/* Joins with `separator`; "" when the vector is empty. */
char *string_vector_join(Arena *arena, const StringVector *vector, const char *separator);

#endif
