#include "limbeck/sqlalchemy/operations.h"

#include "limbeck/sqlalchemy/selects.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/own_type_values.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"

#include <string.h>

bool result_expression(Interpreter *interpreter, Value self, Value *result, Arena **arena)
{
    if (!expression_object(interpreter, result, arena))
        return false;
    if (value_given(self))
        native_store(result->native, self);
    return true;
}

bool operand_from(Interpreter *interpreter, Native *owner, Value value, const Expression *other,
                  const Expression **expression)
{
    bool is_value = other && !native_data(value, &expression_class) && !native_data(value, &statement_class);
    bool is_taken = false;
    if (is_value && !own_type_takes(interpreter, other->type, value, &is_taken))
        return false;
    if (is_taken)
        return own_type_expression(interpreter, owner, value, other->type, expression);
    if (!expression_from(interpreter, owner, value, other ? type_of_other_operand(other, value) : NULL, expression))
        return false;
    bool has_own_type = native_data(value, &expression_class) && expression_type(*expression); /* literal(5) */
    if (other && !has_own_type)
        *expression = expression_as_other_operand(native_arena(owner), *expression, other);
    return true;
}

/* ---- comparison -------------------------------------------------------------------- */

/* None, True and False, which SQLAlchemy writes as keywords; NULL for other values. */
static const Expression *constant_from(Arena *arena, Value value)
{
    if (value_is_none(value))
        return expression_new(arena, EXPRESSION_NULL);
    if (value.kind == VALUE_BOOL)
        return expression_new(arena, value.boolean ? EXPRESSION_TRUE : EXPRESSION_FALSE);
    const ExpressionObject *object = native_data(value, &expression_class);
    bool is_constant =
        object && (object->expression->kind == EXPRESSION_NULL || object->expression->kind == EXPRESSION_TRUE ||
                   object->expression->kind == EXPRESSION_FALSE);
    return is_constant ? object->expression : NULL;
}

/* The application's type decides whether they are keywords when compared with its columns. */
static bool is_value_to(const Expression *left, Value value)
{
    const SqlType *type = left->type;
    return type &&
           ((value_is_none(value) && type->compares_none) || (value.kind == VALUE_BOOL && type->compares_truth));
}

/* SQL_OPERATOR_COUNT if the operator has no form with such a keyword. */
static SqlOperator with_constant(SqlOperator operator_, const Expression *constant, const Expression *left)
{
    bool is_truth = constant->kind != EXPRESSION_NULL, equality = operator_ == SQL_EQUAL || operator_ == SQL_NOT_EQUAL;
    bool distinct = operator_ == SQL_IS_DISTINCT_FROM || operator_ == SQL_IS_NOT_DISTINCT_FROM;
    if ((equality && is_truth) || distinct || left->kind == EXPRESSION_ANY)
        return operator_;
    if (operator_ == SQL_EQUAL || operator_ == SQL_IS)
        return SQL_IS;
    return operator_ == SQL_NOT_EQUAL || operator_ == SQL_IS_NOT ? SQL_IS_NOT : SQL_OPERATOR_COUNT;
}

/* 5 = ANY (...): the operands are swapped. */
static const Expression *compare(Arena *arena, SqlOperator operator_, const Expression *left, const Expression *right)
{
    static const SqlOperator mirrored[SQL_OPERATOR_COUNT] = {
        [SQL_LESS] = SQL_GREATER,
        [SQL_GREATER] = SQL_LESS,
        [SQL_LESS_EQUAL] = SQL_GREATER_EQUAL,
        [SQL_GREATER_EQUAL] = SQL_LESS_EQUAL,
    };
    if (left->kind == EXPRESSION_ANY)
        return expression_binary(arena, mirrored[operator_] ? mirrored[operator_] : operator_, right, left);
    return expression_binary(arena, operator_, left, right);
}

/* The comparator of an application's type may override the operator. */
static bool takes_operators(Interpreter *interpreter, const Expression *side)
{
    const SqlType *type = side->type;
    return !type || !type->own_operators ||
           python_refuse(interpreter, "the operators of the type %s, which defines its own",
                         type->class_name ? type->class_name : type_row(type->kind)->name);
}

static bool make_comparison(Interpreter *interpreter, SqlOperator operator_, Value left, Value right, Value *result)
{
    Arena *arena;
    const Expression *a, *b;
    if (!result_expression(interpreter, value_absent(), result, &arena) ||
        !operand_from(interpreter, result->native, left, NULL, &a))
        return false;
    if (!takes_operators(interpreter, a))
        return false;
    b = is_value_to(a, right) ? NULL : constant_from(arena, right);
    if (b) {
        SqlOperator used = with_constant(operator_, b, a);
        if (used == SQL_OPERATOR_COUNT)
            return python_raise(interpreter, "ArgumentError",
                                "Only '=', '!=', 'is_()', 'is_not()', 'is_distinct_from()', 'is_not_distinct_from()' "
                                "operators can be used with None/True/False");
        operator_ = used;
    } else if (!operand_from(interpreter, result->native, right, a, &b)) {
        return false;
    }
    expression_object_set(*result, compare(arena, operator_, a, b));
    return true;
}

bool make_binary(Interpreter *interpreter, SqlOperator operator_, Value left, Value right, Value *result)
{
    Arena *arena;
    const Expression *a, *b;
    bool reversed = !native_data(left, &expression_class);
    if (sql_operator_row(operator_)->is_comparison)
        return make_comparison(interpreter, operator_, left, right, result);
    if (!result_expression(interpreter, value_absent(), result, &arena))
        return false;
    if (reversed ? !operand_from(interpreter, result->native, right, NULL, &b) ||
                       !operand_from(interpreter, result->native, left, b, &a)
                 : !operand_from(interpreter, result->native, left, NULL, &a) ||
                       !operand_from(interpreter, result->native, right, a, &b))
        return false;
    if (!takes_operators(interpreter, reversed ? b : a))
        return false;
    if (a->kind == EXPRESSION_ANY || b->kind == EXPRESSION_ANY)
        return python_raise(interpreter, "ArgumentError", "Only comparison operators may be used with ANY/ALL");
    expression_object_set(*result, expression_operation(arena, operator_, a, b));
    return true;
}

static bool method_operator(Interpreter *interpreter, Value self, const Arguments *arguments, SqlOperator operator_,
                            Value *result)
{
    if (arguments->positional != 1 || arguments->keyword_count)
        return python_refuse(interpreter, "this operator with more than one argument");
    return make_binary(interpreter, operator_, self, argument_at(arguments, 0), result);
}

#define OPERATOR_METHOD(name, operator_)                                                                               \
    NATIVE(name)                                                                                                       \
    {                                                                                                                  \
        return method_operator(interpreter, self, arguments, operator_, result);                                       \
    }

OPERATOR_METHOD(method_is, SQL_IS)
OPERATOR_METHOD(method_is_not, SQL_IS_NOT)
OPERATOR_METHOD(method_concat, SQL_CONCAT)
OPERATOR_METHOD(method_is_distinct_from, SQL_IS_DISTINCT_FROM)
OPERATOR_METHOD(method_is_not_distinct_from, SQL_IS_NOT_DISTINCT_FROM)
OPERATOR_METHOD(method_bitwise_and, SQL_BIT_AND)
OPERATOR_METHOD(method_bitwise_or, SQL_BIT_OR)
OPERATOR_METHOD(method_bitwise_xor, SQL_BIT_XOR)
OPERATOR_METHOD(method_bitwise_lshift, SQL_SHIFT_LEFT)
OPERATOR_METHOD(method_bitwise_rshift, SQL_SHIFT_RIGHT)

NATIVE(method_bitwise_not)
{
    (void)arguments;
    Arena *arena;
    if (!result_expression(interpreter, self, result, &arena))
        return false;
    const Expression *operand = expression_of(self);
    expression_object_set(*result, expression_unary(arena, SQL_BIT_NOT, operand, expression_type(operand)));
    return true;
}

/* ---- IN ------------------------------------------------------------------------------- */

static bool member_query(Interpreter *interpreter, Value self, Value query, SqlOperator operator_, Value *result)
{
    Arena *arena;
    const Expression *scalar;
    if (!result_expression(interpreter, self, result, &arena) ||
        !scalar_from(interpreter, result->native, query, &scalar))
        return false;
    expression_object_set(*result, expression_binary(arena, operator_, expression_of(self), scalar));
    return true;
}

/* The right side of IN: a scalar subquery, text(), or bindparam(expanding=True). */
static bool member_expression(Interpreter *interpreter, Value self, Value given, SqlOperator operator_, Value *result)
{
    Arena *arena;
    const Expression *right = expression_of(given);
    bool is_list = right->kind == EXPRESSION_LIST && right->operator_ == SQL_IN;
    bool is_text = right->kind == EXPRESSION_TEXT && right->is_text_clause;
    if (right->kind != EXPRESSION_SUBQUERY && !is_list && !is_text)
        return python_refuse(interpreter, "in_() of this expression");
    if (!result_expression(interpreter, self, result, &arena))
        return false;
    native_store(result->native, given);
    expression_object_set(*result, expression_binary(arena, operator_, expression_of(self), right));
    return true;
}

static bool member_list(Interpreter *interpreter, Value self, const Arguments *arguments, SqlOperator operator_,
                        Value *result)
{
    Arena *arena;
    Value items, given = argument_at(arguments, 0);
    if (arguments->positional != 1 || arguments->keyword_count)
        return python_refuse(interpreter, "in_() of more than one list");
    if (native_data(given, &statement_class))
        return member_query(interpreter, self, given, operator_, result);
    if (native_data(given, &expression_class))
        return member_expression(interpreter, self, given, operator_, result);
    if (given.kind == VALUE_NATIVE && !given.native->is_tuple)
        return python_refuse(interpreter, "in_() of a %s", value_type_name(given));
    if (given.kind == VALUE_STRING)
        return python_raise(interpreter, "ArgumentError",
                            "IN expression list, SELECT construct, or bound parameter object expected, got %s.",
                            given.string->bytes);
    if (!result_expression(interpreter, self, result, &arena) || !python_collect(interpreter, given, &items))
        return false;
    Expression *list = expression_new(arena, EXPRESSION_LIST);
    list->operator_ = SQL_IN;
    list->items.items = ARENA_ARRAY(arena, const Expression *, items.list->count + 1);
    for (size_t i = 0; i < items.list->count; i++)
        if (!operand_from(interpreter, result->native, items.list->items[i], expression_of(self),
                          &list->items.items[list->items.count++]))
            return false;
    expression_object_set(*result, expression_binary(arena, operator_, expression_of(self), list));
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

/* ---- BETWEEN ----------------------------------------------------------------------------- */

NATIVE(method_between)
{
    enum { ARG_cleft, ARG_cright, ARG_symmetric, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"cleft", "cright", "symmetric"};
    Value values[ARG_COUNT];
    Arena *arena;
    const Expression *left = expression_of(self);
    Expression *bounds;
    bool is_symmetric = false;
    if (!arguments_bind(interpreter, "between", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !argument_flag(interpreter, values[ARG_symmetric], &is_symmetric))
        return false;
    if (!value_given(values[ARG_cright]))
        return python_raise(interpreter, "TypeError", "between() missing 1 required positional argument: 'cright'");
    if (!result_expression(interpreter, self, result, &arena))
        return false;
    bounds = expression_new(arena, EXPRESSION_LIST);
    bounds->operator_ = SQL_AND;
    bounds->is_loose = true;
    bounds->items.items = ARENA_ARRAY(arena, const Expression *, 2);
    bounds->items.count = 2;
    if (!operand_from(interpreter, result->native, values[ARG_cleft], left, &bounds->items.items[0]) ||
        !operand_from(interpreter, result->native, values[ARG_cright], left, &bounds->items.items[1]))
        return false;
    Expression *between = expression_binary(arena, SQL_BETWEEN, left, bounds);
    between->is_symmetric = is_symmetric;
    between->type = NULL; /* SQLAlchemy gives it no type */
    expression_object_set(*result, between);
    return true;
}

const NativeMember operation_methods[] = {
    {"is_distinct_from", method_is_distinct_from},
    {"is_not_distinct_from", method_is_not_distinct_from},
    {"isnot_distinct_from", method_is_not_distinct_from},
    {"bitwise_and", method_bitwise_and},
    {"bitwise_or", method_bitwise_or},
    {"bitwise_xor", method_bitwise_xor},
    {"bitwise_lshift", method_bitwise_lshift},
    {"bitwise_rshift", method_bitwise_rshift},
    {"bitwise_not", method_bitwise_not},
    {"is_", method_is},
    {"is_not", method_is_not},
    {"isnot", method_is_not},
    {"concat", method_concat},
    {"in_", method_in},
    {"not_in", method_not_in},
    {"notin_", method_not_in},
    {"between", method_between},
    {NULL, NULL},
};
