#include "limbeck/python/names.h"

#include <string.h>

const char *name_intern(NameTable *table, const char *name, size_t length)
{
    char buffer[128];
    const char *key = name;
    if (length < sizeof buffer) {
        memcpy(buffer, name, length);
        buffer[length] = '\0';
        key = buffer;
    } else {
        key = arena_strndup(table->arena, name, length);
    }
    const char *known = map_get(&table->names, key);
    if (known)
        return known;
    char *copy = arena_strndup(table->arena, name, length);
    map_put(table->arena, &table->names, copy, copy);
    return copy;
}

const char *name_of(NameTable *table, const char *name)
{
    return name_intern(table, name, strlen(name));
}
