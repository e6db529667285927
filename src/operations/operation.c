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
    [OPERATION_ADD_ENUM_VALUE] = "add value to type",
    [OPERATION_DROP_ENUM_VALUE] = "drop value of type",
    [OPERATION_CREATE_SEQUENCE] = "create sequence",
    [OPERATION_DROP_SEQUENCE] = "drop sequence",
    [OPERATION_CREATE_SCHEMA] = "create schema",
    [OPERATION_DROP_SCHEMA] = "drop schema",
    [OPERATION_REBUILD_TABLE] = "rebuild table",
    [OPERATION_RENAME_INDEX] = "rename index",
    [OPERATION_RENAME_CONSTRAINT] = "rename constraint",
    [OPERATION_RENAME_ENUM] = "rename type",
    [OPERATION_RENAME_ENUM_VALUE] = "rename value of type",
    [OPERATION_CREATE_OBJECT] = "create",
    [OPERATION_REPLACE_OBJECT] = "replace",
    [OPERATION_ALTER_OBJECT] = "alter",
    [OPERATION_DROP_OBJECT] = "drop",
};

/* The object within the table. */
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
