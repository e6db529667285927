/* One value for each op.* directive: what a migration does, before any dialect
 * says how. */
#ifndef LIMBECK_OPERATIONS_OPERATION_H
#define LIMBECK_OPERATIONS_OPERATION_H

#include "limbeck/schema/table.h"

typedef enum {
    OPERATION_CREATE_TABLE,
    OPERATION_DROP_TABLE,
    OPERATION_RENAME_TABLE,
    OPERATION_ADD_COLUMN,
    OPERATION_DROP_COLUMN,
    OPERATION_ALTER_COLUMN,
    OPERATION_CREATE_INDEX,
    OPERATION_DROP_INDEX,
    OPERATION_CREATE_CONSTRAINT,
    OPERATION_DROP_CONSTRAINT,
    OPERATION_CREATE_TABLE_COMMENT,
    OPERATION_DROP_TABLE_COMMENT,
    OPERATION_BULK_INSERT,
    OPERATION_EXECUTE,
    OPERATION_CREATE_ENUM, /* ENUM(...).create(bind) */
    OPERATION_DROP_ENUM,
    OPERATION_ADD_ENUM_VALUE,  /* ALTER TYPE ... ADD VALUE: of comparisons, and of texts of SQL */
    OPERATION_DROP_ENUM_VALUE, /* what no server does */
    OPERATION_CREATE_SEQUENCE,
    OPERATION_DROP_SEQUENCE,
    OPERATION_CREATE_SCHEMA,
    OPERATION_DROP_SCHEMA,
    OPERATION_REBUILD_TABLE, /* a batch that moves and copies */
    OPERATION_KIND_COUNT
} OperationKind;

/* Whether and how server_default was given to alter_column. */
typedef enum { DEFAULT_UNTOUCHED, DEFAULT_DROP, DEFAULT_SET } DefaultChange;

typedef struct ColumnChange {
    const char *column;
    int nullable; /* -1: untouched */
    DefaultChange default_change;
    const Expression *server_default;
    const char *new_name;
    const SqlType *type;
    const char *using_text; /* postgresql_using */
    bool comment_given;
    const char *comment; /* NULL drops it */
    const SqlType *existing_type;
    bool changes_identity;
    bool adds_identity; /* nothing was there before */
    const IdentityOptions *identity, *existing_identity;
    /* what a comparison knows of the column besides, for its script */
    const Column *existing; /* as it is before the change; NULL: not known */
    bool tells_default;     /* that there is a default matters to the script */
    int autoincrement;      /* 1 True, 0 False, -1 not said */
} ColumnChange;

typedef struct Rebuild Rebuild;

typedef struct Operation {
    OperationKind kind;
    const char *table_name;
    const char *schema;
    bool if_exists; /* or IF NOT EXISTS, for what is made */
    bool inline_references;
    bool inline_primary_key;
    const Table *table;        /* CREATE_TABLE, BULK_INSERT, DROP_TABLE with columns */
    const char *new_name;      /* RENAME_TABLE; the value of ADD_ENUM_VALUE and DROP_ENUM_VALUE */
    const Column *column;      /* ADD_COLUMN */
    const char *insert_before; /* ADD_COLUMN in a batch that rebuilds; ADD_ENUM_VALUE */
    const char *insert_after;
    const char *column_name;      /* DROP_COLUMN */
    const ColumnChange *change;   /* ALTER_COLUMN */
    const Index *index;           /* CREATE_INDEX, DROP_INDEX */
    const Constraint *constraint; /* CREATE_CONSTRAINT; DROP_CONSTRAINT, of which the kind and the name count */
    const char *comment;
    const char *existing_comment; /* of a table, as a comparison found it */
    const Statement *statement;   /* EXECUTE */
    const SqlType *type;          /* CREATE_ENUM, DROP_ENUM */
    const Sequence *sequence;     /* CREATE_SEQUENCE, DROP_SEQUENCE */
    const Rebuild *rebuild;       /* REBUILD_TABLE */
    bool cascades;                /* DROP_SCHEMA */
    bool is_bare;                 /* CREATE_TABLE: without its types, indexes and comments */
    bool types_apart;             /* CREATE_TABLE: its types were made before it */
    const AssignmentRow *rows;    /* BULK_INSERT */
    size_t row_count;
} Operation;

/* "drop column users.name", for lists and progress. */
char *operation_describe(Arena *arena, const Operation *operation);

#endif
