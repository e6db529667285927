/* One value per op.* directive: what a migration does, independent of the dialect. */
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
    OPERATION_ADD_ENUM_VALUE,  /* ALTER TYPE ... ADD VALUE: from comparisons and SQL texts */
    OPERATION_DROP_ENUM_VALUE, /* no server supports it */
    OPERATION_CREATE_SEQUENCE,
    OPERATION_DROP_SEQUENCE,
    OPERATION_CREATE_SCHEMA,
    OPERATION_DROP_SCHEMA,
    OPERATION_REBUILD_TABLE, /* a batch that copies the table */
    /* only from SQL texts: */
    OPERATION_RENAME_INDEX,
    OPERATION_RENAME_CONSTRAINT,
    OPERATION_RENAME_ENUM,
    OPERATION_RENAME_ENUM_VALUE,
    OPERATION_CREATE_OBJECT, /* views, functions, triggers, privileges ... */
    OPERATION_REPLACE_OBJECT,
    OPERATION_ALTER_OBJECT,
    OPERATION_DROP_OBJECT,
    OPERATION_KIND_COUNT
} OperationKind;

/* Whether alter_column has server_default, and how. */
typedef enum { DEFAULT_UNTOUCHED, DEFAULT_DROP, DEFAULT_SET } DefaultChange;

typedef struct ColumnChange {
    const char *column;
    int nullable; /* -1: unchanged */
    DefaultChange default_change;
    const Expression *server_default;
    const char *new_name;
    const SqlType *type;
    const char *using_text; /* postgresql_using */
    bool comment_given;
    const char *comment; /* NULL: drop the comment */
    const SqlType *existing_type;
    bool changes_identity;
    bool adds_identity; /* the column was no identity before */
    const IdentityOptions *identity, *existing_identity;
    /* what a comparison knows of the column, for rendering */
    const Column *existing; /* the column before the change; NULL: unknown */
    bool tells_default;     /* the column has a default that rendering must consider */
    int autoincrement;      /* 1 True, 0 False, -1 not given */
} ColumnChange;

typedef struct Rebuild Rebuild;
typedef struct SchemaObject SchemaObject; /* limbeck/schema/model.h */

typedef struct Operation {
    OperationKind kind;
    const char *table_name;
    const char *schema;
    bool if_exists; /* IF EXISTS; IF NOT EXISTS for what is created */
    bool inline_references;
    bool inline_primary_key;
    const Table *table;        /* CREATE_TABLE, BULK_INSERT, DROP_TABLE with columns */
    const char *new_name;      /* RENAME_...; the value of ADD_ENUM_VALUE and DROP_ENUM_VALUE */
    const char *old_name;      /* RENAME_INDEX, RENAME_CONSTRAINT, RENAME_ENUM_VALUE */
    const Column *column;      /* ADD_COLUMN */
    const char *insert_before; /* ADD_COLUMN in a batch that rebuilds; ADD_ENUM_VALUE */
    const char *insert_after;
    const char *column_name;      /* DROP_COLUMN */
    const ColumnChange *change;   /* ALTER_COLUMN */
    const Index *index;           /* CREATE_INDEX, DROP_INDEX */
    const Constraint *constraint; /* CREATE_CONSTRAINT; DROP_CONSTRAINT, which uses only kind and name */
    const char *comment;
    const char *existing_comment; /* comment of a table, as found by a comparison */
    const Statement *statement;   /* EXECUTE */
    const SqlType *type;          /* CREATE_ENUM, DROP_ENUM */
    const Sequence *sequence;     /* CREATE_SEQUENCE, DROP_SEQUENCE */
    const Rebuild *rebuild;       /* REBUILD_TABLE */
    const SchemaObject *object;   /* ..._OBJECT: its only statement is that of the operation */
    bool cascades;                /* DROP_SCHEMA, DROP_CONSTRAINT, DROP_TABLE, DROP_OBJECT */
    bool is_bare;                 /* one DDL element of SQLAlchemy: CREATE_TABLE without its types and indexes */
    bool types_apart;             /* CREATE_TABLE: its types were created before */
    const AssignmentRow *rows;    /* BULK_INSERT */
    size_t row_count;
} Operation;

/* "drop column users.name", for lists and progress. */
char *operation_describe(Arena *arena, const Operation *operation);

#endif
