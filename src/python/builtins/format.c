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
        if (*number > MAX_WIDTH)
            return python_refuse(interpreter, "a width or precision of over %d", MAX_WIDTH);
    }
    return true;
}

/* "'x'", or the number of a character beyond ASCII. */
static void append_code(uint32_t type, Text *out)
{
    if (type > ' ' && type < 0x80)
        text_append_format(out, "'%c'", (char)type);
    else
        text_append_format(out, "'\\x%x'", type);
}

static bool unknown_code(Interpreter *interpreter, uint32_t type, const char *kind)
{
    Text code = python_buffer(interpreter);
    append_code(type, &code);
    python_raise(interpreter, "ValueError", "Unknown format code %s for object of type '%s'", text_string(&code), kind);
    text_release(&code);
    return false;
}

static bool read_grouping(Interpreter *interpreter, const char **text, Specification *spec)
{
    spec->grouping = **text == ',' || **text == '_' ? *(*text)++ : '\0';
    char again = spec->grouping && (**text == ',' || **text == '_') ? **text : '\0';
    if (again && again != spec->grouping)
        return python_raise(interpreter, "ValueError", "Cannot specify both ',' and '_'.");
    return !again || python_raise(interpreter, "ValueError", "Cannot specify '%c' with '%c'.", again, again);
}

static bool check_grouping(Interpreter *interpreter, const Specification *spec)
{
    const char *allowed = spec->grouping == '_' ? "bdeEfFgGoxX%" : "deEfFgG%";
    if (!spec->grouping || !spec->type || (spec->type < 0x80 && strchr(allowed, (int)spec->type)))
        return true;
    Text code = python_buffer(interpreter);
    append_code(spec->type, &code);
    python_raise(interpreter, "ValueError", "Cannot specify '%c' with %s.", spec->grouping, text_string(&code));
    text_release(&code);
    return false;
}

static bool parse_specification(Interpreter *interpreter, const char *whole, Value value, Specification *spec)
{
    const char *text = whole;
    *spec = (Specification){.fill = " ", .precision = -1};
    uint32_t codepoint;
    size_t first = *text ? utf8_decode(text, strlen(text), &codepoint) : 0;
    bool has_fill = first && text[first] && strchr("<>^=", text[first]);
    if (has_fill) {
        memcpy(spec->fill, text, first);
        spec->fill[first] = '\0';
        spec->align = text[first];
        text += first + 1;
    } else if (*text && strchr("<>^=", *text)) {
        spec->align = *text++;
    }
    if (*text && strchr("+- ", *text))
        spec->sign = *text++;
    spec->never_minus_zero = *text == 'z';
    text += spec->never_minus_zero;
    spec->alternate = *text == '#';
    text += spec->alternate;
    spec->zero = *text == '0';
    text += spec->zero;
    if (spec->zero && spec->align && !has_fill)
        strcpy(spec->fill, "0");
    if (!read_number(interpreter, &text, &spec->width) || !read_grouping(interpreter, &text, spec))
        return false;
    if (*text == '.') {
        text++;
        if (!isdigit((unsigned char)*text))
            return python_raise(interpreter, "ValueError", "Format specifier missing precision");
        if (!read_number(interpreter, &text, &spec->precision))
            return false;
    }
    if (*text)
        text += utf8_decode(text, strlen(text), &spec->type);
    if (*text)
        return python_raise(interpreter, "ValueError", "Invalid format specifier '%s' for object of type '%s'", whole,
                            python_type_name(interpreter, value));
    return check_grouping(interpreter, spec);
}

typedef struct Body {
    const char *sign; /* with 0x and its like */
    const char *bytes;
    size_t length;
    char align; /* used if the specification has none */
} Body;

static void append_padded(const Specification *spec, const Body *body, Text *out)
{
    size_t used = strlen(body->sign) + (spec->is_bytes ? body->length : utf8_count(body->bytes, body->length));
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

static bool is_code(const Specification *spec, const char *codes)
{
    return spec->type && spec->type < 0x80 && strchr(codes, (int)spec->type);
}

/* Digits in groups; `least` is the width up to which zeros are added. */
static void append_grouped(const Specification *spec, const char *digits, size_t least, Text *out)
{
    size_t group = is_code(spec, "xXob") ? 4 : 3;
    size_t whole = strspn(digits, is_code(spec, "xX") ? "0123456789abcdefABCDEF" : "0123456789");
    size_t rest = strlen(digits) - whole;
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

/* The width up to which zeros are added after the sign; 0: no zeros. */
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

typedef struct IntegerCode {
    char code;
    int base;
    const char *prefix; /* with '#' */
} IntegerCode;

static const IntegerCode *integer_code(const Specification *spec)
{
    static const IntegerCode codes[] = {{'d', 10, ""},    {'n', 10, ""},  {'x', 16, "0x"},
                                        {'X', -16, "0X"}, {'o', 8, "0o"}, {'b', 2, "0b"}};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (spec->type == (uint32_t)codes[i].code || (!spec->type && codes[i].code == 'd'))
            return &codes[i];
    return NULL;
}

static bool format_character(Interpreter *interpreter, Value value, const Specification *spec, Text *out)
{
    char bytes[4];
    if (spec->sign || spec->alternate)
        return python_raise(interpreter, "ValueError",
                            spec->sign ? "Sign not allowed with integer format specifier 'c'"
                                       : "Alternate form (#) not allowed with integer "
                                         "format specifier 'c'");
    int64_t integer;
    if (!integer_small(interpreter, value, "OverflowError",
                       spec->is_percent ? "%c arg not in range(0x110000)" : "Python int too large to convert to C long",
                       &integer))
        return false;
    if (integer < 0 || integer > 0x10FFFF)
        return python_raise(interpreter, "OverflowError", "%%c arg not in range(0x110000)");
    if (integer >= 0xD800 && integer < 0xE000)
        return python_refuse(interpreter, "a lone surrogate");
    Body body = {"", bytes, utf8_encode((uint32_t)integer, bytes), spec->is_percent ? '<' : '>'};
    append_padded(spec, &body, out);
    return true;
}

bool format_integer(Interpreter *interpreter, Value integer, const Specification *spec, Text *out)
{
    char prefixed[8];
    const IntegerCode *code = integer_code(spec);
    if (spec->precision >= 0 && !spec->is_percent)
        return python_raise(interpreter, "ValueError", "Precision not allowed in integer format specifier");
    if (spec->never_minus_zero)
        return python_raise(interpreter, "ValueError",
                            "Negative zero coercion (z) not allowed in integer format specifier");
    if (spec->type == 'c')
        return format_character(interpreter, integer, spec, out);
    if (!code)
        return unknown_code(interpreter, spec->type, "int");
    Text digits = python_buffer(interpreter), body = python_buffer(interpreter);
    bool done = integer_append(interpreter, integer, code->base, &digits);
    const char *sign = sign_of(spec, integer_sign(integer) < 0);
    if (spec->alternate) {
        snprintf(prefixed, sizeof prefixed, "%s%s", sign, code->prefix);
        sign = prefixed;
    }
    if (done && spec->precision > 0 && (size_t)spec->precision > digits.length)
        text_append_repeated(&body, '0', (size_t)spec->precision - digits.length);
    if (done) {
        append_grouped(spec, text_string(&digits), zero_width(spec, sign), &body);
        append_padded(spec, &(Body){sign, text_string(&body), body.length, '>'}, out);
    }
    text_release(&digits);
    text_release(&body);
    return done;
}

/* Without a type a precision counts significant digits, as with 'g', and a whole number keeps its ".0". */
static void general_digits(char *digits, size_t size, int precision, bool alternate, double magnitude)
{
    int most = precision ? precision : 1;
    snprintf(digits, size, alternate ? "%#.*e" : "%.*e", most - 1, magnitude);
    char *exponent = strchr(digits, 'e');
    int point = exponent ? atoi(exponent + 1) + 1 : 0;
    if (exponent && (point <= -4 || point > most - 1)) {
        char tail[16];
        snprintf(tail, sizeof tail, "%s", exponent);
        char *end = exponent;
        while (!alternate && strchr(digits, '.') && strchr(digits, '.') < exponent && end[-1] == '0')
            end--;
        end -= !alternate && end[-1] == '.';
        memmove(end, tail, strlen(tail) + 1);
        return;
    }
    snprintf(digits, size, alternate ? "%#.*g" : "%.*g", most, magnitude);
    if (exponent && !strchr(digits, '.') && !strchr(digits, 'e'))
        snprintf(digits + strlen(digits), size - strlen(digits), ".0");
}

static bool real_digits(Interpreter *interpreter, double magnitude, const Specification *spec, char *digits,
                        size_t size)
{
    char type = spec->type == '%' ? 'f' : spec->type == 'n' ? 'g' : (char)spec->type;
    int precision = spec->precision < 0 ? 6 : spec->precision;
    if (precision > 400)
        return python_refuse(interpreter, "a precision of over 400 digits");
    if (!type && spec->precision < 0) {
        Text plain = python_buffer(interpreter);
        text_append_real(&plain, magnitude);
        const char *shown = text_string(&plain);
        size_t before = strcspn(shown, "e"); /* '#' keeps a point before an exponent */
        bool lacks_point = spec->alternate && shown[before] && !strchr(shown, '.');
        snprintf(digits, size, "%.*s%s%s", (int)before, shown, lacks_point ? "." : "", shown + before);
        text_release(&plain);
    } else if (!type) {
        general_digits(digits, size, precision, spec->alternate, magnitude);
    } else {
        char pattern[10];
        snprintf(pattern, sizeof pattern, "%%%s.*%c%s", spec->alternate ? "#" : "", type,
                 spec->type == '%' ? "%%" : "");
        /* The pattern is built from the parts above. */
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
    if (spec->type && !is_code(spec, "eEfFgG%n"))
        return unknown_code(interpreter, spec->type, "float");
    if (!real_digits(interpreter, fabs(real), spec, digits, sizeof digits))
        return false;
    size_t first = strcspn(digits, "123456789eE"); /* of the digits that are not 0 */
    bool is_zero =
        spec->never_minus_zero && isfinite(real) && (!digits[first] || digits[first] == 'e' || digits[first] == 'E');
    const char *sign = sign_of(spec, signbit(real) && !isnan(real) && !is_zero);
    Text body = python_buffer(interpreter);
    append_grouped(spec, digits, zero_width(spec, sign), &body);
    append_padded(spec, &(Body){sign, text_string(&body), body.length, '>'}, out);
    text_release(&body);
    return true;
}

void format_text(Interpreter *interpreter, const String *string, const Specification *spec, Text *out)
{
    size_t length = string->length;
    if (spec->is_bytes)
        length = spec->precision >= 0 && (size_t)spec->precision < length ? (size_t)spec->precision : length;
    else if (spec->precision >= 0 && (size_t)spec->precision < string->count)
        length = string_offset(interpreter, string, (size_t)spec->precision);
    append_padded(spec, &(Body){"", string->bytes, length, '<'}, out);
}

static bool format_string(Interpreter *interpreter, const String *string, const Specification *spec, Text *out)
{
    if (spec->type && spec->type != 's')
        return unknown_code(interpreter, spec->type, "str");
    if (spec->grouping)
        return python_raise(interpreter, "ValueError", "Cannot specify '%c' with 's'.", spec->grouping);
    if (spec->sign)
        return python_raise(interpreter, "ValueError",
                            spec->sign == ' ' ? "Space not allowed in string format specifier"
                                              : "Sign not allowed in string format specifier");
    if (spec->never_minus_zero)
        return python_raise(interpreter, "ValueError",
                            "Negative zero coercion (z) not allowed in string format specifier");
    if (spec->alternate)
        return python_raise(interpreter, "ValueError", "Alternate form (#) not allowed in string format specifier");
    if (spec->align == '=')
        return python_raise(interpreter, "ValueError", "'=' alignment not allowed in string format specifier");
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
    const Value given = value;
    Value method = value.kind == VALUE_INSTANCE ? special_method(interpreter, value, "__format__") : value_absent();
    if (value_given(method))
        return format_by_method(interpreter, method, value, specification, out);
    if (!*specification)
        return python_str(interpreter, value, out);
    if (value.kind == VALUE_OPAQUE)
        return python_refuse_unknown(interpreter, value, "a format");
    bool is_sequence = value_plain(value).kind == VALUE_TUPLE || value_plain(value).kind == VALUE_LIST;
    value = value_plain(value);
    if (value.kind == VALUE_INSTANCE || value.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "the format '%s' of a %s", specification, value_type_name(value));
    if (!is_sequence && value.kind != VALUE_NONE && !parse_specification(interpreter, specification, value, &spec))
        return false;
    bool is_whole = value_is_integer(value), real_type = is_whole && is_code(&spec, "eEfFgG%");
    const char *kind = value.kind == VALUE_BOOL ? "bool" : "int";
    if (is_whole && spec.type && !real_type && spec.type != 'c' && !integer_code(&spec))
        return unknown_code(interpreter, spec.type, kind);
    if (is_whole && !real_type)
        return format_integer(interpreter, value, &spec, out);
    double real;
    if (is_whole) {
        if (!integer_to_real(interpreter, value, &real))
            return false;
        value = value_float(real);
    }
    if (value.kind == VALUE_FLOAT)
        return format_real(interpreter, value.real, &spec, out);
    if (value.kind == VALUE_STRING)
        return format_string(interpreter, value.string, &spec, out);
    return python_raise(interpreter, "TypeError", "unsupported format string passed to %s.__format__",
                        python_type_name(interpreter, given));
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
