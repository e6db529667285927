/* Formatting: format specifications, str.format and the % operator. */
#include "format.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* [[fill]align][sign][#][0][width][grouping][.precision][type] */
typedef struct Specification {
    char fill[5];
    char align; /* '<', '>', '^', '=' or 0 */
    char sign;
    bool alternate;
    bool zero;
    int width;
    char grouping;
    int precision; /* -1: none */
    char type;
} Specification;

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
    if (*text == '0') {
        spec->zero = true;
        text++;
    }
    while (isdigit((unsigned char)*text) && spec->width < 100000)
        spec->width = spec->width * 10 + (*text++ - '0');
    if (*text == ',' || *text == '_')
        spec->grouping = *text++;
    if (*text == '.') {
        text++;
        spec->precision = 0;
        while (isdigit((unsigned char)*text) && spec->precision < 100000)
            spec->precision = spec->precision * 10 + (*text++ - '0');
    }
    if (*text)
        spec->type = *text++;
    return !*text || python_raise(interpreter, "ValueError", "Invalid format specifier");
}

static void append_padded(const Specification *spec, const char *sign, const char *body, char default_align, Text *out)
{
    size_t used = utf8_count(sign, strlen(sign)) + utf8_count(body, strlen(body));
    size_t missing = (size_t)spec->width > used ? (size_t)spec->width - used : 0;
    bool zero = spec->zero && !spec->align && default_align == '>';
    char align = spec->align ? spec->align : zero ? '=' : default_align;
    const char *fill = zero ? "0" : spec->fill;
    size_t before = align == '>' ? missing : align == '^' ? missing / 2 : 0;
    for (size_t i = 0; i < before; i++)
        text_append(out, fill);
    text_append(out, sign);
    for (size_t i = 0; align == '=' && i < missing; i++)
        text_append(out, fill);
    text_append(out, body);
    for (size_t i = before; align != '=' && i < missing; i++)
        text_append(out, fill);
}

static void append_grouped(const char *digits, char separator, int group, Text *out)
{
    size_t whole = strspn(digits, "0123456789abcdefABCDEF");
    for (size_t i = 0; i < whole; i++) {
        if (i && separator && (whole - i) % (size_t)group == 0)
            text_append_char(out, separator);
        text_append_char(out, digits[i]);
    }
    text_append(out, digits + whole);
}

static const char *sign_of(const Specification *spec, bool negative)
{
    return negative ? "-" : spec->sign == '+' ? "+" : spec->sign == ' ' ? " " : "";
}

static bool format_integer(Interpreter *interpreter, int64_t integer, const Specification *spec, Text *out)
{
    char digits[80];
    uint64_t magnitude = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
    const char *prefix = "";
    switch (spec->type) {
    case 0:
    case 'd':
    case 'n':
        snprintf(digits, sizeof digits, "%llu", (unsigned long long)magnitude);
        break;
    case 'x':
    case 'X':
        snprintf(digits, sizeof digits, spec->type == 'x' ? "%llx" : "%llX", (unsigned long long)magnitude);
        prefix = spec->type == 'x' ? "0x" : "0X";
        break;
    case 'o':
        snprintf(digits, sizeof digits, "%llo", (unsigned long long)magnitude);
        prefix = "0o";
        break;
    case 'b': {
        char *at = digits + sizeof digits - 1;
        *at = '\0';
        do
            *--at = (char)('0' + (magnitude & 1));
        while (magnitude >>= 1);
        memmove(digits, at, strlen(at) + 1);
        prefix = "0b";
        break;
    }
    default:
        return python_raise(interpreter, "ValueError", "Unknown format code '%c' for object of type 'int'", spec->type);
    }
    Text body = text_on_heap();
    append_grouped(digits, spec->grouping, spec->type && strchr("xXob", spec->type) ? 4 : 3, &body);
    char sign[8];
    snprintf(sign, sizeof sign, "%s%s", sign_of(spec, integer < 0), spec->alternate ? prefix : "");
    append_padded(spec, sign, text_string(&body), '>', out);
    text_release(&body);
    return true;
}

static bool format_real(Interpreter *interpreter, double real, const Specification *spec, Text *out)
{
    char digits[800]; /* 309 digits, a point, 400 more, a percent sign */
    double magnitude = fabs(real);
    char type = spec->type ? spec->type : 'g';
    int precision = spec->precision < 0 ? 6 : spec->precision;
    if (!strchr("eEfFgG%n", type))
        return python_raise(interpreter, "ValueError", "Unknown format code '%c' for object of type 'float'", type);
    if (!spec->type && spec->precision < 0) {
        Text plain = text_on_heap();
        python_str(interpreter, value_float(magnitude), &plain);
        snprintf(digits, sizeof digits, "%s", text_string(&plain));
        text_release(&plain);
    } else {
        char pattern[10];
        if (precision > 400)
            return python_refuse(interpreter, "a precision of over 400 digits");
        snprintf(pattern, sizeof pattern, "%%.*%c%s",
                 type == '%'   ? 'f'
                 : type == 'n' ? 'g'
                               : type,
                 type == '%' ? "%%" : "");
        /* The pattern is one of five made above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(digits, sizeof digits, pattern, precision, type == '%' ? magnitude * 100 : magnitude);
#pragma GCC diagnostic pop
    }
    Text body = text_on_heap();
    append_grouped(digits, spec->grouping, 3, &body);
    append_padded(spec, sign_of(spec, signbit(real)), text_string(&body), '>', out);
    text_release(&body);
    return true;
}

static void format_text(const String *string, const Specification *spec, Text *out)
{
    Text body = text_on_heap();
    size_t length = string->length;
    if (spec->precision >= 0 && (size_t)spec->precision < string->count)
        length = string_offset(string, (size_t)spec->precision);
    text_append_bytes(&body, string->bytes, length);
    append_padded(spec, "", text_string(&body), '<', out);
    text_release(&body);
}

bool python_format(Interpreter *interpreter, Value value, const char *specification, Text *out)
{
    Specification spec;
    Value method = special_method(interpreter, value, "__format__");
    if (value.kind == VALUE_INSTANCE && value_given(method)) {
        Value asked[2] = {value}, answer;
        if (!python_text(interpreter, specification, &asked[1]) ||
            !python_call_positional(interpreter, method, asked, 2, &answer))
            return false;
        return python_str(interpreter, answer, out);
    }
    if (!*specification)
        return python_str(interpreter, value, out);
    value = value_plain(value);
    if (value.kind == VALUE_INSTANCE || value.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "the format '%s' of a %s", specification, value_type_name(value));
    if (!parse_specification(interpreter, specification, &spec))
        return false;
    bool real_type = spec.type && strchr("eEfFgG%", spec.type);
    if (value.kind == VALUE_BOOL)
        value = value_int(value.boolean);
    if (value.kind == VALUE_INT && !real_type)
        return format_integer(interpreter, value.integer, &spec, out);
    if (value.kind == VALUE_INT)
        value = value_float((double)value.integer);
    if (value.kind == VALUE_FLOAT)
        return format_real(interpreter, value.real, &spec, out);
    if (value.kind == VALUE_STRING) {
        if (spec.type && spec.type != 's')
            return python_raise(interpreter, "ValueError", "Unknown format code '%c' for object of type 'str'",
                                spec.type);
        format_text(value.string, &spec, out);
        return true;
    }
    return python_raise(interpreter, "TypeError", "unsupported format string passed to %s.__format__",
                        python_class_of(interpreter, value)->name);
}

/* ---- the % operator ------------------------------------------------------------ */

typedef struct PercentValues {
    Value values;
    size_t next;
} PercentValues;

static bool next_percent_value(Interpreter *interpreter, PercentValues *source, Value *value)
{
    bool tuple = source->values.kind == VALUE_TUPLE;
    size_t count = tuple ? source->values.list->count : 1;
    if (source->next >= count)
        return python_raise(interpreter, "TypeError", "not enough arguments for format string");
    *value = tuple ? source->values.list->items[source->next] : source->values;
    source->next++;
    return true;
}

static bool percent_field(Interpreter *interpreter, const char **at, PercentValues *source, Text *out)
{
    Value value;
    bool named = **at == '(';
    if (named) {
        const char *close = strchr(*at, ')');
        if (!close || source->values.kind != VALUE_DICT)
            return python_raise(interpreter, "TypeError", "format requires a mapping");
        Value key;
        if (!python_string(interpreter, *at + 1, (size_t)(close - *at - 1), &key) ||
            !subscript_get(interpreter, source->values, key, &value))
            return false;
        *at = close + 1;
        source->next = 1;
    }
    char spec[64];
    size_t length = 0;
    bool left = false;
    for (; **at && strchr("-+ #0", **at); (*at)++) {
        left |= **at == '-';
        if (**at != '-' && length < 8)
            spec[length++] = **at;
    }
    size_t rest = strspn(*at, "0123456789.");
    if (strchr(*at, '*') == *at || rest > 20)
        return python_refuse(interpreter, "this '%%' format");
    memcpy(spec + length, *at, rest);
    length += rest;
    *at += rest;
    char type = *(*at)++;
    if (type == '%') {
        text_append_char(out, '%');
        return true;
    }
    if (!named && !next_percent_value(interpreter, source, &value))
        return false;
    if (!type || !strchr("sradiufFeEgGxXoc", type))
        return python_raise(interpreter, "ValueError", "unsupported format character '%c'", type);
    bool is_integer = value.kind == VALUE_INT && strchr("diu", type);
    if (!length && !left && (type == 's' || is_integer)) /* as nearly all are */
        return python_str(interpreter, value, out);
    Text plain = text_on_heap();
    bool textual = type == 's' || type == 'r' || type == 'a' || type == 'c';
    bool done = true;
    if (textual) {
        done = type == 's'   ? python_str(interpreter, value, &plain)
               : type == 'r' ? python_repr(interpreter, value, &plain)
                             : python_refuse(interpreter, "'%%%c'", type);
        done = done && python_string(interpreter, text_string(&plain), plain.length, &value);
    } else if (strchr("diu", type) && value.kind == VALUE_FLOAT) {
        value = value_int((int64_t)value.real);
    } else if (value.kind != VALUE_INT && value.kind != VALUE_FLOAT && value.kind != VALUE_BOOL) {
        done = python_raise(interpreter, "TypeError", "%%%c format: a real number is required, not %s", type,
                            python_class_of(interpreter, value)->name);
    }
    text_release(&plain);
    char full[80];
    snprintf(full, sizeof full, "%s%.*s%c",
             left      ? "<"
             : textual ? ">"
                       : "",
             (int)length, spec,
             strchr("iu", type) ? 'd'
             : textual          ? 's'
                                : type);
    return done && python_format(interpreter, value, full, out);
}

bool format_percent(Interpreter *interpreter, Value format, Value values, Value *result)
{
    PercentValues source = {values, 0};
    Text text = text_on_heap();
    const char *at = format.string->bytes;
    bool done = true;
    while (done && *at) {
        size_t plain = strcspn(at, "%");
        text_append_bytes(&text, at, plain);
        at += plain;
        if (!*at)
            break;
        at++;
        done = *at ? percent_field(interpreter, &at, &source, &text)
                   : python_raise(interpreter, "ValueError", "incomplete format");
    }
    if (done && values.kind == VALUE_TUPLE && source.next < values.list->count)
        done = python_raise(interpreter, "TypeError", "not all arguments converted during string formatting");
    else if (done && values.kind != VALUE_TUPLE && values.kind != VALUE_DICT && source.next == 0)
        done = python_raise(interpreter, "TypeError", "not all arguments converted during string formatting");
    done = done && python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

/* ---- str.format ------------------------------------------------------------------ */

typedef struct FormatCall {
    Interpreter *interpreter;
    const Arguments *arguments;
    size_t next;
} FormatCall;

/* field_name: (identifier | digits | nothing) ('.' name | '[' key ']')* */
static bool field_value(FormatCall *call, const char *name, size_t length, Value *value)
{
    Interpreter *interpreter = call->interpreter;
    size_t head = 0;
    while (head < length && name[head] != '.' && name[head] != '[')
        head++;
    if (head == 0 || isdigit((unsigned char)name[0])) {
        size_t index = head ? (size_t)atoi(name) : call->next++;
        if (index >= call->arguments->positional)
            return python_raise(interpreter, "IndexError",
                                "Replacement index %zu out of range for positional args tuple", index);
        *value = call->arguments->values[index];
    } else {
        char key[128];
        snprintf(key, sizeof key, "%.*s", (int)head, name);
        *value = argument_named(interpreter, call->arguments, key);
        if (!value_given(*value))
            return python_raise(interpreter, "KeyError", "%s", key);
    }
    while (head < length) {
        char part[128];
        bool item = name[head] == '[';
        size_t end = head + 1;
        while (end < length && (item ? name[end] != ']' : name[end] != '.' && name[end] != '['))
            end++;
        snprintf(part, sizeof part, "%.*s", (int)(end - head - 1), name + head + 1);
        Value key = value_int(atoi(part));
        if (item && !isdigit((unsigned char)part[0]) && !python_text(interpreter, part, &key))
            return false;
        if (!(item ? subscript_get(interpreter, *value, key, value)
                   : python_get_attribute(interpreter, *value, part, value)))
            return false;
        head = end + item;
    }
    return true;
}

static bool format_fields(FormatCall *call, const char *at, const char *end, int depth, Text *out);

static bool format_field(FormatCall *call, const char *start, const char *end, int depth, Text *out)
{
    Interpreter *interpreter = call->interpreter;
    const char *colon = memchr(start, ':', (size_t)(end - start));
    const char *name_end = colon ? colon : end;
    char conversion = 0;
    if (name_end - start >= 2 && name_end[-2] == '!') {
        conversion = name_end[-1];
        name_end -= 2;
    }
    Value value;
    if (!field_value(call, start, (size_t)(name_end - start), &value))
        return false;
    Text spec = text_on_heap();
    bool done = !colon || format_fields(call, colon + 1, end, depth + 1, &spec);
    if (done && conversion) {
        Text converted = text_on_heap();
        done = conversion == 's' ? python_str(interpreter, value, &converted)
                                 : python_repr(interpreter, value, &converted);
        done = done && python_string(interpreter, text_string(&converted), converted.length, &value);
        text_release(&converted);
    }
    done = done && python_format(interpreter, value, text_string(&spec), out);
    text_release(&spec);
    return done;
}

static bool format_fields(FormatCall *call, const char *at, const char *end, int depth, Text *out)
{
    Interpreter *interpreter = call->interpreter;
    if (depth > 2)
        return python_raise(interpreter, "ValueError", "Max string recursion exceeded");
    while (at < end) {
        bool doubled = at + 1 < end && (*at == '{' || *at == '}') && at[1] == *at;
        if (doubled) {
            text_append_char(out, *at);
            at += 2;
        } else if (*at == '{') {
            const char *close = at + 1;
            for (int open = 1; close < end && open; close++)
                open += (*close == '{') - (*close == '}');
            if (close[-1] != '}')
                return python_raise(interpreter, "ValueError", "expected '}' before end of string");
            if (!format_field(call, at + 1, close - 1, depth, out))
                return false;
            at = close;
        } else if (*at == '}') {
            return python_raise(interpreter, "ValueError", "Single '}' encountered in format string");
        } else {
            text_append_char(out, *at++);
        }
    }
    return true;
}

bool format_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    FormatCall call = {interpreter, arguments, 0};
    Text text = text_on_heap();
    bool done = format_fields(&call, self.string->bytes, self.string->bytes + self.string->length, 0, &text) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}
