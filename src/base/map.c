#include "limbeck/base/map.h"

#include <string.h>

/* FNV-1a: keys are short and not chosen by an attacker. */
uint64_t hash_bytes(const char *bytes, size_t length)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    return hash;
}

/* The slot of the key, or the empty slot for it. */
static size_t find_slot(const Map *map, const char *key)
{
    size_t slot = hash_bytes(key, strlen(key)) & (map->slot_count - 1);
    while (map->slots[slot] && strcmp(map->entries[map->slots[slot] - 1].key, key) != 0)
        slot = (slot + 1) & (map->slot_count - 1);
    return slot;
}

static void grow(Arena *arena, Map *map)
{
    size_t capacity = map->capacity ? map->capacity * 2 : 8;
    MapEntry *entries = ARENA_ARRAY(arena, MapEntry, capacity);
    if (map->count)
        memcpy(entries, map->entries, map->count * sizeof *entries);
    map->entries = entries;
    map->capacity = capacity;
    map->slot_count = capacity * 2;
    map->slots = ARENA_ARRAY(arena, uint32_t, map->slot_count);
    for (size_t i = 0; i < map->count; i++)
        map->slots[find_slot(map, entries[i].key)] = (uint32_t)i + 1;
}

void map_set(Arena *arena, Map *map, const char *key, void *value)
{
    if (map->count == map->capacity)
        grow(arena, map);
    size_t slot = find_slot(map, key);
    if (map->slots[slot]) {
        map->entries[map->slots[slot] - 1].value = value;
        return;
    }
    map->entries[map->count] = (MapEntry){key, value};
    map->slots[slot] = (uint32_t)++map->count;
}

static const MapEntry *find(const Map *map, const char *key)
{
    if (!map->slot_count)
        return NULL;
    uint32_t slot = map->slots[find_slot(map, key)];
    return slot ? &map->entries[slot - 1] : NULL;
}

void *map_get(const Map *map, const char *key)
{
    const MapEntry *entry = find(map, key);
    return entry ? entry->value : NULL;
}

bool map_has(const Map *map, const char *key)
{
    return find(map, key) != NULL;
}
