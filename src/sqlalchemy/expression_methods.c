/* What an SQL expression can be asked: operators by name, order, labels. */
#include "limbeck/sqlalchemy/expression_methods.h"

#include "json_elements.h"
#include "selects.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/types.h"

#include <string.h>

static bool method_operator(Interpreter *interpreter, Value self, const Arguments *arguments, SqlOperator operator_,
                            Value *result)
{
    if (arguments->positional != 1 || arguments->keyword_count)
        return python_refuse(interpreter, "this operator with more than one argument");
    return make_binary(interpreter, operator_, self, arguments->values[0], result);
}

#define OPERATOR_METHOD(name, operator_)                                                                               \
    NATIVE(name)                                                                                                       \
    {                                                                                                                  \
        return method_operator(interpreter, self, arguments, operator_, result);                                       \
    }

OPERATOR_METHOD(method_is, SQL_IS)
OPERATOR_METHOD(method_is_not, SQL_IS_NOT)
OPERATOR_METHOD(method_like, SQL_LIKE)
OPERATOR_METHOD(method_not_like, SQL_NOT_LIKE)
OPERATOR_METHOD(method_ilike, SQL_ILIKE)
OPERATOR_METHOD(method_not_ilike, SQL_NOT_ILIKE)
OPERATOR_METHOD(method_concat, SQL_CONCAT)

/* SQLAlchemy puts NOT IN in parentheses, IN it does not. */
static void set_membership(Value result, const Expression *left, SqlOperator operator_, const Expression *right)
{
    Arena *arena = native_arena(result.native);
    Expression *binary = expression_binary(arena, operator_, left, right);
    if (operator_ != SQL_NOT_IN) {
        expression_object_set(result, binary);
        return;
    }
    Expression *group = expression_new(arena, EXPRESSION_GROUPING);
    group->left = binary;
    expression_object_set(result, group);
}

static bool member_query(Interpreter *interpreter, Value self, Value query, SqlOperator operator_, Value *result)
{
    Arena *arena;
    const Expression *scalar;
    if (!expression_object(interpreter, result, &arena) || !scalar_from(interpreter, result->native, query, &scalar))
        return false;
    native_keep(result->native, self);
    set_membership(*result, expression_of(self), operator_, scalar);
    return true;
}

/* A scalar subquery, or an expanding bindparam(). */
static bool member_expression(Interpreter *interpreter, Value self, Value given, SqlOperator operator_, Value *result)
{
    Arena *arena;
    const Expression *right = expression_of(given);
    if (right->kind != EXPRESSION_SUBQUERY)
        return python_refuse(interpreter, "in_() of this expression");
    if (!expression_object(interpreter, result, &arena))
        return false;
    native_keep(result->native, self);
    native_keep(result->native, given);
    set_membership(*result, expression_of(self), operator_, right);
    return true;
}

static bool member_list(Interpreter *interpreter, Value self, const Arguments *arguments, SqlOperator operator_,
                        Value *result)
{
    Arena *arena;
    Value items;
    if (native_data(argument_at(arguments, 0), &statement_class))
        return member_query(interpreter, self, argument_at(arguments, 0), operator_, result);
    if (native_data(argument_at(arguments, 0), &expression_class))
        return member_expression(interpreter, self, argument_at(arguments, 0), operator_, result);
    if (!expression_object(interpreter, result, &arena) ||
        !python_collect(interpreter, argument_at(arguments, 0), &items))
        return false;
    python_push(interpreter, items);
    native_keep(result->native, self);
    Expression *list = expression_new(arena, EXPRESSION_LIST);
    list->operator_ = SQL_IN;
    list->items.items = ARENA_ARRAY(arena, const Expression *, items.list->count + 1);
    for (size_t i = 0; i < items.list->count; i++)
        if (!expression_from(interpreter, result->native, items.list->items[i],
                             type_beside(expression_of(self), items.list->items[i]),
                             &list->items.items[list->items.count++]))
            return false;
    set_membership(*result, expression_of(self), operator_, list);
    return true;
}

NATIVE(method_in)
{
    return member_list(interpreter, self, arguments, SQL_IN, result);
}

NATIVE(method_not_in)
{
    return member_list(interpreter, self, arguments, SQL_NOT_IN, result);
}

NATIVE(method_between)
{
    Arena *arena;
    const Expression *lower, *upper;
    if (arguments->positional != 2)
        return python_refuse(interpreter, "between() without two bounds");
    if (!expression_object(interpreter, result, &arena) ||
        !expression_from(interpreter, result->native, arguments->values[0], NULL, &lower) ||
        !expression_from(interpreter, result->native, arguments->values[1], NULL, &upper))
        return false;
    native_keep(result->native, self);
    Expression *between = expression_binary(arena, SQL_BETWEEN, expression_of(self), lower);
    between->items.items = arena_copy(arena, &upper, 1, sizeof upper);
    between->items.count = 1;
    expression_object_set(*result, between);
    return true;
}

bool wrap_expression(Interpreter *interpreter, Value self, ExpressionKind kind, SqlOperator operator_, const char *name,
                     Value *result)
{
    Arena *arena;
    if (!native_data(self, &expression_class))
        return python_refuse(interpreter, "an SQL expression made of a %s", value_type_name(self));
    if (!expression_object(interpreter, result, &arena))
        return false;
    native_keep(result->native, self);
    Expression *expression = expression_new(arena, kind);
    expression->operator_ = operator_;
    expression->left = expression_of(self);
    expression->type = expression->left->type;
    expression->name = arena_strdup(arena, name);
    expression_object_set(*result, expression);
    return true;
}

NATIVE(method_label)
{
    const char *name;
    return expect_text(interpreter, argument_at(arguments, 0), "label", &name) &&
           wrap_expression(interpreter, self, EXPRESSION_LABEL, SQL_ADD, name, result);
}

NATIVE(method_asc)
{
    (void)arguments;
    return wrap_expression(interpreter, self, EXPRESSION_UNARY, SQL_ASCENDING, NULL, result);
}

NATIVE(method_desc)
{
    (void)arguments;
    return wrap_expression(interpreter, self, EXPRESSION_UNARY, SQL_DESCENDING, NULL, result);
}

NATIVE(method_distinct)
{
    (void)arguments;
    return wrap_expression(interpreter, self, EXPRESSION_UNARY, SQL_DISTINCT, NULL, result);
}

bool make_cast(Interpreter *interpreter, Value value, Value type, Value *result)
{
    Arena *arena;
    if (!expression_object(interpreter, result, &arena))
        return false;
    Expression *cast = expression_new(arena, EXPRESSION_CAST);
    if (!type_from(interpreter, result->native, type, &cast->type) ||
        !expression_from(interpreter, result->native, value, cast->type, &cast->left))
        return false;
    expression_object_set(*result, cast);
    return true;
}

NATIVE(method_cast)
{
    return make_cast(interpreter, self, argument_at(arguments, 0), result);
}

OPERATOR_METHOD(method_is_distinct_from, SQL_IS_DISTINCT_FROM)
OPERATOR_METHOD(method_is_not_distinct_from, SQL_IS_NOT_DISTINCT_FROM)
OPERATOR_METHOD(method_contained_by, SQL_CONTAINED_BY)
OPERATOR_METHOD(method_has_key, SQL_HAS_KEY)
OPERATOR_METHOD(method_has_any, SQL_HAS_ANY)
OPERATOR_METHOD(method_has_all, SQL_HAS_ALL)
OPERATOR_METHOD(method_overlap, SQL_OVERLAPS)
OPERATOR_METHOD(method_bitwise_and, SQL_BIT_AND)
OPERATOR_METHOD(method_bitwise_or, SQL_BIT_OR)
OPERATOR_METHOD(method_bitwise_xor, SQL_BIT_XOR)
OPERATOR_METHOD(method_regexp_match, SQL_REGEXP_MATCH)

/* ---- parts of a text: LIKE '%' || x || '%' ---------------------------------------- */

static Expression *percent(Arena *arena)
{
    Expression *text = expression_new(arena, EXPRESSION_TEXT);
    text->text = "'%'";
    text->type = type_new(arena, TYPE_STRING);
    return text;
}

static bool escape_like(Interpreter *interpreter, Value value, Value *escaped)
{
    const char *text;
    Text out = text_on_heap();
    if (!expect_text(interpreter, value, "an autoescaped value", &text))
        return false;
    for (const char *at = text; *at; at++) {
        if (*at == '%' || *at == '_' || *at == '/')
            text_append_char(&out, '/');
        text_append_char(&out, *at);
    }
    bool done = python_text(interpreter, text_string(&out), escaped);
    text_release(&out);
    return done;
}

static bool like_part(Interpreter *interpreter, Value self, const Arguments *arguments, bool before, bool after,
                      Value *result)
{
    static const char *const names[] = {"other", "autoescape", "escape"};
    Value values[3];
    Arena *arena;
    const Expression *part;
    const char *escape;
    bool autoescape = false;
    if (!arguments_bind(interpreter, "contains", arguments, names, 3, values, NULL, NULL) ||
        !argument_flag(interpreter, values[1], &autoescape) ||
        !expect_text_or_none(interpreter, values[2], "escape", &escape))
        return false;
    if (autoescape && !escape_like(interpreter, values[0], &values[0]))
        return false;
    python_push(interpreter, values[0]);
    if (!expression_object(interpreter, result, &arena) ||
        !expression_from(interpreter, result->native, values[0], NULL, &part))
        return false;
    native_keep(result->native, self);
    if (before)
        part = expression_binary(arena, SQL_CONCAT, percent(arena), part);
    if (after)
        part = expression_binary(arena, SQL_CONCAT, part, percent(arena));
    Expression *like = expression_new(arena, EXPRESSION_BINARY);
    like->operator_ = SQL_LIKE;
    like->left = expression_group(arena, expression_of(self), SQL_LIKE);
    like->right = part;
    like->escape = autoescape && !escape ? "/" : arena_strdup(arena, escape);
    Expression *group = expression_new(arena, EXPRESSION_GROUPING);
    group->left = like;
    expression_object_set(*result, group);
    return true;
}

/* On arrays and JSON, contains() is an operator of its own. */
NATIVE(method_contains)
{
    const SqlType *type = expression_of(self)->type;
    TypeAffinity affinity = type ? type_row(type->kind)->affinity : AFFINITY_STRING;
    if (affinity == AFFINITY_ARRAY || affinity == AFFINITY_JSON || affinity == AFFINITY_OTHER)
        return method_operator(interpreter, self, arguments, SQL_CONTAINS, result);
    return like_part(interpreter, self, arguments, true, true, result);
}

NATIVE(method_startswith)
{
    return like_part(interpreter, self, arguments, false, true, result);
}

NATIVE(method_endswith)
{
    return like_part(interpreter, self, arguments, true, false, result);
}

/* ---- op("..."), collate(), regexp_replace() ------------------------------------------ */

typedef struct CustomOperator {
    const char *text;
    const SqlType *type;
    bool is_comparison;
} CustomOperator;

static bool call_custom(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    const CustomOperator *custom = self.native->data;
    Value left = self.native->kept[0];
    Arena *arena;
    const Expression *right;
    if (arguments->positional != 1 || !expression_object(interpreter, result, &arena) ||
        !expression_from(interpreter, result->native, arguments->values[0], NULL, &right))
        return python_failed(interpreter) ? false
                                          : python_refuse(interpreter, "op() called otherwise than with a value");
    native_keep(result->native, self);
    Expression *binary = expression_binary(arena, SQL_CUSTOM, expression_of(left), right);
    binary->text = custom->text;
    binary->type = custom->is_comparison ? type_new(arena, TYPE_BOOLEAN) : custom->type ? custom->type : binary->type;
    expression_object_set(*result, binary);
    return true;
}

static const NativeClass custom_class = {
    .name = "custom_op", .module = "sqlalchemy.sql.operators", .call = call_custom};

static bool make_custom(Interpreter *interpreter, Value self, const Arguments *arguments, bool boolean, Value *result)
{
    static const char *const names[] = {"opstring", "precedence", "is_comparison", "return_type", "python_impl"};
    Value values[5];
    const char *text;
    if (!arguments_bind(interpreter, "op", arguments, names, 5, values, NULL, NULL) ||
        !expect_text(interpreter, values[0], "operator", &text) ||
        !native_new(interpreter, &custom_class, sizeof(CustomOperator), result))
        return false;
    int64_t precedence = 0;
    if (value_given(values[1]) && !expect_int(interpreter, values[1], "precedence", &precedence))
        return false;
    if (precedence)
        return python_refuse(interpreter, "op(precedence=...)");
    python_push(interpreter, *result);
    native_keep_any(result->native, self);
    CustomOperator *custom = result->native->data;
    custom->text = arena_strdup(native_arena(result->native), text);
    custom->is_comparison = boolean;
    return !value_given(values[3]) || value_is_none(values[3]) ||
           type_from(interpreter, result->native, values[3], &custom->type);
}

NATIVE(method_op)
{
    return make_custom(interpreter, self, arguments, false, result);
}

NATIVE(method_bool_op)
{
    return make_custom(interpreter, self, arguments, true, result);
}

NATIVE(method_collate)
{
    Arena *arena;
    const char *name;
    if (!expect_text(interpreter, argument_at(arguments, 0), "collation", &name) ||
        !expression_object(interpreter, result, &arena))
        return false;
    native_keep(result->native, self);
    Expression *collation = expression_new(arena, EXPRESSION_COLUMN);
    collation->name = arena_strdup(arena, name);
    expression_object_set(*result, expression_binary(arena, SQL_COLLATE, expression_of(self), collation));
    return true;
}

NATIVE(method_regexp_replace)
{
    Arena *arena;
    if (arguments->positional < 2 || arguments->keyword_count)
        return python_refuse(interpreter, "regexp_replace() with these arguments");
    if (!expression_object(interpreter, result, &arena))
        return false;
    native_keep(result->native, self);
    Expression *function = expression_new(arena, EXPRESSION_FUNCTION);
    function->name = "REGEXP_REPLACE";
    function->items.items = ARENA_ARRAY(arena, const Expression *, arguments->positional + 1);
    function->items.items[function->items.count++] = expression_of(self);
    for (size_t i = 0; i < arguments->positional; i++)
        if (!expression_from(interpreter, result->native, arguments->values[i], NULL,
                             &function->items.items[function->items.count++]))
            return false;
    expression_object_set(*result, function);
    return true;
}

NATIVE(method_nulls_first)
{
    (void)arguments;
    return wrap_expression(interpreter, self, EXPRESSION_UNARY, SQL_NULLS_FIRST, NULL, result);
}

NATIVE(method_nulls_last)
{
    (void)arguments;
    return wrap_expression(interpreter, self, EXPRESSION_UNARY, SQL_NULLS_LAST, NULL, result);
}

/* ---- windows -------------------------------------------------------------------------- */

static bool expression_list_from(Interpreter *interpreter, Native *owner, Value value, ExpressionList *list)
{
    Arguments arguments = {&value, 1, NULL, 0};
    if (!value_given(value) || value_is_none(value))
        return true;
    if (value_is_sequence(value) && !python_steady(interpreter, &value))
        return false;
    if (value_is_sequence(value))
        arguments = (Arguments){value.list->items, value.list->count, NULL, 0};
    return append_expressions(interpreter, owner, &arguments, list);
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
        return python_refuse(interpreter, "a window frame of something else than two bounds");
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

bool make_over(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    static const char *const names[] = {"*partition_by", "order_by", "rows", "range_"};
    Value values[4];
    if (!arguments_bind(interpreter, "over", arguments, names, 4, values, NULL, NULL) ||
        !wrap_expression(interpreter, self, EXPRESSION_OVER, SQL_ADD, NULL, result))
        return false;
    Expression *over = (Expression *)expression_of(*result);
    Arena *arena = native_arena(result->native);
    return expression_list_from(interpreter, result->native, values[0], &over->items) &&
           expression_list_from(interpreter, result->native, values[1], &over->order) &&
           frame_from(interpreter, arena, values[2], "ROWS", &over->frame) &&
           frame_from(interpreter, arena, values[3], "RANGE", &over->frame);
}

NATIVE(method_over)
{
    return make_over(interpreter, self, arguments, result);
}

NATIVE(method_within_group)
{
    if (!wrap_expression(interpreter, self, EXPRESSION_WITHIN_GROUP, SQL_ADD, NULL, result))
        return false;
    Expression *group = (Expression *)expression_of(*result);
    return append_expressions(interpreter, result->native, arguments, &group->order);
}

NATIVE(method_filter)
{
    Value condition;
    if (!make_junction(interpreter, SQL_AND, arguments->values, arguments->positional, &condition))
        return false;
    Arena *arena;
    if (!expression_object(interpreter, result, &arena))
        return false;
    native_keep(result->native, self);
    native_keep(result->native, condition);
    Expression *filter = expression_new(arena, EXPRESSION_BINARY);
    filter->operator_ = SQL_FILTER;
    filter->left = expression_of(self);
    filter->right = expression_of(condition);
    filter->type = filter->left->type;
    expression_object_set(*result, filter);
    return true;
}

/* Of a column; what an operation's type is SQLAlchemy works out from its sides. */
NATIVE(property_type)
{
    (void)arguments;
    const Expression *expression = expression_of(self);
    if (expression->kind != EXPRESSION_COLUMN)
        return python_refuse(interpreter, "'.type' of an expression that is no column");
    return type_object(interpreter, self, expression->type, result);
}

const NativeMember expression_properties[] = {{"astext", property_astext}, {"type", property_type}, {NULL, NULL}};

const NativeMember expression_methods[] = {
    {"is_distinct_from", method_is_distinct_from},
    {"is_not_distinct_from", method_is_not_distinct_from},
    {"isnot_distinct_from", method_is_not_distinct_from},
    {"contained_by", method_contained_by},
    {"has_key", method_has_key},
    {"has_any", method_has_any},
    {"has_all", method_has_all},
    {"overlap", method_overlap},
    {"bitwise_and", method_bitwise_and},
    {"bitwise_or", method_bitwise_or},
    {"bitwise_xor", method_bitwise_xor},
    {"regexp_match", method_regexp_match},
    {"contains", method_contains},
    {"startswith", method_startswith},
    {"endswith", method_endswith},
    {"op", method_op},
    {"bool_op", method_bool_op},
    {"collate", method_collate},
    {"regexp_replace", method_regexp_replace},
    {"nulls_first", method_nulls_first},
    {"nullsfirst", method_nulls_first},
    {"nulls_last", method_nulls_last},
    {"nullslast", method_nulls_last},
    {"over", method_over},
    {"within_group", method_within_group},
    {"filter", method_filter},
    {"as_string", method_as_string},
    {"as_integer", method_as_integer},
    {"as_float", method_as_float},
    {"as_boolean", method_as_boolean},
    {"is_", method_is},
    {"is_not", method_is_not},
    {"isnot", method_is_not},
    {"like", method_like},
    {"not_like", method_not_like},
    {"notlike", method_not_like},
    {"ilike", method_ilike},
    {"not_ilike", method_not_ilike},
    {"notilike", method_not_ilike},
    {"concat", method_concat},
    {"in_", method_in},
    {"not_in", method_not_in},
    {"notin_", method_not_in},
    {"between", method_between},
    {"label", method_label},
    {"asc", method_asc},
    {"desc", method_desc},
    {"distinct", method_distinct},
    {"cast", method_cast},
    {NULL, NULL},
};
