#include "limbeck/schema/creation_order.h"

#include <stdlib.h>
#include <string.h>

typedef struct Waiting {
    const Table *table;
    bool is_placed;
} Waiting;

typedef struct WaitingTables {
    Waiting *items;
    size_t count;
} WaitingTables;

static int by_name(const void *left, const void *right)
{
    const Table *one = ((const Waiting *)left)->table, *other = ((const Waiting *)right)->table;
    int order = strcmp(one->schema ? one->schema : "", other->schema ? other->schema : "");
    return order ? order : strcmp(one->name, other->name);
}

/* A key to a table of the model that is not placed yet, other than its own. */
static bool waits(const WaitingTables *all, const Table *table, const Constraint *constraint)
{
    if (constraint->kind != CONSTRAINT_FOREIGN_KEY)
        return false;
    for (size_t i = 0; i < all->count; i++) {
        const Waiting *other = &all->items[i];
        if (!other->is_placed && other->table != table && same_name(other->table->name, constraint->referent_table) &&
            same_name(other->table->schema, constraint->referent_schema))
            return true;
    }
    return false;
}

static bool is_ready(const WaitingTables *all, const Table *table)
{
    for (size_t i = 0; i < table->constraints.count; i++)
        if (waits(all, table, table->constraints.items[i]))
            return false;
    return true;
}

static bool has_same_columns(const Constraint *left, const Constraint *right)
{
    bool same = left->columns.count == right->columns.count;
    for (size_t i = 0; same && i < left->columns.count; i++)
        same = strcmp(left->columns.items[i], right->columns.items[i]) == 0;
    return same;
}

/* CREATE TABLE makes one constraint of a unique key and another key of the same columns; ALTER TABLE adds both. */
static bool repeats_a_key(const Table *table, size_t at)
{
    const Constraint *key = table->constraints.items[at];
    for (size_t i = 0; key->kind == CONSTRAINT_UNIQUE && i < table->constraints.count; i++) {
        const Constraint *other = table->constraints.items[i];
        bool is_before = other->kind == CONSTRAINT_PRIMARY_KEY || (other->kind == CONSTRAINT_UNIQUE && i < at);
        if (is_before && has_same_columns(key, other))
            return true;
    }
    return false;
}

static bool has_repeated_key(const Table *table)
{
    for (size_t i = 0; i < table->constraints.count; i++)
        if (repeats_a_key(table, i))
            return true;
    return false;
}

/* The table without the keys that have to wait. */
static const Table *without_late_keys(Arena *arena, const WaitingTables *all, const Table *table, CreationOrder *order)
{
    Table *copy = arena_copy(arena, table, 1, sizeof *table);
    copy->constraints.items = NULL;
    copy->constraints.count = copy->constraints.capacity = 0;
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        if (waits(all, table, constraint) || repeats_a_key(table, i)) {
            LateKey key = {table, constraint};
            vector_push(arena, &order->keys, key);
        } else {
            vector_push(arena, &copy->constraints, constraint);
        }
    }
    return copy;
}

/* The first that can be next; in a circle the first of all, without the keys that wait. */
static Waiting *next_of(const WaitingTables *all, bool *is_circle)
{
    Waiting *first = NULL;
    *is_circle = false;
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].is_placed)
            continue;
        if (is_ready(all, all->items[i].table))
            return &all->items[i];
        first = first ? first : &all->items[i];
    }
    *is_circle = first != NULL;
    return first;
}

void schema_creation_order(Arena *arena, const SchemaModel *model, bool adds_keys, CreationOrder *order)
{
    WaitingTables all = {ARENA_ARRAY(arena, Waiting, model->tables.count + 1), model->tables.count};
    for (size_t i = 0; i < all.count; i++)
        all.items[i] = (Waiting){.table = model->tables.items[i]};
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_name);
    bool is_circle;
    for (Waiting *next; (next = next_of(&all, &is_circle));) {
        bool is_late = adds_keys && (is_circle || has_repeated_key(next->table));
        const Table *table = is_late ? without_late_keys(arena, &all, next->table, order) : next->table;
        next->is_placed = true;
        vector_push(arena, &order->tables, table);
    }
}
