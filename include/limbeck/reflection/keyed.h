/* A table seen as rows that are told apart, set and copied. */
#ifndef LIMBECK_REFLECTION_KEYED_H
#define LIMBECK_REFLECTION_KEYED_H

#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

typedef struct RowKey {
    StringVector columns; /* of the primary key, in order; none where a row cannot be told by them alone */
    StringVector written; /* the same with quotes, as SQL writes them */
} RowKey;

/* `table` as SQL writes it on PostgreSQL, its name alone on SQLite. */
bool reflect_row_key(Arena *arena, Database *database, const char *table, RowKey *key, Error *error);

typedef struct PlainColumn {
    const char *name;
    const char *written; /* as SQL writes it */
    const char *type;
    bool is_computed;
    bool type_may_go; /* a type of the application's own */
    bool has_sequence;
} PlainColumn;

typedef VECTOR(PlainColumn) PlainColumns;

/* None where there is no such table; `table` as above. */
bool reflect_plain_columns(Arena *arena, Database *database, const char *table, PlainColumns *columns, Error *error);

typedef struct RowCount {
    int64_t rows;     /* -1: not there, not counted within the time, or row level security hides some */
    int64_t values;   /* where the column is not NULL */
    bool is_late;     /* not within the time */
    int64_t estimate; /* then: the rows by PostgreSQL's statistics; -1: it has none */
} RowCount;

/* Of `table`, and of those where `column` (NULL: none is meant) is not NULL. */
bool reflect_row_count(Arena *arena, Database *database, const char *table, const char *column, int64_t milliseconds,
                       RowCount *count, Error *error);

/* On PostgreSQL: the types of `columns`, the first of which is the key; none unless setting the
 * others for many keys at once comes to the same as for one after the other. `table`
 * as SQL writes it. */
bool reflect_keyed_columns(Arena *arena, Database *database, const char *table, const StringVector *columns,
                           StringVector *types, Error *error);

#endif
