/* container[key]: reading, assigning and deleting. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"
#include "limbeck/python/runtime/ranges.h"
#include "limbeck/python/slices.h"

#include <string.h>

/* The integer for an index: members of an IntEnum, booleans, objects with __index__(). */
static bool as_index(Interpreter *interpreter, Value *key)
{
    if (key->kind == VALUE_INT)
        return true;
    Value plain = value_plain(*key), given = *key;
    if (value_is_integer(plain)) {
        *key = plain.kind == VALUE_BIG_INTEGER ? plain : value_int(value_as_integer(plain));
        return true;
    }
    if (given.kind == VALUE_OPAQUE)
        return python_refuse_unknown(interpreter, given, "an index");
    Value method = key->kind == VALUE_INSTANCE ? special_method(interpreter, *key, "__index__") : value_absent();
    return !value_given(method) || python_index(interpreter, given, key);
}

bool slice_bounds(Interpreter *interpreter, const Slice *slice, size_t length, int64_t *start, int64_t *stop,
                  int64_t *step)
{
    Value parts[3] = {slice->lower, slice->upper, slice->step};
    for (size_t i = 0; i < 3; i++) {
        if (!as_index(interpreter, &parts[i]))
            return false;
        if (parts[i].kind != VALUE_NONE && !value_is_integer(parts[i]))
            return python_raise(interpreter, "TypeError",
                                "slice indices must be integers or None or have an __index__ method");
        if (value_is_integer(parts[i]))
            parts[i] = value_int(integer_clamped(parts[i]));
    }
    int64_t count = (int64_t)length;
    *step = value_is_none(parts[2]) ? 1 : parts[2].integer;
    if (*step == 0)
        return python_raise(interpreter, "ValueError", "slice step cannot be zero");
    bool backward = *step < 0;
    int64_t lowest = backward ? -1 : 0, highest = backward ? count - 1 : count;
    int64_t *targets[2] = {start, stop};
    for (size_t i = 0; i < 2; i++) {
        int64_t fallback = (i == 0) == backward ? highest : lowest;
        int64_t at = value_is_none(parts[i]) ? fallback : parts[i].integer;
        if (!value_is_none(parts[i]) && at < 0)
            at += count;
        *targets[i] = value_is_none(parts[i]) ? fallback : at < lowest ? lowest : at > highest ? highest : at;
    }
    return true;
}

static size_t slice_count(int64_t start, int64_t stop, int64_t step)
{
    if (step > 0 ? start >= stop : start <= stop)
        return 0;
    return step > 0 ? (size_t)((stop - start - 1) / step + 1) : (size_t)(start - stop - 1) / (0 - (uint64_t)step) + 1;
}

static bool slice_list(Interpreter *interpreter, Value list, const Slice *slice, Value *result)
{
    int64_t start, stop, step;
    if (!slice_bounds(interpreter, slice, list.list->count, &start, &stop, &step))
        return false;
    bool is_run = step == 1 && stop > start;
    if (!(list.kind == VALUE_LIST ? python_list : python_tuple)(interpreter, is_run ? list.list->items + start : NULL,
                                                                is_run ? (size_t)(stop - start) : 0, result))
        return false;
    size_t count = is_run ? 0 : slice_count(start, stop, step);
    if (!python_charge(interpreter, count * ITEM_UNITS))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!list_append(interpreter, result->list, list.list->items[start + (int64_t)i * step]))
            return false;
    return true;
}

static bool slice_text(Interpreter *interpreter, const String *string, const Slice *slice, Value *result)
{
    int64_t start, stop, step;
    if (!slice_bounds(interpreter, slice, string->count, &start, &stop, &step))
        return false;
    if (step == 1)
        return string_slice(interpreter, string, (size_t)start, (size_t)(stop > start ? stop : start), result);
    size_t count = slice_count(start, stop, step);
    if (!python_charge(interpreter, count * ITEM_UNITS))
        return false;
    Text text = python_buffer(interpreter);
    for (size_t i = 0; i < count; i++) {
        size_t at = (size_t)(start + (int64_t)i * step);
        size_t from = string_offset(interpreter, string, at), to = string_offset(interpreter, string, at + 1);
        text_append_bytes(&text, string->bytes + from, to > from ? to - from : 0);
    }
    bool done = string->header.kind == VALUE_STRING
                    ? python_string(interpreter, text_string(&text), text.length, result)
                    : python_bytes(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

static bool index_of(Interpreter *interpreter, Value key, size_t count, const char *what, size_t *index)
{
    int64_t at;
    if (!as_index(interpreter, &key))
        return false;
    bool is_bytes = strcmp(what, "index") == 0, is_text = strcmp(what, "string") == 0;
    bool is_range = strcmp(what, "range object") == 0;
    if (key.kind == VALUE_BIG_INTEGER)
        return python_raise(interpreter, "IndexError",
                            is_range ? "range object index out of range"
                                     : "cannot fit 'int' into an index-sized integer");
    if (key.kind != VALUE_INT)
        return python_raise(interpreter, "TypeError",
                            is_text ? "%s indices must be integers, not '%s'"
                                    : "%s indices must be integers or slices, not %s",
                            is_bytes   ? "byte"
                            : is_range ? "range"
                                       : what,
                            python_type_name(interpreter, key));
    at = key.integer < 0 ? key.integer + (int64_t)count : key.integer;
    if (at < 0 || at >= (int64_t)count)
        return python_raise(interpreter, "IndexError", "%s%sindex out of range", is_bytes ? "" : what,
                            is_bytes ? "" : " ");
    *index = (size_t)at;
    return true;
}

bool python_key_error(Interpreter *interpreter, Value key)
{
    Value instance;
    Arguments arguments = {.values = &key, .positional = 1};
    return class_instantiate(interpreter, exception_class(interpreter, "KeyError"), &arguments, &instance) &&
           exception_raise_value(interpreter, instance);
}

bool python_key_error_text(Interpreter *interpreter, const char *message)
{
    Value text;
    return python_text(interpreter, message, &text) && python_key_error(interpreter, text);
}

/* A slice of a range is a range. */
static bool slice_range(Interpreter *interpreter, Value container, const Slice *slice, Value *result)
{
    const Range *range = (Range *)container.object;
    int64_t start, stop, step, parts[3];
    size_t length;
    if (range_is_wide(container))
        return range_call(interpreter, "slice_of", container, value_object((void *)slice), result);
    if (!python_length(interpreter, container, &length) ||
        !slice_bounds(interpreter, slice, length, &start, &stop, &step))
        return false;
    if (__builtin_mul_overflow(start, range->step, &parts[0]) ||
        __builtin_add_overflow(parts[0], range->start, &parts[0]) ||
        __builtin_mul_overflow(stop, range->step, &parts[1]) ||
        __builtin_add_overflow(parts[1], range->start, &parts[1]) ||
        __builtin_mul_overflow(step, range->step, &parts[2]))
        return range_call(interpreter, "slice_of", container, value_object((void *)slice), result);
    const Value numbers[3] = {value_int(parts[0]), value_int(parts[1]), value_int(parts[2])};
    return range_make(interpreter, numbers, result);
}

static bool range_item(Interpreter *interpreter, Value container, Value key, Value *result)
{
    const Range *range = (Range *)container.object;
    size_t length, index;
    if (key.kind == VALUE_SLICE)
        return slice_range(interpreter, container, (Slice *)key.object, result);
    if (range_is_wide(container)) {
        size_t mark = python_stack_mark(interpreter);
        bool done = as_index(interpreter, &key);
        python_push(interpreter, key);
        if (done && !value_is_integer(key))
            return python_raise(interpreter, "TypeError", "range indices must be integers or slices, not %s",
                                python_type_name(interpreter, key));
        done = done && range_call(interpreter, "item", container, key, result);
        python_stack_reset(interpreter, mark);
        return done;
    }
    if (!python_length(interpreter, container, &length) || !index_of(interpreter, key, length, "range object", &index))
        return false;
    *result = value_int(range->start + (int64_t)index * range->step);
    return true;
}

/* An item of a class that derives from dict; __missing__() supplies missing keys. */
static bool derived_item(Interpreter *interpreter, Value container, Value key, Value *result)
{
    Value asked[2] = {container, key};
    if (!dict_get(interpreter, value_plain(container).dict, key, result))
        return false;
    if (value_given(*result))
        return true;
    Value missing = class_lookup(container.instance->class_, python_intern(interpreter, "__missing__"));
    return value_given(missing) ? python_call_positional(interpreter, missing, asked, 2, result)
                                : python_key_error(interpreter, key);
}

/* str[int] */
static bool is_never_generic(const Class *class_)
{
    ValueKind kind = class_->builtin_kind;
    return kind == VALUE_STRING || kind == VALUE_BYTES || kind == VALUE_INT || kind == VALUE_FLOAT ||
           kind == VALUE_BOOL || kind == VALUE_RANGE || kind == VALUE_SLICE;
}

bool subscript_get(Interpreter *interpreter, Value container, Value key, Value *result)
{
    size_t index;
    const Slice *slice = key.kind == VALUE_SLICE ? (Slice *)key.object : NULL;
    switch (container.kind) {
    case VALUE_LIST:
    case VALUE_TUPLE:
        if (slice)
            return slice_list(interpreter, container, slice, result);
        if (!index_of(interpreter, key, container.list->count, value_type_name(container), &index))
            return false;
        *result = container.list->items[index];
        return true;
    case VALUE_STRING:
    case VALUE_BYTES:
        if (slice)
            return slice_text(interpreter, container.string, slice, result);
        if (!index_of(interpreter, key, container.string->count, container.kind == VALUE_STRING ? "string" : "index",
                      &index))
            return false;
        if (container.kind == VALUE_STRING)
            return string_slice(interpreter, container.string, index, index + 1, result);
        *result = value_int((unsigned char)container.string->bytes[index]);
        return true;
    case VALUE_DICT:
        if (!dict_get(interpreter, container.dict, key, result))
            return false;
        return value_given(*result) || python_key_error(interpreter, key);
    case VALUE_RANGE:
        return range_item(interpreter, container, key, result);
    case VALUE_CLASS: {
        const Value asked[2] = {container, key};
        Value method = special_method(interpreter, container, "__getitem__"), generic;
        if (value_given(method))
            return python_call_positional(interpreter, method, asked, 2, result);
        if (!python_find_attribute(interpreter, container, "__class_getitem__", &generic))
            return false;
        if (generic.kind == VALUE_FUNCTION) /* a class method without a decorator */
            return python_call_positional(interpreter, generic, asked, 2, result);
        if (generic.kind == VALUE_METHOD)
            return python_call_positional(interpreter, generic, &key, 1, result);
        if (is_never_generic(container.class_))
            return python_raise(interpreter, "TypeError", "type '%s' is not subscriptable", container.class_->name);
        return typing_call(interpreter, "_alias", asked, result);
    }
    case VALUE_OPAQUE: /* Sequence[str] in a type alias */
        return python_opaque(interpreter, ((Opaque *)container.object)->path, result);
    case VALUE_NATIVE:
        for (const NativeClass *type = container.native->type; type; type = type->base)
            if (type->item)
                return type->item(interpreter, container, key, result);
        if (container.native->is_tuple)
            return subscript_get(interpreter, value_plain(container), key, result);
        break;
    case VALUE_INSTANCE: {
        Value method = class_lookup(container.instance->class_, python_intern(interpreter, "__getitem__"));
        Value arguments[2] = {container, key};
        if (value_given(method))
            return python_call_positional(interpreter, method, arguments, 2, result);
        if (value_plain(container).kind == VALUE_DICT)
            return derived_item(interpreter, container, key, result);
        ValueKind plain = value_plain(container).kind;
        if (plain == VALUE_STRING || plain == VALUE_BYTES || plain == VALUE_LIST || plain == VALUE_TUPLE)
            return subscript_get(interpreter, value_plain(container), key, result);
        break;
    }
    default:
        break;
    }
    return python_raise(interpreter, "TypeError", "'%s' object is not subscriptable",
                        python_type_name(interpreter, container));
}

/* items[start:stop] = values */
static bool replace_items(Interpreter *interpreter, List *list, const List *values, size_t start, size_t stop)
{
    Value made;
    if (!python_list(interpreter, list->items, start, &made))
        return false;
    python_push(interpreter, made);
    for (size_t i = 0; i < values->count; i++)
        if (!list_append(interpreter, made.list, values->items[i]))
            return false;
    for (size_t i = stop; i < list->count; i++)
        if (!list_append(interpreter, made.list, list->items[i]))
            return false;
    Value *items = list->items;
    const size_t capacity = list->capacity, count = list->count;
    list->items = made.list->items;
    list->count = made.list->count;
    list->capacity = made.list->capacity;
    made.list->items = items;
    made.list->count = count;
    made.list->capacity = capacity;
    return true;
}

static bool set_slice(Interpreter *interpreter, List *list, const Slice *slice, Value value)
{
    int64_t start, stop, step;
    Value values;
    if (!python_collect(interpreter, value, &values))
        return false;
    python_push(interpreter, values);
    if (!slice_bounds(interpreter, slice, list->count, &start, &stop, &step))
        return false;
    if (step == 1)
        return replace_items(interpreter, list, values.list, (size_t)start, (size_t)(stop < start ? start : stop));
    size_t wanted = 0;
    for (int64_t at = start; step > 0 ? at < stop : at > stop; at += step)
        wanted++;
    if (wanted != values.list->count)
        return python_raise(interpreter, "ValueError",
                            "attempt to assign sequence of size %zu to extended slice of size %zu", values.list->count,
                            wanted);
    for (size_t i = 0; i < wanted; i++)
        list->items[start + (int64_t)i * step] = values.list->items[i];
    return true;
}

bool subscript_set(Interpreter *interpreter, Value container, Value key, Value value)
{
    size_t index;
    if (container.kind == VALUE_DICT)
        return dict_set(interpreter, container.dict, key, value);
    if (container.kind == VALUE_LIST) {
        if (key.kind == VALUE_SLICE)
            return set_slice(interpreter, container.list, (Slice *)key.object, value);
        if (!index_of(interpreter, key, container.list->count, "list assignment", &index))
            return false;
        container.list->items[index] = value;
        return true;
    }
    if (container.kind == VALUE_NATIVE)
        for (const NativeClass *type = container.native->type; type; type = type->base)
            if (type->set_item)
                return type->set_item(interpreter, container, key, value);
    if (container.kind == VALUE_OPAQUE)
        return true;
    if (container.kind == VALUE_INSTANCE) {
        Value method = class_lookup(container.instance->class_, python_intern(interpreter, "__setitem__"));
        Value arguments[3] = {container, key, value}, ignored;
        if (value_given(method))
            return python_call_positional(interpreter, method, arguments, 3, &ignored);
        if (value_plain(container).kind != container.kind)
            return subscript_set(interpreter, value_plain(container), key, value);
    }
    return python_raise(interpreter, "TypeError", "'%s' object does not support item assignment",
                        python_type_name(interpreter, container));
}

static bool remove_slice(Interpreter *interpreter, List *list, const Slice *slice)
{
    int64_t start, stop, step;
    if (!slice_bounds(interpreter, slice, list->count, &start, &stop, &step))
        return false;
    size_t count = slice_count(start, stop, step), kept = 0;
    if (!python_charge(interpreter, list->count))
        return false;
    if (step < 0) { /* the same items, from the first */
        start += step * ((int64_t)count - 1);
        step = -step;
    }
    for (size_t i = 0; i < list->count; i++) {
        int64_t behind = (int64_t)i - start;
        bool goes = behind >= 0 && behind % step == 0 && (size_t)(behind / step) < count;
        if (!goes)
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
    return true;
}

bool subscript_remove(Interpreter *interpreter, Value container, Value key)
{
    size_t index;
    Value removed;
    if (container.kind == VALUE_DICT) {
        if (!dict_remove(interpreter, container.dict, key, &removed))
            return false;
        return value_given(removed) || python_key_error(interpreter, key);
    }
    Value remover = special_method(interpreter, container, "__delitem__");
    if (value_given(remover)) {
        const Value asked[2] = {container, key};
        return python_call_positional(interpreter, remover, asked, 2, &removed);
    }
    if (value_plain(container).kind != container.kind)
        return subscript_remove(interpreter, value_plain(container), key);
    if (container.kind == VALUE_LIST && key.kind != VALUE_SLICE) {
        List *list = container.list;
        if (!index_of(interpreter, key, list->count, "list assignment", &index))
            return false;
        list->count--;
        memmove(list->items + index, list->items + index + 1, (list->count - index) * sizeof(Value));
        return python_charge(interpreter, list->count - index);
    }
    if (container.kind == VALUE_LIST)
        return remove_slice(interpreter, container.list, (Slice *)key.object);
    if (container.kind == VALUE_NATIVE || container.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "deleting an item of %s", value_type_name(container));
    bool by_place = container.kind >= VALUE_STRING && value_is_integer(key);
    return python_raise(interpreter, "TypeError", "'%s' object %s support item deletion",
                        python_type_name(interpreter, container), by_place ? "doesn't" : "does not");
}

SliceParts python_slice_parts(Value slice)
{
    const Slice *parts = (const Slice *)slice.object;
    return (SliceParts){parts->lower, parts->upper, parts->step};
}
