/* Collects single-row updates by key, sent by a loop, and sends them as one statement for many rows, if
 * the catalogue shows that the result is equal (no triggers, no rules, no unique constraint on the
 * columns set).
 *
 *     bool taken;
 *     if (!row_batcher_add(batcher, sql, values, count, line, &taken, error)) ...
 *     if (!taken) ... send it ... */
#ifndef LIMBECK_SRC_MIGRATE_BATCHES_ROW_BATCHER_H
#define LIMBECK_SRC_MIGRATE_BATCHES_ROW_BATCHER_H

#include "limbeck/database/database.h"

typedef struct RowBatcher RowBatcher;

RowBatcher *row_batcher_new(Database *database);
void row_batcher_free(RowBatcher *batcher);

/* For a statement whose result is not waited for. *taken false: send it now; all rows collected before it have been
 * sent. */
bool row_batcher_add(RowBatcher *batcher, const char *sql, const DatabaseValue *values, size_t count, int line,
                     bool *taken, Error *error);

/* Sends the collected rows, unless `sql` is the same text and may join them. */
bool row_batcher_flush_unless_same(RowBatcher *batcher, const char *sql, Error *error);

/* Sends the collected rows. Call before any other statement and before COMMIT. */
bool row_batcher_flush(RowBatcher *batcher, Error *error);

#endif
