/* The queries and statements of one statement's batches. Keys are texts as in checkpoint.h; an empty key sets no
 * bound. */
#ifndef LIMBECK_SRC_MIGRATE_BATCHES_BATCH_SQL_H
#define LIMBECK_SRC_MIGRATE_BATCHES_BATCH_SQL_H

#include "batches.h"
#include "parsed_update.h"

#include "limbeck/base/text.h"
#include "limbeck/reflection/keyed.h"

/* The parsed statement. */
typedef struct BatchSql {
    Database *database;
    const ScriptStatement *statement;
    ParsedUpdate change;
    RowKey key;
} BatchSql;

typedef struct Bounds {
    const char *after, *until;
} Bounds;

/* SQL with its parameters. */
typedef struct BatchQuery {
    Text sql;
    VECTOR(DatabaseValue) values;
} BatchQuery;

/* The last key of the table; "" when it is empty. */
bool batch_last_key(const BatchSql *batch, Arena *arena, const char **key, Error *error);
/* The last key of a batch of `rows`; "" when all remaining rows fit. */
bool batch_end(const BatchSql *batch, Arena *arena, Bounds bounds, int64_t rows, const char **key, Error *error);
/* Counts the rows that the statement would change. */
bool batch_count(const BatchSql *batch, Arena *arena, Bounds bounds, int64_t *rows, Error *error);
/* *plain: all keys are numbers or texts. SQLite allows NULL and any type. */
bool batch_keys_are_plain(const BatchSql *batch, Arena *arena, bool *plain, Error *error);
/* The statement, limited to the bounds. */
bool batch_change(const BatchSql *batch, Arena *arena, Bounds bounds, BatchQuery *query, Error *error);

#endif
