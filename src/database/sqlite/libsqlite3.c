#include "libsqlite3.h"

#include "limbeck/database/library.h"

LibSQLite3 lite;

#define WANTED(name) {#name, offsetof(LibSQLite3, name), false},

static const LibraryCall symbols[] = {LIBSQLITE3_CALLS(WANTED)};

static Library library = {LIBRARY(symbols, lite), .file = "libsqlite3.so.0", .what = "SQLite's library",
                          .hint = "install libsqlite3 (Debian: libsqlite3-0); PostgreSQL works without it"};

bool libsqlite3_open(Error *error)
{
    return library_open(&library, error);
}
