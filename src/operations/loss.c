#include "limbeck/operations/loss.h"

#include "limbeck/operations/rebuild.h"

#include <string.h>

/* A rebuild loses the columns that are not copied to the new table, and digits or letters that a CAST cuts off. */
static void losses_of_rebuild(Arena *arena, const Operation *operation, LossVector *losses)
{
    const Rebuild *rebuild = operation->rebuild;
    for (size_t i = 0; i < rebuild->from->columns.count; i++) {
        const Column *column = rebuild->from->columns.items[i];
        const Transfer *transfer = rebuild_transfer(rebuild, column->name);
        Loss loss = {.schema = operation->schema, .table = rebuild->from->name, .column = column->name};
        bool is_cast = transfer && transfer->new_type && !types_are_akin(transfer->old_type, transfer->new_type);
        loss.kind = is_cast ? LOSS_CAST : LOSS_GONE;
        if (!column->computed && (!transfer || is_cast))
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
    case OPERATION_DROP_SEQUENCE:
        loss.table = operation->sequence->name;
        loss.schema = operation->sequence->schema;
        loss.is_sequence = true;
        break;
    case OPERATION_ALTER_COLUMN:
        if (!operation->change->type)
            return;
        loss.column = operation->change->column;
        loss.kind = LOSS_CAST;
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

bool losses_have_unknown(const LossVector *losses)
{
    for (size_t i = 0; i < losses->count; i++)
        if (losses->items[i].kind == LOSS_UNKNOWN)
            return true;
    return false;
}

char *loss_text(Arena *arena, const Loss *loss)
{
    if (loss->kind == LOSS_UNKNOWN)
        return arena_format(arena, "whatever %s changes", loss->schema);
    if (!loss->table)
        return arena_format(arena, "schema %s", loss->schema);
    if (loss->is_sequence)
        return arena_format(arena, "the position of sequence %s", loss->table);
    if (!loss->column)
        return arena_format(arena, "table %s", loss->table);
    return arena_format(arena, "column %s.%s", loss->table, loss->column);
}
