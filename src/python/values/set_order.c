/* CPython's iteration order of a set: the order of its hash table's slots. For numbers it does not depend on the
 * hash seed, so it is reproduced here. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST_TABLE = 8, PROBES = 9, MANY = 50000, PERTURB_SHIFT = 5 };

typedef struct Table {
    Value *places; /* ABSENT: empty */
    size_t size, used;
} Table;

static bool is_number(Value key)
{
    return value_is_integer(key) || key.kind == VALUE_FLOAT;
}

static void place_key(const Table *table, Value key)
{
    uint64_t hash = (uint64_t)(key.kind == VALUE_FLOAT ? real_hash(key.real) : integer_hash(key)), perturb = hash;
    size_t mask = table->size - 1, at = (size_t)hash & mask;
    for (;;) {
        size_t probes = at + PROBES <= mask ? PROBES : 0;
        for (size_t i = 0; i <= probes; i++)
            if (!value_given(table->places[at + i])) {
                table->places[at + i] = key;
                return;
            }
        perturb >>= PERTURB_SHIFT;
        at = (at * 5 + 1 + (size_t)perturb) & mask;
    }
}

static bool resize(Interpreter *interpreter, Table *table, size_t wanted)
{
    Table grown = {.size = SMALLEST_TABLE};
    while (grown.size <= wanted)
        grown.size *= 2;
    if (!python_reserve_memory(interpreter, grown.size, sizeof(Value)) || !python_charge(interpreter, grown.size))
        return false;
    grown.places = memory_alloc(grown.size * sizeof(Value));
    for (size_t i = 0; i < grown.size; i++)
        grown.places[i] = value_absent();
    for (size_t i = 0; i < table->size; i++)
        if (value_given(table->places[i]))
            place_key(&grown, table->places[i]);
    free(table->places);
    grown.used = table->used;
    *table = grown;
    return true;
}

static bool is_full(size_t used, size_t size)
{
    return used * 5 >= (size - 1) * 3;
}

/* Adds each key as set.add() does, except keys copied from another set at once. */
static bool fill(Interpreter *interpreter, Table *table, const Dict *set)
{
    size_t first = set->table_size ? set->table_size : SMALLEST_TABLE, live = 0;
    if (!resize(interpreter, table, first - 1))
        return false;
    for (size_t i = 0; i < set->used; i++) {
        if (!value_given(set->entries[i].key))
            continue;
        place_key(table, set->entries[i].key);
        table->used++;
        if (++live > set->merged && is_full(table->used, table->size) &&
            !resize(interpreter, table, table->used * (table->used > MANY ? 2 : 4)))
            return false;
    }
    return true;
}

static bool has_numbers_alone(const Dict *set)
{
    for (size_t i = 0; i < set->used; i++) {
        Value key = set->entries[i].key;
        if (value_given(key) && (!is_number(key) || (key.kind == VALUE_FLOAT && isnan(key.real))))
            return false;
    }
    return true;
}

/* *list stays ABSENT if the order is not known; *size is the size of the table. */
static bool lay_out(Interpreter *interpreter, Value set, Value *list, size_t *size)
{
    Table table = {0};
    *list = value_absent();
    *size = SMALLEST_TABLE;
    if (set.dict->count < 2 || !has_numbers_alone(set.dict))
        return true;
    bool done = python_charge(interpreter, set.dict->used) && fill(interpreter, &table, set.dict);
    size_t count = 0;
    *size = table.size;
    for (size_t i = 0; done && i < table.size; i++)
        if (value_given(table.places[i]))
            table.places[count++] = table.places[i];
    done = done && python_list(interpreter, table.places, count, list);
    free(table.places);
    return done;
}

bool set_in_order(Interpreter *interpreter, Value set, Value *list)
{
    size_t size;
    return lay_out(interpreter, set, list, &size);
}

static bool set_of(Interpreter *interpreter, ValueKind kind, const List *items, Value *result)
{
    if (!python_set(interpreter, kind, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < items->count; i++)
        if (!dict_set(interpreter, result->dict, items->items[i], value_none()))
            return false;
    return true;
}

static size_t room_for(size_t count)
{
    size_t size = SMALLEST_TABLE;
    while (size <= count * 2)
        size *= 2;
    return size;
}

bool set_clone(Interpreter *interpreter, Value set, ValueKind kind, Value *result)
{
    Value items;
    size_t size, mark = python_stack_mark(interpreter), count = set.dict->count;
    if (!lay_out(interpreter, set, &items, &size))
        return false;
    size_t wanted = is_full(count, SMALLEST_TABLE) ? room_for(count) : SMALLEST_TABLE;
    if (!value_given(items) || size == wanted) {
        bool done = dict_copy(interpreter, set, result);
        if (done)
            result->kind = result->object->kind = kind;
        return done;
    }
    python_push(interpreter, items);
    bool done = set_of(interpreter, kind, items.list, result);
    python_stack_reset(interpreter, mark);
    result->dict->table_size = wanted;
    result->dict->merged = count;
    return done;
}

bool set_without(Interpreter *interpreter, Value set, Value few, Value *result)
{
    Value removed;
    if (!set_clone(interpreter, set, set.kind, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < few.dict->used; i++)
        if (value_given(few.dict->entries[i].key) &&
            !dict_remove(interpreter, result->dict, few.dict->entries[i].key, &removed))
            return false;
    return true;
}

bool set_make_room(Interpreter *interpreter, Value set, size_t more)
{
    Value items, laid;
    size_t size, mark = python_stack_mark(interpreter), count = set.dict->count;
    if (!lay_out(interpreter, set, &items, &size))
        return false;
    if (count && !value_given(items) && !has_numbers_alone(set.dict))
        return true;
    if (!is_full(count + more, size))
        return true;
    if (value_given(items)) {
        python_push(interpreter, items);
        if (!set_of(interpreter, set.kind, items.list, &laid) || !python_take_set(interpreter, set.dict, laid.dict))
            return false;
        python_stack_reset(interpreter, mark);
    }
    set.dict->table_size = room_for(count + more);
    set.dict->merged = count;
    return true;
}

/* {1, 2, 3} is compiled to a constant frozenset, rebuilt from its own items; the set is a copy of it. */
bool set_of_constants(Interpreter *interpreter, Value *set)
{
    Value items, constant;
    size_t mark = python_stack_mark(interpreter);
    if (!set_in_order(interpreter, *set, &items))
        return false;
    if (!value_given(items))
        return true;
    python_push(interpreter, items);
    bool done =
        set_of(interpreter, VALUE_SET, items.list, &constant) && set_clone(interpreter, constant, VALUE_SET, set);
    python_stack_reset(interpreter, mark);
    return done;
}
