/* Statements that PostgreSQL runs outside transactions only: the CONCURRENTLY
 * forms of indexes and partitions. */
#ifndef LIMBECK_SRC_MIGRATE_OUTSIDE_H
#define LIMBECK_SRC_MIGRATE_OUTSIDE_H

#include "limbeck/database/database.h"

typedef struct OutsideStatement {
    const char *words; /* "CREATE INDEX CONCURRENTLY" */
    const char *index; /* the one it makes, as written; NULL when none is named */
} OutsideStatement;

/* False for what may run anywhere. */
bool runs_outside(Arena *arena, const char *sql, OutsideStatement *statement);

/* After the statement, whether it failed or not: an index that is not valid is
 * named in the error, with what to do about it. */
bool check_index(Database *database, const OutsideStatement *statement, Error *error);

#endif
