#include "libsqlite3.h"

#include "library.h"

LibSQLite3 lite;

#define WANTED(name) {#name, offsetof(LibSQLite3, name), false},

static const LibraryCall wanted[] = {LIBSQLITE3_CALLS(WANTED)};

static Library library = LIBRARY("libsqlite3.so.0", &lite, wanted);

bool libsqlite3_open(Error *error)
{
    if (library_open(&library))
        return true;
    error_set(error, ERROR_DATABASE, "SQLite's library cannot be used: %s", library.reason);
    error_hint(error, "install libsqlite3 (Debian: libsqlite3-0); PostgreSQL does without it");
    return false;
}
