/* The last compiled statement of a script: a loop executes the same one many times. */
#ifndef LIMBECK_SRC_MIGRATE_COMPILED_CACHE_H
#define LIMBECK_SRC_MIGRATE_COMPILED_CACHE_H

#include "limbeck/dialect/dialect.h"

typedef struct CompiledCache {
    Arena *arena;
    const char *text; /* as written in the script; NULL: empty cache */
    CompiledSql compiled;
    bool returns_rows;
    bool is_plain; /* examined: it runs within the transaction, and does not name the version table */
} CompiledCache;

/* Compiles the statement, unless it is the cached one. */
bool compiled_cache_use(CompiledCache *cache, const CompileOptions *options, const Statement *statement, Error *error);

#endif
