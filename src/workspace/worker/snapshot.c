#include "snapshot.h"

#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/snapshot.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Placed in memory before every snapshot. */
typedef struct SnapshotHeader {
    _Alignas(16) atomic_int references;
    Arena *arena;
    const void *original; /* of a copy: released with it; NULL: none */
} SnapshotHeader;

static SnapshotHeader *header_of(const void *snapshot)
{
    return (SnapshotHeader *)snapshot - 1;
}

void *snapshot_new(size_t size, Arena **arena)
{
    SnapshotHeader *header = memory_alloc(sizeof(SnapshotHeader) + size);
    atomic_init(&header->references, 1);
    header->arena = *arena = arena_new();
    header->original = NULL;
    return header + 1;
}

void *snapshot_copy(const void *original, size_t size, Arena **arena)
{
    void *copy = snapshot_new(size, arena);
    memcpy(copy, original, size);
    header_of(copy)->original = snapshot_retain(original);
    return copy;
}

void snapshot_release(const void *snapshot)
{
    if (!snapshot || atomic_fetch_sub(&header_of(snapshot)->references, 1) > 1)
        return;
    const void *original = header_of(snapshot)->original;
    arena_free(header_of(snapshot)->arena);
    free(header_of(snapshot));
    snapshot_release(original);
}

const void *snapshot_retain(const void *snapshot)
{
    if (snapshot)
        atomic_fetch_add(&header_of(snapshot)->references, 1);
    return snapshot;
}

bool snapshot_knows_pending(const DatabaseSnapshot *database)
{
    return database && database->connected && database->rows_known && !database->unknown.count;
}

void snapshot_publish(pthread_mutex_t *mutex, SnapshotPlace *place, void *snapshot)
{
    pthread_mutex_lock(mutex);
    void *previous = place->latest;
    place->latest = snapshot;
    pthread_mutex_unlock(mutex);
    snapshot_release(previous);
}

const void *snapshot_take(pthread_mutex_t *mutex, SnapshotPlace *place)
{
    pthread_mutex_lock(mutex);
    void *snapshot = place->latest;
    if (snapshot)
        atomic_fetch_add(&header_of(snapshot)->references, 1);
    pthread_mutex_unlock(mutex);
    return snapshot;
}
