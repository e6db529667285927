/* Updates of one row each, by key, that a loop sends one after the other: gathered,
 * and sent as one statement of many rows, where the catalogue shows that this comes
 * to the same (no triggers, no rules, nothing unique among the columns set).
 *
 *     bool taken;
 *     if (!row_batcher_add(batcher, sql, values, count, line, &taken, error)) ...
 *     if (!taken) ... send it ...
 */
#ifndef LIMBECK_SRC_MIGRATE_BATCHES_ROW_BATCHER_H
#define LIMBECK_SRC_MIGRATE_BATCHES_ROW_BATCHER_H

#include "limbeck/database/database.h"

typedef struct RowBatcher RowBatcher;

RowBatcher *row_batcher_new(Database *database);
void row_batcher_free(RowBatcher *batcher);

/* Nobody waits for the statement's answer. Where it is not taken, what was gathered
 * before it has been sent. */
bool row_batcher_add(RowBatcher *batcher, const char *sql, const DatabaseValue *values, size_t count, int line,
                     bool *taken, Error *error);

/* Sends what was gathered, unless `sql` is the same text and may join it. */
bool row_batcher_flush_unless_same(RowBatcher *batcher, const char *sql, Error *error);

/* Sends what was gathered: before any other statement, and before a commit. */
bool row_batcher_flush(RowBatcher *batcher, Error *error);

#endif
