/* A database's client library, opened when the first of its databases is: what it brings along
 * is a good part of the time that a verb takes which asks no database.
 *
 *     static const LibraryCall wanted[] = {{"PQexec", offsetof(LibPQ, PQexec), false}, ...};
 *     static Library library = LIBRARY("libpq.so.5", &pq, wanted);
 *     if (!library_open(&library)) ... library.reason */
#ifndef LIMBECK_SRC_DATABASE_LIBRARY_H
#define LIMBECK_SRC_DATABASE_LIBRARY_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct LibraryCall {
    const char *name;
    size_t offset; /* of its pointer, within `calls` */
    bool is_optional;
} LibraryCall;

typedef struct Library {
    const char *file;
    void *calls;
    const LibraryCall *wanted;
    size_t count;
    pthread_mutex_t mutex;
    bool was_tried, is_open;
    char reason[300]; /* why not */
} Library;

#define LIBRARY(name, pointers, rows)                                                                                  \
    {                                                                                                                  \
        .file = name, .calls = pointers, .wanted = rows, .count = sizeof(rows) / sizeof *(rows),                       \
        .mutex = PTHREAD_MUTEX_INITIALIZER                                                                             \
    }

bool library_open(Library *library);

#endif
