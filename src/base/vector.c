#include "limbeck/base/vector.h"

#include "limbeck/base/text.h"

#include <string.h>

void *vector_grow(Arena *arena, const void *items, size_t *capacity, size_t item_size)
{
    size_t grown = *capacity ? *capacity * 2 : 4;
    void *copy = arena_alloc(arena, grown * item_size);
    if (*capacity)
        memcpy(copy, items, *capacity * item_size);
    *capacity = grown;
    return copy;
}

bool string_vector_contains(const StringVector *vector, const char *string)
{
    for (size_t i = 0; i < vector->count; i++)
        if (strcmp(vector->items[i], string) == 0)
            return true;
    return false;
}

StringVector string_vector_copy(Arena *arena, const StringVector *from)
{
    StringVector copy = {0};
    for (size_t i = 0; i < from->count; i++)
        vector_push(arena, &copy, arena_strdup(arena, from->items[i]));
    return copy;
}

char *string_vector_join(Arena *arena, const StringVector *vector, const char *separator)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < vector->count; i++) {
        if (i)
            text_append(&text, separator);
        text_append(&text, vector->items[i]);
    }
    return text_string(&text);
}
