#include "limbeck/python/syntax/names.h"

#include "limbeck/base/map.h"

#include <string.h>

typedef struct Name {
    struct Name *next;
    size_t length;
    char text[];
} Name;

enum { BUCKET_COUNT = 1024 };

struct NameTable {
    Name *buckets[BUCKET_COUNT];
    Arena *arena;
};

NameTable *name_table_new(Arena *arena)
{
    NameTable *table = ARENA_NEW(arena, NameTable);
    table->arena = arena;
    return table;
}

const char *name_intern(NameTable *table, const char *text, size_t length)
{
    Name **chain = &table->buckets[hash_bytes(text, length) % BUCKET_COUNT];
    for (Name *name = *chain; name; name = name->next)
        if (name->length == length && memcmp(name->text, text, length) == 0)
            return name->text;
    Name *name = arena_alloc(table->arena, sizeof *name + length + 1);
    name->next = *chain;
    name->length = length;
    memcpy(name->text, text, length);
    *chain = name;
    return name->text;
}

const char *name_of(NameTable *table, const char *name)
{
    return name_intern(table, name, strlen(name));
}
