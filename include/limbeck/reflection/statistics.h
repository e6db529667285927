/* Row counts and sizes of tables.
 *
 *     DatabaseStatistics statistics = {0};
 *     if (reflect_statistics(arena, database, &statistics, error) && statistics.tables.count)
 *         show("the largest table is %s", statistics.tables.items[0].name);
 */
#ifndef LIMBECK_REFLECTION_STATISTICS_H
#define LIMBECK_REFLECTION_STATISTICS_H

#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

typedef struct TableStatistics {
    const char *name;   /* with its schema unless that is the default */
    const char *quoted; /* quoted for SQL; on SQLite the plain name */
    int64_t rows;       /* -1: unknown */
    bool estimated;
    int64_t bytes; /* -1: unknown */
} TableStatistics;

typedef struct DatabaseStatistics {
    VECTOR(TableStatistics) tables; /* largest first */
    int64_t bytes;                  /* of the whole database; -1: unknown */
    int64_t sessions;               /* number of other sessions; -1: not known to the database */
} DatabaseStatistics;

/* The first queries of reflect_statistics(), for database_prefetch(). */
enum { STATISTICS_PREFETCH = 3 };
size_t statistics_prefetch(const Database *database, PrefetchQuery questions[STATISTICS_PREFETCH]);

/* Rows of tables are estimates where the database has such. */
bool reflect_statistics(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error);

#endif
