/* The cursor over the tokens, and the entry point. */
#include "parser.h"

#include <string.h>

enum { DEEPEST_NESTING = 150 };

/* If the error already has a place (of a statement sent earlier), its line is shown. */
void python_error_place(Error *error, const SourceFile *file, int line, int column)
{
    if (error->line && strcmp(error->file, file->path) != 0)
        return;
    if (error->line) {
        line = error->line;
        column = error->column;
    }
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

bool parser_missing(Parser *parser, const char *text)
{
    parser_fail(parser, arena_format(parser->arena, "invalid syntax: expected '%s'", text));
    return false;
}

/* __name in a class statement is _Class__name. */
static const char *private_name(Parser *parser, const Token *token)
{
    const char *class_name = parser->class_name + strspn(parser->class_name, "_");
    if (!*class_name)
        return parser_name(parser, token->start, token->length);
    const char *name = arena_format(parser->arena, "_%s%.*s", class_name, (int)token->length, token->start);
    return parser_name(parser, name, strlen(name));
}

const char *parser_identifier(Parser *parser)
{
    if (!parser_at_identifier(parser))
        return parser_fail(parser, "invalid syntax: expected a name");
    const Token *token = parser_peek(parser);
    parser->at++;
    if (parser->class_name && token->length > 2 && memcmp(token->start, "__", 2) == 0 &&
        memcmp(token->start + token->length - 2, "__", 2) != 0)
        return private_name(parser, token);
    return parser_name(parser, token->start, token->length);
}

const char *parser_name(Parser *parser, const char *text, size_t length)
{
    return parser->names ? name_intern(parser->names, text, length) : arena_strndup(parser->arena, text, length);
}

/* Sizes of the kinds of nodes whose parts are allocated separately. */
static size_t parts_size(NodeKind kind)
{
    static const size_t sizes[NODE_KIND_COUNT] = {
        [NODE_FOR] = sizeof(LoopParts),          [NODE_TRY] = sizeof(TryParts),
        [NODE_FUNCTION] = sizeof(FunctionParts), [NODE_LAMBDA] = sizeof(FunctionParts),
        [NODE_CLASS] = sizeof(ClassParts),
    };
    return kind >= NODE_MATCH_VALUE ? sizeof(PatternParts) : sizes[kind];
}

static Node *node_placed(Parser *parser, NodeKind kind, int line, int column)
{
    Node *node = ARENA_NEW(parser->arena, Node);
    size_t parts = parts_size(kind);
    if (parts)
        node->parts = arena_alloc(parser->arena, parts);
    node->kind = kind;
    node->line = line;
    node->column = column;
    return node;
}

Node *node_from(Parser *parser, NodeKind kind, const Token *first)
{
    return node_placed(parser, kind, first->line, first->column);
}

Node *node_new(Parser *parser, NodeKind kind)
{
    return node_from(parser, kind, parser_peek(parser));
}

Node *node_at(Parser *parser, NodeKind kind, const Node *place)
{
    return node_placed(parser, kind, place->line, place->column);
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

/* A block is indented as a whole. */
static bool parse_text(Arena *arena, NameTable *names, const LexerStart *start, bool is_block, NodeList *body,
                       Error *error)
{
    Arena *scratch = arena_new(); /* for the tokens; the tree does not refer to them */
    TokenList tokens = {0};
    bool parsed = python_tokenise(scratch, start, &tokens, error);
    Parser parser = {.arena = arena, .names = names, .file = start->file, .tokens = tokens.items, .error = error};
    NodeVector statements = {0};
    parser.at += is_block;
    while (parsed && parser_peek(&parser)->kind != (is_block ? TOKEN_DEDENT : TOKEN_END))
        parsed = parse_statements(&parser, &statements);
    *body = node_list(&statements);
    arena_free(scratch);
    return parsed;
}

static SourceFile *parse_file(Arena *arena, NameTable *names, const char *path, const char *content, size_t length,
                              bool leaves_bodies, Error *error)
{
    SourceFile *file = ARENA_NEW(arena, SourceFile);
    *file = (SourceFile){.path = path, .content = content, .length = length};
    LexerStart start = {
        .file = file, .text = content, .length = length, .line = 1, .column = 1, .leaves_bodies = leaves_bodies};
    return parse_text(arena, names, &start, false, &file->body, error) ? file : NULL;
}

SourceFile *python_parse(Arena *arena, NameTable *names, const char *path, const char *content, size_t length,
                         Error *error)
{
    return parse_file(arena, names, path, content, length, false, error);
}

SourceFile *python_parse_library(Arena *arena, NameTable *names, const char *path, const char *content, size_t length,
                                 Error *error)
{
    return parse_file(arena, names, path, content, length, true, error);
}

bool python_parse_body(Arena *arena, NameTable *names, FunctionParts *function, Error *error)
{
    const UnparsedBody *unparsed = function->unparsed;
    if (!unparsed)
        return true;
    LexerStart start = {.file = unparsed->file,
                        .text = unparsed->text,
                        .length = unparsed->length,
                        .line = unparsed->line,
                        .column = 1,
                        .leaves_bodies = true};
    function->unparsed = NULL;
    return parse_text(arena, names, &start, true, &function->body, error);
}
