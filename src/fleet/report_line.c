#include "report_line.h"

#include "limbeck/base/text.h"

#include <stdarg.h>
#include <stdlib.h>

static void write_field(FILE *report, const char *field)
{
    for (const char *at = field; *at; at++)
        if (*at == '\\' || (unsigned char)*at < ' ')
            fprintf(report, "\\%03o", (unsigned char)*at);
        else
            fputc(*at, report);
}

void report_fields(FILE *report, const char *field, ...)
{
    va_list rest;
    va_start(rest, field);
    flockfile(report);
    for (bool is_first = true; field; field = va_arg(rest, const char *), is_first = false) {
        if (!is_first)
            fputc('\t', report);
        write_field(report, field);
    }
    va_end(rest);
    fputc('\n', report);
    funlockfile(report);
}

void report_field_vector(FILE *report, const StringVector *fields)
{
    flockfile(report);
    for (size_t i = 0; i < fields->count; i++) {
        if (i)
            fputc('\t', report);
        write_field(report, fields->items[i] ? fields->items[i] : "");
    }
    fputc('\n', report);
    funlockfile(report);
}

static const char *read_field(Arena *arena, const char *start, size_t length)
{
    Text text = text_in(arena);
    for (const char *at = start; at < start + length; at++)
        if (*at == '\\' && at + 3 < start + length) {
            text_append_char(&text, (char)strtol(arena_strndup(arena, at + 1, 3), NULL, 8));
            at += 3;
        } else {
            text_append_char(&text, *at);
        }
    return text_string(&text);
}

void report_read(Arena *arena, const char *line, StringVector *fields)
{
    for (const char *at = line;; at++) {
        const size_t length = strcspn(at, "\t");
        vector_push(arena, fields, read_field(arena, at, length));
        at += length;
        if (!*at)
            return;
    }
}

void report_error(FILE *report, const Error *error)
{
    char kind[16], message[sizeof error->file + sizeof error->message + 32];
    snprintf(kind, sizeof kind, "%d", (int)error->kind);
    if (error->file[0])
        snprintf(message, sizeof message, "%s:%d: %s", error->file, error->line, error->message);
    else
        snprintf(message, sizeof message, "%s", error->message);
    report_fields(report, "error", kind, message, error->state, error->hint, error->code, NULL);
}

void report_take_error(const StringVector *fields, Error *error)
{
    if (fields->count < 6 || strcmp(fields->items[0], "error") != 0)
        return;
    error_set(error, (ErrorKind)strtol(fields->items[1], NULL, 10), "%s", fields->items[2]);
    if (*fields->items[3])
        error_state(error, "%s", fields->items[3]);
    if (*fields->items[4])
        error_hint(error, "%s", fields->items[4]);
    if (*fields->items[5])
        error_code(error, fields->items[5], NULL);
}
