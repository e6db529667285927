/* CPython's iteration order of a set: the order of its hash table's slots. For numbers it does not depend on the
 * hash seed, so it is reproduced here. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST_TABLE = 8, PROBES = 9, MANY = 50000, PERTURB_SHIFT = 5 };

typedef struct Table {
    Value *places; /* ABSENT: empty; None: an item was removed here */
    size_t size;
    size_t filled; /* places that are not empty */
    size_t live;   /* items */
} Table;

static bool is_number(Value key)
{
    return value_is_integer(key) || key.kind == VALUE_FLOAT;
}

static bool is_item(Value place)
{
    return value_given(place) && place.kind != VALUE_NONE;
}

/* The same object, or the same number that is no object. */
static bool is_same(Value left, Value right)
{
    return left.kind == right.kind && memcmp(&left.integer, &right.integer, sizeof left.integer) == 0;
}

/* The place of the key; or where it goes, which is the last place of a removed item before the empty one. */
static Value *place_of(const Table *table, Value key)
{
    uint64_t hash = (uint64_t)(key.kind == VALUE_FLOAT ? real_hash(key.real) : integer_hash(key)), perturb = hash;
    size_t mask = table->size - 1, at = (size_t)hash & mask;
    Value *removed = NULL;
    for (;;) {
        size_t probes = at + PROBES <= mask ? PROBES : 0;
        for (size_t i = 0; i <= probes; i++) {
            Value *place = &table->places[at + i];
            if (!value_given(*place))
                return removed ? removed : place;
            if (is_same(*place, key))
                return place;
            if (place->kind == VALUE_NONE)
                removed = place;
        }
        perturb >>= PERTURB_SHIFT;
        at = (at * 5 + 1 + (size_t)perturb) & mask;
    }
}

/* False: it took the place of a removed item, where CPython does not look if the table is full. */
static bool add_key(Table *table, Value key)
{
    Value *place = place_of(table, key);
    bool is_new = place->kind != VALUE_NONE;
    *place = key;
    table->filled += is_new;
    table->live++;
    return is_new;
}

static void remove_key(Table *table, Value key)
{
    *place_of(table, key) = value_none();
    table->live--;
}

/* The places of removed items become free. */
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
        if (is_item(table->places[i]))
            add_key(&grown, table->places[i]);
    free(table->places);
    *table = grown;
    return true;
}

static bool is_full(size_t filled, size_t size)
{
    return filled * 5 >= (size - 1) * 3;
}

/* For each number of entries the first entry that was removed then, counted from 1, and for each entry the next. */
typedef struct Removals {
    size_t *first, *next;
} Removals;

static void collect_removals(const Dict *set, Removals *removals)
{
    size_t bytes = (set->used + 1) * sizeof(size_t);
    removals->first = memory_alloc(bytes);
    removals->next = memory_alloc(bytes);
    memset(removals->first, 0, bytes);
    for (size_t i = 0; i < set->used; i++)
        if (!value_given(set->entries[i].key)) {
            removals->next[i] = removals->first[set->entries[i].hash];
            removals->first[set->entries[i].hash] = i + 1;
        }
}

static void remove_those(Table *table, const Dict *set, const Removals *removals, size_t at)
{
    for (size_t i = removals->first ? removals->first[at] : 0; i; i = removals->next[i - 1])
        remove_key(table, set->entries[i - 1].value);
}

/* Adds and removes each key in turn, except keys copied from another set at once. */
static bool fill(Interpreter *interpreter, Table *table, const Dict *set, const Removals *removals)
{
    size_t first = set->table_size ? set->table_size : SMALLEST_TABLE;
    if (!resize(interpreter, table, first - 1))
        return false;
    for (size_t i = 0; i < set->used; i++) {
        const DictEntry *entry = &set->entries[i];
        remove_those(table, set, removals, i);
        bool is_new = add_key(table, value_given(entry->key) ? entry->key : entry->value);
        if (is_new && i >= set->merged && is_full(table->filled, table->size) &&
            !resize(interpreter, table, table->live * (table->live > MANY ? 2 : 4)))
            return false;
    }
    remove_those(table, set, removals, set->used);
    return true;
}

static bool has_numbers_alone(const Dict *set)
{
    for (size_t i = 0; i < set->used; i++) {
        Value key = value_given(set->entries[i].key) ? set->entries[i].key : set->entries[i].value;
        if (!is_number(key) || (key.kind == VALUE_FLOAT && isnan(key.real)))
            return false;
    }
    return true;
}

typedef struct TableSize {
    size_t size, filled;
} TableSize;

/* *list stays ABSENT if the order is not known. */
static bool lay_out(Interpreter *interpreter, Value set, Value *list, TableSize *of)
{
    Table table = {0};
    Removals removals = {0};
    *list = value_absent();
    *of = (TableSize){SMALLEST_TABLE, 0};
    if ((set.dict->count < 2 && set.dict->used == set.dict->count) || !has_numbers_alone(set.dict))
        return true;
    if (set.dict->forgets && set.dict->count > 1)
        return python_refuse(interpreter, "the order of a set of numbers from which many were removed; keep "
                                          "them in a list or a dictionary");
    if (set.dict->used != set.dict->count)
        collect_removals(set.dict, &removals);
    bool done = python_charge(interpreter, set.dict->used) && fill(interpreter, &table, set.dict, &removals);
    size_t count = 0;
    *of = (TableSize){table.size, table.filled};
    for (size_t i = 0; done && i < table.size; i++)
        if (is_item(table.places[i]))
            table.places[count++] = table.places[i];
    done = done && python_list(interpreter, table.places, count, list);
    free(removals.first);
    free(removals.next);
    free(table.places);
    return done;
}

bool set_in_order(Interpreter *interpreter, Value set, Value *list)
{
    TableSize of;
    return lay_out(interpreter, set, list, &of);
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
    TableSize of;
    size_t mark = python_stack_mark(interpreter), count = set.dict->count;
    if (!lay_out(interpreter, set, &items, &of))
        return false;
    size_t wanted = is_full(count, SMALLEST_TABLE) ? room_for(count) : SMALLEST_TABLE;
    if (!value_given(items) || (of.size == wanted && count == set.dict->used)) {
        bool done = dict_copy(interpreter, set, result);
        if (done) {
            result->kind = result->object->kind = kind;
            result->dict->popped = 0;
        }
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

/* The items in a new table. */
static bool set_rebuild(Interpreter *interpreter, Value set, Value items, size_t size)
{
    Value laid;
    size_t mark = python_stack_mark(interpreter), count = set.dict->count;
    python_push(interpreter, items);
    if (!set_of(interpreter, set.kind, items.list, &laid) || !python_take_set(interpreter, set.dict, laid.dict))
        return false;
    python_stack_reset(interpreter, mark);
    set.dict->table_size = size;
    set.dict->merged = count;
    return true;
}

bool set_make_room(Interpreter *interpreter, Value set, size_t more)
{
    Value items;
    TableSize of;
    size_t count = set.dict->count;
    if (!lay_out(interpreter, set, &items, &of))
        return false;
    if (count && !value_given(items) && !has_numbers_alone(set.dict))
        return true;
    if (!is_full((of.filled ? of.filled : count) + more, of.size))
        return true;
    if (value_given(items))
        return set_rebuild(interpreter, set, items, room_for(count + more));
    set.dict->table_size = room_for(count + more);
    set.dict->merged = count;
    return true;
}

/* As update() and |= do: an empty set gets a copy of the other table. */
static bool set_merge(Interpreter *interpreter, Value set, Value other)
{
    Value items;
    size_t mark = python_stack_mark(interpreter);
    if (set.dict == other.dict || !other.dict->count)
        return true;
    if (!set.dict->used) {
        bool done =
            set_clone(interpreter, other, set.kind, &items) && python_take_set(interpreter, set.dict, items.dict);
        python_stack_reset(interpreter, mark);
        return done;
    }
    if (!python_collect(interpreter, other, &items))
        return false;
    python_push(interpreter, items);
    bool done = set_make_room(interpreter, set, other.dict->count);
    for (size_t i = 0; done && i < items.list->count; i++)
        done = dict_set(interpreter, set.dict, items.list->items[i], value_none());
    python_stack_reset(interpreter, mark);
    return done;
}

/* Removes the items one by one, as difference_update() does: the table may be made again afterwards. */
bool set_subtract(Interpreter *interpreter, Value set, const List *few)
{
    Value items, removed;
    TableSize of;
    for (size_t i = 0; i < few->count; i++)
        if (!dict_remove(interpreter, set.dict, few->items[i], &removed))
            return false;
    if (set.dict->used == set.dict->count)
        return true;
    if (!lay_out(interpreter, set, &items, &of))
        return false;
    size_t live = set.dict->count, size = SMALLEST_TABLE;
    if (!value_given(items) || of.filled - live <= (of.size - 1) / 4)
        return true;
    while (size <= live * (live > MANY ? 2 : 4))
        size *= 2;
    return set_rebuild(interpreter, set, items, size);
}

static bool toggle(Interpreter *interpreter, Value set, const List *items)
{
    Value removed;
    for (size_t i = 0; i < items->count; i++)
        if (!dict_remove(interpreter, set.dict, items->items[i], &removed) ||
            (!value_given(removed) && !dict_set(interpreter, set.dict, items->items[i], value_none())))
            return false;
    return true;
}

bool set_augment(Interpreter *interpreter, Operator operator_, Value set, Value other)
{
    Value items;
    size_t mark = python_stack_mark(interpreter);
    if (operator_ == OPERATOR_BIT_OR)
        return set_merge(interpreter, set, other);
    if (set.dict == other.dict) {
        dict_empty(set.dict);
        return true;
    }
    if (!python_collect(interpreter, other, &items))
        return false;
    python_push(interpreter, items);
    bool done = operator_ == OPERATOR_SUBTRACT ? set_subtract(interpreter, set, items.list)
                                               : toggle(interpreter, set, items.list);
    python_stack_reset(interpreter, mark);
    return done;
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
