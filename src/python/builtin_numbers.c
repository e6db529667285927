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
    else if (value.kind == VALUE_INT && value.integer != INT64_MIN)
        *result = value_int(value.integer < 0 ? -value.integer : value.integer);
    else
        return python_refuse(interpreter, "abs() of %s", value_type_name(value));
    return true;
}

BUILTIN(builtin_round)
{
    (void)self;
    if (!builtin_arity(interpreter, arguments, "round()", 1, 2))
        return false;
    Value value = arguments->values[0];
    int64_t digits = 0;
    bool has_digits = arguments->positional == 2 && !value_is_none(arguments->values[1]);
    if (has_digits && !expect_int(interpreter, arguments->values[1], "digits", &digits))
        return false;
    Value method = special_method(interpreter, value, "__round__");
    const Value asked[] = {value, value_int(digits)};
    if (value_given(method))
        return python_call_positional(interpreter, method, asked, has_digits ? 2 : 1, result);
    if (value.kind == VALUE_INT && digits >= 0) {
        *result = value;
        return true;
    }
    if (value.kind != VALUE_FLOAT || digits < 0 || digits > 300)
        return python_refuse(interpreter, "round() of %s", value_type_name(value));
    if (!has_digits) {
        if (!(fabs(value.real) < 9e18))
            return python_refuse(interpreter, "an integer that does not fit 64 bits");
        *result = value_int((int64_t)nearbyint(value.real));
        return true;
    }
    char text[700]; /* the decimal text rounds as Python rounds: to even on what the number really is */
    snprintf(text, sizeof text, "%.*f", (int)digits, value.real);
    *result = value_float(strtod(text, NULL));
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
    if (!builtin_arity(interpreter, arguments, "sum()", 1, 2) ||
        !python_collect(interpreter, arguments->values[0], &items))
        return false;
    *result = arguments->positional > 1 ? arguments->values[1] : value_int(0);
    for (size_t i = 0; i < items.list->count; i++)
        if (!python_binary(interpreter, OPERATOR_ADD, *result, items.list->items[i], result))
            return false;
    return true;
}

BUILTIN(builtin_divmod)
{
    (void)self;
    Value parts[2];
    return builtin_arity(interpreter, arguments, "divmod", 2, 2) &&
           python_binary(interpreter, OPERATOR_FLOOR_DIVIDE, arguments->values[0], arguments->values[1], &parts[0]) &&
           python_binary(interpreter, OPERATOR_MODULO, arguments->values[0], arguments->values[1], &parts[1]) &&
           python_tuple(interpreter, parts, 2, result);
}

BUILTIN(builtin_pow)
{
    (void)self;
    return builtin_arity(interpreter, arguments, "pow", 2, 2) &&
           python_binary(interpreter, OPERATOR_POWER, arguments->values[0], arguments->values[1], result);
}

static bool in_base(Interpreter *interpreter, const Arguments *arguments, const char *specification, Value *result)
{
    int64_t integer;
    Text text = text_on_heap();
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

const NativeMember builtin_number_functions[] = {
    {"abs", builtin_abs}, {"round", builtin_round},   {"min", builtin_min}, {"max", builtin_max},
    {"sum", builtin_sum}, {"divmod", builtin_divmod}, {"pow", builtin_pow}, {"hex", builtin_hex},
    {"oct", builtin_oct}, {"bin", builtin_bin},       {"chr", builtin_chr}, {"ord", builtin_ord},
    {NULL, NULL},
};
