/* Format specifications, as format() and f-strings have them. */
#include "limbeck/python/builtins/format.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_number(Interpreter *interpreter, const char **text, int *number)
{
    *number = 0;
    while (isdigit((unsigned char)**text)) {
        *number = *number * 10 + (*(*text)++ - '0');
        if (*number > MOST_WIDTH)
            return python_refuse(interpreter, "a width or precision of over %d", MOST_WIDTH);
    }
    return true;
}

static bool parse_specification(Interpreter *interpreter, const char *text, Specification *spec)
{
    *spec = (Specification){.fill = " ", .precision = -1};
    uint32_t codepoint;
    size_t first = *text ? utf8_decode(text, strlen(text), &codepoint) : 0;
    if (first && text[first] && strchr("<>^=", text[first])) {
        memcpy(spec->fill, text, first);
        spec->fill[first] = '\0';
        spec->align = text[first];
        text += first + 1;
    } else if (*text && strchr("<>^=", *text)) {
        spec->align = *text++;
    }
    if (*text && strchr("+- ", *text))
        spec->sign = *text++;
    spec->alternate = *text == '#';
    text += spec->alternate;
    spec->zero = *text == '0';
    text += spec->zero;
    if (!read_number(interpreter, &text, &spec->width))
        return false;
    if (*text == ',' || *text == '_')
        spec->grouping = *text++;
    if (*text == '.') {
        text++;
        if (!isdigit((unsigned char)*text))
            return python_raise(interpreter, "ValueError", "Format specifier missing precision");
        if (!read_number(interpreter, &text, &spec->precision))
            return false;
    }
    if (*text)
        spec->type = *text++;
    return !*text || python_raise(interpreter, "ValueError", "Invalid format specifier");
}

typedef struct Body {
    const char *sign; /* with 0x and its like */
    const char *bytes;
    size_t length;
    char align; /* where the specification has none */
} Body;

static void append_padded(const Specification *spec, const Body *body, Text *out)
{
    size_t used = utf8_count(body->sign, strlen(body->sign)) + utf8_count(body->bytes, body->length);
    size_t missing = (size_t)spec->width > used ? (size_t)spec->width - used : 0;
    bool zero = spec->zero && strcmp(spec->fill, " ") == 0 && !spec->align;
    char align = spec->align ? spec->align : zero && body->align == '>' ? '=' : body->align;
    const char *fill = zero ? "0" : spec->fill;
    size_t before = align == '>' ? missing : align == '^' ? missing / 2 : 0;
    for (size_t i = 0; i < before; i++)
        text_append(out, fill);
    text_append(out, body->sign);
    for (size_t i = 0; align == '=' && i < missing; i++)
        text_append(out, fill);
    text_append_bytes(out, body->bytes, body->length);
    for (size_t i = before; align != '=' && i < missing; i++)
        text_append(out, fill);
}

/* Digits in groups; `least` is the width that noughts before them fill. */
static void append_grouped(const Specification *spec, const char *digits, size_t least, Text *out)
{
    size_t group = spec->type && strchr("xXob", spec->type) ? 4 : 3;
    size_t whole = strspn(digits, "0123456789abcdefABCDEF"), rest = strlen(digits) - whole;
    if (!isdigit((unsigned char)*digits) && !(group == 4 && isxdigit((unsigned char)*digits)))
        whole = rest = 0; /* inf, nan */
    size_t digit_count = whole;
    while (whole && spec->grouping && digit_count + (digit_count - 1) / group + rest < least)
        digit_count++;
    for (size_t i = 0; whole && i < digit_count; i++) {
        if (i && spec->grouping && (digit_count - i) % group == 0)
            text_append_char(out, spec->grouping);
        text_append_char(out, i < digit_count - whole ? '0' : digits[i - (digit_count - whole)]);
    }
    text_append(out, digits + whole);
}

/* The width that noughts fill behind the sign; 0 where none do. */
static size_t zero_width(const Specification *spec, const char *sign)
{
    bool fills = spec->align ? spec->align == '=' && strcmp(spec->fill, "0") == 0 : spec->zero;
    size_t used = strlen(sign);
    return fills && (size_t)spec->width > used ? (size_t)spec->width - used : 0;
}

static const char *sign_of(const Specification *spec, bool negative)
{
    return negative ? "-" : spec->sign == '+' ? "+" : spec->sign == ' ' ? " " : "";
}

static bool unknown_code(Interpreter *interpreter, char type, const char *kind)
{
    return python_raise(interpreter, "ValueError", "Unknown format code '%c' for object of type '%s'", type, kind);
}

/* The digits without a sign, and what stands before them with '#'. */
static bool integer_digits(Interpreter *interpreter, uint64_t magnitude, char type, char digits[80],
                           const char **prefix)
{
    char *at = digits + 79;
    switch (type) {
    case 0:
    case 'd':
    case 'n':
        snprintf(digits, 80, "%llu", (unsigned long long)magnitude);
        return true;
    case 'x':
    case 'X':
        snprintf(digits, 80, type == 'x' ? "%llx" : "%llX", (unsigned long long)magnitude);
        *prefix = type == 'x' ? "0x" : "0X";
        return true;
    case 'o':
        snprintf(digits, 80, "%llo", (unsigned long long)magnitude);
        *prefix = "0o";
        return true;
    case 'b':
        *at = '\0';
        do
            *--at = (char)('0' + (magnitude & 1));
        while (magnitude >>= 1);
        memmove(digits, at, strlen(at) + 1);
        *prefix = "0b";
        return true;
    default:
        return unknown_code(interpreter, type, "int");
    }
}

static bool format_character(Interpreter *interpreter, int64_t integer, const Specification *spec, Text *out)
{
    char bytes[4];
    if (spec->sign || spec->alternate)
        return python_raise(interpreter, "ValueError",
                            spec->sign ? "Sign not allowed with integer format specifier 'c'"
                                       : "Alternate form (#) not allowed with integer "
                                         "format specifier 'c'");
    if (integer < 0 || integer > 0x10FFFF)
        return python_raise(interpreter, "OverflowError", "%%c arg not in range(0x110000)");
    if (integer >= 0xD800 && integer < 0xE000)
        return python_refuse(interpreter, "a lone surrogate");
    Body body = {"", bytes, utf8_encode((uint32_t)integer, bytes), '<'};
    append_padded(spec, &body, out);
    return true;
}

bool format_integer(Interpreter *interpreter, int64_t integer, const Specification *spec, Text *out)
{
    char digits[80], sign[8];
    uint64_t magnitude = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
    const char *prefix = "";
    if (spec->precision >= 0 && !spec->is_percent)
        return python_raise(interpreter, "ValueError", "Precision not allowed in integer format specifier");
    if (spec->grouping && ((spec->type == 'c' || spec->type == 'n') ||
                           (spec->grouping == ',' && spec->type && strchr("xXob", spec->type))))
        return python_raise(interpreter, "ValueError", "Cannot specify '%c' with '%c'.", spec->grouping, spec->type);
    if (spec->type == 'c')
        return format_character(interpreter, integer, spec, out);
    if (!integer_digits(interpreter, magnitude, spec->type, digits, &prefix))
        return false;
    snprintf(sign, sizeof sign, "%s%s", sign_of(spec, integer < 0), spec->alternate ? prefix : "");
    Text body = python_buffer(interpreter);
    size_t length = strlen(digits);
    if (spec->precision > 0 && (size_t)spec->precision > length)
        text_append_repeated(&body, '0', (size_t)spec->precision - length);
    append_grouped(spec, digits, zero_width(spec, sign), &body);
    append_padded(spec, &(Body){sign, text_string(&body), body.length, '>'}, out);
    text_release(&body);
    return true;
}

/* Without a type a precision counts digits, as with 'g', and a whole number keeps its ".0". */
static void general_digits(char *digits, size_t size, int precision, double magnitude)
{
    int most = precision ? precision : 1;
    snprintf(digits, size, "%.*e", most - 1, magnitude);
    char *exponent = strchr(digits, 'e');
    int point = exponent ? atoi(exponent + 1) + 1 : 0;
    if (exponent && (point <= -4 || point > most - 1)) {
        char tail[16];
        snprintf(tail, sizeof tail, "%s", exponent);
        char *end = exponent;
        while (strchr(digits, '.') && strchr(digits, '.') < exponent && end[-1] == '0')
            end--;
        end -= end[-1] == '.';
        memmove(end, tail, strlen(tail) + 1);
        return;
    }
    snprintf(digits, size, "%.*g", most, magnitude);
    if (exponent && !strchr(digits, '.') && !strchr(digits, 'e'))
        snprintf(digits + strlen(digits), size - strlen(digits), ".0");
}

static bool real_digits(Interpreter *interpreter, double magnitude, const Specification *spec, char *digits,
                        size_t size)
{
    char type = spec->type == '%' ? 'f' : spec->type == 'n' ? 'g' : spec->type;
    int precision = spec->precision < 0 ? 6 : spec->precision;
    if (precision > 400)
        return python_refuse(interpreter, "a precision of over 400 digits");
    if (!type && spec->precision < 0) {
        Text plain = python_buffer(interpreter);
        text_append_real(&plain, magnitude);
        snprintf(digits, size, "%s", text_string(&plain));
        text_release(&plain);
    } else if (!type) {
        general_digits(digits, size, precision, magnitude);
    } else {
        char pattern[10];
        snprintf(pattern, sizeof pattern, "%%%s.*%c%s", spec->alternate ? "#" : "", type,
                 spec->type == '%' ? "%%" : "");
        /* The pattern is one of those made above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(digits, size, pattern, precision, spec->type == '%' ? magnitude * 100 : magnitude);
#pragma GCC diagnostic pop
    }
    return true;
}

bool format_real(Interpreter *interpreter, double real, const Specification *spec, Text *out)
{
    char digits[800]; /* 309 digits, a point, 400 more, a percent sign */
    const char *sign = sign_of(spec, signbit(real) && !isnan(real));
    if (spec->type && !strchr("eEfFgG%n", spec->type))
        return unknown_code(interpreter, spec->type, "float");
    if (spec->grouping && spec->type == 'n')
        return python_raise(interpreter, "ValueError", "Cannot specify '%c' with 'n'.", spec->grouping);
    if (!real_digits(interpreter, fabs(real), spec, digits, sizeof digits))
        return false;
    Text body = python_buffer(interpreter);
    append_grouped(spec, digits, zero_width(spec, sign), &body);
    append_padded(spec, &(Body){sign, text_string(&body), body.length, '>'}, out);
    text_release(&body);
    return true;
}

void format_text(Interpreter *interpreter, const String *string, const Specification *spec, Text *out)
{
    size_t length = string->length;
    if (spec->precision >= 0 && (size_t)spec->precision < string->count)
        length = string_offset(interpreter, string, (size_t)spec->precision);
    append_padded(spec, &(Body){"", string->bytes, length, '<'}, out);
}

static bool format_string(Interpreter *interpreter, const String *string, const Specification *spec, Text *out)
{
    if (spec->type && spec->type != 's')
        return unknown_code(interpreter, spec->type, "str");
    if (spec->sign)
        return python_raise(interpreter, "ValueError", "Sign not allowed in string format specifier");
    if (spec->alternate)
        return python_raise(interpreter, "ValueError", "Alternate form (#) not allowed in string format specifier");
    if (spec->align == '=')
        return python_raise(interpreter, "ValueError", "'=' alignment not allowed in string format specifier");
    if (spec->grouping)
        return python_raise(interpreter, "ValueError", "Cannot specify '%c' with 's'.", spec->grouping);
    format_text(interpreter, string, spec, out);
    return true;
}

static bool format_by_method(Interpreter *interpreter, Value method, Value value, const char *specification, Text *out)
{
    Value asked[2] = {value}, answer;
    if (!python_text(interpreter, specification, &asked[1]) ||
        !python_call_positional(interpreter, method, asked, 2, &answer))
        return false;
    if (value_plain(answer).kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "__format__ must return a str, not %s", value_type_name(answer));
    return python_str(interpreter, value_plain(answer), out);
}

bool python_format(Interpreter *interpreter, Value value, const char *specification, Text *out)
{
    Specification spec;
    Value method = value.kind == VALUE_INSTANCE ? special_method(interpreter, value, "__format__") : value_absent();
    if (value_given(method))
        return format_by_method(interpreter, method, value, specification, out);
    if (!*specification)
        return python_str(interpreter, value, out);
    bool is_sequence = value_plain(value).kind == VALUE_TUPLE || value_plain(value).kind == VALUE_LIST;
    value = value_plain(value);
    if (value.kind == VALUE_INSTANCE || value.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "the format '%s' of a %s", specification, value_type_name(value));
    if (!is_sequence && value.kind != VALUE_NONE && !parse_specification(interpreter, specification, &spec))
        return false;
    bool real_type = value_is_number(value) && spec.type && strchr("eEfFgG%", spec.type);
    if (value.kind == VALUE_BOOL)
        value = value_int(value.boolean);
    if (value.kind == VALUE_INT && !real_type)
        return format_integer(interpreter, value.integer, &spec, out);
    if (value.kind == VALUE_INT)
        value = value_float((double)value.integer);
    if (value.kind == VALUE_FLOAT)
        return format_real(interpreter, value.real, &spec, out);
    if (value.kind == VALUE_STRING)
        return format_string(interpreter, value.string, &spec, out);
    return python_raise(interpreter, "TypeError", "unsupported format string passed to %s.__format__",
                        python_class_of(interpreter, value)->name);
}

bool format_converted(Interpreter *interpreter, Value value, char conversion, Value *result)
{
    Text text = python_buffer(interpreter);
    bool done = conversion == 's'   ? python_str(interpreter, value, &text)
                : conversion == 'r' ? python_repr(interpreter, value, &text)
                                    : python_ascii(interpreter, value, &text);
    done = done && python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}
