/* One value per op.* directive: what a migration does, independent of the dialect.
 *
 *     Operation dropped = {.kind = OPERATION_DROP_COLUMN, .table_name = "users", .column_name = "name"};
 *     show("%s", operation_describe(arena, &dropped)); // drop column users.name
 */
#ifndef LIMBECK_OPERATIONS_OPERATION_H
#define LIMBECK_OPERATIONS_OPERATION_H

#include "limbeck/schema/table.h"

typedef enum {
#define OPERATION(kind, words, compiles, applies) OPERATION_##kind,
#include "limbeck/operations/operation_list.h"
#undef OPERATION
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
    /* facts that a comparison has of the column, for rendering */
    const Column *existing; /* the column before the change; NULL: unknown */
    bool states_default;    /* the column has a default that rendering must consider */
    int autoincrement;      /* 1 True, 0 False, -1 not given */
} ColumnChange;

typedef struct Rebuild Rebuild;
typedef struct SchemaObject SchemaObject; /* limbeck/schema/model.h */

typedef struct Operation {
    OperationKind kind;
    const char *table_name;
    const char *schema;
    bool if_exists; /* IF EXISTS; for a CREATE, IF NOT EXISTS */
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
    bool types_are_created;       /* CREATE_TABLE: its types were created before */
    const AssignmentRow *rows;    /* BULK_INSERT */
    size_t row_count;
} Operation;

/* "drop column". Static. */
const char *operation_kind_name(OperationKind kind);

/* "drop column users.name", for lists and progress. In `arena`. */
char *operation_describe(Arena *arena, const Operation *operation);

#endif
