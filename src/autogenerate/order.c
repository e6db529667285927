#include "limbeck/autogenerate/order.h"

#include "limbeck/schema/creation_order.h"

#include <stdlib.h>

typedef enum { STAGE_TYPES, STAGE_TABLES, STAGE_CHANGES, STAGE_DROPPED_TABLES, STAGE_DROPPED_TYPES } Stage;

typedef struct Ranked {
    Difference difference;
    Stage stage;
    size_t place; /* within the stage */
} Ranked;

static int by_rank(const void *left, const void *right)
{
    const Ranked *one = left, *other = right;
    return one->stage != other->stage ? (one->stage > other->stage) - (one->stage < other->stage)
                                      : (one->place > other->place) - (one->place < other->place);
}

static size_t place_in(const CreationOrder *order, const Table *table)
{
    for (size_t i = 0; i < order->tables.count; i++)
        if (same_name(order->tables.items[i]->name, table->name) &&
            same_name(order->tables.items[i]->schema, table->schema))
            return i;
    return order->tables.count;
}

/* The same, without the keys that come later. */
static Difference with_table(Arena *arena, const Difference *difference, const Table *table)
{
    Operation *create = arena_copy(arena, difference->upgrade, 1, sizeof *create);
    create->table = table;
    return (Difference){create, difference->downgrade, difference->table, difference->schema};
}

static Ranked rank(Arena *arena, const Difference *difference, size_t at, const CreationOrder *before,
                   const CreationOrder *after)
{
    const Operation *operation = difference->upgrade;
    Ranked ranked = {*difference, STAGE_CHANGES, at};
    if (operation->kind == OPERATION_CREATE_ENUM)
        ranked.stage = STAGE_TYPES;
    if (operation->kind == OPERATION_DROP_ENUM)
        ranked.stage = STAGE_DROPPED_TYPES;
    if (operation->kind == OPERATION_CREATE_TABLE) {
        ranked.stage = STAGE_TABLES;
        ranked.place = place_in(after, operation->table);
        if (ranked.place < after->tables.count)
            ranked.difference = with_table(arena, difference, after->tables.items[ranked.place]);
    }
    if (operation->kind == OPERATION_DROP_TABLE) {
        ranked.stage = STAGE_DROPPED_TABLES;
        ranked.place = before->tables.count - place_in(before, difference->downgrade->table);
    }
    return ranked;
}

/* Keys of a circle: of tables that are not in the other schema, where they would be a change of a table. */
static void add_keys(Arena *arena, const CreationOrder *order, const SchemaModel *other, bool is_dropped,
                     Differences *ordered)
{
    for (size_t i = 0; i < order->keys.count; i++) {
        const LateKey *late = &order->keys.items[i];
        if (schema_model_table(other, late->table->schema, late->table->name))
            continue;
        Operation *operations = ARENA_ARRAY(arena, Operation, 2);
        for (size_t k = 0; k < 2; k++)
            operations[k] = (Operation){.kind = k == 0 ? OPERATION_CREATE_CONSTRAINT : OPERATION_DROP_CONSTRAINT,
                                        .table_name = late->table->name,
                                        .schema = late->table->schema,
                                        .constraint = late->key};
        Difference difference = {&operations[is_dropped], &operations[!is_dropped], late->table->name,
                                 late->table->schema};
        vector_push(arena, ordered, difference);
    }
}

void order_differences(Arena *arena, const SchemaModel *before, const SchemaModel *after, bool adds_keys,
                       const Differences *differences, Differences *ordered)
{
    CreationOrder old = {0}, new = {0};
    schema_creation_order(arena, before, adds_keys, &old);
    schema_creation_order(arena, after, adds_keys, &new);
    Ranked *ranked = ARENA_ARRAY(arena, Ranked, differences->count + 1);
    for (size_t i = 0; i < differences->count; i++)
        ranked[i] = rank(arena, &differences->items[i], i, &old, &new);
    if (differences->count)
        qsort(ranked, differences->count, sizeof *ranked, by_rank);
    add_keys(arena, &old, after, true, ordered);
    for (size_t i = 0; i < differences->count; i++) {
        if (ranked[i].stage > STAGE_CHANGES && (!i || ranked[i - 1].stage <= STAGE_CHANGES))
            add_keys(arena, &new, before, false, ordered);
        vector_push(arena, ordered, ranked[i].difference);
    }
    if (!differences->count || ranked[differences->count - 1].stage <= STAGE_CHANGES)
        add_keys(arena, &new, before, false, ordered);
}
