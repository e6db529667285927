/* What makes one schema out of another, as the operations that Alembic's autogenerate
 * finds, in its order; what Alembic leaves to chance is ordered by name here. Pure: two
 * schemas in, a list out.
 *
 *     ComparisonOptions options = {.dialect = dialect_named("postgresql"), .types = true};
 *     Differences differences = {0};
 *     if (!compare_schemas(arena, &options, live, wanted, &differences, error)) ...
 */
#ifndef LIMBECK_AUTOGENERATE_COMPARE_H
#define LIMBECK_AUTOGENERATE_COMPARE_H

#include "limbeck/dialect/dialect.h"
#include "limbeck/schema/model.h"

typedef struct Difference {
    const Operation *upgrade;
    const Operation *downgrade; /* undoes it */
    const char *table;          /* that it changes; NULL: a whole table comes or goes */
    const char *schema;
} Difference;

typedef VECTOR(Difference) Differences;

/* Something a filter is asked about. */
typedef struct ComparedObject {
    const char *kind; /* "table", "column", "index", "unique_constraint", "foreign_key_constraint" */
    const char *name; /* NULL: without one */
    const Table *table;
    const Column *column; /* the object itself where `kind` is "column" */
    bool reflected;       /* it is of the live side */
    bool has_counterpart; /* the other side has one too */
} ComparedObject;

/* Both may be NULL: then everything counts. */
typedef struct ComparisonFilter {
    bool (*name)(void *state, const char *kind, const char *name, const Table *table, bool *included, Error *error);
    bool (*object)(void *state, const ComparedObject *object, bool *included, Error *error);
    void *state;
} ComparisonFilter;

/* Whether two texts of SQL are one default, which only a server can say; NULL: they are
 * compared as texts without what servers add to them. */
typedef bool DefaultsEqual(void *state, const char *live, const char *wanted, bool *equal, Error *error);

typedef struct ComparisonOptions {
    const Dialect *dialect;
    bool types;
    bool defaults;
    bool skips_named_checks;                          /* CHECK constraints are not compared by name */
    bool thorough;                                    /* also what Alembic does not compare: see compare_schemas() */
    const char *version_table, *version_table_schema; /* no part of the schema; NULL: none */
    ComparisonFilter filter;
    DefaultsEqual *defaults_equal;
    void *defaults_state;
} ComparisonOptions;

/* Thorough: primary keys, checks by their names and conditions, unnamed constraints, EXCLUDE,
 * identities and computed columns, values of enumerations, sequences. */
bool compare_schemas(Arena *arena, const ComparisonOptions *options, const SchemaModel *live, const SchemaModel *wanted,
                     Differences *differences, Error *error);

#endif
