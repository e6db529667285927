/* Primaries: atoms, and the attributes, calls and subscripts that follow them. */
#include "parser.h"

#include <string.h>

static Node *parse_word_constant(Parser *parser)
{
    static const struct {
        const char *word;
        ConstantKind kind;
    } rows[] = {
        {"None", CONSTANT_NONE}, {"True", CONSTANT_TRUE}, {"False", CONSTANT_FALSE}, {"...", CONSTANT_ELLIPSIS}};
    for (size_t i = 0; i < 4; i++) {
        if (!parser_at(parser, rows[i].word))
            continue;
        Node *node = node_new(parser, NODE_CONSTANT);
        parser->at++;
        node->constant.kind = rows[i].kind;
        return node;
    }
    return NULL;
}

/* As CPython's compiler: these names in a function make the class hand a cell to its metaclass. */
static void note_class_cell(Parser *parser)
{
    if (parser->class_parts && parser->functions && (parser_at(parser, "super") || parser_at(parser, "__class__")))
        parser->class_parts->has_cell = true;
}

Node *parse_atom(Parser *parser)
{
    TokenKind kind = parser_peek(parser)->kind;
    if (kind == TOKEN_NUMBER)
        return parse_number(parser);
    if (kind == TOKEN_STRING)
        return parse_strings(parser);
    Node *constant = parse_word_constant(parser);
    if (constant)
        return constant;
    if (parser_at_identifier(parser)) {
        Node *node = node_new(parser, NODE_NAME);
        note_class_cell(parser);
        node->name.id = parser_identifier(parser);
        return node;
    }
    if (parser_at(parser, "("))
        return parse_parenthesised(parser);
    if (parser_at(parser, "["))
        return parse_list(parser);
    if (parser_at(parser, "{"))
        return parse_braces(parser);
    return parser_fail(parser, "invalid syntax");
}

typedef VECTOR(Keyword) KeywordVector;

static bool has_double_star(const KeywordVector *keywords)
{
    for (size_t i = 0; i < keywords->count; i++)
        if (!keywords->items[i].name)
            return true;
    return false;
}

/* argument: '*' e | '**' e | NAME '=' e | named_expression [comprehension] */
static bool parse_argument(Parser *parser, NodeVector *arguments, KeywordVector *keywords)
{
    Keyword keyword = {0};
    if (parser_take(parser, "**")) {
        if (!(keyword.value = parse_expression(parser)))
            return false;
        vector_push(parser->arena, keywords, keyword);
        return true;
    }
    if (parser_at(parser, "*")) {
        Node *star = node_new(parser, NODE_STARRED);
        parser->at++;
        if (has_double_star(keywords))
            return parser_fail_at(parser, star, "iterable argument unpacking follows keyword argument unpacking") !=
                   NULL;
        if (!(star->single.value = parse_expression(parser)))
            return false;
        vector_push(parser->arena, arguments, star);
        return true;
    }
    if (parser_at_identifier(parser) && parser_next_is(parser, "=")) {
        keyword.name = parser_identifier(parser);
        parser->at++;
        if (!(keyword.value = parse_expression(parser)))
            return false;
        vector_push(parser->arena, keywords, keyword);
        return true;
    }
    Node *value = parse_named_expression(parser);
    if (value && parser_at_comprehension(parser)) {
        value = parse_clauses(parser, NODE_GENERATOR, value, value, NULL);
        if (value && (arguments->count || keywords->count || parser_at(parser, ",")))
            return parser_fail_at(parser, value, "Generator expression must be parenthesized") != NULL;
    }
    if (!value)
        return false;
    if (keywords->count)
        return parser_fail_at(parser, value, "positional argument follows keyword argument") != NULL;
    vector_push(parser->arena, arguments, value);
    return true;
}

/* arguments: the '(' is already taken; takes the ')' */
bool parse_call_arguments(Parser *parser, NodeVector *arguments, Keyword **keywords, size_t *count)
{
    KeywordVector vector = {0};
    while (!parser_at(parser, ")")) {
        if (!parse_argument(parser, arguments, &vector))
            return false;
        if (!parser_take(parser, ","))
            break;
    }
    *keywords = vector.items;
    *count = vector.count;
    for (size_t i = 0; i < vector.count; i++)
        for (size_t k = 0; k < i && vector.items[i].name; k++)
            if (vector.items[k].name && strcmp(vector.items[i].name, vector.items[k].name) == 0)
                return parser_fail(parser, "a keyword argument is repeated") != NULL;
    return parser_expect(parser, ")");
}

static Node *parse_call(Parser *parser, Node *function)
{
    Node *node = node_at(parser, NODE_CALL, function);
    NodeVector arguments = {0};
    node->call.function = function;
    parser->at++;
    if (!parse_call_arguments(parser, &arguments, &node->call.keywords, &node->call.keyword_count))
        return NULL;
    node->call.arguments = node_list(&arguments);
    return node;
}

/* slice: [e] ':' [e] [':' [e]] | named_expression | '*' e */
static Node *parse_slice(Parser *parser)
{
    const Token *first = parser_peek(parser);
    Node *lower = NULL;
    if (!parser_at(parser, ":")) {
        lower = parse_element(parser);
        bool is_item = lower && (lower->kind == NODE_STARRED || !parser_at(parser, ":"));
        if (!lower || is_item)
            return lower;
    }
    parser->at++;
    Node *node = node_from(parser, NODE_SLICE, first);
    node->slice.lower = lower;
    bool has_upper = !parser_at(parser, ":") && !parser_at(parser, "]") && !parser_at(parser, ",");
    if (has_upper && !(node->slice.upper = parse_expression(parser)))
        return NULL;
    if (parser_take(parser, ":") && !parser_at(parser, "]") && !parser_at(parser, ",") &&
        !(node->slice.step = parse_expression(parser)))
        return NULL;
    return node;
}

static Node *parse_subscript(Parser *parser, Node *value)
{
    Node *node = node_at(parser, NODE_SUBSCRIPT, value);
    node->subscript.value = value;
    parser->at++;
    Node *index = parse_slice(parser);
    if (index && (parser_at(parser, ",") || index->kind == NODE_STARRED)) {
        NodeVector items = {0};
        vector_push(parser->arena, &items, index);
        while (parser_take(parser, ",") && !parser_at(parser, "]")) {
            Node *item = parse_slice(parser);
            if (!item)
                return NULL;
            vector_push(parser->arena, &items, item);
        }
        index = node_at(parser, NODE_TUPLE, index);
        index->sequence.values = node_list(&items);
    }
    node->subscript.index = index;
    return index && parser_expect(parser, "]") ? node : NULL;
}

/* primary: atom ('.' NAME | '(' arguments ')' | '[' slices ']')* */
Node *parse_primary(Parser *parser)
{
    Node *value = parse_atom(parser);
    while (value) {
        if (parser_at(parser, ".")) {
            Node *node = node_at(parser, NODE_ATTRIBUTE, value);
            parser->at++;
            node->attribute.value = value;
            node->attribute.name = parser_identifier(parser);
            value = node->attribute.name ? node : NULL;
        } else if (parser_at(parser, "(")) {
            value = parse_call(parser, value);
        } else if (parser_at(parser, "[")) {
            value = parse_subscript(parser, value);
        } else {
            break;
        }
    }
    return value;
}
