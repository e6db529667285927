/* A database's client library, opened when the first of its databases is: what it brings along
 * is a good part of the time that a verb takes which asks no database.
 *
 *     static const LibraryCall wanted[] = {{"PQexec", offsetof(LibPQ, PQexec), false}, ...};
 *     static Library library = {LIBRARY(wanted, pq), .file = "libpq.so.5", .what = ..., .hint = ...};
 *     if (!library_open(&library, error)) return false; */
#ifndef LIMBECK_DATABASE_LIBRARY_H
#define LIMBECK_DATABASE_LIBRARY_H

#include "limbeck/base/error.h"

#include <pthread.h>
#include <stddef.h>

typedef struct LibraryCall {
    const char *name;
    size_t offset; /* of its pointer, within `calls` */
    bool is_optional;
} LibraryCall;

typedef struct Library {
    const char *file;
    const char *what, *hint; /* for who cannot have it */
    void *calls;
    const LibraryCall *wanted;
    size_t count;
    pthread_mutex_t mutex;
    bool was_tried, is_open;
    char reason[300]; /* why not */
} Library;

#define LIBRARY(rows, pointers)                                                                                        \
    .calls = &(pointers), .wanted = (rows), .count = sizeof(rows) / sizeof *(rows), .mutex = PTHREAD_MUTEX_INITIALIZER

bool library_open(Library *library, Error *error);

#endif
