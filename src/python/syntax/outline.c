/* The outline of a module: its top-level statements without imports and without the bodies of functions and
 * classes. Opening a project reads only outlines; a function is parsed when it is needed. */
#include "limbeck/python/syntax/parser.h"

#include <string.h>

typedef struct Outliner {
    const char *text;
    size_t length;
    size_t at;
    Text out; /* the same lines as the source, skipped ones empty */
} Outliner;

static char letter_at(const Outliner *self, size_t at)
{
    return at < self->length ? self->text[at] : '\0';
}

/* Skips a string; false if it is not terminated. */
static bool pass_string(Outliner *self)
{
    char quote = self->text[self->at];
    bool is_long = letter_at(self, self->at + 1) == quote && letter_at(self, self->at + 2) == quote;
    self->at += is_long ? 3 : 1;
    while (self->at < self->length) {
        char letter = self->text[self->at];
        if (letter == '\\') {
            self->at += 2;
        } else if (letter == '\n' && !is_long) {
            return false;
        } else if (letter == quote && !is_long) {
            self->at++;
            return true;
        } else if (letter == quote && letter_at(self, self->at + 1) == quote &&
                   letter_at(self, self->at + 2) == quote) {
            self->at += 3;
            return true;
        } else {
            self->at++;
        }
    }
    return false;
}

/* Characters that matter to a line's structure. */
static const bool special[256] = {['"'] = true, ['\''] = true, ['#'] = true, ['\\'] = true, ['('] = true, [')'] = true,
                                  ['['] = true, [']'] = true,  ['{'] = true, ['}'] = true,  ['\n'] = true};

static void pass_plain_letters(Outliner *self)
{
    const char *at = self->text + self->at, *end = self->text + self->length;
    while (at < end && !special[(unsigned char)*at])
        at++;
    self->at = (size_t)(at - self->text);
}

static void pass_comment(Outliner *self)
{
    const char *start = self->text + self->at, *newline = memchr(start, '\n', self->length - self->at);
    self->at = newline ? (size_t)(newline - self->text) : self->length;
}

/* Skips a logical line with its brackets, strings and continuations. */
static bool pass_logical_line(Outliner *self)
{
    size_t depth = 0;
    for (pass_plain_letters(self); self->at < self->length; pass_plain_letters(self)) {
        switch (self->text[self->at]) {
        case '"':
        case '\'':
            if (!pass_string(self))
                return false;
            continue;
        case '#':
            pass_comment(self);
            continue;
        case '\\':
            self->at += self->at + 1 < self->length ? 2 : 1;
            continue;
        case '(':
        case '[':
        case '{':
            depth++;
            break;
        case ')':
        case ']':
        case '}':
            depth -= depth > 0;
            break;
        case '\n':
            self->at++;
            if (!depth)
                return true;
            continue;
        default:
            break; /* not special */
        }
        self->at++;
    }
    return depth == 0;
}

static bool begins(const Outliner *self, size_t at, const char *word)
{
    size_t length = strlen(word);
    return at + length <= self->length && memcmp(self->text + at, word, length) == 0;
}

static bool is_block(const Outliner *self, size_t at)
{
    return begins(self, at, "def ") || begins(self, at, "class ") || begins(self, at, "async def ");
}

/* Whether the line can belong to a body: indented, empty, or a comment. */
static bool belongs_to_body(const Outliner *self)
{
    char letter = letter_at(self, self->at);
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' || letter == '#' || letter == '\f';
}

static bool is_statement(const Outliner *self, size_t at)
{
    while (letter_at(self, at) == ' ' || letter_at(self, at) == '\t')
        at++;
    char letter = letter_at(self, at);
    return letter && letter != '\n' && letter != '\r' && letter != '#';
}

static bool is_import(const Outliner *self, size_t at)
{
    return begins(self, at, "import ") || begins(self, at, "from ");
}

/* Keeps line numbers unchanged. */
static void add_empty_lines(Outliner *self, size_t start)
{
    const char *end = self->text + self->at;
    for (const char *line = self->text + start; (line = memchr(line, '\n', (size_t)(end - line))); line++)
        text_append_char(&self->out, '\n');
}

static bool skip_body(Outliner *self)
{
    bool stands_in = false;
    while (self->at < self->length && belongs_to_body(self)) {
        size_t start = self->at;
        bool is_indented = self->text[start] == ' ' || self->text[start] == '\t';
        if (!pass_logical_line(self))
            return false;
        if (is_indented && !stands_in && is_statement(self, start)) {
            text_append(&self->out, " pass");
            stands_in = true;
        }
        add_empty_lines(self, start);
    }
    return true;
}

static bool outline(Outliner *self)
{
    while (self->at < self->length) {
        size_t start = self->at;
        bool block = is_block(self, start), import = is_import(self, start);
        if (!pass_logical_line(self))
            return false;
        if (import && !memchr(self->text + start, ';', self->at - start)) {
            text_append(&self->out, "pass"); /* so that a string after it is not taken for a docstring */
            add_empty_lines(self, start);
        } else {
            text_append_bytes(&self->out, self->text + start, self->at - start);
        }
        if (block && !skip_body(self))
            return false;
    }
    return true;
}

SourceFile *python_parse_outline(Arena *arena, NameTable *names, const char *path, const char *content, size_t length,
                                 Error *error)
{
    Outliner self = {.text = content, .length = length, .out = text_in(arena)};
    Error ignored = {0};
    SourceFile *file =
        outline(&self) ? python_parse(arena, names, path, text_string(&self.out), self.out.length, &ignored) : NULL;
    /* If the outline cannot be parsed, parse the whole file for the error message. */
    return file ? file : python_parse(arena, names, path, content, length, error);
}
