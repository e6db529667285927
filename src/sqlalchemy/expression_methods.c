/* Methods and attributes of SQL expressions other than operators: labels, order, casts, type. */
#include "limbeck/sqlalchemy/expression_methods.h"

#include "limbeck/sqlalchemy/json_elements.h"
#include "limbeck/sqlalchemy/operations.h"
#include "limbeck/sqlalchemy/windows.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/types.h"

#include <string.h>

bool wrap_expression(Interpreter *interpreter, Value self, ExpressionKind kind, SqlOperator operator_, const char *name,
                     Value *result)
{
    Arena *arena;
    if (!native_data(self, &expression_class))
        return python_refuse(interpreter, "an SQL expression made of a %s", value_type_name(self));
    if (!result_expression(interpreter, self, result, &arena))
        return false;
    Expression *expression = expression_new(arena, kind);
    expression->operator_ = operator_;
    expression->left = expression_of(self);
    expression->type = expression_type(expression->left);
    expression->name = arena_strdup(arena, name);
    expression_object_set(*result, expression);
    return true;
}

/* label(None) gives an anonymous name. */
bool label_expression(Interpreter *interpreter, Value self, Value name, Value *result)
{
    const char *text;
    if (!expect_text_or_none(interpreter, name, "label", &text) ||
        !wrap_expression(interpreter, self, EXPRESSION_LABEL, SQL_ADD, text, result))
        return false;
    Expression *label = (Expression *)expression_of(*result);
    while (label->left->kind == EXPRESSION_LABEL)
        label->left = label->left->left;
    if (!text)
        label->name = name_of_object(native_arena(result->native), label, expression_name(label->left));
    label->left = expression_group(native_arena(result->native), label->left, SQL_AS, NULL);
    return true;
}

NATIVE(method_label)
{
    const Expression *labelled = expression_of(self);
    if (labelled->kind == EXPRESSION_TEXT && labelled->is_text_clause) /* an or_() of one text() too */
        return python_raise(interpreter, "NotImplementedError", "%s", "");
    static const char *const names[] = {"name"};
    Value name;
    return arguments_bind(interpreter, "label", arguments, names, 1, &name, NULL, NULL) &&
           label_expression(interpreter, self, name, result);
}

bool unary_expression(Interpreter *interpreter, Value self, SqlOperator operator_, Value *result)
{
    Arena *arena;
    if (!native_data(self, &expression_class))
        return python_refuse(interpreter, "an SQL expression made of a %s", value_type_name(self));
    if (!result_expression(interpreter, self, result, &arena))
        return false;
    const Expression *operand = expression_of(self);
    const SqlType *type = sql_operator_orders(operator_) ? NULL : expression_type(operand);
    expression_object_set(*result, expression_unary(arena, operator_, operand, type));
    return true;
}

static bool no_arguments(Interpreter *interpreter, const Arguments *arguments, const char *name)
{
    bool none = !arguments->positional && !arguments->keyword_count;
    return none || python_raise(interpreter, "TypeError", "%s() takes 1 positional argument but %zu were given", name,
                                arguments->positional + arguments->keyword_count + 1);
}

#define UNARY_METHOD(name, operator_)                                                                                  \
    NATIVE(method_##name)                                                                                              \
    {                                                                                                                  \
        return no_arguments(interpreter, arguments, #name) && unary_expression(interpreter, self, operator_, result);  \
    }

UNARY_METHOD(asc, SQL_ASCENDING)
UNARY_METHOD(desc, SQL_DESCENDING)
UNARY_METHOD(distinct, SQL_DISTINCT)
UNARY_METHOD(nulls_first, SQL_NULLS_FIRST)
UNARY_METHOD(nulls_last, SQL_NULLS_LAST)

/* ANY (x), ALL (x) */
bool quantified_expression(Interpreter *interpreter, Value self, const char *word, Value *result)
{
    static const SqlType boolean_type = {.kind = TYPE_BOOLEAN, .length = -1, .precision = -1, .scale = -1};
    Arena *arena;
    const Expression *inside;
    if (!result_expression(interpreter, value_absent(), result, &arena) ||
        !expression_from(interpreter, result->native, self, NULL, &inside))
        return false;
    Expression *any = expression_new(arena, EXPRESSION_ANY);
    any->name = word;
    any->type = &boolean_type;
    any->left = expression_group(arena, expression_group(arena, inside, SQL_ANYTHING, NULL), SQL_ANY, NULL);
    expression_object_set(*result, any);
    return true;
}

NATIVE(method_any)
{
    return no_arguments(interpreter, arguments, "any_") && quantified_expression(interpreter, self, "ANY", result);
}

NATIVE(method_all)
{
    return no_arguments(interpreter, arguments, "all_") && quantified_expression(interpreter, self, "ALL", result);
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
    static const char *const names[] = {"type_"};
    Value type;
    return arguments_bind(interpreter, "cast", arguments, names, 1, &type, NULL, NULL) &&
           make_cast(interpreter, self, type, result);
}

/* self_group(): parentheses around an operation. */
NATIVE(method_self_group)
{
    Arena *arena;
    if (!no_arguments(interpreter, arguments, "self_group") || !result_expression(interpreter, self, result, &arena))
        return false;
    expression_object_set(*result, expression_group(arena, expression_of(self), SQL_ANYTHING, NULL));
    return true;
}

NATIVE(method_negate)
{
    return no_arguments(interpreter, arguments, "_negate") &&
           expression_unary_hook(interpreter, OPERATOR_INVERT, self, result);
}

/* ---- op("..."): an operator of the script's own ------------------------------------------ */

typedef struct OwnOperator {
    CustomOperator operator_;
    const SqlType *type;
} OwnOperator;

static bool call_custom(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    static const SqlType boolean_type = {.kind = TYPE_BOOLEAN, .length = -1, .precision = -1, .scale = -1};
    const OwnOperator *own = self.native->data;
    Arena *arena;
    const Expression *right, *left = expression_of(self.native->slots[0]);
    if (arguments->positional != 1 || arguments->keyword_count)
        return python_refuse(interpreter, "op() called with something other than one value");
    if (!result_expression(interpreter, self, result, &arena) ||
        !operand_from(interpreter, result->native, argument_at(arguments, 0), left, &right))
        return false;
    Expression *binary = expression_new(arena, EXPRESSION_BINARY);
    binary->operator_ = SQL_CUSTOM;
    binary->custom = &own->operator_;
    binary->left = expression_group(arena, left, SQL_CUSTOM, binary->custom);
    binary->right = expression_group(arena, right, SQL_CUSTOM, binary->custom);
    binary->type = own->type ? own->type : own->operator_.is_comparison ? &boolean_type : expression_type(left);
    expression_object_set(*result, binary);
    return true;
}

static const NativeClass custom_class = {
    .name = "custom_op", .module = "sqlalchemy.sql.operators", .call = call_custom};

static bool make_custom(Interpreter *interpreter, Value self, const Arguments *arguments, bool is_comparison,
                        Value *result)
{
    enum { ARG_opstring, ARG_precedence, ARG_is_comparison, ARG_return_type, ARG_python_impl, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"opstring", "precedence", "is_comparison", "return_type",
                                                 "python_impl"};
    static const char *const bool_names[] = {"opstring", "precedence", "python_impl"};
    Value values[ARG_COUNT] = {{.kind = VALUE_ABSENT}};
    const char *text;
    int64_t precedence = 0;
    size_t count = is_comparison ? 3 : ARG_COUNT;
    if (!arguments_bind(interpreter, is_comparison ? "bool_op" : "op", arguments, is_comparison ? bool_names : names,
                        count, values, NULL, NULL))
        return false;
    for (size_t i = count; i < ARG_COUNT; i++)
        values[i] = value_absent();
    if (is_comparison)
        values[ARG_is_comparison] = value_absent();
    if (!expect_text(interpreter, values[ARG_opstring], "operator", &text) ||
        (value_given(values[ARG_precedence]) &&
         !expect_int(interpreter, values[ARG_precedence], "precedence", &precedence)) ||
        (value_given(values[ARG_is_comparison]) && !value_is_none(values[ARG_is_comparison]) &&
         !python_truth(interpreter, values[ARG_is_comparison], &is_comparison)) ||
        !native_new(interpreter, &custom_class, sizeof(OwnOperator), result))
        return false;
    python_push(interpreter, *result);
    native_store_any(result->native, self);
    OwnOperator *own = result->native->data;
    own->operator_ = (CustomOperator){.text = arena_strdup(native_arena(result->native), text),
                                      .precedence = (int)precedence,
                                      .is_comparison = is_comparison};
    return !value_given(values[ARG_return_type]) || value_is_none(values[ARG_return_type]) ||
           type_from(interpreter, result->native, values[ARG_return_type], &own->type);
}

NATIVE(method_op)
{
    return make_custom(interpreter, self, arguments, false, result);
}

NATIVE(method_bool_op)
{
    return make_custom(interpreter, self, arguments, true, result);
}

/* An annotation does not change the SQL of its element. */
NATIVE(method_annotate)
{
    static const char *const names[] = {"values"};
    Value values;
    *result = self;
    return arguments_bind(interpreter, "_annotate", arguments, names, 1, &values, NULL, NULL);
}

/* ---- properties ---------------------------------------------------------------------------- */

static const SqlType null_type = {.kind = TYPE_NULL, .length = -1, .precision = -1, .scale = -1};

NATIVE(property_type)
{
    (void)arguments;
    const SqlType *type = expression_type(expression_of(self));
    return type_object(interpreter, self, type ? type : &null_type, result);
}

/* The element inside a label, parentheses or a CAST. */
NATIVE(property_element)
{
    (void)arguments;
    Arena *arena;
    const Expression *expression = expression_of(self);
    if (!expression->left)
        return python_raise(interpreter, "AttributeError", "element");
    if (!result_expression(interpreter, self, result, &arena))
        return false;
    expression_object_set(*result, expression->left);
    return true;
}

const NativeMember expression_properties[] = {
    {"astext", property_astext}, {"type", property_type}, {"element", property_element}, {NULL, NULL}};

const NativeMember expression_methods[] = {
    {"op", method_op},
    {"bool_op", method_bool_op},
    {"any_", method_any},
    {"all_", method_all},
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
    {"label", method_label},
    {"asc", method_asc},
    {"desc", method_desc},
    {"distinct", method_distinct},
    {"cast", method_cast},
    {"self_group", method_self_group},
    {"_negate", method_negate},
    {"_annotate", method_annotate},
    {NULL, NULL},
};
