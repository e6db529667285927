/* What CPython 3.11 says of a text that consists of string literals which it cannot read. It scans f-strings by
 * itself, without the grammar: the parser here follows later versions, which have no such messages. */
#include "limbeck/python/syntax/string_errors.h"
#include "limbeck/python/syntax/parser.h"

#include <ctype.h>
#include <string.h>

enum { MAX_PARENTHESES = 200, MAX_NESTING = 2 };
static const char unknown[] = ""; /* an error, whose message is not known */

typedef struct Literal {
    const char *start, *end; /* between the quotes */
    bool is_raw, is_bytes, is_format;
} Literal;

typedef struct Scan {
    Arena *arena;
    const char *at, *end;
    bool is_raw;
    const char *error;
} Scan;

static bool fail(Scan *scan, const char *message)
{
    scan->error = message;
    return false;
}

/* ---- literals ---------------------------------------------------------------- */

/* False for a text that does not begin with a string literal, with or without an error. */
static bool read_prefix(const char **at, Literal *literal)
{
    size_t length = 0;
    *literal = (Literal){0};
    for (; isalpha((unsigned char)(*at)[length]); length++) {
        char letter = (char)tolower((unsigned char)(*at)[length]);
        bool is_new = letter == 'r'   ? !literal->is_raw
                      : letter == 'b' ? !literal->is_bytes && !literal->is_format
                      : letter == 'f' ? !literal->is_bytes && !literal->is_format
                                      : letter == 'u' && !length && !isalpha((unsigned char)(*at)[1]);
        if (!is_new)
            return false;
        literal->is_raw |= letter == 'r';
        literal->is_bytes |= letter == 'b';
        literal->is_format |= letter == 'f';
    }
    *at += length;
    return **at == '\'' || **at == '"';
}

/* Moves behind the closing quotes; false where there are none. */
static bool read_quoted(const char **at, Literal *literal)
{
    const char quote = **at;
    bool is_triple = (*at)[1] == quote && (*at)[2] == quote;
    size_t width = is_triple ? 3 : 1;
    *at += width;
    literal->start = *at;
    for (; **at; (*at)++) {
        if (**at == '\n' && !is_triple)
            return false;
        if (**at == '\\' && (*at)[1])
            (*at)++;
        else if (**at == quote && (!is_triple || ((*at)[1] == quote && (*at)[2] == quote))) {
            literal->end = *at;
            *at += width;
            return true;
        }
    }
    return false;
}

/* ---- f-strings ----------------------------------------------------------------- */

/* False for \N{...} and for digits that are missing: the message has their place. */
static bool escape_is_plain(const Scan *scan)
{
    const char letter = scan->at[1];
    size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    for (size_t i = 0; i < digits; i++)
        if (scan->at + 2 + i >= scan->end || !isxdigit((unsigned char)scan->at[2 + i]))
            return false;
    return letter != 'N' && letter != 'U';
}

/* Up to an expression, the end, or the `}` that ends a format. */
static bool scan_text(Scan *scan, int nesting)
{
    for (; scan->at < scan->end; scan->at++) {
        const char letter = *scan->at;
        if (letter == '\\' && !scan->is_raw) {
            if (!escape_is_plain(scan))
                return fail(scan, unknown);
            scan->at += scan->at + 1 < scan->end && !strchr("{}", scan->at[1]);
        } else if (letter == '{' || letter == '}') {
            bool is_doubled = scan->at + 1 < scan->end && scan->at[1] == letter;
            if (nesting || (letter == '{' && !is_doubled))
                return true;
            if (!is_doubled)
                return fail(scan, "f-string: single '}' is not allowed");
            scan->at++;
        }
    }
    return true;
}

static char opening_of(char closing)
{
    return closing == ')' ? '(' : closing == ']' ? '[' : '{';
}

typedef struct Expression {
    char open[MAX_PARENTHESES];
    size_t depth;
    char quote;
    bool is_triple;
} Expression;

/* A quote inside an expression. */
static void scan_quote(Scan *scan, Expression *expression)
{
    const char letter = *scan->at;
    bool is_triple = scan->at + 2 < scan->end && scan->at[1] == letter && scan->at[2] == letter;
    if (expression->quote && (letter != expression->quote || (expression->is_triple && !is_triple)))
        return;
    if (expression->quote ? expression->is_triple : is_triple)
        scan->at += 2;
    expression->is_triple = !expression->quote && is_triple;
    expression->quote = expression->quote ? '\0' : letter;
}

static bool scan_closing(Scan *scan, Expression *expression)
{
    const char closing = *scan->at;
    if (!expression->depth)
        return fail(scan, arena_format(scan->arena, "f-string: unmatched '%c'", closing));
    char opening = expression->open[--expression->depth];
    if (opening == opening_of(closing))
        return true;
    return fail(scan,
                arena_format(scan->arena, "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'",
                             closing, opening));
}

/* Whether `!`, `:`, `=` or `}` ends the expression; moves to the second character of `!=` and the like. */
static bool ends_expression(Scan *scan)
{
    const char letter = *scan->at;
    if (scan->at + 1 < scan->end && scan->at[1] == '=' && strchr("!=<>", letter)) {
        scan->at++;
        return false;
    }
    return letter != '<' && letter != '>';
}

/* CPython reads the expression, in parentheses, before what follows it. */
static bool parses(const Scan *scan, const char *start)
{
    Error error = {0};
    const char *text = arena_format(scan->arena, "(%.*s)", (int)(scan->at - start), start);
    bool done = python_parse(scan->arena, NULL, "<string>", text, strlen(text), &error) != NULL;
    error_clear(&error);
    return done;
}

/* What the message is of an expression that is none: certain only where its first token cannot begin one. */
static bool check_expression(Scan *scan, const char *start)
{
    const char *at = start + strspn(start, " \t\f\n\r"), *end = scan->at;
    if (at >= end && scan->at < scan->end && strchr("!:=", *scan->at))
        return fail(scan, arena_format(scan->arena, "f-string: expression required before '%c'", *scan->at));
    if (at >= end)
        return fail(scan, "f-string: empty expression not allowed");
    bool is_number = *at == '.' && (isdigit((unsigned char)at[1]) || strncmp(at, "...", 3) == 0);
    if (strchr("/,.%&|^@<>", *at) && !is_number)
        return fail(scan, "f-string: invalid syntax");
    if (strncmp(at, "lambda ", 7) != 0)
        return parses(scan, start) || fail(scan, unknown);
    for (at += 7; at < end && (isalnum((unsigned char)*at) || *at == '_'); at++)
        ;
    return fail(scan, at < end ? unknown : "f-string: invalid syntax");
}

/* Up to what ends the expression. */
static bool scan_expression(Scan *scan)
{
    Expression expression = {0};
    for (; scan->at < scan->end; scan->at++) {
        const char letter = *scan->at;
        if (letter == '\\')
            return fail(scan, "f-string expression part cannot include a backslash");
        if (letter == '\'' || letter == '"') {
            scan_quote(scan, &expression);
        } else if (expression.quote) {
            continue;
        } else if (strchr("([{", letter)) {
            if (expression.depth == MAX_PARENTHESES)
                return fail(scan, "f-string: too many nested parenthesis");
            expression.open[expression.depth++] = letter;
        } else if (letter == '#') {
            return fail(scan, "f-string expression part cannot include '#'");
        } else if (!expression.depth && strchr("!:}=<>", letter)) {
            if (ends_expression(scan))
                break;
        } else if (strchr(")]}", letter) && !scan_closing(scan, &expression)) {
            return false;
        }
    }
    if (expression.quote)
        return fail(scan, "f-string: unterminated string");
    if (expression.depth)
        return fail(scan, arena_format(scan->arena, "f-string: unmatched '%c'", expression.open[expression.depth - 1]));
    return scan->at < scan->end || fail(scan, "f-string: expecting '}'");
}

static bool scan_conversion(Scan *scan)
{
    if (*scan->at == '=')
        for (scan->at++; scan->at < scan->end && isspace((unsigned char)*scan->at); scan->at++)
            ;
    if (scan->at < scan->end && *scan->at == '!') {
        scan->at++;
        if (scan->at >= scan->end)
            return fail(scan, "f-string: expecting '}'");
        if (!strchr("sra", *scan->at))
            return fail(scan, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
        scan->at++;
    }
    return scan->at < scan->end || fail(scan, "f-string: expecting '}'");
}

// NOLINTNEXTLINE(misc-no-recursion): at most MAX_NESTING deep
static bool scan_parts(Scan *scan, int nesting)
{
    while (scan_text(scan, nesting)) {
        if (scan->at >= scan->end || *scan->at == '}')
            return true;
        if (nesting >= MAX_NESTING)
            return fail(scan, "f-string: expressions nested too deeply");
        const char *start = ++scan->at;
        if (!scan_expression(scan) || !check_expression(scan, start) || !scan_conversion(scan))
            return false;
        if (*scan->at == ':') {
            scan->at++;
            if (scan->at >= scan->end)
                return fail(scan, "f-string: expecting '}'");
            if (!scan_parts(scan, nesting + 1))
                return false;
        }
        if (scan->at >= scan->end || *scan->at != '}')
            return fail(scan, "f-string: expecting '}'");
        scan->at++;
    }
    return false;
}

/* ---- the whole text ------------------------------------------------------------- */

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\f\n");
}

/* Whether the text is literals alone; `*message` is set where one has no end. */
static bool read_literals(Arena *arena, const char *text, const char **message)
{
    Literal literal;
    for (const char *at = skip_blanks(text); *at; at = skip_blanks(at)) {
        if (!read_prefix(&at, &literal))
            return false;
        bool is_triple = at[1] == *at && at[2] == *at;
        int line = 1;
        for (const char *before = text; before < at; before++)
            line += *before == '\n';
        if (read_quoted(&at, &literal))
            continue;
        *message = is_triple ? unknown : arena_format(arena, "unterminated string literal (detected at line %d)", line);
        return true;
    }
    return true;
}

const char *python_string_error(Arena *arena, const char *text)
{
    const char *message = NULL;
    bool was_bytes = false;
    if (!read_literals(arena, text, &message) || message)
        return message && *message ? message : NULL;
    for (const char *at = skip_blanks(text), *first = at; *at; at = skip_blanks(at)) {
        Literal literal;
        bool is_first = at == first;
        if (!read_prefix(&at, &literal) || !read_quoted(&at, &literal))
            return NULL;
        Scan scan = {arena, literal.start, literal.end, literal.is_raw, NULL};
        if (!is_first && was_bytes != literal.is_bytes)
            return "cannot mix bytes and nonbytes literals";
        was_bytes = literal.is_bytes;
        if (literal.is_format && !scan_parts(&scan, 0))
            return *scan.error ? scan.error : NULL;
    }
    return NULL;
}

/* A keyword that begins no expression, or a name before a string. */
bool python_is_no_expression(const char *text)
{
    static const char *const keywords[] = {"and",    "as",    "assert", "break",  "class",   "continue", "def",
                                           "del",    "elif",  "else",   "except", "finally", "for",      "from",
                                           "global", "if",    "import", "in",     "is",      "nonlocal", "or",
                                           "pass",   "raise", "return", "try",    "while",   "with"};
    const char *at = skip_blanks(text);
    size_t length = 0;
    while (isalnum((unsigned char)at[length]) || at[length] == '_')
        length++;
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strlen(keywords[i]) == length && strncmp(at, keywords[i], length) == 0)
            return true;
    Literal literal;
    const char *end = at + length, *prefix = at;
    bool is_name = length && !isdigit((unsigned char)*at) && (*end == '\'' || *end == '"');
    return is_name && !read_prefix(&prefix, &literal) && strspn(at, "rRbBuUfF") == length &&
           read_quoted(&end, &literal) && !*skip_blanks(end);
}
