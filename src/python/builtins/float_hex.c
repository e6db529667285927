/* float.hex() and float.fromhex(). */
#include "builtins.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

bool float_hex(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { DIGITS = (DBL_MANT_DIG - 1) / 4, BIAS = DBL_MAX_EXP - 1, EXPONENTS = 0x7ff };
    char text[64];
    uint64_t bits;
    (void)arguments;
    memcpy(&bits, &self.real, sizeof bits);
    uint64_t fraction = bits & ((UINT64_C(1) << (DBL_MANT_DIG - 1)) - 1);
    int exponent = (int)(bits >> (DBL_MANT_DIG - 1) & EXPONENTS);
    const char *sign = signbit(self.real) && !isnan(self.real) ? "-" : "";
    if (exponent == EXPONENTS)
        snprintf(text, sizeof text, "%s%s", sign, fraction ? "nan" : "inf");
    else if (!exponent && !fraction)
        snprintf(text, sizeof text, "%s0x0.0p+0", sign);
    else
        snprintf(text, sizeof text, "%s0x%d.%0*llxp%+d", sign, exponent != 0, DIGITS, (unsigned long long)fraction,
                 exponent ? exponent - BIAS : 1 - BIAS);
    return python_text(interpreter, text, result);
}

/* Behind the word, if the text begins with it in any case; else `text`. */
static const char *past_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    return strncasecmp(text, word, length) == 0 ? text + length : text;
}

static const char *past_special(const char *at, double *number)
{
    const char *end = past_word(at, "nan");
    if (end != at) {
        *number = (double)NAN;
        return end;
    }
    end = past_word(at, "infinity");
    if (end == at)
        end = past_word(at, "inf");
    if (end != at)
        *number = (double)INFINITY;
    return end;
}

/* Hexadecimal digits as mantissa * 2**exponent, and whether digits that are not 0 were left out behind. */
typedef struct HexNumber {
    uint64_t mantissa;
    int64_t exponent;
    bool is_inexact;
} HexNumber;

/* [p[sign]digits]; NULL: the exponent has no digits. An exponent beyond `limit` decides already. */
static const char *past_exponent(const char *at, HexNumber *number)
{
    const int64_t limit = INT64_C(1) << 60;
    int64_t exponent = 0;
    if (*at != 'p' && *at != 'P')
        return at;
    bool is_negative = *++at == '-';
    at += *at == '-' || *at == '+';
    if (!isdigit((unsigned char)*at))
        return NULL;
    for (; isdigit((unsigned char)*at); at++)
        exponent = exponent < limit / 10 ? exponent * 10 + (*at - '0') : limit;
    number->exponent += is_negative ? -exponent : exponent;
    return at;
}

static void add_digit(HexNumber *number, char digit, bool is_fraction)
{
    unsigned value = (unsigned)(isdigit((unsigned char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
    if (number->mantissa >> 60) {
        number->is_inexact |= value != 0;
        number->exponent += is_fraction ? 0 : 4;
    } else {
        number->mantissa = number->mantissa << 4 | value;
        number->exponent -= is_fraction ? 4 : 0;
    }
}

/* To the nearest float, to an even one from the middle. The C library's strtod() is wrong by one for some of the
 * smallest. */
static double rounded(HexNumber number)
{
    enum { BITS = 64, LEAST_BITS = DBL_MANT_DIG - DBL_MIN_EXP };
    if (!number.mantissa)
        return 0;
    int shift = __builtin_clzll(number.mantissa);
    uint64_t mantissa = number.mantissa << shift;
    int64_t exponent = number.exponent - shift, top = exponent + BITS - 1;
    if (top > DBL_MAX_EXP)
        return (double)INFINITY;
    int64_t kept = top >= DBL_MIN_EXP - 1 ? DBL_MANT_DIG : top + LEAST_BITS + 1;
    if (kept < 0)
        return 0;
    int dropped = BITS - (int)kept;
    uint64_t whole = dropped == BITS ? 0 : mantissa >> dropped, half = UINT64_C(1) << (dropped - 1);
    uint64_t rest = dropped == BITS ? mantissa : mantissa & ((half << 1) - 1);
    if (rest > half || (rest == half && (number.is_inexact || (whole & 1))))
        whole++;
    return ldexp((double)whole, (int)exponent + dropped);
}

/* [0x]digits[.digits][exponent]; NULL: it is none. */
static const char *past_number(const char *at, double *result)
{
    HexNumber number = {0};
    bool has_point = false, has_digits = false;
    at = past_word(at, "0x");
    for (; isxdigit((unsigned char)*at) || (*at == '.' && !has_point); at++) {
        if (*at == '.') {
            has_point = true;
            continue;
        }
        has_digits = true;
        add_digit(&number, *at, has_point);
    }
    at = has_digits ? past_exponent(at, &number) : NULL;
    if (at)
        *result = rounded(number);
    return at;
}

/* Called on the class: a subclass makes an object of the number. */
bool float_fromhex(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    static const char blanks[] = " \t\n\v\f\r";
    Value text = value_plain(argument_at(arguments, 0));
    if (text.kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "bad argument type for built-in operation");
    const char *begin = text.string->bytes + strspn(text.string->bytes, blanks);
    if (!python_charge(interpreter, text.string->length))
        return false;
    bool is_negative = *begin == '-';
    begin += *begin == '-' || *begin == '+';
    double number = 0;
    const char *at = past_special(begin, &number);
    bool is_special = at != begin;
    if (!is_special)
        at = past_number(begin, &number);
    if (at)
        at += strspn(at, blanks);
    if (!at || at != text.string->bytes + text.string->length)
        return python_raise(interpreter, "ValueError", "invalid hexadecimal floating-point string");
    if (isinf(number) && !is_special)
        return python_raise(interpreter, "OverflowError", "hexadecimal value too large to represent as a float");
    Value made = value_float(is_negative ? -number : number);
    return class_makes(interpreter, self, VALUE_FLOAT, made, result);
}
