/* Python's syntax of regular expressions, read as CPython 3.11 reads it and written again for PCRE2.
 *
 * All errors of a pattern are found here, with CPython's messages and positions. What PCRE2 gets has one meaning
 * only: flags, character classes and escapes are written out, so that no option of PCRE2 and no version of its
 * Unicode rules changes what a pattern matches. */
#ifndef LIMBECK_PYTHON_PATTERNS_TRANSLATION_H
#define LIMBECK_PYTHON_PATTERNS_TRANSLATION_H

#include "limbeck/python/interpreter.h"

/* Python's own numbers. */
enum {
    PATTERN_TEMPLATE = 1,
    PATTERN_IGNORECASE = 2,
    PATTERN_LOCALE = 4,
    PATTERN_MULTILINE = 8,
    PATTERN_DOTALL = 16,
    PATTERN_UNICODE = 32,
    PATTERN_VERBOSE = 64,
    PATTERN_DEBUG = 128,
    PATTERN_ASCII = 256
};

typedef struct PatternTranslation {
    const char *pattern; /* for PCRE2 */
    size_t length;
    int64_t flags;      /* the given ones and those of the pattern itself */
    size_t group_count; /* without group 0 */
    const char **names; /* of the groups from 0 on; NULL: without name */
    /* It has a reference to a group that ignores case, which PCRE2 compares by other rules beyond ASCII. */
    bool compares_ascii_only;
    const char *exception; /* of a wrong pattern: "error", "ValueError" or "OverflowError"; else NULL */
    const char *message;
    int64_t position; /* in characters; -1: none */
} PatternTranslation;

/* Everything in `translation` is in the arena. False if the pattern is refused. */
bool pattern_translate(Interpreter *interpreter, Arena *arena, const String *source, int64_t flags,
                       PatternTranslation *translation);

#endif
