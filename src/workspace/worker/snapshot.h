/* Snapshots: reference-counted, each with its own arena, published under one lock. */
#ifndef LIMBECK_SRC_WORKSPACE_WORKER_SNAPSHOT_H
#define LIMBECK_SRC_WORKSPACE_WORKER_SNAPSHOT_H

#include "limbeck/base/arena.h"

#include <pthread.h>

typedef struct SnapshotPlace {
    void *latest;
} SnapshotPlace;

/* A zeroed snapshot of `size` bytes, and the arena for everything it points to. */
void *snapshot_new(size_t size, Arena **arena);

/* A copy that can be changed and published in turn. It keeps `original`, and with it everything it points to. */
void *snapshot_copy(const void *original, size_t size, Arena **arena);

void snapshot_publish(pthread_mutex_t *mutex, SnapshotPlace *place, void *snapshot);
const void *snapshot_take(pthread_mutex_t *mutex, SnapshotPlace *place);

#endif
