/* The state of reading one pattern, and what its files share. */
#ifndef LIMBECK_SRC_PYTHON_PATTERNS_PARSER_H
#define LIMBECK_SRC_PYTHON_PATTERNS_PARSER_H

#include "limbeck/python/patterns/translation.h"

/* CPython's MAXREPEAT, and the greatest number that PCRE2 counts to. */
#define MAX_REPEATS UINT32_MAX
enum { MAX_COUNTED = 65535, MAX_NESTED = 200, NO_LETTER = 0x110000 };

/* How many characters a part can match. */
typedef struct Width {
    uint64_t least, most; /* at most MAX_REPEATS */
} Width;

typedef struct Group {
    const char *name; /* NULL: without name */
    Width width;
    bool closed;
} Group;

typedef struct GroupReference {
    size_t group, position;
} GroupReference;

/* A token is a character, or a backslash with the character after it. */
typedef struct PatternParser {
    Interpreter *interpreter;
    Arena *arena;
    const uint32_t *letters;
    size_t count;
    bool is_text;
    size_t at;     /* of the next token */
    size_t length; /* of the next token; 0 at the end */
    int64_t flags; /* of the whole pattern */
    Group *groups;
    size_t group_count, group_capacity; /* group 0 included */
    size_t lookbehind_groups;           /* groups known where the outermost lookbehind began; 0: in none */
    GroupReference *conditions;         /* of (?(number)...) */
    size_t condition_count, condition_capacity;
    bool compares_ascii_only;
    bool has_variable_lookbehind;
    bool refused;
    const char *exception, *message; /* the first problem; it ends the input */
    int64_t position;
    Text out;
} PatternParser;

/* pattern_token.c */
void pattern_advance(PatternParser *parser);
void pattern_seek(PatternParser *parser, size_t at);
/* The next character, or NO_LETTER at an escape or the end. */
uint32_t pattern_peek(const PatternParser *parser);
bool pattern_match(PatternParser *parser, uint32_t letter);
/* The characters from a place on, as a text for messages. */
const char *pattern_text(PatternParser *parser, size_t from, size_t length);
const char *pattern_group_name(PatternParser *parser, size_t from, size_t length);
const char *pattern_quoted(PatternParser *parser, size_t from, size_t length);
/* The first problem wins. The place is `back` characters before the next token. */
void pattern_error(PatternParser *parser, size_t back, const char *format, ...) __attribute__((format(printf, 3, 4)));
void pattern_raise(PatternParser *parser, const char *exception, const char *message);
void pattern_refuse(PatternParser *parser, const char *what);
/* Reads a name and its terminator. False with the error set. */
bool pattern_name(PatternParser *parser, uint32_t terminator, const char *what, size_t *from, size_t *length);
bool pattern_is_identifier(const PatternParser *parser, size_t from, size_t length);

static inline bool pattern_is_digit(uint32_t letter)
{
    return letter >= '0' && letter <= '9';
}

/* pattern_set.c: what matches one character */
typedef enum { CATEGORY_NONE, CATEGORY_DIGIT, CATEGORY_SPACE, CATEGORY_WORD } Category;

typedef struct SetItem {
    uint32_t first, last; /* without category */
    Category category;
    bool negated;
} SetItem;

bool pattern_category(uint32_t letter, SetItem *item);
/* "(?i" or "(?-i": how PCRE2 compares while these flags apply. */
const char *pattern_case_option(const PatternParser *parser, int64_t flags);
void pattern_append_literal(PatternParser *parser, int64_t flags, uint32_t letter);
void pattern_append_set(PatternParser *parser, int64_t flags, const SetItem *items, size_t count, bool negated);
/* The text after '['. */
void pattern_parse_set(PatternParser *parser, int64_t flags);

/* pattern_escape.c: the next token is an escape */
void pattern_class_escape(PatternParser *parser, SetItem *item);
typedef enum { ITEM_NONE, ITEM_PLACE, ITEM_REPEAT, ITEM_OTHER } ItemKind;
ItemKind pattern_parse_escape(PatternParser *parser, int64_t flags, Width *width);
/* Whether the group may be referred to here; if not, the error is set. */
bool pattern_check_lookbehind(PatternParser *parser, size_t group);
void pattern_append_reference(PatternParser *parser, int64_t flags, size_t group);

/* pattern_group.c: the text after '(' */
ItemKind pattern_parse_group(PatternParser *parser, int64_t *flags, int nested, bool is_first, Width *width);

/* pattern_parser.c */
Width pattern_parse_alternatives(PatternParser *parser, int64_t flags, int nested);
Width pattern_parse_sequence(PatternParser *parser, int64_t flags, int nested, bool is_first);

#endif
