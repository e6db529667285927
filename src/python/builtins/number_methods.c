/* Methods of int and float, and class methods of numbers and bytes. */
#include "builtins.h"
#include "limbeck/python/runtime/integer.h"

#include <math.h>
#include <string.h>

BUILTIN(int_bit_length)
{
    (void)interpreter;
    (void)arguments;
    *result = value_int((int64_t)integer_bit_length(self));
    return true;
}

BUILTIN(int_bit_count)
{
    (void)interpreter;
    (void)arguments;
    *result = value_int((int64_t)integer_bit_count(self));
    return true;
}

static Value without_bool(Value value)
{
    return value.kind == VALUE_BOOL ? value_int(value.boolean) : value;
}

BUILTIN(number_conjugate)
{
    (void)interpreter;
    (void)arguments;
    *result = without_bool(self);
    return true;
}

BUILTIN(int_as_integer_ratio)
{
    (void)arguments;
    return python_tuple(interpreter, (const Value[]){without_bool(self), value_int(1)}, 2, result);
}

static bool is_big_endian(Interpreter *interpreter, const char *method, Value order, bool *big)
{
    const char *name = "big";
    if (value_given(order) && !expect_argument_text(interpreter, order, method, "'byteorder'", &name))
        return false;
    *big = strcmp(name, "big") == 0;
    return *big || strcmp(name, "little") == 0 ||
           python_raise(interpreter, "ValueError", "byteorder must be either 'little' or 'big'");
}

/* (5).to_bytes(2, "big") */
BUILTIN(int_to_bytes)
{
    enum { ARG_length, ARG_byteorder, ARG_signed, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_length] = "length", [ARG_byteorder] = "byteorder", [ARG_signed] = "*signed"};
    Value values[ARG_COUNT];
    int64_t length = 1;
    bool big;
    if (!arguments_bind(interpreter, "to_bytes", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        (value_given(values[ARG_length]) && !expect_int(interpreter, values[ARG_length], "length", &length)) ||
        !is_big_endian(interpreter, "to_bytes", values[ARG_byteorder], &big))
        return false;
    bool is_signed = false;
    if (length < 0)
        return python_raise(interpreter, "ValueError", "length argument must be non-negative");
    return (!value_given(values[ARG_signed]) || python_truth(interpreter, values[ARG_signed], &is_signed)) &&
           integer_to_bytes(interpreter, self, (size_t)length, big, is_signed, result);
}

bool class_makes(Interpreter *interpreter, Value class_, ValueKind built_in, Value value, Value *result)
{
    *result = value;
    return class_.class_ == python_class_of(interpreter, (Value){.kind = built_in}) ||
           python_call_positional(interpreter, class_, &value, 1, result);
}

BUILTIN(int_from_bytes)
{
    enum { ARG_bytes, ARG_byteorder, ARG_signed, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_bytes] = "bytes", [ARG_byteorder] = "byteorder", [ARG_signed] = "*signed"};
    Value values[ARG_COUNT];
    bool big;
    if (!arguments_bind(interpreter, "from_bytes", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !is_big_endian(interpreter, "from_bytes", values[ARG_byteorder], &big))
        return false;
    bool is_signed = false;
    Value bytes = value_plain(values[ARG_bytes]),
          make = value_object(python_class_of(interpreter, (Value){.kind = VALUE_BYTES}));
    if (!value_given(bytes))
        return python_raise(interpreter, "TypeError", "from_bytes() missing required argument 'bytes' (pos 1)");
    if (bytes.kind == VALUE_STRING || bytes.kind == VALUE_INT || bytes.kind == VALUE_BIG_INTEGER)
        return python_raise(interpreter, "TypeError", "cannot convert '%s' object to bytes", value_type_name(bytes));
    if (bytes.kind != VALUE_BYTES && !python_call_positional(interpreter, make, &values[ARG_bytes], 1, &bytes))
        return false;
    return (!value_given(values[ARG_signed]) || python_truth(interpreter, values[ARG_signed], &is_signed)) &&
           integer_from_bytes(interpreter, bytes.string->bytes, bytes.string->length, big, is_signed, result) &&
           class_makes(interpreter, self, VALUE_INT, *result, result);
}

/* The float as one whole number above another that is a power of two. */
BUILTIN(float_as_integer_ratio)
{
    (void)arguments;
    int exponent;
    Value parts[2], power;
    if (!isfinite(self.real))
        return python_raise(interpreter, isnan(self.real) ? "ValueError" : "OverflowError",
                            "cannot convert %s to integer ratio", isnan(self.real) ? "NaN" : "Infinity");
    double mantissa = frexp(self.real, &exponent);
    for (int i = 0; i < 300 && mantissa != floor(mantissa); i++) {
        mantissa *= 2;
        exponent--;
    }
    if (!integer_from_real(interpreter, mantissa, &parts[0]) ||
        !integer_binary(interpreter, OPERATOR_SHIFT_LEFT, value_int(1), value_int(exponent < 0 ? -exponent : exponent),
                        &power))
        return false;
    parts[1] = exponent < 0 ? power : value_int(1);
    return (exponent < 0 || integer_binary(interpreter, OPERATOR_MULTIPLY, parts[0], power, &parts[0])) &&
           python_tuple(interpreter, parts, 2, result);
}

BUILTIN(float_is_integer)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(self.kind != VALUE_FLOAT || (isfinite(self.real) && floor(self.real) == self.real));
    return true;
}

const NativeMember int_methods[] = {{"bit_length", int_bit_length, TAKES(0, 0)},
                                    {"bit_count", int_bit_count, TAKES(0, 0)},
                                    {"conjugate", number_conjugate, TAKES(0, 0)},
                                    {"as_integer_ratio", int_as_integer_ratio, TAKES(0, 0)},
                                    {"to_bytes", int_to_bytes, TAKES_NAMED(0, 2, "length byteorder signed")},
                                    {"is_integer", float_is_integer, TAKES(0, 0)},
                                    {NULL, NULL}};

const NativeMember float_methods[] = {{"is_integer", float_is_integer, TAKES(0, 0)},
                                      {"hex", float_hex, TAKES(0, 0)},
                                      {"as_integer_ratio", float_as_integer_ratio, TAKES(0, 0)},
                                      {"conjugate", number_conjugate, TAKES(0, 0)},
                                      {NULL, NULL}};

/* ---- methods called on the class itself ------------------------------------------ */

static int digit_of(char letter)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = letter ? strchr(digits, letter | (letter >= 'A' && letter <= 'F' ? 0x20 : 0)) : NULL;
    return found ? (int)(found - digits) : -1;
}

BUILTIN(bytes_fromhex)
{
    Value given = argument_at(arguments, 0);
    if (value_plain(given).kind != VALUE_STRING)
        return given.kind == VALUE_OPAQUE
                   ? python_refuse_unknown(interpreter, given, "the text")
                   : python_raise(interpreter, "TypeError", "fromhex() argument must be str, not %s",
                                  python_argument_type_name(interpreter, given));
    const String *text = value_plain(given).string;
    size_t beyond = 0; /* a character that is not ASCII is found first */
    while (beyond < text->length && (unsigned char)text->bytes[beyond] < 0x80)
        beyond++;
    Text bytes = python_buffer(interpreter);
    for (const char *at = text->bytes, *end = at + text->length; at < end;) {
        if (*at && strchr(" \t\n\v\f\r", *at)) {
            at++;
            continue;
        }
        int high = digit_of(at[0]), low = high < 0 ? -1 : digit_of(at[1]);
        if (low < 0 || beyond < text->length) {
            text_release(&bytes);
            return python_raise(interpreter, "ValueError",
                                "non-hexadecimal number found in fromhex() arg at position %zu",
                                beyond < text->length ? beyond : (size_t)(at - text->bytes) + (high >= 0));
        }
        text_append_char(&bytes, (char)(high << 4 | low));
        at += 2;
    }
    bool done = python_bytes(interpreter, text_string(&bytes), bytes.length, result);
    text_release(&bytes);
    return done && class_makes(interpreter, self, VALUE_BYTES, *result, result);
}

/* A subclass makes its own empty object, which gets one item after the other. */
static bool set_keys_of_subclass(Interpreter *interpreter, Value class_, Value iterable, Value value, Value *result)
{
    Value keys, key;
    if (!python_call_positional(interpreter, class_, NULL, 0, result))
        return false;
    python_push(interpreter, *result);
    if (!python_iterator(interpreter, iterable, &keys))
        return false;
    python_push(interpreter, keys);
    size_t mark = python_stack_mark(interpreter);
    while (python_next(interpreter, keys, &key) && value_given(key)) {
        python_push(interpreter, key);
        if (!subscript_set(interpreter, *result, key, value))
            return false;
        python_stack_reset(interpreter, mark);
    }
    return !python_failed(interpreter);
}

BUILTIN(dict_fromkeys)
{
    enum { ARG_iterable, ARG_value };
    Value keys, value = argument_at(arguments, ARG_value);
    value = value_given(value) ? value : value_none();
    if (self.class_ != python_class_of(interpreter, (Value){.kind = VALUE_DICT}))
        return set_keys_of_subclass(interpreter, self, argument_at(arguments, ARG_iterable), value, result);
    if (!python_collect(interpreter, argument_at(arguments, ARG_iterable), &keys))
        return false;
    python_push(interpreter, keys);
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < keys.list->count; i++)
        if (!dict_set(interpreter, result->dict, keys.list->items[i], value))
            return false;
    return true;
}

const ClassFunction class_functions[] = {
    {VALUE_INT, {"from_bytes", int_from_bytes, TAKES_NAMED(1, 2, "bytes byteorder signed")}},
    {VALUE_FLOAT, {"fromhex", float_fromhex, TAKES(1, 1)}},
    {VALUE_BYTES, {"fromhex", bytes_fromhex, TAKES(1, 1)}},
    {VALUE_DICT, {"fromkeys", dict_fromkeys, TAKES(1, 2)}},
    {VALUE_STRING, {"maketrans", string_maketrans, TAKES(1, 3)}, .is_static = true},
    {VALUE_ABSENT, {NULL, NULL}}};
