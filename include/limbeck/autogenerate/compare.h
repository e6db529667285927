/* The operations that change one schema into another, as Alembic's autogenerate finds them and in its
 * order; where Alembic's order is arbitrary they are sorted by name. A pure function: two schemas in, a
 * list out.
 *
 *     ComparisonOptions options = {.dialect = dialect_named("postgresql"), .types = true};
 *     Differences differences = {0};
 *     if (!compare_schemas(arena, &options, live, wanted, &differences, error)) ... */
#ifndef LIMBECK_AUTOGENERATE_COMPARE_H
#define LIMBECK_AUTOGENERATE_COMPARE_H

#include "limbeck/dialect/dialect.h"
#include "limbeck/schema/model.h"

typedef struct Difference {
    const Operation *upgrade;
    const Operation *downgrade; /* the operation that undoes it */
    const char *table;          /* the changed table; NULL: a whole table is added or removed */
    const char *schema;
} Difference;

typedef VECTOR(Difference) Differences;

/* An object passed to a filter. */
typedef struct ComparedObject {
    const char *kind; /* "table", "column", "index", "unique_constraint", "foreign_key_constraint" */
    const char *name; /* NULL: unnamed */
    const Table *table;
    const Column *column; /* the object itself: one of these, unless it is the table */
    const Index *index;
    const Constraint *constraint;
    bool reflected;           /* the object is from the live schema */
    bool has_counterpart;     /* the other schema has one with this name */
    const Table *other_table; /* its table, and the object itself where it is neither a table nor a column */
    const Index *other_index;
    const Constraint *other_constraint;
} ComparedObject;

/* env.py's include_name() and include_object(). Both may be NULL: everything is included. */
typedef struct ComparisonFilter {
    bool (*name)(void *state, const char *kind, const char *name, const Table *table, bool *included, Error *error);
    bool (*object)(void *state, const ComparedObject *object, bool *included, Error *error);
    void *state;
} ComparisonFilter;

/* Whether two default expressions are equal, as only a server can decide. NULL: they are compared as normalized text.
 */
typedef bool DefaultsEqual(void *state, const char *live, const char *wanted, bool *equal, Error *error);

/* Whether an expression of a CHECK, an index, a computed column or a default of the live table is the same as the
 * wanted one. `column` is set for a default. EXPRESSIONS_UNKNOWN, or NULL: their texts are compared, loosely. */
typedef ExpressionVerdict JudgeExpressions(void *state, const Table *table, const Column *column, const char *live,
                                           const char *wanted);

typedef struct ComparisonOptions {
    const Dialect *dialect;
    bool types;
    bool defaults;
    bool skips_named_checks;                          /* CHECK constraints are not compared by name */
    bool thorough;                                    /* also compare what Alembic does not; see compare_schemas() */
    const char *version_table, *version_table_schema; /* excluded from the comparison; NULL: none */
    ComparisonFilter filter;
    DefaultsEqual *defaults_equal;
    void *defaults_state;
    JudgeExpressions *judge_expressions; /* thorough */
    void *judge_state;
} ComparisonOptions;

/* With `thorough` also: primary keys, checks by name and condition, unnamed constraints, EXCLUDE, identities and
 * computed columns, enumeration values, sequences. */
bool compare_schemas(Arena *arena, const ComparisonOptions *options, const SchemaModel *live, const SchemaModel *wanted,
                     Differences *differences, Error *error);

#endif
