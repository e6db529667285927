#include "limbeck/fleet/standing.h"

#include "limbeck/base/map.h"

struct FleetHistory {
    Arena *arena;
    const FleetRevisions *revisions;
    Map by_id; /* FleetRevision */
    Map lags;  /* by version rows: most members share theirs with others */
};

typedef struct Lag {
    size_t steps;
} Lag;

FleetHistory *fleet_history_new(Arena *arena, const FleetRevisions *revisions)
{
    FleetHistory *history = ARENA_NEW(arena, FleetHistory);
    history->arena = arena;
    history->revisions = revisions;
    for (size_t i = 0; i < revisions->count; i++)
        map_set(arena, &history->by_id, revisions->items[i].id, (void *)&revisions->items[i]);
    return history;
}

/* Marks the revision and all below it that are not marked yet; returns their number. */
static size_t mark_applied(const FleetHistory *history, const char *id, bool *applied)
{
    VECTOR(const FleetRevision *) left = {0};
    Arena *arena = arena_new();
    const FleetRevision *first = map_get(&history->by_id, id);
    size_t count = 0;
    if (first)
        vector_push(arena, &left, first);
    while (left.count) {
        const FleetRevision *revision = left.items[--left.count];
        bool *is_applied = &applied[revision - history->revisions->items];
        if (*is_applied)
            continue;
        *is_applied = true;
        count++;
        for (size_t i = 0; i < revision->below.count; i++) {
            const FleetRevision *below = map_get(&history->by_id, revision->below.items[i]);
            if (below)
                vector_push(arena, &left, below);
        }
    }
    arena_free(arena);
    return count;
}

size_t fleet_lag(FleetHistory *history, const StringVector *rows)
{
    Arena *arena = arena_new();
    const char *key = string_vector_join(arena, rows, "\n");
    Lag *lag = map_get(&history->lags, key);
    if (!lag) {
        bool *applied = ARENA_ARRAY(arena, bool, history->revisions->count + 1);
        lag = ARENA_NEW(history->arena, Lag);
        lag->steps = history->revisions->count;
        for (size_t i = 0; i < rows->count; i++)
            lag->steps -= mark_applied(history, rows->items[i], applied);
        map_set(history->arena, &history->lags, arena_strdup(history->arena, key), lag);
    }
    const size_t steps = lag->steps;
    arena_free(arena);
    return steps;
}

const char *fleet_orphan_row(const FleetHistory *history, const StringVector *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        if (!map_has(&history->by_id, rows->items[i]))
            return rows->items[i];
    return NULL;
}
