/* Clauses after a function call: OVER, WITHIN GROUP, FILTER. */
#include "limbeck/sqlalchemy/windows.h"

#include "limbeck/sqlalchemy/operations.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/statements.h"

#include <string.h>

/* Names and expressions for ORDER BY or PARTITION BY, each in parentheses if a list requires it. */
static bool by_list(Interpreter *interpreter, Native *owner, Value value, ExpressionList *list)
{
    Arena *arena = native_arena(owner);
    if (!value_given(value) || value_is_none(value))
        return true;
    if (value_is_sequence(value) && !python_copy_items(interpreter, &value))
        return false;
    const Value *values = value_is_sequence(value) ? value.list->items : &value;
    size_t count = value_is_sequence(value) ? value.list->count : 1;
    const ExpressionObject *only = values == &value ? native_data(value, &expression_class) : NULL;
    if (only && only->expression->kind == EXPRESSION_ARRAY) { /* SQLAlchemy iterates over it */
        *list = only->expression->items;
        native_store(owner, value);
        return true;
    }
    list->items = ARENA_ARRAY(arena, const Expression *, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Expression *item;
        if (!order_from(interpreter, owner, values[i], &item))
            return false;
        list->items[list->count++] = expression_group(arena, item, SQL_COMMA, NULL);
    }
    return true;
}

static bool frame_bound(Interpreter *interpreter, Value value, bool is_start, Text *out)
{
    int64_t rows;
    if (value_is_none(value)) {
        text_append(out, is_start ? "UNBOUNDED PRECEDING" : "UNBOUNDED FOLLOWING");
        return true;
    }
    if (!expect_int(interpreter, value, "a bound of the frame", &rows))
        return false;
    if (rows == 0)
        text_append(out, "CURRENT ROW");
    else
        text_append_format(out, "%lld %s", (long long)(rows < 0 ? -rows : rows), rows < 0 ? "PRECEDING" : "FOLLOWING");
    return true;
}

static bool frame_from(Interpreter *interpreter, Arena *arena, Value bounds, const char *word, const char **frame)
{
    if (!value_given(bounds) || value_is_none(bounds))
        return true;
    if (bounds.kind != VALUE_TUPLE || bounds.list->count != 2)
        return python_raise(interpreter, "ArgumentError", "2-tuple expected for range/rows");
    if (*frame)
        return python_raise(interpreter, "ArgumentError", "only one of 'rows', 'range_', or 'groups' may be provided");
    Text text = text_in(arena);
    text_append_format(&text, "%s BETWEEN ", word);
    if (!frame_bound(interpreter, bounds.list->items[0], true, &text))
        return false;
    text_append(&text, " AND ");
    if (!frame_bound(interpreter, bounds.list->items[1], false, &text))
        return false;
    *frame = text_string(&text);
    return true;
}

bool method_over(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_partition_by, ARG_order_by, ARG_rows, ARG_range, ARG_groups, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"*partition_by", "order_by", "rows", "range_", "groups"};
    Value values[ARG_COUNT];
    if (!arguments_bind(interpreter, "over", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !wrap_expression(interpreter, self, EXPRESSION_OVER, SQL_ADD, NULL, result))
        return false;
    Expression *over = (Expression *)expression_of(*result);
    Arena *arena = native_arena(result->native);
    return by_list(interpreter, result->native, values[ARG_partition_by], &over->items) &&
           by_list(interpreter, result->native, values[ARG_order_by], &over->order) &&
           frame_from(interpreter, arena, values[ARG_rows], "ROWS", &over->frame) &&
           frame_from(interpreter, arena, values[ARG_range], "RANGE", &over->frame) &&
           frame_from(interpreter, arena, values[ARG_groups], "GROUPS", &over->frame);
}

/* mode(), percentile_cont() and percentile_disc() have the type of the expression they sort by. */
static const SqlType *type_within(const Expression *function, const Expression *sorted)
{
    static const char *const names[] = {"mode", "percentile_cont", "percentile_disc"};
    for (size_t i = 0; function->kind == EXPRESSION_FUNCTION && i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], function->name) == 0 && function->items.count < 2)
            return expression_type(sorted);
    return function->type;
}

bool method_within_group(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (!wrap_expression(interpreter, self, EXPRESSION_WITHIN_GROUP, SQL_ADD, NULL, result))
        return false;
    Expression *group = (Expression *)expression_of(*result);
    Value all;
    if (!python_list(interpreter, arguments->values, arguments->positional, &all))
        return false;
    python_push(interpreter, all);
    if (!by_list(interpreter, result->native, all, &group->order) || !group->order.count)
        return !python_failed(interpreter);
    const Expression *sorted = group->order.items[0];
    while (sorted->kind == EXPRESSION_UNARY && sql_operator_orders(sorted->operator_))
        sorted = sorted->left;
    group->type = type_within(group->left, sorted);
    return true;
}

/* A single criterion as it is; several, or those of an existing FILTER, are combined with AND. */
bool method_filter(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Arena *arena;
    if (!arguments->positional) {
        *result = self;
        return true;
    }
    if (!result_expression(interpreter, self, result, &arena))
        return false;
    const Expression *inside = expression_of(self);
    bool has_one = inside->kind == EXPRESSION_BINARY && inside->operator_ == SQL_FILTER;
    Expression *filter = expression_new(arena, EXPRESSION_BINARY);
    filter->operator_ = SQL_FILTER;
    filter->left = has_one ? inside->left : inside;
    filter->right = has_one ? inside->right : NULL;
    for (size_t i = 0; i < arguments->positional; i++) {
        const Expression *both[2] = {filter->right, NULL};
        if (!criterion_from(interpreter, result->native, arguments->values[i], &both[1]))
            return false;
        filter->right = both[0] ? expression_junction(arena, SQL_AND, both, 2) : both[1];
    }
    filter->type = filter->left->type;
    expression_object_set(*result, filter);
    return true;
}

/* postgresql.aggregate_order_by(value, order, ...) */
bool make_aggregate_order_by(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    Arena *arena;
    if (arguments->positional < 2)
        return python_raise(interpreter, "ArgumentError", "at least one ORDER BY element is required");
    if (!expression_object(interpreter, result, &arena))
        return false;
    Expression *ordered = expression_new(arena, EXPRESSION_ORDERED);
    expression_object_set(*result, ordered);
    ordered->order.items = ARENA_ARRAY(arena, const Expression *, arguments->positional);
    if (!expression_from(interpreter, result->native, argument_at(arguments, 0), NULL, &ordered->left))
        return false;
    ordered->type = expression_type(ordered->left);
    for (size_t i = 1; i < arguments->positional; i++) {
        const Expression *item;
        if (!order_from(interpreter, result->native, arguments->values[i], &item))
            return false;
        ordered->order.items[ordered->order.count++] = expression_group(arena, item, SQL_COMMA, NULL);
    }
    return true;
}
