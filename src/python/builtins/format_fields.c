/* str.format(): the replacement fields of a text. */
#include "limbeck/python/builtins/format.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct FormatCall {
    Interpreter *interpreter;
    const Arguments *arguments;
    size_t next;
    bool numbers, counts; /* fields are numbered by the script or automatically, not both */
} FormatCall;

/* field_name: (identifier | digits | nothing) ('.' name | '[' key ']')* */
static bool field_value(FormatCall *call, const char *name, size_t length, Value *value)
{
    Interpreter *interpreter = call->interpreter;
    size_t head = 0;
    while (head < length && name[head] != '.' && name[head] != '[')
        head++;
    if (head == 0 || isdigit((unsigned char)name[0])) {
        call->numbers |= head > 0;
        call->counts |= !head;
        if (call->numbers && call->counts)
            return python_raise(interpreter, "ValueError",
                                head ? "cannot switch from automatic field numbering to manual field specification"
                                     : "cannot switch from manual field specification to automatic field numbering");
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
    Text spec = python_buffer(interpreter);
    bool done = !colon || format_fields(call, colon + 1, end, depth + 1, &spec);
    if (done && conversion && !strchr("sra", conversion))
        done = python_raise(interpreter, "ValueError", "Unknown conversion specifier %c", conversion);
    else if (done && conversion)
        done = format_converted(interpreter, value, conversion, &value);
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
            if (at + 1 == end)
                return python_raise(interpreter, "ValueError", "Single '{' encountered in format string");
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
    FormatCall call = {.interpreter = interpreter, .arguments = arguments};
    arguments_were_read(arguments);
    Text text = python_buffer(interpreter);
    bool done = format_fields(&call, self.string->bytes, self.string->bytes + self.string->length, 0, &text) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}
