/* str and bytes: searching and replacing. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"
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

static bool refuse_unknown_text(Interpreter *interpreter, Value value)
{
    return value.kind == VALUE_OPAQUE && !python_refuse_unknown(interpreter, value, "the text");
}

bool string_argument(Interpreter *interpreter, Value self, const Arguments *arguments, size_t index,
                     const char *message, const String **string)
{
    Value value = value_plain(argument_at(arguments, index));
    const char *format = self.kind == VALUE_BYTES ? "a bytes-like object is required, not '%s'" : message;
    *string = NULL;
    if (refuse_unknown_text(interpreter, value))
        return false;
    if (value.kind != self.kind)
        return python_raise(interpreter, "TypeError", format,
                            strstr(format, "() argument ")
                                ? python_argument_type_name(interpreter, argument_at(arguments, index))
                                : python_type_name(interpreter, argument_at(arguments, index)));
    *string = value.string;
    return true;
}

/* What find() and similar methods look for; in bytes, also a number. The value is pushed. */
static bool string_sought(Interpreter *interpreter, Value self, const Arguments *arguments, const String **string)
{
    Value value = value_plain(argument_at(arguments, 0)), whole;
    if (self.kind != VALUE_BYTES || value.kind == VALUE_BYTES || value.kind == VALUE_OPAQUE)
        return string_argument(interpreter, self, arguments, 0, "must be str, not %s", string);
    bool is_number = value_is_integer(value) ||
                     (value.kind == VALUE_INSTANCE && value_given(special_method(interpreter, value, "__index__")));
    if (!is_number)
        return python_raise(interpreter, "TypeError", "argument should be integer or bytes-like object, not '%s'",
                            python_type_name(interpreter, value));
    if (!python_index(interpreter, value, &whole))
        return false;
    if (whole.kind != VALUE_INT || whole.integer < 0 || whole.integer > UINT8_MAX)
        return python_raise(interpreter, "ValueError", "byte must be in range(0, 256)");
    char byte = (char)(unsigned char)whole.integer;
    if (!python_bytes(interpreter, &byte, 1, &value))
        return false;
    python_push(interpreter, value);
    *string = value.string;
    return true;
}

/* ---- searching --------------------------------------------------------------------- */

/* The part of a string that find(sub, start, end) and similar methods search. */
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

/* None and what is not given leave the bound as it is. */
static bool part_bound(Interpreter *interpreter, Value given, int64_t *bound)
{
    if (!value_given(given) || value_is_none(given))
        return true;
    Value whole, plain = value_plain(given);
    bool is_index = value_is_integer(plain) || plain.kind == VALUE_OPAQUE ||
                    (given.kind == VALUE_INSTANCE && value_given(special_method(interpreter, given, "__index__")));
    if (!is_index)
        return python_raise(interpreter, "TypeError",
                            "slice indices must be integers or None or have an __index__ method");
    if (plain.kind == VALUE_OPAQUE)
        return expect_int(interpreter, given, "start", bound);
    if (!python_index(interpreter, given, &whole))
        return false;
    *bound = integer_clamped(whole);
    return true;
}

static bool part_from(Interpreter *interpreter, Value self, const Arguments *arguments, size_t first, Part *range)
{
    const String *string = self.string;
    int64_t count = (int64_t)string->count, start = 0, end = count;
    Value low = argument_at(arguments, first), high = argument_at(arguments, first + 1);
    if (!part_bound(interpreter, low, &start) || !part_bound(interpreter, high, &end))
        return false;
    start = bound_of(start, count);
    end = bound_of(end, count);
    if (end > count)
        end = count;
    *range = (Part){.bytes = string->bytes, .start = start, .is_possible = start <= end};
    if (!range->is_possible)
        return true;
    size_t from = string_offset(interpreter, string, (size_t)start);
    size_t until = string_offset(interpreter, string, (size_t)end);
    range->bytes += from;
    range->length = until > from ? until - from : 0;
    return !python_refused(interpreter);
}

static bool affix_error(Interpreter *interpreter, Value self, Value option, bool is_item, const char *method)
{
    const char *kind = value_type_name(self), *found = python_type_name(interpreter, option);
    if (refuse_unknown_text(interpreter, option))
        return false;
    if (is_item && self.kind == VALUE_BYTES)
        return python_raise(interpreter, "TypeError", "a bytes-like object is required, not '%s'", found);
    if (is_item)
        return python_raise(interpreter, "TypeError", "tuple for %s must only contain str, not %s", method, found);
    return python_raise(interpreter, "TypeError", "%s first arg must be %s or a tuple of %s, not %s", method, kind,
                        kind, found);
}

static bool affix(Interpreter *interpreter, Value self, const Arguments *arguments, bool at_end, Value *result)
{
    Value given = value_plain(argument_at(arguments, 0));
    enum { UNCHARGED = 64 };
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
            return affix_error(interpreter, self, options[i], given.kind == VALUE_TUPLE,
                               at_end ? "endswith" : "startswith");
        const String *part = option.string;
        if ((part->length > UNCHARGED || i % UNCHARGED == UNCHARGED - 1) && !python_charge(interpreter, part->length))
            return false;
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

/* Compares the first and last byte before all the others. */
static bool matches_at(Interpreter *interpreter, const char *at, const String *part)
{
    size_t last = part->length - 1;
    return at[0] == part->bytes[0] && at[last] == part->bytes[last] && python_charge(interpreter, last) &&
           memcmp(at, part->bytes, last) == 0;
}

static const char *last_in(Interpreter *interpreter, const Part *range, const String *part)
{
    if (!part->length)
        return range->bytes + range->length;
    for (size_t i = range->length - part->length + 1; range->length >= part->length && i > 0; i--)
        if (matches_at(interpreter, range->bytes + i - 1, part))
            return range->bytes + i - 1;
    return NULL;
}

/* Charges for the bytes examined from the start of the part. */
static bool charge_search(Interpreter *interpreter, const Part *range, const char *found, bool from_end)
{
    size_t before = found ? (size_t)(found - range->bytes) : range->length;
    return python_charge(interpreter, found && from_end ? range->length - before : before);
}

static bool find(Interpreter *interpreter, Value self, const Arguments *arguments, bool from_end, bool must_find,
                 Value *result)
{
    const String *part;
    Part range;
    const char *found = NULL;
    if (!string_sought(interpreter, self, arguments, &part) || !part_from(interpreter, self, arguments, 1, &range))
        return false;
    if (range.is_possible)
        found = from_end ? last_in(interpreter, &range, part)
                         : memmem(range.bytes, range.length, part->bytes, part->length);
    if (range.is_possible && !charge_search(interpreter, &range, found, from_end))
        return false;
    if (!found && must_find)
        return python_raise(interpreter, "ValueError",
                            self.kind == VALUE_BYTES ? "subsection not found" : "substring not found");
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
    if (!string_sought(interpreter, self, arguments, &part) || !part_from(interpreter, self, arguments, 1, &range))
        return false;
    if (range.is_possible && !python_charge(interpreter, range.length))
        return false;
    if (range.is_possible && !part->length)
        count = (self.kind == VALUE_BYTES ? (int64_t)range.length : (int64_t)utf8_count(range.bytes, range.length)) + 1;
    const char *at = range.bytes, *end = range.bytes + range.length;
    while (part->length && (at = string_find(at, end, part))) {
        at += part->length;
        count++;
    }
    *result = value_int(count);
    return true;
}

/* The empty string is found before every character and at the end. */
static void insert_between(const String *string, const String *new, int64_t most, Text *text)
{
    size_t at = 0;
    uint32_t codepoint;
    for (; most != 0; most--) {
        text_append_bytes(text, new->bytes, new->length);
        if (at == string->length)
            break;
        size_t step =
            string->header.kind == VALUE_BYTES ? 1 : utf8_decode(string->bytes + at, string->length - at, &codepoint);
        text_append_bytes(text, string->bytes + at, step ? step : 1);
        at += step ? step : 1;
    }
    text_append_bytes(text, string->bytes + at, string->length - at);
}

bool str_replace(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_old, ARG_new, ARG_count };
    const String *string = self.string, *old, *new;
    int64_t most = -1;
    Value limit = argument_at(arguments, ARG_count);
    if (!value_given(limit))
        limit = argument_named(interpreter, arguments, "count");
    if (!string_argument(interpreter, self, arguments, ARG_old, "replace() argument 1 must be str, not %s", &old) ||
        !string_argument(interpreter, self, arguments, ARG_new, "replace() argument 2 must be str, not %s", &new) ||
        (value_given(limit) && !expect_int(interpreter, limit, "count", &most)))
        return false;
    Text text = python_buffer(interpreter);
    const char *at = string->bytes, *end = string->bytes + string->length;
    if (!old->length) {
        insert_between(string, new, most, &text);
        return string_result(interpreter, self, &text, result);
    }
    for (const char *found; most != 0 && (found = string_find(at, end, old)); most--) {
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
    if (!string_argument(interpreter, self, arguments, 0,
                         at_end ? "removesuffix() argument must be str, not %s"
                                : "removeprefix() argument must be str, not %s",
                         &part))
        return false;
    size_t start = 0, length = string->length;
    if (part->length <= length) {
        const char *at = at_end ? string->bytes + length - part->length : string->bytes;
        if (memcmp(at, part->bytes, part->length) == 0) {
            length -= part->length;
            start = at_end ? 0 : part->length;
        }
    }
    Text text = python_buffer(interpreter);
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
