/* Expressions, from the loosest binding to the tightest. */
#include "parser.h"

/* ---- operators with two sides: precedence is data ---------------------- */

typedef struct BinaryRow {
    const char *symbol;
    Operator operator_;
    int precedence;
} BinaryRow;

static const BinaryRow binary_rows[] = {
    {"|", OPERATOR_BIT_OR, 1},        {"^", OPERATOR_BIT_XOR, 2},      {"&", OPERATOR_BIT_AND, 3},
    {"<<", OPERATOR_SHIFT_LEFT, 4},   {">>", OPERATOR_SHIFT_RIGHT, 4}, {"+", OPERATOR_ADD, 5},
    {"-", OPERATOR_SUBTRACT, 5},      {"*", OPERATOR_MULTIPLY, 6},     {"/", OPERATOR_DIVIDE, 6},
    {"//", OPERATOR_FLOOR_DIVIDE, 6}, {"%", OPERATOR_MODULO, 6},       {"@", OPERATOR_MATRIX_MULTIPLY, 6},
};

static const BinaryRow *peek_binary(Parser *parser)
{
    bool possible = !token_ends_expression(parser_peek(parser));
    for (size_t i = 0; possible && i < sizeof binary_rows / sizeof *binary_rows; i++)
        if (parser_at(parser, binary_rows[i].symbol))
            return &binary_rows[i];
    return NULL;
}

static Node *binary_node(Parser *parser, Operator operator_, Node *left, Node *right)
{
    Node *node = node_at(parser, NODE_BINARY, left);
    node->operation.operator_ = operator_;
    node->operation.left = left;
    node->operation.right = right;
    return node;
}

static Node *unary_node(Parser *parser, const Token *first, Operator operator_, Node *operand)
{
    Node *node = node_from(parser, NODE_UNARY, first);
    node->operation.operator_ = operator_;
    node->operation.left = operand;
    return node;
}

static Node *parse_factor(Parser *parser);

/* await_primary: 'await' primary | primary;  power: await_primary ['**' factor] */
static Node *parse_power(Parser *parser)
{
    const Token *first = parser_peek(parser);
    bool awaits = parser_take(parser, "await");
    Node *value = parse_primary(parser);
    if (value && awaits) {
        Node *node = node_from(parser, NODE_AWAIT, first);
        node->single.value = value;
        value = node;
    }
    if (!value || !parser_take(parser, "**"))
        return value;
    if (!parser_enter(parser))
        return NULL;
    Node *exponent = parse_factor(parser);
    parser_leave(parser);
    return exponent ? binary_node(parser, OPERATOR_POWER, value, exponent) : NULL;
}

/* factor: ('+' | '-' | '~') factor | power */
static Node *parse_factor(Parser *parser)
{
    static const struct {
        const char *symbol;
        Operator operator_;
    } rows[] = {{"-", OPERATOR_NEGATE}, {"+", OPERATOR_PLUS}, {"~", OPERATOR_INVERT}};
    const Token *first = parser_peek(parser);
    bool possible = first->kind == TOKEN_OPERATOR;
    for (size_t i = 0; possible && i < sizeof rows / sizeof *rows; i++) {
        if (!parser_take(parser, rows[i].symbol))
            continue;
        if (!parser_enter(parser))
            return NULL;
        Node *operand = parse_factor(parser);
        parser_leave(parser);
        return operand ? unary_node(parser, first, rows[i].operator_, operand) : NULL;
    }
    return parse_power(parser);
}

static Node *parse_binary(Parser *parser, int lowest)
{
    Node *left = parse_factor(parser);
    for (const BinaryRow *row; left && (row = peek_binary(parser)) && row->precedence >= lowest;) {
        parser->at++;
        Node *right = parse_binary(parser, row->precedence + 1);
        if (!right)
            return NULL;
        left = binary_node(parser, row->operator_, left, right);
    }
    return left;
}

Node *parse_bitwise_or(Parser *parser)
{
    return parse_binary(parser, 1);
}

/* sum: no | & ^ << >>, which in a pattern mean something else */
Node *parse_sum(Parser *parser)
{
    return parse_binary(parser, 5);
}

static bool peek_comparison(Parser *parser, Operator *operator_)
{
    static const struct {
        const char *symbol;
        Operator operator_;
    } rows[] = {{"==", OPERATOR_EQUAL}, {"!=", OPERATOR_NOT_EQUAL},     {"<=", OPERATOR_LESS_EQUAL},
                {"<", OPERATOR_LESS},   {">=", OPERATOR_GREATER_EQUAL}, {">", OPERATOR_GREATER},
                {"in", OPERATOR_IN}};
    if (token_ends_expression(parser_peek(parser)))
        return false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (parser_take(parser, rows[i].symbol)) {
            *operator_ = rows[i].operator_;
            return true;
        }
    }
    if (parser_at(parser, "not") && parser_next_is(parser, "in")) {
        parser->at += 2;
        *operator_ = OPERATOR_NOT_IN;
        return true;
    }
    if (parser_take(parser, "is")) {
        *operator_ = parser_take(parser, "not") ? OPERATOR_IS_NOT : OPERATOR_IS;
        return true;
    }
    return false;
}

/* comparison: bitwise_or (compare_op bitwise_or)* */
static Node *parse_comparison(Parser *parser)
{
    Node *left = parse_bitwise_or(parser);
    VECTOR(Operator) operators = {0};
    NodeVector comparators = {0};
    Operator operator_;
    while (left && peek_comparison(parser, &operator_)) {
        Node *right = parse_bitwise_or(parser);
        if (!right)
            return NULL;
        vector_push(parser->arena, &operators, operator_);
        vector_push(parser->arena, &comparators, right);
    }
    if (!left || !comparators.count)
        return left;
    Node *node = node_at(parser, NODE_COMPARE, left);
    node->compare.left = left;
    node->compare.operators = operators.items;
    node->compare.comparators = node_list(&comparators);
    return node;
}

/* inversion: 'not' inversion | comparison */
static Node *parse_inversion(Parser *parser)
{
    const Token *first = parser_peek(parser);
    if (!parser_take(parser, "not"))
        return parse_comparison(parser);
    if (!parser_enter(parser))
        return NULL;
    Node *operand = parse_inversion(parser);
    parser_leave(parser);
    return operand ? unary_node(parser, first, OPERATOR_NOT, operand) : NULL;
}

static Node *parse_boolean(Parser *parser, const char *word, Operator operator_, Node *(*next)(Parser *))
{
    Node *first = next(parser);
    if (!first || !parser_at(parser, word))
        return first;
    NodeVector values = {0};
    vector_push(parser->arena, &values, first);
    while (parser_take(parser, word)) {
        Node *value = next(parser);
        if (!value)
            return NULL;
        vector_push(parser->arena, &values, value);
    }
    Node *node = node_at(parser, NODE_BOOLEAN, first);
    node->sequence.values = node_list(&values);
    node->sequence.operator_ = operator_;
    return node;
}

static Node *parse_conjunction(Parser *parser)
{
    return parse_boolean(parser, "and", OPERATOR_AND, parse_inversion);
}

Node *parse_disjunction(Parser *parser)
{
    return parse_boolean(parser, "or", OPERATOR_OR, parse_conjunction);
}

/* A name or a literal and nothing else, as most expressions are. */
static bool at_lone_atom(Parser *parser)
{
    const Token *token = parser_peek(parser);
    bool is_atom = token->kind == TOKEN_NAME || token->kind == TOKEN_NUMBER || token->kind == TOKEN_STRING;
    return is_atom && token_ends_expression(token + 1);
}

/* lambda: 'lambda' [parameters] ':' expression */
/* expression: disjunction ['if' disjunction 'else' expression] | lambda */
Node *parse_expression(Parser *parser)
{
    if (at_lone_atom(parser))
        return parse_atom(parser);
    if (!parser_enter(parser))
        return NULL;
    Node *result = parser_at(parser, "lambda") ? parse_lambda(parser) : parse_disjunction(parser);
    if (result && parser_take(parser, "if")) {
        Node *node = node_at(parser, NODE_CONDITIONAL, result);
        node->conditional.body = result;
        node->conditional.test = parse_disjunction(parser);
        result = NULL;
        if (node->conditional.test && parser_expect(parser, "else") &&
            (node->conditional.otherwise = parse_expression(parser)))
            result = node;
    }
    parser_leave(parser);
    return result;
}

/* named_expression: NAME ':=' expression | expression */
Node *parse_named_expression(Parser *parser)
{
    if (!parser_at_identifier(parser) || !parser_next_is(parser, ":="))
        return parse_expression(parser);
    Node *node = node_new(parser, NODE_NAMED_EXPRESSION);
    Node *target = node_new(parser, NODE_NAME);
    target->name.id = parser_identifier(parser);
    parser->at++;
    NodeVector targets = {0};
    vector_push(parser->arena, &targets, target);
    node->assign.targets = node_list(&targets);
    node->assign.value = parse_expression(parser);
    return node->assign.value ? node : NULL;
}

/* ---- lists of expressions ---------------------------------------------- */

Node *parse_starred(Parser *parser, Node *(*plain)(Parser *))
{
    if (!parser_at(parser, "*"))
        return plain(parser);
    Node *node = node_new(parser, NODE_STARRED);
    parser->at++;
    node->single.value = parse_bitwise_or(parser);
    return node->single.value ? node : NULL;
}

static bool at_expression_end(Parser *parser)
{
    static const char *const closers[] = {")", "]", "}", "=", ":", ";", "for", "async", "in", "+=", "-=", "*="};
    TokenKind kind = parser_peek(parser)->kind;
    if (kind == TOKEN_NEWLINE || kind == TOKEN_END)
        return true;
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
        if (parser_at(parser, closers[i]))
            return true;
    return false;
}

static Node *parse_comma_list(Parser *parser, Node *(*plain)(Parser *))
{
    Node *first = parse_starred(parser, plain);
    if (!first || !parser_at(parser, ","))
        return first;
    NodeVector values = {0};
    vector_push(parser->arena, &values, first);
    while (parser_take(parser, ",") && !at_expression_end(parser)) {
        Node *value = parse_starred(parser, plain);
        if (!value)
            return NULL;
        vector_push(parser->arena, &values, value);
    }
    Node *node = node_at(parser, NODE_TUPLE, first);
    node->sequence.values = node_list(&values);
    return node;
}

/* star_expressions: star_expression (',' star_expression)* [','] */
Node *parse_star_expressions(Parser *parser)
{
    return parse_comma_list(parser, parse_named_expression);
}

bool check_target(Parser *parser, const Node *target)
{
    switch (target->kind) {
    case NODE_NAME:
    case NODE_ATTRIBUTE:
    case NODE_SUBSCRIPT:
        return true;
    case NODE_STARRED:
        return check_target(parser, target->single.value);
    case NODE_TUPLE:
    case NODE_LIST:
        for (size_t i = 0; i < target->sequence.values.count; i++)
            if (!check_target(parser, target->sequence.values.items[i]))
                return false;
        return true;
    default:
        return parser_fail_at(parser, target, "cannot assign to this expression") != NULL;
    }
}

/* star_targets, stopping before 'in' */
Node *parse_target_list(Parser *parser)
{
    Node *target = parse_comma_list(parser, parse_bitwise_or);
    return target && check_target(parser, target) ? target : NULL;
}

/* yield_expr: 'yield' 'from' expression | 'yield' [star_expressions] */
Node *parse_yield(Parser *parser)
{
    Node *node = node_new(parser, NODE_YIELD);
    parser->at++;
    if (parser_take(parser, "from")) {
        node->kind = NODE_YIELD_FROM;
        node->single.value = parse_expression(parser);
        return node->single.value ? node : NULL;
    }
    if (at_expression_end(parser))
        return node;
    node->single.value = parse_star_expressions(parser);
    return node->single.value ? node : NULL;
}
