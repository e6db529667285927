/* Statements: one function a rule, one row a keyword. */
#include "parser.h"

#include <string.h>

static bool end_of_statement(Parser *parser)
{
    TokenKind kind = parser_peek(parser)->kind;
    if (kind == TOKEN_NEWLINE) {
        parser->at++;
        return true;
    }
    return kind == TOKEN_END || parser_fail(parser, "invalid syntax") != NULL;
}

/* block: NEWLINE INDENT statements DEDENT | simple_statements; after ':' */
bool parse_block(Parser *parser, NodeList *body)
{
    NodeVector vector = {0};
    if (!parser_expect(parser, ":") || !parser_enter(parser))
        return false;
    if (parser_peek(parser)->kind == TOKEN_NEWLINE) {
        parser->at++;
        if (parser_peek(parser)->kind != TOKEN_INDENT)
            return parser_fail(parser, "expected an indented block") != NULL;
        parser->at++;
        while (parser_peek(parser)->kind != TOKEN_DEDENT && parser_peek(parser)->kind != TOKEN_END)
            if (!parse_statements(parser, &vector))
                return false;
        parser->at += parser_peek(parser)->kind == TOKEN_DEDENT;
    } else if (!parse_statements(parser, &vector)) {
        return false;
    }
    parser_leave(parser);
    *body = node_list(&vector);
    return true;
}

/* ---- assignment -------------------------------------------------------- */

static bool peek_augmented(Parser *parser, Operator *operator_)
{
    static const struct {
        const char *symbol;
        Operator operator_;
    } rows[] = {
        {"+=", OPERATOR_ADD},         {"-=", OPERATOR_SUBTRACT},
        {"*=", OPERATOR_MULTIPLY},    {"@=", OPERATOR_MATRIX_MULTIPLY},
        {"/=", OPERATOR_DIVIDE},      {"//=", OPERATOR_FLOOR_DIVIDE},
        {"%=", OPERATOR_MODULO},      {"**=", OPERATOR_POWER},
        {"<<=", OPERATOR_SHIFT_LEFT}, {">>=", OPERATOR_SHIFT_RIGHT},
        {"&=", OPERATOR_BIT_AND},     {"|=", OPERATOR_BIT_OR},
        {"^=", OPERATOR_BIT_XOR},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (parser_take(parser, rows[i].symbol)) {
            *operator_ = rows[i].operator_;
            return true;
        }
    }
    return false;
}

static Node *parse_right_side(Parser *parser)
{
    return parser_at(parser, "yield") ? parse_yield(parser) : parse_star_expressions(parser);
}

static Node *parse_annotated(Parser *parser, Node *node, Node *target)
{
    NodeVector targets = {0};
    if (target->kind != NODE_NAME && target->kind != NODE_ATTRIBUTE && target->kind != NODE_SUBSCRIPT)
        return parser_fail_at(parser, target, "only a single target can be annotated");
    vector_push(parser->arena, &targets, target);
    node->kind = NODE_ANNOTATED_ASSIGN;
    node->assign.targets = node_list(&targets);
    node->assign.annotation = parse_expression(parser);
    if (!node->assign.annotation)
        return NULL;
    if (parser_take(parser, "=") && !(node->assign.value = parse_right_side(parser)))
        return NULL;
    return node;
}

static Node *parse_augmented(Parser *parser, Node *node, Node *target, Operator operator_)
{
    NodeVector targets = {0};
    if (target->kind != NODE_NAME && target->kind != NODE_ATTRIBUTE && target->kind != NODE_SUBSCRIPT)
        return parser_fail_at(parser, target, "this is an illegal target for augmented assignment");
    vector_push(parser->arena, &targets, target);
    node->kind = NODE_AUGMENTED_ASSIGN;
    node->assign.targets = node_list(&targets);
    node->assign.operator_ = operator_;
    node->assign.value = parse_right_side(parser);
    return node->assign.value ? node : NULL;
}

/* assignment | star_expressions */
static Node *parse_expression_statement(Parser *parser)
{
    Node *node = node_new(parser, NODE_EXPRESSION);
    Node *value = parse_right_side(parser);
    Operator operator_;
    if (!value)
        return NULL;
    if (parser_take(parser, ":"))
        return parse_annotated(parser, node, value);
    if (peek_augmented(parser, &operator_))
        return parse_augmented(parser, node, value, operator_);
    if (!parser_at(parser, "=")) {
        if (value->kind == NODE_STARRED)
            return parser_fail_at(parser, value, "can't use starred expression here");
        node->single.value = value;
        return node;
    }
    NodeVector targets = {0};
    while (parser_take(parser, "=")) {
        if (!check_target(parser, value))
            return NULL;
        vector_push(parser->arena, &targets, value);
        if (!(value = parse_right_side(parser)))
            return NULL;
    }
    node->kind = NODE_ASSIGN;
    node->assign.targets = node_list(&targets);
    node->assign.value = value;
    return node;
}

/* ---- simple statements: the keyword is already taken -------------------- */

static bool at_simple_end(Parser *parser)
{
    TokenKind kind = parser_peek(parser)->kind;
    return kind == TOKEN_NEWLINE || kind == TOKEN_END || parser_at(parser, ";");
}

static bool parse_nothing(Parser *parser, Node *node)
{
    (void)parser;
    (void)node;
    return true;
}

static bool parse_return(Parser *parser, Node *node)
{
    return at_simple_end(parser) || (node->single.value = parse_star_expressions(parser));
}

static bool parse_raise(Parser *parser, Node *node)
{
    if (at_simple_end(parser))
        return true;
    if (!(node->raise.exception = parse_expression(parser)))
        return false;
    return !parser_take(parser, "from") || (node->raise.cause = parse_expression(parser));
}

static bool parse_delete(Parser *parser, Node *node)
{
    Node *targets = parse_star_expressions(parser);
    if (!targets || !check_target(parser, targets))
        return false;
    NodeVector vector = {0};
    vector_push(parser->arena, &vector, targets);
    node->delete_.targets = targets->kind == NODE_TUPLE ? targets->sequence.values : node_list(&vector);
    return true;
}

static bool parse_scope(Parser *parser, Node *node)
{
    StringVector names = {0};
    do {
        const char *name = parser_identifier(parser);
        if (!name)
            return false;
        vector_push(parser->arena, &names, name);
    } while (parser_take(parser, ","));
    node->scope.names = names.items;
    node->scope.count = names.count;
    return true;
}

static const char *parse_dotted_name(Parser *parser)
{
    Text text = text_in(parser->arena);
    do {
        const char *name = parser_identifier(parser);
        if (!name)
            return NULL;
        if (text.length)
            text_append_char(&text, '.');
        text_append(&text, name);
    } while (parser_take(parser, "."));
    return parser_name(parser, text_string(&text), text.length);
}

typedef VECTOR(Alias) AliasVector;

static bool parse_alias(Parser *parser, bool dotted, AliasVector *vector)
{
    Alias alias = {.name = dotted ? parse_dotted_name(parser) : parser_identifier(parser)};
    if (!alias.name)
        return false;
    if (parser_take(parser, "as") && !(alias.as = parser_identifier(parser)))
        return false;
    vector_push(parser->arena, vector, alias);
    return true;
}

static bool parse_import(Parser *parser, Node *node)
{
    AliasVector vector = {0};
    do {
        if (!parse_alias(parser, true, &vector))
            return false;
    } while (parser_take(parser, ","));
    node->import.aliases = vector.items;
    node->import.count = vector.count;
    return true;
}

/* 'from' ('.' | '...')* [dotted_name] 'import' ('*' | '(' names ')' | names) */
static bool parse_import_from(Parser *parser, Node *node)
{
    AliasVector vector = {0};
    for (;;) {
        if (parser_take(parser, "."))
            node->import.level += 1;
        else if (parser_take(parser, "..."))
            node->import.level += 3;
        else
            break;
    }
    if (!parser_at(parser, "import") && !(node->import.module = parse_dotted_name(parser)))
        return false;
    if (!parser_expect(parser, "import"))
        return false;
    if (parser_take(parser, "*")) {
        Alias star = {.name = parser_name(parser, "*", 1)};
        vector_push(parser->arena, &vector, star);
    } else {
        bool grouped = parser_take(parser, "(");
        do {
            if (grouped && vector.count && parser_at(parser, ")"))
                break;
            if (!parse_alias(parser, false, &vector))
                return false;
        } while (parser_take(parser, ","));
        if (grouped && !parser_expect(parser, ")"))
            return false;
    }
    node->import.aliases = vector.items;
    node->import.count = vector.count;
    return true;
}

static bool parse_assert(Parser *parser, Node *node)
{
    if (!(node->assert_.test = parse_expression(parser)))
        return false;
    return !parser_take(parser, ",") || (node->assert_.message = parse_expression(parser));
}

/* ---- compound statements ------------------------------------------------ */

static bool parse_else(Parser *parser, NodeList *otherwise)
{
    return !parser_take(parser, "else") || parse_block(parser, otherwise);
}

/* 'if' named_expression block ('elif' ...)* ['else' block]; elif nests */
static bool parse_if(Parser *parser, Node *node)
{
    if (!(node->branch.test = parse_named_expression(parser)) || !parse_block(parser, &node->branch.body))
        return false;
    if (!parser_at(parser, "elif"))
        return parse_else(parser, &node->branch.otherwise);
    Node *nested = node_new(parser, NODE_IF);
    NodeVector otherwise = {0};
    parser->at++;
    vector_push(parser->arena, &otherwise, nested);
    node->branch.otherwise = node_list(&otherwise);
    if (!parser_enter(parser))
        return false;
    bool done = parse_if(parser, nested);
    parser_leave(parser);
    return done;
}

static bool parse_while(Parser *parser, Node *node)
{
    return (node->branch.test = parse_named_expression(parser)) && parse_block(parser, &node->branch.body) &&
           parse_else(parser, &node->branch.otherwise);
}

static bool parse_for(Parser *parser, Node *node)
{
    return (node->loop->target = parse_target_list(parser)) && parser_expect(parser, "in") &&
           (node->loop->iterable = parse_star_expressions(parser)) && parse_block(parser, &node->loop->body) &&
           parse_else(parser, &node->loop->otherwise);
}

/* 'except' ['*'] [expression ['as' NAME]] block */
static bool parse_handler(Parser *parser, Node *node, ExceptHandler *handler)
{
    node->try_->is_star |= parser_take(parser, "*");
    if (!parser_at(parser, ":")) {
        if (!(handler->type = parse_star_expressions(parser)))
            return false;
        if (parser_take(parser, "as") && !(handler->name = parser_identifier(parser)))
            return false;
    }
    return parse_block(parser, &handler->body);
}

static bool parse_try(Parser *parser, Node *node)
{
    VECTOR(ExceptHandler) handlers = {0};
    if (!parse_block(parser, &node->try_->body))
        return false;
    while (parser_at(parser, "except")) {
        ExceptHandler handler = {.line = parser_peek(parser)->line, .column = parser_peek(parser)->column};
        parser->at++;
        if (!parse_handler(parser, node, &handler))
            return false;
        vector_push(parser->arena, &handlers, handler);
    }
    node->try_->handlers = handlers.items;
    node->try_->handler_count = handlers.count;
    if (!parse_else(parser, &node->try_->otherwise))
        return false;
    bool has_finally = parser_take(parser, "finally");
    if (has_finally && !parse_block(parser, &node->try_->finally))
        return false;
    return handlers.count || has_finally || parser_fail(parser, "expected 'except' or 'finally' block") != NULL;
}

typedef VECTOR(WithItem) WithItemVector;

static bool parse_with_item(Parser *parser, WithItemVector *items)
{
    WithItem item = {.context = parse_expression(parser)};
    if (!item.context)
        return false;
    if (parser_take(parser, "as")) {
        Node *target = parse_primary(parser);
        if (!target || !check_target(parser, target))
            return false;
        item.target = target;
    }
    vector_push(parser->arena, items, item);
    return true;
}

/* '(' item (',' item)* [','] ')' before ':'; backs out when it is an expression */
static bool parse_grouped_with(Parser *parser, WithItemVector *items)
{
    size_t start = parser->at;
    int depth = parser->depth;
    Error ignored = {0};
    Error *error = parser->error;
    parser->error = &ignored;
    bool done = parser_take(parser, "(");
    while (done && !parser_at(parser, ")")) {
        done = parse_with_item(parser, items);
        if (done && !parser_take(parser, ","))
            break;
    }
    done = done && parser_take(parser, ")") && parser_at(parser, ":");
    parser->error = error;
    if (!done) {
        parser->at = start;
        parser->depth = depth;
        items->count = 0;
    }
    return done;
}

static bool parse_with(Parser *parser, Node *node)
{
    WithItemVector items = {0};
    if (!parser_at(parser, "(") || !parse_grouped_with(parser, &items)) {
        do {
            if (!parse_with_item(parser, &items))
                return false;
        } while (parser_take(parser, ","));
    }
    node->with.items = items.items;
    node->with.count = items.count;
    return parse_block(parser, &node->with.body);
}

/* ---- the table ---------------------------------------------------------- */

typedef struct StatementRow {
    const char *keyword;
    NodeKind kind;
    bool (*parse)(Parser *parser, Node *node); /* after the keyword */
    bool is_compound;
} StatementRow;

static const StatementRow statement_rows[] = {
    {"pass", NODE_PASS, parse_nothing, false},
    {"break", NODE_BREAK, parse_nothing, false},
    {"continue", NODE_CONTINUE, parse_nothing, false},
    {"return", NODE_RETURN, parse_return, false},
    {"raise", NODE_RAISE, parse_raise, false},
    {"del", NODE_DELETE, parse_delete, false},
    {"global", NODE_GLOBAL, parse_scope, false},
    {"nonlocal", NODE_NONLOCAL, parse_scope, false},
    {"import", NODE_IMPORT, parse_import, false},
    {"from", NODE_IMPORT_FROM, parse_import_from, false},
    {"assert", NODE_ASSERT, parse_assert, false},
    {"if", NODE_IF, parse_if, true},
    {"while", NODE_WHILE, parse_while, true},
    {"for", NODE_FOR, parse_for, true},
    {"try", NODE_TRY, parse_try, true},
    {"with", NODE_WITH, parse_with, true},
    {"def", NODE_FUNCTION, parse_function, true},
    {"class", NODE_CLASS, parse_class, true},
};

static const StatementRow *peek_statement(Parser *parser)
{
    if (parser_peek(parser)->kind != TOKEN_KEYWORD)
        return NULL;
    for (size_t i = 0; i < sizeof statement_rows / sizeof *statement_rows; i++)
        if (parser_at(parser, statement_rows[i].keyword))
            return &statement_rows[i];
    return NULL;
}

static Node *parse_row(Parser *parser, const StatementRow *row)
{
    Node *node = node_new(parser, row->kind);
    parser->at++;
    return row->parse(parser, node) ? node : NULL;
}

/* 'async' ('def' | 'for' | 'with') */
static Node *parse_async(Parser *parser)
{
    parser->at++;
    const StatementRow *row = peek_statement(parser);
    Node *node = row ? parse_row(parser, row) : NULL;
    if (!row)
        return parser_fail(parser, "invalid syntax: expected 'def', 'for' or 'with' after 'async'");
    if (!node)
        return NULL;
    if (row->kind == NODE_FUNCTION)
        node->function->is_async = true;
    else if (row->kind == NODE_FOR)
        node->loop->is_async = true;
    else if (row->kind == NODE_WITH)
        node->with.is_async = true;
    else
        return parser_fail_at(parser, node, "invalid syntax: expected 'def', 'for' or 'with' after 'async'");
    return node;
}

/* decorators: ('@' named_expression NEWLINE)+ before a def or class */
static Node *parse_decorated(Parser *parser)
{
    NodeVector decorators = {0};
    while (parser_take(parser, "@")) {
        Node *decorator = parse_named_expression(parser);
        if (!decorator || !end_of_statement(parser))
            return NULL;
        vector_push(parser->arena, &decorators, decorator);
    }
    const StatementRow *row = peek_statement(parser);
    Node *node = NULL;
    if (parser_at(parser, "async"))
        node = parse_async(parser);
    else if (row && (row->kind == NODE_FUNCTION || row->kind == NODE_CLASS))
        node = parse_row(parser, row);
    else
        return parser_fail(parser, "invalid syntax: expected a function or a class after a decorator");
    if (!node)
        return NULL;
    if (node->kind == NODE_FUNCTION)
        node->function->decorators = node_list(&decorators);
    else if (node->kind == NODE_CLASS)
        node->class_->decorators = node_list(&decorators);
    else /* async for, async with */
        return parser_fail_at(parser, node, "invalid syntax: expected a function or a class after a decorator");
    return node;
}

/* 'type' NAME [type_params] '=' expression, where `type` is otherwise a name */
static Node *parse_type_alias(Parser *parser)
{
    Node *node = node_new(parser, NODE_TYPE_ALIAS);
    parser->at++;
    node->type_alias.name = parser_identifier(parser);
    if (!node->type_alias.name || !skip_type_parameters(parser) || !parser_expect(parser, "="))
        return NULL;
    node->type_alias.value = parse_expression(parser);
    return node->type_alias.value ? node : NULL;
}

static bool at_type_alias(Parser *parser)
{
    return parser_at(parser, "type") && parser_peek(parser)[1].kind == TOKEN_NAME;
}

static Node *parse_one(Parser *parser, bool *is_compound)
{
    const StatementRow *row = peek_statement(parser);
    *is_compound = true;
    if (row) {
        *is_compound = row->is_compound;
        return parse_row(parser, row);
    }
    if (parser_at(parser, "async"))
        return parse_async(parser);
    if (parser_at(parser, "@"))
        return parse_decorated(parser);
    if (parser_at(parser, "match")) {
        Node *match = parse_match_statement(parser);
        if (match || parser->error->kind != ERROR_NONE)
            return match;
    }
    *is_compound = false;
    return at_type_alias(parser) ? parse_type_alias(parser) : parse_expression_statement(parser);
}

/* statement: compound_stmt | simple_stmt (';' simple_stmt)* [';'] NEWLINE */
bool parse_statements(Parser *parser, NodeVector *body)
{
    if (parser_peek(parser)->kind == TOKEN_NEWLINE) {
        parser->at++;
        return true;
    }
    if (parser_peek(parser)->kind == TOKEN_INDENT)
        return parser_fail(parser, "unexpected indent") != NULL;
    for (;;) {
        bool is_compound;
        Node *node = parse_one(parser, &is_compound);
        if (!node)
            return false;
        vector_push(parser->arena, body, node);
        if (is_compound)
            return true;
        if (!parser_take(parser, ";") || parser_peek(parser)->kind == TOKEN_NEWLINE)
            return end_of_statement(parser);
    }
}
