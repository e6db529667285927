/* Tables, columns, constraints and indexes, as migrations build them and catalogues show them. All values live in an
 * arena; lists keep their order of insertion. */
#ifndef LIMBECK_SCHEMA_TABLE_H
#define LIMBECK_SCHEMA_TABLE_H

#include "limbeck/schema/expression.h"

typedef struct Constraint Constraint;

/* A dialect option such as postgresql_using; `name` without the dialect. */
typedef struct Option {
    const char *dialect;
    const char *name;
    const Expression *value; /* literals, text, or a LIST; names are stored as keys */
} Option;

typedef VECTOR(Option) OptionVector;

typedef struct ForeignKey {
    const char *table; /* referenced table, without its schema */
    const char *schema;
    const char *column;
    bool column_is_key;            /* its name in the script, until its table is known */
    int table_quote, schema_quote; /* as of a Table */
    const char *name;
    bool name_is_final;
    const char *on_delete;
    const char *on_update;
    const char *match;
    const char *initially;
    int deferrable; /* -1: not given */
    bool use_alter;
    OptionVector options; /* of the constraint that it becomes */
} ForeignKey;

typedef struct Sequence {
    const char *name;
    const char *schema;
    const char *options; /* SQL text; NULL: none */
} Sequence;

enum { IDENTITY_OPTIONS = 8 };

typedef struct IdentityOptions {
    bool always;
    const char *options;                 /* SQL text: "START WITH 1 INCREMENT BY 2"; NULL: none */
    const char *parts[IDENTITY_OPTIONS]; /* each option; NULL: not given */
    int on_null, order;                  /* of Oracle: 1 True, -1 False, 0 not given */
} IdentityOptions;

/* A default that SQLAlchemy applies to INSERT or UPDATE (not the server). */
typedef enum { DEFAULT_NONE, DEFAULT_VALUE, DEFAULT_EXPRESSION, DEFAULT_CALLED } DefaultKind;

typedef struct ColumnDefault {
    DefaultKind kind;
    const Expression *value;
} ColumnDefault;

typedef struct Column {
    const char *name;
    const char *key;           /* its key in the script; NULL: its name */
    const Expression *proxied; /* of a subquery or an alias: the column that it exports */
    int quote;                 /* 1 always, -1 never, 0 where it must be */
    bool is_whole;             /* a Column, not a column() */
    bool is_system;            /* Column(system=True): not in CREATE TABLE */
    const SqlType *type;
    bool nullable;
    bool nullable_given; /* given by the script, so a primary key does not change it */
    bool primary_key;
    bool unique;
    bool index;
    int autoincrement;                /* 1 True, 0 False, -1 "auto" */
    const Expression *server_default; /* a LITERAL text is quoted in SQL; NULL: none */
    ColumnDefault python_default;     /* no effect on DDL */
    ColumnDefault on_update;
    bool is_sequence;     /* has a Sequence() */
    bool has_second_enum; /* an Enum among its arguments, after its type: SQLAlchemy creates it with the table */
    const Expression *computed;
    int computed_persisted; /* -1: not given */
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
    CONSTRAINT_ANY, /* only a name is known, as when dropping */
} ConstraintKind;

struct Constraint {
    ConstraintKind kind;
    const char *name;   /* NULL: unnamed */
    bool has_info;      /* a script gave it info= */
    bool name_is_final; /* from op.f() or a convention: no convention changes it */
    bool lacks_name;    /* the convention needs a given name: an error when emitted */
    StringVector columns;
    bool columns_are_keys, referents_are_keys; /* as column_is_key of a ForeignKey */
    const char *referent_table;
    const char *referent_schema;
    StringVector referent_columns;
    int referent_quote, referent_schema_quote; /* as of a Table */
    const char *on_delete;
    const char *on_update;
    const char *match;
    const char *initially;
    int deferrable;              /* -1: not given */
    const Expression *condition; /* CHECK; WHERE of EXCLUDE */
    ExpressionList excluded;     /* EXCLUDE: the elements */
    StringVector operators;      /* their operators */
    StringVector classes;        /* their operator classes; "": default */
    const char *using_method;
    bool use_alter;                  /* FOREIGN KEY: omitted from CREATE TABLE where it can be added by ALTER */
    const SqlType *implemented_type; /* type that this CHECK implements; omitted on dialects with a native type */
    OptionVector options;
    const Constraint *origin; /* of a named or resolved copy: what the script made; NULL: this one */
    bool is_isolated;         /* AddConstraint and DropConstraint keep it out of CREATE TABLE */
};

typedef struct Index Index;

struct Index {
    const char *name;
    bool name_is_final;
    const char *table;
    const char *schema;
    bool unique;
    bool has_info;              /* a script gave it info= */
    bool is_column_flag;        /* from Column(index=True) */
    bool texts_have_keys;       /* from op.create_index(): options find a text() by its text */
    ExpressionList expressions; /* columns are EXPRESSION_COLUMN without a table */
    OptionVector options;
    const char *made_by;                  /* SQL of a reflected index; else NULL */
    int quote, table_quote, schema_quote; /* as of a Table */
    const Index *origin;                  /* as of a Constraint */
    bool columns_are_keys;                /* those without a table, as of a Constraint */
};

/* A Table is anything that can be in FROM. */
typedef enum {
    FROM_TABLE,
    FROM_ALIAS,    /* element AS alias */
    FROM_SUBQUERY, /* (query) AS alias */
    FROM_CTE,      /* WITH alias AS (query) */
    FROM_JOIN,
    FROM_TEXT,     /* text, or a literal name */
    FROM_FUNCTION, /* function(...) AS alias */
    FROM_VALUES,   /* (VALUES ...) AS alias */
    FROM_SAMPLE,   /* element AS alias TABLESAMPLE ... */
    FROM_GROUPING, /* (element) */
} FromKind;

/* VALUES (1, 2), (3, 4) */
typedef struct ValueRows {
    const ExpressionList *rows;
    size_t count;
    bool literal_binds;
} ValueRows;

struct Table {
    FromKind kind;
    const char *name;
    const char *schema;
    const char *alias; /* NULL: generated, as anon_1 */
    const Table *element;
    const Statement *query;
    const Expression *expression; /* TEXT, FUNCTION; SAMPLE: the method */
    const Expression *seed;       /* SAMPLE: REPEATABLE (seed) */
    const ValueRows *values;
    const Table *restates; /* CTE: the query before a UNION was added to it */
    bool is_nested;        /* CTE: in the statement that reads it */
    WordList prefixes_of_cte, suffixes_of_cte;
    bool renders_columns, renders_types; /* AS alias(a, b), AS alias(a INTEGER, b TEXT) */
    const SqlType *row_type;             /* of func.x().alias(): the type of its .column */
    int quote, schema_quote;             /* as of a Column */
    bool is_lateral;
    bool is_recursive;
    const Table *left, *right; /* JOIN */
    const Expression *on;
    bool is_outer, is_full;
    const char *comment;
    const char *info; /* of a model: the text of its dictionary in Python, which op.create_table() gets; "": it has no
                       * text that limbeck can write; NULL: none */
    StringVector prefixes;
    VECTOR(Column *) columns;
    VECTOR(const Constraint *) constraints; /* in the order they are written */
    VECTOR(const Index *) indexes;
    OptionVector options;
    StringVector triggers; /* SQL of a reflected table's triggers */
    bool has_dependants;   /* views or triggers name it; a rename must not change them */
};

/* Nullable, without a default; it is not added to a table. */
Column *column_new(Arena *arena, const char *name, const SqlType *type);
/* By its exact name; NULL where there is none. */
Column *table_column(const Table *table, const char *name);
/* What goes by the name in a statement: that of a table, else the alias. */
const char *table_label(const Table *table);

/* The columns of the primary key, from their flags or the constraint. */
void table_primary_key(Arena *arena, const Table *table, StringVector *columns);

/* The autoincrement column by SQLAlchemy's rules; NULL: none. */
const Column *table_autoincrement_column(Arena *arena, const Table *table);

/* Whether the primary key is written in the column's definition, as sqlite_autoincrement=True requires: a single
 * integer column that is not a foreign key. */
bool table_key_is_inline(Arena *arena, const Table *table, const Column *column);

/* The CHECK of an Enum or Boolean column: x IN ('a', 'b'); x IN (0, 1). */
const Constraint *type_check_constraint(Arena *arena, const Column *column);

/* Flags the columns of an explicit primary key, and makes them NOT NULL unless the script says otherwise. */
void table_apply_primary_key(Arena *arena, Table *table);

/* What the script made, of a copy that has got a name or a schema since. */
const Constraint *constraint_origin(const Constraint *constraint);
const Index *index_origin(const Index *index);

/* "foreign key" */
const char *constraint_noun(const Constraint *constraint);

/* NULL when the option is not given for this dialect. */
const Expression *option_value(const OptionVector *options, const char *dialect, const char *name);
bool option_is_true(const OptionVector *options, const char *dialect, const char *name);

#endif
