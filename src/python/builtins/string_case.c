/* str and bytes: case conversion and character classes. */
#include "limbeck/python/runtime/unicode.h"
#include "string_methods.h"

#include <stdlib.h>
#include <string.h>

/* Bytes that are not ASCII letters are unchanged. */
static char map_ascii(CaseMap *map, char letter)
{
    bool is_upper = letter >= 'A' && letter <= 'Z', is_lower = letter >= 'a' && letter <= 'z';
    if (map == unicode_lower || map == unicode_fold)
        return is_upper ? (char)(letter + ('a' - 'A')) : letter;
    return is_lower ? (char)(letter - ('a' - 'A')) : letter;
}

/* Texts of ASCII, which most are, and bytes. */
static bool map_bytes(Interpreter *interpreter, Value self, CaseMap *map, Value *result)
{
    const String *string = self.string;
    char near[256] = {0}, *bytes = string->length <= sizeof near ? near : memory_alloc(string->length);
    for (size_t i = 0; i < string->length; i++)
        bytes[i] = map_ascii(map, string->bytes[i]);
    bool done = self.kind == VALUE_STRING ? python_string(interpreter, bytes, string->length, result)
                                          : python_bytes(interpreter, bytes, string->length, result);
    if (bytes != near)
        free(bytes);
    return done;
}

static uint32_t character_at(const String *string, size_t at, size_t *step)
{
    uint32_t codepoint;
    *step = utf8_decode(string->bytes + at, string->length - at, &codepoint);
    *step += !*step;
    return codepoint;
}

static size_t character_before(const String *string, size_t at)
{
    do
        at--;
    while (at && ((unsigned char)string->bytes[at] & 0xC0) == 0x80);
    return at;
}

/* A capital sigma at the end of a word becomes a final sigma. */
static bool is_final_sigma(const String *string, size_t at, size_t after)
{
    size_t step, before = at;
    uint32_t near = 0;
    bool has_letter = false;
    while (before && !has_letter) {
        before = character_before(string, before);
        near = character_at(string, before, &step);
        if (!unicode_is_case_ignorable(near))
            break;
        near = 0;
    }
    has_letter = near && unicode_is_cased(near);
    for (; has_letter && after < string->length; after += step) {
        near = character_at(string, after, &step);
        if (!unicode_is_case_ignorable(near))
            return !unicode_is_cased(near);
    }
    return has_letter;
}

static void append_mapped(const String *string, size_t at, size_t step, uint32_t codepoint, CaseMap *map, Text *text)
{
    enum { CAPITAL_SIGMA = 0x3A3, FINAL_SIGMA = 0x3C2 };
    uint32_t mapped[3];
    size_t count = map(codepoint, mapped);
    if (codepoint == CAPITAL_SIGMA && map == unicode_lower && is_final_sigma(string, at, at + step))
        mapped[0] = FINAL_SIGMA;
    for (size_t i = 0; i < count; i++)
        text_append_codepoint(text, mapped[i]);
}

typedef enum { ALL_LETTERS, FIRST_LETTER, FIRST_OF_WORDS, SWAPPED } CaseWay;

enum { UNITS_OF_LOOKUP = 4 }; /* in the tables of Unicode, for a character */

static bool map_case(Interpreter *interpreter, Value self, CaseMap *first, CaseMap *rest, CaseWay way, Value *result)
{
    const String *string = self.string;
    if (way == ALL_LETTERS && string->count == string->length)
        return map_bytes(interpreter, self, rest, result);
    if (!python_charge(interpreter, string->length * UNITS_OF_LOOKUP))
        return false;
    Text text = python_buffer(interpreter);
    bool begins = true, is_bytes = self.kind == VALUE_BYTES;
    for (size_t at = 0, step; at < string->length; at += step) {
        step = 1;
        uint32_t codepoint = is_bytes ? (unsigned char)string->bytes[at] : character_at(string, at, &step);
        CaseMap *map = way == SWAPPED ? (unicode_is_upper(codepoint)   ? unicode_lower
                                         : unicode_is_lower(codepoint) ? unicode_upper
                                                                       : NULL)
                       : begins       ? first
                                      : rest;
        if (is_bytes)
            text_append_char(&text, map && codepoint < 0x80 ? map_ascii(map, (char)codepoint) : (char)codepoint);
        else if (map)
            append_mapped(string, at, step, codepoint, map, &text);
        else
            text_append_bytes(&text, string->bytes + at, step);
        begins = way == FIRST_OF_WORDS &&
                 (is_bytes ? codepoint >= 0x80 || !unicode_is_alpha(codepoint) : !unicode_is_cased(codepoint));
    }
    return string_result(interpreter, self, &text, result);
}

#define CASE_METHOD(name, first, rest, way)                                                                            \
    bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)                         \
    {                                                                                                                  \
        (void)arguments;                                                                                               \
        return map_case(interpreter, self, first, rest, way, result);                                                  \
    }

CASE_METHOD(str_lower, unicode_lower, unicode_lower, ALL_LETTERS)
CASE_METHOD(str_upper, unicode_upper, unicode_upper, ALL_LETTERS)
CASE_METHOD(str_casefold, unicode_fold, unicode_fold, ALL_LETTERS)
CASE_METHOD(str_capitalize, unicode_title, unicode_lower, FIRST_LETTER)
CASE_METHOD(str_title, unicode_title, unicode_lower, FIRST_OF_WORDS)
CASE_METHOD(str_swapcase, unicode_upper, unicode_lower, SWAPPED)

/* ---- classes -------------------------------------------------------------------- */

typedef bool CharacterTest(uint32_t codepoint);

/* For bytes only ASCII letters count. */
static uint32_t next_character(Value self, size_t *at)
{
    enum { NO_LETTER = 0x80 };
    size_t step = 1;
    uint32_t codepoint = self.kind == VALUE_STRING                       ? character_at(self.string, *at, &step)
                         : (unsigned char)self.string->bytes[*at] < 0x80 ? (unsigned char)self.string->bytes[*at]
                                                                         : NO_LETTER;
    *at += step;
    return codepoint;
}

static bool every(Value self, CharacterTest *test, bool of_empty)
{
    const String *string = self.string;
    bool holds = string->length > 0 || of_empty;
    for (size_t at = 0; at < string->length && holds;)
        holds = test(next_character(self, &at));
    return holds;
}

#define CLASS_METHOD(name, test, of_empty)                                                                             \
    bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)                         \
    {                                                                                                                  \
        *result = value_bool(every(self, test, of_empty));                                                             \
        (void)interpreter;                                                                                             \
        (void)arguments;                                                                                               \
        return true;                                                                                                   \
    }

/* Bytes 0x1c to 0x1f are white space in str, not in bytes. */
static bool is_space_of_bytes(uint32_t codepoint)
{
    return (codepoint >= 9 && codepoint <= 13) || codepoint == ' ';
}

CLASS_METHOD(str_isdigit, unicode_is_digit, false)
CLASS_METHOD(str_isdecimal, unicode_is_decimal, false)
CLASS_METHOD(str_isnumeric, unicode_is_numeric, false)
CLASS_METHOD(str_isalpha, unicode_is_alpha, false)
CLASS_METHOD(str_isalnum, unicode_is_alnum, false)
CLASS_METHOD(str_isspace, self.kind == VALUE_BYTES ? is_space_of_bytes : unicode_is_space, false)
CLASS_METHOD(str_isprintable, unicode_is_printable, true)

bool str_isascii(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    bool holds = true;
    for (size_t i = 0; i < self.string->length && holds; i++)
        holds = (unsigned char)self.string->bytes[i] < 0x80;
    *result = value_bool(holds);
    return true;
}

bool str_isidentifier(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    size_t at = 0;
    bool holds = self.string->length > 0 && unicode_starts_name(next_character(self, &at));
    while (holds && at < self.string->length)
        holds = unicode_is_of_name(next_character(self, &at));
    *result = value_bool(holds);
    return true;
}

static bool has_case(Value self, CharacterTest *wanted, CharacterTest *unwanted)
{
    bool seen = false;
    for (size_t at = 0; at < self.string->length;) {
        uint32_t codepoint = next_character(self, &at);
        if (unwanted(codepoint) || unicode_is_title(codepoint))
            return false;
        seen = seen || wanted(codepoint);
    }
    return seen;
}

bool str_isupper(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(has_case(self, unicode_is_upper, unicode_is_lower));
    return true;
}

bool str_islower(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(has_case(self, unicode_is_lower, unicode_is_upper));
    return true;
}

bool str_istitle(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    bool seen = false, within = false, holds = true;
    for (size_t at = 0; at < self.string->length && holds;) {
        uint32_t codepoint = next_character(self, &at);
        bool begins = unicode_is_upper(codepoint) || unicode_is_title(codepoint);
        bool goes_on = unicode_is_lower(codepoint);
        holds = !(begins && within) && !(goes_on && !within);
        within = begins || goes_on;
        seen = seen || within;
    }
    *result = value_bool(holds && seen);
    return true;
}
