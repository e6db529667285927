/* What matches one character: a literal, a category like \w, a set in brackets. */
#include "parser.h"

#include "limbeck/python/runtime/unicode.h"

#include <stdlib.h>

/* The characters of a category, for use in brackets. Python's white space and words differ from PCRE2's. */
static const char *const unicode_categories[] = {
    [CATEGORY_DIGIT] = "\\p{Nd}",
    [CATEGORY_SPACE] = "\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}"
                       "\\x{202f}\\x{205f}\\x{3000}",
    [CATEGORY_WORD] = "\\p{L}\\p{N}_",
};
static const char *const ascii_categories[] = {
    [CATEGORY_DIGIT] = "0-9",
    [CATEGORY_SPACE] = "\\x{9}-\\x{d}\\x{20}",
    [CATEGORY_WORD] = "a-zA-Z0-9_",
};

bool pattern_category(uint32_t letter, SetItem *item)
{
    static const struct {
        char letter;
        Category category;
        bool negated;
    } rows[] = {{'d', CATEGORY_DIGIT, false}, {'D', CATEGORY_DIGIT, true}, {'s', CATEGORY_SPACE, false},
                {'S', CATEGORY_SPACE, true},  {'w', CATEGORY_WORD, false}, {'W', CATEGORY_WORD, true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (letter != (uint32_t)rows[i].letter)
            continue;
        *item = (SetItem){.category = rows[i].category, .negated = rows[i].negated};
        return true;
    }
    return false;
}

static bool is_letter_of_ascii(uint32_t letter)
{
    return (letter | 0x20) >= 'a' && (letter | 0x20) <= 'z';
}

static bool is_ascii_only(const PatternParser *parser, int64_t flags)
{
    return !parser->is_text || (flags & PATTERN_ASCII);
}

static void append_letter(Text *out, uint32_t letter)
{
    if (is_letter_of_ascii(letter) || pattern_is_digit(letter))
        text_append_char(out, (char)letter);
    else
        text_append_format(out, "\\x{%x}", letter);
}

static void append_range(Text *out, uint32_t first, uint32_t last)
{
    append_letter(out, first);
    if (last > first) {
        text_append_char(out, '-');
        append_letter(out, last);
    }
}

/* What CPython takes for one letter where case is ignored, and PCRE2 does not: their upper case is the same. */
static const uint32_t same_letters[][4] = {
    {'I', 'i', 0x130, 0x131}, {0x390, 0x1fd3}, {0x3b0, 0x1fe3}, {0xfb05, 0xfb06}};
enum { SAME_LETTERS = sizeof same_letters / sizeof *same_letters };

static bool contains_any(const SetItem *item, const uint32_t letters[4])
{
    for (size_t i = 0; i < 4 && letters[i]; i++)
        if (item->category == CATEGORY_NONE && letters[i] >= item->first && letters[i] <= item->last)
            return true;
    return false;
}

static void append_same_letters(Text *out, const SetItem *item)
{
    for (size_t row = 0; row < SAME_LETTERS; row++)
        for (size_t i = 0; i < 4 && same_letters[row][i] && contains_any(item, same_letters[row]); i++)
            append_letter(out, same_letters[row][i]);
}

static void append_other_case_of_ascii(Text *out, const SetItem *item, uint32_t from, int distance)
{
    uint32_t first = item->first > from ? item->first : from, last = item->last < from + 25 ? item->last : from + 25;
    if (first <= last)
        append_range(out, (uint32_t)((int)first + distance), (uint32_t)((int)last + distance));
}

static void append_item(PatternParser *parser, int64_t flags, const SetItem *item)
{
    Text *out = &parser->out;
    if (item->category != CATEGORY_NONE) {
        text_append(out, (is_ascii_only(parser, flags) ? ascii_categories : unicode_categories)[item->category]);
        return;
    }
    append_range(out, item->first, item->last);
    if (!(flags & PATTERN_IGNORECASE))
        return;
    if (is_ascii_only(parser, flags)) {
        append_other_case_of_ascii(out, item, 'A', 'a' - 'A');
        append_other_case_of_ascii(out, item, 'a', 'A' - 'a');
    } else {
        append_same_letters(out, item);
    }
}

/* PCRE2 ignores case for patterns with Unicode's rules; with ASCII's rules each letter is written in both cases. */
const char *pattern_case_option(const PatternParser *parser, int64_t flags)
{
    return (flags & PATTERN_IGNORECASE) && !is_ascii_only(parser, flags) ? "(?i" : "(?-i";
}

void pattern_append_literal(PatternParser *parser, int64_t flags, uint32_t letter)
{
    SetItem item = {.first = letter, .last = letter};
    bool differs = is_ascii_only(parser, flags) && is_letter_of_ascii(letter);
    for (size_t row = 0; row < SAME_LETTERS; row++)
        differs |= contains_any(&item, same_letters[row]);
    if (differs && (flags & PATTERN_IGNORECASE))
        pattern_append_set(parser, flags, &item, 1, false);
    else
        append_letter(&parser->out, letter);
}

static void append_brackets(PatternParser *parser, int64_t flags, const SetItem *items, size_t count, bool negated)
{
    text_append(&parser->out, negated ? "[^" : "[");
    for (size_t i = 0; i < count; i++)
        if (!items[i].negated || count == 1)
            append_item(parser, flags, &items[i]);
    text_append_char(&parser->out, ']');
}

/* Negated categories together with other items become alternatives: PCRE2's brackets cannot contain them. */
static void append_alternatives(PatternParser *parser, int64_t flags, const SetItem *items, size_t count)
{
    bool has_plain = false;
    for (size_t i = 0; i < count; i++)
        has_plain |= !items[i].negated;
    if (has_plain)
        append_brackets(parser, flags, items, count, false);
    const char *between = has_plain ? "|" : "";
    for (size_t i = 0; i < count; i++) {
        if (!items[i].negated)
            continue;
        text_append(&parser->out, between);
        append_brackets(parser, flags, &items[i], 1, true);
        between = "|";
    }
}

void pattern_append_set(PatternParser *parser, int64_t flags, const SetItem *items, size_t count, bool negated)
{
    Text *out = &parser->out;
    bool has_negated = false;
    for (size_t i = 0; i < count; i++)
        has_negated |= items[i].negated;
    if (!has_negated || count == 1) {
        append_brackets(parser, flags, items, count, negated != has_negated);
    } else {
        text_append(out, negated ? "(?:(?!" : "(?:");
        append_alternatives(parser, flags, items, count);
        text_append(out, negated ? ")(?s:.))" : ")");
    }
}

/* One member, which may be an escape. */
static void parse_member(PatternParser *parser, SetItem *item)
{
    if (parser->length == 2) {
        pattern_class_escape(parser, item);
        return;
    }
    *item = (SetItem){.first = pattern_peek(parser), .last = pattern_peek(parser)};
    pattern_advance(parser);
}

/* The token after the '-' of a range. False at the end of the set, where the '-' is a member. */
static bool parse_range(PatternParser *parser, SetItem *item, size_t from, size_t from_length, size_t start)
{
    if (!parser->length) {
        pattern_error(parser, parser->at - start, "unterminated character set");
        return true;
    }
    if (pattern_match(parser, ']'))
        return false;
    size_t to = parser->at, to_length = parser->length;
    SetItem last;
    parse_member(parser, &last);
    if (item->category != CATEGORY_NONE || last.category != CATEGORY_NONE || last.first < item->first)
        pattern_error(parser, from_length + 1 + to_length, "bad character range %s-%s",
                      pattern_text(parser, from, from_length), pattern_text(parser, to, to_length));
    item->last = last.first;
    return true;
}

static SetItem *add_item(PatternParser *parser, SetItem *items, size_t *count, size_t *capacity)
{
    if (*count == *capacity) {
        size_t more = *capacity ? 2 * *capacity : 16;
        SetItem *grown = ARENA_ARRAY(parser->arena, SetItem, more);
        if (*count)
            memcpy(grown, items, *count * sizeof *items);
        items = grown;
        *capacity = more;
    }
    items[(*count)++] = (SetItem){0};
    return items;
}

void pattern_parse_set(PatternParser *parser, int64_t flags)
{
    size_t start = parser->at - 1, count = 0, capacity = 0;
    SetItem *items = NULL;
    bool negated = pattern_match(parser, '^');
    for (;;) {
        if (!parser->length) {
            pattern_error(parser, parser->at - start, "unterminated character set");
            return;
        }
        if (count && pattern_match(parser, ']'))
            break;
        size_t from = parser->at, from_length = parser->length;
        items = add_item(parser, items, &count, &capacity);
        SetItem *item = &items[count - 1];
        parse_member(parser, item);
        if (pattern_match(parser, '-') && !parse_range(parser, item, from, from_length, start)) {
            items = add_item(parser, items, &count, &capacity);
            items[count - 1] = (SetItem){.first = '-', .last = '-'};
            break;
        }
    }
    pattern_append_set(parser, flags, items, count, negated);
}
