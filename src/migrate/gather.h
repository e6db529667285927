/* Updates of one row each, by key, that a loop sends one after the other: gathered,
 * and sent as one statement of many rows, where the catalogue shows that this comes
 * to the same (no triggers, no rules, nothing unique among the columns set).
 *
 *     bool taken;
 *     if (!gather_add(gather, sql, values, count, line, &taken, error)) ...
 *     if (!taken) ... send it ...
 */
#ifndef LIMBECK_SRC_MIGRATE_GATHER_H
#define LIMBECK_SRC_MIGRATE_GATHER_H

#include "limbeck/database/database.h"

typedef struct Gather Gather;

Gather *gather_new(Database *database);
void gather_free(Gather *gather);

/* Nobody waits for the statement's answer. Where it is not taken, what was gathered
 * before it has been sent. */
bool gather_add(Gather *gather, const char *sql, const DatabaseValue *values, size_t count, int line, bool *taken,
                Error *error);

/* Sends what was gathered, unless `sql` is the same text and may join it. */
bool gather_give_way(Gather *gather, const char *sql, Error *error);

/* Sends what was gathered: before any other statement, and before a commit. */
bool gather_send(Gather *gather, Error *error);

#endif
