/* Built-in functions and types: one table row each. */
#include "internal.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BUILTIN(name) static bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)

static bool need(Interpreter *interpreter, const Arguments *arguments, const char *name, size_t least, size_t most)
{
    if (arguments->positional >= least && arguments->positional <= most)
        return true;
    return python_raise(interpreter, "TypeError", "%s expected %s%zu argument%s, got %zu", name,
                        least == most ? "" : "at least ", least, least == 1 ? "" : "s", arguments->positional);
}

/* ---- looking at values ------------------------------------------------------- */

BUILTIN(builtin_len)
{
    (void)self;
    size_t length;
    if (!need(interpreter, arguments, "len()", 1, 1) || !python_length(interpreter, arguments->values[0], &length))
        return false;
    *result = value_int((int64_t)length);
    return true;
}

static bool is_instance(Interpreter *interpreter, Value value, Value type, bool *answer)
{
    *answer = false;
    if (type.kind == VALUE_TUPLE) {
        for (size_t i = 0; i < type.list->count && !*answer; i++)
            if (!is_instance(interpreter, value, type.list->items[i], answer))
                return false;
        return true;
    }
    if (value.kind == VALUE_OPAQUE || type.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "isinstance() with something limbeck could not import");
    if (type.kind != VALUE_CLASS)
        return python_raise(interpreter, "TypeError",
                            "isinstance() arg 2 must be a type, a tuple of types, or a union");
    *answer = class_derives(python_class_of(interpreter, value), type.class_) ||
              (value.kind == VALUE_BOOL && type.class_->builtin_kind == VALUE_INT);
    return true;
}

BUILTIN(builtin_isinstance)
{
    (void)self;
    bool answer;
    if (!need(interpreter, arguments, "isinstance", 2, 2) ||
        !is_instance(interpreter, arguments->values[0], arguments->values[1], &answer))
        return false;
    *result = value_bool(answer);
    return true;
}

BUILTIN(builtin_issubclass)
{
    (void)self;
    if (!need(interpreter, arguments, "issubclass", 2, 2))
        return false;
    if (arguments->values[0].kind != VALUE_CLASS || arguments->values[1].kind != VALUE_CLASS)
        return python_refuse(interpreter, "issubclass() of these");
    *result = value_bool(class_derives(arguments->values[0].class_, arguments->values[1].class_));
    return true;
}

BUILTIN(builtin_hasattr)
{
    (void)self;
    Value found;
    const char *name;
    if (!need(interpreter, arguments, "hasattr", 2, 2) ||
        !expect_text(interpreter, arguments->values[1], "attribute name", &name))
        return false;
    Value object = arguments->values[0];
    if (object.kind == VALUE_OPAQUE || (name[0] == '_' && object.kind != VALUE_INSTANCE && object.kind != VALUE_MODULE))
        return python_refuse(interpreter, "hasattr(..., '%s') of %s", name, value_type_name(object));
    if (!python_find_attribute(interpreter, object, name, &found))
        return false;
    if (!value_given(found) && object.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "hasattr(..., '%s') of %s", name, value_type_name(object));
    *result = value_bool(value_given(found));
    return true;
}

BUILTIN(builtin_getattr)
{
    (void)self;
    const char *name;
    if (!need(interpreter, arguments, "getattr", 2, 3) ||
        !expect_text(interpreter, arguments->values[1], "attribute name", &name))
        return false;
    if (arguments->positional == 2)
        return python_get_attribute(interpreter, arguments->values[0], name, result);
    if (!python_find_attribute(interpreter, arguments->values[0], name, result))
        return false;
    if (!value_given(*result))
        *result = arguments->values[2];
    return true;
}

BUILTIN(builtin_setattr)
{
    (void)self;
    const char *name;
    *result = value_none();
    return need(interpreter, arguments, "setattr", 3, 3) &&
           expect_text(interpreter, arguments->values[1], "attribute name", &name) &&
           python_set_attribute(interpreter, arguments->values[0], name, arguments->values[2]);
}

BUILTIN(builtin_callable)
{
    (void)self;
    if (!need(interpreter, arguments, "callable", 1, 1))
        return false;
    ValueKind kind = arguments->values[0].kind;
    if (kind == VALUE_OPAQUE || kind == VALUE_INSTANCE || kind == VALUE_NATIVE)
        return python_refuse(interpreter, "callable() of this");
    *result =
        value_bool(kind == VALUE_FUNCTION || kind == VALUE_BUILTIN || kind == VALUE_METHOD || kind == VALUE_CLASS);
    return true;
}

BUILTIN(builtin_repr)
{
    (void)self;
    Text text = text_on_heap();
    bool done = need(interpreter, arguments, "repr()", 1, 1) && python_repr(interpreter, arguments->values[0], &text) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

BUILTIN(builtin_print)
{
    (void)self;
    Text text = text_on_heap();
    bool done = true;
    for (size_t i = 0; i < arguments->positional && done; i++) {
        if (i)
            text_append_char(&text, ' ');
        done = python_str(interpreter, arguments->values[i], &text);
    }
    if (done && interpreter->options.print)
        interpreter->options.print(interpreter->options.host, text_string(&text));
    text_release(&text);
    *result = value_none();
    return done;
}

/* ---- numbers ---------------------------------------------------------------------- */

BUILTIN(builtin_abs)
{
    (void)self;
    if (!need(interpreter, arguments, "abs()", 1, 1))
        return false;
    Value value = arguments->values[0];
    if (value.kind == VALUE_FLOAT)
        *result = value_float(fabs(value.real));
    else if (value.kind == VALUE_INT && value.integer != INT64_MIN)
        *result = value_int(value.integer < 0 ? -value.integer : value.integer);
    else
        return python_refuse(interpreter, "abs() of %s", value_type_name(value));
    return true;
}

BUILTIN(builtin_round)
{
    (void)self;
    if (!need(interpreter, arguments, "round()", 1, 2))
        return false;
    Value value = arguments->values[0];
    if (value.kind == VALUE_INT && arguments->positional == 1) {
        *result = value;
        return true;
    }
    if (value.kind != VALUE_FLOAT || arguments->positional != 1)
        return python_refuse(interpreter, "round() with digits");
    *result = value_int((int64_t)nearbyint(value.real));
    return true;
}

/* The least or greatest of the arguments, or of one iterable; `wanted` is the
 * comparison that makes a candidate better. */
static bool extreme(Interpreter *interpreter, const Arguments *arguments, Operator wanted, const char *name,
                    Value *result)
{
    Value items, key = argument_named(interpreter, arguments, "key"),
                 fallback = argument_named(interpreter, arguments, "default");
    Value best_key = value_none();
    bool made = arguments->positional == 1 ? python_collect(interpreter, arguments->values[0], &items)
                                           : python_list(interpreter, arguments->values, arguments->positional, &items);
    if (!made)
        return false;
    python_push(interpreter, items);
    *result = value_absent();
    for (size_t i = 0; i < items.list->count; i++) {
        Value item = items.list->items[i], item_key = item, better;
        bool truth = true;
        if (value_given(key) && !value_is_none(key) && !python_call_positional(interpreter, key, &item, 1, &item_key))
            return false;
        if (value_given(*result) && (!python_compare(interpreter, wanted, item_key, best_key, &better) ||
                                     !python_truth(interpreter, better, &truth)))
            return false;
        if (truth) {
            *result = item;
            best_key = item_key;
            python_push(interpreter, best_key);
        }
    }
    if (!value_given(*result))
        *result = fallback;
    return value_given(*result) || python_raise(interpreter, "ValueError", "%s() iterable argument is empty", name);
}

BUILTIN(builtin_min)
{
    (void)self;
    return extreme(interpreter, arguments, OPERATOR_LESS, "min", result);
}

BUILTIN(builtin_max)
{
    (void)self;
    return extreme(interpreter, arguments, OPERATOR_GREATER, "max", result);
}

BUILTIN(builtin_sum)
{
    (void)self;
    Value items;
    if (!need(interpreter, arguments, "sum()", 1, 2) || !python_collect(interpreter, arguments->values[0], &items))
        return false;
    *result = arguments->positional > 1 ? arguments->values[1] : value_int(0);
    for (size_t i = 0; i < items.list->count; i++)
        if (!python_binary(interpreter, OPERATOR_ADD, *result, items.list->items[i], result))
            return false;
    return true;
}

/* ---- iterating ----------------------------------------------------------------------- */

BUILTIN(builtin_iter)
{
    (void)self;
    return need(interpreter, arguments, "iter()", 1, 1) && python_iterator(interpreter, arguments->values[0], result);
}

BUILTIN(builtin_next)
{
    (void)self;
    if (!need(interpreter, arguments, "next()", 1, 2) || !python_next(interpreter, arguments->values[0], result))
        return false;
    if (!value_given(*result) && arguments->positional == 2)
        *result = arguments->values[1];
    return value_given(*result) || python_raise(interpreter, "StopIteration", "%s", "");
}

static bool quantify(Interpreter *interpreter, const Arguments *arguments, bool stop_at, Value *result)
{
    Value iterator, item;
    if (!need(interpreter, arguments, stop_at ? "any()" : "all()", 1, 1) ||
        !python_iterator(interpreter, arguments->values[0], &iterator))
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
    static const char *const names[] = {"iterable", "start"};
    Value values[2], source;
    int64_t start = 0;
    Iterator *iterator;
    if (!arguments_bind(interpreter, "enumerate", arguments, names, 2, values, NULL, NULL) ||
        (value_given(values[1]) && !expect_int(interpreter, values[1], "start", &start)) ||
        !python_iterator(interpreter, values[0], &source) ||
        !iterator_make(interpreter, enumerate_step, source, &iterator))
        return false;
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
            python_stack_reset(interpreter, mark);
            return true;
        }
        if (!list_append(interpreter, tuple.list, part))
            return false;
    }
    python_stack_reset(interpreter, mark);
    return python_tuple(interpreter, tuple.list->items, tuple.list->count, item);
}

static bool parts_iterator(Interpreter *interpreter, IteratorStep *step, Value source, const Value *iterables,
                           size_t count, Value *result)
{
    Iterator *iterator;
    if (!iterator_make(interpreter, step, source, &iterator))
        return false;
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
    Value strict = argument_named(interpreter, arguments, "strict");
    if (value_given(strict))
        return python_refuse(interpreter, "zip(strict=...)");
    return parts_iterator(interpreter, zip_step, value_none(), arguments->values, arguments->positional, result);
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
    (void)self;
    return need(interpreter, arguments, "map()", 2, 9) &&
           parts_iterator(interpreter, map_step, arguments->values[0], arguments->values + 1, arguments->positional - 1,
                          result);
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
    (void)self;
    return need(interpreter, arguments, "filter()", 2, 2) &&
           parts_iterator(interpreter, filter_step, arguments->values[0], arguments->values + 1, 1, result);
}

BUILTIN(builtin_reversed)
{
    (void)self;
    Value items;
    if (!need(interpreter, arguments, "reversed()", 1, 1) || !python_collect(interpreter, arguments->values[0], &items))
        return false;
    for (size_t i = 0, k = items.list->count; i + 1 < k; i++) {
        Value swapped = items.list->items[i];
        items.list->items[i] = items.list->items[--k];
        items.list->items[k] = swapped;
    }
    return python_iterator(interpreter, items, result);
}

/* A stable merge sort: comparisons may call back into the script and may fail. */
static bool merge_sort(Interpreter *interpreter, Value *items, Value *keys, Value *spare, size_t count, bool descending)
{
    if (count < 2)
        return true;
    size_t half = count / 2, left = 0, right = half;
    if (!merge_sort(interpreter, items, keys, spare, half, descending) ||
        !merge_sort(interpreter, items + half, keys + half, spare, count - half, descending))
        return false;
    for (size_t i = 0; i < count; i++) {
        bool take_right = left == half;
        if (left < half && right < count) {
            Value less;
            Value a = descending ? keys[left] : keys[right], b = descending ? keys[right] : keys[left];
            if (!python_compare(interpreter, OPERATOR_LESS, a, b, &less) ||
                !python_truth(interpreter, less, &take_right))
                return false;
        }
        size_t from = take_right ? right++ : left++;
        spare[i] = items[from];
        spare[count + i] = keys[from];
    }
    memcpy(items, spare, count * sizeof(Value));
    memcpy(keys, spare + count, count * sizeof(Value));
    return true;
}

BUILTIN(builtin_sorted)
{
    (void)self;
    static const char *const names[] = {"iterable", "*key", "reverse"};
    Value values[3], keys;
    bool descending = false;
    if (!arguments_bind(interpreter, "sorted", arguments, names, 3, values, NULL, NULL) ||
        !python_collect(interpreter, values[0], result))
        return false;
    if (value_given(values[2]) && !python_truth(interpreter, values[2], &descending))
        return false;
    python_push(interpreter, *result);
    List *list = result->list;
    if (!python_list(interpreter, list->items, list->count, &keys))
        return false;
    python_push(interpreter, keys);
    for (size_t i = 0; value_given(values[1]) && !value_is_none(values[1]) && i < list->count; i++)
        if (!python_call_positional(interpreter, values[1], &list->items[i], 1, &keys.list->items[i]))
            return false;
    Value *spare = memory_alloc((list->count * 2 + 1) * sizeof(Value));
    bool done = merge_sort(interpreter, list->items, keys.list->items, spare, list->count, descending);
    free(spare);
    return done;
}

BUILTIN(builtin_chr)
{
    (void)self;
    int64_t codepoint;
    char bytes[4];
    if (!expect_int(interpreter, argument_at(arguments, 0), "chr() arg", &codepoint))
        return false;
    if (codepoint < 0 || codepoint > 0x10FFFF)
        return python_raise(interpreter, "ValueError", "chr() arg not in range(0x110000)");
    return python_string(interpreter, bytes, utf8_encode((uint32_t)codepoint, bytes), result);
}

BUILTIN(builtin_ord)
{
    (void)self;
    Value value = argument_at(arguments, 0);
    uint32_t codepoint;
    if (value.kind != VALUE_STRING || value.string->count != 1)
        return python_raise(interpreter, "TypeError", "ord() expected a character");
    utf8_decode(value.string->bytes, value.string->length, &codepoint);
    *result = value_int(codepoint);
    return true;
}

/* What could reach outside the evaluator is refused by name. */
static bool refuse_builtin(Interpreter *interpreter, const char *name)
{
    return python_refuse(interpreter, "%s(): a migration may not reach files, processes or code from here", name);
}

#define REFUSED(name)                                                                                                  \
    BUILTIN(refused_##name)                                                                                            \
    {                                                                                                                  \
        (void)self;                                                                                                    \
        (void)arguments;                                                                                               \
        (void)result;                                                                                                  \
        return refuse_builtin(interpreter, #name);                                                                     \
    }

REFUSED(open)
REFUSED(exec)
REFUSED(eval)
REFUSED(compile)
REFUSED(input)
REFUSED(__import__)
REFUSED(globals)
REFUSED(locals)
REFUSED(vars)
REFUSED(id)
REFUSED(hash)
REFUSED(super)

static const NativeMember functions[] = {
    {"len", builtin_len},
    {"isinstance", builtin_isinstance},
    {"issubclass", builtin_issubclass},
    {"hasattr", builtin_hasattr},
    {"getattr", builtin_getattr},
    {"setattr", builtin_setattr},
    {"callable", builtin_callable},
    {"repr", builtin_repr},
    {"print", builtin_print},
    {"abs", builtin_abs},
    {"round", builtin_round},
    {"min", builtin_min},
    {"max", builtin_max},
    {"sum", builtin_sum},
    {"iter", builtin_iter},
    {"next", builtin_next},
    {"any", builtin_any},
    {"all", builtin_all},
    {"enumerate", builtin_enumerate},
    {"zip", builtin_zip},
    {"map", builtin_map},
    {"filter", builtin_filter},
    {"reversed", builtin_reversed},
    {"sorted", builtin_sorted},
    {"chr", builtin_chr},
    {"ord", builtin_ord},
    {"open", refused_open},
    {"exec", refused_exec},
    {"eval", refused_eval},
    {"compile", refused_compile},
    {"input", refused_input},
    {"__import__", refused___import__},
    {"globals", refused_globals},
    {"locals", refused_locals},
    {"vars", refused_vars},
    {"id", refused_id},
    {"hash", refused_hash},
    {"super", refused_super},
};

/* ---- types: called, they convert -------------------------------------------------------- */

BUILTIN(construct_str)
{
    (void)self;
    if (arguments->positional > 1)
        return python_refuse(interpreter, "str() with an encoding");
    Text text = text_on_heap();
    bool done = (!arguments->positional || python_str(interpreter, arguments->values[0], &text)) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

static bool integer_from_text(Interpreter *interpreter, const String *string, int base, Value *result)
{
    char *end;
    const char *text = string->bytes;
    errno = 0;
    long long integer = strtoll(text, &end, base);
    while (*end == ' ' || *end == '\n' || *end == '\t')
        end++;
    if (end == text || *end) {
        Text quoted = text_on_heap();
        python_repr(interpreter, value_object((void *)string), &quoted);
        python_raise(interpreter, "ValueError", "invalid literal for int() with base %d: %s", base,
                     text_string(&quoted));
        text_release(&quoted);
        return false;
    }
    *result = value_int(integer);
    return errno != ERANGE || python_refuse(interpreter, "an integer that does not fit 64 bits");
}

BUILTIN(construct_int)
{
    (void)self;
    int64_t base = 10;
    Value value = argument_at(arguments, 0);
    if (arguments->positional > 1 && !expect_int(interpreter, arguments->values[1], "base", &base))
        return false;
    *result = value_int(0);
    switch (value.kind) {
    case VALUE_ABSENT:
        return true;
    case VALUE_INT:
        *result = value;
        return true;
    case VALUE_BOOL:
        *result = value_int(value.boolean);
        return true;
    case VALUE_FLOAT:
        if (!(fabs(value.real) < 9e18))
            return python_refuse(interpreter, "an integer that does not fit 64 bits");
        *result = value_int((int64_t)value.real);
        return true;
    case VALUE_STRING:
        return integer_from_text(interpreter, value.string, (int)base, result);
    case VALUE_OPAQUE:
        return python_refuse(interpreter, "int() of something limbeck could not import");
    default:
        return python_raise(interpreter, "TypeError",
                            "int() argument must be a string, a bytes-like object or a real number, not '%s'",
                            value_type_name(value));
    }
}

BUILTIN(construct_float)
{
    (void)self;
    Value value = argument_at(arguments, 0);
    if (value.kind == VALUE_FLOAT)
        *result = value;
    else if (value.kind == VALUE_INT || value.kind == VALUE_BOOL)
        *result = value_float(value.kind == VALUE_INT ? (double)value.integer : value.boolean);
    else if (value.kind == VALUE_STRING) {
        char *end;
        *result = value_float(strtod(value.string->bytes, &end));
        if (*end || end == value.string->bytes)
            return python_raise(interpreter, "ValueError", "could not convert string to float");
    } else
        return python_refuse(interpreter, "float() of %s", value_type_name(value));
    return true;
}

BUILTIN(construct_bool)
{
    (void)self;
    bool truth = false;
    if (arguments->positional && !python_truth(interpreter, arguments->values[0], &truth))
        return false;
    *result = value_bool(truth);
    return true;
}

BUILTIN(construct_list)
{
    (void)self;
    return arguments->positional ? python_collect(interpreter, arguments->values[0], result)
                                 : python_list(interpreter, NULL, 0, result);
}

BUILTIN(construct_tuple)
{
    (void)self;
    Value items;
    if (!arguments->positional)
        return python_tuple(interpreter, NULL, 0, result);
    return python_collect(interpreter, arguments->values[0], &items) &&
           python_tuple(interpreter, items.list->items, items.list->count, result);
}

static bool construct_set_of(Interpreter *interpreter, const Arguments *arguments, ValueKind kind, Value *result)
{
    Value items;
    if (!python_set(interpreter, kind, result))
        return false;
    if (!arguments->positional)
        return true;
    python_push(interpreter, *result);
    if (!python_collect(interpreter, arguments->values[0], &items))
        return false;
    for (size_t i = 0; i < items.list->count; i++)
        if (!dict_set(interpreter, result->dict, items.list->items[i], value_none()))
            return false;
    return true;
}

BUILTIN(construct_set)
{
    (void)self;
    return construct_set_of(interpreter, arguments, VALUE_SET, result);
}

BUILTIN(construct_frozenset)
{
    (void)self;
    return construct_set_of(interpreter, arguments, VALUE_FROZENSET, result);
}

BUILTIN(construct_dict)
{
    (void)self;
    Value update;
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    Value ignored;
    return python_get_attribute(interpreter, *result, "update", &update) &&
           python_call(interpreter, update, arguments, &ignored);
}

BUILTIN(construct_range)
{
    (void)self;
    int64_t numbers[3] = {0, 0, 1};
    if (!need(interpreter, arguments, "range", 1, 3))
        return false;
    for (size_t i = 0; i < arguments->positional; i++)
        if (!expect_int(interpreter, arguments->values[i], "range() argument",
                        &numbers[arguments->positional == 1 ? 1 : i]))
            return false;
    if (numbers[2] == 0)
        return python_raise(interpreter, "ValueError", "range() arg 3 must not be zero");
    Range *range = heap_new(interpreter, VALUE_RANGE, sizeof(Range));
    if (!range)
        return false;
    range->start = numbers[0];
    range->stop = numbers[1];
    range->step = numbers[2];
    *result = value_object(range);
    return true;
}

BUILTIN(construct_type)
{
    (void)self;
    if (arguments->positional != 1)
        return python_refuse(interpreter, "making a class with type()");
    if (arguments->values[0].kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "type() of something limbeck could not import");
    *result = value_object(python_class_of(interpreter, arguments->values[0]));
    return true;
}

static bool construct_property_of(Interpreter *interpreter, const Arguments *arguments, PropertyKind kind,
                                  Value *result)
{
    if (!need(interpreter, arguments, "property", 1, 1))
        return false;
    Property *property = heap_new(interpreter, VALUE_PROPERTY, sizeof(Property));
    if (!property)
        return false;
    property->property_kind = kind;
    property->function = arguments->values[0];
    *result = value_object(property);
    return true;
}

BUILTIN(construct_property)
{
    (void)self;
    return construct_property_of(interpreter, arguments, PROPERTY_GETTER, result);
}

BUILTIN(construct_staticmethod)
{
    (void)self;
    return construct_property_of(interpreter, arguments, PROPERTY_STATIC, result);
}

BUILTIN(construct_classmethod)
{
    (void)self;
    return construct_property_of(interpreter, arguments, PROPERTY_CLASS, result);
}

typedef struct TypeRow {
    const char *name;
    ValueKind kind;
    NativeFunction *construct;
} TypeRow;

static const TypeRow types[] = {
    {"str", VALUE_STRING, construct_str},
    {"int", VALUE_INT, construct_int},
    {"float", VALUE_FLOAT, construct_float},
    {"bool", VALUE_BOOL, construct_bool},
    {"bytes", VALUE_BYTES, NULL},
    {"list", VALUE_LIST, construct_list},
    {"tuple", VALUE_TUPLE, construct_tuple},
    {"dict", VALUE_DICT, construct_dict},
    {"set", VALUE_SET, construct_set},
    {"frozenset", VALUE_FROZENSET, construct_frozenset},
    {"range", VALUE_RANGE, construct_range},
    {"type", VALUE_CLASS, construct_type},
};

typedef struct PropertyRow {
    const char *name;
    NativeFunction *construct;
} PropertyRow;

static const PropertyRow property_types[] = {
    {"property", construct_property},
    {"staticmethod", construct_staticmethod},
    {"classmethod", construct_classmethod},
};

static void install(Interpreter *interpreter, const char *name, Value value)
{
    names_set(&interpreter->builtins, python_intern(interpreter, name), value);
}

void builtins_install(Interpreter *interpreter)
{
    interpreter->object_class = class_new(interpreter, "object", NULL, 0);
    interpreter->builtin_classes[VALUE_ABSENT] = interpreter->object_class; /* keeps it alive */
    install(interpreter, "object", value_object(interpreter->object_class));
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        Value builtin;
        python_builtin(interpreter, functions[i].name, functions[i].function, value_none(), &builtin);
        install(interpreter, functions[i].name, builtin);
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        Value sample = {.kind = types[i].kind};
        Class *class_ = python_class_of(interpreter, sample);
        class_->construct = types[i].construct;
        install(interpreter, types[i].name, value_object(class_));
    }
    for (size_t i = 0; i < sizeof property_types / sizeof *property_types; i++) {
        Class *class_ = class_new(interpreter, property_types[i].name, &interpreter->object_class, 1);
        class_->construct = property_types[i].construct;
        install(interpreter, property_types[i].name, value_object(class_));
    }
    install(interpreter, "NotImplemented", (Value){.kind = VALUE_NOT_IMPLEMENTED});
    install(interpreter, "Ellipsis", (Value){.kind = VALUE_ELLIPSIS});
    install(interpreter, "__debug__", value_bool(true));
}
