/* What a batch of Alembic's leaves in an SQLite database when it fails half-way: its
 * driver commits each CREATE and DROP by itself. */
#ifndef LIMBECK_MIGRATE_REMNANTS_H
#define LIMBECK_MIGRATE_REMNANTS_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

typedef struct Remnant {
    const char *table;    /* "_alembic_tmp_users" */
    const char *original; /* "users" */
    bool is_only_copy;    /* the original is gone: its rows are here */
    int64_t rows, original_rows;
    const char *sql; /* puts it right */
} Remnant;

typedef VECTOR(Remnant) Remnants;

struct Database;

/* None on PostgreSQL, where a batch that fails leaves nothing. */
bool remnants_find(Arena *arena, struct Database *database, Remnants *remnants, Error *error);
/* All of them, in one transaction. */
bool remnants_mend(struct Database *database, const Remnants *remnants, Error *error);

#endif
