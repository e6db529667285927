/* Built-in functions: one table row each. */
#include "builtins.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool builtin_arity(Interpreter *interpreter, const Arguments *arguments, const char *name, size_t least, size_t most)
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
    if (!builtin_arity(interpreter, arguments, "len()", 1, 1) ||
        !python_length(interpreter, arguments->values[0], &length))
        return false;
    *result = value_int((int64_t)length);
    return true;
}

static bool is_instance(Interpreter *interpreter, Value value, Value type, bool *answer)
{
    *answer = false;
    if (type.kind == VALUE_TUPLE) {
        if (!python_enter(interpreter))
            return false;
        for (size_t i = 0; i < type.list->count && !*answer; i++)
            if (!is_instance(interpreter, value, type.list->items[i], answer))
                return false;
        python_leave(interpreter);
        return true;
    }
    if (value.kind == VALUE_OPAQUE || type.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "isinstance() with '%s', which limbeck could not import",
                             python_opaque_path(value.kind == VALUE_OPAQUE ? value : type));
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
    if (!builtin_arity(interpreter, arguments, "isinstance", 2, 2) ||
        !is_instance(interpreter, arguments->values[0], arguments->values[1], &answer))
        return false;
    *result = value_bool(answer);
    return true;
}

static bool is_subclass(Interpreter *interpreter, Value type, Value base, bool *answer)
{
    *answer = false;
    if (base.kind == VALUE_TUPLE) {
        if (!python_enter(interpreter))
            return false;
        for (size_t i = 0; i < base.list->count && !*answer; i++)
            if (!is_subclass(interpreter, type, base.list->items[i], answer))
                return false;
        python_leave(interpreter);
        return true;
    }
    if (type.kind != VALUE_CLASS || base.kind != VALUE_CLASS)
        return python_refuse(interpreter, "issubclass() of these");
    *answer = class_derives(type.class_, base.class_) ||
              (type.class_->builtin_kind == VALUE_BOOL && base.class_->builtin_kind == VALUE_INT);
    return true;
}

BUILTIN(builtin_issubclass)
{
    (void)self;
    bool answer;
    if (!builtin_arity(interpreter, arguments, "issubclass", 2, 2) ||
        !is_subclass(interpreter, arguments->values[0], arguments->values[1], &answer))
        return false;
    *result = value_bool(answer);
    return true;
}

/* Attributes that Python's own objects have and limbeck's lack: that they have none is not so. */
static bool is_lacking(Value object, const char *name)
{
    static const struct {
        ValueKind kind;
        const char *names;
    } rows[] = {{VALUE_INT, " real imag numerator denominator conjugate as_integer_ratio bit_count "},
                {VALUE_FLOAT, " real imag conjugate as_integer_ratio hex fromhex "},
                {VALUE_STRING, " format_map "},
                {VALUE_BYTES, " translate maketrans fromhex "},
                {VALUE_DICT, " popitem fromkeys "},
                {VALUE_SET, " pop symmetric_difference isdisjoint issuperset intersection_update difference_update "
                            "symmetric_difference_update "},
                {VALUE_FROZENSET, " symmetric_difference isdisjoint issuperset "},
                {VALUE_RANGE, " start stop step count index "}};
    Value plain = value_plain(object);
    size_t length = strlen(name);
    ValueKind kind = plain.kind == VALUE_BOOL ? VALUE_INT : plain.kind;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (const char *at = rows[i].kind == kind ? strstr(rows[i].names, name) : NULL; at; at = strstr(at + 1, name))
            if (at[-1] == ' ' && at[length] == ' ')
                return true;
    return false;
}

/* ABSENT also where __getattr__() or a property says that there is none. */
static bool find_or_lack(Interpreter *interpreter, Value object, const char *name, Value *found)
{
    if (python_find_attribute(interpreter, object, name, found))
        return value_given(*found) || !*name || !is_lacking(object, name) ||
               python_refuse(interpreter, "'.%s' of %s", name, value_type_name(object));
    *found = value_absent();
    return exception_swallow(interpreter, "AttributeError");
}

BUILTIN(builtin_hasattr)
{
    (void)self;
    Value found;
    const char *name;
    if (!builtin_arity(interpreter, arguments, "hasattr", 2, 2) ||
        !expect_text(interpreter, arguments->values[1], "attribute name", &name))
        return false;
    Value object = arguments->values[0];
    if (object.kind == VALUE_OPAQUE || (name[0] == '_' && object.kind != VALUE_INSTANCE && object.kind != VALUE_MODULE))
        return python_refuse(interpreter, "hasattr(..., '%s') of %s", name, value_type_name(object));
    if (!find_or_lack(interpreter, object, name, &found))
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
    if (!builtin_arity(interpreter, arguments, "getattr", 2, 3) ||
        !expect_text(interpreter, arguments->values[1], "attribute name", &name))
        return false;
    if (arguments->positional == 2)
        return python_get_attribute(interpreter, arguments->values[0], name, result);
    if (!find_or_lack(interpreter, arguments->values[0], name, result))
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
    return builtin_arity(interpreter, arguments, "setattr", 3, 3) &&
           expect_text(interpreter, arguments->values[1], "attribute name", &name) &&
           python_set_attribute(interpreter, arguments->values[0], name, arguments->values[2]);
}

BUILTIN(builtin_callable)
{
    (void)self;
    if (!builtin_arity(interpreter, arguments, "callable", 1, 1))
        return false;
    ValueKind kind = arguments->values[0].kind;
    if (kind == VALUE_INSTANCE) {
        *result = value_bool(value_given(special_method(interpreter, arguments->values[0], "__call__")));
        return true;
    }
    if (kind == VALUE_OPAQUE || kind == VALUE_NATIVE)
        return python_refuse(interpreter, "callable() of this");
    *result =
        value_bool(kind == VALUE_FUNCTION || kind == VALUE_BUILTIN || kind == VALUE_METHOD || kind == VALUE_CLASS);
    return true;
}

BUILTIN(builtin_repr)
{
    (void)self;
    Text text = python_buffer(interpreter);
    bool done = builtin_arity(interpreter, arguments, "repr()", 1, 1) &&
                python_repr(interpreter, arguments->values[0], &text) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

BUILTIN(builtin_ascii)
{
    (void)self;
    Text text = python_buffer(interpreter);
    bool done = python_ascii(interpreter, arguments->values[0], &text) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

BUILTIN(builtin_print)
{
    (void)self;
    static const char *const names[] = {"*sep", "end", "file", "flush"};
    Value values[4];
    Arguments named = arguments_named(arguments);
    const char *separator, *end;
    if (!arguments_bind(interpreter, "print", &named, names, 4, values, NULL, NULL) ||
        !expect_text_or_none(interpreter, values[0], "sep", &separator) ||
        !expect_text_or_none(interpreter, values[1], "end", &end))
        return false;
    Text text = python_buffer(interpreter);
    bool done = true;
    for (size_t i = 0; i < arguments->positional && done; i++) {
        if (i)
            text_append(&text, separator ? separator : " ");
        done = python_str(interpreter, arguments->values[i], &text);
    }
    if (end && strcmp(end, "\n") != 0) /* what is printed is told line by line */
        text_append(&text, end);
    done = done && interpreter_print(interpreter, &text);
    text_release(&text);
    *result = value_none();
    return done;
}

/* ---- iterating ----------------------------------------------------------------------- */

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

BUILTIN(builtin_iter)
{
    (void)self;
    Iterator *iterator;
    if (arguments->positional == 1)
        return python_iterator(interpreter, arguments->values[0], result);
    if (!iterator_make(interpreter, sentinel_step, arguments->values[0], &iterator))
        return false;
    iterator->extra = arguments->values[1];
    *result = value_object(iterator);
    return true;
}

BUILTIN(builtin_next)
{
    (void)self;
    if (!builtin_arity(interpreter, arguments, "next()", 1, 2) ||
        !python_next(interpreter, arguments->values[0], result))
        return false;
    if (!value_given(*result) && arguments->positional == 2)
        *result = arguments->values[1];
    return value_given(*result) || python_raise(interpreter, "StopIteration", "%s", "");
}

static bool quantify(Interpreter *interpreter, const Arguments *arguments, bool stop_at, Value *result)
{
    Value iterator, item;
    if (!builtin_arity(interpreter, arguments, stop_at ? "any()" : "all()", 1, 1) ||
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
    bool is_strict = false;
    Value strict = argument_named(interpreter, arguments, "strict");
    if (value_given(strict) && !python_truth(interpreter, strict, &is_strict))
        return false;
    return parts_iterator(interpreter, is_strict ? strict_zip_step : zip_step, value_none(), arguments->values,
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
    (void)self;
    return builtin_arity(interpreter, arguments, "map()", 2, 9) &&
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
    return builtin_arity(interpreter, arguments, "filter()", 2, 2) &&
           parts_iterator(interpreter, filter_step, arguments->values[0], arguments->values + 1, 1, result);
}

BUILTIN(builtin_reversed)
{
    (void)self;
    Value items;
    if (!builtin_arity(interpreter, arguments, "reversed()", 1, 1) ||
        !python_collect(interpreter, arguments->values[0], &items))
        return false;
    if (!python_charge(interpreter, items.list->count))
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
    if (count > ITEM_UNITS && !python_charge(interpreter, count * (ITEM_UNITS / 4)))
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
    if (!heap_reserve(interpreter, list->count * 2 * sizeof(Value)))
        return false;
    Value *spare = memory_alloc((list->count * 2 + 1) * sizeof(Value));
    bool done = merge_sort(interpreter, list->items, keys.list->items, spare, list->count, descending);
    free(spare);
    return done;
}

BUILTIN(builtin_delattr)
{
    (void)self;
    const char *name;
    *result = value_none();
    return builtin_arity(interpreter, arguments, "delattr", 2, 2) &&
           expect_text(interpreter, arguments->values[1], "attribute name", &name) &&
           remove_attribute(interpreter, arguments->values[0], python_intern(interpreter, name));
}

BUILTIN(builtin_format)
{
    (void)self;
    const char *specification = "";
    Text text = python_buffer(interpreter);
    bool done = builtin_arity(interpreter, arguments, "format", 1, 2) &&
                (arguments->positional < 2 ||
                 expect_text(interpreter, arguments->values[1], "format specification", &specification)) &&
                python_format(interpreter, arguments->values[0], specification, &text) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

/* A host that lets scripts read brings the module io. */
BUILTIN(builtin_open)
{
    (void)self;
    Value io, function;
    if (!map_get(&interpreter->sources, "io"))
        return refuse_outside(interpreter, "open");
    return python_import(interpreter, "io", &io) && python_get_attribute(interpreter, io, "open", &function) &&
           python_call(interpreter, function, arguments, result);
}

/* globals(): the names of the calling module, to be read. */
static bool globals_item(Interpreter *interpreter, Value self, Value key, Value *result)
{
    const char *name;
    if (!expect_text(interpreter, key, "name", &name))
        return false;
    *result = names_get(&self.native->kept[0].module->names, python_intern(interpreter, name));
    return value_given(*result) || python_raise(interpreter, "KeyError", "'%s'", name);
}

static bool globals_contain(Interpreter *interpreter, Value self, Value item, bool *contains)
{
    const char *name;
    if (!expect_text(interpreter, item, "name", &name))
        return false;
    *contains = value_given(names_get(&self.native->kept[0].module->names, python_intern(interpreter, name)));
    return true;
}

BUILTIN(globals_get)
{
    bool contains;
    Value name = argument_at(arguments, 0);
    if (!globals_contain(interpreter, self, name, &contains))
        return false;
    *result = arguments->positional > 1 ? arguments->values[1] : value_none();
    return !contains || globals_item(interpreter, self, name, result);
}

static const NativeMember globals_methods[] = {{"get", globals_get}, {NULL, NULL}};
static const NativeClass globals_class = {.name = "globals",
                                          .module = "builtins",
                                          .methods = globals_methods,
                                          .item = globals_item,
                                          .contains = globals_contain};

BUILTIN(builtin_globals)
{
    (void)self;
    (void)arguments;
    if (!interpreter->frame || !native_new(interpreter, &globals_class, 0, result))
        return false;
    native_keep(result->native, value_object(interpreter->frame->module));
    return true;
}

BUILTIN(builtin_super)
{
    (void)self;
    return python_super(interpreter, arguments, result);
}

static const NativeMember functions[] = {
    {"len", builtin_len, TAKES(1, 1), .charges_itself = true},
    {"isinstance", builtin_isinstance, TAKES(2, 2), .charges_itself = true},
    {"issubclass", builtin_issubclass, TAKES(2, 2), .charges_itself = true},
    {"hasattr", builtin_hasattr, TAKES(2, 2), .charges_itself = true},
    {"getattr", builtin_getattr, TAKES(2, 3), .charges_itself = true},
    {"setattr", builtin_setattr, TAKES(3, 3), .charges_itself = true},
    {"delattr", builtin_delattr, TAKES(2, 2), .charges_itself = true},
    {"format", builtin_format, TAKES(1, 2)},
    {"callable", builtin_callable, TAKES(1, 1), .charges_itself = true},
    {"repr", builtin_repr, TAKES(1, 1)},
    {"ascii", builtin_ascii, TAKES(1, 1)},
    {"print", builtin_print, TAKES_NAMED(0, ANY_NUMBER, "sep end file flush")},
    {"iter", builtin_iter, TAKES(1, 2), .charges_itself = true},
    {"next", builtin_next, TAKES(1, 2), .charges_itself = true},
    {"any", builtin_any, TAKES(1, 1), .charges_itself = true},
    {"all", builtin_all, TAKES(1, 1), .charges_itself = true},
    {"enumerate", builtin_enumerate, TAKES_NAMED(1, 2, "iterable start"), .charges_itself = true},
    {"zip", builtin_zip, TAKES_NAMED(0, ANY_NUMBER, "strict"), .charges_itself = true},
    {"map", builtin_map, TAKES(2, ANY_NUMBER), .charges_itself = true},
    {"filter", builtin_filter, TAKES(2, 2), .charges_itself = true},
    {"reversed", builtin_reversed, TAKES(1, 1)},
    {"sorted", builtin_sorted, TAKES_NAMED(1, 1, "key reverse")},
    {"open", builtin_open},
    {"__import__", builtin_import, TAKES_NAMED(0, 5, "name globals locals fromlist level")},
    {"globals", builtin_globals, TAKES(0, 0)},
    {"super", builtin_super, TAKES(0, 2)},
    {NULL, NULL},
};

void builtin_install(Interpreter *interpreter, const char *name, Value value)
{
    names_set(&interpreter->builtins, python_intern(interpreter, name), value);
}

static void install_functions(Interpreter *interpreter, const NativeMember *members)
{
    for (; members->name; members++) {
        Value builtin;
        python_member(interpreter, members, value_none(), &builtin);
        builtin_install(interpreter, members->name, builtin);
    }
}

void builtins_install(Interpreter *interpreter)
{
    interpreter->object_class = class_new(interpreter, "object", NULL, 0);
    interpreter->builtin_classes[VALUE_ABSENT] = interpreter->object_class; /* keeps it alive */
    builtin_install(interpreter, "object", value_object(interpreter->object_class));
    install_functions(interpreter, functions);
    install_functions(interpreter, builtin_number_functions);
    builtin_refusals_install(interpreter);
    builtin_types_install(interpreter);
    builtin_install(interpreter, "NotImplemented", (Value){.kind = VALUE_NOT_IMPLEMENTED});
    builtin_install(interpreter, "Ellipsis", (Value){.kind = VALUE_ELLIPSIS});
    builtin_install(interpreter, "__debug__", value_bool(true));
}
