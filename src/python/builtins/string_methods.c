/* Methods of str and bytes. */
#include "string_methods.h"
#include "builtins.h"
#include "limbeck/python/runtime/unicode.h"

#include <string.h>

/* ---- stripping ------------------------------------------------------------------ */

/* White space in bytes is ASCII white space. */
bool bytes_is_space(uint32_t byte)
{
    return (byte >= 9 && byte <= 13) || byte == ' ';
}

typedef struct Strip {
    Value self;
    const String *set; /* NULL: blanks */
} Strip;

/* Whether the character at `at`, of `taken` bytes, is one of those to strip. */
static bool is_stripped(const Strip *way, const char *at, size_t taken)
{
    uint32_t codepoint = (unsigned char)*at;
    if (way->set)
        return memmem(way->set->bytes, way->set->length, at, taken) != NULL;
    if (way->self.kind == VALUE_BYTES)
        return bytes_is_space(codepoint);
    if (codepoint >= 0x80)
        utf8_decode(at, taken, &codepoint);
    return unicode_is_space(codepoint);
}

static size_t strip_left(const Strip *way, const String *string)
{
    size_t start = 0;
    while (start < string->length) {
        size_t after = start + 1;
        while (way->self.kind == VALUE_STRING && after < string->length &&
               ((unsigned char)string->bytes[after] & 0xC0) == 0x80)
            after++;
        if (!is_stripped(way, string->bytes + start, after - start))
            break;
        start = after;
    }
    return start;
}

static size_t strip_right(const Strip *way, const String *string, size_t start)
{
    size_t end = string->length;
    while (end > start) {
        size_t last = end - 1;
        while (way->self.kind == VALUE_STRING && last > start && ((unsigned char)string->bytes[last] & 0xC0) == 0x80)
            last--;
        if (!is_stripped(way, string->bytes + last, end - last))
            break;
        end = last;
    }
    return end;
}

static bool strip(Interpreter *interpreter, Value self, const Arguments *arguments, bool left, bool right,
                  Value *result)
{
    enum { UNCHARGED = 64 };
    Strip way = {.self = self};
    const String *string = self.string;
    Value given = argument_at(arguments, 0);
    if (value_given(given) && !value_is_none(given) &&
        !string_argument(interpreter, self, arguments, 0,
                         left && right ? "strip arg must be None or str"
                         : left        ? "lstrip arg must be None or str"
                                       : "rstrip arg must be None or str",
                         &way.set))
        return false;
    if (way.set && way.set->length > UNCHARGED && !python_charge(interpreter, way.set->length * string->length))
        return false;
    size_t start = left ? strip_left(&way, string) : 0;
    size_t end = right ? strip_right(&way, string, start) : string->length;
    Text text = python_buffer(interpreter);
    text_append_bytes(&text, string->bytes + start, end - start);
    return string_result(interpreter, self, &text, result);
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

/* ---- padding and classes ------------------------------------------------------------------ */

/* The fill is one character, of the text's own kind. */
static bool read_fill(Interpreter *interpreter, Value self, const Arguments *arguments, char align, const char **fill,
                      size_t *length)
{
    enum { ARG_width, ARG_fillchar };
    const String *given;
    *fill = " ";
    *length = 1;
    if (arguments->positional < 2)
        return true;
    Value fill_given = argument_at(arguments, ARG_fillchar);
    if (self.kind == VALUE_BYTES && value_plain(fill_given).kind != VALUE_BYTES && fill_given.kind != VALUE_OPAQUE)
        return python_raise(interpreter, "TypeError", "%s() argument 2 must be a byte string of length 1, not %s",
                            align == '<'   ? "ljust"
                            : align == '>' ? "rjust"
                                           : "center",
                            python_type_name(interpreter, fill_given));
    if (!string_argument(interpreter, self, arguments, ARG_fillchar,
                         "The fill character must be a unicode character, not %s", &given))
        return false;
    if (given->count != 1)
        return python_raise(interpreter, "TypeError", "The fill character must be exactly one character long");
    *fill = given->bytes;
    *length = given->length;
    return true;
}

static bool pad(Interpreter *interpreter, Value self, const Arguments *arguments, char align, Value *result)
{
    int64_t width;
    const char *fill;
    size_t length;
    if (!expect_int(interpreter, argument_at(arguments, 0), "width", &width) ||
        !read_fill(interpreter, self, arguments, align, &fill, &length))
        return false;
    int64_t missing = width - (int64_t)self.string->count;
    missing = missing < 0 ? 0 : missing;
    if (missing && !python_reserve_memory(interpreter, (size_t)missing, length))
        return false;
    int64_t before = align == '>' ? missing : align == '^' ? missing / 2 + (missing & width & 1) : 0;
    Text text = python_buffer(interpreter);
    for (int64_t i = 0; i < before; i++)
        text_append_bytes(&text, fill, length);
    text_append_bytes(&text, self.string->bytes, self.string->length);
    for (int64_t i = before; i < missing; i++)
        text_append_bytes(&text, fill, length);
    return string_result(interpreter, self, &text, result);
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
    if (width > (int64_t)string->count && !python_reserve_memory(interpreter, (size_t)width, 1))
        return false;
    bool sign = string->length && (string->bytes[0] == '-' || string->bytes[0] == '+');
    Text text = python_buffer(interpreter);
    if (sign)
        text_append_char(&text, string->bytes[0]);
    if (width > (int64_t)string->count)
        text_append_repeated(&text, '0', (size_t)width - string->count);
    text_append_bytes(&text, string->bytes + sign, string->length - sign);
    return string_result(interpreter, self, &text, result);
}

/* Expands tabs to the next multiple of tabsize; a line end restarts the count. */
static bool str_expandtabs(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    static const char *const names[] = {"tabsize"};
    Value given;
    int64_t size = 8, column = 0;
    if (!arguments_bind(interpreter, "expandtabs", arguments, names, 1, &given, NULL, NULL) ||
        (value_given(given) && !expect_int(interpreter, given, "tabsize", &size)))
        return false;
    Text text = python_buffer(interpreter);
    for (size_t i = 0; i < self.string->length; i++) {
        char byte = self.string->bytes[i];
        int64_t blanks = byte == '\t' && size > 0 ? size - column % size : 0;
        if (byte != '\t')
            text_append_char(&text, byte);
        else if (blanks && python_reserve_memory(interpreter, (size_t)blanks, 1))
            text_append_repeated(&text, ' ', (size_t)blanks);
        bool is_rest = self.kind == VALUE_STRING && ((unsigned char)byte & 0xC0) == 0x80;
        column = byte == '\n' || byte == '\r' ? 0 : column + (byte == '\t' ? blanks : !is_rest);
        if (python_failed(interpreter)) {
            text_release(&text);
            return false;
        }
    }
    return string_result(interpreter, self, &text, result);
}

/* translate({ord("a"): "b", ord("c"): None}) */
static bool str_translate(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value table = argument_at(arguments, 0);
    if (table.kind != VALUE_DICT)
        return python_refuse(interpreter, "translate() by a %s", value_type_name(table));
    const String *string = self.string;
    uint32_t codepoint;
    if (!python_charge(interpreter, string->length * ITEM_UNITS)) /* one dictionary lookup for each character */
        return false;
    Text text = python_buffer(interpreter);
    for (size_t at = 0, step; at < string->length; at += step) {
        Value found;
        step = utf8_decode(string->bytes + at, string->length - at, &codepoint);
        step += !step;
        if (!dict_get(interpreter, table.dict, value_int(codepoint), &found)) {
            text_release(&text);
            return false;
        }
        if (!value_given(found))
            text_append_bytes(&text, string->bytes + at, step);
        else if (found.kind == VALUE_INT && found.integer >= 0 && found.integer <= 0x10FFFF)
            text_append_codepoint(&text, (uint32_t)found.integer);
        else if (found.kind == VALUE_STRING)
            text_append_bytes(&text, found.string->bytes, found.string->length);
        else if (!value_is_none(found)) {
            text_release(&text);
            return python_raise(interpreter, "TypeError", "character mapping must return integer, None or str");
        }
    }
    return string_result(interpreter, self, &text, result);
}

/* str.maketrans({...}) */
static bool maketrans_of_dict(Interpreter *interpreter, const Dict *from, Dict *made)
{
    for (size_t i = 0; i < from->used; i++) {
        Value given = from->entries[i].key, key = value_plain(given);
        uint32_t codepoint;
        if (!value_given(given))
            continue;
        if (key.kind == VALUE_STRING && key.string->count != 1)
            return python_raise(interpreter, "ValueError", "string keys in translate table must be of length 1");
        if (key.kind == VALUE_STRING) {
            utf8_decode(key.string->bytes, key.string->length, &codepoint);
            given = value_int(codepoint);
        } else if (!value_is_integer(key)) {
            return python_raise(interpreter, "TypeError", "keys in translate table must be strings or integers");
        }
        if (!dict_set(interpreter, made, given, from->entries[i].value))
            return false;
    }
    return true;
}

/* Both texts are there, and of the same length. */
static bool maketrans_texts(Interpreter *interpreter, const Value given[3], Value texts[3])
{
    for (size_t i = 0; i < 3; i++) {
        texts[i] = value_plain(given[i]);
        if (texts[i].kind == VALUE_STRING || (i == 2 && !value_given(texts[i])))
            continue;
        return i == 0 ? python_raise(interpreter, "TypeError",
                                     "first maketrans argument must be a string if there is a second argument")
                      : python_raise(interpreter, "TypeError", "maketrans() argument %zu must be str, not %s", i + 1,
                                     python_argument_type_name(interpreter, given[i]));
    }
    return texts[0].string->count == texts[1].string->count ||
           python_raise(interpreter, "ValueError", "the first two maketrans arguments must have equal length");
}

/* str.maketrans({...}), str.maketrans("ab", "xy", "gone") */
bool string_maketrans(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_x, ARG_y, ARG_z, ARG_COUNT };
    (void)self;
    Value texts[ARG_COUNT];
    const Value given[ARG_COUNT] = {argument_at(arguments, ARG_x), argument_at(arguments, ARG_y),
                                    argument_at(arguments, ARG_z)};
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    texts[ARG_x] = value_plain(given[ARG_x]);
    if (!value_given(given[ARG_y]))
        return texts[ARG_x].kind == VALUE_DICT
                   ? maketrans_of_dict(interpreter, texts[ARG_x].dict, result->dict)
                   : python_raise(interpreter, "TypeError",
                                  "if you give only one argument to maketrans it must be a dict");
    if (!maketrans_texts(interpreter, given, texts))
        return false;
    for (size_t which = ARG_x; which <= ARG_z && value_given(texts[which]); which += ARG_z) {
        const String *keys = texts[which].string, *values = texts[ARG_y].string;
        size_t there = 0;
        uint32_t key, value;
        for (size_t at = 0; at < keys->length;) {
            at += utf8_decode(keys->bytes + at, keys->length - at, &key);
            if (which == ARG_x)
                there += utf8_decode(values->bytes + there, values->length - there, &value);
            if (!dict_set(interpreter, result->dict, value_int(key), which == ARG_x ? value_int(value) : value_none()))
                return false;
        }
    }
    return true;
}

static bool hex_separator(Interpreter *interpreter, Value given, char *separator)
{
    given = value_plain(given);
    bool is_text = given.kind == VALUE_STRING || given.kind == VALUE_BYTES;
    size_t length;
    if (!is_text)
        return python_length(interpreter, given, &length) &&
               python_raise(interpreter, length == 1 ? "TypeError" : "ValueError",
                            length == 1 ? "sep must be str or bytes." : "sep must be length 1.");
    if (given.string->length != 1)
        return python_raise(interpreter, "ValueError", "sep must be length 1.");
    *separator = given.string->bytes[0];
    return true;
}

/* b"...".hex(), hex(":"), hex(":", 2): groups are counted from the right, or from the left below zero. */
static bool bytes_hex(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_sep, ARG_bytes_per_sep, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_sep] = "sep", [ARG_bytes_per_sep] = "bytes_per_sep"};
    Value values[ARG_COUNT];
    int64_t group = 1;
    char separator = 0;
    if (!arguments_bind(interpreter, "hex", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        (value_given(values[ARG_sep]) && !hex_separator(interpreter, values[ARG_sep], &separator)) ||
        (value_given(values[ARG_bytes_per_sep]) &&
         !expect_int(interpreter, values[ARG_bytes_per_sep], "bytes_per_sep", &group)))
        return false;
    Text text = python_buffer(interpreter);
    int64_t count = (int64_t)self.string->length;
    for (int64_t i = 0; i < count; i++) {
        bool is_cut = i && group && (group > 0 ? (count - i) % group == 0 : i % -group == 0);
        if (separator && is_cut)
            text_append_char(&text, separator);
        text_append_format(&text, "%02x", (unsigned char)self.string->bytes[i]);
    }
    bool done = python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

const NativeMember string_methods[] = {
    {"capitalize", str_capitalize, TAKES(0, 0)},
    {"casefold", str_casefold, TAKES(0, 0)},
    {"center", str_center, TAKES(1, 2)},
    {"count", str_count, TAKES(1, 3), .charges_itself = true},
    {"encode", str_encode, TAKES_NAMED(0, 2, "encoding errors")},
    {"endswith", str_endswith, TAKES(1, 3), .charges_itself = true},
    {"expandtabs", str_expandtabs, TAKES_NAMED(0, 1, "tabsize")},
    {"find", str_find, TAKES(1, 3), .charges_itself = true},
    {"format", format_method},
    {"format_map", format_map_method, TAKES(1, 1)},
    {"index", str_index, TAKES(1, 3), .charges_itself = true},
    {"isalnum", str_isalnum, TAKES(0, 0)},
    {"isalpha", str_isalpha, TAKES(0, 0)},
    {"isascii", str_isascii, TAKES(0, 0)},
    {"isdecimal", str_isdecimal, TAKES(0, 0)},
    {"isdigit", str_isdigit, TAKES(0, 0)},
    {"isidentifier", str_isidentifier, TAKES(0, 0)},
    {"islower", str_islower, TAKES(0, 0)},
    {"isnumeric", str_isnumeric, TAKES(0, 0)},
    {"isprintable", str_isprintable, TAKES(0, 0)},
    {"isspace", str_isspace, TAKES(0, 0)},
    {"istitle", str_istitle, TAKES(0, 0)},
    {"isupper", str_isupper, TAKES(0, 0)},
    {"join", str_join, TAKES(1, 1)},
    {"ljust", str_ljust, TAKES(1, 2)},
    {"lower", str_lower, TAKES(0, 0)},
    {"lstrip", str_lstrip, TAKES(0, 1)},
    {"partition", str_partition, TAKES(1, 1)},
    {"removeprefix", str_removeprefix, TAKES(1, 1)},
    {"removesuffix", str_removesuffix, TAKES(1, 1)},
    {"replace", str_replace, TAKES_NAMED(2, 3, "count")},
    {"rfind", str_rfind, TAKES(1, 3), .charges_itself = true},
    {"rindex", str_rindex, TAKES(1, 3), .charges_itself = true},
    {"rjust", str_rjust, TAKES(1, 2)},
    {"rpartition", str_rpartition, TAKES(1, 1)},
    {"rsplit", str_rsplit, TAKES_NAMED(0, 2, "sep maxsplit")},
    {"rstrip", str_rstrip, TAKES(0, 1)},
    {"split", str_split, TAKES_NAMED(0, 2, "sep maxsplit")},
    {"splitlines", str_splitlines, TAKES_NAMED(0, 1, "keepends")},
    {"startswith", str_startswith, TAKES(1, 3), .charges_itself = true},
    {"strip", str_strip, TAKES(0, 1)},
    {"swapcase", str_swapcase, TAKES(0, 0)},
    {"title", str_title, TAKES(0, 0)},
    {"translate", str_translate, TAKES(1, 1)},
    {"upper", str_upper, TAKES(0, 0)},
    {"zfill", str_zfill, TAKES(1, 1)},
    {NULL, NULL},
};

const NativeMember bytes_methods[] = {
    {"capitalize", str_capitalize, TAKES(0, 0)},
    {"center", str_center, TAKES(1, 2)},
    {"count", str_count, TAKES(1, 3), .charges_itself = true},
    {"decode", bytes_decode, TAKES_NAMED(0, 2, "encoding errors")},
    {"endswith", str_endswith, TAKES(1, 3), .charges_itself = true},
    {"expandtabs", str_expandtabs, TAKES_NAMED(0, 1, "tabsize")},
    {"find", str_find, TAKES(1, 3), .charges_itself = true},
    {"hex", bytes_hex, TAKES_NAMED(0, 2, "sep bytes_per_sep")},
    {"index", str_index, TAKES(1, 3), .charges_itself = true},
    {"isalnum", str_isalnum, TAKES(0, 0)},
    {"isalpha", str_isalpha, TAKES(0, 0)},
    {"isascii", str_isascii, TAKES(0, 0)},
    {"isdigit", str_isdigit, TAKES(0, 0)},
    {"islower", str_islower, TAKES(0, 0)},
    {"isspace", str_isspace, TAKES(0, 0)},
    {"istitle", str_istitle, TAKES(0, 0)},
    {"isupper", str_isupper, TAKES(0, 0)},
    {"join", str_join, TAKES(1, 1)},
    {"ljust", str_ljust, TAKES(1, 2)},
    {"lower", str_lower, TAKES(0, 0)},
    {"lstrip", str_lstrip, TAKES(0, 1)},
    {"partition", str_partition, TAKES(1, 1)},
    {"removeprefix", str_removeprefix, TAKES(1, 1)},
    {"removesuffix", str_removesuffix, TAKES(1, 1)},
    {"replace", str_replace, TAKES_NAMED(2, 3, "count")},
    {"rfind", str_rfind, TAKES(1, 3), .charges_itself = true},
    {"rindex", str_rindex, TAKES(1, 3), .charges_itself = true},
    {"rjust", str_rjust, TAKES(1, 2)},
    {"rpartition", str_rpartition, TAKES(1, 1)},
    {"rsplit", str_rsplit, TAKES_NAMED(0, 2, "sep maxsplit")},
    {"rstrip", str_rstrip, TAKES(0, 1)},
    {"split", str_split, TAKES_NAMED(0, 2, "sep maxsplit")},
    {"splitlines", str_splitlines, TAKES_NAMED(0, 1, "keepends")},
    {"startswith", str_startswith, TAKES(1, 3), .charges_itself = true},
    {"strip", str_strip, TAKES(0, 1)},
    {"swapcase", str_swapcase, TAKES(0, 0)},
    {"title", str_title, TAKES(0, 0)},
    {"upper", str_upper, TAKES(0, 0)},
    {"zfill", str_zfill, TAKES(1, 1)},
    {NULL, NULL},
};
