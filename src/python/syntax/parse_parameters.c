/* The parameters of functions and lambdas. */
#include "parser.h"

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

Node *parse_lambda(Parser *parser)
{
    Node *node = node_new(parser, NODE_LAMBDA);
    parser->at++;
    node->function->name = parser_name(parser, "<lambda>", strlen("<lambda>"));
    if (!parse_parameters(parser, &node->function->parameters, ":", false) || !parser_expect(parser, ":"))
        return NULL;
    parser->functions++;
    Node *body = parse_expression(parser);
    parser->functions--;
    NodeVector list = {0};
    vector_push(parser->arena, &list, body);
    node->function->body = node_list(&list);
    return body ? node : NULL;
}
