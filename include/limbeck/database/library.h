/* A database's client library, loaded when the first database of its kind is opened. Loading it
 * takes a large part of the time of a verb that needs no database.
 *
 *     static const LibraryCall symbols[] = {{"PQexec", offsetof(LibPQ, PQexec), false}, ...};
 *     static Library library = {LIBRARY(symbols, pq), .file = "libpq.so.5", .what = ..., .hint = ...};
 *     if (!library_open(&library, error)) return false; */
#ifndef LIMBECK_DATABASE_LIBRARY_H
#define LIMBECK_DATABASE_LIBRARY_H

#include "limbeck/base/error.h"

#include <pthread.h>
#include <stddef.h>

typedef struct LibraryCall {
    const char *name;
    size_t offset; /* of the function pointer within `calls` */
    bool is_optional;
} LibraryCall;

typedef struct Library {
    const char *file;
    const char *what, *hint; /* name and installation hint for the error message */
    void *calls;
    const LibraryCall *symbols;
    size_t count;
    pthread_mutex_t mutex;
    bool was_tried, is_open;
    char reason[300]; /* why it could not be loaded */
} Library;

#define LIBRARY(rows, pointers)                                                                                        \
    .calls = &(pointers), .symbols = (rows), .count = sizeof(rows) / sizeof *(rows), .mutex = PTHREAD_MUTEX_INITIALIZER

/* Loads the library once, for all threads; later calls return the first result. The error names what to install. */
bool library_open(Library *library, Error *error);

#endif
