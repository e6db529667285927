/* What the server says of its tables: rows and sizes. */
#ifndef LIMBECK_REFLECTION_STATISTICS_H
#define LIMBECK_REFLECTION_STATISTICS_H

#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

typedef struct TableStatistics {
    const char *name;   /* with its schema where that is not the default one */
    const char *quoted; /* as the server takes it; on SQLite the name */
    int64_t rows;       /* -1: unknown */
    bool estimated;
    int64_t bytes; /* -1: unknown */
} TableStatistics;

typedef struct DatabaseStatistics {
    VECTOR(TableStatistics) tables; /* largest first */
    int64_t bytes;                  /* of the whole database; -1: unknown */
    int64_t sessions;               /* other sessions; -1: the server has none */
} DatabaseStatistics;

bool reflect_statistics(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error);

#endif
