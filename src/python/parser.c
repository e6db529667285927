/* The cursor over the tokens, and the entry point. */
#include "parser.h"

#include <string.h>

enum { DEEPEST_NESTING = 150 };

static const char *const keywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield",
};

void python_error_place(Error *error, const SourceFile *file, int line, int column)
{
    const char *start = file->content;
    const char *end = file->content + file->length;
    for (int i = 1; i < line && start < end; i++) {
        const char *newline = memchr(start, '\n', (size_t)(end - start));
        start = newline ? newline + 1 : end;
    }
    const char *newline = memchr(start, '\n', (size_t)(end - start));
    size_t length = (size_t)((newline ? newline : end) - start);
    if (length && start[length - 1] == '\r')
        length--;
    size_t before = column > 0 ? (size_t)column - 1 : 0;
    if (before > length)
        before = length;
    error_place(error, file->path, line, (int)utf8_count(start, before) + 1);
    error_source(error, start, length);
}

void *parser_fail(Parser *parser, const char *message)
{
    const Token *token = parser_peek(parser);
    error_set(parser->error, ERROR_SYNTAX, "%s", message);
    python_error_place(parser->error, parser->file, token->line, token->column);
    return NULL;
}

void *parser_fail_at(Parser *parser, const Node *node, const char *message)
{
    error_set(parser->error, ERROR_SYNTAX, "%s", message);
    python_error_place(parser->error, parser->file, node->line, node->column);
    return NULL;
}

bool parser_enter(Parser *parser)
{
    if (++parser->depth <= DEEPEST_NESTING)
        return true;
    parser->depth--;
    parser_fail(parser, "too deeply nested");
    return false;
}

void parser_leave(Parser *parser)
{
    parser->depth--;
}

Token *parser_peek(Parser *parser)
{
    return &parser->tokens[parser->at];
}

static bool token_is(const Token *token, const char *text)
{
    bool word = token->kind == TOKEN_NAME || token->kind == TOKEN_OPERATOR;
    return word && *text == *token->start && strncmp(text, token->start, token->length) == 0 && !text[token->length];
}

bool parser_at(Parser *parser, const char *text)
{
    return token_is(parser_peek(parser), text);
}

bool parser_next_is(Parser *parser, const char *text)
{
    return parser_peek(parser)->kind != TOKEN_END && token_is(parser_peek(parser) + 1, text);
}

bool parser_take(Parser *parser, const char *text)
{
    if (!parser_at(parser, text))
        return false;
    parser->at++;
    return true;
}

bool parser_expect(Parser *parser, const char *text)
{
    if (parser_take(parser, text))
        return true;
    parser_fail(parser, arena_format(parser->arena, "invalid syntax: expected '%s'", text));
    return false;
}

bool parser_at_identifier(Parser *parser)
{
    const Token *token = parser_peek(parser);
    if (token->kind != TOKEN_NAME)
        return false;
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (token_is(token, keywords[i]))
            return false;
    return true;
}

const char *parser_identifier(Parser *parser)
{
    if (!parser_at_identifier(parser))
        return parser_fail(parser, "invalid syntax: expected a name");
    Token *token = parser_peek(parser);
    parser->at++;
    return name_intern(parser->names, token->start, token->length);
}

Node *node_new(Parser *parser, NodeKind kind)
{
    Node *node = ARENA_NEW(parser->arena, Node);
    const Token *token = parser_peek(parser);
    node->kind = kind;
    node->line = token->line;
    node->column = token->column;
    return node;
}

Node *node_at(Parser *parser, NodeKind kind, const Node *place)
{
    Node *node = node_new(parser, kind);
    node->line = place->line;
    node->column = place->column;
    return node;
}

NodeList node_list(const NodeVector *vector)
{
    return (NodeList){vector->items, vector->count};
}

const char *operator_symbol(Operator operator_)
{
    static const char *const symbols[OPERATOR_COUNT] = {
        [OPERATOR_ADD] = "+",
        [OPERATOR_SUBTRACT] = "-",
        [OPERATOR_MULTIPLY] = "*",
        [OPERATOR_MATRIX_MULTIPLY] = "@",
        [OPERATOR_DIVIDE] = "/",
        [OPERATOR_FLOOR_DIVIDE] = "//",
        [OPERATOR_MODULO] = "%",
        [OPERATOR_POWER] = "**",
        [OPERATOR_SHIFT_LEFT] = "<<",
        [OPERATOR_SHIFT_RIGHT] = ">>",
        [OPERATOR_BIT_AND] = "&",
        [OPERATOR_BIT_OR] = "|",
        [OPERATOR_BIT_XOR] = "^",
        [OPERATOR_NOT] = "not",
        [OPERATOR_NEGATE] = "-",
        [OPERATOR_PLUS] = "+",
        [OPERATOR_INVERT] = "~",
        [OPERATOR_AND] = "and",
        [OPERATOR_OR] = "or",
        [OPERATOR_EQUAL] = "==",
        [OPERATOR_NOT_EQUAL] = "!=",
        [OPERATOR_LESS] = "<",
        [OPERATOR_LESS_EQUAL] = "<=",
        [OPERATOR_GREATER] = ">",
        [OPERATOR_GREATER_EQUAL] = ">=",
        [OPERATOR_IS] = "is",
        [OPERATOR_IS_NOT] = "is not",
        [OPERATOR_IN] = "in",
        [OPERATOR_NOT_IN] = "not in",
    };
    return symbols[operator_];
}

SourceFile *python_parse(Arena *arena, NameTable *names, const char *path, const char *content, size_t length,
                         Error *error)
{
    SourceFile *file = ARENA_NEW(arena, SourceFile);
    *file = (SourceFile){.path = path, .content = content, .length = length};
    LexerStart start = {.file = file, .text = content, .length = length, .line = 1, .column = 1};
    TokenList tokens = {0};
    if (!python_tokenise(arena, &start, &tokens, error))
        return NULL;
    Parser parser = {.arena = arena, .names = names, .file = file, .tokens = tokens.items, .error = error};
    NodeVector body = {0};
    while (parser_peek(&parser)->kind != TOKEN_END)
        if (!parse_statements(&parser, &body))
            return NULL;
    file->body = node_list(&body);
    return file;
}
