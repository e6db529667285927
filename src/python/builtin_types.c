/* Built-in types: called, they convert. */
#include "builtins.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

BUILTIN(construct_str)
{
    (void)self;
    Value decode;
    if (arguments->positional > 1 && arguments->values[0].kind == VALUE_BYTES) {
        Arguments rest = {.values = arguments->values + 1, .positional = arguments->positional - 1};
        return python_get_attribute(interpreter, arguments->values[0], "decode", &decode) &&
               python_call(interpreter, decode, &rest, result);
    }
    Text text = text_on_heap();
    bool done = (!arguments->positional || python_str(interpreter, arguments->values[0], &text)) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

/* bytes(), bytes(3), bytes([1, 2]), bytes(b"..."), bytes("...", "utf-8") */
BUILTIN(construct_bytes)
{
    (void)self;
    Value value = value_plain(argument_at(arguments, 0)), items, encode;
    if (value.kind == VALUE_BYTES) {
        *result = value;
        return true;
    }
    if (value.kind == VALUE_STRING) {
        if (arguments->positional < 2)
            return python_raise(interpreter, "TypeError", "string argument without an encoding");
        Arguments rest = {.values = arguments->values + 1, .positional = arguments->positional - 1};
        return python_get_attribute(interpreter, value, "encode", &encode) &&
               python_call(interpreter, encode, &rest, result);
    }
    Text bytes = text_on_heap();
    bool done = true;
    if (value.kind == VALUE_INT) {
        done = value.integer >= 0 && heap_reserve(interpreter, (size_t)value.integer);
        text_append_repeated(&bytes, '\0', done ? (size_t)value.integer : 0);
    } else if (value_given(value)) {
        done = python_collect(interpreter, value, &items);
        for (size_t i = 0; done && i < items.list->count; i++) {
            int64_t byte = -1;
            done = expect_int(interpreter, items.list->items[i], "byte", &byte) &&
                   ((byte >= 0 && byte < 256) ||
                    python_raise(interpreter, "ValueError", "bytes must be in range(0, 256)"));
            text_append_char(&bytes, (char)byte);
        }
    }
    done = done && python_bytes(interpreter, text_string(&bytes), bytes.length, result);
    text_release(&bytes);
    return done || (!python_failed(interpreter) && python_raise(interpreter, "ValueError", "negative count"));
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
    Value value = argument_at(arguments, 0), method = special_method(interpreter, value, "__int__");
    if (arguments->positional > 1 && !expect_int(interpreter, arguments->values[1], "base", &base))
        return false;
    if (value_given(method))
        return python_call_positional(interpreter, method, &value, 1, result);
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
    Value value = argument_at(arguments, 0), method = special_method(interpreter, value, "__float__");
    if (value_given(method))
        return python_call_positional(interpreter, method, &value, 1, result);
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
    if (!builtin_arity(interpreter, arguments, "range", 1, 3))
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
    const char *name;
    if (arguments->positional == 3 && value_is_sequence(arguments->values[1]) &&
        arguments->values[2].kind == VALUE_DICT)
        return expect_text(interpreter, arguments->values[0], "class name", &name) &&
               class_make(interpreter, name, arguments->values[1], arguments->values[2], result);
    if (arguments->positional != 1)
        return python_refuse(interpreter, "this way of calling type()");
    if (arguments->values[0].kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "type() of something limbeck could not import");
    *result = value_object(python_class_of(interpreter, arguments->values[0]));
    return true;
}

static bool construct_property_of(Interpreter *interpreter, const Arguments *arguments, PropertyKind kind,
                                  Value *result)
{
    if (!builtin_arity(interpreter, arguments, "property", 1, 1))
        return false;
    Property *property = heap_new(interpreter, VALUE_PROPERTY, sizeof(Property));
    if (!property)
        return false;
    property->property_kind = kind;
    property->function = arguments->values[0];
    *result = value_object(property);
    return true;
}

/* property(fget, fset, fdel, doc); nothing is ever deleted. */
BUILTIN(construct_property)
{
    static const char *const names[] = {"fget", "fset", "fdel", "doc"};
    Value values[4];
    (void)self;
    if (!arguments_bind(interpreter, "property", arguments, names, 4, values, NULL, NULL))
        return false;
    Arguments getter = {.values = values, .positional = 1};
    if (!construct_property_of(interpreter, &getter, PROPERTY_GETTER, result))
        return false;
    if (value_given(values[1]) && !value_is_none(values[1]))
        ((Property *)result->object)->setter = values[1];
    return true;
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
    {"str", VALUE_STRING, construct_str},    {"int", VALUE_INT, construct_int},
    {"float", VALUE_FLOAT, construct_float}, {"bool", VALUE_BOOL, construct_bool},
    {"bytes", VALUE_BYTES, construct_bytes}, {"list", VALUE_LIST, construct_list},
    {"tuple", VALUE_TUPLE, construct_tuple}, {"dict", VALUE_DICT, construct_dict},
    {"set", VALUE_SET, construct_set},       {"frozenset", VALUE_FROZENSET, construct_frozenset},
    {"range", VALUE_RANGE, construct_range}, {"type", VALUE_CLASS, construct_type},
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
        builtin_install(interpreter, types[i].name, value_object(class_));
    }
    for (const ClassFunction *row = class_functions; row->name; row++) {
        Value function, sample = {.kind = row->kind};
        if (python_builtin(interpreter, row->name, row->function, value_none(), &function))
            names_set(&python_class_of(interpreter, sample)->names, python_intern(interpreter, row->name), function);
    }
    for (size_t i = 0; i < sizeof property_types / sizeof *property_types; i++) {
        Class *class_ = class_new(interpreter, property_types[i].name, &interpreter->object_class, 1);
        class_->construct = property_types[i].construct;
        interpreter->property_classes[i] = class_; /* rows stand in the order of PropertyKind */
        builtin_install(interpreter, property_types[i].name, value_object(class_));
    }
}
