/* Methods of str and bytes. */
#include "format.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

static bool result_text(Interpreter *interpreter, Value self, Text *text, Value *result)
{
    bool done = self.kind == VALUE_BYTES ? python_bytes(interpreter, text_string(text), text->length, result)
                                         : python_string(interpreter, text_string(text), text->length, result);
    text_release(text);
    return done;
}

static bool text_argument(Interpreter *interpreter, Value self, const Arguments *arguments, size_t index,
                          const String **string)
{
    Value value = argument_at(arguments, index);
    if (value.kind != self.kind)
        return python_raise(interpreter, "TypeError", "expected %s, got %s", value_type_name(self),
                            value_type_name(value));
    *string = value.string;
    return true;
}

/* ---- letter case ------------------------------------------------------------- */

typedef utf8proc_int32_t CaseMap(utf8proc_int32_t codepoint);

/* Letters whose mapping is several letters, where Python and the one-letter
 * mapping part ways. */
static bool maps_to_several(utf8proc_int32_t codepoint)
{
    return codepoint == 0xDF || codepoint == 0x130 || codepoint == 0x149 || codepoint == 0x1F0 || codepoint == 0x390 ||
           codepoint == 0x3B0 || codepoint == 0x587 || (codepoint >= 0x1E96 && codepoint <= 0x1E9E) ||
           (codepoint >= 0x1F50 && codepoint <= 0x1FFC) || (codepoint >= 0xFB00 && codepoint <= 0xFB17);
}

static bool map_case(Interpreter *interpreter, Value self, CaseMap *first, CaseMap *rest, bool each_word, Value *result)
{
    Text text = text_on_heap();
    const String *string = self.string;
    bool at_start = true;
    for (size_t at = 0; at < string->length;) {
        uint32_t codepoint;
        size_t taken = utf8_decode(string->bytes + at, string->length - at, &codepoint);
        utf8proc_int32_t letter = (utf8proc_int32_t)codepoint;
        if (codepoint >= 0x80 && (maps_to_several(letter) || letter == 0x3A3)) {
            text_release(&text);
            return python_refuse(interpreter, "changing the case of U+%04X", codepoint);
        }
        CaseMap *map = at_start ? first : rest;
        text_append_codepoint(&text, (uint32_t)(map ? map(letter) : letter));
        bool is_letter = utf8proc_tolower(letter) != utf8proc_toupper(letter);
        at_start = each_word ? !is_letter : false;
        at += taken ? taken : 1;
    }
    return result_text(interpreter, self, &text, result);
}

static bool str_lower(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return map_case(interpreter, self, utf8proc_tolower, utf8proc_tolower, false, result);
}

static bool str_upper(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return map_case(interpreter, self, utf8proc_toupper, utf8proc_toupper, false, result);
}

static bool str_capitalize(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return map_case(interpreter, self, utf8proc_totitle, utf8proc_tolower, false, result);
}

static bool str_title(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return map_case(interpreter, self, utf8proc_totitle, utf8proc_tolower, true, result);
}

/* ---- stripping ------------------------------------------------------------------ */

static bool is_space(uint32_t codepoint)
{
    return (codepoint >= 9 && codepoint <= 13) || (codepoint >= 0x1c && codepoint <= 0x20) || codepoint == 0x85 ||
           codepoint == 0xa0 || codepoint == 0x1680 || (codepoint >= 0x2000 && codepoint <= 0x200a) ||
           codepoint == 0x2028 || codepoint == 0x2029 || codepoint == 0x202f || codepoint == 0x205f ||
           codepoint == 0x3000;
}

static bool strips(const String *set, const char *at, size_t taken, uint32_t codepoint)
{
    return set ? memmem(set->bytes, set->length, at, taken) != NULL : is_space(codepoint);
}

static bool strip(Interpreter *interpreter, Value self, const Arguments *arguments, bool left, bool right,
                  Value *result)
{
    const String *string = self.string, *set = NULL;
    Value given = argument_at(arguments, 0);
    if (value_given(given) && !value_is_none(given) && !text_argument(interpreter, self, arguments, 0, &set))
        return false;
    size_t start = 0, end = string->length;
    while (left && start < end) {
        uint32_t codepoint;
        size_t taken = utf8_decode(string->bytes + start, end - start, &codepoint);
        if (!strips(set, string->bytes + start, taken ? taken : 1, codepoint))
            break;
        start += taken ? taken : 1;
    }
    while (right && end > start) {
        size_t last = end - 1;
        while (last > start && ((unsigned char)string->bytes[last] & 0xC0) == 0x80)
            last--;
        uint32_t codepoint;
        utf8_decode(string->bytes + last, end - last, &codepoint);
        if (!strips(set, string->bytes + last, end - last, codepoint))
            break;
        end = last;
    }
    Text text = text_on_heap();
    text_append_bytes(&text, string->bytes + start, end - start);
    return result_text(interpreter, self, &text, result);
}

static bool str_strip(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return strip(interpreter, self, arguments, true, true, result);
}

static bool str_lstrip(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return strip(interpreter, self, arguments, true, false, result);
}

static bool str_rstrip(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return strip(interpreter, self, arguments, false, true, result);
}

/* ---- searching --------------------------------------------------------------------- */

static bool affix(Interpreter *interpreter, Value self, const Arguments *arguments, bool at_end, Value *result)
{
    Value given = argument_at(arguments, 0);
    const Value *options = &given;
    size_t count = 1;
    if (arguments->positional > 1)
        return python_refuse(interpreter, "startswith or endswith with a range");
    if (given.kind == VALUE_TUPLE) {
        options = given.list->items;
        count = given.list->count;
    }
    *result = value_bool(false);
    for (size_t i = 0; i < count; i++) {
        if (options[i].kind != self.kind)
            return python_raise(interpreter, "TypeError", "startswith first arg must be str or a tuple of str, not %s",
                                value_type_name(options[i]));
        const String *string = self.string, *part = options[i].string;
        if (part->length > string->length)
            continue;
        const char *at = at_end ? string->bytes + string->length - part->length : string->bytes;
        if (memcmp(at, part->bytes, part->length) == 0)
            *result = value_bool(true);
    }
    return true;
}

static bool str_startswith(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return affix(interpreter, self, arguments, false, result);
}

static bool str_endswith(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return affix(interpreter, self, arguments, true, result);
}

static bool find(Interpreter *interpreter, Value self, const Arguments *arguments, bool from_end, bool must_find,
                 Value *result)
{
    const String *string = self.string, *part;
    if (arguments->positional > 1)
        return python_refuse(interpreter, "find with a range");
    if (!text_argument(interpreter, self, arguments, 0, &part))
        return false;
    const char *found = NULL;
    for (const char *at = string->bytes;
         (at = memmem(at, string->length - (size_t)(at - string->bytes), part->bytes, part->length));) {
        found = at;
        if (!from_end || !part->length)
            break;
        at++;
    }
    if (!found && must_find)
        return python_raise(interpreter, "ValueError", "substring not found");
    *result = value_int(found ? (int64_t)utf8_count(string->bytes, (size_t)(found - string->bytes)) : -1);
    return true;
}

static bool str_find(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return find(interpreter, self, arguments, false, false, result);
}

static bool str_rfind(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return find(interpreter, self, arguments, true, false, result);
}

static bool str_index(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return find(interpreter, self, arguments, false, true, result);
}

static bool str_count(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    const String *string = self.string, *part;
    if (!text_argument(interpreter, self, arguments, 0, &part))
        return false;
    if (!part->length) {
        *result = value_int((int64_t)string->count + 1);
        return true;
    }
    int64_t count = 0;
    for (const char *at = string->bytes;
         (at = memmem(at, string->length - (size_t)(at - string->bytes), part->bytes, part->length));
         at += part->length)
        count++;
    *result = value_int(count);
    return true;
}

static bool str_replace(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    const String *string = self.string, *old, *new;
    int64_t most = -1;
    if (!text_argument(interpreter, self, arguments, 0, &old) || !text_argument(interpreter, self, arguments, 1, &new))
        return false;
    if (arguments->positional > 2 && !expect_int(interpreter, arguments->values[2], "count", &most))
        return false;
    if (!old->length)
        return python_refuse(interpreter, "replacing the empty string");
    Text text = text_on_heap();
    const char *at = string->bytes, *end = string->bytes + string->length;
    for (const char *found; most != 0 && (found = memmem(at, (size_t)(end - at), old->bytes, old->length)); most--) {
        text_append_bytes(&text, at, (size_t)(found - at));
        text_append_bytes(&text, new->bytes, new->length);
        at = found + old->length;
    }
    text_append_bytes(&text, at, (size_t)(end - at));
    return result_text(interpreter, self, &text, result);
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
        while (at < end && is_space((unsigned char)*at))
            at++;
        if (at == end)
            return true;
        const char *start = at;
        while (at < end && !is_space((unsigned char)*at))
            at++;
        if (most == 0) {
            at = end;
            while (at > start && is_space((unsigned char)at[-1]))
                at--;
            return append_part(interpreter, self, list, start, at);
        }
        most--;
        if (!append_part(interpreter, self, list, start, at))
            return false;
    }
}

static const char *const split_names[] = {"sep", "maxsplit"};

static bool str_split(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
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

static bool str_rsplit(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
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

static bool str_splitlines(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
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
    if (!text_argument(interpreter, self, arguments, 0, &separator))
        return false;
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

static bool str_partition(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return partition(interpreter, self, arguments, false, result);
}

static bool str_rpartition(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return partition(interpreter, self, arguments, true, result);
}

static bool str_join(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
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
    return result_text(interpreter, self, &text, result);
}

/* ---- padding and classes ------------------------------------------------------------------ */

static bool pad(Interpreter *interpreter, Value self, const Arguments *arguments, char align, Value *result)
{
    int64_t width;
    const char *fill = " ";
    if (!expect_int(interpreter, argument_at(arguments, 0), "width", &width) ||
        (arguments->positional > 1 && !expect_text(interpreter, arguments->values[1], "fill", &fill)))
        return false;
    int64_t missing = width - (int64_t)self.string->count;
    missing = missing < 0 ? 0 : missing > 1000000 ? 1000000 : missing;
    int64_t before = align == '>' ? missing : align == '^' ? missing / 2 + (missing & width & 1) : 0;
    Text text = text_on_heap();
    for (int64_t i = 0; i < before; i++)
        text_append(&text, fill);
    text_append_bytes(&text, self.string->bytes, self.string->length);
    for (int64_t i = before; i < missing; i++)
        text_append(&text, fill);
    return result_text(interpreter, self, &text, result);
}

static bool str_ljust(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return pad(interpreter, self, arguments, '<', result);
}

static bool str_rjust(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return pad(interpreter, self, arguments, '>', result);
}

static bool str_center(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return pad(interpreter, self, arguments, '^', result);
}

static bool str_zfill(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    int64_t width;
    if (!expect_int(interpreter, argument_at(arguments, 0), "width", &width))
        return false;
    const String *string = self.string;
    bool sign = string->length && (string->bytes[0] == '-' || string->bytes[0] == '+');
    Text text = text_on_heap();
    if (sign)
        text_append_char(&text, string->bytes[0]);
    if (width > (int64_t)string->count && width < 1000000)
        text_append_repeated(&text, '0', (size_t)width - string->count);
    text_append(&text, string->bytes + sign);
    return result_text(interpreter, self, &text, result);
}

static bool every(Interpreter *interpreter, Value self, int (*test)(int), Value *result)
{
    const String *string = self.string;
    bool holds = string->length > 0;
    for (size_t i = 0; i < string->length; i++) {
        if ((unsigned char)string->bytes[i] >= 0x80)
            return python_refuse(interpreter, "asking for the class of letters outside ASCII");
        holds = holds && test((unsigned char)string->bytes[i]);
    }
    *result = value_bool(holds);
    return true;
}

static bool str_isdigit(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return every(interpreter, self, isdigit, result);
}

static bool str_isalpha(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return every(interpreter, self, isalpha, result);
}

static bool str_isalnum(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return every(interpreter, self, isalnum, result);
}

static bool str_isspace(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return every(interpreter, self, isspace, result);
}

static bool cased(Interpreter *interpreter, Value self, int (*wanted)(int), int (*unwanted)(int), Value *result)
{
    const String *string = self.string;
    bool seen = false, holds = true;
    for (size_t i = 0; i < string->length; i++) {
        unsigned char letter = (unsigned char)string->bytes[i];
        if (letter >= 0x80)
            return python_refuse(interpreter, "asking for the class of letters outside ASCII");
        seen |= wanted(letter) != 0;
        holds = holds && !unwanted(letter);
    }
    *result = value_bool(seen && holds);
    return true;
}

static bool str_isupper(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return cased(interpreter, self, isupper, islower, result);
}

static bool str_islower(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return cased(interpreter, self, islower, isupper, result);
}

static bool remove_affix(Interpreter *interpreter, Value self, const Arguments *arguments, bool at_end, Value *result)
{
    const String *string = self.string, *part;
    if (!text_argument(interpreter, self, arguments, 0, &part))
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
    return result_text(interpreter, self, &text, result);
}

static bool str_removeprefix(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return remove_affix(interpreter, self, arguments, false, result);
}

static bool str_removesuffix(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return remove_affix(interpreter, self, arguments, true, result);
}

static bool is_utf8_name(Value encoding)
{
    const char *name = value_given(encoding) && encoding.kind == VALUE_STRING ? encoding.string->bytes : "utf-8";
    return strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0;
}

static bool str_encode(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    bool ascii = self.string->count == self.string->length;
    if (!ascii && !is_utf8_name(argument_at(arguments, 0)))
        return python_refuse(interpreter, "an encoding other than UTF-8");
    return python_bytes(interpreter, self.string->bytes, self.string->length, result);
}

static bool bytes_decode(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (!is_utf8_name(argument_at(arguments, 0)))
        return python_refuse(interpreter, "an encoding other than UTF-8");
    if (!utf8_valid(self.string->bytes, self.string->length, NULL))
        return python_raise(interpreter, "UnicodeDecodeError", "'utf-8' codec can't decode these bytes");
    return python_string(interpreter, self.string->bytes, self.string->length, result);
}

static bool bytes_hex(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    Text text = text_on_heap();
    for (size_t i = 0; i < self.string->length; i++)
        text_append_format(&text, "%02x", (unsigned char)self.string->bytes[i]);
    bool done = python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

const NativeMember *string_methods(void)
{
    static const NativeMember members[] = {
        {"capitalize", str_capitalize},
        {"center", str_center},
        {"count", str_count},
        {"encode", str_encode},
        {"endswith", str_endswith},
        {"find", str_find},
        {"format", format_method},
        {"index", str_index},
        {"isalnum", str_isalnum},
        {"isalpha", str_isalpha},
        {"isdigit", str_isdigit},
        {"isnumeric", str_isdigit},
        {"isdecimal", str_isdigit},
        {"islower", str_islower},
        {"isspace", str_isspace},
        {"isupper", str_isupper},
        {"join", str_join},
        {"ljust", str_ljust},
        {"lower", str_lower},
        {"lstrip", str_lstrip},
        {"partition", str_partition},
        {"removeprefix", str_removeprefix},
        {"removesuffix", str_removesuffix},
        {"replace", str_replace},
        {"rfind", str_rfind},
        {"rjust", str_rjust},
        {"rpartition", str_rpartition},
        {"rsplit", str_rsplit},
        {"rstrip", str_rstrip},
        {"split", str_split},
        {"splitlines", str_splitlines},
        {"startswith", str_startswith},
        {"strip", str_strip},
        {"title", str_title},
        {"upper", str_upper},
        {"zfill", str_zfill},
        {NULL, NULL},
    };
    return members;
}

const NativeMember *bytes_methods(void)
{
    static const NativeMember members[] = {
        {"decode", bytes_decode},   {"hex", bytes_hex},   {"startswith", str_startswith},
        {"endswith", str_endswith}, {"split", str_split}, {"replace", str_replace},
        {"join", str_join},         {"strip", str_strip}, {NULL, NULL},
    };
    return members;
}
