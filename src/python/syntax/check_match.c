/* Errors that CPython finds when it compiles a match statement: duplicate names, keys and parts, and unreachable cases.
 */
#include "parser.h"

#include <string.h>

static bool fail(Parser *parser, const Node *node, const char *format, const char *name)
{
    parser_fail_at(parser, node, name ? arena_format(parser->arena, format, name) : format);
    return false;
}

/* Whether it matches anything; then *name is the name that it binds, NULL for _. */
static bool is_irrefutable(const Node *pattern, const char **name)
{
    const PatternParts *parts = pattern->pattern;
    if (pattern->kind == NODE_MATCH_AS) {
        *name = parts->name;
        return !parts->value || is_irrefutable(parts->value, name);
    }
    return pattern->kind == NODE_MATCH_OR && is_irrefutable(parts->patterns.items[parts->patterns.count - 1], name);
}

static bool fail_unreachable(Parser *parser, const Node *pattern, const char *name)
{
    return name ? fail(parser, pattern, "name capture '%s' makes remaining patterns unreachable", name)
                : fail(parser, pattern, "wildcard makes remaining patterns unreachable", NULL);
}

/* ---- literals ------------------------------------------------------------------------------- */

static bool is_constant(const Node *node, bool imaginary)
{
    if (node->kind != NODE_CONSTANT)
        return false;
    return imaginary ? node->constant.kind == CONSTANT_IMAGINARY
                     : node->constant.kind == CONSTANT_INTEGER || node->constant.kind == CONSTANT_BIG_INTEGER ||
                           node->constant.kind == CONSTANT_FLOAT;
}

static const Node *without_minus(const Node *node)
{
    return node->kind == NODE_UNARY && node->operation.operator_ == OPERATOR_NEGATE ? node->operation.left : node;
}

static bool check_value(Parser *parser, const Node *value)
{
    if (value->kind == NODE_JOINED_STRING)
        return fail(parser, value, "patterns may only match literals and attribute lookups", NULL);
    if (value->kind == NODE_CONSTANT || value->kind == NODE_ATTRIBUTE)
        return true;
    if (value->kind == NODE_BINARY &&
        (value->operation.operator_ == OPERATOR_ADD || value->operation.operator_ == OPERATOR_SUBTRACT)) {
        if (!is_constant(without_minus(value->operation.left), false))
            return fail(parser, value, "real number required in complex literal", NULL);
        return is_constant(value->operation.right, true) ||
               fail(parser, value, "imaginary number required in complex literal", NULL);
    }
    const Node *plain = without_minus(value);
    return (plain != value && (is_constant(plain, false) || is_constant(plain, true))) ||
           fail(parser, value, "invalid syntax", NULL);
}

typedef struct Number {
    bool is_known;
    double real, imaginary;
} Number;

static Number number_of(const Node *node)
{
    const Node *plain = without_minus(node);
    double sign = plain == node ? 1 : -1;
    if (plain->kind != NODE_CONSTANT)
        return (Number){0};
    switch (plain->constant.kind) {
    case CONSTANT_TRUE:
    case CONSTANT_FALSE:
        return (Number){true, plain->constant.kind == CONSTANT_TRUE ? 1 : 0, 0};
    case CONSTANT_INTEGER:
        return (Number){true, sign * (double)plain->constant.integer, 0};
    case CONSTANT_FLOAT:
        return (Number){true, sign * plain->constant.real, 0};
    case CONSTANT_IMAGINARY:
        return (Number){true, 0, sign * plain->constant.real};
    default:
        return (Number){0};
    }
}

static bool is_text(const Node *node)
{
    return node->kind == NODE_CONSTANT &&
           (node->constant.kind == CONSTANT_STRING || node->constant.kind == CONSTANT_BYTES);
}

static bool is_same_key(const Node *left, const Node *right)
{
    if (is_text(left) && is_text(right))
        return left->constant.kind == right->constant.kind && left->constant.length == right->constant.length &&
               memcmp(left->constant.bytes, right->constant.bytes, left->constant.length) == 0;
    if (left->kind == NODE_CONSTANT && right->kind == NODE_CONSTANT && left->constant.kind == CONSTANT_NONE)
        return right->constant.kind == CONSTANT_NONE;
    bool are_whole = is_constant(without_minus(left), false) && is_constant(without_minus(right), false) &&
                     without_minus(left)->constant.kind == CONSTANT_INTEGER &&
                     without_minus(right)->constant.kind == CONSTANT_INTEGER;
    if (are_whole && without_minus(left)->constant.integer != without_minus(right)->constant.integer)
        return false;
    const Number one = number_of(left), other = number_of(right);
    return one.is_known && other.is_known && one.real == other.real && one.imaginary == other.imaginary;
}

/* ---- names ---------------------------------------------------------------------------------- */

static bool check_pattern(Parser *parser, const Node *pattern, StringVector *names);

static bool has_name(const StringVector *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return true;
    return false;
}

static bool bind_name(Parser *parser, const Node *pattern, const char *name, StringVector *names)
{
    if (name && has_name(names, name))
        return fail(parser, pattern, "multiple assignments to name '%s' in pattern", name);
    if (name)
        vector_push(parser->arena, names, name);
    return true;
}

static bool check_all(Parser *parser, const NodeList *patterns, StringVector *names)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (!check_pattern(parser, patterns->items[i], names))
            return false;
    return true;
}

static bool check_sequence(Parser *parser, const Node *pattern, StringVector *names)
{
    const NodeList *patterns = &pattern->pattern->patterns;
    bool has_star = false;
    for (size_t i = 0; i < patterns->count; i++) {
        const Node *item = patterns->items[i];
        bool is_star = item->kind == NODE_MATCH_STAR;
        if (is_star && has_star)
            return fail(parser, item, "multiple starred expressions in sequence pattern", NULL);
        has_star |= is_star;
        if (!(is_star ? bind_name(parser, item, item->pattern->name, names) : check_pattern(parser, item, names)))
            return false;
    }
    return true;
}

static bool check_mapping(Parser *parser, const Node *pattern, StringVector *names)
{
    const NodeList *keys = &pattern->pattern->keys;
    for (size_t i = 0; i < keys->count; i++) {
        if (!check_value(parser, keys->items[i]))
            return false;
        for (size_t k = 0; k < i; k++)
            if (is_same_key(keys->items[k], keys->items[i]))
                return fail(parser, keys->items[i], "mapping pattern checks duplicate key", NULL);
    }
    return check_all(parser, &pattern->pattern->patterns, names) &&
           bind_name(parser, pattern, pattern->pattern->name, names);
}

static bool check_class(Parser *parser, const Node *pattern, StringVector *names)
{
    const PatternParts *parts = pattern->pattern;
    for (size_t i = 0; i < parts->keyword_count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(parts->keywords[i], parts->keywords[k]) == 0)
                return fail(parser, pattern, "attribute name repeated in class pattern: %s", parts->keywords[i]);
    return check_all(parser, &parts->patterns, names);
}

static bool check_alternatives(Parser *parser, const Node *pattern, StringVector *names)
{
    const NodeList *patterns = &pattern->pattern->patterns;
    StringVector first = {0};
    for (size_t i = 0; i < patterns->count; i++) {
        StringVector own = {0};
        const char *name;
        if (!check_pattern(parser, patterns->items[i], &own))
            return false;
        if (i + 1 < patterns->count && is_irrefutable(patterns->items[i], &name))
            return fail_unreachable(parser, patterns->items[i], name);
        bool is_same = i == 0 || own.count == first.count;
        for (size_t k = 0; i && is_same && k < own.count; k++)
            is_same = has_name(&first, own.items[k]);
        if (!is_same)
            return fail(parser, pattern, "alternative patterns bind different names", NULL);
        first = i ? first : own;
    }
    for (size_t i = 0; i < first.count; i++)
        if (!bind_name(parser, pattern, first.items[i], names))
            return false;
    return true;
}

static bool check_pattern(Parser *parser, const Node *pattern, StringVector *names)
{
    switch (pattern->kind) {
    case NODE_MATCH_VALUE:
        return check_value(parser, pattern->pattern->value);
    case NODE_MATCH_SEQUENCE:
        return check_sequence(parser, pattern, names);
    case NODE_MATCH_MAPPING:
        return check_mapping(parser, pattern, names);
    case NODE_MATCH_CLASS:
        return check_class(parser, pattern, names);
    case NODE_MATCH_OR:
        return check_alternatives(parser, pattern, names);
    case NODE_MATCH_STAR:
        return fail(parser, pattern, "invalid syntax", NULL);
    case NODE_MATCH_AS:
        if (pattern->pattern->value && !check_pattern(parser, pattern->pattern->value, names))
            return false;
        return bind_name(parser, pattern, pattern->pattern->name, names);
    default:
        return true;
    }
}

bool check_match(Parser *parser, const Node *node)
{
    for (size_t i = 0; i < node->match.count; i++) {
        const MatchCase *match_case = &node->match.cases[i];
        StringVector names = {0};
        const char *name;
        if (!check_pattern(parser, match_case->pattern, &names))
            return false;
        if (i + 1 < node->match.count && !match_case->guard && is_irrefutable(match_case->pattern, &name))
            return fail_unreachable(parser, match_case->pattern, name);
    }
    return true;
}
