/* Statements that PostgreSQL runs outside transactions only: the CONCURRENTLY
 * forms of indexes and partitions. */
#ifndef LIMBECK_SRC_MIGRATE_NONTRANSACTIONAL_H
#define LIMBECK_SRC_MIGRATE_NONTRANSACTIONAL_H

#include "limbeck/database/database.h"

typedef struct NontransactionalStatement {
    const char *words; /* "CREATE INDEX CONCURRENTLY" */
    const char *index; /* the one it makes, as written; NULL when none is named */
} NontransactionalStatement;

/* False for what may run anywhere. */
bool is_nontransactional(Arena *arena, const char *sql, NontransactionalStatement *statement);

/* After the statement, whether it failed or not: an index that is not valid is
 * named in the error, with what to do about it. */
bool check_index_is_valid(Database *database, const NontransactionalStatement *statement, Error *error);

#endif
