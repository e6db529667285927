/* Shared by the parts of the comparison. */
#ifndef LIMBECK_SRC_AUTOGENERATE_COMPARISON_H
#define LIMBECK_SRC_AUTOGENERATE_COMPARISON_H

#include "limbeck/autogenerate/compare.h"

typedef struct Comparison {
    Arena *arena;
    const ComparisonOptions *options;
    const SchemaModel *live, *wanted;
    Differences *differences;
    Error *error;
} Comparison;

/* A table on both sides; one side is NULL when the table is added or removed. */
typedef struct TablePair {
    const char *name, *schema;
    const Table *live, *wanted;
} TablePair;

/* Two operations on the pair's table; only `kind` is set. */
typedef struct OperationPair {
    Operation *upgrade, *downgrade;
} OperationPair;

OperationPair operation_pair(Comparison *self, const TablePair *pair, OperationKind upgrade, OperationKind downgrade);
/* Adds a change of the pair's table; `pair` NULL: not about a table. */
void add_difference(Comparison *self, const TablePair *pair, OperationPair operations);

/* Makes `adds` an ADD COLUMN of `column`. */
void add_column_to(Comparison *self, const TablePair *pair, Operation *adds, const Column *column);

bool is_included(Comparison *self, const TablePair *pair, const char *kind, const char *name, bool reflected,
                 bool has_counterpart, bool *included);
/* An index or a constraint; `other` is what it is compared with. */
typedef struct ComparedPart {
    const Index *index;
    const Constraint *constraint;
} ComparedPart;

bool part_is_included(Comparison *self, const TablePair *pair, const char *kind, const char *name, bool reflected,
                      ComparedPart part, ComparedPart other, bool *included);
bool name_is_included(Comparison *self, const TablePair *pair, const char *kind, const char *name, bool *included);

/* compare_column.c */
bool compare_column(Comparison *self, const TablePair *pair, const Column *live, const Column *wanted);
/* compare_indexes.c */
bool compare_indexes(Comparison *self, const TablePair *pair);
/* compare_constraints.c */
bool compare_foreign_keys(Comparison *self, const TablePair *pair);
bool compare_table_comment(Comparison *self, const TablePair *pair);
void compare_primary_keys(Comparison *self, const TablePair *pair); /* thorough */
/* compare_checks.c */
bool compare_named_checks(Comparison *self, const TablePair *pair);
bool compare_other_constraints(Comparison *self, const TablePair *pair); /* thorough */
/* compare_types.c */
bool types_differ(Comparison *self, const SqlType *live, const SqlType *wanted, bool *differ);
bool compare_enums(Comparison *self); /* thorough */

/* same_expression.c: as the server judges, or else as texts. */
bool same_expression(Comparison *self, const TablePair *pair, const char *live, const char *wanted);
bool same_default(Comparison *self, const TablePair *pair, const Column *column, const char *live, const char *wanted);
bool same_element(Comparison *self, const TablePair *pair, const char *live, const char *wanted);

/* words.c: equal except for case, blanks, quotes, parentheses and casts. */
bool loosely_equal(Arena *arena, const char *left, const char *right);
/* "a > 1" for "t.a > 1": a server prints the columns of a constraint or an index without their table. */
const char *without_qualifier(Arena *arena, const char *sql, const char *table);
/* As loosely_equal(), or equal when quoted: 0 and '0'::integer are the same default. */
bool loosely_equal_values(Arena *arena, const char *left, const char *right);
/* An index element or condition as PostgreSQL would print it. */
const char *cleaned_expression(Arena *arena, const char *sql, const char *table);

bool same_columns(const StringVector *left, const StringVector *right);
/* The same columns in any order. */
bool same_set(const StringVector *left, const StringVector *right);
/* Adds the creation or removal of a constraint. */
void constraint_difference(Comparison *self, const TablePair *pair, const Constraint *constraint, bool is_added);

#endif
