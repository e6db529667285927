/* The last compiled statement of a script: a loop executes the same one many times. */
#ifndef LIMBECK_SRC_MIGRATE_COMPILED_CACHE_H
#define LIMBECK_SRC_MIGRATE_COMPILED_CACHE_H

#include "limbeck/base/text.h"
#include "limbeck/dialect/dialect.h"

enum { REMEMBERED_STATEMENTS = 3 };

/* What the text of a statement shows. */
typedef struct StatementFacts {
    Text sql;
    bool returns_rows;
    bool is_plain; /* examined: it runs within the transaction, and does not name the version table */
} StatementFacts;

typedef struct CompiledCache {
    Arena *arena;
    const char *text; /* as written in the script; NULL: empty cache */
    CompiledSql compiled;
    StatementFacts remembered[REMEMBERED_STATEMENTS];
    size_t current; /* index of the facts about `compiled` */
} CompiledCache;

/* Compiles the statement, unless it is the cached one. */
bool compiled_cache_use(CompiledCache *cache, const CompileOptions *options, const Statement *statement, Error *error);

static inline StatementFacts *compiled_cache_facts(CompiledCache *cache)
{
    return &cache->remembered[cache->current];
}

void compiled_cache_free(CompiledCache *cache);

#endif
