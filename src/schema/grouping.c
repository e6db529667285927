/* Parentheses, AND, OR and NOT, as SQLAlchemy writes them. */
#include "limbeck/schema/expression.h"

#include <string.h>

/* One of each: an expression that is given twice is the same one. */
static const SqlType boolean_type = {.kind = TYPE_BOOLEAN, .length = -1, .precision = -1, .scale = -1};

static bool is_boolean(const Expression *expression)
{
    bool is_word = expression->kind == EXPRESSION_TRUE || expression->kind == EXPRESSION_FALSE;
    return is_word || expression_affinity(expression) == AFFINITY_BOOLEAN;
}

static bool is_boolean_operator(const Expression *expression)
{
    SqlOperator operator_ = expression->operator_;
    if (operator_ == SQL_CUSTOM && expression->custom)
        return expression->custom->is_comparison;
    return sql_operator_row(operator_)->is_comparison || operator_ == SQL_AND || operator_ == SQL_OR ||
           operator_ == SQL_NOT || operator_ == SQL_IS_TRUE || operator_ == SQL_IS_FALSE;
}

bool expression_is_condition(const Expression *expression)
{
    switch (expression->kind) {
    case EXPRESSION_BINARY:
    case EXPRESSION_LIST:
        return is_boolean_operator(expression);
    case EXPRESSION_GROUPING:
    case EXPRESSION_LABEL:
        return expression_is_condition(expression->left);
    default:
        return false;
    }
}

/* ---- parentheses -------------------------------------------------------------------- */

const Expression *expression_grouped(Arena *arena, const Expression *expression)
{
    Expression *group = expression_new(arena, EXPRESSION_GROUPING);
    group->left = expression;
    group->type = expression_type(expression);
    return group;
}

static bool operator_binds_looser(SqlOperator operator_, const CustomOperator *own_custom, SqlOperator against,
                                  const CustomOperator *custom)
{
    const SqlOperatorRow *own = sql_operator_row(operator_);
    bool is_custom = operator_ == SQL_CUSTOM && own_custom;
    bool is_same = is_custom ? own_custom == custom : operator_ == against && against != SQL_CUSTOM;
    if (is_same && (is_custom ? own_custom->self_precedent : own->self_precedent))
        return false;
    return (is_custom ? own_custom->precedence : own->precedence) <=
           (custom ? custom->precedence : sql_operator_against(against));
}

static bool binds_looser(const Expression *expression, SqlOperator against, const CustomOperator *custom)
{
    return operator_binds_looser(expression->operator_, expression->custom, against, custom);
}

static const Expression *group_call(Arena *arena, const Expression *expression, SqlOperator operator_,
                                    SqlOperator against, const CustomOperator *custom)
{
    return operator_binds_looser(operator_, NULL, against, custom) ? expression_grouped(arena, expression) : expression;
}

/* A value where a condition is required. */
static const Expression *as_boolean(Arena *arena, const Expression *expression, SqlOperator operator_)
{
    Expression *unary = expression_new(arena, EXPRESSION_UNARY);
    unary->operator_ = operator_;
    unary->left = expression;
    unary->type = &boolean_type;
    return unary;
}

static const Expression *group_value(Arena *arena, const Expression *expression, SqlOperator against)
{
    bool is_array = expression->kind == EXPRESSION_ARRAY ||
                    (expression->kind == EXPRESSION_FUNCTION && expression_affinity(expression) == AFFINITY_ARRAY);
    if (is_array && against == SQL_SUBSCRIPT)
        return expression_grouped(arena, expression);
    bool wants_condition = against == SQL_AND || against == SQL_OR || against == SQL_AS_BOOLEAN;
    if (wants_condition && is_boolean(expression))
        return as_boolean(arena, expression, SQL_IS_TRUE);
    return against == SQL_ANY || against == SQL_ALL ? expression_grouped(arena, expression) : expression;
}

static const Expression *group_inside(Arena *arena, const Expression *expression, SqlOperator against,
                                      const CustomOperator *custom)
{
    const Expression *inside = expression_group(arena, expression->left, against, custom);
    if (inside == expression->left)
        return expression;
    Expression *copy = expression_new(arena, expression->kind);
    *copy = *expression;
    copy->left = inside;
    return copy;
}

static const Expression *group_unary(Arena *arena, const Expression *expression, SqlOperator against,
                                     const CustomOperator *custom)
{
    SqlOperator operator_ = expression->operator_;
    bool stays = sql_operator_orders(operator_) || operator_ == SQL_IS_TRUE || operator_ == SQL_IS_FALSE;
    return stays || !binds_looser(expression, against, custom) ? expression : expression_grouped(arena, expression);
}

static const Expression *group_operation(Arena *arena, const Expression *expression, SqlOperator against,
                                         const CustomOperator *custom)
{
    bool groups = !expression->is_loose && binds_looser(expression, against, custom);
    groups |= against == SQL_NOT && !is_boolean_operator(expression);
    if (expression->kind == EXPRESSION_LIST && !expression->items.count)
        groups = false;
    return groups ? expression_grouped(arena, expression) : expression;
}

const Expression *expression_group(Arena *arena, const Expression *expression, SqlOperator against,
                                   const CustomOperator *custom)
{
    switch (expression->kind) {
    case EXPRESSION_LABEL:
    case EXPRESSION_COERCED:
        return group_inside(arena, expression, against, custom);
    case EXPRESSION_UNARY:
        return group_unary(arena, expression, against, custom);
    case EXPRESSION_EXISTS:
        return group_call(arena, expression, SQL_EXISTS, against, custom);
    case EXPRESSION_BINARY:
        if (expression->operator_ == SQL_FILTER)
            return group_call(arena, expression, SQL_FILTER, against, custom);
        return group_operation(arena, expression, against, custom);
    case EXPRESSION_LIST:
        return expression->operator_ == SQL_IN ? expression : group_operation(arena, expression, against, custom);
    case EXPRESSION_GROUPING:
    case EXPRESSION_SUBQUERY:
    case EXPRESSION_TUPLE:
    case EXPRESSION_SLICE:
    case EXPRESSION_ANY:
        return expression;
    case EXPRESSION_CAST: /* j['k'].as_integer() is grouped as the JSON element itself */
        if (!expression->is_json_value)
            return group_value(arena, expression, against);
        return against == SQL_NOT || binds_looser(expression->left, against, custom)
                   ? expression_grouped(arena, expression)
                   : expression;
    case EXPRESSION_TEXT:
        if (expression->is_text_clause)
            return against == SQL_IN ? expression_grouped(arena, expression) : expression;
        return group_value(arena, expression, against);
    default:
        return group_value(arena, expression, against);
    }
}

/* ---- AND, OR ------------------------------------------------------------------------- */

static void add_member(Arena *arena, ExpressionList *list, size_t *capacity, const Expression *member)
{
    if (list->count == *capacity) {
        size_t wider = *capacity ? *capacity * 2 : 8;
        const Expression **items = ARENA_ARRAY(arena, const Expression *, wider);
        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        *capacity = wider;
    }
    list->items[list->count++] = member;
}

/* The conditions that remain: the one that decides the result, if any, otherwise those that can change it. */
static size_t counted(SqlOperator operator_, const Expression *const *items, size_t count, const Expression **only)
{
    ExpressionKind idle = operator_ == SQL_AND ? EXPRESSION_TRUE : EXPRESSION_FALSE;
    ExpressionKind decisive = operator_ == SQL_AND ? EXPRESSION_FALSE : EXPRESSION_TRUE;
    size_t left = 0;
    *only = count ? items[0] : NULL;
    for (size_t i = 0; i < count; i++) {
        if (items[i]->kind == decisive) {
            *only = items[i];
            return 1;
        }
        if (items[i]->kind != idle && !left++)
            *only = items[i];
    }
    return left;
}

const Expression *expression_junction(Arena *arena, SqlOperator operator_, const Expression *const *items, size_t count)
{
    ExpressionKind idle = operator_ == SQL_AND ? EXPRESSION_TRUE : EXPRESSION_FALSE;
    const Expression *only;
    size_t capacity = 0;
    if (counted(operator_, items, count, &only) <= 1 && count)
        return expression_group(arena, only, SQL_AS_BOOLEAN, NULL);
    Expression *list = expression_new(arena, EXPRESSION_LIST);
    list->operator_ = operator_;
    list->type = &boolean_type;
    for (size_t i = 0; i < count; i++) {
        const Expression *item = items[i]->kind == idle ? NULL : expression_group(arena, items[i], operator_, NULL);
        bool is_same = item && item->kind == EXPRESSION_LIST && item->operator_ == operator_;
        for (size_t k = 0; is_same && k < item->items.count; k++)
            add_member(arena, &list->items, &capacity, item->items.items[k]);
        if (item && !is_same)
            add_member(arena, &list->items, &capacity, item);
    }
    return list;
}

/* ---- NOT ------------------------------------------------------------------------------ */

static const Expression *not_of(Arena *arena, const Expression *expression, const SqlType *type)
{
    return expression_unary(arena, SQL_NOT, expression, type);
}

static const Expression *negate_value(Arena *arena, const Expression *expression)
{
    const Expression *value = expression->is_json_value ? expression_grouped(arena, expression) : expression;
    return is_boolean(expression) ? as_boolean(arena, value, SQL_IS_FALSE) : not_of(arena, value, NULL);
}

static const Expression *negate_unary(Arena *arena, const Expression *expression)
{
    const Expression *inside = expression->left;
    SqlOperator operator_ = expression->operator_;
    if (operator_ == SQL_IS_TRUE || operator_ == SQL_IS_FALSE) {
        if (inside->kind == EXPRESSION_TRUE || inside->kind == EXPRESSION_FALSE)
            return expression_negate(arena, inside);
        return as_boolean(arena, inside, operator_ == SQL_IS_TRUE ? SQL_IS_FALSE : SQL_IS_TRUE);
    }
    return is_boolean(expression) ? not_of(arena, expression, &boolean_type) : negate_value(arena, expression);
}

static const Expression *negate_binary(Arena *arena, const Expression *expression)
{
    SqlOperator negated = sql_operator_row(expression->operator_)->negated;
    bool is_of_any = expression->right && expression->right->kind == EXPRESSION_ANY;
    if (expression->operator_ == SQL_FILTER)
        return negate_value(arena, expression);
    if (negated == SQL_OPERATOR_COUNT || is_of_any)
        return negate_value(arena, expression_grouped(arena, expression));
    Expression *copy = expression_new(arena, EXPRESSION_BINARY);
    *copy = *expression;
    copy->operator_ = negated;
    return copy;
}

const Expression *expression_negate(Arena *arena, const Expression *expression)
{
    Expression *label;
    switch (expression->kind) {
    case EXPRESSION_TRUE:
    case EXPRESSION_FALSE:
        return expression_new(arena, expression->kind == EXPRESSION_TRUE ? EXPRESSION_FALSE : EXPRESSION_TRUE);
    case EXPRESSION_LABEL:
        label = expression_new(arena, EXPRESSION_LABEL);
        *label = *expression;
        label->left = expression_negate(arena, expression->left);
        return label;
    case EXPRESSION_UNARY:
        return negate_unary(arena, expression);
    case EXPRESSION_EXISTS:
        return not_of(arena, expression, &boolean_type);
    case EXPRESSION_BINARY:
        return negate_binary(arena, expression);
    case EXPRESSION_LIST:
        return not_of(arena, expression, NULL);
    default:
        return negate_value(arena, expression);
    }
}
