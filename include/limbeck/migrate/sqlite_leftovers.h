/* The tables that Alembic's batch operation leaves in an SQLite database when it fails half-way: its
 * driver commits each CREATE and DROP by itself.
 *
 *     SqliteLeftovers found = {0};
 *     return sqlite_leftovers_find(arena, database, &found, error) &&
 *            (!found.count || sqlite_leftovers_repair(database, &found, error));
 */
#ifndef LIMBECK_MIGRATE_SQLITE_LEFTOVERS_H
#define LIMBECK_MIGRATE_SQLITE_LEFTOVERS_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

typedef struct SqliteLeftover {
    const char *table;    /* "_alembic_tmp_users" */
    const char *original; /* "users" */
    bool is_only_copy;    /* the original table is gone; the rows are only here */
    int64_t rows, original_rows;
    const char *sql; /* statement that repairs it */
} SqliteLeftover;

typedef VECTOR(SqliteLeftover) SqliteLeftovers;

struct Database;

/* Finds none on PostgreSQL, where a failed batch leaves nothing. */
bool sqlite_leftovers_find(Arena *arena, struct Database *database, SqliteLeftovers *remnants, Error *error);
/* Repairs all of them in one transaction. */
bool sqlite_leftovers_repair(struct Database *database, const SqliteLeftovers *remnants, Error *error);

#endif
