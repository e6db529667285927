/* str and bytes: splitting and joining. */
#include "limbeck/python/runtime/internal.h"
#include "limbeck/python/runtime/unicode.h"
#include "string_methods.h"

#include <string.h>

static bool append_part(Interpreter *interpreter, Value self, List *list, const char *start, const char *end)
{
    Value part;
    bool made = self.kind == VALUE_BYTES ? python_bytes(interpreter, start, (size_t)(end - start), &part)
                                         : python_string(interpreter, start, (size_t)(end - start), &part);
    return made && list_append(interpreter, list, part);
}

/* The length in bytes of the white space character at `at`; 0 if there is none. */
static size_t blank_at(Value self, const char *at, const char *end)
{
    uint32_t codepoint = (unsigned char)*at;
    if (self.kind == VALUE_BYTES)
        return bytes_is_space(codepoint) ? 1 : 0;
    size_t taken = codepoint < 0x80 ? 1 : utf8_decode(at, (size_t)(end - at), &codepoint);
    return unicode_is_space(codepoint) ? taken : 0;
}

static const char *character_start(Value self, const char *start, const char *end)
{
    do
        end--;
    while (self.kind == VALUE_STRING && end > start && ((unsigned char)*end & 0xC0) == 0x80);
    return end;
}

static const char *skip_blanks(Value self, const char *at, const char *end)
{
    size_t taken = 1;
    while (at < end && (taken = blank_at(self, at, end)))
        at += taken;
    return at;
}

static const char *skip_blanks_back(Value self, const char *start, const char *end)
{
    while (end > start) {
        const char *last = character_start(self, start, end);
        if (!blank_at(self, last, end))
            break;
        end = last;
    }
    return end;
}

static bool split_blanks(Interpreter *interpreter, Value self, int64_t most, List *list)
{
    const char *at = self.string->bytes, *end = at + self.string->length;
    for (;;) {
        at = skip_blanks(self, at, end);
        if (at == end)
            return true;
        const char *start = at;
        if (most-- == 0)
            return append_part(interpreter, self, list, start, end);
        while (at < end && !blank_at(self, at, end))
            at++;
        if (!append_part(interpreter, self, list, start, at))
            return false;
    }
}

/* Splits from the end; the parts are in reverse order. */
static bool split_blanks_back(Interpreter *interpreter, Value self, int64_t most, List *list)
{
    const char *start = self.string->bytes, *end = start + self.string->length;
    for (;;) {
        end = skip_blanks_back(self, start, end);
        if (end == start)
            return true;
        const char *at = end;
        if (most-- == 0)
            return append_part(interpreter, self, list, start, end);
        while (at > start) {
            const char *last = character_start(self, start, at);
            if (blank_at(self, last, at))
                break;
            at = last;
        }
        if (!append_part(interpreter, self, list, at, end))
            return false;
        end = at;
    }
}

static bool split_at(Interpreter *interpreter, Value self, const String *separator, int64_t most, List *list)
{
    const char *at = self.string->bytes, *end = at + self.string->length;
    for (const char *found; most != 0 && (found = string_find(at, end, separator)); most--) {
        if (!append_part(interpreter, self, list, at, found))
            return false;
        at = found + separator->length;
    }
    return append_part(interpreter, self, list, at, end);
}

static bool split_at_back(Interpreter *interpreter, Value self, const String *separator, int64_t most, List *list)
{
    const char *start = self.string->bytes, *end = start + self.string->length;
    size_t length = separator->length;
    for (const char *at = end; most != 0 && (size_t)(at - start) >= length; at--) {
        if (at[-1] != separator->bytes[length - 1])
            continue;
        if (!python_charge(interpreter, length))
            return false;
        if (memcmp(at - length, separator->bytes, length) != 0)
            continue;
        if (!append_part(interpreter, self, list, at, end))
            return false;
        end = at - length;
        at -= length - 1;
        most--;
    }
    return append_part(interpreter, self, list, start, end);
}

static void reverse_list(List *list)
{
    for (size_t i = 0, k = list->count; i + 1 < k; i++) {
        Value swapped = list->items[i];
        list->items[i] = list->items[--k];
        list->items[k] = swapped;
    }
}

static bool split(Interpreter *interpreter, Value self, const Arguments *arguments, bool from_end, Value *result)
{
    enum { ARG_sep, ARG_maxsplit, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_sep] = "sep", [ARG_maxsplit] = "maxsplit"};
    Value values[ARG_COUNT];
    int64_t most = -1;
    if (!arguments_bind(interpreter, from_end ? "rsplit" : "split", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        (value_given(values[ARG_maxsplit]) && !expect_int(interpreter, values[ARG_maxsplit], "maxsplit", &most)) ||
        !python_list(interpreter, NULL, 0, result))
        return false;
    Value separator = value_plain(values[ARG_sep]);
    from_end = from_end && most >= 0;
    bool done;
    if (!value_given(separator) || value_is_none(separator))
        done = (from_end ? split_blanks_back : split_blanks)(interpreter, self, most, result->list);
    else if (separator.kind == VALUE_OPAQUE)
        return python_refuse_unknown(interpreter, separator, "the text");
    else if (separator.kind != self.kind && self.kind == VALUE_BYTES)
        return python_raise(interpreter, "TypeError", "a bytes-like object is required, not '%s'",
                            python_type_name(interpreter, separator));
    else if (separator.kind != self.kind)
        return python_raise(interpreter, "TypeError", "must be %s or None, not %s", value_type_name(self),
                            value_type_name(separator));
    else if (!separator.string->length)
        return python_raise(interpreter, "ValueError", "empty separator");
    else
        done = (from_end ? split_at_back : split_at)(interpreter, self, separator.string, most, result->list);
    if (from_end)
        reverse_list(result->list);
    return done;
}

bool str_split(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return split(interpreter, self, arguments, false, result);
}

bool str_rsplit(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return split(interpreter, self, arguments, true, result);
}

/* The length in bytes of the line end at `at`; 0 if there is none. Bytes know \n and \r only. */
static size_t line_end_at(Value self, const char *at, const char *end)
{
    uint32_t codepoint = (unsigned char)*at;
    if (codepoint == '\r')
        return at + 1 < end && at[1] == '\n' ? 2 : 1;
    if (self.kind == VALUE_BYTES)
        return codepoint == '\n';
    size_t taken = codepoint < 0x80 ? 1 : utf8_decode(at, (size_t)(end - at), &codepoint);
    return unicode_ends_line(codepoint) ? taken : 0;
}

bool str_splitlines(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    static const char *const names[] = {"keepends"};
    Value keeps;
    int64_t keep = 0;
    if (!arguments_bind(interpreter, "splitlines", arguments, names, 1, &keeps, NULL, NULL) ||
        (value_given(keeps) && !expect_int(interpreter, keeps, "keepends", &keep)) ||
        !python_list(interpreter, NULL, 0, result))
        return false;
    const char *at = self.string->bytes, *end = at + self.string->length;
    while (at < end) {
        const char *start = at;
        size_t line_end = 0;
        while (at < end && !(line_end = line_end_at(self, at, end)))
            at++;
        if (!append_part(interpreter, self, result->list, start, keep ? at + line_end : at))
            return false;
        at += line_end;
    }
    return true;
}

static bool partition(Interpreter *interpreter, Value self, const Arguments *arguments, bool from_end, Value *result)
{
    const String *string = self.string, *separator;
    if (!string_argument(interpreter, self, arguments, 0, "must be str, not %s", &separator))
        return false;
    if (!separator->length)
        return python_raise(interpreter, "ValueError", "empty separator");
    const char *found = NULL, *start = string->bytes, *end = start + string->length;
    for (const char *at = start; (at = string_find(at, end, separator)); at++) {
        found = at;
        if (!from_end)
            break;
    }
    const char *cuts[4] = {start, found ? found : from_end ? start : end, NULL, end};
    cuts[2] = found ? found + separator->length : cuts[1];
    Value parts;
    if (!python_list(interpreter, NULL, 0, &parts))
        return false;
    for (size_t i = 0; i < 3; i++)
        if (!append_part(interpreter, self, parts.list, cuts[i], cuts[i + 1]))
            return false;
    return python_tuple(interpreter, parts.list->items, 3, result);
}

bool str_partition(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return partition(interpreter, self, arguments, false, result);
}

bool str_rpartition(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return partition(interpreter, self, arguments, true, result);
}

bool str_join(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value items, given = argument_at(arguments, 0);
    bool is_iterable = given.kind >= VALUE_STRING;
    if (!is_iterable)
        return python_raise(interpreter, "TypeError", "can only join an iterable");
    if (!python_collect(interpreter, given, &items))
        return false;
    Text text = python_buffer(interpreter);
    for (size_t i = 0; i < items.list->count; i++) {
        Value item = value_plain(items.list->items[i]);
        if (item.kind != self.kind) {
            text_release(&text);
            return item.kind == VALUE_OPAQUE
                       ? python_refuse(interpreter, "joining a value that limbeck does not know")
                       : python_raise(interpreter, "TypeError", "sequence item %zu: expected %s, %s found", i,
                                      self.kind == VALUE_BYTES ? "a bytes-like object" : "str instance",
                                      value_type_name(item));
        }
        if (i)
            text_append_bytes(&text, self.string->bytes, self.string->length);
        text_append_bytes(&text, item.string->bytes, item.string->length);
    }
    return string_result(interpreter, self, &text, result);
}
