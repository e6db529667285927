#include "limbeck/base/error.h"

#include "limbeck/base/secrets.h"

#include <stdio.h>
#include <string.h>

/* Passwords are removed before the text is truncated: half a password is a secret, too. */
static void write_text(char *room, size_t size, const char *format, va_list arguments)
{
    Arena *arena = arena_new();
    snprintf(room, size, "%s", text_without_passwords(arena, arena_vformat(arena, format, arguments)));
    arena_free(arena);
}

bool error_set(Error *error, ErrorKind kind, const char *format, ...)
{
    if (!error || error->kind != ERROR_NONE)
        return false;
    error->kind = kind;
    va_list arguments;
    va_start(arguments, format);
    write_text(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return false;
}

void error_place(Error *error, const char *file, int line, int column)
{
    if (!error || error->line)
        return;
    snprintf(error->file, sizeof error->file, "%s", file ? file : "");
    error->line = line;
    error->column = column;
}

void error_source(Error *error, const char *source_line, size_t length)
{
    if (!error || error->source[0])
        return;
    enum { LONGEST_LINE = 4096 };
    Arena *arena = arena_new();
    const char *line = arena_strndup(arena, source_line, length < LONGEST_LINE ? length : LONGEST_LINE);
    snprintf(error->source, sizeof error->source, "%s", text_with_stars(arena, line));
    arena_free(arena);
}

void error_code(Error *error, const char *code, const char *exception)
{
    if (!error || error->exception)
        return;
    snprintf(error->code, sizeof error->code, "%s", code);
    error->exception = exception;
}

void error_hint(Error *error, const char *format, ...)
{
    if (!error || error->hint[0])
        return;
    va_list arguments;
    va_start(arguments, format);
    write_text(error->hint, sizeof error->hint, format, arguments);
    va_end(arguments);
}

void error_state(Error *error, const char *format, ...)
{
    if (!error || error->state[0])
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->state, sizeof error->state, format, arguments);
    va_end(arguments);
}

/* The caret is placed by display width: a wide character takes two cells, a tab four, as in text_harmless(). */
static void append_caret(Text *text, const Error *error)
{
    size_t length = strlen(error->source);
    size_t at = 0;
    int cells = 0;
    for (int column = 1; column < error->column && at < length; column++) {
        uint32_t codepoint;
        size_t taken = utf8_decode(error->source + at, length - at, &codepoint);
        cells += codepoint == '\t' ? 4 : taken ? utf8_width(codepoint) : 4;
        at += taken ? taken : 1;
    }
    text_append_repeated(text, ' ', (size_t)cells);
    text_append_char(text, '^');
}

char *error_render(Arena *arena, const Error *error)
{
    Text text = text_in(arena);
    if (error->file[0]) {
        text_append(&text, text_harmless(arena, error->file, false));
        if (error->line)
            text_append_format(&text, ":%d:%d", error->line, error->column);
        text_append(&text, ": ");
    }
    text_append(&text, text_harmless(arena, error->message, true));
    if (error->source[0]) {
        text_append_format(&text, "\n%6d | %s\n       | ", error->line, text_harmless(arena, error->source, false));
        append_caret(&text, error);
    }
    if (error->state[0])
        text_append_format(&text, "\n%s", text_harmless(arena, error->state, true));
    if (error->hint[0])
        text_append_format(&text, "\nhint: %s", text_harmless(arena, error->hint, true));
    return text_string(&text);
}

int error_exit_status(const Error *error)
{
    static const int statuses[] = {
        [ERROR_NONE] = 0,   [ERROR_USAGE] = 2,       [ERROR_COMMAND] = 2,   [ERROR_CHECK] = 1,  [ERROR_FILE] = 2,
        [ERROR_SYNTAX] = 3, [ERROR_UNSUPPORTED] = 3, [ERROR_LIMIT] = 3,     [ERROR_RAISED] = 3, [ERROR_DATABASE] = 4,
        [ERROR_LOCKED] = 4, [ERROR_CANCELLED] = 130, [ERROR_UNDECIDED] = 4,
    };
    return statuses[error->kind];
}
