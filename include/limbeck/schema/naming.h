/* Naming conventions: what a constraint or an index without a name is called.
 *
 *     NamingConvention convention = naming_default;
 *     if (!naming_apply(&convention, arena, table, error)) ...
 *
 * A name that a convention made, or that op.f() marked, is final: no other
 * convention touches it, and a dialect may shorten it. */
#ifndef LIMBECK_SCHEMA_NAMING_H
#define LIMBECK_SCHEMA_NAMING_H

#include "limbeck/base/error.h"
#include "limbeck/schema/table.h"

typedef enum {
    NAMED_INDEX,
    NAMED_PRIMARY_KEY,
    NAMED_FOREIGN_KEY,
    NAMED_UNIQUE,
    NAMED_CHECK,
    NAMED_KINDS,
    NAMED_BY_NOBODY = NAMED_KINDS /* no convention speaks of it */
} NamedKind;

extern const char *const naming_keys[NAMED_KINDS]; /* "ix", "pk", "fk", "uq", "ck" */

typedef struct NamingConvention {
    const char *templates[NAMED_KINDS]; /* "uq_%(table_name)s_%(column_0_name)s"; NULL: names stay as they are */
    StringVector computed;              /* tokens that a function of the application fills in */
    const char *unknown;                /* why some templates could not be read; NULL: all are known */
    bool is_unknown[NAMED_KINDS];       /* a name that would be made by one of these is refused */
} NamingConvention;

extern const NamingConvention naming_default; /* ix_%(column_0_label)s and nothing else */

/* Each replaces *constraint or *index by a named copy where the convention says so. */
bool naming_constraint(const NamingConvention *convention, Arena *arena, const Table *table,
                       const Constraint **constraint, Error *error);
bool naming_index(const NamingConvention *convention, Arena *arena, const Table *table, const Index **index,
                  Error *error);

/* Everything in the table, its implicit primary key included. */
bool naming_apply(const NamingConvention *convention, Arena *arena, Table *table, Error *error);

#endif
