/* An operation under way on a schema model. */
#ifndef LIMBECK_SRC_OPERATIONS_APPLIER_H
#define LIMBECK_SRC_OPERATIONS_APPLIER_H

#include "limbeck/operations/apply.h"

typedef struct Applier {
    Arena *arena;
    SchemaModel *model;
    const Operation *operation;
    Table *table; /* the operation's table; NULL: it does not exist */
    const DialectTraits *traits;
    Error *error;
} Applier;

/* An error, unless the operation has IF EXISTS: "there is no WHAT 'NAME' at this point of the history". */
bool applier_misses(Applier *self, const char *what, const char *name);

/* PostgreSQL makes one constraint of keys of one CREATE TABLE that have equal columns: the primary key, or else the
 * first, with the name of another if it has none. False: the constraint `at` is left out; *merged is what it becomes.
 */
bool merge_equal_keys(Applier *self, size_t at, Constraint *merged);
/* The unique key of the table to be created whose name an unnamed primary key of the same columns takes; NULL: none. */
const Constraint *equal_unique_key(Applier *self, const Constraint *key);

bool apply_rename_index(Applier *self);
bool apply_rename_constraint(Applier *self);
bool apply_rename_enum(Applier *self);
bool apply_rename_enum_value(Applier *self);

#endif
