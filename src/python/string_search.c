/* str and bytes: searching, replacing, splitting and joining. */
#include "string_methods.h"

#include <stdlib.h>
#include <string.h>

bool string_result(Interpreter *interpreter, Value self, Text *text, Value *result)
{
    bool done = self.kind == VALUE_BYTES ? python_bytes(interpreter, text_string(text), text->length, result)
                                         : python_string(interpreter, text_string(text), text->length, result);
    text_release(text);
    return done;
}

bool string_argument(Interpreter *interpreter, Value self, const Arguments *arguments, size_t index,
                     const String **string)
{
    Value value = argument_at(arguments, index);
    *string = NULL;
    if (value.kind != self.kind)
        return python_raise(interpreter, "TypeError", "expected %s, got %s", value_type_name(self),
                            value_type_name(value));
    *string = value.string;
    return true;
}

/* ---- searching --------------------------------------------------------------------- */

/* A part of a string, as find(sub, start, end) and its like take it. */
typedef struct Part {
    const char *bytes;
    size_t length;
    int64_t start; /* in characters, of the whole */
    bool is_possible;
} Part;

static int64_t bound_of(int64_t given, int64_t count)
{
    if (given < 0)
        given += count;
    return given < 0 ? 0 : given;
}

static bool part_from(Interpreter *interpreter, Value self, const Arguments *arguments, size_t first, Part *range)
{
    const String *string = self.string;
    int64_t count = (int64_t)string->count, start = 0, end = count;
    Value low = argument_at(arguments, first), high = argument_at(arguments, first + 1);
    if ((value_given(low) && !value_is_none(low) && !expect_int(interpreter, low, "start", &start)) ||
        (value_given(high) && !value_is_none(high) && !expect_int(interpreter, high, "end", &end)))
        return false;
    start = bound_of(start, count);
    end = bound_of(end, count);
    if (end > count)
        end = count;
    *range = (Part){.bytes = string->bytes, .start = start, .is_possible = start <= end};
    if (!range->is_possible)
        return true;
    size_t from = string_offset(string, (size_t)start), until = string_offset(string, (size_t)end);
    range->bytes += from;
    range->length = until - from;
    return true;
}

static bool affix(Interpreter *interpreter, Value self, const Arguments *arguments, bool at_end, Value *result)
{
    Value given = value_plain(argument_at(arguments, 0));
    const Value *options = &given;
    size_t count = 1;
    Part range;
    if (!part_from(interpreter, self, arguments, 1, &range))
        return false;
    if (given.kind == VALUE_TUPLE) {
        options = given.list->items;
        count = given.list->count;
    }
    *result = value_bool(false);
    for (size_t i = 0; i < count; i++) {
        Value option = value_plain(options[i]);
        if (option.kind != self.kind)
            return python_raise(interpreter, "TypeError", "startswith first arg must be str or a tuple of str, not %s",
                                value_type_name(option));
        const String *part = option.string;
        if (part->length > range.length || !range.is_possible)
            continue;
        const char *at = at_end ? range.bytes + range.length - part->length : range.bytes;
        if (memcmp(at, part->bytes, part->length) == 0)
            *result = value_bool(true);
    }
    return true;
}

bool str_startswith(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return affix(interpreter, self, arguments, false, result);
}

bool str_endswith(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return affix(interpreter, self, arguments, true, result);
}

static const char *last_in(const Part *range, const String *part)
{
    for (size_t i = range->length - part->length + 1; range->length >= part->length && i > 0; i--)
        if (memcmp(range->bytes + i - 1, part->bytes, part->length) == 0)
            return range->bytes + i - 1;
    return NULL;
}

static bool find(Interpreter *interpreter, Value self, const Arguments *arguments, bool from_end, bool must_find,
                 Value *result)
{
    const String *part;
    Part range;
    const char *found = NULL;
    if (!string_argument(interpreter, self, arguments, 0, &part) || !part_from(interpreter, self, arguments, 1, &range))
        return false;
    if (range.is_possible)
        found = from_end ? last_in(&range, part) : memmem(range.bytes, range.length, part->bytes, part->length);
    if (!found && must_find)
        return python_raise(interpreter, "ValueError", "substring not found");
    *result = value_int(-1);
    if (found && self.kind == VALUE_BYTES)
        *result = value_int(range.start + (found - range.bytes));
    else if (found)
        *result = value_int(range.start + (int64_t)utf8_count(range.bytes, (size_t)(found - range.bytes)));
    return true;
}

bool str_find(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return find(interpreter, self, arguments, false, false, result);
}

bool str_rfind(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return find(interpreter, self, arguments, true, false, result);
}

bool str_index(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return find(interpreter, self, arguments, false, true, result);
}

bool str_rindex(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return find(interpreter, self, arguments, true, true, result);
}

bool str_count(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    const String *part;
    Part range;
    int64_t count = 0;
    if (!string_argument(interpreter, self, arguments, 0, &part) || !part_from(interpreter, self, arguments, 1, &range))
        return false;
    if (range.is_possible && !part->length)
        count = (int64_t)utf8_count(range.bytes, range.length) + 1;
    const char *at = range.bytes, *end = range.bytes + range.length;
    while (part->length && (at = memmem(at, (size_t)(end - at), part->bytes, part->length))) {
        at += part->length;
        count++;
    }
    *result = value_int(count);
    return true;
}

/* The empty string stands before every character and at the end. */
static void put_between(const String *string, const String *new, int64_t most, Text *text)
{
    size_t at = 0;
    uint32_t codepoint;
    for (; most != 0; most--) {
        text_append_bytes(text, new->bytes, new->length);
        if (at == string->length)
            break;
        size_t step = utf8_decode(string->bytes + at, string->length - at, &codepoint);
        text_append_bytes(text, string->bytes + at, step ? step : 1);
        at += step ? step : 1;
    }
    text_append_bytes(text, string->bytes + at, string->length - at);
}

bool str_replace(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    const String *string = self.string, *old, *new;
    int64_t most = -1;
    Value limit = argument_at(arguments, 2);
    if (!value_given(limit))
        limit = argument_named(interpreter, arguments, "count");
    if (!string_argument(interpreter, self, arguments, 0, &old) ||
        !string_argument(interpreter, self, arguments, 1, &new) ||
        (value_given(limit) && !expect_int(interpreter, limit, "count", &most)))
        return false;
    Text text = text_on_heap();
    const char *at = string->bytes, *end = string->bytes + string->length;
    if (!old->length) {
        put_between(string, new, most, &text);
        return string_result(interpreter, self, &text, result);
    }
    for (const char *found; most != 0 && (found = memmem(at, (size_t)(end - at), old->bytes, old->length)); most--) {
        text_append_bytes(&text, at, (size_t)(found - at));
        text_append_bytes(&text, new->bytes, new->length);
        at = found + old->length;
    }
    text_append_bytes(&text, at, (size_t)(end - at));
    return string_result(interpreter, self, &text, result);
}

static bool remove_affix(Interpreter *interpreter, Value self, const Arguments *arguments, bool at_end, Value *result)
{
    const String *string = self.string, *part;
    if (!string_argument(interpreter, self, arguments, 0, &part))
        return false;
    size_t start = 0, length = string->length;
    if (part->length <= length) {
        const char *at = at_end ? string->bytes + length - part->length : string->bytes;
        if (memcmp(at, part->bytes, part->length) == 0) {
            length -= part->length;
            start = at_end ? 0 : part->length;
        }
    }
    Text text = text_on_heap();
    text_append_bytes(&text, string->bytes + start, length);
    return string_result(interpreter, self, &text, result);
}

bool str_removeprefix(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return remove_affix(interpreter, self, arguments, false, result);
}

bool str_removesuffix(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return remove_affix(interpreter, self, arguments, true, result);
}

/* ---- splitting and joining ------------------------------------------------------------ */

static bool append_part(Interpreter *interpreter, Value self, List *list, const char *start, const char *end)
{
    Value part;
    bool made = self.kind == VALUE_BYTES ? python_bytes(interpreter, start, (size_t)(end - start), &part)
                                         : python_string(interpreter, start, (size_t)(end - start), &part);
    return made && list_append(interpreter, list, part);
}

static bool split_blanks(Interpreter *interpreter, Value self, int64_t most, List *list)
{
    const char *at = self.string->bytes, *end = at + self.string->length;
    for (;;) {
        while (at < end && string_is_space((unsigned char)*at))
            at++;
        if (at == end)
            return true;
        const char *start = at;
        while (at < end && !string_is_space((unsigned char)*at))
            at++;
        if (most == 0) {
            at = end;
            while (at > start && string_is_space((unsigned char)at[-1]))
                at--;
            return append_part(interpreter, self, list, start, at);
        }
        most--;
        if (!append_part(interpreter, self, list, start, at))
            return false;
    }
}

static const char *const split_names[] = {"sep", "maxsplit"};

bool str_split(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value values[2];
    int64_t most = -1;
    if (!arguments_bind(interpreter, "split", arguments, split_names, 2, values, NULL, NULL) ||
        (value_given(values[1]) && !expect_int(interpreter, values[1], "maxsplit", &most)) ||
        !python_list(interpreter, NULL, 0, result))
        return false;
    if (!value_given(values[0]) || value_is_none(values[0]))
        return split_blanks(interpreter, self, most, result->list);
    if (values[0].kind != self.kind)
        return python_raise(interpreter, "TypeError", "must be str or None, not %s", value_type_name(values[0]));
    const String *separator = values[0].string;
    if (!separator->length)
        return python_raise(interpreter, "ValueError", "empty separator");
    const char *at = self.string->bytes, *end = at + self.string->length;
    for (const char *found; most != 0 && (found = memmem(at, (size_t)(end - at), separator->bytes, separator->length));
         most--) {
        if (!append_part(interpreter, self, result->list, at, found))
            return false;
        at = found + separator->length;
    }
    return append_part(interpreter, self, result->list, at, end);
}

bool str_rsplit(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value values[2];
    int64_t most = -1;
    if (!arguments_bind(interpreter, "rsplit", arguments, split_names, 2, values, NULL, NULL) ||
        (value_given(values[1]) && !expect_int(interpreter, values[1], "maxsplit", &most)))
        return false;
    if (most < 0)
        return str_split(interpreter, self, arguments, result);
    if (!value_given(values[0]) || values[0].kind != self.kind || !values[0].string->length)
        return python_refuse(interpreter, "rsplit with a count and no separator");
    const String *separator = values[0].string;
    const char *start = self.string->bytes, *end = start + self.string->length;
    Value parts;
    if (!python_list(interpreter, NULL, 0, &parts))
        return false;
    for (const char *at = end - separator->length; most > 0 && at >= start; at--) {
        if (memcmp(at, separator->bytes, separator->length) != 0)
            continue;
        if (!append_part(interpreter, self, parts.list, at + separator->length, end))
            return false;
        end = at;
        at -= separator->length - 1;
        most--;
    }
    if (!append_part(interpreter, self, parts.list, start, end) || !python_list(interpreter, NULL, 0, result))
        return false;
    for (size_t i = parts.list->count; i-- > 0;)
        if (!list_append(interpreter, result->list, parts.list->items[i]))
            return false;
    return true;
}

bool str_splitlines(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (arguments->positional + arguments->keyword_count)
        return python_refuse(interpreter, "splitlines with arguments");
    if (!python_list(interpreter, NULL, 0, result))
        return false;
    const char *at = self.string->bytes, *end = at + self.string->length;
    while (at < end) {
        const char *start = at;
        while (at < end && *at != '\n' && *at != '\r')
            at++;
        if (!append_part(interpreter, self, result->list, start, at))
            return false;
        at += at < end && *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
    }
    return true;
}

static bool partition(Interpreter *interpreter, Value self, const Arguments *arguments, bool from_end, Value *result)
{
    const String *string = self.string, *separator;
    if (!string_argument(interpreter, self, arguments, 0, &separator))
        return false;
    if (!separator->length)
        return python_raise(interpreter, "ValueError", "empty separator");
    const char *found = NULL, *start = string->bytes, *end = start + string->length;
    for (const char *at = start; (at = memmem(at, (size_t)(end - at), separator->bytes, separator->length)); at++) {
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
    Value items;
    if (!python_collect(interpreter, argument_at(arguments, 0), &items))
        return false;
    Text text = text_on_heap();
    for (size_t i = 0; i < items.list->count; i++) {
        Value item = value_plain(items.list->items[i]);
        if (item.kind != self.kind) {
            text_release(&text);
            return item.kind == VALUE_OPAQUE
                       ? python_refuse(interpreter, "joining something limbeck could not import")
                       : python_raise(interpreter, "TypeError", "sequence item %zu: expected str instance, %s found", i,
                                      value_type_name(item));
        }
        if (i)
            text_append_bytes(&text, self.string->bytes, self.string->length);
        text_append_bytes(&text, item.string->bytes, item.string->length);
    }
    return string_result(interpreter, self, &text, result);
}
