/* Functions and classes. */
#include "parser.h"

/* type_params: '[' ('*' | '**')? NAME [':' e] ['=' e] , ... ']'; meaning nothing at run time */
bool skip_type_parameters(Parser *parser)
{
    if (!parser_take(parser, "["))
        return true;
    do {
        if (parser_at(parser, "]"))
            break;
        if (!parser_take(parser, "*"))
            parser_take(parser, "**");
        if (!parser_identifier(parser))
            return false;
        if (parser_take(parser, ":") && !parse_expression(parser))
            return false;
        if (parser_take(parser, "=") && !parse_expression(parser))
            return false;
    } while (parser_take(parser, ","));
    return parser_expect(parser, "]");
}

/* ':' NEWLINE BODY, where the lexer left the body as text */
static bool leave_body(Parser *parser, FunctionParts *function)
{
    const Token *body = parser_peek(parser) + 2;
    if (!parser_at(parser, ":") || body[-1].kind != TOKEN_NEWLINE || body->kind != TOKEN_BODY)
        return false;
    function->unparsed = ARENA_NEW(parser->arena, UnparsedBody);
    *function->unparsed = (UnparsedBody){parser->file, body->start, body->length, body->line};
    parser->at += 3;
    return true;
}

bool parse_function(Parser *parser, Node *node)
{
    node->function->name = parser_identifier(parser);
    if (!node->function->name || !skip_type_parameters(parser) || !parser_expect(parser, "(") ||
        !parse_parameters(parser, &node->function->parameters, ")", true) || !parser_expect(parser, ")"))
        return false;
    if (parser_take(parser, "->") && !(node->function->returns = parse_star_expressions(parser)))
        return false;
    if (leave_body(parser, node->function))
        return true;
    parser->functions++;
    bool parsed = parse_block(parser, &node->function->body);
    parser->functions--;
    const Token *next = parser_peek(parser);
    node->function->end_line = next->kind == TOKEN_END || next->line == node->line ? next->line : next->line - 1;
    return parsed;
}

bool parse_class(Parser *parser, Node *node)
{
    NodeVector bases = {0};
    node->class_->name = parser_identifier(parser);
    if (!node->class_->name || !skip_type_parameters(parser))
        return false;
    if (parser_take(parser, "(") &&
        !parse_call_arguments(parser, &bases, &node->class_->keywords, &node->class_->keyword_count))
        return false;
    node->class_->bases = node_list(&bases);
    const char *outer = parser->class_name;
    ClassParts *outer_parts = parser->class_parts;
    int functions = parser->functions;
    parser->class_name = parser->file && parser->file->is_library ? NULL : node->class_->name;
    parser->class_parts = node->class_;
    parser->functions = 0;
    bool parsed = parse_block(parser, &node->class_->body);
    parser->class_name = outer;
    parser->class_parts = outer_parts;
    parser->functions = functions;
    return parsed;
}
