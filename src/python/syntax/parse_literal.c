/* Numbers and strings, f-strings included. */
#include "parser.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers ---------------------------------------------------------- */

static Node *integer_node(Parser *parser, Node *node, char *digits, int base)
{
    char *end;
    errno = 0;
    long long value = strtoll(digits, &end, base);
    if (*end || !*digits)
        return parser_fail_at(parser, node, "invalid number");
    bool leading_zero = base == 10 && digits[0] == '0' && strspn(digits, "0") != strlen(digits);
    if (leading_zero)
        return parser_fail_at(
            parser, node,
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
    node->constant.kind = errno == ERANGE ? CONSTANT_BIG_INTEGER : CONSTANT_INTEGER;
    node->constant.integer = errno == ERANGE ? base : value;
    node->constant.bytes = digits;
    node->constant.length = strlen(digits);
    return node;
}

/* Each stands between two digits, or behind 0x. */
static bool has_lone_underscore(const Token *token)
{
    bool is_based = token->length > 1 && token->start[0] == '0' && strchr("xXoObB", token->start[1]);
    for (size_t i = 1; i < token->length; i++) {
        const char *at = token->start + i;
        bool is_led = isxdigit((unsigned char)at[-1]) || (is_based && i == 2);
        bool is_followed =
            i + 1 < token->length && isxdigit((unsigned char)at[1]) && (is_based || isdigit((unsigned char)at[1]));
        if (*at == '_' && !(is_led && is_followed))
            return true;
    }
    return false;
}

Node *parse_number(Parser *parser)
{
    Node *node = node_new(parser, NODE_CONSTANT);
    const Token *token = parser_peek(parser);
    parser->at++;
    if (has_lone_underscore(token))
        return parser_fail_at(parser, node, "invalid number");
    Text digits = text_in(parser->arena);
    for (size_t i = 0; i < token->length; i++)
        if (token->start[i] != '_')
            text_append_char(&digits, token->start[i]);
    char *text = text_string(&digits);
    static const struct {
        const char *letters;
        int base;
    } bases[] = {{"xX", 16}, {"oO", 8}, {"bB", 2}};
    for (size_t i = 0; i < 3; i++)
        if (text[0] == '0' && text[1] && strchr(bases[i].letters, text[1]))
            return integer_node(parser, node, text + 2, bases[i].base);
    if (!strpbrk(text, ".eEjJ"))
        return integer_node(parser, node, text, 10);
    char *end;
    node->constant.real = strtod(text, &end);
    bool imaginary = *end == 'j' || *end == 'J';
    if (end[imaginary])
        return parser_fail_at(parser, node, "invalid number");
    node->constant.kind = imaginary ? CONSTANT_IMAGINARY : CONSTANT_FLOAT;
    return node;
}

/* ---- escapes ---------------------------------------------------------- */

static bool is_octal(char character)
{
    return character >= '0' && character <= '7';
}

/* A literal may hold what no UTF-8 text can (a lone surrogate) or what needs the
 * Unicode name table (\N{...}): it parses, and only using its value is refused. */
static const char *skip_unreadable(Parser *parser, char letter, const char *at, const char *end)
{
    const char *close = letter == 'N' && at < end && *at == '{' ? memchr(at, '}', (size_t)(end - at)) : NULL;
    parser->unreadable = letter == 'N' ? "\\N{...} names a character that limbeck does not know by name"
                                       : "a lone surrogate is not a character";
    return close ? close + 1 : at;
}

static bool decode_escape(Parser *parser, const Node *node, const char **at, const char *end, bool is_bytes, Text *out)
{
    static const struct {
        char letter, value;
    } simple[] = {{'\\', '\\'}, {'\'', '\''}, {'"', '"'},  {'a', '\a'}, {'b', '\b'},
                  {'f', '\f'},  {'n', '\n'},  {'r', '\r'}, {'t', '\t'}, {'v', '\v'}};
    char letter = **at;
    (*at)++;
    if (letter == '\n')
        return true;
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++) {
        if (simple[i].letter == letter) {
            text_append_char(out, simple[i].value);
            return true;
        }
    }
    if (is_octal(letter)) {
        uint32_t value = (uint32_t)(letter - '0');
        for (int i = 0; i < 2 && *at < end && is_octal(**at); i++)
            value = value * 8 + (uint32_t)(*(*at)++ - '0');
        if (is_bytes)
            text_append_char(out, (char)value);
        else
            text_append_codepoint(out, value);
        return true;
    }
    int wanted = letter == 'x' ? 2 : is_bytes ? 0 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    if (wanted) {
        uint32_t value = 0;
        for (int i = 0; i < wanted; i++) {
            if (*at >= end || !isxdigit((unsigned char)**at))
                return parser_fail_at(parser, node, "truncated escape in a string") != NULL;
            char digit[2] = {*(*at)++, '\0'};
            value = value * 16 + (uint32_t)strtol(digit, NULL, 16);
        }
        if (!is_bytes && value > 0x10FFFF)
            return parser_fail_at(parser, node, "an escape in this string is not a Unicode character") != NULL;
        if (!is_bytes && value >= 0xD800 && value <= 0xDFFF)
            *at = skip_unreadable(parser, letter, *at, end);
        else if (is_bytes)
            text_append_char(out, (char)value);
        else
            text_append_codepoint(out, value);
        return true;
    }
    if (letter == 'N' && !is_bytes) {
        *at = skip_unreadable(parser, letter, *at, end);
        return true;
    }
    text_append_char(out, '\\');
    text_append_char(out, letter);
    return true;
}

/* ---- one literal ------------------------------------------------------ */

typedef struct Literal {
    const char *body;
    const char *end;
    bool is_raw, is_bytes, is_format;
    int line; /* of the body's first character */
    int column;
} Literal;

static Literal read_prefix(const Token *token)
{
    Literal literal = {.line = token->line};
    const char *at = token->start;
    for (; *at != '"' && *at != '\''; at++) {
        char letter = (char)tolower((unsigned char)*at);
        literal.is_raw |= letter == 'r';
        literal.is_bytes |= letter == 'b';
        literal.is_format |= letter == 'f';
    }
    bool triple = at[1] == *at && at[2] == *at && (size_t)(at - token->start) + 6 <= token->length;
    int quotes = triple ? 3 : 1;
    literal.body = at + quotes;
    literal.end = token->start + token->length - quotes;
    literal.column = token->column + (int)(literal.body - token->start);
    return literal;
}

static Node *constant_from(Parser *parser, const Node *place, Text *text, ConstantKind kind)
{
    Node *node = node_at(parser, NODE_CONSTANT, place);
    node->constant.kind = kind;
    node->constant.bytes = text_string(text);
    node->constant.length = text->length;
    return node;
}

static bool decode_plain(Parser *parser, const Node *node, const Literal *literal, Text *out)
{
    for (const char *at = literal->body; literal->is_bytes && at < literal->end; at++)
        if ((unsigned char)*at >= 0x80)
            return parser_fail_at(parser, node, "bytes can only contain ASCII literal characters") != NULL;
    for (const char *at = literal->body; at < literal->end;) {
        const char *plain = at;
        while (at < literal->end && *at != '\r' && *at != '\\')
            at++;
        text_append_bytes(out, plain, (size_t)(at - plain));
        if (at == literal->end)
            break;
        char here = *at++;
        if (here == '\r' && at < literal->end && *at == '\n')
            continue;
        if (here != '\\' || literal->is_raw)
            text_append_char(out, here);
        else if (!decode_escape(parser, node, &at, literal->end, literal->is_bytes, out))
            return false;
    }
    return true;
}

/* ---- f-strings -------------------------------------------------------- */

typedef struct Place {
    int line, column;
} Place;

static Place place_of(const Literal *literal, const char *at)
{
    Place place = {literal->line, literal->column};
    for (const char *c = literal->body; c < at; c++) {
        place.column++;
        if (*c == '\n') {
            place.line++;
            place.column = 1;
        }
    }
    return place;
}

static Node *parse_field_expression(Parser *parser, const Literal *literal, const char *start, const char *end)
{
    Place place = place_of(literal, start);
    LexerStart lexer = {parser->file, start, (size_t)(end - start), place.line, place.column, true};
    TokenList tokens = {0};
    if (!python_tokenise(parser->arena, &lexer, &tokens, parser->error))
        return NULL;
    Parser inner = *parser;
    inner.tokens = tokens.items;
    inner.at = 0;
    Node *value = parser_at(&inner, "yield") ? parse_yield(&inner) : parse_star_expressions(&inner);
    if (value && value->kind == NODE_STARRED)
        return parser_fail_at(&inner, value, "can't use starred expression here");
    if (value && parser_take(&inner, ":="))
        return parser_fail(&inner, "invalid syntax in an f-string");
    if (value && parser_peek(&inner)->kind != TOKEN_END)
        return parser_fail(&inner, "invalid syntax in an f-string");
    return value;
}

static bool parse_format_parts(Parser *parser, const Node *place, const Literal *literal, const char *at,
                               const char *end, bool in_specification, NodeVector *parts);

/* replacement_field: '{' expression ['='] ['!' conversion] [':' format] '}' */
static const char *parse_field(Parser *parser, const Node *place, const Literal *literal, const char *at,
                               NodeVector *parts)
{
    Node *field = node_at(parser, NODE_FORMATTED_VALUE, place);
    const char *start = at + 1;
    const char *end = fstring_expression_end(start, literal->end);
    if (!end)
        return parser_fail_at(parser, place, "an f-string's '{' is never closed");
    field->formatted.value = parse_field_expression(parser, literal, start, end);
    if (!field->formatted.value)
        return NULL;
    field->line = field->formatted.value->line;
    field->column = field->formatted.value->column;
    at = end;
    if (*at == '=') {
        at = fstring_skip_blanks(at + 1);
        field->formatted.debug = arena_strndup(parser->arena, start, (size_t)(at - start));
    }
    if (*at == '!') {
        at++;
        field->formatted.conversion = *at++;
        at += strspn(at, " ");
        if (!strchr("sra", field->formatted.conversion))
            return parser_fail_at(parser, field, "an f-string's conversion is 's', 'r' or 'a'");
    }
    if (*at == ':') {
        const char *close = fstring_format_end(at + 1, literal->end);
        if (!close)
            return parser_fail_at(parser, place, "an f-string's format is never closed");
        NodeVector format = {0};
        if (!parse_format_parts(parser, place, literal, at + 1, close, true, &format))
            return NULL;
        field->formatted.format = node_at(parser, NODE_JOINED_STRING, place);
        field->formatted.format->sequence.values = node_list(&format);
        at = close;
    }
    if (*at != '}')
        return parser_fail_at(parser, place, "an f-string's '{' is never closed");
    vector_push(parser->arena, parts, field);
    return at + 1;
}

static void flush_text(Parser *parser, const Node *place, Text *text, NodeVector *parts)
{
    if (text->length)
        vector_push(parser->arena, parts, constant_from(parser, place, text, CONSTANT_STRING));
    *text = text_in(parser->arena);
}

static bool parse_format_parts(Parser *parser, const Node *place, const Literal *literal, const char *at,
                               const char *end, bool in_specification, NodeVector *parts)
{
    Text text = text_in(parser->arena);
    if (!parser_enter(parser))
        return false;
    while (at < end) {
        bool doubled = !in_specification && at + 1 < end && (*at == '{' || *at == '}') && at[1] == *at;
        if (doubled) {
            text_append_char(&text, *at);
            at += 2;
        } else if (*at == '{') {
            flush_text(parser, place, &text, parts);
            at = parse_field(parser, place, literal, at, parts);
            if (!at)
                return false;
        } else if (*at == '}') {
            return parser_fail_at(parser, place, "an f-string has a single '}'") != NULL;
        } else if (*at == '\\' && !literal->is_raw && at + 1 < end) {
            at++;
            if (!decode_escape(parser, place, &at, end, false, &text))
                return false;
        } else {
            text_append_char(&text, *at++);
        }
    }
    flush_text(parser, place, &text, parts);
    parser_leave(parser);
    return true;
}

/* ---- adjacent literals ------------------------------------------------ */

/* strings: STRING+, joined; one f-string among them makes all of it one. */
Node *parse_strings(Parser *parser)
{
    Node *node = node_new(parser, NODE_CONSTANT);
    NodeVector parts = {0};
    Text text = text_in(parser->arena);
    bool any_bytes = false, any_text = false, any_format = false;
    const char *outer_unreadable = parser->unreadable;
    parser->unreadable = NULL;
    while (parser_peek(parser)->kind == TOKEN_STRING) {
        Literal literal = read_prefix(parser_peek(parser));
        any_bytes |= literal.is_bytes;
        any_text |= !literal.is_bytes;
        any_format |= literal.is_format;
        if (any_bytes && any_text)
            return parser_fail(parser, "cannot mix bytes and nonbytes literals");
        if (literal.is_format) {
            flush_text(parser, node, &text, &parts);
            if (!parse_format_parts(parser, node, &literal, literal.body, literal.end, false, &parts))
                return NULL;
        } else if (!decode_plain(parser, node, &literal, &text)) {
            return NULL;
        }
        parser->at++;
    }
    const char *unreadable = parser->unreadable;
    parser->unreadable = outer_unreadable;
    if (unreadable) {
        node->constant.kind = CONSTANT_UNREADABLE;
        node->constant.bytes = unreadable;
        return node;
    }
    if (any_format) {
        flush_text(parser, node, &text, &parts);
        node->kind = NODE_JOINED_STRING;
        node->sequence.values = node_list(&parts);
        return node;
    }
    return constant_from(parser, node, &text, any_bytes ? CONSTANT_BYTES : CONSTANT_STRING);
}
