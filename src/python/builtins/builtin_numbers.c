/* Built-in functions on numbers, and between numbers and characters. */
#include "builtins.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

BUILTIN(builtin_abs)
{
    (void)self;
    if (!builtin_arity(interpreter, arguments, "abs()", 1, 1))
        return false;
    Value value = arguments->values[0], method = special_method(interpreter, value, "__abs__");
    if (value_given(method))
        return python_call_positional(interpreter, method, &value, 1, result);
    value = value_plain(value);
    if (value.kind == VALUE_FLOAT)
        *result = value_float(fabs(value.real));
    else if (value.kind == VALUE_BOOL)
        *result = value_int(value.boolean);
    else if (value.kind == VALUE_INT && value.integer != INT64_MIN)
        *result = value_int(value.integer < 0 ? -value.integer : value.integer);
    else
        return python_refuse(interpreter, "abs() of %s", value_type_name(value));
    return true;
}

/* To tens, hundreds ... : the even one of two that are as near. */
static bool round_to_tens(Interpreter *interpreter, int64_t integer, int64_t digits, Value *result)
{
    int64_t unit = 1;
    for (; digits < 0 && unit <= INT64_MAX / 10; digits++)
        unit *= 10;
    if (digits < 0) {
        *result = value_int(0);
        return integer > -INT64_MAX / 2 && integer < INT64_MAX / 2 ? true
                                                                   : python_refuse(interpreter, "round() of this");
    }
    int64_t rest = integer % unit, whole = integer - rest;
    if (rest < 0) {
        rest += unit;
        if (__builtin_sub_overflow(whole, unit, &whole))
            return python_refuse(interpreter, "an integer that does not fit 64 bits");
    }
    bool up = rest > unit - rest || (rest == unit - rest && (whole / unit) % 2 != 0);
    if (up && __builtin_add_overflow(whole, unit, &whole))
        return python_refuse(interpreter, "an integer that does not fit 64 bits");
    *result = value_int(whole);
    return true;
}

static bool round_real(Interpreter *interpreter, double real, int64_t digits, Value *result)
{
    char text[700]; /* the decimal text rounds as Python rounds: to even on what the number really is */
    *result = value_float(real);
    if (!isfinite(real) || digits > 300)
        return true;
    if (digits < 0) {
        if (fabs(real) >= 9e15)
            return python_refuse(interpreter, "round() of so large a float to tens");
        snprintf(text, sizeof text, "%.0f", fabs(real));
        int64_t places = digits < -30 ? 30 : -digits, length = (int64_t)strlen(text);
        snprintf(text, sizeof text, "%.*e", (int)(length > places ? length - places - 1 : 0), fabs(real));
        double unit = pow(10, (double)places);
        double rounded = length > places ? strtod(text, NULL) : fabs(real) * 2 > unit ? unit : 0.0;
        *result = value_float(copysign(rounded, real));
        return true;
    }
    snprintf(text, sizeof text, "%.*f", (int)digits, real);
    *result = value_float(strtod(text, NULL));
    return true;
}

BUILTIN(builtin_round)
{
    static const char *const names[] = {"number", "ndigits"};
    (void)self;
    Value values[2];
    int64_t digits = 0;
    if (!arguments_bind(interpreter, "round", arguments, names, 2, values, NULL, NULL))
        return false;
    bool has_digits = value_given(values[1]) && !value_is_none(values[1]);
    if (has_digits && !expect_int(interpreter, values[1], "ndigits", &digits))
        return false;
    Value value = values[0], method = special_method(interpreter, value, "__round__");
    const Value asked[] = {value, value_int(digits)};
    if (value_given(method))
        return python_call_positional(interpreter, method, asked, has_digits ? 2 : 1, result);
    value = value_plain(value);
    if (value.kind == VALUE_BOOL)
        value = value_int(value.boolean);
    if (value.kind == VALUE_INT && digits >= 0) {
        *result = value;
        return true;
    }
    if (value.kind == VALUE_INT)
        return round_to_tens(interpreter, value.integer, digits, result);
    if (value.kind == VALUE_OPAQUE || value.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "round() of %s", value_type_name(value));
    if (value.kind != VALUE_FLOAT)
        return python_raise(interpreter, "TypeError", "type %s doesn't define __round__ method",
                            value_type_name(values[0]));
    int64_t integer;
    if (has_digits)
        return round_real(interpreter, value.real, digits, result);
    if (!python_whole(interpreter, nearbyint(value.real), &integer))
        return false;
    *result = value_int(integer);
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
    if (arguments->positional > 1 && value_given(fallback))
        return python_raise(interpreter, "TypeError",
                            "Cannot specify a default for %s() with multiple positional arguments", name);
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
    static const char *const names[] = {"iterable", "start"};
    (void)self;
    Value values[2], items;
    if (!arguments_bind(interpreter, "sum", arguments, names, 2, values, NULL, NULL))
        return false;
    *result = value_given(values[1]) ? values[1] : value_int(0);
    if (result->kind == VALUE_STRING || result->kind == VALUE_BYTES)
        return python_raise(interpreter, "TypeError", "sum() can't sum %s [use %s.join(seq) instead]",
                            result->kind == VALUE_STRING ? "strings" : "bytes",
                            result->kind == VALUE_STRING ? "''" : "b''");
    if (!python_collect(interpreter, values[0], &items))
        return false;
    size_t mark = python_stack_mark(interpreter);
    for (size_t i = 0; i < items.list->count; i++) {
        python_push(interpreter, *result);
        if (!python_binary(interpreter, OPERATOR_ADD, *result, items.list->items[i], result))
            return false;
        python_stack_reset(interpreter, mark);
    }
    return true;
}

BUILTIN(builtin_divmod)
{
    (void)self;
    Value parts[2];
    size_t mark = python_stack_mark(interpreter);
    if (!python_binary(interpreter, OPERATOR_FLOOR_DIVIDE, arguments->values[0], arguments->values[1], &parts[0]))
        return false;
    python_push(interpreter, parts[0]);
    bool done = python_binary(interpreter, OPERATOR_MODULO, arguments->values[0], arguments->values[1], &parts[1]) &&
                python_tuple(interpreter, parts, 2, result);
    python_stack_reset(interpreter, mark);
    return done;
}

/* pow(base, exp, mod), of integers. */
static bool power_modulo(Interpreter *interpreter, const Value values[3], Value *result)
{
    int64_t numbers[3];
    for (size_t i = 0; i < 3; i++)
        if (!expect_int(interpreter, values[i], "pow() argument", &numbers[i]))
            return false;
    if (numbers[2] == 0)
        return python_raise(interpreter, "ValueError", "pow() 3rd argument cannot be 0");
    if (numbers[1] < 0 || numbers[2] < 0)
        return python_refuse(interpreter, "pow() with a negative exponent or modulus");
    uint64_t modulus = (uint64_t)numbers[2], power = 1 % modulus, exponent = (uint64_t)numbers[1];
    int64_t rest = numbers[0] % numbers[2];
    uint64_t base = rest < 0 ? (uint64_t)(rest + numbers[2]) : (uint64_t)rest;
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            power = (uint64_t)((unsigned __int128)power * base % modulus);
        base = (uint64_t)((unsigned __int128)base * base % modulus);
    }
    *result = value_int((int64_t)power);
    return true;
}

BUILTIN(builtin_pow)
{
    static const char *const names[] = {"base", "exp", "mod"};
    (void)self;
    Value values[3];
    if (!arguments_bind(interpreter, "pow", arguments, names, 3, values, NULL, NULL))
        return false;
    if (!value_given(values[0]) || !value_given(values[1]))
        return python_raise(interpreter, "TypeError", "pow() missing required argument");
    return value_given(values[2]) && !value_is_none(values[2])
               ? power_modulo(interpreter, values, result)
               : python_binary(interpreter, OPERATOR_POWER, values[0], values[1], result);
}

static bool in_base(Interpreter *interpreter, const Arguments *arguments, const char *specification, Value *result)
{
    int64_t integer;
    Text text = python_buffer(interpreter);
    bool done = expect_int(interpreter, argument_at(arguments, 0), "argument", &integer) &&
                python_format(interpreter, value_int(integer), specification, &text) &&
                python_text(interpreter, text_string(&text), result);
    text_release(&text);
    return done;
}

BUILTIN(builtin_hex)
{
    (void)self;
    return in_base(interpreter, arguments, "#x", result);
}

BUILTIN(builtin_oct)
{
    (void)self;
    return in_base(interpreter, arguments, "#o", result);
}

BUILTIN(builtin_bin)
{
    (void)self;
    return in_base(interpreter, arguments, "#b", result);
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
    if (codepoint >= 0xD800 && codepoint < 0xE000)
        return python_refuse(interpreter, "the lone surrogate U+%04X", (unsigned)codepoint);
    return python_string(interpreter, bytes, utf8_encode((uint32_t)codepoint, bytes), result);
}

BUILTIN(builtin_ord)
{
    (void)self;
    Value value = argument_at(arguments, 0);
    uint32_t codepoint;
    value = value_plain(value);
    if (value.kind == VALUE_BYTES && value.string->length == 1) {
        *result = value_int((unsigned char)value.string->bytes[0]);
        return true;
    }
    if (value.kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "ord() expected string of length 1, but %s found",
                            value_type_name(value));
    if (value.string->count != 1)
        return python_raise(interpreter, "TypeError", "ord() expected a character, but string of length %zu found",
                            value.string->count);
    utf8_decode(value.string->bytes, value.string->length, &codepoint);
    *result = value_int(codepoint);
    return true;
}

const NativeMember builtin_number_functions[] = {
    {"abs", builtin_abs, TAKES(1, 1)},
    {"round", builtin_round, TAKES_NAMED(1, 2, "number ndigits")},
    {"min", builtin_min, TAKES_NAMED(1, ANY_NUMBER, "key default")},
    {"max", builtin_max, TAKES_NAMED(1, ANY_NUMBER, "key default")},
    {"sum", builtin_sum, TAKES_NAMED(1, 2, "start")},
    {"divmod", builtin_divmod, TAKES(2, 2)},
    {"pow", builtin_pow, TAKES_NAMED(2, 3, "base exp mod")},
    {"hex", builtin_hex, TAKES(1, 1)},
    {"oct", builtin_oct, TAKES(1, 1)},
    {"bin", builtin_bin, TAKES(1, 1)},
    {"chr", builtin_chr, TAKES(1, 1)},
    {"ord", builtin_ord, TAKES(1, 1)},
    {NULL, NULL},
};
