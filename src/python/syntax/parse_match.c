/* The match statement and its patterns. */
#include "parser.h"

static Node *parse_pattern(Parser *parser);
static Node *parse_patterns(Parser *parser);

static Node *pattern_node(Parser *parser, NodeKind kind)
{
    return node_new(parser, kind);
}

/* literal_expr: signed numbers, complex numbers, strings */
static Node *parse_literal_pattern(Parser *parser)
{
    Node *node = pattern_node(parser, NODE_MATCH_VALUE);
    node->pattern->value = parse_sum(parser);
    return node->pattern->value ? node : NULL;
}

/* '(' patterns ')' | '[' patterns ']' */
static Node *parse_sequence_pattern(Parser *parser, const char *close)
{
    Node *node = pattern_node(parser, NODE_MATCH_SEQUENCE);
    NodeVector patterns = {0};
    bool comma = false;
    parser->at++;
    while (!parser_at(parser, close)) {
        Node *pattern = parse_pattern(parser);
        if (!pattern)
            return NULL;
        vector_push(parser->arena, &patterns, pattern);
        if (!parser_take(parser, ","))
            break;
        comma = true;
    }
    if (!parser_expect(parser, close))
        return NULL;
    bool group = close[0] == ')' && patterns.count == 1 && !comma;
    node->pattern->patterns = node_list(&patterns);
    return group ? patterns.items[0] : node;
}

/* '{' (key ':' pattern | '**' NAME) , ... '}' */
static Node *parse_mapping_pattern(Parser *parser)
{
    Node *node = pattern_node(parser, NODE_MATCH_MAPPING);
    NodeVector keys = {0}, patterns = {0};
    parser->at++;
    while (!parser_at(parser, "}")) {
        if (parser_take(parser, "**")) {
            node->pattern->name = parser_identifier(parser);
            if (!node->pattern->name || strcmp(node->pattern->name, "_") == 0)
                return node->pattern->name ? parser_fail_at(parser, node, "invalid syntax") : NULL;
            parser_take(parser, ",");
            break;
        } else {
            Node *key = parse_sum(parser);
            Node *pattern = key && parser_expect(parser, ":") ? parse_pattern(parser) : NULL;
            if (!pattern)
                return NULL;
            vector_push(parser->arena, &keys, key);
            vector_push(parser->arena, &patterns, pattern);
        }
        if (!parser_take(parser, ","))
            break;
    }
    node->pattern->keys = node_list(&keys);
    node->pattern->patterns = node_list(&patterns);
    return parser_expect(parser, "}") ? node : NULL;
}

/* name_or_attr '(' [patterns] [NAME '=' pattern] ')' */
static Node *parse_class_pattern(Parser *parser, Node *class_)
{
    Node *node = node_at(parser, NODE_MATCH_CLASS, class_);
    NodeVector patterns = {0};
    StringVector keywords = {0};
    node->pattern->value = class_;
    parser->at++;
    while (!parser_at(parser, ")")) {
        if (parser_at_identifier(parser) && parser_next_is(parser, "=")) {
            vector_push(parser->arena, &keywords, parser_identifier(parser));
            parser->at++;
        } else if (keywords.count) {
            return parser_fail_at(parser, node, "positional patterns follow keyword patterns");
        }
        Node *pattern = parse_pattern(parser);
        if (!pattern)
            return NULL;
        vector_push(parser->arena, &patterns, pattern);
        if (!parser_take(parser, ","))
            break;
    }
    node->pattern->patterns = node_list(&patterns);
    node->pattern->keywords = keywords.items;
    node->pattern->keyword_count = keywords.count;
    return parser_expect(parser, ")") ? node : NULL;
}

/* NAME | '_' | dotted value | class pattern */
static Node *parse_name_pattern(Parser *parser)
{
    Node *name = node_new(parser, NODE_NAME);
    name->name.id = parser_identifier(parser);
    Node *value = name;
    while (parser_take(parser, ".")) {
        Node *attribute = node_at(parser, NODE_ATTRIBUTE, name);
        attribute->attribute.value = value;
        if (!(attribute->attribute.name = parser_identifier(parser)))
            return NULL;
        value = attribute;
    }
    if (parser_at(parser, "("))
        return parse_class_pattern(parser, value);
    Node *node = node_at(parser, value == name ? NODE_MATCH_AS : NODE_MATCH_VALUE, name);
    if (value != name)
        node->pattern->value = value;
    else if (strcmp(name->name.id, "_") != 0)
        node->pattern->name = name->name.id;
    return node;
}

static Node *parse_closed_pattern(Parser *parser)
{
    static const char *const singletons[] = {"None", "True", "False"};
    for (size_t i = 0; i < 3; i++) {
        if (parser_at(parser, singletons[i])) {
            Node *node = pattern_node(parser, NODE_MATCH_SINGLETON);
            node->pattern->value = parse_primary(parser);
            return node;
        }
    }
    if (parser_at(parser, "("))
        return parse_sequence_pattern(parser, ")");
    if (parser_at(parser, "["))
        return parse_sequence_pattern(parser, "]");
    if (parser_at(parser, "{"))
        return parse_mapping_pattern(parser);
    if (parser_at(parser, "*")) {
        Node *node = pattern_node(parser, NODE_MATCH_STAR);
        parser->at++;
        const char *name = parser_identifier(parser);
        if (!name)
            return NULL;
        node->pattern->name = strcmp(name, "_") == 0 ? NULL : name;
        return node;
    }
    return parser_at_identifier(parser) ? parse_name_pattern(parser) : parse_literal_pattern(parser);
}

/* or_pattern: closed ('|' closed)* ;  as_pattern: or_pattern ['as' NAME] */
static Node *parse_pattern(Parser *parser)
{
    if (!parser_enter(parser))
        return NULL;
    Node *first = parse_closed_pattern(parser);
    if (first && parser_at(parser, "|")) {
        Node *node = node_at(parser, NODE_MATCH_OR, first);
        NodeVector patterns = {0};
        vector_push(parser->arena, &patterns, first);
        while (first && parser_take(parser, "|")) {
            first = parse_closed_pattern(parser);
            vector_push(parser->arena, &patterns, first);
        }
        node->pattern->patterns = node_list(&patterns);
        first = first ? node : NULL;
    }
    if (first && parser_take(parser, "as")) {
        Node *node = node_at(parser, NODE_MATCH_AS, first);
        node->pattern->value = first;
        node->pattern->name = parser_identifier(parser);
        if (node->pattern->name && strcmp(node->pattern->name, "_") == 0)
            return parser_fail_at(parser, node, "cannot use '_' as a target");
        first = node->pattern->name ? node : NULL;
    }
    parser_leave(parser);
    return first;
}

/* patterns: open_sequence_pattern | pattern */
static Node *parse_patterns(Parser *parser)
{
    Node *first = parse_pattern(parser);
    if (!first || !parser_at(parser, ","))
        return first;
    NodeVector patterns = {0};
    vector_push(parser->arena, &patterns, first);
    while (parser_take(parser, ",") && !parser_at(parser, ":") && !parser_at(parser, "if")) {
        Node *pattern = parse_pattern(parser);
        if (!pattern)
            return NULL;
        vector_push(parser->arena, &patterns, pattern);
    }
    Node *node = node_at(parser, NODE_MATCH_SEQUENCE, first);
    node->pattern->patterns = node_list(&patterns);
    return node;
}

/* 'case' patterns ['if' named_expression] block */
static bool parse_case(Parser *parser, MatchCase *match_case)
{
    parser->at++;
    if (!(match_case->pattern = parse_patterns(parser)))
        return false;
    if (parser_take(parser, "if") && !(match_case->guard = parse_named_expression(parser)))
        return false;
    return parse_block(parser, &match_case->body);
}

/* Whether this really is "match subject: NEWLINE INDENT case": the only way to
 * know is to read that far. */
static Node *try_subject(Parser *parser)
{
    size_t start = parser->at;
    int depth = parser->depth;
    Error ignored = {0};
    Error *error = parser->error;
    parser->error = &ignored;
    parser->at++;
    Node *subject = parse_star_expressions(parser);
    bool matches = subject && parser_take(parser, ":") && parser_peek(parser)->kind == TOKEN_NEWLINE &&
                   parser_peek(parser)[1].kind == TOKEN_INDENT;
    if (matches) {
        parser->at += 2;
        matches = parser_at(parser, "case");
    }
    parser->error = error;
    if (matches)
        return subject;
    parser->at = start;
    parser->depth = depth;
    return NULL;
}

Node *parse_match_statement(Parser *parser)
{
    Node *node = node_new(parser, NODE_MATCH);
    VECTOR(MatchCase) cases = {0};
    node->match.subject = try_subject(parser);
    if (!node->match.subject)
        return NULL;
    while (parser_at(parser, "case")) {
        MatchCase match_case = {0};
        if (!parse_case(parser, &match_case))
            return NULL;
        vector_push(parser->arena, &cases, match_case);
        while (parser_peek(parser)->kind == TOKEN_NEWLINE) /* there is one before the end of the file */
            parser->at++;
    }
    node->match.cases = cases.items;
    node->match.count = cases.count;
    if (parser_peek(parser)->kind == TOKEN_DEDENT)
        parser->at++;
    return check_match(parser, node) ? node : NULL;
}
