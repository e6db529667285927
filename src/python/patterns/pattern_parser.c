/* Alternatives, sequences and repeats of a pattern; see limbeck/python/patterns/translation.h. */
#include "parser.h"

#include "limbeck/python/native.h"

#include <string.h>

static uint64_t at_most(uint64_t number, uint64_t most)
{
    return number < most ? number : most;
}

static Width width_sum(Width left, Width right)
{
    return (Width){at_most(left.least + right.least, MAX_REPEATS), at_most(left.most + right.most, MAX_REPEATS)};
}

/* ---- repeats ------------------------------------------------------------------------------------ */

typedef struct Repeat {
    uint64_t least, most; /* MAX_REPEATS: without end */
} Repeat;

static bool read_count(PatternParser *parser, uint64_t *count)
{
    bool given = pattern_is_digit(pattern_peek(parser));
    for (*count = given ? 0 : *count; pattern_is_digit(pattern_peek(parser)); pattern_advance(parser))
        *count = at_most(*count * 10 + pattern_peek(parser) - '0', MAX_REPEATS);
    return given;
}

/* The text after '{'. False if the brace is a character like others. */
static bool parse_counts(PatternParser *parser, Repeat *repeat)
{
    size_t here = parser->at;
    if (pattern_peek(parser) == '}')
        return false;
    uint64_t least = 0, most = MAX_REPEATS;
    bool has_least = read_count(parser, &least), has_most = has_least;
    if (pattern_match(parser, ','))
        has_most = read_count(parser, &most);
    else if (has_least)
        most = least;
    if (!pattern_match(parser, '}')) {
        pattern_seek(parser, here);
        return false;
    }
    if (least >= MAX_REPEATS || (has_most && most >= MAX_REPEATS))
        pattern_raise(parser, "OverflowError", "the repetition number is too large");
    else if (most < least)
        pattern_error(parser, parser->at - here, "min repeat greater than max repeat");
    *repeat = (Repeat){least, most};
    return true;
}

static void append_repeat(PatternParser *parser, Repeat repeat)
{
    Text *out = &parser->out;
    bool endless = repeat.most == MAX_REPEATS;
    if (repeat.least > MAX_COUNTED || (!endless && repeat.most > MAX_COUNTED))
        pattern_refuse(parser, "a regular expression that counts to more than 65535");
    else if (endless && repeat.least <= 1)
        text_append_char(out, repeat.least ? '+' : '*');
    else if (endless)
        text_append_format(out, "{%d,}", (int)repeat.least);
    else
        text_append_format(out, "{%d,%d}", (int)repeat.least, (int)repeat.most);
}

/* The items of a sequence; the last one may be repeated. */
typedef struct Sequence {
    int64_t flags;
    Width before, last;
    ItemKind kind; /* of the last item */
} Sequence;

static bool parse_repeat(PatternParser *parser, Sequence *sequence, uint32_t letter)
{
    size_t here = parser->at;
    Repeat repeat = {letter == '+', letter == '?' ? 1 : MAX_REPEATS};
    if (letter == '{' && !parse_counts(parser, &repeat))
        return false;
    size_t back = parser->at - here + 1;
    if (sequence->kind == ITEM_NONE || sequence->kind == ITEM_PLACE)
        pattern_error(parser, back, "nothing to repeat");
    else if (sequence->kind == ITEM_REPEAT)
        pattern_error(parser, back, "multiple repeat");
    append_repeat(parser, repeat);
    Width *last = &sequence->last;
    *last = (Width){at_most(last->least * repeat.least, MAX_REPEATS), at_most(last->most * repeat.most, MAX_REPEATS)};
    sequence->kind = ITEM_REPEAT;
    if (pattern_match(parser, '?'))
        text_append_char(&parser->out, '?');
    else if (pattern_match(parser, '+'))
        text_append_char(&parser->out, '+');
    return true;
}

/* ---- sequences ---------------------------------------------------------------------------------- */

static void skip_comment(PatternParser *parser)
{
    while (parser->length && pattern_peek(parser) != '\n')
        pattern_advance(parser);
    pattern_match(parser, '\n');
}

static bool is_white(uint32_t letter)
{
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
}

static ItemKind parse_special(PatternParser *parser, Sequence *sequence, uint32_t letter, int nested, bool is_first,
                              Width *width)
{
    Text *out = &parser->out;
    bool lines = sequence->flags & PATTERN_MULTILINE;
    *width = (Width){letter != '^' && letter != '$', letter != '^' && letter != '$'};
    switch (letter) {
    case '(':
        return pattern_parse_group(parser, &sequence->flags, nested, is_first, width);
    case '[':
        pattern_parse_set(parser, sequence->flags);
        return ITEM_OTHER;
    case '.':
        text_append(out, sequence->flags & PATTERN_DOTALL ? "(?s:.)" : ".");
        return ITEM_OTHER;
    case '^':
        text_append(out, lines ? "(?m:^)" : "\\A");
        return ITEM_PLACE;
    case '$':
        text_append(out, lines ? "(?m:$)" : "\\Z");
        return ITEM_PLACE;
    default:
        pattern_append_literal(parser, sequence->flags, letter);
        return ITEM_OTHER;
    }
}

static void add_item(Sequence *sequence, ItemKind kind, Width width)
{
    if (kind == ITEM_NONE) /* a comment, or flags */
        return;
    sequence->before = width_sum(sequence->before, sequence->last);
    sequence->last = width;
    sequence->kind = kind;
}

Width pattern_parse_sequence(PatternParser *parser, int64_t flags, int nested, bool is_first)
{
    Sequence sequence = {.flags = flags};
    while (parser->length && pattern_peek(parser) != '|' && pattern_peek(parser) != ')') {
        Width width;
        if (parser->length == 2) {
            ItemKind kind = pattern_parse_escape(parser, sequence.flags, &width);
            add_item(&sequence, kind, width);
            continue;
        }
        uint32_t letter = pattern_peek(parser);
        pattern_advance(parser);
        bool verbose = sequence.flags & PATTERN_VERBOSE;
        if (verbose && letter == '#')
            skip_comment(parser);
        if (verbose && (letter == '#' || is_white(letter)))
            continue;
        if (letter < 0x80 && strchr("*+?{", (int)letter) && letter && parse_repeat(parser, &sequence, letter))
            continue;
        ItemKind kind =
            parse_special(parser, &sequence, letter, nested, is_first && sequence.kind == ITEM_NONE, &width);
        add_item(&sequence, kind, width);
    }
    Width sum = width_sum(sequence.before, sequence.last);
    return (Width){at_most(sum.least, MAX_REPEATS - 1), sum.most};
}

Width pattern_parse_alternatives(PatternParser *parser, int64_t flags, int nested)
{
    if (nested > MAX_NESTED)
        pattern_refuse(parser, "a regular expression whose parentheses are nested too deeply");
    Width width = pattern_parse_sequence(parser, flags, nested + 1, !nested);
    while (pattern_match(parser, '|')) {
        text_append_char(&parser->out, '|');
        Width other = pattern_parse_sequence(parser, nested ? flags : parser->flags, nested + 1, false);
        width.least = at_most(width.least, other.least);
        width.most = width.most > other.most ? width.most : other.most;
    }
    return width;
}

/* ---- the whole ------------------------------------------------------------------------------------- */

static const uint32_t *decode(Arena *arena, const String *source, size_t *count)
{
    uint32_t *letters = ARENA_ARRAY(arena, uint32_t, source->count + 1);
    *count = 0;
    for (size_t at = 0; at < source->length && *count < source->count;) {
        uint32_t letter = (unsigned char)source->bytes[at];
        size_t step =
            source->header.kind == VALUE_BYTES ? 1 : utf8_decode(source->bytes + at, source->length - at, &letter);
        at += step ? step : 1;
        letters[(*count)++] = letter;
    }
    return letters;
}

static void check_flags(PatternParser *parser)
{
    int64_t flags = parser->flags;
    if (parser->is_text && (flags & PATTERN_LOCALE))
        pattern_raise(parser, "ValueError", "cannot use LOCALE flag with a str pattern");
    else if (parser->is_text && (flags & PATTERN_ASCII) && (flags & PATTERN_UNICODE))
        pattern_raise(parser, "ValueError", "ASCII and UNICODE flags are incompatible");
    else if (!parser->is_text && (flags & PATTERN_UNICODE))
        pattern_raise(parser, "ValueError", "cannot use UNICODE flag with a bytes pattern");
    else if (flags & PATTERN_LOCALE)
        pattern_refuse(parser, "a regular expression with the flag LOCALE");
    else if (flags & (PATTERN_DEBUG | PATTERN_TEMPLATE))
        pattern_refuse(parser, "a regular expression with the flag DEBUG or TEMPLATE");
    if (parser->is_text && !(flags & PATTERN_ASCII))
        parser->flags |= PATTERN_UNICODE;
}

static void check_end(PatternParser *parser)
{
    if (parser->length)
        pattern_error(parser, 0, "unbalanced parenthesis");
    for (size_t i = 0; i < parser->condition_count; i++)
        if (parser->conditions[i].group >= parser->group_count)
            pattern_error(parser, parser->at - parser->conditions[i].position, "invalid group reference %zu",
                          parser->conditions[i].group);
    if (parser->has_variable_lookbehind) {
        pattern_error(parser, 0, "look-behind requires fixed-width pattern");
        if (strncmp(parser->message, "look", 4) == 0)
            parser->position = -1;
    }
}

bool pattern_translate(Interpreter *interpreter, Arena *arena, const String *source, int64_t flags,
                       PatternTranslation *translation)
{
    if (!python_charge(interpreter, source->length * ITEM_UNITS))
        return false;
    PatternParser parser = {.interpreter = interpreter,
                            .arena = arena,
                            .is_text = source->header.kind == VALUE_STRING,
                            .flags = flags,
                            .groups = ARENA_ARRAY(arena, Group, 1),
                            .group_count = 1,
                            .group_capacity = 1,
                            .position = -1,
                            .out = text_in(arena)};
    parser.groups[0] = (Group){0};
    parser.letters = decode(arena, source, &parser.count);
    text_append_format(&parser.out, "%s)", pattern_case_option(&parser, flags));
    pattern_seek(&parser, 0);
    pattern_parse_alternatives(&parser, flags, 0);
    if (!parser.exception && !parser.refused)
        check_flags(&parser);
    if (!parser.exception && !parser.refused)
        check_end(&parser);
    const char **names = ARENA_ARRAY(arena, const char *, parser.group_count);
    for (size_t i = 0; i < parser.group_count; i++)
        names[i] = parser.groups[i].name;
    *translation = (PatternTranslation){.pattern = text_string(&parser.out),
                                        .length = parser.out.length,
                                        .flags = parser.flags,
                                        .group_count = parser.group_count - 1,
                                        .names = names,
                                        .compares_ascii_only = parser.compares_ascii_only,
                                        .exception = parser.exception,
                                        .message = parser.message,
                                        .position = parser.position};
    return !parser.refused && !python_refused(interpreter);
}
