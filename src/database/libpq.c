#include "libpq.h"

#include "library.h"

LibPQ pq;

#define WANTED(name) {#name, offsetof(LibPQ, name), false},
#define WELCOME(name) {#name, offsetof(LibPQ, name), true},

static const LibraryCall wanted[] = {LIBPQ_CALLS(WANTED) LIBPQ_PIPELINE_CALLS(WELCOME)};

static Library library = LIBRARY("libpq.so.5", &pq, wanted);

bool libpq_open(Error *error)
{
    if (library_open(&library))
        return true;
    error_set(error, ERROR_DATABASE, "PostgreSQL's client library cannot be used: %s", library.reason);
    error_hint(error, "install libpq (Debian: libpq5); SQLite does without it");
    return false;
}
