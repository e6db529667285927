/* Built-in functions that iterate: iter(), zip(), sorted() ... */
#include "builtins.h"
#include "limbeck/python/runtime/ranges.h"

#include <stdlib.h>
#include <string.h>

/* iter(function, sentinel) */
static bool sentinel_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    bool is_last;
    if (!python_call_positional(interpreter, iterator->source, NULL, 0, item))
        return false;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, *item);
    bool done = python_equal(interpreter, *item, iterator->extra, &is_last);
    python_stack_reset(interpreter, mark);
    if (done && is_last)
        *item = value_absent();
    return done;
}

static bool is_callable(Interpreter *interpreter, Value value)
{
    return value.kind == VALUE_INSTANCE ? value_given(special_method(interpreter, value, "__call__"))
                                        : value.kind >= VALUE_FUNCTION;
}

BUILTIN(builtin_iter)
{
    enum { ARG_source, ARG_sentinel };
    (void)self;
    Iterator *iterator;
    if (arguments->positional == 1)
        return python_iterator(interpreter, arguments->values[ARG_source], result);
    if (!is_callable(interpreter, arguments->values[ARG_source]))
        return python_raise(interpreter, "TypeError", "iter(v, w): v must be callable");
    if (!iterator_make(interpreter, sentinel_step, arguments->values[ARG_source], &iterator))
        return false;
    iterator->type = "callable_iterator";
    iterator->extra = arguments->values[ARG_sentinel];
    *result = value_object(iterator);
    return true;
}

BUILTIN(builtin_next)
{
    enum { ARG_iterator, ARG_default };
    (void)self;
    if (!builtin_arity(interpreter, arguments, "next()", 1, 2) ||
        !python_next(interpreter, arguments->values[ARG_iterator], result))
        return false;
    if (!value_given(*result) && arguments->positional == 2) {
        iterator_take_result(arguments->values[ARG_iterator]);
        *result = arguments->values[ARG_default];
    }
    return value_given(*result) || iterator_stops(interpreter, arguments->values[ARG_iterator]);
}

static bool quantify(Interpreter *interpreter, const Arguments *arguments, bool stop_at, Value *result)
{
    Value iterator, item;
    if (!builtin_arity(interpreter, arguments, stop_at ? "any()" : "all()", 1, 1) ||
        !python_iterator(interpreter, argument_at(arguments, 0), &iterator))
        return false;
    python_push(interpreter, iterator);
    for (;;) {
        bool truth;
        if (!interpreter_tick(interpreter) || !python_next(interpreter, iterator, &item))
            return false;
        if (!value_given(item)) {
            *result = value_bool(!stop_at);
            return true;
        }
        if (!python_truth(interpreter, item, &truth))
            return false;
        if (truth == stop_at) {
            *result = value_bool(stop_at);
            return true;
        }
    }
}

BUILTIN(builtin_any)
{
    (void)self;
    return quantify(interpreter, arguments, true, result);
}

BUILTIN(builtin_all)
{
    (void)self;
    return quantify(interpreter, arguments, false, result);
}

static bool enumerate_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    Value pair[2] = {value_int((int64_t)iterator->index)};
    if (!python_next(interpreter, iterator->source, &pair[1]))
        return false;
    *item = value_absent();
    iterator->index++;
    return !value_given(pair[1]) || python_tuple(interpreter, pair, 2, item);
}

BUILTIN(builtin_enumerate)
{
    (void)self;
    enum { ARG_iterable, ARG_start, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_iterable] = "iterable", [ARG_start] = "start"};
    Value values[ARG_COUNT], source;
    int64_t start = 0;
    Iterator *iterator;
    if (!arguments_bind(interpreter, "enumerate", arguments, names, ARG_COUNT, values, NULL, NULL))
        return false;
    if (value_plain(values[ARG_start]).kind == VALUE_BIG_INTEGER)
        return python_refuse(interpreter, "enumerate() from a number beyond 64 bits");
    if (value_plain(values[ARG_start]).kind == VALUE_INT && value_plain(values[ARG_start]).integer > INT64_MAX / 2)
        return python_refuse(interpreter, "enumerate() from a number of nearly 64 bits");
    if ((value_given(values[ARG_start]) && !expect_int(interpreter, values[ARG_start], "start", &start)) ||
        !python_iterator(interpreter, values[ARG_iterable], &source) ||
        !iterator_make(interpreter, enumerate_step, source, &iterator))
        return false;
    iterator->type = "enumerate";
    iterator->index = (size_t)start;
    *result = value_object(iterator);
    return true;
}

static bool zip_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    Value tuple;
    *item = value_absent();
    if (!iterator->part_count)
        return true;
    if (!python_list(interpreter, NULL, 0, &tuple))
        return false;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, tuple);
    for (size_t i = 0; i < iterator->part_count; i++) {
        Value part;
        if (!python_next(interpreter, iterator->parts[i], &part))
            return false;
        if (!value_given(part)) {
            iterator->index = i;
            python_stack_reset(interpreter, mark);
            return true;
        }
        if (!list_append(interpreter, tuple.list, part))
            return false;
    }
    python_stack_reset(interpreter, mark);
    return python_tuple(interpreter, tuple.list->items, tuple.list->count, item);
}

/* zip(strict=True): all end at once. */
static bool strict_zip_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    Value rest;
    if (!zip_step(interpreter, iterator, item) || value_given(*item))
        return !python_failed(interpreter);
    size_t ended = iterator->index; /* the part that ended first */
    for (size_t i = ended ? ended : 1; i < iterator->part_count; i++) {
        if (!ended && !python_next(interpreter, iterator->parts[i], &rest))
            return false;
        if (ended || value_given(rest))
            return python_raise(interpreter, "ValueError", "zip() argument %zu is %s than argument%s%zu",
                                ended ? ended + 1 : i + 1, ended ? "shorter" : "longer",
                                (ended ? ended : i) == 1 ? " " : "s 1-", ended ? ended : i);
    }
    return true;
}

static bool parts_iterator(Interpreter *interpreter, const char *type, IteratorStep *step, Value source,
                           const Value *iterables, size_t count, Value *result)
{
    Iterator *iterator;
    if (!iterator_make(interpreter, step, source, &iterator))
        return false;
    iterator->type = type;
    *result = value_object(iterator);
    python_push(interpreter, *result);
    iterator->parts = memory_alloc((count + 1) * sizeof(Value));
    for (size_t i = 0; i < count; i++) {
        Value part;
        if (!python_iterator(interpreter, iterables[i], &part))
            return false;
        iterator->parts[iterator->part_count++] = part;
    }
    return true;
}

BUILTIN(builtin_zip)
{
    (void)self;
    bool is_strict = false;
    Value strict = argument_named(interpreter, arguments, "strict");
    if (value_given(strict) && !python_truth(interpreter, strict, &is_strict))
        return false;
    return parts_iterator(interpreter, "zip", is_strict ? strict_zip_step : zip_step, value_none(), arguments->values,
                          arguments->positional, result);
}

static bool map_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    Value tuple;
    if (!zip_step(interpreter, iterator, &tuple))
        return false;
    *item = value_absent();
    if (!value_given(tuple))
        return true;
    return python_call_positional(interpreter, iterator->source, tuple.list->items, tuple.list->count, item);
}

BUILTIN(builtin_map)
{
    enum { ARG_function, ARG_iterables };
    (void)self;
    return builtin_arity(interpreter, arguments, "map()", 2, 9) &&
           parts_iterator(interpreter, "map", map_step, arguments->values[ARG_function],
                          arguments->values + ARG_iterables, arguments->positional - ARG_iterables, result);
}

static bool filter_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    for (;;) {
        Value verdict;
        bool truth;
        if (!interpreter_tick(interpreter) || !python_next(interpreter, iterator->parts[0], item))
            return false;
        if (!value_given(*item))
            return true;
        verdict = *item;
        size_t mark = python_stack_mark(interpreter);
        python_push(interpreter, *item);
        if (!value_is_none(iterator->source) &&
            !python_call_positional(interpreter, iterator->source, item, 1, &verdict))
            return false;
        python_stack_reset(interpreter, mark);
        if (!python_truth(interpreter, verdict, &truth))
            return false;
        if (truth)
            return true;
    }
}

BUILTIN(builtin_filter)
{
    enum { ARG_function, ARG_iterable };
    (void)self;
    return builtin_arity(interpreter, arguments, "filter()", 2, 2) &&
           parts_iterator(interpreter, "filter", filter_step, arguments->values[ARG_function],
                          arguments->values + ARG_iterable, 1, result);
}

/* From the last item to the first; each is read when it is needed. */
static bool reversed_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    Value at = value_int((int64_t)iterator->index - 1);
    *item = value_absent();
    if (!iterator->index)
        return true;
    iterator->index--;
    bool is_list = iterator->source.kind == VALUE_LIST;
    if (is_list && iterator->index >= iterator->source.list->count) {
        iterator->index = 0;
        return true;
    }
    if (subscript_get(interpreter, iterator->source, at, item))
        return true;
    *item = value_absent();
    iterator->index = 0;
    return exception_swallow(interpreter, "IndexError") || exception_swallow(interpreter, "StopIteration");
}

static bool reversed_items(Interpreter *interpreter, Value iterable, Value *result)
{
    Value items;
    if (!python_collect(interpreter, iterable, &items) || !python_charge(interpreter, items.list->count))
        return false;
    for (size_t i = 0, k = items.list->count; i + 1 < k; i++) {
        Value swapped = items.list->items[i];
        items.list->items[i] = items.list->items[--k];
        items.list->items[k] = swapped;
    }
    if (!python_iterator(interpreter, items, result))
        return false;
    bool is_view = iterable.kind == VALUE_NATIVE && strncmp(value_type_name(iterable), "dict_", strlen("dict_")) == 0;
    const char *view = is_view ? value_type_name(iterable) : "";
    result->iterator->type = iterable.kind == VALUE_DICT || strcmp(view, "dict_keys") == 0 ? "dict_reversekeyiterator"
                             : strcmp(view, "dict_items") == 0                             ? "dict_reverseitemiterator"
                             : strcmp(view, "dict_values") == 0                            ? "dict_reversevalueiterator"
                                                                                           : "reversed";
    return true;
}

/* __reversed__(), or __len__() and __getitem__(). */
BUILTIN(builtin_reversed)
{
    (void)self;
    if (!builtin_arity(interpreter, arguments, "reversed", 1, 1))
        return false;
    Value source = argument_at(arguments, 0), method = special_method(interpreter, source, "__reversed__");
    Iterator *iterator;
    size_t length;
    if (value_given(method) && !value_is_none(method))
        return python_call_special(interpreter, method, source, result);
    ValueKind kind = value_plain(source).kind;
    bool has_own = kind == VALUE_LIST || kind == VALUE_DICT; /* a __reversed__(), which reads no __getitem__() */
    bool is_sequence = !has_own && value_given(special_method(interpreter, source, "__getitem__"));
    if (!is_sequence && !value_is_none(method))
        source = value_plain(source);
    if (source.kind == VALUE_DICT || source.kind == VALUE_NATIVE || source.kind == VALUE_STRING ||
        source.kind == VALUE_BYTES)
        return reversed_items(interpreter, source, result);
    if (source.kind == VALUE_RANGE && range_is_wide(source))
        return range_call(interpreter, "backwards", source, value_absent(), result);
    bool is_known = value_is_sequence(source) || source.kind == VALUE_RANGE;
    if (value_is_none(method) || !(is_known || is_sequence))
        return source.kind == VALUE_OPAQUE
                   ? python_refuse(interpreter, "reversed() of '%s', %s", python_opaque_path(source),
                                   python_unknown_origin(interpreter, python_opaque_path(source)))
                   : python_raise(interpreter, "TypeError", "'%s' object is not reversible",
                                  python_type_name(interpreter, argument_at(arguments, 0)));
    if (!python_length(interpreter, source, &length) || !iterator_make(interpreter, reversed_step, source, &iterator))
        return false;
    iterator->type = source.kind == VALUE_LIST    ? "list_reverseiterator"
                     : source.kind == VALUE_RANGE ? "range_iterator"
                                                  : "reversed";
    iterator->index = length;
    *result = value_object(iterator);
    return true;
}

static bool is_less(Interpreter *interpreter, Value left, Value right, bool *less)
{
    Value answer;
    return python_compare(interpreter, OPERATOR_LESS, left, right, &answer) && python_truth(interpreter, answer, less);
}

static void reverse_values(Value *values, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        Value first = values[i];
        values[i] = values[count - 1 - i];
        values[count - 1 - i] = first;
    }
}

static void move_down(Value *values, size_t from, size_t to)
{
    Value moved = values[from];
    memmove(values + to + 1, values + to, (from - to) * sizeof *values);
    values[to] = moved;
}

/* Sorts few items with the same comparisons in the same order as CPython, since a comparison may be a script's
 * code: finds the sorted run at the start, then inserts each further item by bisection. */
static bool sort_few(Interpreter *interpreter, Value *items, Value *keys, size_t count)
{
    bool less = false, descends = false;
    size_t run = 1;
    if (count > 1 && !is_less(interpreter, keys[1], keys[0], &descends))
        return false;
    for (run = count > 1 ? 2 : count; run < count; run++) {
        if (!is_less(interpreter, keys[run], keys[run - 1], &less))
            return false;
        if (less != descends)
            break;
    }
    if (descends) {
        reverse_values(items, run);
        reverse_values(keys, run);
    }
    for (size_t at = run; at < count; at++) {
        size_t left = 0, right = at;
        while (left < right) {
            size_t middle = left + (right - left) / 2;
            if (!is_less(interpreter, keys[at], keys[middle], &less))
                return false;
            *(less ? &right : &left) = less ? middle : middle + 1;
        }
        move_down(items, at, left);
        move_down(keys, at, left);
    }
    return true;
}

/* A stable merge sort. */
static bool merge_sort(Interpreter *interpreter, Value *items, Value *keys, Value *spare, size_t count)
{
    enum { UNCHARGED = 64 };
    if (count < UNCHARGED)
        return sort_few(interpreter, items, keys, count);
    size_t half = count / 2, left = 0, right = half;
    if (!merge_sort(interpreter, items, keys, spare, half) ||
        !merge_sort(interpreter, items + half, keys + half, spare, count - half) ||
        !python_charge(interpreter, count * (ITEM_UNITS / 4)))
        return false;
    for (size_t i = 0; i < count; i++) {
        bool take_right = left == half;
        if (left < half && right < count && !is_less(interpreter, keys[right], keys[left], &take_right))
            return false;
        size_t from = take_right ? right++ : left++;
        spare[i] = items[from];
        spare[count + i] = keys[from];
    }
    memcpy(items, spare, count * sizeof(Value));
    memcpy(keys, spare + count, count * sizeof(Value));
    return true;
}

/* To sort descending and keep equal items in their order: reverse, sort ascending, reverse. */
static bool sort_values(Interpreter *interpreter, List *items, List *keys, bool descending)
{
    size_t count = items->count;
    if (!heap_reserve(interpreter, count * 2 * sizeof(Value)) || !python_charge(interpreter, count * (ITEM_UNITS / 2)))
        return false;
    Value *spare = memory_alloc((count * 2 + 1) * sizeof(Value));
    if (descending) {
        reverse_values(items->items, count);
        reverse_values(keys->items, count);
    }
    bool done = merge_sort(interpreter, items->items, keys->items, spare, count);
    if (descending)
        reverse_values(items->items, count);
    free(spare);
    return done;
}

BUILTIN(builtin_sorted)
{
    (void)self;
    enum { ARG_iterable, ARG_key, ARG_reverse, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_iterable] = "iterable", [ARG_key] = "*key", [ARG_reverse] = "reverse"};
    Value values[ARG_COUNT], keys;
    bool descending = false;
    if (!arguments_bind(interpreter, "sorted", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !python_collect(interpreter, values[ARG_iterable], result))
        return false;
    if (value_given(values[ARG_reverse]) && !python_truth(interpreter, values[ARG_reverse], &descending))
        return false;
    python_push(interpreter, *result);
    List *list = result->list;
    if (!python_list(interpreter, list->items, list->count, &keys))
        return false;
    python_push(interpreter, keys);
    for (size_t i = 0; value_given(values[ARG_key]) && !value_is_none(values[ARG_key]) && i < list->count; i++)
        if (!python_call_positional(interpreter, values[ARG_key], &list->items[i], 1, &keys.list->items[i]))
            return false;
    return sort_values(interpreter, list, keys.list, descending);
}

const NativeMember builtin_iteration_functions[] = {
    {"iter", builtin_iter, TAKES(1, 2), .charges_itself = true},
    {"next", builtin_next, TAKES(1, 2), .charges_itself = true},
    {"any", builtin_any, TAKES(1, 1), .charges_itself = true},
    {"all", builtin_all, TAKES(1, 1), .charges_itself = true},
    {"enumerate", builtin_enumerate, TAKES_NAMED(1, 2, "iterable start"), .charges_itself = true},
    {"zip", builtin_zip, TAKES_NAMED(0, ANY_NUMBER, "strict"), .charges_itself = true},
    {"map", builtin_map, TAKES(2, ANY_NUMBER), .charges_itself = true},
    {"filter", builtin_filter, TAKES(2, 2), .charges_itself = true},
    {"reversed", builtin_reversed},
    {"sorted", builtin_sorted, TAKES_NAMED(1, 1, "key reverse")},
    {NULL, NULL},
};
