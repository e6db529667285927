#include "limbeck/operations/loss.h"

#include "limbeck/operations/rebuild.h"

#include <string.h>

static bool is_transferred(const Rebuild *rebuild, const char *column)
{
    for (size_t i = 0; i < rebuild->transfer_count; i++)
        if (strcmp(rebuild->transfers[i].from, column) == 0)
            return true;
    return false;
}

/* A table rebuilt loses the columns that do not move to the new one. */
static void losses_of_rebuild(Arena *arena, const Operation *operation, LossVector *losses)
{
    const Rebuild *rebuild = operation->rebuild;
    for (size_t i = 0; i < rebuild->from->columns.count; i++) {
        const Column *column = rebuild->from->columns.items[i];
        Loss loss = {operation->schema, rebuild->from->name, column->name};
        if (!column->computed && !is_transferred(rebuild, column->name))
            vector_push(arena, losses, loss);
    }
}

void operation_losses(Arena *arena, const Operation *operation, LossVector *losses)
{
    Loss loss = {.schema = operation->schema, .table = operation->table_name};
    switch (operation->kind) {
    case OPERATION_DROP_COLUMN:
        loss.column = operation->column_name;
        break;
    case OPERATION_DROP_TABLE:
        break;
    case OPERATION_DROP_SCHEMA:
        loss.table = NULL;
        break;
    case OPERATION_REBUILD_TABLE:
        losses_of_rebuild(arena, operation, losses);
        return;
    default:
        return;
    }
    vector_push(arena, losses, loss);
}

char *loss_text(Arena *arena, const Loss *loss)
{
    if (!loss->table)
        return arena_format(arena, "schema %s", loss->schema);
    if (!loss->column)
        return arena_format(arena, "table %s", loss->table);
    return arena_format(arena, "column %s.%s", loss->table, loss->column);
}
