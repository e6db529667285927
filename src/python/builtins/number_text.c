/* Numbers read from text, as int() and float() read them. */
#include "number_text.h"
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/unicode.h"
#include "string_methods.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The text trimmed, with all decimal digits of Unicode as ASCII digits; any other non-ASCII character becomes '?',
 * which no number contains. Of bytes only ASCII digits and blanks count. */
static void append_plain(const String *string, Text *out)
{
    bool is_bytes = string->header.kind == VALUE_BYTES;
    size_t kept = 0;
    for (size_t at = 0, step = 1; at < string->length; at += step) {
        uint32_t codepoint = (unsigned char)string->bytes[at];
        step = is_bytes ? 1 : utf8_decode(string->bytes + at, string->length - at, &codepoint);
        step += !step;
        bool is_space = codepoint < 0x80 ? bytes_is_space(codepoint) : !is_bytes && unicode_is_space(codepoint);
        if (is_space && !kept)
            continue;
        int digit = codepoint >= 0x80 && !is_bytes ? unicode_decimal(codepoint) : -1;
        text_append_char(out, is_space           ? ' '
                              : digit >= 0       ? (char)('0' + digit)
                              : codepoint < 0x80 ? (char)codepoint
                                                 : '?');
        kept = is_space ? kept : out->length;
    }
    out->length = kept;
    text_string(out)[kept] = '\0';
}

static bool invalid(Interpreter *interpreter, const String *string, int base, bool is_float)
{
    Text quoted = python_buffer(interpreter);
    Value value = value_object((void *)string);
    if (python_repr(interpreter, value, &quoted)) {
        if (is_float)
            python_raise(interpreter, "ValueError", "could not convert string to float: %s", text_string(&quoted));
        else
            python_raise(interpreter, "ValueError", "invalid literal for int() with base %d: %s", base,
                         text_string(&quoted));
    }
    text_release(&quoted);
    return false;
}

static int digit_value(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    letter = (char)tolower((unsigned char)letter);
    return letter >= 'a' && letter <= 'z' ? letter - 'a' + 10 : 36;
}

static int prefix_base(const char *at)
{
    char letter = at[0] == '0' ? (char)tolower((unsigned char)at[1]) : '\0';
    return letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
}

typedef struct Digits {
    uint64_t magnitude;
    int base; /* that the prefix says */
    bool is_valid, is_too_big, is_old_octal;
} Digits;

/* Reads digits, which single underscores may separate from each other and from a prefix. Appends the digits without
 * underscores to `digits`. */
static Digits read_digits(const char *at, const char *end, int base, Text *digits)
{
    Digits read = {0};
    int prefix = prefix_base(at);
    bool has_prefix = prefix && (base == prefix || !base);
    if (has_prefix)
        at += 2 + (at + 2 < end && at[2] == '_');
    read.is_old_octal = !base && !has_prefix && *at == '0'; /* a number that begins with 0 must be zero: "0", "00" */
    read.base = base ? base : has_prefix ? prefix : 10;
    for (bool after_digit = false; at < end; at++) {
        int value = digit_value(*at);
        if (*at == '_' && after_digit && at + 1 < end) {
            after_digit = false;
            continue;
        }
        if (value >= read.base)
            return (Digits){0};
        read.is_too_big |= __builtin_mul_overflow(read.magnitude, (uint64_t)read.base, &read.magnitude) ||
                           __builtin_add_overflow(read.magnitude, (uint64_t)value, &read.magnitude);
        text_append_char(digits, *at);
        after_digit = read.is_valid = true;
    }
    if (read.is_old_octal && (read.magnitude || read.is_too_big))
        read.is_valid = false;
    return read;
}

bool integer_from_text(Interpreter *interpreter, const String *string, int base, Value *result)
{
    Text plain = python_buffer(interpreter), digits = python_buffer(interpreter);
    append_plain(string, &plain);
    const char *at = text_string(&plain), *end = at + plain.length;
    bool is_negative = *at == '-';
    at += is_negative || *at == '+';
    Digits read = read_digits(at, end, base, &digits);
    bool is_small = !read.is_too_big && read.magnitude <= (uint64_t)INT64_MAX, done = true;
    if (!read.is_valid)
        done = invalid(interpreter, string, base, false);
    else if (is_small)
        *result = value_int(is_negative ? -(int64_t)read.magnitude : (int64_t)read.magnitude);
    else
        done = integer_from_digits(interpreter, text_string(&digits), digits.length, read.base, is_negative, result);
    text_release(&plain);
    text_release(&digits);
    return done;
}

/* The digits at `at` without the underscores between them; NULL where one is out of place. */
static const char *copy_digits(const char *at, Text *out)
{
    for (bool after_digit = false; isdigit((unsigned char)*at) || *at == '_'; at++) {
        if (*at == '_' && (!after_digit || !isdigit((unsigned char)at[1])))
            return NULL;
        after_digit = *at != '_';
        if (after_digit)
            text_append_char(out, *at);
    }
    return at;
}

static bool is_word(const char *at, const char *word)
{
    while (*word && tolower((unsigned char)*at) == *word) {
        at++;
        word++;
    }
    return !*word && !*at;
}

/* [digits][.digits][e[sign]digits], with digits before or behind the point. */
static bool copy_real(const char *at, const char *end, Text *out)
{
    size_t before = out->length;
    if (!(at = copy_digits(at, out)))
        return false;
    size_t whole = out->length - before, fraction = 0;
    if (*at == '.') {
        text_append_char(out, *at++);
        before = out->length;
        if (!(at = copy_digits(at, out)))
            return false;
        fraction = out->length - before;
    }
    if (!whole && !fraction)
        return false;
    if (*at == 'e' || *at == 'E') {
        text_append_char(out, *at++);
        if (*at == '+' || *at == '-')
            text_append_char(out, *at++);
        before = out->length;
        if (!(at = copy_digits(at, out)) || out->length == before)
            return false;
    }
    return at == end;
}

bool real_from_text(Interpreter *interpreter, const String *string, Value *result)
{
    Text plain = python_buffer(interpreter), digits = python_buffer(interpreter);
    append_plain(string, &plain);
    const char *at = text_string(&plain), *end = at + plain.length;
    bool is_negative = *at == '-';
    at += is_negative || *at == '+';
    bool is_whole = strlen(at) == (size_t)(end - at);
    double real = 0;
    bool is_valid = is_whole;
    if (is_whole && (is_word(at, "inf") || is_word(at, "infinity")))
        real = HUGE_VAL;
    else if (is_whole && is_word(at, "nan"))
        real = (double)NAN;
    else if ((is_valid = is_whole && copy_real(at, end, &digits)))
        real = strtod(text_string(&digits), NULL);
    text_release(&plain);
    text_release(&digits);
    *result = value_float(is_negative ? -real : real);
    return is_valid || invalid(interpreter, string, 0, true);
}
