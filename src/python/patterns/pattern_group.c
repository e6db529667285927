/* Constructs that begin with '(': groups, flags, conditions, lookaheads and lookbehinds. */
#include "parser.h"

#include "limbeck/python/runtime/unicode.h"

#include <string.h>

static void close_group(PatternParser *parser, size_t start)
{
    if (!pattern_match(parser, ')'))
        pattern_error(parser, parser->at - start, "missing ), unterminated subpattern");
    text_append_char(&parser->out, ')');
}

/* ---- groups and their names -------------------------------------------------------------------- */

static size_t find_group(const PatternParser *parser, const char *name)
{
    for (size_t i = 1; i < parser->group_count; i++)
        if (parser->groups[i].name && strcmp(parser->groups[i].name, name) == 0)
            return i;
    return 0;
}

static size_t open_group(PatternParser *parser, const char *name, size_t from, size_t length)
{
    size_t number = parser->group_count, known = name ? find_group(parser, name) : 0;
    if (known)
        pattern_error(parser, length + 1, "redefinition of group name %s as group %zu; was group %zu",
                      pattern_quoted(parser, from, length), number, known);
    if (number == parser->group_capacity) {
        size_t capacity = 2 * number + 8;
        Group *groups = ARENA_ARRAY(parser->arena, Group, capacity);
        memcpy(groups, parser->groups, number * sizeof *groups);
        parser->groups = groups;
        parser->group_capacity = capacity;
    }
    parser->groups[number] = (Group){.name = name};
    parser->group_count++;
    return number;
}

static bool parse_group_name(PatternParser *parser, uint32_t terminator, size_t *from, size_t *length)
{
    if (!pattern_name(parser, terminator, "group name", from, length))
        return false;
    if (!pattern_is_identifier(parser, *from, *length))
        pattern_error(parser, *length + 1, "bad character in group name %s", pattern_quoted(parser, *from, *length));
    return !parser->exception;
}

static ItemKind parse_capture(PatternParser *parser, int64_t flags, int nested, size_t start, const char *name,
                              size_t from, size_t length, Width *width)
{
    size_t group = open_group(parser, name, from, length);
    text_append_char(&parser->out, '(');
    *width = pattern_parse_alternatives(parser, flags, nested + 1);
    close_group(parser, start);
    parser->groups[group].width = *width;
    parser->groups[group].closed = true;
    return ITEM_OTHER;
}

static ItemKind parse_plain(PatternParser *parser, int64_t flags, int nested, size_t start, const char *opening,
                            Width *width)
{
    text_append(&parser->out, opening);
    *width = pattern_parse_alternatives(parser, flags, nested + 1);
    close_group(parser, start);
    return ITEM_OTHER;
}

/* (?P<name>...) and (?P=name) */
static ItemKind parse_named(PatternParser *parser, int64_t flags, int nested, size_t start, Width *width)
{
    size_t from, length;
    if (pattern_match(parser, '<')) {
        if (!parse_group_name(parser, '>', &from, &length))
            return ITEM_NONE;
        return parse_capture(parser, flags, nested, start, pattern_group_name(parser, from, length), from, length,
                             width);
    }
    if (pattern_match(parser, '=')) {
        if (!parse_group_name(parser, ')', &from, &length))
            return ITEM_NONE;
        size_t group = find_group(parser, pattern_group_name(parser, from, length));
        if (!group) {
            pattern_error(parser, length + 1, "unknown group name %s", pattern_quoted(parser, from, length));
        } else if (!parser->groups[group].closed) {
            pattern_error(parser, length + 1, "cannot refer to an open group");
        } else if (pattern_check_lookbehind(parser, group)) {
            *width = parser->groups[group].width;
            pattern_append_reference(parser, flags, group);
        }
        return ITEM_OTHER;
    }
    size_t at = parser->at, token = parser->length;
    pattern_advance(parser);
    if (!token)
        pattern_error(parser, 0, "unexpected end of pattern");
    else
        pattern_error(parser, token + 2, "unknown extension ?P%s", pattern_text(parser, at, token));
    return ITEM_NONE;
}

/* ---- looking around, comments, conditions ----------------------------------------------------- */

static ItemKind parse_look(PatternParser *parser, int64_t flags, int nested, size_t start, uint32_t letter)
{
    bool behind = letter == '<';
    size_t outer = parser->lookbehind_groups;
    if (behind) {
        size_t at = parser->at, token = parser->length;
        letter = pattern_peek(parser);
        pattern_advance(parser);
        if (!token)
            pattern_error(parser, 0, "unexpected end of pattern");
        else if (letter != '=' && letter != '!')
            pattern_error(parser, token + 2, "unknown extension ?<%s", pattern_text(parser, at, token));
        if (!outer)
            parser->lookbehind_groups = parser->group_count;
    }
    text_append_format(&parser->out, "(?%s%c", behind ? "<" : "", letter == '=' ? '=' : '!');
    Width width = pattern_parse_alternatives(parser, flags, nested + 1);
    parser->lookbehind_groups = outer;
    parser->has_variable_lookbehind |= behind && width.least != width.most;
    close_group(parser, start);
    return ITEM_OTHER;
}

static ItemKind parse_comment(PatternParser *parser, size_t start)
{
    while (parser->length && pattern_peek(parser) != ')')
        pattern_advance(parser);
    if (!pattern_match(parser, ')'))
        pattern_error(parser, parser->at - start, "missing ), unterminated comment");
    return ITEM_NONE;
}

/* The number or the name of the group of a condition; 0 with the problem set. */
static size_t parse_condition_group(PatternParser *parser)
{
    size_t from, length, group = 0;
    if (!pattern_name(parser, ')', "group name", &from, &length))
        return 0;
    if (pattern_is_identifier(parser, from, length)) {
        group = find_group(parser, pattern_group_name(parser, from, length));
        if (!group)
            pattern_error(parser, length + 1, "unknown group name %s", pattern_quoted(parser, from, length));
        return group;
    }
    bool has_digit = false, others = false, has_space = false;
    for (size_t i = from; i < from + length; i++) {
        bool is_digit = pattern_is_digit(parser->letters[i]);
        has_digit |= unicode_is_decimal(parser->letters[i]);
        others |= !is_digit;
        has_space |= !is_digit && i > from;
        if (is_digit && group < MAX_REPEATS)
            group = group * 10 + parser->letters[i] - '0';
    }
    bool is_negative = parser->letters[from] == '-' && group && !has_space;
    if (others && has_digit && !is_negative) /* int() of Python may read it */
        pattern_refuse(parser, "the number of a group written like this in a regular expression");
    else if (others)
        pattern_error(parser, length + 1, "bad character in group name %s", pattern_quoted(parser, from, length));
    else if (!group)
        pattern_error(parser, length + 1, "bad group number");
    else if (group >= (1u << 30) - 1)
        pattern_error(parser, length + 1, "invalid group reference %zu", group);
    if (parser->condition_count == parser->condition_capacity) {
        size_t capacity = 2 * parser->condition_capacity + 8;
        GroupReference *grown = ARENA_ARRAY(parser->arena, GroupReference, capacity);
        if (parser->condition_count)
            memcpy(grown, parser->conditions, parser->condition_count * sizeof *grown);
        parser->conditions = grown;
        parser->condition_capacity = capacity;
    }
    parser->conditions[parser->condition_count++] = (GroupReference){group, from};
    return group;
}

static ItemKind parse_condition(PatternParser *parser, int64_t flags, int nested, size_t start, Width *width)
{
    size_t group = parse_condition_group(parser);
    if (group)
        pattern_check_lookbehind(parser, group);
    text_append_format(&parser->out, "(?(%zu)", group);
    Width yes = pattern_parse_sequence(parser, flags, nested + 1, false), no = {0, 0};
    if (pattern_match(parser, '|')) {
        text_append_char(&parser->out, '|');
        no = pattern_parse_sequence(parser, flags, nested + 1, false);
        if (pattern_peek(parser) == '|')
            pattern_error(parser, 0, "conditional backref with more than two branches");
    }
    close_group(parser, start);
    *width = (Width){yes.least < no.least ? yes.least : no.least, yes.most > no.most ? yes.most : no.most};
    return ITEM_OTHER;
}

/* ---- flags ---------------------------------------------------------------------------------------- */

static const struct {
    char letter;
    int64_t flag;
} flag_letters[] = {{'i', PATTERN_IGNORECASE}, {'L', PATTERN_LOCALE}, {'m', PATTERN_MULTILINE}, {'s', PATTERN_DOTALL},
                    {'x', PATTERN_VERBOSE},    {'a', PATTERN_ASCII},  {'t', PATTERN_TEMPLATE},  {'u', PATTERN_UNICODE}};
enum { TYPE_FLAGS = PATTERN_ASCII | PATTERN_LOCALE | PATTERN_UNICODE };

static int64_t flag_of(uint32_t letter)
{
    for (size_t i = 0; i < sizeof flag_letters / sizeof *flag_letters; i++)
        if ((uint32_t)flag_letters[i].letter == letter)
            return flag_letters[i].flag;
    return 0;
}

/* Sets the error of a token that is not a flag; the parser is after it. */
static void wrong_flag(PatternParser *parser, uint32_t letter, size_t token, const char *wanted)
{
    if (!token)
        pattern_error(parser, 0, "%s", wanted);
    else
        pattern_error(parser, token, "%s", letter != NO_LETTER && unicode_is_alpha(letter) ? "unknown flag" : wanted);
}

/* Reads one token. */
static uint32_t take_letter(PatternParser *parser, size_t *token)
{
    uint32_t letter = pattern_peek(parser);
    *token = parser->length;
    pattern_advance(parser);
    return letter;
}

static const char *problem_of_flag(const PatternParser *parser, int64_t flag, int64_t added)
{
    if (parser->is_text && flag == PATTERN_LOCALE)
        return "bad inline flags: cannot use 'L' flag with a str pattern";
    if (!parser->is_text && flag == PATTERN_UNICODE)
        return "bad inline flags: cannot use 'u' flag with a bytes pattern";
    if ((flag & TYPE_FLAGS) && ((added | flag) & TYPE_FLAGS) != flag)
        return "bad inline flags: flags 'a', 'u' and 'L' are incompatible";
    return NULL;
}

/* The flags before '-', ':' or ')', which is returned. */
static uint32_t parse_added_flags(PatternParser *parser, uint32_t letter, int64_t *added)
{
    while (letter != '-' && letter != ':' && letter != ')') {
        int64_t flag = flag_of(letter);
        const char *problem = problem_of_flag(parser, flag, *added);
        if (problem)
            pattern_error(parser, 0, "%s", problem);
        *added |= flag;
        size_t token;
        letter = take_letter(parser, &token);
        if (letter != '-' && letter != ':' && letter != ')' && !flag_of(letter)) {
            wrong_flag(parser, letter, token, "missing -, : or )");
            break;
        }
    }
    return letter;
}

static void parse_removed_flags(PatternParser *parser, int64_t *removed)
{
    size_t token;
    uint32_t letter = take_letter(parser, &token);
    if (!flag_of(letter))
        wrong_flag(parser, letter, token, "missing flag");
    while (flag_of(letter)) {
        if (flag_of(letter) & TYPE_FLAGS)
            pattern_error(parser, 0, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
        *removed |= flag_of(letter);
        letter = take_letter(parser, &token);
        if (letter != ':' && !flag_of(letter))
            wrong_flag(parser, letter, token, "missing :");
    }
}

static ItemKind parse_flags(PatternParser *parser, int64_t *flags, int nested, size_t start, uint32_t letter,
                            bool is_first, Width *width)
{
    int64_t added = 0, removed = 0;
    uint32_t last = parse_added_flags(parser, letter, &added);
    if (added & PATTERN_LOCALE)
        pattern_refuse(parser, "a regular expression with the flag LOCALE");
    if (last == ')') {
        if (!is_first)
            pattern_error(parser, parser->at - start, "global flags not at the start of the expression");
        parser->flags |= added;
        *flags = parser->flags;
        text_append_format(&parser->out, "%s)", pattern_case_option(parser, *flags));
        return ITEM_NONE;
    }
    if (added & PATTERN_TEMPLATE)
        pattern_error(parser, 1, "bad inline flags: cannot turn on global flag");
    if (last == '-')
        parse_removed_flags(parser, &removed);
    if (removed & PATTERN_TEMPLATE)
        pattern_error(parser, 1, "bad inline flags: cannot turn off global flag");
    if (added & removed)
        pattern_error(parser, 1, "bad inline flags: flag turned on and off");
    int64_t inner = added & TYPE_FLAGS ? *flags & ~TYPE_FLAGS : *flags;
    inner = (inner | added) & ~removed;
    const char *opening = arena_format(parser->arena, "%s:", pattern_case_option(parser, inner));
    return parse_plain(parser, inner, nested, start, opening, width);
}

ItemKind pattern_parse_group(PatternParser *parser, int64_t *flags, int nested, bool is_first, Width *width)
{
    size_t start = parser->at - 1;
    *width = (Width){0, 0};
    if (!pattern_match(parser, '?'))
        return parse_capture(parser, *flags, nested, start, NULL, 0, 0, width);
    size_t at = parser->at, token;
    uint32_t letter = take_letter(parser, &token);
    if (!token)
        pattern_error(parser, 0, "unexpected end of pattern");
    else if (letter == 'P')
        return parse_named(parser, *flags, nested, start, width);
    else if (letter == ':' || letter == '>')
        return parse_plain(parser, *flags, nested, start, letter == ':' ? "(?:" : "(?>", width);
    else if (letter == '#')
        return parse_comment(parser, start);
    else if (letter == '=' || letter == '!' || letter == '<')
        return parse_look(parser, *flags, nested, start, letter);
    else if (letter == '(')
        return parse_condition(parser, *flags, nested, start, width);
    else if (letter == '-' || flag_of(letter))
        return parse_flags(parser, flags, nested, start, letter, is_first, width);
    else
        pattern_error(parser, token + 1, "unknown extension ?%s", pattern_text(parser, at, token));
    return ITEM_NONE;
}
