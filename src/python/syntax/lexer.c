#include "lexer.h"

#include "limbeck/base/vector.h"
#include "limbeck/python/syntax/parser.h"

#include <ctype.h>
#include <string.h>

/* Indexed by their first letter. */
static const char *const keywords[128][6] = {
    ['F'] = {"False"},
    ['N'] = {"None"},
    ['T'] = {"True"},
    ['a'] = {"and", "as", "assert", "async", "await"},
    ['b'] = {"break"},
    ['c'] = {"class", "continue"},
    ['d'] = {"def", "del"},
    ['e'] = {"elif", "else", "except"},
    ['f'] = {"finally", "for", "from"},
    ['g'] = {"global"},
    ['i'] = {"if", "import", "in", "is"},
    ['l'] = {"lambda"},
    ['n'] = {"nonlocal", "not"},
    ['o'] = {"or"},
    ['p'] = {"pass"},
    ['r'] = {"raise", "return"},
    ['t'] = {"try"},
    ['w'] = {"while", "with"},
    ['y'] = {"yield"},
};

enum { DEEPEST_INDENT = 200, DEEPEST_BRACKETS = 200, DEEPEST_FSTRING = 50 };
enum { LETTERS_A_TOKEN = 4, LETTERS_A_TOKEN_WITHOUT_BODIES = 12 }; /* on average; scripts have more letters a token */

typedef struct Lexer {
    Arena *arena;
    const SourceFile *file;
    const char *at;
    const char *end;
    const char *line_start; /* so that column = at - line_start + 1 */
    int line;
    TokenList *tokens;
    int indents[DEEPEST_INDENT];
    int indent_count;
    char brackets[DEEPEST_BRACKETS];
    int bracket_lines[DEEPEST_BRACKETS];
    int bracket_columns[DEEPEST_BRACKETS];
    int bracket_count;
    bool inside_field;
    bool leaves_bodies;
    size_t first_of_line; /* the index of the logical line's first token */
    Error *error;
} Lexer;

static bool fail(Lexer *lexer, const char *at, const char *message)
{
    error_set(lexer->error, ERROR_SYNTAX, "%s", message);
    python_error_place(lexer->error, lexer->file, lexer->line, (int)(at - lexer->line_start) + 1);
    return false;
}

static inline void add(Lexer *lexer, TokenKind kind, const char *start, size_t length, int line, int column)
{
    Token token = {start, (uint32_t)length, kind, line, column};
    vector_push(lexer->arena, lexer->tokens, token);
}

static void add_at_cursor(Lexer *lexer, TokenKind kind, size_t length)
{
    add(lexer, kind, lexer->at, length, lexer->line, (int)(lexer->at - lexer->line_start) + 1);
    lexer->at += length;
}

/* Character classes. */
enum { LETTER = 1, DIGIT = 2, BLANK = 4, QUOTE = 8 };

static const unsigned char classes[256] = {
    ['A' ... 'Z'] = LETTER, ['a' ... 'z'] = LETTER, ['_'] = LETTER, [0x80 ... 0xFF] = LETTER,
    ['0' ... '9'] = DIGIT,  [' '] = BLANK,          ['\t'] = BLANK, ['\f'] = BLANK,
    ['"'] = QUOTE,          ['\''] = QUOTE,
};

static bool is_of(char character, int wanted)
{
    return classes[(unsigned char)character] & wanted;
}

static const char *pass(const char *at, const char *end, int wanted)
{
    while (at < end && is_of(*at, wanted))
        at++;
    return at;
}

static bool is_keyword(const char *word, size_t length)
{
    unsigned char first = (unsigned char)*word;
    const char *const *known = first < 128 && length > 1 ? keywords[first] : NULL;
    for (; known && *known; known++)
        if ((*known)[1] == word[1] && strncmp(*known, word, length) == 0 && !(*known)[length])
            return true;
    return false;
}

static bool in_brackets(const Lexer *lexer)
{
    return lexer->bracket_count > 0 || lexer->inside_field;
}

/* ---- strings ---------------------------------------------------------- */

/* Length of a string prefix (r, b, u, f and pairs) if a quote follows, else -1. */
static int string_prefix(const char *at, const char *end, bool *is_format, bool *is_raw)
{
    int length = 0, raw = 0, other = 0;
    *is_format = *is_raw = false;
    while (length < 2 && at + length < end) {
        char letter = (char)(at[length] | 0x20);
        if (letter != 'r' && letter != 'b' && letter != 'u' && letter != 'f')
            break;
        *is_format |= letter == 'f';
        *is_raw |= letter == 'r';
        raw += letter == 'r';
        other += letter == 'b' || letter == 'f';
        length++;
    }
    bool quoted = at + length < end && is_of(at[length], QUOTE);
    bool is_pair = raw == 1 && other == 1;
    return quoted && (length < 2 || is_pair) ? length : -1;
}

static const char *string_end(const char *at, const char *end, int depth);

const char *fstring_skip_blanks(const char *at)
{
    for (;;) {
        at += strspn(at, " \t\r\n");
        if (*at != '#')
            return at;
        at += strcspn(at, "\n");
    }
}

static const char *format_end(const char *at, const char *end, int depth);

/* The end of an expression in an f-string; skips brackets and strings. */
static const char *expression_end(const char *at, const char *end, int depth)
{
    int open = 0;
    if (depth > DEEPEST_FSTRING)
        return NULL;
    while (at < end) {
        bool is_format, is_raw;
        char here = *at;
        char next = at + 1 < end ? at[1] : '\0';
        if (string_prefix(at, end, &is_format, &is_raw) >= 0) {
            at = string_end(at, end, depth + 1);
            if (!at)
                return NULL;
            continue;
        }
        if (is_of(here, LETTER)) {
            at = pass(at, end, LETTER | DIGIT);
            continue;
        }
        if (here == '#') {
            while (at < end && *at != '\n')
                at++;
            continue;
        }
        if (open == 0) {
            if (here == '}' || here == ':' || (here == '!' && next != '='))
                return at;
            bool comparison = next == '=' || strchr("=!<>:", at[-1]);
            if (here == '=' && !comparison) {
                const char *after = fstring_skip_blanks(at + 1);
                if (*after == '}' || *after == ':' || *after == '!')
                    return at;
            }
        }
        open += here == '(' || here == '[' || here == '{';
        open -= here == ')' || here == ']' || here == '}';
        at++;
    }
    return NULL;
}

/* Skips the "{...}" whose '{' is at `at`; returns the position after the '}'. */
static const char *field_end(const char *at, const char *end, int depth)
{
    at = expression_end(at + 1, end, depth);
    if (!at)
        return NULL;
    if (*at == '=')
        at = fstring_skip_blanks(at + 1);
    if (*at == '!') {
        at++;
        while (at < end && (isalpha((unsigned char)*at) || *at == ' '))
            at++;
    }
    if (at < end && *at == ':')
        at = format_end(at + 1, end, depth);
    return at && at < end && *at == '}' ? at + 1 : NULL;
}

static const char *format_end(const char *at, const char *end, int depth)
{
    while (at && at < end && *at != '}')
        at = *at == '{' ? field_end(at, end, depth + 1) : at + 1;
    return at && at < end ? at : NULL;
}

/* The position after the string literal at `at`, prefix included; NULL when it
 * is not closed. */
static const char *string_end(const char *at, const char *end, int depth)
{
    bool is_format, is_raw;
    if (depth > DEEPEST_FSTRING)
        return NULL;
    at += string_prefix(at, end, &is_format, &is_raw);
    char quote = *at;
    bool triple = end - at >= 3 && at[1] == quote && at[2] == quote;
    at += triple ? 3 : 1;
    while (at < end) {
        if (is_of(*at, LETTER | DIGIT | BLANK)) { // NOLINT(bugprone-branch-clone): the commonest first
            at++;
        } else if (is_format && !is_raw && end - at > 3 && memcmp(at, "\\N{", 3) == 0) {
            const char *close = memchr(at, '}', (size_t)(end - at));
            at = close ? close + 1 : end;
        } else if (*at == '\\' && at + 1 < end) {
            at += is_format && (at[1] == '{' || at[1] == '}') ? 1 : 2;
        } else if (*at == quote && (!triple || (end - at >= 3 && at[1] == quote && at[2] == quote))) {
            return at + (triple ? 3 : 1);
        } else if (*at == '\n' && !triple) {
            return NULL;
        } else if (is_format && *at == '{' && at + 1 < end && at[1] == '{') {
            at += 2;
        } else if (is_format && *at == '{') {
            at = field_end(at, end, depth);
            if (!at)
                return NULL;
        } else {
            at++;
        }
    }
    return NULL;
}

const char *fstring_expression_end(const char *at, const char *end)
{
    return expression_end(at, end, 0);
}

const char *fstring_format_end(const char *at, const char *end)
{
    return format_end(at, end, 0);
}

static bool lex_string(Lexer *lexer)
{
    const char *end = string_end(lexer->at, lexer->end, 0);
    if (!end)
        return fail(lexer, lexer->at, "unterminated string literal");
    add(lexer, TOKEN_STRING, lexer->at, (size_t)(end - lexer->at), lexer->line,
        (int)(lexer->at - lexer->line_start) + 1);
    for (const char *at = lexer->at; (at = memchr(at, '\n', (size_t)(end - at))); lexer->line_start = ++at)
        lexer->line++;
    lexer->at = end;
    return true;
}

/* ---- numbers and operators -------------------------------------------- */

static size_t number_length(const char *at, const char *end)
{
    const char *start = at;
    bool based = *at == '0' && at + 1 < end && strchr("xXoObB", at[1]);
    if (based) {
        at += 2;
        while (at < end && (isxdigit((unsigned char)*at) || *at == '_'))
            at++;
        return (size_t)(at - start);
    }
    bool seen_dot = false;
    while (at < end && (is_of(*at, DIGIT) || *at == '_' || (*at == '.' && !seen_dot))) {
        seen_dot |= *at == '.';
        at++;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        const char *exponent = at + 1;
        if (exponent < end && (*exponent == '+' || *exponent == '-'))
            exponent++;
        if (exponent < end && is_of(*exponent, DIGIT)) {
            at = exponent;
            while (at < end && (is_of(*at, DIGIT) || *at == '_'))
                at++;
        }
    }
    if (at < end && (*at == 'j' || *at == 'J'))
        at++;
    return (size_t)(at - start);
}

/* By an operator's first character: which forms it has. */
static const struct {
    bool alone, equals, doubled; /* "+", "+=", "**" and then "**=" */
} operators[128] = {
    ['*'] = {true, true, true},   ['/'] = {true, true, true},   ['<'] = {true, true, true},
    ['>'] = {true, true, true},   ['+'] = {true, true, false},  ['-'] = {true, true, false},
    ['%'] = {true, true, false},  ['@'] = {true, true, false},  ['&'] = {true, true, false},
    ['|'] = {true, true, false},  ['^'] = {true, true, false},  ['='] = {true, true, false},
    [':'] = {true, true, false},  ['!'] = {false, true, false}, ['~'] = {true, false, false},
    ['('] = {true, false, false}, [')'] = {true, false, false}, ['['] = {true, false, false},
    [']'] = {true, false, false}, ['{'] = {true, false, false}, ['}'] = {true, false, false},
    [','] = {true, false, false}, ['.'] = {true, false, false}, [';'] = {true, false, false},
};

/* Length of the longest operator here; 0 if there is none. */
static size_t operator_length(const char *at, const char *end)
{
    unsigned char first = (unsigned char)*at;
    char second = end - at > 1 ? at[1] : '\0', third = end - at > 2 ? at[2] : '\0';
    if (first >= sizeof operators / sizeof *operators)
        return 0;
    if (first == '.' && second == '.' && third == '.')
        return 3;
    if (first == '-' && second == '>')
        return 2;
    if (operators[first].doubled && second == (char)first)
        return third == '=' ? 3 : 2;
    if (operators[first].equals && second == '=')
        return 2;
    return operators[first].alone;
}

static bool track_bracket(Lexer *lexer, char bracket)
{
    static const char closing[] = {['('] = ')', ['['] = ']', ['{'] = '}'};
    if (bracket == '(' || bracket == '[' || bracket == '{') {
        if (lexer->bracket_count == DEEPEST_BRACKETS)
            return fail(lexer, lexer->at, "too many nested brackets");
        lexer->bracket_lines[lexer->bracket_count] = lexer->line;
        lexer->bracket_columns[lexer->bracket_count] = (int)(lexer->at - lexer->line_start) + 1;
        lexer->brackets[lexer->bracket_count++] = bracket;
    } else if (bracket == ')' || bracket == ']' || bracket == '}') {
        bool matches = lexer->bracket_count > 0 && closing[(int)lexer->brackets[lexer->bracket_count - 1]] == bracket;
        if (!matches)
            return fail(lexer, lexer->at,
                        lexer->bracket_count ? "the closing bracket does not match the opening one"
                                             : "unmatched closing bracket");
        lexer->bracket_count--;
    }
    return true;
}

static bool lex_operator(Lexer *lexer)
{
    size_t length = operator_length(lexer->at, lexer->end);
    if (!length)
        return fail(lexer, lexer->at, "this character is not valid in Python");
    if (length == 1 && !track_bracket(lexer, lexer->at[0]))
        return false;
    add_at_cursor(lexer, TOKEN_OPERATOR, length);
    return true;
}

/* ---- lines ------------------------------------------------------------ */

static void next_line(Lexer *lexer)
{
    lexer->at++;
    lexer->line++;
    lexer->line_start = lexer->at;
}

static bool set_indent(Lexer *lexer, int columns)
{
    int current = lexer->indents[lexer->indent_count - 1];
    if (columns > current) {
        if (lexer->indent_count == DEEPEST_INDENT)
            return fail(lexer, lexer->at, "too many levels of indentation");
        lexer->indents[lexer->indent_count++] = columns;
        add(lexer, TOKEN_INDENT, lexer->at, 0, lexer->line, columns + 1);
    }
    while (columns < lexer->indents[lexer->indent_count - 1]) {
        lexer->indent_count--;
        add(lexer, TOKEN_DEDENT, lexer->at, 0, lexer->line, columns + 1);
    }
    if (columns != lexer->indents[lexer->indent_count - 1])
        return fail(lexer, lexer->at, "unindent does not match any outer indentation level");
    return true;
}

/* Skips the indentation at `*at` and returns its columns; a tab advances to the next multiple of eight. */
static int pass_indentation(const char **at, const char *end)
{
    int columns = 0;
    for (; *at < end && is_of(**at, BLANK); ++*at)
        columns = **at == '\t' ? (columns / 8 + 1) * 8 : **at == '\f' ? 0 : columns + 1;
    return columns;
}

/* At the start of a logical line: measures the indentation of the first line
 * that holds code. */
static bool lex_indentation(Lexer *lexer)
{
    for (;;) {
        int columns = pass_indentation(&lexer->at, lexer->end);
        if (lexer->at < lexer->end && *lexer->at == '#')
            while (lexer->at < lexer->end && *lexer->at != '\n')
                lexer->at++;
        if (lexer->at < lexer->end && *lexer->at == '\r')
            lexer->at++;
        if (lexer->at >= lexer->end)
            return true;
        if (*lexer->at != '\n')
            return set_indent(lexer, columns);
        next_line(lexer);
    }
}

/* A name, a keyword, or a string with a prefix. */
static bool lex_word(Lexer *lexer)
{
    const char *end = pass(lexer->at, lexer->end, LETTER | DIGIT);
    size_t length = (size_t)(end - lexer->at);
    bool is_format, is_raw;
    if (length <= 2 && end < lexer->end && is_of(*end, QUOTE) &&
        string_prefix(lexer->at, lexer->end, &is_format, &is_raw) >= 0)
        return lex_string(lexer);
    add_at_cursor(lexer, is_keyword(lexer->at, length) ? TOKEN_KEYWORD : TOKEN_NAME, length);
    return true;
}

static bool lex_one(Lexer *lexer)
{
    char here = *lexer->at, next = lexer->at + 1 < lexer->end ? lexer->at[1] : '\0';
    if (is_of(here, LETTER))
        return lex_word(lexer);
    if (is_of(here, QUOTE))
        return lex_string(lexer);
    if (!is_of(here, DIGIT) && (here != '.' || !is_of(next, DIGIT)))
        return lex_operator(lexer);
    add_at_cursor(lexer, TOKEN_NUMBER, number_length(lexer->at, lexer->end));
    return true;
}

/* Skips blanks, comments and joined lines. True if a token begins at `at`. */
static bool skip_blanks(Lexer *lexer, bool *ended_line)
{
    *ended_line = false;
    while ((lexer->at = pass(lexer->at, lexer->end, BLANK)) < lexer->end) {
        char here = *lexer->at;
        if (is_of(here, LETTER | DIGIT | QUOTE))
            return true;
        char next = lexer->at + 1 < lexer->end ? lexer->at[1] : '\0';
        if (here == '\r' && next == '\n') {
            lexer->at++;
        } else if (here == '#') {
            while (lexer->at < lexer->end && *lexer->at != '\n')
                lexer->at++;
        } else if (here == '\\' && next == '\n') {
            lexer->at++;
            next_line(lexer);
        } else if (here == '\\' && next == '\r' && lexer->at + 2 < lexer->end && lexer->at[2] == '\n') {
            lexer->at += 2;
            next_line(lexer);
        } else if (here == '\n' && in_brackets(lexer)) {
            next_line(lexer);
        } else {
            *ended_line = here == '\n';
            return here != '\n';
        }
    }
    return false;
}

/* ---- bodies that stay text ----------------------------------------------- */

static bool token_reads(const Token *token, const char *text)
{
    return token->length == strlen(text) && memcmp(token->start, text, token->length) == 0;
}

/* Whether the line that just ended is `[async] def ...:` with the body on the lines below. */
static bool opens_function(const Lexer *lexer)
{
    size_t first = lexer->first_of_line, count = lexer->tokens->count;
    const Token *tokens = lexer->tokens->items;
    if (first < count && token_reads(&tokens[first], "async"))
        first++;
    return first + 1 < count && token_reads(&tokens[first], "def") && token_reads(&tokens[count - 1], ":");
}

/* Whether the line at `at` belongs to a body that is indented more than `outer`. */
static bool line_is_inside(const char *at, const char *end, int outer)
{
    int columns = pass_indentation(&at, end);
    return at == end || *at == '\n' || *at == '\r' || *at == '#' || columns > outer;
}

/* Takes the lines of a function's body as one token. All lines of a triple-quoted string belong to the body. */
static void leave_body(Lexer *lexer)
{
    static const char quotes[] = "\"\"\"";
    const char *start = lexer->at;
    int line = lexer->line, outer = lexer->indents[lexer->indent_count - 1];
    bool is_inside_string = false;
    while (lexer->at < lexer->end && (is_inside_string || line_is_inside(lexer->at, lexer->end, outer))) {
        const char *newline = memchr(lexer->at, '\n', (size_t)(lexer->end - lexer->at));
        const char *end = newline ? newline : lexer->end, *quote = lexer->at;
        while ((quote = memmem(quote, (size_t)(end - quote), quotes, strlen(quotes)))) {
            is_inside_string = !is_inside_string;
            quote += strlen(quotes);
        }
        lexer->at = end;
        if (newline)
            next_line(lexer);
    }
    if (lexer->at > start)
        add(lexer, TOKEN_BODY, start, (size_t)(lexer->at - start), line, 1);
}

static bool lex_lines(Lexer *lexer)
{
    bool at_line_start = !lexer->inside_field;
    while (lexer->at < lexer->end) {
        if (at_line_start) {
            if (!lex_indentation(lexer))
                return false;
            lexer->first_of_line = lexer->tokens->count;
        }
        at_line_start = false;
        bool ended_line;
        if (skip_blanks(lexer, &ended_line)) {
            if (!lex_one(lexer))
                return false;
        } else if (ended_line) {
            bool leaves_body = lexer->leaves_bodies && opens_function(lexer);
            add(lexer, TOKEN_NEWLINE, lexer->at, 1, lexer->line, (int)(lexer->at - lexer->line_start) + 1);
            next_line(lexer);
            if (leaves_body)
                leave_body(lexer);
            at_line_start = true;
        }
    }
    return true;
}

bool python_tokenise(Arena *arena, const LexerStart *start, TokenList *tokens, Error *error)
{
    Lexer lexer = {
        .arena = arena,
        .file = start->file,
        .at = start->text,
        .end = start->text + start->length,
        .line_start = start->text - (start->column - 1),
        .line = start->line,
        .tokens = tokens,
        .indent_count = 1,
        .inside_field = start->in_brackets,
        .leaves_bodies = start->leaves_bodies,
        .error = error,
    };
    tokens->capacity = start->length / (start->leaves_bodies ? LETTERS_A_TOKEN_WITHOUT_BODIES : LETTERS_A_TOKEN) + 8;
    tokens->items = ARENA_ARRAY(arena, Token, tokens->capacity);
    if (!lex_lines(&lexer))
        return false;
    if (lexer.bracket_count) {
        int innermost = lexer.bracket_count - 1;
        error_set(error, ERROR_SYNTAX, "'%c' was never closed", lexer.brackets[innermost]);
        python_error_place(error, start->file, lexer.bracket_lines[innermost], lexer.bracket_columns[innermost]);
        return false;
    }
    int column = (int)(lexer.at - lexer.line_start) + 1;
    if (!start->in_brackets)
        add(&lexer, TOKEN_NEWLINE, lexer.at, 0, lexer.line, column);
    while (lexer.indent_count-- > 1)
        add(&lexer, TOKEN_DEDENT, lexer.at, 0, lexer.line, column);
    add(&lexer, TOKEN_END, lexer.at, 0, lexer.line, column);
    return true;
}
