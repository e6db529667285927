/* Expressions, from the loosest binding to the tightest. */
#include "parser.h"

#include <string.h>

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

static const BinaryRow *binary_here(Parser *parser)
{
    for (size_t i = 0; i < sizeof binary_rows / sizeof *binary_rows; i++)
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
    for (size_t i = 0; i < 3; i++) {
        const Token *first = parser_peek(parser);
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
    for (const BinaryRow *row; left && (row = binary_here(parser)) && row->precedence >= lowest;) {
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

static bool comparison_here(Parser *parser, Operator *operator_)
{
    static const struct {
        const char *symbol;
        Operator operator_;
    } rows[] = {{"==", OPERATOR_EQUAL}, {"!=", OPERATOR_NOT_EQUAL},     {"<=", OPERATOR_LESS_EQUAL},
                {"<", OPERATOR_LESS},   {">=", OPERATOR_GREATER_EQUAL}, {">", OPERATOR_GREATER},
                {"in", OPERATOR_IN}};
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
    while (left && comparison_here(parser, &operator_)) {
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

static Node *parse_disjunction(Parser *parser)
{
    return parse_boolean(parser, "or", OPERATOR_OR, parse_conjunction);
}

/* lambda: 'lambda' [parameters] ':' expression */
static Node *parse_lambda(Parser *parser)
{
    Node *node = node_new(parser, NODE_LAMBDA);
    parser->at++;
    node->function.name = parser_name(parser, "<lambda>", strlen("<lambda>"));
    if (!parse_parameters(parser, &node->function.parameters, ":", false) || !parser_expect(parser, ":"))
        return NULL;
    Node *body = parse_expression(parser);
    NodeVector list = {0};
    vector_push(parser->arena, &list, body);
    node->function.body = node_list(&list);
    return body ? node : NULL;
}

/* expression: disjunction ['if' disjunction 'else' expression] | lambda */
Node *parse_expression(Parser *parser)
{
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

static Node *parse_starred(Parser *parser, Node *(*plain)(Parser *))
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

/* ---- displays and comprehensions --------------------------------------- */

static bool at_comprehension(Parser *parser)
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

static Node *parse_clauses(Parser *parser, NodeKind kind, const Node *place, Node *element, Node *value)
{
    VECTOR(Comprehension) clauses = {0};
    while (at_comprehension(parser)) {
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

static Node *parse_element(Parser *parser)
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
static Node *parse_list(Parser *parser)
{
    Node *node = node_new(parser, NODE_LIST);
    NodeVector items = {0};
    parser->at++;
    if (parser_take(parser, "]"))
        return node;
    Node *first = parse_element(parser);
    if (first && at_comprehension(parser)) {
        node = parse_clauses(parser, NODE_LIST_COMPREHENSION, node, first, NULL);
        return node && parser_expect(parser, "]") ? node : NULL;
    }
    if (!first || !parse_items(parser, "]", first, &items))
        return NULL;
    node->sequence.values = node_list(&items);
    return node;
}

/* group | tuple | genexp */
static Node *parse_parenthesised(Parser *parser)
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
    if (at_comprehension(parser)) {
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
    if (key && at_comprehension(parser)) {
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
static Node *parse_braces(Parser *parser)
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
    if (at_comprehension(parser)) {
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

/* ---- atoms, calls, subscripts ------------------------------------------ */

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

static Node *parse_atom(Parser *parser)
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
    if (value && at_comprehension(parser))
        value = parse_clauses(parser, NODE_GENERATOR, value, value, NULL);
    if (!value)
        return false;
    if (keywords->count && keywords->items[keywords->count - 1].name)
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
        if (!lower || !parser_at(parser, ":"))
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

/* ---- assignment targets and parameters --------------------------------- */

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

typedef VECTOR(Parameter) ParameterVector;

static bool parse_parameter(Parser *parser, bool annotated, ParameterVector *vector)
{
    Parameter parameter = {.name = parser_identifier(parser)};
    if (!parameter.name)
        return false;
    if (annotated && parser_take(parser, ":") && !(parameter.annotation = parse_expression(parser)))
        return false;
    if (parser_take(parser, "=") && !(parameter.default_value = parse_expression(parser)))
        return false;
    vector_push(parser->arena, vector, parameter);
    return true;
}

static bool parse_star_name(Parser *parser, bool annotated, const char **name)
{
    *name = parser_identifier(parser);
    if (!*name)
        return false;
    if (!annotated || !parser_take(parser, ":"))
        return true;
    return parse_starred(parser, parse_expression) != NULL;
}

/* parameters, up to but not including `close` */
bool parse_parameters(Parser *parser, Parameters *parameters, const char *close, bool annotated)
{
    ParameterVector vector = {0};
    bool keyword_only = false;
    while (!parser_at(parser, close)) {
        if (parser_take(parser, "/")) {
            parameters->positional_only = vector.count;
        } else if (parser_take(parser, "**")) {
            if (!parse_star_name(parser, annotated, &parameters->double_star))
                return false;
        } else if (parser_take(parser, "*")) {
            keyword_only = true;
            parameters->positional = vector.count;
            if (!parser_at(parser, ",") && !parse_star_name(parser, annotated, &parameters->star))
                return false;
        } else if (!parse_parameter(parser, annotated, &vector)) {
            return false;
        }
        if (!parser_take(parser, ","))
            break;
    }
    if (!keyword_only)
        parameters->positional = vector.count;
    parameters->items = vector.items;
    parameters->count = vector.count;
    return true;
}
