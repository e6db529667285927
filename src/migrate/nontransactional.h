/* Statements that PostgreSQL refuses inside a transaction: CONCURRENTLY on indexes and partitions. */
#ifndef LIMBECK_SRC_MIGRATE_NONTRANSACTIONAL_H
#define LIMBECK_SRC_MIGRATE_NONTRANSACTIONAL_H

#include "limbeck/database/database.h"

typedef struct NontransactionalStatement {
    const char *words; /* "CREATE INDEX CONCURRENTLY" */
    const char *index; /* name of the new index, as written; NULL when none is given */
} NontransactionalStatement;

/* False when the statement may run in a transaction. */
bool is_nontransactional(Arena *arena, const char *sql, NontransactionalStatement *statement);

/* Call after the statement, also when it failed. An error names an invalid index and how to repair it. */
bool check_index_is_valid(Database *database, const NontransactionalStatement *statement, Error *error);

#endif
