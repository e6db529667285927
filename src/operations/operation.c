#include "limbeck/operations/operation.h"

#include <string.h>

static const char *const kind_names[OPERATION_KIND_COUNT] = {
#define OPERATION(kind, words, compiles, applies) [OPERATION_##kind] = (words),
#include "limbeck/operations/operation_list.h"
#undef OPERATION
};

const char *operation_kind_name(OperationKind kind)
{
    return kind_names[kind];
}

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
        return arena_format(arena, "%s%s%s", kind_names[operation->kind], *table ? " " : "", table);
    return arena_format(arena, "%s %s%s%s", kind_names[operation->kind], table, *table ? "." : "", name);
}
