/* Built-in types: called, they convert. */
#include "builtins.h"
#include "limbeck/python/runtime/class_make.h"
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/ranges.h"
#include "number_text.h"

#include <stdlib.h>
#include <string.h>

/* A TypeError for other arguments than these. */
#define CHECK_TAKEN(name, ...)                                                                                         \
    do {                                                                                                               \
        const NativeMember row = {name, NULL, __VA_ARGS__};                                                            \
        if (!native_takes(interpreter, &row, value_absent(), arguments))                                               \
            return false;                                                                                              \
    } while (0)

/* While modules load, a conversion of an unknown value is unknown too. */
static bool result_is_unknown(const Interpreter *interpreter, Value value, Value *result)
{
    if (value.kind != VALUE_OPAQUE || interpreter->strict)
        return false;
    *result = value;
    return true;
}

/* str(): the text of an object, or bytes decoded if an encoding or error handling is given. */
BUILTIN(construct_str)
{
    enum { ARG_object, ARG_encoding, ARG_errors, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_object] = "object", [ARG_encoding] = "encoding", [ARG_errors] = "errors"};
    (void)self;
    Value values[ARG_COUNT], decode;
    CHECK_TAKEN("str", TAKES_NAMED(0, 3, "object encoding errors"));
    if (!arguments_bind(interpreter, "str", arguments, names, ARG_COUNT, values, NULL, NULL))
        return false;
    Value given = value_plain(values[ARG_object]);
    if (result_is_unknown(interpreter, given, result))
        return true;
    if (value_given(values[ARG_encoding]) || value_given(values[ARG_errors])) {
        static const char *const keywords[] = {"encoding", "errors"};
        for (int i = ARG_encoding; i <= ARG_errors; i++)
            if (value_given(values[i]) && !value_is_text(values[i]) && values[i].kind != VALUE_OPAQUE)
                return python_raise(interpreter, "TypeError", "str() argument '%s' must be str, not %s", names[i],
                                    python_argument_type_name(interpreter, values[i]));
        if (given.kind == VALUE_STRING)
            return python_raise(interpreter, "TypeError", "decoding str is not supported");
        if (given.kind != VALUE_BYTES)
            return python_raise(interpreter, "TypeError", "decoding to str: need a bytes-like object, %s found",
                                value_type_name(values[ARG_object]));
        Value passed[2];
        const char *passed_names[2];
        Arguments rest = {.values = passed, .keywords = passed_names};
        for (size_t i = 0; i < 2; i++)
            if (value_given(values[1 + i])) {
                passed[rest.keyword_count] = values[1 + i];
                passed_names[rest.keyword_count++] = python_intern(interpreter, keywords[i]);
            }
        return python_get_attribute(interpreter, given, "decode", &decode) &&
               python_call(interpreter, decode, &rest, result);
    }
    Text text = python_buffer(interpreter);
    bool done = (!value_given(values[ARG_object]) || python_str(interpreter, values[ARG_object], &text)) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

/* bytes(), bytes(3), bytes([1, 2]), bytes(b"..."), bytes("...", "utf-8") */
BUILTIN(construct_bytes)
{
    enum { ARG_source, ARG_encoding, ARG_errors, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_source] = "source", [ARG_encoding] = "encoding", [ARG_errors] = "errors"};
    (void)self;
    Value values[ARG_COUNT], items, encode;
    CHECK_TAKEN("bytes", TAKES_NAMED(0, 3, "source encoding errors"));
    if (!arguments_bind(interpreter, "bytes", arguments, names, ARG_COUNT, values, NULL, NULL))
        return false;
    Value value = value_plain(values[ARG_source]);
    bool is_encoded = value_given(values[ARG_encoding]) || value_given(values[ARG_errors]);
    if (is_encoded && value.kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "%s without a string argument",
                            value_given(values[ARG_encoding]) ? "encoding" : "errors");
    Value method = special_method(interpreter, values[ARG_source], "__bytes__");
    if (!is_encoded && value_given(method)) {
        if (!python_call_special(interpreter, method, values[ARG_source], result))
            return false;
        return value_plain(*result).kind == VALUE_BYTES ||
               python_raise(interpreter, "TypeError", "__bytes__ returned non-bytes (type %s)",
                            python_type_name(interpreter, *result));
    }
    if (value.kind == VALUE_BYTES) {
        *result = value;
        return true;
    }
    if (value.kind == VALUE_STRING) {
        if (!value_given(values[ARG_encoding]))
            return python_raise(interpreter, "TypeError", "string argument without an encoding");
        Arguments rest = {.values = &values[ARG_encoding], .positional = value_given(values[ARG_errors]) ? 2 : 1};
        return python_get_attribute(interpreter, value, "encode", &encode) &&
               python_call(interpreter, encode, &rest, result);
    }
    if (value.kind == VALUE_INSTANCE && value_given(special_method(interpreter, value, "__index__")) &&
        !python_index(interpreter, value, &value))
        return false;
    if (value_given(value) && value.kind != VALUE_INT && !may_iterate(interpreter, value))
        return value.kind == VALUE_BIG_INTEGER
                   ? python_raise(interpreter, "OverflowError", "cannot fit 'int' into an index-sized integer")
                   : python_raise(interpreter, "TypeError", "cannot convert '%s' object to bytes",
                                  python_type_name(interpreter, value));
    Text bytes = python_buffer(interpreter);
    bool done = true;
    if (value.kind == VALUE_INT) {
        done = value.integer >= 0 && heap_reserve(interpreter, (size_t)value.integer);
        text_append_repeated(&bytes, '\0', done ? (size_t)value.integer : 0);
    } else if (value_given(value)) {
        done = python_collect(interpreter, value, &items);
        for (size_t i = 0; done && i < items.list->count; i++) {
            int64_t byte = -1;
            Value whole;
            done = python_index(interpreter, items.list->items[i], &whole);
            byte = whole.kind == VALUE_BIG_INTEGER ? -1 : whole.integer;
            done = done && ((byte >= 0 && byte < 256) ||
                            python_raise(interpreter, "ValueError", "bytes must be in range(0, 256)"));
            text_append_char(&bytes, (char)byte);
        }
    }
    done = done && python_bytes(interpreter, text_string(&bytes), bytes.length, result);
    text_release(&bytes);
    return done || (!python_failed(interpreter) && python_raise(interpreter, "ValueError", "negative count"));
}

/* int("ff", 16): a base is allowed with a text only. */
static bool integer_in_base(Interpreter *interpreter, Value value, Value given, Value *result)
{
    Value whole;
    if (given.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "int() with a base that limbeck does not know");
    if (!python_index(interpreter, given, &whole))
        return false;
    int64_t base = whole.kind == VALUE_BIG_INTEGER ? -1 : value_as_integer(whole);
    if (base < 0 || base == 1 || base > 36)
        return python_raise(interpreter, "ValueError", "int() base must be >= 2 and <= 36, or 0");
    if (value.kind != VALUE_STRING && value.kind != VALUE_BYTES)
        return python_raise(interpreter, "TypeError",
                            value_given(value) ? "int() can't convert non-string with explicit base"
                                               : "int() missing string argument");
    return integer_from_text(interpreter, value.string, (int)base, result);
}

static bool integer_from(Interpreter *interpreter, Value value, Value *result)
{
    Value plain = value_plain(value);
    switch (plain.kind) {
    case VALUE_ABSENT:
        *result = value_int(0);
        return true;
    case VALUE_INT:
    case VALUE_BOOL:
        *result = value_int(value_as_integer(plain));
        return true;
    case VALUE_BIG_INTEGER:
        *result = plain;
        return true;
    case VALUE_FLOAT:
        return integer_from_real(interpreter, plain.real, result);
    case VALUE_STRING:
    case VALUE_BYTES:
        return integer_from_text(interpreter, plain.string, 10, result);
    case VALUE_OPAQUE:
        return python_refuse(interpreter, "int() of a value that limbeck does not know");
    default:
        return python_raise(interpreter, "TypeError",
                            "int() argument must be a string, a bytes-like object or a real number, not '%s'",
                            value_type_name(value));
    }
}

/* The result of __int__(), __index__() or __trunc__(). */
static bool integer_of_answer(Interpreter *interpreter, Value method, const char *name, Value value, Value *result)
{
    if (!python_call_special(interpreter, method, value, result))
        return false;
    Value plain = value_plain(*result);
    if (!value_is_integer(plain)) {
        if (strcmp(name, "__trunc__") == 0)
            return python_refuse(interpreter, "__trunc__ that gives a %s", value_type_name(*result));
        return python_raise(interpreter, "TypeError", "%s returned non-int (type %s)", name, value_type_name(*result));
    }
    *result = plain.kind == VALUE_BOOL ? value_int(plain.boolean) : plain;
    return true;
}

BUILTIN(construct_int)
{
    enum { ARG_x, ARG_base, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_x] = "x", [ARG_base] = "base"};
    (void)self;
    Value values[ARG_COUNT];
    CHECK_TAKEN("int", TAKES_NAMED(0, 2, "base"));
    if (!arguments_bind(interpreter, "int", arguments, names, ARG_COUNT, values, NULL, NULL))
        return false;
    if (result_is_unknown(interpreter, values[ARG_x], result))
        return true;
    if (value_given(values[ARG_base]))
        return integer_in_base(interpreter, value_plain(values[ARG_x]), values[ARG_base], result);
    static const char *const methods[] = {"__int__", "__index__", "__trunc__"};
    bool is_plain = value_plain(values[ARG_x]).kind != values[ARG_x].kind;
    for (size_t i = 0; i < 3 && (i == 0 || !is_plain); i++) {
        Value method = special_method(interpreter, values[ARG_x], methods[i]);
        if (value_given(method))
            return integer_of_answer(interpreter, method, methods[i], values[ARG_x], result);
    }
    return integer_from(interpreter, values[ARG_x], result);
}

BUILTIN(construct_float)
{
    (void)self;
    CHECK_TAKEN("float", TAKES(0, 1));
    Value given = argument_at(arguments, 0), value = value_plain(given);
    Value method = special_method(interpreter, given, "__float__"), whole;
    if (result_is_unknown(interpreter, given, result))
        return true;
    if (value_given(method)) {
        if (!python_call_special(interpreter, method, given, result))
            return false;
        if (value_plain(*result).kind != VALUE_FLOAT)
            return python_raise(interpreter, "TypeError", "%s.__float__ returned non-float (type %s)",
                                value_type_name(given), value_type_name(*result));
        *result = value_plain(*result);
        return true;
    }
    if (value.kind == VALUE_INSTANCE && value_given(special_method(interpreter, given, "__index__"))) {
        if (!python_index(interpreter, given, &whole))
            return false;
        value = whole;
    }
    if (value.kind == VALUE_BIG_INTEGER) {
        *result = value_float(0);
        return integer_to_real(interpreter, value, &result->real);
    }
    if (value_is_number(value) || !value_given(value))
        *result = value_float(value_given(value) ? value_as_real(value) : 0.0);
    else if (value.kind == VALUE_STRING || value.kind == VALUE_BYTES)
        return real_from_text(interpreter, value.string, result);
    else if (value.kind == VALUE_OPAQUE || value.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "float() of %s", value_type_name(value));
    else
        return python_raise(interpreter, "TypeError", "float() argument must be a string or a real number, not '%s'",
                            value_type_name(given));
    return true;
}

BUILTIN(construct_bool)
{
    (void)self;
    CHECK_TAKEN("bool", TAKES(0, 1));
    bool truth = false;
    if (arguments->positional && !python_truth(interpreter, argument_at(arguments, 0), &truth))
        return false;
    *result = value_bool(truth);
    return true;
}

BUILTIN(construct_list)
{
    (void)self;
    CHECK_TAKEN("list", TAKES(0, 1));
    return arguments->positional ? python_collect(interpreter, argument_at(arguments, 0), result)
                                 : python_list(interpreter, NULL, 0, result);
}

BUILTIN(construct_tuple)
{
    (void)self;
    CHECK_TAKEN("tuple", TAKES(0, 1));
    if (!arguments->positional)
        return python_tuple(interpreter, NULL, 0, result);
    Value items;
    return python_collect(interpreter, argument_at(arguments, 0), &items) &&
           python_tuple(interpreter, items.list->items, items.list->count, result);
}

static bool construct_set_of(Interpreter *interpreter, const Arguments *arguments, ValueKind kind, Value *result)
{
    const char *name = kind == VALUE_SET ? "set" : "frozenset";
    Value items;
    CHECK_TAKEN(name, TAKES(0, 1));
    Value given = value_plain(argument_at(arguments, 0));
    if (given.kind == VALUE_FROZENSET && kind == VALUE_FROZENSET && argument_at(arguments, 0).kind == given.kind) {
        *result = given; /* it is immutable */
        return true;
    }
    if (given.kind == VALUE_SET || given.kind == VALUE_FROZENSET)
        return set_clone(interpreter, given, kind, result);
    if (!python_set(interpreter, kind, result))
        return false;
    if (!arguments->positional)
        return true;
    python_push(interpreter, *result);
    if (!python_collect(interpreter, argument_at(arguments, 0), &items))
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
    if (arguments->positional > 1)
        return python_raise(interpreter, "TypeError", "dict expected at most 1 argument, got %zu",
                            arguments->positional);
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
    Value numbers[3] = {value_int(0), value_int(0), value_int(1)};
    size_t mark = python_stack_mark(interpreter);
    if (arguments->keyword_count)
        return python_raise(interpreter, "TypeError", "range() takes no keyword arguments");
    if (arguments->positional < 1 || arguments->positional > 3)
        return python_raise(interpreter, "TypeError", "range expected at %s, got %zu",
                            arguments->positional ? "most 3 arguments" : "least 1 argument", arguments->positional);
    for (size_t i = 0; i < arguments->positional; i++) {
        Value given = arguments->values[i], *number = &numbers[arguments->positional == 1 ? 1 : i];
        int64_t ignored;
        if (given.kind == VALUE_OPAQUE)
            return expect_int(interpreter, given, "range() argument", &ignored);
        if (!python_index(interpreter, given, number))
            return false;
        python_push(interpreter, *number);
    }
    bool done = range_make(interpreter, numbers, result);
    python_stack_reset(interpreter, mark);
    return done;
}

BUILTIN(construct_type)
{
    enum { ARG_name };
    (void)self;
    if (arguments->positional != 1 || arguments->keyword_count)
        return class_make(interpreter, NULL, arguments, result);
    if (arguments->values[ARG_name].kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "type() of a value that limbeck does not know");
    Value value = arguments->values[ARG_name];
    return python_type_of(interpreter, value, result);
}

static bool construct_property_of(Interpreter *interpreter, const Arguments *arguments, PropertyKind kind,
                                  Value *result)
{
    if (!builtin_arity(interpreter, arguments, kind == PROPERTY_STATIC ? "staticmethod" : "classmethod", 1, 1))
        return false;
    Property *property = heap_new(interpreter, VALUE_PROPERTY, sizeof(Property));
    if (!property)
        return false;
    property->property_kind = kind;
    property->function = argument_at(arguments, 0);
    *result = value_object(property);
    return true;
}

BUILTIN(construct_property)
{
    (void)self;
    Property *property = heap_new(interpreter, VALUE_PROPERTY, sizeof(Property));
    if (!property)
        return false;
    *result = value_object(property);
    python_push(interpreter, *result);
    return property_init(interpreter, property, arguments);
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
    bool is_unhashable; /* its __hash__ is None */
} TypeRow;

static const TypeRow types[] = {
    {"str", VALUE_STRING, construct_str},
    {"int", VALUE_INT, construct_int},
    {"float", VALUE_FLOAT, construct_float},
    {"bool", VALUE_BOOL, construct_bool},
    {"bytes", VALUE_BYTES, construct_bytes},
    {"list", VALUE_LIST, construct_list, true},
    {"tuple", VALUE_TUPLE, construct_tuple},
    {"dict", VALUE_DICT, construct_dict, true},
    {"set", VALUE_SET, construct_set, true},
    {"frozenset", VALUE_FROZENSET, construct_frozenset},
    {"range", VALUE_RANGE, construct_range},
    {"type", VALUE_CLASS, construct_type},
    {"slice", VALUE_SLICE, python_construct_slice, true},
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

void builtin_types_install(Interpreter *interpreter)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        Value sample = {.kind = types[i].kind};
        Class *class_ = python_class_of(interpreter, sample);
        class_->construct = types[i].construct;
        if (types[i].is_unhashable)
            names_set(&class_->names, python_intern(interpreter, "__hash__"), value_none());
        builtin_install(interpreter, types[i].name, value_object(class_));
    }
    for (const ClassFunction *row = class_functions; row->member.name; row++) {
        Value function, sample = {.kind = row->kind};
        Class *class_ = python_class_of(interpreter, sample);
        if (!python_member(interpreter, &row->member, value_object(class_), &function))
            return;
        ((Builtin *)function.object)->is_of_class = !row->is_static;
        names_set(&class_->names, python_intern(interpreter, row->member.name), function);
    }
    for (size_t i = 0; i < sizeof property_types / sizeof *property_types; i++) {
        Class *class_ = class_new(interpreter, property_types[i].name, &interpreter->object_class, 1);
        class_->module = "builtins";
        class_->construct = property_types[i].construct;
        interpreter->property_classes[i] = class_; /* rows are in the order of PropertyKind */
        builtin_install(interpreter, property_types[i].name, value_object(class_));
    }
}
