/* A map from strings to pointers that keeps the order of insertion.
 *
 *     Map map = {0};
 *     map_set(arena, &map, "head", revision);
 *     Revision *found = map_get(&map, "head");
 *     for (size_t i = 0; i < map.count; i++) use(map.entries[i].key);
 *
 * Keys are not copied: they must live as long as the map. */
#ifndef LIMBECK_BASE_MAP_H
#define LIMBECK_BASE_MAP_H

#include "limbeck/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct MapEntry {
    const char *key;
    void *value;
} MapEntry;

typedef struct Map {
    MapEntry *entries;
    size_t count;
    size_t capacity;
    uint32_t *slots; /* entry index + 1; 0 is empty */
    size_t slot_count;
} Map;

/* Replaces the value of an existing key, which keeps its position. */
void map_set(Arena *arena, Map *map, const char *key, void *value);

/* NULL when the key is absent. */
void *map_get(const Map *map, const char *key);
bool map_has(const Map *map, const char *key);

/* For hash tables in memory alone: the value may differ between versions of limbeck. */
uint64_t hash_bytes(const char *bytes, size_t length);

#endif
