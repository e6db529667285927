#include "libpq.h"

#include "limbeck/database/library.h"

LibPQ pq;

#define WANTED(name) {#name, offsetof(LibPQ, name), false},
#define WELCOME(name) {#name, offsetof(LibPQ, name), true},

static const LibraryCall symbols[] = {LIBPQ_CALLS(WANTED) LIBPQ_PIPELINE_CALLS(WELCOME)};

static Library library = {LIBRARY(symbols, pq), .file = "libpq.so.5", .what = "PostgreSQL's client library",
                          .hint = "install libpq (Debian: libpq5); SQLite works without it"};

bool libpq_open(Error *error)
{
    return library_open(&library, error);
}
