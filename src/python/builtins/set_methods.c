/* Methods of set and frozenset. */
#include "builtins.h"

#include <string.h>

BUILTIN(set_add)
{
    *result = value_none();
    return dict_set(interpreter, self.dict, argument_at(arguments, 0), value_none());
}

/* A set is looked up as the frozenset of its items. */
static bool remove_item(Interpreter *interpreter, Value self, Value item, Value *removed)
{
    Value wanted = value_plain(item);
    if (wanted.kind == VALUE_SET) {
        if (!dict_copy(interpreter, wanted, &item))
            return false;
        item.object->kind = item.kind = VALUE_FROZENSET;
        python_push(interpreter, item);
    }
    return dict_remove(interpreter, self.dict, item, removed);
}

BUILTIN(set_discard)
{
    Value removed;
    *result = value_none();
    return remove_item(interpreter, self, argument_at(arguments, 0), &removed);
}

BUILTIN(set_remove)
{
    Value removed;
    *result = value_none();
    if (!remove_item(interpreter, self, argument_at(arguments, 0), &removed))
        return false;
    return value_given(removed) || python_key_error(interpreter, argument_at(arguments, 0));
}

/* The first item in iteration order. For texts that order depends on the hash seed and differs from run to run. */
BUILTIN(set_pop)
{
    (void)arguments;
    Value list, removed;
    const Dict *set = self.dict;
    if (!set->count)
        return python_key_error_text(interpreter, "pop from an empty set");
    bool got_items = set->popped && set->popped != set->used; /* CPython's search goes on behind the last item taken */
    if (!set_in_order(interpreter, self, &list))
        return false;
    if ((!value_given(list) || got_items) && set->count > 1)
        return python_refuse(interpreter,
                             got_items ? "set.pop() of a set that got items after another pop(): limbeck does not know "
                                         "which item it takes"
                                       : "set.pop() of a set with other items than integers: which of them it takes "
                                         "differs in each run");
    for (size_t i = 0; i < set->used && !value_given(list); i++)
        if (value_given(set->entries[i].key))
            *result = set->entries[i].key;
    if (value_given(list))
        *result = list.list->items[0];
    if (!dict_remove(interpreter, self.dict, *result, &removed))
        return false;
    self.dict->popped = self.dict->used;
    return true;
}

bool set_of_items(Interpreter *interpreter, Value value, Value *set)
{
    Value plain = value_plain(value), items;
    if (plain.kind == VALUE_SET || plain.kind == VALUE_FROZENSET) {
        *set = plain;
        return true;
    }
    if (!python_collect(interpreter, value, &items) || !python_set(interpreter, VALUE_SET, set))
        return false;
    python_push(interpreter, *set);
    for (size_t i = 0; i < items.list->count; i++)
        if (!dict_set(interpreter, set->dict, items.list->items[i], value_none()))
            return false;
    return true;
}

BUILTIN(set_copy)
{
    (void)arguments;
    *result = self; /* a frozenset is its own copy */
    return self.kind == VALUE_FROZENSET || set_clone(interpreter, self, self.kind, result);
}

/* With an iterable that is no set, items are added or removed one by one, which the order of the result shows. */
static bool combine_items(Interpreter *interpreter, Value left, bool is_fresh, Value iterable, Operator operator_,
                          Value *result)
{
    Value items, ignored;
    bool adds_common = operator_ == OPERATOR_BIT_AND;
    if (!python_collect(interpreter, iterable, &items))
        return false;
    *result = left;
    if ((adds_common && !python_set(interpreter, left.kind, result)) ||
        (!adds_common && !is_fresh && !set_clone(interpreter, left, left.kind, result)))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < items.list->count; i++) {
        Value item = items.list->items[i], found = item;
        if (adds_common && !dict_get(interpreter, left.dict, item, &found))
            return false;
        bool done = operator_ == OPERATOR_SUBTRACT ? dict_remove(interpreter, result->dict, item, &ignored)
                    : value_given(found)           ? dict_set(interpreter, result->dict, item, value_none())
                                                   : true;
        if (!done)
            return false;
    }
    return true;
}

static bool goes_by_items(Value value, Operator operator_, bool is_fresh)
{
    ValueKind kind = value_plain(value).kind;
    bool is_table = kind == VALUE_SET || kind == VALUE_FROZENSET || kind == VALUE_DICT;
    return operator_ != OPERATOR_BIT_XOR && (!is_table || (is_fresh && operator_ == OPERATOR_SUBTRACT));
}

static bool toggle_items(Interpreter *interpreter, Value set, Dict *into)
{
    Value items, removed;
    if (!python_collect(interpreter, set, &items))
        return false;
    for (size_t i = 0; i < items.list->count; i++)
        if (!dict_remove(interpreter, into, items.list->items[i], &removed) ||
            (!value_given(removed) && !dict_set(interpreter, into, items.list->items[i], value_none())))
            return false;
    return true;
}

/* Of two values, the second of which may be any iterable. `is_fresh`: left was made here, so it may change. */
static bool combine_two(Interpreter *interpreter, Value left, bool is_fresh, Value right, Operator operator_,
                        Value *result)
{
    Value other, plain = value_plain(right);
    bool is_set = plain.kind == VALUE_SET || plain.kind == VALUE_FROZENSET;
    if (goes_by_items(right, operator_, is_fresh))
        return combine_items(interpreter, left, is_fresh, right, operator_, result);
    if (!set_of_items(interpreter, right, &other))
        return false;
    if (operator_ == OPERATOR_BIT_OR && is_fresh && left.kind == VALUE_SET)
        return python_augment(interpreter, operator_, left, other, result);
    if (operator_ != OPERATOR_BIT_XOR || is_set)
        return python_binary(interpreter, operator_, left, other, result);
    other.kind = other.object->kind = left.kind;
    *result = other;
    return toggle_items(interpreter, left, other.dict);
}

static bool set_combine(Interpreter *interpreter, Value self, const Arguments *arguments, Operator operator_,
                        Value *result)
{
    *result = self;
    for (size_t i = 0; i < arguments->positional; i++) {
        python_push(interpreter, *result);
        if (!combine_two(interpreter, *result, i > 0, arguments->values[i], operator_, result))
            return false;
    }
    return arguments->positional || set_clone(interpreter, self, self.kind, result);
}

/* update(): a dictionary makes room for all its keys first. */
static bool add_items(Interpreter *interpreter, Value set, Value iterable)
{
    Value items, plain = value_plain(iterable);
    if (plain.kind == VALUE_SET || plain.kind == VALUE_FROZENSET)
        return set_augment(interpreter, OPERATOR_BIT_OR, set, plain);
    if (!python_collect(interpreter, iterable, &items) ||
        (plain.kind == VALUE_DICT && !set_make_room(interpreter, set, items.list->count)))
        return false;
    for (size_t i = 0; i < items.list->count; i++)
        if (!dict_set(interpreter, set.dict, items.list->items[i], value_none()))
            return false;
    return true;
}

/* difference_update() and symmetric_difference_update() change the table item by item. */
static bool change_items(Interpreter *interpreter, Value self, Value iterable, Operator operator_)
{
    Value other;
    if (operator_ == OPERATOR_BIT_XOR) {
        if (!set_of_items(interpreter, iterable, &other))
            return false;
        python_push(interpreter, other);
        return set_augment(interpreter, operator_, self, other);
    }
    if (value_plain(iterable).dict == self.dict) {
        dict_empty(self.dict);
        return true;
    }
    return python_collect(interpreter, iterable, &other) && set_subtract(interpreter, self, other.list);
}

/* The same, changing the set itself. */
static bool set_change(Interpreter *interpreter, Value self, const Arguments *arguments, Operator operator_,
                       Value *result)
{
    Value made;
    size_t mark = python_stack_mark(interpreter);
    if (operator_ != OPERATOR_BIT_AND) {
        *result = value_none();
        for (size_t i = 0; i < arguments->positional; i++) {
            if (!change_items(interpreter, self, arguments->values[i], operator_))
                return false;
            python_stack_reset(interpreter, mark);
        }
        return true;
    }
    if (!set_combine(interpreter, self, arguments, operator_, &made))
        return false;
    python_push(interpreter, made);
    if (made.dict != self.dict && !python_take_set(interpreter, self.dict, made.dict))
        return false;
    python_stack_reset(interpreter, mark);
    *result = value_none();
    return true;
}

#define COMBINES(name, operator_, how)                                                                                 \
    BUILTIN(name)                                                                                                      \
    {                                                                                                                  \
        return how(interpreter, self, arguments, operator_, result);                                                   \
    }
COMBINES(set_union, OPERATOR_BIT_OR, set_combine)
COMBINES(set_intersection, OPERATOR_BIT_AND, set_combine)
COMBINES(set_difference, OPERATOR_SUBTRACT, set_combine)
COMBINES(set_symmetric_difference, OPERATOR_BIT_XOR, set_combine)
COMBINES(set_intersection_update, OPERATOR_BIT_AND, set_change)
COMBINES(set_difference_update, OPERATOR_SUBTRACT, set_change)
COMBINES(set_symmetric_difference_update, OPERATOR_BIT_XOR, set_change)

#define COMPARES(name, operator_)                                                                                      \
    BUILTIN(name)                                                                                                      \
    {                                                                                                                  \
        Value other;                                                                                                   \
        return set_of_items(interpreter, argument_at(arguments, 0), &other) &&                                         \
               python_compare(interpreter, operator_, self, other, result);                                            \
    }
COMPARES(set_issubset, OPERATOR_LESS_EQUAL)
COMPARES(set_issuperset, OPERATOR_GREATER_EQUAL)

BUILTIN(set_isdisjoint)
{
    Value items, found = value_absent();
    if (!python_collect(interpreter, argument_at(arguments, 0), &items))
        return false;
    for (size_t i = 0; i < items.list->count && !value_given(found); i++)
        if (!dict_get(interpreter, self.dict, items.list->items[i], &found))
            return false;
    *result = value_bool(!value_given(found));
    return true;
}

BUILTIN(set_update)
{
    *result = value_none();
    for (size_t i = 0; i < arguments->positional; i++)
        if (!add_items(interpreter, self, arguments->values[i]))
            return false;
    return true;
}

BUILTIN(set_clear)
{
    (void)arguments;
    *result = value_none();
    dict_empty(self.dict);
    return !python_failed(interpreter);
}

#define SHARED_METHODS                                                                                                 \
    {"union", set_union, TAKES(0, ANY_NUMBER)}, {"intersection", set_intersection, TAKES(0, ANY_NUMBER)},              \
        {"difference", set_difference, TAKES(0, ANY_NUMBER)},                                                          \
        {"symmetric_difference", set_symmetric_difference, TAKES(1, 1)}, {"issubset", set_issubset, TAKES(1, 1)},      \
        {"issuperset", set_issuperset, TAKES(1, 1)}, {"isdisjoint", set_isdisjoint, TAKES(1, 1)},                      \
    {                                                                                                                  \
        "copy", set_copy, TAKES(0, 0)                                                                                  \
    }

const NativeMember frozenset_methods[] = {SHARED_METHODS, {NULL, NULL}};

const NativeMember set_methods[] = {
    SHARED_METHODS,
    {"add", set_add, TAKES(1, 1)},
    {"discard", set_discard, TAKES(1, 1)},
    {"remove", set_remove, TAKES(1, 1)},
    {"pop", set_pop, TAKES(0, 0)},
    {"update", set_update, TAKES(0, ANY_NUMBER)},
    {"intersection_update", set_intersection_update, TAKES(0, ANY_NUMBER)},
    {"difference_update", set_difference_update, TAKES(0, ANY_NUMBER)},
    {"symmetric_difference_update", set_symmetric_difference_update, TAKES(1, 1)},
    {"clear", set_clear, TAKES(0, 0)},
    {NULL, NULL},
};
