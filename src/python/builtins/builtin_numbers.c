/* Built-in functions on numbers, and between numbers and characters. */
#include "builtins.h"
#include "limbeck/python/runtime/integer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

BUILTIN(builtin_abs)
{
    (void)self;
    if (!builtin_arity(interpreter, arguments, "abs()", 1, 1))
        return false;
    Value value = argument_at(arguments, 0), method = special_method(interpreter, value, "__abs__");
    if (value_given(method))
        return python_call_positional(interpreter, method, &value, 1, result);
    value = value_plain(value);
    if (value.kind == VALUE_FLOAT)
        *result = value_float(fabs(value.real));
    else if (value_is_integer(value) && integer_sign(value) >= 0)
        *result = value.kind == VALUE_BOOL ? value_int(value.boolean) : value;
    else if (value_is_integer(value))
        return integer_negate(interpreter, value, result);
    else if (value.kind == VALUE_OPAQUE || value.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "abs() of %s", value_type_name(value));
    else
        return python_raise(interpreter, "TypeError", "bad operand type for abs(): '%s'", value_type_name(value));
    return true;
}

/* Rounds a decimal integer to its first `kept` digits; the rest become zeros. `has_more`: nonzero digits follow. */
static void round_digits(char *text, int kept, bool has_more)
{
    size_t length = strlen(text);
    bool is_half = text[kept] == '5' && strspn(text + kept + 1, "0") == length - (size_t)kept - 1 && !has_more;
    bool is_odd = kept > 0 && (text[kept - 1] - '0') % 2;
    bool is_up = is_half ? is_odd : text[kept] >= '5';
    memset(text + kept, '0', length - (size_t)kept);
    int at = kept - 1;
    for (; is_up && at >= 0 && text[at] == '9'; at--)
        text[at] = '0';
    if (is_up && at >= 0) {
        text[at]++;
    } else if (is_up) {
        memmove(text + 1, text, length + 1);
        *text = '1';
    }
}

/* Rounds the exact decimal value half to even, as Python does. */
static bool round_real(Interpreter *interpreter, double real, int64_t digits, Value *result)
{
    enum { MAX_PLACES = 323, MAX_TENS = 308 }; /* with more places nothing changes; with more tens the result is 0 */
    char text[MAX_PLACES + MAX_TENS + 8];
    *result = value_float(real);
    if (!isfinite(real) || digits > MAX_PLACES)
        return true;
    if (digits >= 0) {
        snprintf(text, sizeof text, "%.*f", (int)digits, real);
    } else {
        int places = digits < -MAX_TENS - 1 ? MAX_TENS + 1 : (int)-digits;
        snprintf(text, sizeof text, "%.0f", trunc(fabs(real)));
        int length = strcmp(text, "0") == 0 ? 0 : (int)strlen(text);
        if (length < places) { /* less than a tenth of the unit to round to */
            *result = value_float(copysign(0.0, real));
            return true;
        }
        round_digits(text, length - places, fabs(real) != trunc(fabs(real)));
        if (signbit(real)) {
            memmove(text + 1, text, strlen(text) + 1);
            *text = '-';
        }
    }
    result->real = strtod(text, NULL);
    return isfinite(result->real) || python_raise(interpreter, "OverflowError", "rounded value too large to represent");
}

BUILTIN(builtin_round)
{
    enum { ARG_number, ARG_ndigits, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_number] = "number", [ARG_ndigits] = "ndigits"};
    (void)self;
    Value values[ARG_COUNT];
    Value places = value_int(0);
    if (!arguments_bind(interpreter, "round", arguments, names, ARG_COUNT, values, NULL, NULL))
        return false;
    bool has_digits = value_given(values[ARG_ndigits]) && !value_is_none(values[ARG_ndigits]);
    Value value = values[ARG_number], method = special_method(interpreter, value, "__round__");
    if (value_given(method))
        return python_call_positional(interpreter, method, values, has_digits ? 2 : 1, result);
    value = value_plain(value);
    if (value.kind == VALUE_OPAQUE || value.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "round() of %s", value_type_name(value));
    if (value.kind != VALUE_FLOAT && !value_is_integer(value))
        return python_raise(interpreter, "TypeError", "type %s doesn't define __round__ method",
                            value_type_name(values[ARG_number]));
    if (has_digits && !python_index(interpreter, values[ARG_ndigits], &places))
        return false;
    if (value.kind == VALUE_FLOAT)
        return has_digits ? round_real(interpreter, value.real, integer_clamped(places), result)
                          : integer_from_real(interpreter, nearbyint(value.real), result);
    *result = value.kind == VALUE_BOOL ? value_int(value.boolean) : value;
    return integer_sign(places) >= 0 ||
           (integer_negate(interpreter, places, &places) && integer_round(interpreter, value, places, result));
}

/* min() or max() of the arguments, or of one iterable; a candidate wins if `wanted` holds between it and the best
 * so far. */
static bool extreme(Interpreter *interpreter, const Arguments *arguments, Operator wanted, const char *name,
                    Value *result)
{
    Value items, key = argument_named(interpreter, arguments, "key"),
                 fallback = argument_named(interpreter, arguments, "default");
    Value best_key = value_none();
    if (arguments->positional > 1 && value_given(fallback))
        return python_raise(interpreter, "TypeError",
                            "Cannot specify a default for %s() with multiple positional arguments", name);
    bool made = arguments->positional == 1 ? python_collect(interpreter, argument_at(arguments, 0), &items)
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
    return value_given(*result) || python_raise(interpreter, "ValueError", "%s() arg is an empty sequence", name);
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
    enum { ARG_iterable, ARG_start, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_iterable] = "iterable", [ARG_start] = "start"};
    (void)self;
    Value values[ARG_COUNT], items;
    if (!arguments_bind(interpreter, "sum", arguments, names, ARG_COUNT, values, NULL, NULL))
        return false;
    *result = value_given(values[ARG_start]) ? values[ARG_start] : value_int(0);
    if (result->kind == VALUE_STRING || result->kind == VALUE_BYTES)
        return python_raise(interpreter, "TypeError", "sum() can't sum %s [use %s.join(seq) instead]",
                            result->kind == VALUE_STRING ? "strings" : "bytes",
                            result->kind == VALUE_STRING ? "''" : "b''");
    if (!python_collect(interpreter, values[ARG_iterable], &items))
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

/* Calls __divmod__() of the left side or __rdivmod__() of the right side. */
static bool own_divmod(Interpreter *interpreter, Value left, Value right, Value *result, bool *handled)
{
    const Value there[2] = {left, right}, back[2] = {right, left};
    Value method = left.kind == VALUE_INSTANCE ? special_method(interpreter, left, "__divmod__") : value_absent();
    *handled = value_given(method);
    if (*handled && !python_call_positional(interpreter, method, there, 2, result))
        return false;
    *handled = *handled && result->kind != VALUE_NOT_IMPLEMENTED;
    method = right.kind == VALUE_INSTANCE ? special_method(interpreter, right, "__rdivmod__") : value_absent();
    if (*handled || !value_given(method))
        return true;
    if (!python_call_positional(interpreter, method, back, 2, result))
        return false;
    *handled = result->kind != VALUE_NOT_IMPLEMENTED;
    return true;
}

BUILTIN(builtin_divmod)
{
    enum { ARG_left, ARG_right };
    (void)self;
    Value parts[2];
    bool handled;
    if (!own_divmod(interpreter, arguments->values[ARG_left], arguments->values[ARG_right], result, &handled))
        return false;
    if (handled)
        return true;
    Value left = value_plain(arguments->values[ARG_left]), right = value_plain(arguments->values[ARG_right]);
    bool are_numbers =
        (left.kind == VALUE_FLOAT || value_is_integer(left)) && (right.kind == VALUE_FLOAT || value_is_integer(right));
    if (left.kind == VALUE_OPAQUE || left.kind == VALUE_NATIVE || right.kind == VALUE_OPAQUE ||
        right.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "divmod() of %s and %s", value_type_name(left), value_type_name(right));
    if (!are_numbers)
        return python_raise(interpreter, "TypeError", "unsupported operand type(s) for divmod(): '%s' and '%s'",
                            value_type_name(arguments->values[ARG_left]),
                            value_type_name(arguments->values[ARG_right]));
    bool is_real = left.kind == VALUE_FLOAT || right.kind == VALUE_FLOAT;
    bool is_zero = right.kind == VALUE_FLOAT ? right.real == 0 : value_is_integer(right) && !integer_sign(right);
    if (is_real && is_zero && (left.kind == VALUE_FLOAT || value_is_integer(left)))
        return python_raise(interpreter, "ZeroDivisionError", "float divmod()");
    size_t mark = python_stack_mark(interpreter);
    if (!python_binary(interpreter, OPERATOR_FLOOR_DIVIDE, left, right, &parts[0]))
        return false;
    python_push(interpreter, parts[0]);
    bool done = python_binary(interpreter, OPERATOR_MODULO, left, right, &parts[1]) &&
                python_tuple(interpreter, parts, 2, result);
    python_stack_reset(interpreter, mark);
    return done;
}

enum { POW_base, POW_exp, POW_mod, POW_COUNT };

/* pow(base, exp, mod), of integers. */
static bool power_modulo(Interpreter *interpreter, const Value values[POW_COUNT], Value *result)
{
    for (size_t i = 0; i < POW_COUNT; i++) {
        Value plain = value_plain(values[i]);
        if (plain.kind == VALUE_OPAQUE || plain.kind == VALUE_NATIVE || values[i].kind == VALUE_INSTANCE)
            return python_refuse(interpreter, "pow() of %s with a modulus", value_type_name(values[i]));
        if (!value_is_integer(plain) && plain.kind == VALUE_FLOAT)
            return python_raise(interpreter, "TypeError",
                                "pow() 3rd argument not allowed unless all arguments are integers");
        if (!value_is_integer(plain))
            return python_raise(
                interpreter, "TypeError", "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'",
                value_type_name(values[POW_base]), value_type_name(values[POW_exp]), value_type_name(values[POW_mod]));
    }
    return integer_power_modulo(interpreter, values[POW_base], values[POW_exp], values[POW_mod], result);
}

BUILTIN(builtin_pow)
{
    static const char *const names[POW_COUNT] = {[POW_base] = "base", [POW_exp] = "exp", [POW_mod] = "mod"};
    (void)self;
    Value values[POW_COUNT];
    if (!arguments_bind(interpreter, "pow", arguments, names, POW_COUNT, values, NULL, NULL))
        return false;
    if (!value_given(values[POW_base]) || !value_given(values[POW_exp]))
        return python_raise(interpreter, "TypeError", "pow() missing required argument");
    return value_given(values[POW_mod]) && !value_is_none(values[POW_mod])
               ? power_modulo(interpreter, values, result)
               : python_binary(interpreter, OPERATOR_POWER, values[POW_base], values[POW_exp], result);
}

static bool in_base(Interpreter *interpreter, const Arguments *arguments, const char *specification, Value *result)
{
    Value whole;
    Text text = python_buffer(interpreter);
    bool done = python_index(interpreter, argument_at(arguments, 0), &whole) &&
                python_format(interpreter, whole, specification, &text) &&
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
    Value whole;
    if (!python_index(interpreter, argument_at(arguments, 0), &whole) ||
        !integer_small(interpreter, whole, "OverflowError", "Python int too large to convert to C int", &codepoint))
        return false;
    if (codepoint < INT32_MIN || codepoint > INT32_MAX)
        return python_raise(interpreter, "OverflowError", "Python int too large to convert to C int");
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
    {"hash", builtin_hash, TAKES(1, 1)},
    {"chr", builtin_chr, TAKES(1, 1)},
    {"ord", builtin_ord, TAKES(1, 1)},
    {NULL, NULL},
};
