/* Tables, columns, constraints and indexes: what a migration builds and what a
 * catalogue shows. Values in an arena; order of insertion is kept everywhere. */
#ifndef LIMBECK_SCHEMA_TABLE_H
#define LIMBECK_SCHEMA_TABLE_H

#include "limbeck/schema/expression.h"

typedef struct Constraint Constraint;

/* Dialect options such as postgresql_using: name without the dialect. */
typedef struct Option {
    const char *dialect;
    const char *name;
    const Expression *value; /* literals, text, or a LIST of them; names carry keys */
} Option;

typedef VECTOR(Option) OptionVector;

typedef struct ForeignKey {
    const char *table; /* referred, without its schema */
    const char *schema;
    const char *column;
    const char *name;
    bool name_is_final;
    const char *on_delete;
    const char *on_update;
    const char *match;
    const char *initially;
    int deferrable; /* -1: not said */
    bool use_alter;
} ForeignKey;

typedef struct Sequence {
    const char *name;
    const char *schema;
    const char *options; /* ready to print; NULL for none */
} Sequence;

enum { IDENTITY_OPTIONS = 8 };

typedef struct IdentityOptions {
    bool always;
    const char *options;                 /* "START WITH 1 INCREMENT BY 2", ready to print; NULL for none */
    const char *parts[IDENTITY_OPTIONS]; /* each by itself, NULL where not given */
} IdentityOptions;

/* A value that the application's side adds to INSERT or UPDATE. */
typedef enum { DEFAULT_NONE, DEFAULT_VALUE, DEFAULT_EXPRESSION, DEFAULT_CALLED } DefaultKind;

typedef struct ColumnDefault {
    DefaultKind kind;
    const Expression *value;
} ColumnDefault;

typedef struct Column {
    const char *name;
    const SqlType *type;
    bool nullable;
    bool nullable_given; /* said by the script, so a primary key leaves it alone */
    bool primary_key;
    bool unique;
    bool index;
    int autoincrement;                /* 1 True, 0 False, -1 "auto" */
    const Expression *server_default; /* a LITERAL text is quoted; NULL for none */
    ColumnDefault python_default;     /* emits nothing in DDL */
    ColumnDefault on_update;
    bool is_sequence; /* a Sequence() was given */
    const Expression *computed;
    int computed_persisted; /* -1: not said */
    const IdentityOptions *identity;
    const char *comment;
    VECTOR(const ForeignKey *) foreign_keys;
    VECTOR(const Constraint *) checks;
    OptionVector options;
} Column;

typedef enum {
    CONSTRAINT_PRIMARY_KEY,
    CONSTRAINT_FOREIGN_KEY,
    CONSTRAINT_UNIQUE,
    CONSTRAINT_CHECK,
    CONSTRAINT_EXCLUDE,
    CONSTRAINT_ANY, /* a name alone, as a drop may give it */
} ConstraintKind;

struct Constraint {
    ConstraintKind kind;
    const char *name;   /* NULL: unnamed */
    bool name_is_final; /* by op.f() or by a convention: conventions leave it alone */
    bool lacks_name;    /* a convention wants one that was not given; refused where it is printed */
    StringVector columns;
    const char *referent_table;
    const char *referent_schema;
    StringVector referent_columns;
    const char *on_delete;
    const char *on_update;
    const char *match;
    const char *initially;
    int deferrable;              /* -1: not said */
    const Expression *condition; /* CHECK; WHERE of EXCLUDE */
    ExpressionList excluded;     /* EXCLUDE: what is compared */
    StringVector operators;      /* by which operator */
    StringVector classes;        /* of which operator class; "" for none */
    const char *using_method;
    bool use_alter;            /* FOREIGN KEY: left out of CREATE TABLE where it could be added later */
    const SqlType *stands_for; /* CHECK of the values of a type; dialects that have the type leave it out */
    OptionVector options;
};

typedef struct Index {
    const char *name;
    bool name_is_final;
    const char *table;
    const char *schema;
    bool unique;
    bool is_column_flag;        /* from Column(index=True) */
    bool texts_have_keys;       /* by op.create_index(): options find a text() by what it says */
    ExpressionList expressions; /* columns stand as EXPRESSION_COLUMN without a table */
    OptionVector options;
    const char *made_by; /* of a reflected index: the SQL that made it; NULL otherwise */
} Index;

/* A Table is whatever can stand in a FROM. */
typedef enum {
    FROM_TABLE,
    FROM_ALIAS,    /* element AS alias */
    FROM_SUBQUERY, /* (query) AS alias */
    FROM_CTE,      /* WITH alias AS (query) */
    FROM_JOIN,
} FromKind;

struct Table {
    FromKind kind;
    const char *name;
    const char *schema;
    const char *alias; /* NULL where one is made up: anon_1 */
    const Table *element;
    const Statement *query;
    bool is_lateral;
    bool is_recursive;
    const Table *left, *right; /* JOIN */
    const Expression *on;
    bool is_outer, is_full;
    const char *comment;
    StringVector prefixes;
    VECTOR(Column *) columns;
    VECTOR(const Constraint *) constraints; /* in the order they are written */
    VECTOR(const Index *) indexes;
    OptionVector options;
    StringVector triggers; /* of a reflected table: the SQL that made them */
    bool has_dependants;   /* views or triggers that name it, and must not notice a rename */
};

Column *column_new(Arena *arena, const char *name, const SqlType *type);
Column *table_column(const Table *table, const char *name);

/* The columns of the primary key: those marked, or those of a constraint. */
void table_primary_key(Arena *arena, const Table *table, StringVector *columns);

/* The one integer column that counts by itself, as SQLAlchemy decides it: NULL
 * for none. */
const Column *table_autoincrement_column(Arena *arena, const Table *table);

/* Whether the column takes the whole primary key inline, as sqlite_autoincrement=True asks: an
 * integer that refers to nothing. */
bool table_key_is_inline(Arena *arena, const Table *table, const Column *column);

/* x IN ('a', 'b') for the column's Enum, x IN (0, 1) for its Boolean. */
const Constraint *type_check_constraint(Arena *arena, const Column *column);

/* Columns of an explicit primary key are marked, and NOT NULL unless said otherwise. */
void table_apply_primary_key(Arena *arena, Table *table);

/* "foreign key" */
const char *constraint_noun(const Constraint *constraint);

/* NULL when the option is not given for this dialect. */
const Expression *option_value(const OptionVector *options, const char *dialect, const char *name);
bool option_is_true(const OptionVector *options, const char *dialect, const char *name);

#endif
