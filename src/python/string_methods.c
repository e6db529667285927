/* Methods of str and bytes. */
#include "string_methods.h"
#include "builtins.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

/* ---- letter case ------------------------------------------------------------- */

typedef utf8proc_int32_t CaseMap(utf8proc_int32_t codepoint);

/* Letters whose mapping is several letters, where Python and the one-letter
 * mapping part ways; and the sigma, which is another at the end of a word. */
static bool maps_otherwise(utf8proc_int32_t codepoint, CaseMap *map)
{
    if (map == utf8proc_tolower)
        return codepoint == 0x130 || codepoint == 0x3A3;
    return codepoint == 0xDF || codepoint == 0x130 || codepoint == 0x149 || codepoint == 0x1F0 || codepoint == 0x390 ||
           codepoint == 0x3B0 || codepoint == 0x587 || (codepoint >= 0x1E96 && codepoint <= 0x1E9E) ||
           (codepoint >= 0x1F50 && codepoint <= 0x1FFC) || (codepoint >= 0xFB00 && codepoint <= 0xFB17);
}

/* utf8proc's maps, and what they come to for a letter of ASCII. */
static char map_ascii(CaseMap *map, char letter)
{
    bool is_upper = letter >= 'A' && letter <= 'Z', is_lower = letter >= 'a' && letter <= 'z';
    if (map == utf8proc_tolower)
        return is_upper ? (char)(letter + ('a' - 'A')) : letter;
    return map && is_lower ? (char)(letter - ('a' - 'A')) : letter;
}

/* Texts of ASCII, which most are. */
static bool map_ascii_text(Interpreter *interpreter, const String *string, CaseMap *map, Value *result)
{
    char near[256] = {0}, *bytes = string->length <= sizeof near ? near : memory_alloc(string->length);
    for (size_t i = 0; i < string->length; i++)
        bytes[i] = map_ascii(map, string->bytes[i]);
    bool done = python_string(interpreter, bytes, string->length, result);
    if (bytes != near)
        free(bytes);
    return done;
}

static bool map_case(Interpreter *interpreter, Value self, CaseMap *first, CaseMap *rest, bool each_word, Value *result)
{
    const String *string = self.string;
    bool at_start = true;
    if (self.kind == VALUE_STRING && first == rest && !each_word && string->count == string->length)
        return map_ascii_text(interpreter, string, first, result);
    Text text = text_on_heap();
    for (size_t at = 0; at < string->length;) {
        char byte = string->bytes[at];
        if ((unsigned char)byte < 0x80) {
            text_append_char(&text, map_ascii(at_start ? first : rest, byte));
            at_start = each_word && !isalpha((unsigned char)byte);
            at++;
            continue;
        }
        uint32_t codepoint;
        size_t taken = utf8_decode(string->bytes + at, string->length - at, &codepoint);
        utf8proc_int32_t letter = (utf8proc_int32_t)codepoint;
        if (maps_otherwise(letter, at_start ? first : rest)) {
            text_release(&text);
            return python_refuse(interpreter, "changing the case of U+%04X", codepoint);
        }
        CaseMap *map = at_start ? first : rest;
        text_append_codepoint(&text, (uint32_t)(map ? map(letter) : letter));
        bool is_letter = utf8proc_tolower(letter) != utf8proc_toupper(letter);
        at_start = each_word ? !is_letter : false;
        at += taken ? taken : 1;
    }
    return string_result(interpreter, self, &text, result);
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

bool string_is_space(uint32_t codepoint)
{
    return (codepoint >= 9 && codepoint <= 13) || (codepoint >= 0x1c && codepoint <= 0x20) || codepoint == 0x85 ||
           codepoint == 0xa0 || codepoint == 0x1680 || (codepoint >= 0x2000 && codepoint <= 0x200a) ||
           codepoint == 0x2028 || codepoint == 0x2029 || codepoint == 0x202f || codepoint == 0x205f ||
           codepoint == 0x3000;
}

static bool strips(const String *set, const char *at, size_t taken, uint32_t codepoint)
{
    return set ? memmem(set->bytes, set->length, at, taken) != NULL : string_is_space(codepoint);
}

static bool strip(Interpreter *interpreter, Value self, const Arguments *arguments, bool left, bool right,
                  Value *result)
{
    const String *string = self.string, *set = NULL;
    Value given = argument_at(arguments, 0);
    if (value_given(given) && !value_is_none(given) && !string_argument(interpreter, self, arguments, 0, &set))
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
    bool sign = string->length && (string->bytes[0] == '-' || string->bytes[0] == '+');
    Text text = text_on_heap();
    if (sign)
        text_append_char(&text, string->bytes[0]);
    if (width > (int64_t)string->count && width < 1000000)
        text_append_repeated(&text, '0', (size_t)width - string->count);
    text_append(&text, string->bytes + sign);
    return string_result(interpreter, self, &text, result);
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

/* UTF-8, or for ASCII alone an encoding that writes ASCII as it is. */
static bool is_known_encoding(Interpreter *interpreter, const Arguments *arguments, bool is_ascii)
{
    static const char *const names[] = {"utf-8",    "utf8",    "utf_8",  "ascii",
                                        "us-ascii", "latin-1", "latin1", "iso-8859-1"};
    enum { OF_UTF8 = 3, ALL = sizeof names / sizeof *names };
    Value given = argument_at(arguments, 0);
    if (!value_given(given))
        given = argument_named(interpreter, arguments, "encoding");
    const char *name = given.kind == VALUE_STRING ? given.string->bytes : "utf-8";
    for (size_t i = 0; i < (is_ascii ? (size_t)ALL : (size_t)OF_UTF8); i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool str_encode(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (!is_known_encoding(interpreter, arguments, self.string->count == self.string->length))
        return python_refuse(interpreter, "an encoding other than UTF-8");
    return python_bytes(interpreter, self.string->bytes, self.string->length, result);
}

static bool bytes_decode(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    bool is_ascii = true;
    for (size_t i = 0; i < self.string->length; i++)
        is_ascii &= (unsigned char)self.string->bytes[i] < 0x80;
    if (!is_known_encoding(interpreter, arguments, is_ascii))
        return python_refuse(interpreter, "an encoding other than UTF-8");
    if (!utf8_valid(self.string->bytes, self.string->length, NULL))
        return python_raise(interpreter, "UnicodeDecodeError", "'utf-8' codec can't decode these bytes");
    return python_string(interpreter, self.string->bytes, self.string->length, result);
}

static bool str_isascii(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(self.string->count == self.string->length);
    return true;
}

/* translate({ord("a"): "b", ord("c"): None}) */
static bool str_translate(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value table = argument_at(arguments, 0);
    if (table.kind != VALUE_DICT)
        return python_refuse(interpreter, "translate() by a %s", value_type_name(table));
    Text text = text_on_heap();
    const String *string = self.string;
    uint32_t codepoint;
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
        else if (found.kind == VALUE_INT)
            text_append_codepoint(&text, (uint32_t)found.integer);
        else if (found.kind == VALUE_STRING)
            text_append_bytes(&text, found.string->bytes, found.string->length);
    }
    return string_result(interpreter, self, &text, result);
}

/* str.maketrans({...}), str.maketrans("ab", "xy", "gone") */
bool string_maketrans(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    Value from = argument_at(arguments, 0), to = argument_at(arguments, 1), gone = argument_at(arguments, 2);
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; from.kind == VALUE_DICT && i < from.dict->used; i++) {
        Value key = from.dict->entries[i].key;
        uint32_t codepoint;
        if (key.kind == VALUE_STRING && key.string->count == 1) {
            utf8_decode(key.string->bytes, key.string->length, &codepoint);
            key = value_int(codepoint);
        }
        if (value_given(key) && !dict_set(interpreter, result->dict, key, from.dict->entries[i].value))
            return false;
    }
    if (from.kind != VALUE_STRING)
        return true;
    if (to.kind != VALUE_STRING || to.string->count != from.string->count)
        return python_raise(interpreter, "ValueError", "the first two maketrans arguments must have equal length");
    const String *keys[] = {from.string, gone.kind == VALUE_STRING ? gone.string : NULL};
    for (size_t which = 0; which < 2 && keys[which]; which++) {
        size_t there = 0;
        uint32_t key, value;
        for (size_t at = 0; at < keys[which]->length;) {
            at += utf8_decode(keys[which]->bytes + at, keys[which]->length - at, &key);
            if (which == 0)
                there += utf8_decode(to.string->bytes + there, to.string->length - there, &value);
            if (!dict_set(interpreter, result->dict, value_int(key), which == 0 ? value_int(value) : value_none()))
                return false;
        }
    }
    return true;
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
        {"isascii", str_isascii},
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
        {"rindex", str_rindex},
        {"rjust", str_rjust},
        {"rpartition", str_rpartition},
        {"rsplit", str_rsplit},
        {"rstrip", str_rstrip},
        {"split", str_split},
        {"splitlines", str_splitlines},
        {"startswith", str_startswith},
        {"strip", str_strip},
        {"title", str_title},
        {"translate", str_translate},
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
        {"join", str_join},         {"strip", str_strip}, {"rstrip", str_rstrip},
        {"lstrip", str_lstrip},     {"find", str_find},   {"count", str_count},
        {"index", str_index},       {"rfind", str_rfind}, {NULL, NULL},
    };
    return members;
}
