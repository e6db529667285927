#include "limbeck/operations/operation.h"

#include <string.h>

static const char *const descriptions[OPERATION_KIND_COUNT] = {
    [OPERATION_CREATE_TABLE] = "create table",
    [OPERATION_DROP_TABLE] = "drop table",
    [OPERATION_RENAME_TABLE] = "rename table",
    [OPERATION_ADD_COLUMN] = "add column",
    [OPERATION_DROP_COLUMN] = "drop column",
    [OPERATION_ALTER_COLUMN] = "alter column",
    [OPERATION_CREATE_INDEX] = "create index",
    [OPERATION_DROP_INDEX] = "drop index",
    [OPERATION_CREATE_CONSTRAINT] = "create constraint",
    [OPERATION_DROP_CONSTRAINT] = "drop constraint",
    [OPERATION_CREATE_TABLE_COMMENT] = "comment on table",
    [OPERATION_DROP_TABLE_COMMENT] = "drop comment of table",
    [OPERATION_BULK_INSERT] = "insert rows into",
    [OPERATION_EXECUTE] = "execute",
    [OPERATION_CREATE_ENUM] = "create type",
    [OPERATION_DROP_ENUM] = "drop type",
    [OPERATION_CREATE_SEQUENCE] = "create sequence",
    [OPERATION_DROP_SEQUENCE] = "drop sequence",
    [OPERATION_CREATE_SCHEMA] = "create schema",
    [OPERATION_DROP_SCHEMA] = "drop schema",
    [OPERATION_REBUILD_TABLE] = "rebuild table",
};

/* What the operation is about, within its table. */
static const char *subject(const Operation *operation)
{
    switch (operation->kind) {
    case OPERATION_ADD_COLUMN:
        return operation->column->name;
    case OPERATION_DROP_COLUMN:
        return operation->column_name;
    case OPERATION_ALTER_COLUMN:
        return operation->change->column;
    case OPERATION_CREATE_INDEX:
    case OPERATION_DROP_INDEX:
        return operation->index->name;
    case OPERATION_CREATE_CONSTRAINT:
    case OPERATION_DROP_CONSTRAINT:
        return operation->constraint->name;
    default:
        return NULL;
    }
}

char *operation_describe(Arena *arena, const Operation *operation)
{
    const char *name = subject(operation);
    const char *table = operation->table_name ? operation->table_name
                        : operation->sequence ? operation->sequence->name
                        : operation->type     ? operation->type->name
                                              : "";
    if (!name)
        return arena_format(arena, "%s%s%s", descriptions[operation->kind], *table ? " " : "", table);
    return arena_format(arena, "%s %s%s%s", descriptions[operation->kind], table, *table ? "." : "", name);
}

/* ---- the other way round -------------------------------------------------------- */

static Operation *base_of(Arena *arena, const Operation *operation, OperationKind kind)
{
    Operation *reverse = ARENA_NEW(arena, Operation);
    reverse->kind = kind;
    reverse->table_name = operation->table_name;
    reverse->schema = operation->schema;
    return reverse;
}

static Operation *reverse_rename(Arena *arena, const Operation *operation)
{
    Operation *reverse = base_of(arena, operation, OPERATION_RENAME_TABLE);
    reverse->table_name = operation->new_name;
    reverse->new_name = operation->table_name;
    return reverse;
}

/* Only what is renamed or made nullable can be undone without knowing more. */
static Operation *reverse_alter(Arena *arena, const Operation *operation)
{
    const ColumnChange *change = operation->change;
    bool known = change->default_change == DEFAULT_UNTOUCHED && (!change->type || change->existing_type) &&
                 !change->comment_given;
    if (!known)
        return NULL;
    ColumnChange *back = ARENA_NEW(arena, ColumnChange);
    *back = *change;
    back->column = change->new_name ? change->new_name : change->column;
    back->new_name = change->new_name ? change->column : NULL;
    back->nullable = change->nullable < 0 ? -1 : !change->nullable;
    back->type = change->existing_type && change->type ? change->existing_type : NULL;
    back->existing_type = change->type;
    Operation *reverse = base_of(arena, operation, OPERATION_ALTER_COLUMN);
    reverse->change = back;
    return reverse;
}

static Operation *reverse_constraint(Arena *arena, const Operation *operation)
{
    if (!operation->constraint->name)
        return NULL;
    Operation *reverse = base_of(arena, operation, OPERATION_DROP_CONSTRAINT);
    reverse->constraint = operation->constraint;
    return reverse;
}

Operation *operation_reverse(Arena *arena, const Operation *operation)
{
    Operation *reverse;
    switch (operation->kind) {
    case OPERATION_CREATE_TABLE:
        return base_of(arena, operation, OPERATION_DROP_TABLE);
    case OPERATION_RENAME_TABLE:
        return reverse_rename(arena, operation);
    case OPERATION_ADD_COLUMN:
        reverse = base_of(arena, operation, OPERATION_DROP_COLUMN);
        reverse->column_name = operation->column->name;
        return reverse;
    case OPERATION_ALTER_COLUMN:
        return reverse_alter(arena, operation);
    case OPERATION_CREATE_INDEX:
        reverse = base_of(arena, operation, OPERATION_DROP_INDEX);
        reverse->index = operation->index;
        return reverse;
    case OPERATION_CREATE_CONSTRAINT:
        return reverse_constraint(arena, operation);
    case OPERATION_CREATE_ENUM:
    case OPERATION_DROP_ENUM:
        reverse = base_of(arena, operation,
                          operation->kind == OPERATION_CREATE_ENUM ? OPERATION_DROP_ENUM : OPERATION_CREATE_ENUM);
        reverse->type = operation->type;
        return reverse;
    default:
        return NULL;
    }
}
