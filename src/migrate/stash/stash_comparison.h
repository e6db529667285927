/* What is kept beside what is in the table now: the SQL of both, and how they differ.
 * In it the kept row is limbeck_kept, the row of the table limbeck_now. */
#ifndef LIMBECK_SRC_MIGRATE_STASH_STASH_COMPARISON_H
#define LIMBECK_SRC_MIGRATE_STASH_STASH_COMPARISON_H

#include "limbeck/migrate/stash.h"
#include "limbeck/reflection/dependents.h"
#include "limbeck/reflection/keyed.h"

typedef struct StashComparison {
    Database *database;
    const char *table, *kept; /* as SQL writes them */
    PlainColumns columns, kept_columns;
    PlainColumns both;   /* of the table, not computed, and kept */
    PlainColumns key;    /* of `both`; none where rows cannot be told apart */
    const char *missing; /* kept, and not in the table; NULL: none is */
    bool is_there;       /* the table is */
    bool is_hidden;      /* row level security shows this role a part of it */
} StashComparison;

/* How a dialect writes a comparison of rows. */
typedef struct StashForms {
    const char *dialect;
    bool kept_name_has_schema; /* where the catalogue is asked for the stash's columns */
    bool casts_values;         /* a kept value is cast to the type its column has now */
    const char *text[2];       /* around a column: its value as text */
    const char *same;          /* between two texts of which either may be NULL */
    const char *row[3];        /* before, between and behind the columns: a row as one text */
    const char *place;         /* the column that tells equal rows apart */
    const char *overriding;    /* what INSERT needs where the database gives the values itself */
} StashForms;

const StashForms *comparison_forms(const StashComparison *comparison);
/* As SQL writes it, and as reflection wants it. */
const char *loss_table(Arena *arena, const Database *database, const Loss *loss);
const char *loss_table_to_reflect(Arena *arena, const Database *database, const Loss *loss);

const PlainColumn *column_named(const PlainColumns *columns, const char *name);

bool comparison_find(Arena *arena, const ExecuteRequest *request, const Stash *stash, StashComparison *comparison,
                     Error *error);

/* A kept value as its column wants it. */
const char *comparison_kept_value(Arena *arena, const StashComparison *comparison, const PlainColumn *column);
/* Conditions over the two rows. */
const char *comparison_same_key(Arena *arena, const StashComparison *comparison);
const char *comparison_same_values(Arena *arena, const StashComparison *comparison);
/* A condition over limbeck_kept: there is no such row in the table. */
const char *comparison_absent(Arena *arena, const StashComparison *comparison);

/* Deletes from what is kept the rows that are in the table unchanged; by their key. */
bool comparison_drop_unchanged(Arena *arena, const StashComparison *comparison, Error *error);
/* Of the kept rows: those that have no row in the table, those that have one with other values. */
bool comparison_count_lost(Arena *arena, const StashComparison *comparison, int64_t *absent, int64_t *other,
                           Error *error);

#endif
