/* What the parser's files share: the cursor over the tokens and the builders. */
#ifndef LIMBECK_SRC_PYTHON_SYNTAX_PARSER_H
#define LIMBECK_SRC_PYTHON_SYNTAX_PARSER_H

#include "lexer.h"

#include "limbeck/base/vector.h"
#include "limbeck/python/syntax/parser.h"

#include <string.h>

typedef struct Parser {
    Arena *arena;
    NameTable *names; /* may be NULL */
    const SourceFile *file;
    const Token *tokens;
    size_t at;
    int depth;
    const char *class_name;  /* of the class statement around; NULL without one, and in limbeck's own modules */
    ClassParts *class_parts; /* of the innermost class statement; NULL without one */
    int functions;           /* the number of enclosing functions within that class */
    const char *unreadable;  /* why the string being parsed has no value */
    Error *error;
} Parser;

typedef VECTOR(Node *) NodeVector;

/* Every failure returns NULL or false and leaves the first error. */
void *parser_fail(Parser *parser, const char *message);
void *parser_fail_at(Parser *parser, const Node *node, const char *message);

/* Bounded recursion: each parser_enter that returned true needs a leave. */
bool parser_enter(Parser *parser);
void parser_leave(Parser *parser);

/* Inline functions for checks that are made for every token. */
static inline const Token *parser_peek(const Parser *parser)
{
    return &parser->tokens[parser->at];
}

/* `text` is a name, keyword or operator; no other token is spelled as one. */
static inline bool token_is(const Token *token, const char *text)
{
    return *text == *token->start && token->length == strlen(text) && memcmp(text, token->start, token->length) == 0;
}

static inline bool parser_at(const Parser *parser, const char *text)
{
    return token_is(parser_peek(parser), text);
}

static inline bool parser_next_is(const Parser *parser, const char *text) /* the token after the current one */
{
    return parser_peek(parser)->kind != TOKEN_END && token_is(parser_peek(parser) + 1, text);
}

static inline bool parser_take(Parser *parser, const char *text)
{
    bool here = parser_at(parser, text);
    parser->at += here;
    return here;
}

static inline bool parser_at_identifier(const Parser *parser)
{
    return parser_peek(parser)->kind == TOKEN_NAME;
}

/* Whether an expression certainly ends before this token. A fast check before the operators are tried; other
 * tokens can end an expression too. */
static inline bool token_ends_expression(const Token *token)
{
    static const bool closes[256] = {
        [','] = true, [')'] = true, [']'] = true, ['}'] = true, [':'] = true, ['='] = true, [';'] = true};
    return token->kind == TOKEN_NEWLINE ||
           (token->kind == TOKEN_OPERATOR && token->length == 1 && closes[(unsigned char)*token->start]);
}

bool parser_missing(Parser *parser, const char *text); /* fails */

static inline bool parser_expect(Parser *parser, const char *text)
{
    return parser_take(parser, text) || parser_missing(parser, text);
}

const char *parser_identifier(Parser *parser); /* NULL fails */
const char *parser_name(Parser *parser, const char *text, size_t length);

Node *node_new(Parser *parser, NodeKind kind); /* its place is that of the next token */
Node *node_from(Parser *parser, NodeKind kind, const Token *first);
Node *node_at(Parser *parser, NodeKind kind, const Node *place);
NodeList node_list(const NodeVector *vector);

/* expressions */
Node *parse_expression(Parser *parser); /* disjunction [if else] | lambda */
Node *parse_disjunction(Parser *parser);
Node *parse_named_expression(Parser *parser); /* with := */
Node *parse_star_expressions(Parser *parser); /* a, *b, c: a TUPLE when there is a comma */
Node *parse_bitwise_or(Parser *parser);
Node *parse_sum(Parser *parser);
Node *parse_target_list(Parser *parser); /* of `for`, and of comprehensions */
Node *parse_strings(Parser *parser);
Node *parse_number(Parser *parser);
Node *parse_atom(Parser *parser);
Node *parse_primary(Parser *parser);
Node *parse_yield(Parser *parser);
Node *parse_lambda(Parser *parser);
bool parse_parameters(Parser *parser, Parameters *parameters, const char *close, bool annotated);
bool parse_call_arguments(Parser *parser, NodeVector *arguments, Keyword **keywords, size_t *count);
bool check_target(Parser *parser, const Node *target);
Node *parse_starred(Parser *parser, Node *(*plain)(Parser *)); /* ['*'] */

/* displays and comprehensions */
Node *parse_list(Parser *parser);
Node *parse_parenthesised(Parser *parser); /* group | tuple | genexp */
Node *parse_braces(Parser *parser);
Node *parse_element(Parser *parser);
bool parser_at_comprehension(const Parser *parser);
Node *parse_clauses(Parser *parser, NodeKind kind, const Node *place, Node *element, Node *value);

/* statements */
bool parse_block(Parser *parser, NodeList *body);
bool parse_statements(Parser *parser, NodeVector *body);
bool parse_function(Parser *parser, Node *node);
bool parse_class(Parser *parser, Node *node);
bool skip_type_parameters(Parser *parser);
Node *parse_match_statement(Parser *parser); /* NULL without an error: `match` was a name */

/* check_match.c: what CPython refuses of a whole match statement */
bool check_match(Parser *parser, const Node *node);

#endif
