/* What differs by database, as far as code must know it that writes no SQL.
 *
 *     if (dialect_traits(dialect)->has_comments) ...
 *
 * The values are in each dialect's struct, in src/dialect/NAME/NAME.c. */
#ifndef LIMBECK_SCHEMA_DIALECT_TRAITS_H
#define LIMBECK_SCHEMA_DIALECT_TRAITS_H

#include "limbeck/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* No code outside of src/dialect and src/database compares a dialect's name. */
typedef struct DialectTraits {
    const char *name;          /* as in a URL and in the options of a directive: postgresql_where */
    const char *title;         /* for display */
    bool has_comments;         /* COMMENT ON */
    bool has_native_enums;     /* CREATE TYPE ... AS ENUM */
    bool has_native_booleans;  /* a Boolean needs no CHECK */
    bool adds_constraints;     /* ALTER TABLE ADD CONSTRAINT */
    bool names_constraints;    /* the server names constraints that have no name */
    bool merges_equal_keys;    /* CREATE TABLE makes one index of keys of equal columns, and one constraint */
    bool rebuilds_in_batches;  /* batch_alter_table() copies the table where ALTER TABLE cannot do it */
    bool replaces_checks;      /* alter_column(type_=...) replaces the CHECK of the type */
    bool sends_lists;          /* its driver sends a list as an array */
    bool sends_intervals;      /* its driver sends a timedelta as it is */
    bool sends_big_integers;   /* its driver sends integers beyond 64 bits */
    char driver_parameter;     /* of its driver: '%': %s, %(name)s; '?': ?, :name */
    bool has_serials;          /* a key of integers is numbered by SERIAL, which has 32 bits as INTEGER does */
    bool locks_tables;         /* a statement locks single tables, and other sessions wait for these */
    bool has_nontransactional; /* some statements, such as CREATE INDEX CONCURRENTLY, fail inside a transaction */
    bool computes_defaults;    /* Alembic lets the server compare defaults by their values */
    bool encloses_defaults;    /* a default that is an expression is written in parentheses */
    bool encloses_elements;    /* an element of an index that is an operation is written in parentheses */
    bool reflects_elements;    /* the catalogue has the elements of an index that are expressions, and its options */
    bool returning_names_table;
    const char *differs;                            /* the operator that compares two values that may be NULL */
    const char *bytes_start;                        /* of a literal of bytes, before its hexadecimal digits: X' */
    bool doubles_percents;                          /* its usual driver takes %s: offline, percent signs are doubled */
    char *(*quote)(Arena *arena, const char *name); /* an identifier, in quotes where it needs them */
    /* The name of a constraint or an index in the SQL: SQLAlchemy shortens a final name that is too long. */
    const char *(*final_name)(Arena *arena, const char *name, bool is_final);
} DialectTraits;

/* The dialects that limbeck has, in the order of dialect_list.h; ends with NULL. */
extern const char *const dialect_names[];
/* The name as written in dialect_names; NULL if it is not there. */
const char *dialect_known(const char *name);
/* Of an option such as postgresql_where, with the place of "where"; NULL if no dialect has this prefix. */
const char *dialect_of_option(const char *option, const char **rest);

#endif
