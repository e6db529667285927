/* Building text, and UTF-8.
 *
 *     Text text = text_in(arena);
 *     text_append(&text, "SELECT ");
 *     text_append_format(&text, "%d", 1);
 *     return text_string(&text);
 *
 * A Text from text_in() belongs to its arena; one from text_on_heap() is freed by text_release(). */
#ifndef LIMBECK_BASE_TEXT_H
#define LIMBECK_BASE_TEXT_H

#include "limbeck/base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Limits the memory of texts that a script builds. */
typedef struct TextGuard {
    bool (*may_grow)(void *state, size_t more);
    void *state;
    size_t held; /* bytes in guarded texts not yet released */
} TextGuard;

typedef struct Text {
    Arena *arena; /* NULL: heap */
    char *data;
    size_t length;
    size_t capacity;
    TextGuard *guard; /* for heap texts; may be NULL */
} Text;

/* An empty text, whose memory is in `arena` or, released by text_release(), on the heap. */
Text text_in(Arena *arena);
Text text_on_heap(void);
/* A heap text with a limit. Appending beyond it is ignored; the guard records the refusal. */
static inline Text text_guarded(TextGuard *guard)
{
    return (Text){.guard = guard};
}
void text_release(Text *text);
void text_clear(Text *text);

/* `bytes` must not be part of `text`. */
void text_append_bytes(Text *text, const char *bytes, size_t length);

static inline void text_append(Text *text, const char *string)
{
    text_append_bytes(text, string, strlen(string));
}

void text_append_char(Text *text, char character);
/* As UTF-8. */
void text_append_codepoint(Text *text, uint32_t codepoint);
void text_append_format(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_append_repeated(Text *text, char character, size_t times);

/* Formats as Python's repr(): the fewest digits that read back as the same number. */
void text_append_real(Text *text, double real);

/* The NUL-terminated content, valid until the text changes; never NULL. */
char *text_string(Text *text);

/* Decodes one code point and returns its length, 1 to 4 bytes; 0 for invalid UTF-8 (*codepoint is then the invalid
 * byte). */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *codepoint);
size_t utf8_encode(uint32_t codepoint, char bytes[4]);
bool utf8_valid(const char *bytes, size_t length, size_t *bad_offset);
size_t utf8_count(const char *bytes, size_t length);

/* Columns a code point takes on a terminal: 0, 1 or 2. */
int utf8_width(uint32_t codepoint);
int text_width(const char *string);

/* "utf8proc 2.8.0" */
const char *text_library(Arena *arena);

/* A copy that is safe to print on a terminal: control characters, escape sequences, bidirectional overrides and
 * invalid bytes become visible, as \x1b. Newlines are kept if `keep_newlines`; tabs become four spaces. */
char *text_harmless(Arena *arena, const char *string, bool keep_newlines);

/* The last part of a path; the path without it. */
const char *path_basename(const char *path);
char *path_dirname(Arena *arena, const char *path);
char *path_join(Arena *arena, const char *folder, const char *name);

/* Removes "." and ".." without accessing the file system. */
char *path_normalise(Arena *arena, const char *path);

bool text_starts_with(const char *string, const char *prefix);
/* As strcasestr(), and faster where `word` does not occur. */
const char *text_find_word(const char *string, const char *word);
bool text_ends_with(const char *string, const char *suffix);

/* A copy without leading and trailing white space. */
char *text_trim(Arena *arena, const char *string);
/* Trimmed, with every run of white space replaced by one space. */
char *text_one_line(Arena *arena, const char *string);

#endif
