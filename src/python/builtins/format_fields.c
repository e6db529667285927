/* str.format(): the replacement fields of a text. */
#include "limbeck/python/builtins/format.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct FormatCall {
    Interpreter *interpreter;
    const Arguments *arguments; /* NULL for format_map() */
    Value mapping;              /* of format_map() */
    int64_t next;
    bool numbers, counts; /* fields are numbered by the script or automatically, not both */
} FormatCall;

/* A part of the text. */
typedef struct Span {
    const char *start, *end;
} Span;

typedef struct Field {
    Span name, spec;
    uint32_t conversion; /* 0: none */
    bool expands;        /* the specification has fields */
} Field;

/* ---- field_name: (identifier | digits | nothing) ('.' name | '[' key ']')* ----------------------------- */

/* *number: -1 if the text is not a number. */
static bool read_number(Interpreter *interpreter, Span text, int64_t *number)
{
    int64_t value = 0;
    *number = -1;
    for (const char *at = text.start; at < text.end; at++) {
        if (!isdigit((unsigned char)*at))
            return true;
        if (value > (INT64_MAX - (*at - '0')) / 10)
            return python_raise(interpreter, "ValueError", "Too many decimal digits in format string");
        value = value * 10 + (*at - '0');
    }
    if (text.end > text.start)
        *number = value;
    return true;
}

static bool positional_value(FormatCall *call, int64_t index, Value *value)
{
    Interpreter *interpreter = call->interpreter;
    bool is_automatic = index < 0;
    if (is_automatic ? call->numbers : call->counts)
        return python_raise(interpreter, "ValueError",
                            is_automatic
                                ? "cannot switch from manual field specification to automatic field numbering"
                                : "cannot switch from automatic field numbering to manual field specification");
    *(is_automatic ? &call->counts : &call->numbers) = true;
    index = is_automatic ? call->next++ : index;
    if (!call->arguments)
        return python_raise(interpreter, "ValueError", "Format string contains positional fields");
    if (index >= (int64_t)call->arguments->positional)
        return python_raise(interpreter, "IndexError", "Replacement index %lld out of range for positional args tuple",
                            (long long)index);
    *value = call->arguments->values[index];
    return true;
}

static bool named_value(FormatCall *call, Span name, Value *value)
{
    Interpreter *interpreter = call->interpreter;
    Value key;
    if (!python_string(interpreter, name.start, (size_t)(name.end - name.start), &key))
        return false;
    python_push(interpreter, key);
    if (!call->arguments)
        return subscript_get(interpreter, call->mapping, key, value);
    *value = argument_named(interpreter, call->arguments, key.string->bytes);
    return value_given(*value) || python_key_error(interpreter, key);
}

/* '.' name, or '[' key ']'; *at is behind it then. */
static bool part_of_value(Interpreter *interpreter, const char **at, const char *end, Value *value)
{
    bool is_item = **at == '[';
    if (!is_item && **at != '.')
        return python_raise(interpreter, "ValueError", "Only '.' or '[' may follow ']' in format field specifier");
    Span part = {*at + 1, *at + 1};
    while (part.end < end && (is_item ? *part.end != ']' : *part.end != '.' && *part.end != '['))
        part.end++;
    if (is_item && part.end == end)
        return python_raise(interpreter, "ValueError", "Missing ']' in format string");
    *at = part.end + is_item;
    Value key;
    int64_t number;
    if (is_item && !read_number(interpreter, part, &number))
        return false;
    if (part.start == part.end)
        return python_raise(interpreter, "ValueError", "Empty attribute in format string");
    if (!python_string(interpreter, part.start, (size_t)(part.end - part.start), &key))
        return false;
    python_push(interpreter, key);
    if (!is_item)
        return python_get_attribute(interpreter, *value, key.string->bytes, value);
    return subscript_get(interpreter, *value, number >= 0 ? value_int(number) : key, value);
}

static bool field_value(FormatCall *call, Span name, Value *value)
{
    Span first = {name.start, name.start};
    int64_t number;
    while (first.end < name.end && *first.end != '.' && *first.end != '[')
        first.end++;
    if (!read_number(call->interpreter, first, &number))
        return false;
    bool is_positional = first.start == first.end || number >= 0;
    if (!(is_positional ? positional_value(call, number, value) : named_value(call, first, value)))
        return false;
    for (const char *at = first.end; at < name.end;) {
        python_push(call->interpreter, *value);
        if (!part_of_value(call->interpreter, &at, name.end, value))
            return false;
    }
    python_push(call->interpreter, *value);
    return true;
}

/* ---- '{' field_name ['!' conversion] [':' format_spec] '}' ------------------------------------------------- */

/* A ']' ends an item, so that it may contain '}', ':' and '!'. *at is after the character that ends the name. */
static bool read_name(Interpreter *interpreter, const char **at, const char *end, Span *name, char *ended_by)
{
    name->start = *at;
    *ended_by = 0;
    for (; *at < end; ++*at) {
        if (**at == '{')
            return python_raise(interpreter, "ValueError", "unexpected '{' in field name");
        if (**at == '[')
            while (*at + 1 < end && **at != ']')
                ++*at;
        else if (**at == '}' || **at == ':' || **at == '!')
            break;
    }
    name->end = *at;
    if (*at == end)
        return python_raise(interpreter, "ValueError", "expected '}' before end of string");
    *ended_by = *(*at)++;
    return true;
}

/* *is_over: the field ends with the conversion. */
static bool read_conversion(Interpreter *interpreter, const char **at, const char *end, Field *field, bool *is_over)
{
    if (*at == end)
        return python_raise(interpreter, "ValueError", "end of string while looking for conversion specifier");
    *at += utf8_decode(*at, (size_t)(end - *at), &field->conversion);
    if (*at == end)
        return python_raise(interpreter, "ValueError", "unmatched '{' in format spec");
    char next = *(*at)++;
    *is_over = next == '}';
    return *is_over || next == ':' ||
           python_raise(interpreter, "ValueError", "expected ':' after conversion specifier");
}

static bool read_field(Interpreter *interpreter, const char **at, const char *end, Field *field)
{
    char ended_by;
    bool is_over = false;
    *field = (Field){0};
    if (!read_name(interpreter, at, end, &field->name, &ended_by))
        return false;
    if (ended_by == '}')
        return true;
    if (ended_by == '!' && (!read_conversion(interpreter, at, end, field, &is_over) || is_over))
        return is_over;
    field->spec.start = *at;
    for (int open = 1; *at < end; ++*at) {
        open += (**at == '{') - (**at == '}');
        field->expands |= **at == '{';
        if (open)
            continue;
        field->spec.end = (*at)++;
        return true;
    }
    return python_raise(interpreter, "ValueError", "unmatched '{' in format spec");
}

static bool convert(Interpreter *interpreter, uint32_t conversion, Value *value)
{
    if (!conversion)
        return true;
    if (conversion == 's' || conversion == 'r' || conversion == 'a')
        return format_converted(interpreter, *value, (char)conversion, value);
    return python_raise(interpreter, "ValueError",
                        conversion > 32 && conversion < 127 ? "Unknown conversion specifier %c"
                                                            : "Unknown conversion specifier \\x%x",
                        conversion);
}

static bool format_fields(FormatCall *call, Span text, int depth, Text *out);

static bool write_field(FormatCall *call, const Field *field, int depth, Text *out)
{
    Interpreter *interpreter = call->interpreter;
    Value value;
    if (!field_value(call, field->name, &value) || !convert(interpreter, field->conversion, &value))
        return false;
    python_push(interpreter, value);
    Text spec = python_buffer(interpreter);
    bool done = true;
    if (field->expands)
        done = format_fields(call, field->spec, depth + 1, &spec);
    else if (field->spec.start)
        text_append_bytes(&spec, field->spec.start, (size_t)(field->spec.end - field->spec.start));
    done = done && python_format(interpreter, value, text_string(&spec), out);
    text_release(&spec);
    return done;
}

static bool format_fields(FormatCall *call, Span text, int depth, Text *out)
{
    Interpreter *interpreter = call->interpreter;
    if (depth >= 2)
        return python_raise(interpreter, "ValueError", "Max string recursion exceeded");
    while (text.start < text.end) {
        char letter = *text.start++;
        bool is_brace = letter == '{' || letter == '}', is_last = text.start == text.end;
        if (!is_brace || (!is_last && *text.start == letter)) {
            text_append_char(out, letter);
            text.start += is_brace;
            continue;
        }
        if (letter == '}' || is_last)
            return python_raise(interpreter, "ValueError", "Single '%c' encountered in format string", letter);
        Field field;
        size_t mark = python_stack_mark(interpreter);
        if (!read_field(interpreter, &text.start, text.end, &field) || !write_field(call, &field, depth, out))
            return false;
        python_stack_reset(interpreter, mark);
    }
    return true;
}

static bool format_all(FormatCall *call, Value self, Value *result)
{
    Text text = python_buffer(call->interpreter);
    Span span = {self.string->bytes, self.string->bytes + self.string->length};
    bool done = format_fields(call, span, 0, &text) &&
                python_string(call->interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

bool format_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    FormatCall call = {.interpreter = interpreter, .arguments = arguments};
    arguments_were_read(arguments);
    return format_all(&call, self, result);
}

bool format_map_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    FormatCall call = {.interpreter = interpreter, .mapping = argument_at(arguments, 0)};
    return format_all(&call, self, result);
}
