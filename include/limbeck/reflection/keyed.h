/* A table's key and columns, for identifying, counting and copying rows.
 *
 *     RowKey key = {0};
 *     if (reflect_row_key(arena, database, "users", &key, error) && !key.columns.count)
 *         show("users has no key that identifies a row");
 */
#ifndef LIMBECK_REFLECTION_KEYED_H
#define LIMBECK_REFLECTION_KEYED_H

#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

typedef struct RowKey {
    StringVector columns; /* of the primary key, in order; empty if they do not identify a row */
    StringVector written; /* the same, quoted for SQL */
} RowKey;

/* `table`: as written in SQL on PostgreSQL, the plain name on SQLite. */
bool reflect_row_key(Arena *arena, Database *database, const char *table, RowKey *key, Error *error);

typedef struct PlainColumn {
    const char *name;
    const char *written; /* quoted for SQL */
    const char *type;
    bool is_computed;
    bool may_drop_type; /* a user-defined type */
    bool has_sequence;
} PlainColumn;

typedef VECTOR(PlainColumn) PlainColumns;

/* Empty when there is no such table; `table` as above. */
bool reflect_plain_columns(Arena *arena, Database *database, const char *table, PlainColumns *columns, Error *error);

typedef struct RowCount {
    int64_t rows;     /* -1: no such table, not counted in time, or row level security hides some */
    int64_t values;   /* rows where the column is not NULL */
    bool is_late;     /* not counted in time */
    int64_t estimate; /* if so: PostgreSQL's estimate; -1: none */
} RowCount;

typedef struct CountWanted {
    const char *table, *column; /* as above; column NULL: rows only */
    const char *rows;           /* which, as the text after FROM; NULL: all of the table */
    bool is_known;              /* else this one is queried separately */
    bool is_hidden;             /* row level security hides rows: not counted */
    RowCount count;
} CountWanted;

/* Counts rows, and those with a value in the column, in a read-only transaction. */
bool reflect_row_count(Arena *arena, Database *database, const CountWanted *wanted, int64_t milliseconds,
                       RowCount *count, Error *error);

/* Counts several at once, in one round trip.
 *
 * `more`: other queries that follow; see database_prefetch(). */
void reflect_row_counts(Arena *arena, Database *database, CountWanted *wanted, size_t count, const PrefetchQuery *more,
                        size_t more_count);

/* PostgreSQL: the types of `columns`, key first. Empty unless one UPDATE for many keys has the same result as one
 * UPDATE per key. `table` as written in SQL. */
bool reflect_keyed_columns(Arena *arena, Database *database, const char *table, const StringVector *columns,
                           StringVector *types, Error *error);

#endif
