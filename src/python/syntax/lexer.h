/* Characters to tokens; private to the parser. */
#ifndef LIMBECK_SRC_PYTHON_SYNTAX_LEXER_H
#define LIMBECK_SRC_PYTHON_SYNTAX_LEXER_H

#include "limbeck/base/error.h"
#include "limbeck/python/syntax/ast.h"

typedef enum {
    TOKEN_END,
    TOKEN_NEWLINE,
    TOKEN_INDENT,
    TOKEN_DEDENT,
    TOKEN_BODY,    /* an indented function body that stays text */
    TOKEN_NAME,    /* `match`, `case` and `type` too, which are keywords in their place only */
    TOKEN_KEYWORD, /* the parser compares its text, and an operator's */
    TOKEN_NUMBER,
    TOKEN_STRING,
    TOKEN_OPERATOR,
} TokenKind;

typedef struct Token {
    const char *start;
    uint32_t length; /* no file is that long */
    TokenKind kind;
    int line;
    int column; /* byte column from 1 */
} Token;

typedef struct TokenList {
    Token *items;
    size_t count;
    size_t capacity;
} TokenList;

/* Where a text to be tokenised begins, within which file. A text inside an
 * f-string's braces begins `in_brackets`: newlines mean nothing there. */
typedef struct LexerStart {
    const SourceFile *file;
    const char *text;
    size_t length;
    int line;
    int column;
    bool in_brackets;
    bool leaves_bodies; /* bodies of functions become one TOKEN_BODY each */
} LexerStart;

bool python_tokenise(Arena *arena, const LexerStart *start, TokenList *tokens, Error *error);

/* Of the replacement field whose expression begins at `at`: the first character
 * after the expression ('=' of a debug field, '!', ':' or '}'), or NULL when
 * `end` comes first. */
const char *fstring_expression_end(const char *at, const char *end);

/* After the '=' of a debug field: past blanks and comments. */
const char *fstring_skip_blanks(const char *at);

/* The '}' that closes a format specification beginning at `at`, or NULL. */
const char *fstring_format_end(const char *at, const char *end);

#endif
