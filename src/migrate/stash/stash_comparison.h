/* SQL that compares a stash with the present table. It names the stashed row limbeck_kept and the row of the table
 * limbeck_now. */
#ifndef LIMBECK_SRC_MIGRATE_STASH_STASH_COMPARISON_H
#define LIMBECK_SRC_MIGRATE_STASH_STASH_COMPARISON_H

#include "limbeck/migrate/stash.h"
#include "limbeck/reflection/dependents.h"
#include "limbeck/reflection/keyed.h"

typedef struct StashComparison {
    Database *database;
    const char *table, *stash; /* quoted names of the table and of the stash table */
    PlainColumns columns, stash_columns;
    PlainColumns both;   /* columns in both, without computed ones */
    PlainColumns key;    /* columns of the key, subset of `both`; empty: rows cannot be identified */
    const char *missing; /* a stashed column the table no longer has; NULL: none */
    bool table_exists;   /* the table exists */
    bool hides_rows;     /* row level security hides rows of it from this role */
} StashComparison;

/* How a dialect writes the comparison. */
typedef struct StashForms {
    const char *dialect;
    bool stash_name_has_schema; /* when reading the stash's columns from the catalogue */
    bool casts_values;          /* cast a stashed value to the present type of its column */
    const char *text[2];        /* around a column: converts it to text */
    const char *same;           /* compares two texts that may be NULL */
    const char *row[3];         /* before, between and after the columns: makes one text of a row */
    const char *place;          /* column that identifies equal rows (ctid, rowid) */
    const char *overriding;     /* clause INSERT needs to set generated values */
} StashForms;

const StashForms *comparison_forms(const StashComparison *comparison);
/* The table's name, quoted for SQL; and as reflection expects it. */
const char *loss_table(Arena *arena, const Database *database, const Loss *loss);
const char *loss_table_to_reflect(Arena *arena, const Database *database, const Loss *loss);

const PlainColumn *column_named(const PlainColumns *columns, const char *name);

bool comparison_find(Arena *arena, const ExecuteRequest *request, const Stash *stash, StashComparison *comparison,
                     Error *error);

/* A stashed value, converted for its column. */
const char *comparison_stashed_value(Arena *arena, const StashComparison *comparison, const PlainColumn *column);
/* Conditions that compare the two rows. */
const char *comparison_same_key(Arena *arena, const StashComparison *comparison);
const char *comparison_same_values(Arena *arena, const StashComparison *comparison);
/* A condition on limbeck_kept: the table has no such row. */
const char *comparison_absent(Arena *arena, const StashComparison *comparison);

/* Deletes stashed rows that are unchanged in the table; needs a key. */
bool comparison_drop_unchanged(Arena *arena, const StashComparison *comparison, Error *error);
/* Counts stashed rows that the table no longer has, and those with other values. */
bool comparison_count_lost(Arena *arena, const StashComparison *comparison, int64_t *absent, int64_t *other,
                           Error *error);

#endif
