/* What a batch of Alembic's leaves in an SQLite database when it fails half-way: its
 * driver commits each CREATE and DROP by itself. */
#ifndef LIMBECK_MIGRATE_SQLITE_LEFTOVERS_H
#define LIMBECK_MIGRATE_SQLITE_LEFTOVERS_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

typedef struct SqliteLeftover {
    const char *table;    /* "_alembic_tmp_users" */
    const char *original; /* "users" */
    bool is_only_copy;    /* the original is gone: its rows are here */
    int64_t rows, original_rows;
    const char *sql; /* puts it right */
} SqliteLeftover;

typedef VECTOR(SqliteLeftover) SqliteLeftovers;

struct Database;

/* None on PostgreSQL, where a batch that fails leaves nothing. */
bool sqlite_leftovers_find(Arena *arena, struct Database *database, SqliteLeftovers *remnants, Error *error);
/* All of them, in one transaction. */
bool sqlite_leftovers_repair(struct Database *database, const SqliteLeftovers *remnants, Error *error);

#endif
