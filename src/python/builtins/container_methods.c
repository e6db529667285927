/* Methods of list, tuple and dict. */
#include "dict_views.h"
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- list ------------------------------------------------------------------ */

static bool list_append_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_none();
    if (arguments->positional != 1)
        return python_raise(interpreter, "TypeError", "list.append() takes exactly one argument (%zu given)",
                            arguments->positional);
    return list_append(interpreter, self.list, argument_at(arguments, 0));
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

/* Charges for items that were moved. */
static bool moved(Interpreter *interpreter, size_t items)
{
    enum { UNCHARGED = 256 };
    return items <= UNCHARGED || python_charge(interpreter, items);
}

static bool list_insert(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_index, ARG_object };
    int64_t index;
    List *list = self.list;
    *result = value_none();
    if (!expect_int(interpreter, argument_at(arguments, ARG_index), "index", &index) ||
        !list_append(interpreter, list, argument_at(arguments, ARG_object)))
        return false;
    int64_t count = (int64_t)list->count - 1;
    index = index < 0 ? (index + count < 0 ? 0 : index + count) : index > count ? count : index;
    memmove(list->items + index + 1, list->items + index, (size_t)(count - index) * sizeof(Value));
    list->items[index] = argument_at(arguments, ARG_object);
    return moved(interpreter, (size_t)(count - index));
}

static bool list_pop(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    int64_t index = -1;
    List *list = self.list;
    if (arguments->positional && !expect_int(interpreter, argument_at(arguments, 0), "index", &index))
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

/* Searches from *index up to `end`; the list may get shorter while comparing runs code of the script. */
static bool list_find(Interpreter *interpreter, Value self, Value wanted, size_t end, size_t *index, bool removes)
{
    for (; *index < end && *index < self.list->count; (*index)++) {
        bool equal;
        if ((*index % ITEM_UNITS == ITEM_UNITS - 1 && !python_charge(interpreter, 0)) ||
            !python_same_or_equal(interpreter, self.list->items[*index], wanted, &equal))
            return false;
        if (equal)
            return true;
    }
    return removes ? python_raise(interpreter, "ValueError", "list.remove(x): x not in list")
                   : lacks(interpreter, self, wanted);
}

/* index(value, start, stop): bounds are as those of a slice. */
static bool list_bound(Interpreter *interpreter, const Arguments *arguments, size_t at, size_t count, size_t *bound)
{
    int64_t given;
    if (arguments->positional <= at)
        return true;
    Value bound_given = arguments->values[at], number = value_plain(bound_given);
    if (!value_is_integer(number) && number.kind != VALUE_OPAQUE &&
        !value_given(special_method(interpreter, bound_given, "__index__")))
        return python_raise(interpreter, "TypeError", "slice indices must be integers or have an __index__ method");
    if (number.kind == VALUE_BIG_INTEGER)
        given = integer_clamped(number) < 0 ? INT64_MIN / 2 : INT64_MAX / 2;
    else if (!expect_int(interpreter, bound_given, "slice index", &given))
        return false;
    given += given < 0 ? (int64_t)count : 0;
    *bound = given < 0 ? 0 : given > (int64_t)count ? count : (size_t)given;
    return true;
}

static bool list_index(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    size_t index = 0, count = self.list->count, end = count;
    if (!list_bound(interpreter, arguments, 1, count, &index) || !list_bound(interpreter, arguments, 2, count, &end) ||
        !list_find(interpreter, self, argument_at(arguments, 0), end, &index, false))
        return false;
    *result = value_int((int64_t)index);
    return true;
}

static bool list_remove(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    size_t index = 0;
    List *list = self.list;
    *result = value_none();
    if (!list_find(interpreter, self, argument_at(arguments, 0), SIZE_MAX, &index, true))
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
        if (!python_same_or_equal(interpreter, self.list->items[i], argument_at(arguments, 0), &equal))
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

static void swap_items(List *left, List *right)
{
    List kept = *left;
    *left = (List){left->header, right->items, right->count, right->capacity};
    *right = (List){right->header, kept.items, kept.count, kept.capacity};
}

static bool list_sort(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value sorted, hidden, function = names_get(&interpreter->builtins, python_intern(interpreter, "sorted"));
    if (!python_list(interpreter, NULL, 0, &hidden))
        return false;
    python_push(interpreter, hidden);
    swap_items(self.list, hidden.list); /* during the sort the script sees an empty list */
    const Value *before = self.list->items;
    size_t capacity = self.list->capacity;
    enum { KEYWORDS = 2 }; /* key= and reverse= */
    Value values[1 + KEYWORDS] = {hidden};
    Arguments call = {values, 1, arguments->keywords, arguments->keyword_count, arguments->read};
    for (size_t i = 0; i < arguments->keyword_count && i < KEYWORDS; i++)
        values[1 + i] = arguments->values[arguments->positional + i];
    bool done = python_call(interpreter, function, &call, &sorted);
    bool is_changed = self.list->count || self.list->items != before || self.list->capacity != capacity;
    swap_items(self.list, done ? sorted.list : hidden.list);
    *result = value_none();
    return done && (!is_changed || python_raise(interpreter, "ValueError", "list modified during sort"));
}

/* ---- dict -------------------------------------------------------------------- */

static bool dict_get_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_key, ARG_default };
    if (!dict_get(interpreter, self.dict, argument_at(arguments, 0), result))
        return false;
    if (!value_given(*result))
        *result = arguments->positional > 1 ? arguments->values[ARG_default] : value_none();
    return true;
}

static bool dict_pop(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_key, ARG_default };
    if (!dict_remove(interpreter, self.dict, argument_at(arguments, 0), result))
        return false;
    if (value_given(*result))
        return true;
    if (arguments->positional > 1) {
        *result = arguments->values[ARG_default];
        return true;
    }
    return subscript_get(interpreter, self, argument_at(arguments, 0), result);
}

static bool dict_popitem(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    Dict *dict = self.dict;
    Value removed;
    size_t at = dict->used;
    while (at && !value_given(dict->entries[at - 1].key))
        at--;
    if (!at)
        return python_key_error_text(interpreter, "popitem(): dictionary is empty");
    const Value pair[2] = {dict->entries[at - 1].key, dict->entries[at - 1].value};
    return python_tuple(interpreter, pair, 2, result) && dict_remove(interpreter, dict, pair[0], &removed);
}

static bool dict_setdefault(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_key, ARG_default };
    Value key = arguments->values[ARG_key];
    bool may_equal_any = self.dict->has_unknown || key.kind == VALUE_OPAQUE;
    if (may_equal_any && (!dict_get(interpreter, self.dict, key, result) || value_given(*result)))
        return value_given(*result);
    *result = arguments->positional > 1 ? arguments->values[ARG_default] : value_none();
    return dict_set_default(interpreter, self.dict, key, result);
}

static bool update_from_dict(Interpreter *interpreter, Value self, Value other)
{
    if (!python_charge(interpreter, other.dict->used * ITEM_UNITS))
        return false;
    size_t count = other.dict->count;
    for (size_t i = 0; i < other.dict->used; i++) {
        const DictEntry entry = other.dict->entries[i];
        if (value_given(entry.key) && !dict_set(interpreter, self.dict, entry.key, entry.value))
            return false;
        if (other.dict->count != count)
            return python_raise(interpreter, "RuntimeError", "dict mutated during update");
    }
    return true;
}

/* For an object with keys(), reads the value of each key. */
static bool update_from_keys(Interpreter *interpreter, Value self, Value other, Value keys)
{
    Value names, value;
    if (!python_call_positional(interpreter, keys, NULL, 0, &names))
        return false;
    python_push(interpreter, names);
    if (!python_collect(interpreter, names, &names))
        return false;
    for (size_t i = 0; i < names.list->count; i++)
        if (!subscript_get(interpreter, other, names.list->items[i], &value) ||
            !dict_set(interpreter, self.dict, names.list->items[i], value))
            return false;
    return true;
}

static bool update_from_pairs(Interpreter *interpreter, Value self, Value other)
{
    Value pairs, pair;
    if (!python_collect(interpreter, other, &pairs))
        return false;
    for (size_t i = 0; i < pairs.list->count; i++) {
        size_t mark = python_stack_mark(interpreter);
        Value item = pairs.list->items[i];
        if (!python_collect(interpreter, item, &pair)) {
            bool is_type = exception_swallow(interpreter, "TypeError");
            return is_type && python_raise(interpreter, "TypeError",
                                           "cannot convert dictionary update sequence element #%zu to a sequence", i);
        }
        if (pair.list->count != 2)
            return python_raise(interpreter, "ValueError",
                                "dictionary update sequence element #%zu has length %zu; 2 is required", i,
                                pair.list->count);
        if (!dict_set(interpreter, self.dict, pair.list->items[0], pair.list->items[1]))
            return false;
        python_stack_reset(interpreter, mark);
    }
    return true;
}

static bool dict_update(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value other = argument_at(arguments, 0), keys = value_absent();
    *result = value_none();
    if (arguments->positional > 1)
        return python_raise(interpreter, "TypeError", "update expected at most 1 argument, got %zu",
                            arguments->positional);
    bool is_own = other.kind == VALUE_INSTANCE && !value_given(special_method(interpreter, other, "keys")) &&
                  !value_given(special_method(interpreter, other, "__iter__"));
    Value plain = is_own || other.kind == VALUE_DICT ? value_plain(other) : value_absent();
    if ((other.kind == VALUE_INSTANCE || other.kind == VALUE_NATIVE) &&
        !python_find_attribute(interpreter, other, "keys", &keys))
        return false;
    if (value_given(keys))
        python_push(interpreter, keys);
    bool done = !value_given(other)        ? true
                : plain.kind == VALUE_DICT ? update_from_dict(interpreter, self, plain)
                : value_given(keys)        ? update_from_keys(interpreter, self, other, keys)
                                           : update_from_pairs(interpreter, self, other);
    if (!done)
        return false;
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
    if (!native_new_with_slots(interpreter, classes[view], 1, result))
        return false;
    result->native->slots[0] = self;
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
    dict_empty(self.dict);
    *result = value_none();
    return true;
}

const NativeMember list_methods[] = {
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

const NativeMember tuple_methods[] = {
    {"index", list_index, TAKES(1, 3)}, {"count", list_count, TAKES(1, 1)}, {NULL, NULL}};

const NativeMember dict_methods[] = {
    {"get", dict_get_method, TAKES(1, 2)},
    {"pop", dict_pop, TAKES(1, 2)},
    {"popitem", dict_popitem, TAKES(0, 0)},
    {"setdefault", dict_setdefault, TAKES(1, 2)},
    {"update", dict_update},
    {"keys", dict_keys, TAKES(0, 0)},
    {"values", dict_values, TAKES(0, 0)},
    {"items", dict_items, TAKES(0, 0)},
    {"copy", copy_dict, TAKES(0, 0)},
    {"clear", dict_clear, TAKES(0, 0)},
    {NULL, NULL},
};
