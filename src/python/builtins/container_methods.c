/* Methods of list, tuple, dict and set. */
#include "dict_views.h"
#include "limbeck/python/runtime/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- list ------------------------------------------------------------------ */

static bool list_append_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_none();
    if (arguments->positional != 1)
        return python_raise(interpreter, "TypeError", "append() takes exactly one argument (%zu given)",
                            arguments->positional);
    return list_append(interpreter, self.list, arguments->values[0]);
}

static bool list_extend(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value items;
    *result = value_none();
    if (!python_collect(interpreter, argument_at(arguments, 0), &items))
        return false;
    for (size_t i = 0; i < items.list->count; i++)
        if (!list_append(interpreter, self.list, items.list->items[i]))
            return false;
    return true;
}

/* After so many items took other places. */
static bool moved(Interpreter *interpreter, size_t items)
{
    enum { FEW = 256 };
    return items <= FEW || python_charge(interpreter, items);
}

static bool list_insert(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    int64_t index;
    List *list = self.list;
    *result = value_none();
    if (!expect_int(interpreter, argument_at(arguments, 0), "index", &index) ||
        !list_append(interpreter, list, argument_at(arguments, 1)))
        return false;
    int64_t count = (int64_t)list->count - 1;
    index = index < 0 ? (index + count < 0 ? 0 : index + count) : index > count ? count : index;
    memmove(list->items + index + 1, list->items + index, (size_t)(count - index) * sizeof(Value));
    list->items[index] = argument_at(arguments, 1);
    return moved(interpreter, (size_t)(count - index));
}

static bool list_pop(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    int64_t index = -1;
    List *list = self.list;
    if (arguments->positional && !expect_int(interpreter, arguments->values[0], "index", &index))
        return false;
    index += index < 0 ? (int64_t)list->count : 0;
    if (index < 0 || index >= (int64_t)list->count)
        return python_raise(interpreter, "IndexError", list->count ? "pop index out of range" : "pop from empty list");
    *result = list->items[index];
    list->count--;
    memmove(list->items + index, list->items + index + 1, (list->count - (size_t)index) * sizeof(Value));
    return moved(interpreter, list->count - (size_t)index);
}

static bool lacks(Interpreter *interpreter, Value self, Value wanted)
{
    if (self.kind == VALUE_TUPLE)
        return python_raise(interpreter, "ValueError", "tuple.index(x): x not in tuple");
    Text shown = python_buffer(interpreter);
    if (python_repr(interpreter, wanted, &shown))
        python_raise(interpreter, "ValueError", "%s is not in list", text_string(&shown));
    text_release(&shown);
    return false;
}

/* From *index up to `end`, which may grow shorter as comparing runs the script's code. */
static bool list_find(Interpreter *interpreter, Value self, Value wanted, size_t end, size_t *index)
{
    for (; *index < end && *index < self.list->count; (*index)++) {
        bool equal;
        if ((*index % ITEM_UNITS == ITEM_UNITS - 1 && !python_charge(interpreter, 0)) ||
            !python_equal(interpreter, self.list->items[*index], wanted, &equal))
            return false;
        if (equal)
            return true;
    }
    return lacks(interpreter, self, wanted);
}

/* index(value, start, stop): bounds are as those of a slice. */
static bool list_bound(Interpreter *interpreter, const Arguments *arguments, size_t at, size_t count, size_t *bound)
{
    int64_t given;
    if (arguments->positional <= at)
        return true;
    if (!expect_int(interpreter, arguments->values[at], "slice index", &given))
        return false;
    given += given < 0 ? (int64_t)count : 0;
    *bound = given < 0 ? 0 : given > (int64_t)count ? count : (size_t)given;
    return true;
}

static bool list_index(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    size_t index = 0, count = self.list->count, end = count;
    if (!list_bound(interpreter, arguments, 1, count, &index) || !list_bound(interpreter, arguments, 2, count, &end) ||
        !list_find(interpreter, self, arguments->values[0], end, &index))
        return false;
    *result = value_int((int64_t)index);
    return true;
}

static bool list_remove(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    size_t index = 0;
    List *list = self.list;
    *result = value_none();
    if (!list_find(interpreter, self, argument_at(arguments, 0), SIZE_MAX, &index))
        return false;
    if (index >= list->count) /* comparing made it shorter */
        return true;
    list->count--;
    memmove(list->items + index, list->items + index + 1, (list->count - index) * sizeof(Value));
    return moved(interpreter, list->count - index);
}

static bool list_count(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    int64_t count = 0;
    if (!python_charge(interpreter, self.list->count * ITEM_UNITS))
        return false;
    for (size_t i = 0; i < self.list->count; i++) {
        bool equal;
        if (!python_equal(interpreter, self.list->items[i], argument_at(arguments, 0), &equal))
            return false;
        count += equal;
    }
    *result = value_int(count);
    return true;
}

static bool list_reverse(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    if (!moved(interpreter, self.list->count))
        return false;
    for (size_t i = 0, k = self.list->count; i + 1 < k; i++) {
        Value swapped = self.list->items[i];
        self.list->items[i] = self.list->items[--k];
        self.list->items[k] = swapped;
    }
    *result = value_none();
    return true;
}

static bool list_copy(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return python_list(interpreter, self.list->items, self.list->count, result);
}

static bool list_clear(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    self.list->count = 0;
    *result = value_none();
    return true;
}

static bool list_sort(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value sorted, function = names_get(&interpreter->builtins, python_intern(interpreter, "sorted"));
    Value values[3] = {self};
    Arguments call = {values, 1, arguments->keywords, arguments->keyword_count, arguments->read};
    for (size_t i = 0; i < arguments->keyword_count && i < 2; i++)
        values[1 + i] = arguments->values[arguments->positional + i];
    if (!python_call(interpreter, function, &call, &sorted))
        return false;
    if (sorted.list->count)
        memcpy(self.list->items, sorted.list->items, sorted.list->count * sizeof(Value));
    *result = value_none();
    return true;
}

/* ---- dict -------------------------------------------------------------------- */

static bool dict_get_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (!dict_get(interpreter, self.dict, argument_at(arguments, 0), result))
        return false;
    if (!value_given(*result))
        *result = arguments->positional > 1 ? arguments->values[1] : value_none();
    return true;
}

static bool dict_pop(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (!dict_remove(interpreter, self.dict, argument_at(arguments, 0), result))
        return false;
    if (value_given(*result))
        return true;
    if (arguments->positional > 1) {
        *result = arguments->values[1];
        return true;
    }
    return subscript_get(interpreter, self, argument_at(arguments, 0), result);
}

static bool dict_setdefault(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (!dict_get(interpreter, self.dict, argument_at(arguments, 0), result))
        return false;
    if (value_given(*result))
        return true;
    *result = arguments->positional > 1 ? arguments->values[1] : value_none();
    return dict_set(interpreter, self.dict, argument_at(arguments, 0), *result);
}

static bool dict_update(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_none();
    Value other = value_plain(argument_at(arguments, 0));
    if (other.kind == VALUE_DICT) {
        if (!python_charge(interpreter, other.dict->used * ITEM_UNITS))
            return false;
        for (size_t i = 0; i < other.dict->used; i++) {
            const DictEntry *entry = &other.dict->entries[i];
            if (value_given(entry->key) && !dict_set(interpreter, self.dict, entry->key, entry->value))
                return false;
        }
    } else if (value_given(other)) {
        Value pairs;
        if (!python_collect(interpreter, other, &pairs))
            return false;
        for (size_t i = 0; i < pairs.list->count; i++) {
            Value pair = value_plain(pairs.list->items[i]);
            if (!value_is_sequence(pair) || pair.list->count != 2)
                return python_raise(interpreter, "ValueError", "dictionary update sequence element #%zu is not a pair",
                                    i);
            if (!dict_set(interpreter, self.dict, pair.list->items[0], pair.list->items[1]))
                return false;
        }
    }
    arguments_were_read(arguments);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!dict_set_text(interpreter, self.dict, arguments->keywords[i],
                           arguments->values[arguments->positional + i]))
            return false;
    return true;
}

static bool dict_view(Interpreter *interpreter, Value self, View view, Value *result)
{
    static const NativeClass *const classes[] = {
        [VIEW_KEYS] = &dict_keys_class, [VIEW_VALUES] = &dict_values_class, [VIEW_ITEMS] = &dict_items_class};
    if (!native_new_keeping(interpreter, classes[view], 1, result))
        return false;
    result->native->kept[0] = self;
    return true;
}

static bool dict_keys(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return dict_view(interpreter, self, VIEW_KEYS, result);
}

static bool dict_values(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return dict_view(interpreter, self, VIEW_VALUES, result);
}

static bool dict_items(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return dict_view(interpreter, self, VIEW_ITEMS, result);
}

static bool copy_dict(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return dict_copy(interpreter, self, result);
}

static bool dict_clear(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    Dict *dict = self.dict;
    dict->used = dict->count = 0;
    if (dict->slot_count)
        memset(dict->slots, 0, dict->slot_count * sizeof *dict->slots);
    *result = value_none();
    return true;
}

/* ---- set ----------------------------------------------------------------------- */

static bool set_add(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_none();
    return dict_set(interpreter, self.dict, argument_at(arguments, 0), value_none());
}

static bool set_discard(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value removed;
    *result = value_none();
    return dict_remove(interpreter, self.dict, argument_at(arguments, 0), &removed);
}

static bool set_remove(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_none();
    return subscript_remove(interpreter, (Value){.kind = VALUE_DICT, .dict = self.dict}, argument_at(arguments, 0));
}

static bool as_set(Interpreter *interpreter, Value value, Value *set)
{
    if (value.kind == VALUE_SET || value.kind == VALUE_FROZENSET) {
        *set = value;
        return true;
    }
    Value items;
    if (!python_collect(interpreter, value, &items) || !python_set(interpreter, VALUE_SET, set))
        return false;
    for (size_t i = 0; i < items.list->count; i++)
        if (!dict_set(interpreter, set->dict, items.list->items[i], value_none()))
            return false;
    return true;
}

static bool set_combine(Interpreter *interpreter, Value self, const Arguments *arguments, Operator operator_,
                        Value *result)
{
    *result = self;
    for (size_t i = 0; i < arguments->positional; i++) {
        Value other;
        python_push(interpreter, *result);
        if (!as_set(interpreter, arguments->values[i], &other) ||
            !python_binary(interpreter, operator_, *result, other, result))
            return false;
    }
    return arguments->positional || copy_dict(interpreter, self, arguments, result);
}

static bool set_union(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return set_combine(interpreter, self, arguments, OPERATOR_BIT_OR, result);
}

static bool set_intersection(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return set_combine(interpreter, self, arguments, OPERATOR_BIT_AND, result);
}

static bool set_difference(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return set_combine(interpreter, self, arguments, OPERATOR_SUBTRACT, result);
}

static bool set_issubset(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value other;
    return as_set(interpreter, argument_at(arguments, 0), &other) &&
           python_compare(interpreter, OPERATOR_LESS_EQUAL, self, other, result);
}

static bool set_update(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_none();
    for (size_t i = 0; i < arguments->positional; i++) {
        Value items;
        if (!python_collect(interpreter, arguments->values[i], &items))
            return false;
        for (size_t k = 0; k < items.list->count; k++)
            if (!dict_set(interpreter, self.dict, items.list->items[k], value_none()))
                return false;
    }
    return true;
}

const NativeMember *list_methods(void)
{
    static const NativeMember members[] = {
        {"append", list_append_method, TAKES(1, 1)},
        {"extend", list_extend, TAKES(1, 1)},
        {"insert", list_insert, TAKES(2, 2)},
        {"pop", list_pop, TAKES(0, 1)},
        {"index", list_index, TAKES(1, 3)},
        {"remove", list_remove, TAKES(1, 1)},
        {"count", list_count, TAKES(1, 1)},
        {"reverse", list_reverse, TAKES(0, 0)},
        {"copy", list_copy, TAKES(0, 0)},
        {"clear", list_clear, TAKES(0, 0)},
        {"sort", list_sort, TAKES_NAMED(0, 0, "key reverse")},
        {NULL, NULL},
    };
    return members;
}

const NativeMember *tuple_methods(void)
{
    static const NativeMember members[] = {
        {"index", list_index, TAKES(1, 3)}, {"count", list_count, TAKES(1, 1)}, {NULL, NULL}};
    return members;
}

const NativeMember *dict_methods(void)
{
    static const NativeMember members[] = {
        {"get", dict_get_method, TAKES(1, 2)},
        {"pop", dict_pop, TAKES(1, 2)},
        {"setdefault", dict_setdefault, TAKES(1, 2)},
        {"update", dict_update},
        {"keys", dict_keys, TAKES(0, 0)},
        {"values", dict_values, TAKES(0, 0)},
        {"items", dict_items, TAKES(0, 0)},
        {"copy", copy_dict, TAKES(0, 0)},
        {"clear", dict_clear, TAKES(0, 0)},
        {NULL, NULL},
    };
    return members;
}

const NativeMember *set_methods(void)
{
    static const NativeMember members[] = {
        {"add", set_add, TAKES(1, 1)},
        {"discard", set_discard, TAKES(1, 1)},
        {"remove", set_remove, TAKES(1, 1)},
        {"union", set_union, TAKES(0, ANY_NUMBER)},
        {"intersection", set_intersection, TAKES(0, ANY_NUMBER)},
        {"difference", set_difference, TAKES(0, ANY_NUMBER)},
        {"issubset", set_issubset, TAKES(1, 1)},
        {"update", set_update, TAKES(0, ANY_NUMBER)},
        {"copy", copy_dict, TAKES(0, 0)},
        {"clear", dict_clear, TAKES(0, 0)},
        {NULL, NULL},
    };
    return members;
}
