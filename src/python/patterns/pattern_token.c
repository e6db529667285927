/* The tokens of a pattern, its names and its errors. */
#include "parser.h"

#include "limbeck/python/runtime/internal.h"
#include "limbeck/python/runtime/unicode.h"

#include <stdarg.h>
#include <stdio.h>

static void end_input(PatternParser *parser)
{
    parser->at = parser->count;
    parser->length = 0;
}

static void set_problem(PatternParser *parser, const char *exception, const char *message, int64_t position)
{
    if (!parser->exception && !parser->refused) {
        parser->exception = exception;
        parser->message = message;
        parser->position = position;
    }
    end_input(parser);
}

void pattern_error(PatternParser *parser, size_t back, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char message[300];
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    set_problem(parser, "error", arena_format(parser->arena, "%s", message), (int64_t)parser->at - (int64_t)back);
}

void pattern_raise(PatternParser *parser, const char *exception, const char *message)
{
    set_problem(parser, exception, message, -1);
}

void pattern_refuse(PatternParser *parser, const char *what)
{
    if (!parser->exception && !parser->refused) {
        parser->refused = true;
        python_refuse(parser->interpreter, "%s", what);
    }
    end_input(parser);
}

void pattern_seek(PatternParser *parser, size_t at)
{
    if (parser->exception || parser->refused)
        return;
    parser->at = at;
    parser->length = at < parser->count;
    if (parser->length && parser->letters[at] == '\\') {
        if (at + 1 == parser->count)
            set_problem(parser, "error", "bad escape (end of pattern)", (int64_t)parser->count - 1);
        else
            parser->length = 2;
    }
}

void pattern_advance(PatternParser *parser)
{
    pattern_seek(parser, parser->at + parser->length);
}

uint32_t pattern_peek(const PatternParser *parser)
{
    return parser->length == 1 ? parser->letters[parser->at] : NO_LETTER;
}

bool pattern_match(PatternParser *parser, uint32_t letter)
{
    bool matches = pattern_peek(parser) == letter;
    if (matches)
        pattern_advance(parser);
    return matches;
}

/* CPython's messages show a pattern of bytes in ASCII. */
const char *pattern_text(PatternParser *parser, size_t from, size_t length)
{
    Text text = text_in(parser->arena);
    for (size_t i = from; i < from + length && i < parser->count; i++) {
        if (parser->is_text || parser->letters[i] < 0x80)
            text_append_codepoint(&text, parser->letters[i]);
        else
            text_append_format(&text, "\\x%02x", parser->letters[i]);
    }
    return text_string(&text);
}

const char *pattern_group_name(PatternParser *parser, size_t from, size_t length)
{
    Text text = text_in(parser->arena);
    for (size_t i = from; i < from + length; i++)
        text_append_codepoint(&text, parser->letters[i]);
    return text_string(&text);
}

const char *pattern_quoted(PatternParser *parser, size_t from, size_t length)
{
    const char *name = pattern_group_name(parser, from, length);
    Text quoted = text_in(parser->arena);
    Value value;
    if (!python_text(parser->interpreter, name, &value))
        return "";
    if (parser->is_text)
        python_repr(parser->interpreter, value, &quoted);
    else
        python_ascii(parser->interpreter, value, &quoted);
    return text_string(&quoted);
}

bool pattern_name(PatternParser *parser, uint32_t terminator, const char *what, size_t *from, size_t *length)
{
    *from = parser->at;
    while (parser->length && pattern_peek(parser) != terminator)
        pattern_advance(parser);
    *length = parser->at - *from;
    if (parser->exception || parser->refused)
        return false;
    if (!parser->length) {
        if (!*length)
            pattern_error(parser, 0, "missing %s", what);
        else
            pattern_error(parser, *length, "missing %c, unterminated name", (char)terminator);
        return false;
    }
    pattern_advance(parser);
    if (!*length)
        pattern_error(parser, 1, "missing %s", what);
    return !parser->exception && !parser->refused;
}

bool pattern_is_identifier(const PatternParser *parser, size_t from, size_t length)
{
    if (!length || !unicode_starts_name(parser->letters[from]))
        return false;
    for (size_t i = from + 1; i < from + length; i++)
        if (!unicode_is_of_name(parser->letters[i]))
            return false;
    return true;
}
