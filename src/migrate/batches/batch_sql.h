/* What the batches of one statement ask the database, and what they run. Keys are the
 * texts of checkpoint.h; an empty one bounds nothing. */
#ifndef LIMBECK_SRC_MIGRATE_BATCHES_BATCH_SQL_H
#define LIMBECK_SRC_MIGRATE_BATCHES_BATCH_SQL_H

#include "batches.h"
#include "parsed_update.h"

#include "limbeck/base/text.h"
#include "limbeck/reflection/keyed.h"

/* The statement, taken apart. */
typedef struct BatchSql {
    Database *database;
    const ScriptStatement *statement;
    ParsedUpdate change;
    RowKey key;
} BatchSql;

typedef struct Bounds {
    const char *after, *until;
} Bounds;

/* With its values. */
typedef struct BatchQuery {
    Text sql;
    VECTOR(DatabaseValue) values;
} BatchQuery;

/* The last key of the table; "" where it is empty. */
bool batch_last_key(const BatchSql *batch, Arena *arena, const char **key, Error *error);
/* Where a batch of `rows` ends: "" where what is left fits into one. */
bool batch_end(const BatchSql *batch, Arena *arena, Bounds bounds, int64_t rows, const char **key, Error *error);
/* The rows that the statement would change. */
bool batch_count(const BatchSql *batch, Arena *arena, Bounds bounds, int64_t *rows, Error *error);
/* SQLite lets a key be NULL, or anything: batches go by numbers and texts. */
bool batch_keys_are_plain(const BatchSql *batch, Arena *arena, bool *plain, Error *error);
/* The statement itself, within the bounds. */
bool batch_change(const BatchSql *batch, Arena *arena, Bounds bounds, BatchQuery *query, Error *error);

#endif
