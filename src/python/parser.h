/* What the parser's files share: the cursor over the tokens and the builders. */
#ifndef LIMBECK_SRC_PYTHON_PARSER_H
#define LIMBECK_SRC_PYTHON_PARSER_H

#include "lexer.h"

#include "limbeck/base/vector.h"
#include "limbeck/python/parser.h"

typedef struct Parser {
    Arena *arena;
    NameTable *names;
    const SourceFile *file;
    Token *tokens;
    size_t at;
    int depth;
    const char *unreadable; /* why the string being read has no value */
    Error *error;
} Parser;

typedef VECTOR(Node *) NodeVector;

/* Every failure returns NULL or false and leaves the first error. */
void *parser_fail(Parser *parser, const char *message);
void *parser_fail_at(Parser *parser, const Node *node, const char *message);

/* Bounded recursion: each parser_enter that returned true needs a leave. */
bool parser_enter(Parser *parser);
void parser_leave(Parser *parser);

Token *parser_peek(Parser *parser);
bool parser_at(Parser *parser, const char *text);
bool parser_next_is(Parser *parser, const char *text); /* the token after the current one */
bool parser_take(Parser *parser, const char *text);
bool parser_expect(Parser *parser, const char *text);
const char *parser_identifier(Parser *parser); /* a NAME that is no keyword; NULL fails */
bool parser_at_identifier(Parser *parser);

Node *node_new(Parser *parser, NodeKind kind);
Node *node_at(Parser *parser, NodeKind kind, const Node *place);
NodeList node_list(const NodeVector *vector);

/* expressions */
Node *parse_expression(Parser *parser);       /* disjunction [if else] | lambda */
Node *parse_named_expression(Parser *parser); /* with := */
Node *parse_star_expressions(Parser *parser); /* a, *b, c: a TUPLE when there is a comma */
Node *parse_bitwise_or(Parser *parser);
Node *parse_sum(Parser *parser);
Node *parse_target_list(Parser *parser); /* of `for`, and of comprehensions */
Node *parse_strings(Parser *parser);
Node *parse_number(Parser *parser);
Node *parse_primary(Parser *parser);
Node *parse_yield(Parser *parser);
bool parse_parameters(Parser *parser, Parameters *parameters, const char *close, bool annotated);
bool parse_call_arguments(Parser *parser, NodeVector *arguments, Keyword **keywords, size_t *count);
bool check_target(Parser *parser, const Node *target);

/* statements */
bool parse_block(Parser *parser, NodeList *body);
bool parse_statements(Parser *parser, NodeVector *body);
Node *parse_match_statement(Parser *parser); /* NULL without an error: `match` was a name */

#endif
