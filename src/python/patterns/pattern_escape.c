/* Escapes in a pattern, in brackets and outside. */
#include "parser.h"

#include <ctype.h>
#include <string.h>

static bool is_hexadecimal(uint32_t letter)
{
    return letter < 0x80 && isxdigit((int)letter);
}

static bool is_octal(uint32_t letter)
{
    return letter >= '0' && letter <= '7';
}

static bool is_ascii_letter(uint32_t letter)
{
    return letter < 0x80 && isalpha((int)letter);
}

static uint32_t digit_of(uint32_t letter)
{
    return pattern_is_digit(letter) ? letter - '0' : (letter | 0x20) - 'a' + 10;
}

/* The part of an escape that was read, from its backslash on. */
typedef struct Escape {
    size_t from;
    uint32_t letter;
} Escape;

static const char *escape_text(PatternParser *parser, Escape escape)
{
    return pattern_text(parser, escape.from, parser->at - escape.from);
}

static size_t escape_length(const PatternParser *parser, Escape escape)
{
    return parser->at - escape.from;
}

static void bad_escape(PatternParser *parser, Escape escape)
{
    pattern_error(parser, escape_length(parser, escape), "bad escape %s", escape_text(parser, escape));
}

/* Reads up to `most` more digits onto the number. */
static uint32_t read_digits(PatternParser *parser, uint32_t number, size_t most, uint32_t base)
{
    for (size_t i = 0; i < most; i++) {
        uint32_t letter = pattern_peek(parser);
        if (letter == NO_LETTER || !(base == 16 ? is_hexadecimal(letter) : is_octal(letter)))
            break;
        number = number * base + digit_of(letter);
        pattern_advance(parser);
    }
    return number;
}

static uint32_t read_hexadecimal(PatternParser *parser, Escape escape, size_t digits)
{
    uint32_t number = read_digits(parser, 0, digits, 16);
    if (escape_length(parser, escape) != digits + 2)
        pattern_error(parser, escape_length(parser, escape), "incomplete escape %s", escape_text(parser, escape));
    else if (number > 0x10ffff)
        bad_escape(parser, escape);
    return number;
}

/* \xHH, \uHHHH, \UHHHHHHHH and the letters that mean one character. */
static bool read_character(PatternParser *parser, Escape escape, uint32_t *character)
{
    static const char letters[] = "abfnrtv\\", characters[] = "\a\b\f\n\r\t\v\\";
    const char *found = escape.letter < 0x80 && escape.letter ? strchr(letters, (int)escape.letter) : NULL;
    if (found) {
        *character = (uint32_t)characters[found - letters];
        return true;
    }
    size_t digits = escape.letter == 'x'                      ? 2
                    : escape.letter == 'u' && parser->is_text ? 4
                    : escape.letter == 'U' && parser->is_text ? 8
                                                              : 0;
    if (digits)
        *character = read_hexadecimal(parser, escape, digits);
    else if (escape.letter == 'N' && parser->is_text)
        pattern_refuse(parser, "\\N{name} in a regular expression");
    return digits || (escape.letter == 'N' && parser->is_text);
}

static Escape begin_escape(PatternParser *parser)
{
    Escape escape = {.from = parser->at, .letter = parser->letters[parser->at + 1]};
    pattern_advance(parser);
    return escape;
}

static void check_octal(PatternParser *parser, Escape escape, uint32_t number)
{
    if (number > 0377)
        pattern_error(parser, escape_length(parser, escape), "octal escape value %s outside of range 0-0o377",
                      escape_text(parser, escape));
}

void pattern_class_escape(PatternParser *parser, SetItem *item)
{
    Escape escape = begin_escape(parser);
    if (pattern_category(escape.letter, item))
        return;
    uint32_t character = escape.letter;
    if (!read_character(parser, escape, &character)) {
        if (is_octal(escape.letter)) {
            character = read_digits(parser, digit_of(escape.letter), 2, 8);
            check_octal(parser, escape, character);
        } else if (pattern_is_digit(escape.letter) || is_ascii_letter(escape.letter)) {
            bad_escape(parser, escape);
        }
    }
    *item = (SetItem){.first = character, .last = character};
}

bool pattern_check_lookbehind(PatternParser *parser, size_t group)
{
    if (!parser->lookbehind_groups)
        return true;
    if (group >= parser->group_count || !parser->groups[group].closed)
        pattern_error(parser, 0, "cannot refer to an open group");
    else if (group >= parser->lookbehind_groups)
        pattern_error(parser, 0, "cannot refer to group defined in the same lookbehind subpattern");
    else
        return true;
    return false;
}

void pattern_append_reference(PatternParser *parser, int64_t flags, size_t group)
{
    parser->compares_ascii_only |= (flags & PATTERN_IGNORECASE) != 0;
    text_append_format(&parser->out, flags & PATTERN_IGNORECASE ? "(?i:\\g{%zu})" : "\\g{%zu}", group);
}

/* \1 to \99, or an octal number of three digits. */
static void parse_number(PatternParser *parser, int64_t flags, Escape escape, Width *width)
{
    uint32_t number = digit_of(escape.letter), second = pattern_peek(parser);
    if (pattern_is_digit(second)) {
        number = number * 10 + digit_of(second);
        pattern_advance(parser);
        uint32_t third = pattern_peek(parser);
        if (is_octal(escape.letter) && is_octal(second) && third != NO_LETTER && is_octal(third)) {
            pattern_advance(parser);
            number = 64 * digit_of(escape.letter) + 8 * digit_of(second) + digit_of(third);
            check_octal(parser, escape, number);
            pattern_append_literal(parser, flags, number);
            return;
        }
    }
    if (number >= parser->group_count) {
        pattern_error(parser, escape_length(parser, escape) - 1, "invalid group reference %u", number);
    } else if (!parser->groups[number].closed) {
        pattern_error(parser, escape_length(parser, escape), "cannot refer to an open group");
    } else if (pattern_check_lookbehind(parser, number)) {
        *width = parser->groups[number].width;
        pattern_append_reference(parser, flags, number);
    }
}

/* \A, \b, \B and \Z. PCRE2's \b defines words differently, and its \B matches an empty text. */
static bool append_place(PatternParser *parser, int64_t flags, uint32_t letter)
{
    static const SetItem word = {.category = CATEGORY_WORD};
    if (letter == 'A' || letter == 'Z') {
        text_append(&parser->out, letter == 'A' ? "\\A" : "\\z");
        return true;
    }
    if (letter != 'b' && letter != 'B')
        return false;
    flags &= ~PATTERN_IGNORECASE;
    text_append(&parser->out, letter == 'B' ? "(?!\\A\\z)(?:(?<=" : "(?:(?<=");
    pattern_append_set(parser, flags, &word, 1, false);
    text_append(&parser->out, letter == 'b' ? ")(?!" : ")(?=");
    pattern_append_set(parser, flags, &word, 1, false);
    text_append(&parser->out, ")|(?<!");
    pattern_append_set(parser, flags, &word, 1, false);
    text_append(&parser->out, letter == 'b' ? ")(?=" : ")(?!");
    pattern_append_set(parser, flags, &word, 1, false);
    text_append(&parser->out, "))");
    return true;
}

ItemKind pattern_parse_escape(PatternParser *parser, int64_t flags, Width *width)
{
    Escape escape = begin_escape(parser);
    *width = (Width){0, 0};
    if (append_place(parser, flags, escape.letter))
        return ITEM_PLACE;
    *width = (Width){1, 1};
    SetItem item;
    uint32_t character = escape.letter;
    const bool is_category = pattern_category(escape.letter, &item);
    const bool is_read = !is_category && read_character(parser, escape, &character);
    if (is_category) {
        pattern_append_set(parser, flags, &item, 1, false);
    } else if (!is_read && escape.letter == '0') {
        pattern_append_literal(parser, flags, read_digits(parser, 0, 2, 8));
    } else if (!is_read && pattern_is_digit(escape.letter)) {
        parse_number(parser, flags, escape, width);
    } else if (!is_read && is_ascii_letter(escape.letter)) {
        bad_escape(parser, escape);
    } else {
        pattern_append_literal(parser, flags, character);
    }
    return ITEM_OTHER;
}
