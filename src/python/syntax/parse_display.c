/* Displays and comprehensions: (a, b), [a for b in c], {a: b}. */
#include "parser.h"

bool parser_at_comprehension(const Parser *parser)
{
    return parser_at(parser, "for") || (parser_at(parser, "async") && parser_next_is(parser, "for"));
}

/* for_if_clause: ['async'] 'for' star_targets 'in' disjunction ('if' disjunction)* */
static bool parse_clause(Parser *parser, Comprehension *clause)
{
    clause->is_async = parser_take(parser, "async");
    if (!parser_expect(parser, "for") || !(clause->target = parse_target_list(parser)) ||
        !parser_expect(parser, "in") || !(clause->iterable = parse_disjunction(parser)))
        return false;
    NodeVector conditions = {0};
    while (parser_take(parser, "if")) {
        Node *condition;
        if (parser_at_identifier(parser) && parser_next_is(parser, ":="))
            condition = parse_named_expression(parser);
        else
            condition = parse_disjunction(parser);
        if (!condition)
            return false;
        vector_push(parser->arena, &conditions, condition);
    }
    clause->conditions = node_list(&conditions);
    return true;
}

Node *parse_clauses(Parser *parser, NodeKind kind, const Node *place, Node *element, Node *value)
{
    VECTOR(Comprehension) clauses = {0};
    while (parser_at_comprehension(parser)) {
        Comprehension clause = {0};
        if (!parse_clause(parser, &clause))
            return NULL;
        vector_push(parser->arena, &clauses, clause);
    }
    Node *node = node_at(parser, kind, place);
    node->comprehension.element = element;
    node->comprehension.value = value;
    node->comprehension.clauses = clauses.items;
    node->comprehension.clause_count = clauses.count;
    return node;
}

Node *parse_element(Parser *parser)
{
    return parse_starred(parser, parse_named_expression);
}

/* The items of a display up to `close`, the first already read. */
static bool parse_items(Parser *parser, const char *close, Node *first, NodeVector *items)
{
    if (first)
        vector_push(parser->arena, items, first);
    while (parser_take(parser, ",") && !parser_at(parser, close)) {
        Node *item = parse_element(parser);
        if (!item)
            return false;
        vector_push(parser->arena, items, item);
    }
    return parser_expect(parser, close);
}

/* list: '[' [items] ']' | listcomp */
Node *parse_list(Parser *parser)
{
    Node *node = node_new(parser, NODE_LIST);
    NodeVector items = {0};
    parser->at++;
    if (parser_take(parser, "]"))
        return node;
    Node *first = parse_element(parser);
    if (first && parser_at_comprehension(parser)) {
        node = parse_clauses(parser, NODE_LIST_COMPREHENSION, node, first, NULL);
        return node && parser_expect(parser, "]") ? node : NULL;
    }
    if (!first || !parse_items(parser, "]", first, &items))
        return NULL;
    node->sequence.values = node_list(&items);
    return node;
}

/* group | tuple | genexp */
Node *parse_parenthesised(Parser *parser)
{
    Node *node = node_new(parser, NODE_TUPLE);
    NodeVector items = {0};
    parser->at++;
    if (parser_take(parser, ")"))
        return node;
    if (parser_at(parser, "yield")) {
        Node *yield = parse_yield(parser);
        return yield && parser_expect(parser, ")") ? yield : NULL;
    }
    Node *first = parse_element(parser);
    if (!first)
        return NULL;
    if (parser_at_comprehension(parser)) {
        node = parse_clauses(parser, NODE_GENERATOR, node, first, NULL);
        return node && parser_expect(parser, ")") ? node : NULL;
    }
    if (!parser_at(parser, ",")) {
        if (first->kind == NODE_STARRED)
            return parser_fail_at(parser, first, "cannot use starred expression here");
        return parser_expect(parser, ")") ? first : NULL;
    }
    if (!parse_items(parser, ")", first, &items))
        return NULL;
    node->sequence.values = node_list(&items);
    return node;
}

/* key ':' value | '**' bitwise_or; the key is NULL for the latter */
static bool parse_dict_item(Parser *parser, Node **key, Node **value)
{
    *key = NULL;
    if (parser_take(parser, "**"))
        return (*value = parse_bitwise_or(parser)) != NULL;
    return (*key = parse_expression(parser)) && parser_expect(parser, ":") && (*value = parse_expression(parser));
}

static Node *parse_dict_rest(Parser *parser, Node *node, Node *key, Node *value)
{
    NodeVector keys = {0}, values = {0};
    if (key && parser_at_comprehension(parser)) {
        node = parse_clauses(parser, NODE_DICT_COMPREHENSION, node, key, value);
        return node && parser_expect(parser, "}") ? node : NULL;
    }
    vector_push(parser->arena, &keys, key);
    vector_push(parser->arena, &values, value);
    while (parser_take(parser, ",") && !parser_at(parser, "}")) {
        if (!parse_dict_item(parser, &key, &value))
            return NULL;
        vector_push(parser->arena, &keys, key);
        vector_push(parser->arena, &values, value);
    }
    node->kind = NODE_DICT;
    node->dict.keys = node_list(&keys);
    node->dict.values = node_list(&values);
    return parser_expect(parser, "}") ? node : NULL;
}

/* dict | set | dictcomp | setcomp */
Node *parse_braces(Parser *parser)
{
    Node *node = node_new(parser, NODE_DICT);
    parser->at++;
    if (parser_take(parser, "}"))
        return node;
    if (parser_at(parser, "**")) {
        Node *key, *value;
        return parse_dict_item(parser, &key, &value) ? parse_dict_rest(parser, node, key, value) : NULL;
    }
    Node *first = parse_element(parser);
    if (!first)
        return NULL;
    if (parser_take(parser, ":")) {
        Node *value = parse_expression(parser);
        return value ? parse_dict_rest(parser, node, first, value) : NULL;
    }
    if (parser_at_comprehension(parser)) {
        node = parse_clauses(parser, NODE_SET_COMPREHENSION, node, first, NULL);
        return node && parser_expect(parser, "}") ? node : NULL;
    }
    NodeVector items = {0};
    if (!parse_items(parser, "}", first, &items))
        return NULL;
    node->kind = NODE_SET;
    node->sequence.values = node_list(&items);
    return node;
}
