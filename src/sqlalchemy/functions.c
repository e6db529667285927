/* Functions of the sqlalchemy modules that make expressions, and func.name(). */
#include "limbeck/sqlalchemy/functions.h"

#include "limbeck/sqlalchemy/quoted_names.h"
#include "limbeck/sqlalchemy/sql_functions.h"
#include "limbeck/sqlalchemy/values.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expression_methods.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/modules.h"
#include "limbeck/sqlalchemy/own_type_values.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/types.h"

#include <math.h>
#include <string.h>

/* SQLAlchemy writes it as a literal at execution too. */
static bool refuse_literal_execute(Interpreter *interpreter, Value given)
{
    bool truth = false;
    if (!argument_flag(interpreter, given, &truth))
        return false;
    const Sink *sink = binding_host(interpreter)->sink;
    return !truth || (sink && sink->is_offline) || python_refuse(interpreter, "literal_execute=True");
}

NATIVE(make_literal_column)
{
    (void)self;
    enum { ARG_text, ARG_type_, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_text] = "text", [ARG_type_] = "type_"};
    Value values[ARG_COUNT];
    Arena *arena;
    const char *text;
    if (!arguments_bind(interpreter, "literal_column", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !expect_text(interpreter, values[ARG_text], "text", &text) || !expression_object(interpreter, result, &arena))
        return false;
    Expression *expression = expression_new(arena, EXPRESSION_TEXT);
    expression->text = arena_strdup(arena, text);
    expression_object_set(*result, expression);
    return !value_given(values[ARG_type_]) || value_is_none(values[ARG_type_]) ||
           type_from(interpreter, result->native, values[ARG_type_], &expression->type);
}

static bool optional_type(Interpreter *interpreter, Native *owner, Value given, const SqlType **type)
{
    return !value_given(given) || value_is_none(given) || type_from(interpreter, owner, given, type);
}

NATIVE(make_literal)
{
    (void)self;
    enum { ARG_value, ARG_type, ARG_literal_execute, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"value", "type_", "literal_execute"};
    Value values[ARG_COUNT];
    Arena *arena;
    const Expression *expression;
    const SqlType *type = NULL;
    if (!arguments_bind(interpreter, "literal", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !refuse_literal_execute(interpreter, values[ARG_literal_execute]) ||
        !expression_object(interpreter, result, &arena) ||
        !optional_type(interpreter, result->native, values[ARG_type], &type) ||
        !expression_from(interpreter, result->native, values[ARG_value], type, &expression))
        return false;
    if (expression->kind == EXPRESSION_NULL) { /* a bound parameter, not the keyword */
        Expression *value = expression_new(arena, EXPRESSION_LITERAL);
        value->type = type;
        expression = value;
    }
    expression_object_set(*result, expression);
    return true;
}

/* A list of values for IN (...). */
static bool expanding_list(Interpreter *interpreter, Native *owner, Value list, const SqlType *type,
                           const Expression **expression)
{
    Arena *arena = native_arena(owner);
    Value items;
    Expression *made = expression_new(arena, EXPRESSION_LIST);
    if (!python_collect(interpreter, list, &items))
        return false;
    made->operator_ = SQL_IN;
    made->type = type;
    made->items.items = ARENA_ARRAY(arena, const Expression *, items.list->count + 1);
    for (size_t i = 0; i < items.list->count; i++)
        if (!expression_from(interpreter, owner, items.list->items[i], type, &made->items.items[made->items.count++]))
            return false;
    *expression = made;
    return true;
}

NATIVE(make_bindparam)
{
    (void)self;
    enum {
        ARG_key,
        ARG_value,
        ARG_type,
        ARG_unique,
        ARG_required,
        ARG_quote,
        ARG_callable,
        ARG_expanding,
        ARG_isoutparam,
        ARG_literal_execute,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {"key",   "value",     "type_",     "unique",     "required",
                                                 "quote", "callable_", "expanding", "isoutparam", "literal_execute"};
    Value values[ARG_COUNT];
    Arena *arena;
    const char *name;
    const SqlType *type = NULL;
    bool expands = false;
    if (!arguments_bind(interpreter, "bindparam", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !expect_text_or_none(interpreter, values[ARG_key], "key", &name) ||
        !argument_flag(interpreter, values[ARG_expanding], &expands) ||
        !refuse_literal_execute(interpreter, values[ARG_literal_execute]) ||
        !expression_object(interpreter, result, &arena) ||
        !optional_type(interpreter, result->native, values[ARG_type], &type))
        return false;
    if (value_given(values[ARG_isoutparam]))
        return python_refuse(interpreter, "bindparam(isoutparam=...)");
    Value value = values[ARG_value];
    if (value_given(values[ARG_callable]) && !value_is_none(values[ARG_callable]) &&
        !python_call_positional(interpreter, values[ARG_callable], NULL, 0, &value))
        return false;
    Expression *made = expression_new(arena, EXPRESSION_LITERAL);
    const Expression *given;
    made->literal.kind = LITERAL_DEFERRED;
    bool is_own = value_given(value) && !expands && own_type_changes(interpreter, type);
    if (value_is_none(value) && !is_own) {
        made->literal.kind = LITERAL_NULL;
    } else if (value_given(value)) {
        bool is_list = expands || (value_is_sequence(value) && !type);
        if (!(is_list ? expanding_list(interpreter, result->native, value, type, &given)
                      : expression_from(interpreter, result->native, value, type, &given)))
            return false;
        *made = *given;
    }
    if (is_own && made->kind != EXPRESSION_LITERAL && made->kind != EXPRESSION_NULL)
        return python_refuse(interpreter, "bindparam() of a type with bind_expression()");
    made->name = arena_strdup(arena, name);
    made->type = is_own ? made->type : type;
    made->is_expanding = expands;
    expression_object_set(*result, made);
    return true;
}

NATIVE(make_and)
{
    (void)self;
    return make_junction(interpreter, SQL_AND, arguments->values, arguments->positional, result);
}

NATIVE(make_or)
{
    (void)self;
    return make_junction(interpreter, SQL_OR, arguments->values, arguments->positional, result);
}

NATIVE(make_not)
{
    (void)self;
    if (!native_data(argument_at(arguments, 0), &expression_class))
        return python_refuse(interpreter, "not_() of a %s", value_type_name(argument_at(arguments, 0)));
    return expression_unary_hook(interpreter, OPERATOR_INVERT, argument_at(arguments, 0), result);
}

static bool make_word(Interpreter *interpreter, ExpressionKind kind, Value *result)
{
    Arena *arena;
    if (!expression_object(interpreter, result, &arena))
        return false;
    expression_object_set(*result, expression_new(arena, kind));
    return true;
}

NATIVE(make_null)
{
    (void)self;
    (void)arguments;
    return make_word(interpreter, EXPRESSION_NULL, result);
}

NATIVE(make_true)
{
    (void)self;
    (void)arguments;
    return make_word(interpreter, EXPRESSION_TRUE, result);
}

NATIVE(make_false)
{
    (void)self;
    (void)arguments;
    return make_word(interpreter, EXPRESSION_FALSE, result);
}

NATIVE(make_cast_function)
{
    (void)self;
    enum { ARG_expression, ARG_type_, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_expression] = "expression", [ARG_type_] = "type_"};
    Value values[ARG_COUNT];
    return arguments_bind(interpreter, "cast", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           make_cast(interpreter, values[ARG_expression], values[ARG_type_], result);
}

static bool mapping_pairs(Interpreter *interpreter, const Dict *mapping, Value *pairs)
{
    if (!python_list(interpreter, NULL, 0, pairs))
        return false;
    python_push(interpreter, *pairs);
    for (size_t i = 0; i < mapping->used; i++) {
        const Value both[2] = {mapping->entries[i].key, mapping->entries[i].value};
        Value pair;
        if (value_given(both[0]) &&
            (!python_tuple(interpreter, both, 2, &pair) || !list_append(interpreter, pairs->list, pair)))
            return false;
    }
    return true;
}

/* case((condition, value), ..., else_=value) or case({...}, value=...) */
NATIVE(make_case)
{
    (void)self;
    enum { ARG_value, ARG_else_, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_value] = "*value", [ARG_else_] = "else_"};
    Value values[ARG_COUNT];
    Arena *arena;
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, "case", &keywords, names, ARG_COUNT, values, NULL, NULL) ||
        !expression_object(interpreter, result, &arena))
        return false;
    Value pairs;
    bool is_mapping = arguments->positional == 1 && value_plain(argument_at(arguments, 0)).kind == VALUE_DICT;
    if (is_mapping ? !mapping_pairs(interpreter, value_plain(argument_at(arguments, 0)).dict, &pairs)
                   : !python_list(interpreter, arguments->values, arguments->positional, &pairs))
        return false;
    python_push(interpreter, pairs);
    Expression *expression = expression_new(arena, EXPRESSION_CASE);
    if (value_given(values[ARG_value]) && !value_is_none(values[ARG_value]) &&
        !expression_from(interpreter, result->native, values[ARG_value], NULL, &expression->left))
        return false;
    expression->items.items = ARENA_ARRAY(arena, const Expression *, pairs.list->count * 2 + 1);
    for (size_t i = 0; i < pairs.list->count; i++) {
        Value pair = pairs.list->items[i];
        const Expression *condition, *then;
        if (pair.kind != VALUE_TUPLE || pair.list->count != 2)
            return python_refuse(interpreter, "case() of something other than (condition, value) pairs");
        if (!expression_from(interpreter, result->native, pair.list->items[0], NULL, &condition) ||
            !expression_from(interpreter, result->native, pair.list->items[1], NULL, &then))
            return false;
        expression->items.items[expression->items.count++] = expression_group(arena, condition, SQL_ANYTHING, NULL);
        expression->items.items[expression->items.count++] = then;
        bool is_word = then->kind == EXPRESSION_TRUE || then->kind == EXPRESSION_FALSE;
        if (is_word || expression_type(then))
            expression->type = is_word ? type_new(arena, TYPE_BOOLEAN) : expression_type(then);
    }
    if (value_given(values[ARG_else_]) && !value_is_none(values[ARG_else_]) &&
        !expression_from(interpreter, result->native, values[ARG_else_], NULL, &expression->otherwise))
        return false;
    if (!expression->type && expression->otherwise)
        expression->type = expression_type(expression->otherwise);
    expression_object_set(*result, expression);
    return true;
}

/* asc("name"), desc("name"): the label of a column of the ordered SELECT. */
static bool make_order(Interpreter *interpreter, const Arguments *arguments, SqlOperator operator_, Value *result)
{
    static const char *const names[] = {"column"};
    Value value, of;
    Arena *arena;
    const Expression *operand;
    if (!arguments_bind(interpreter, "an order", arguments, names, 1, &value, NULL, NULL) ||
        !expression_object(interpreter, &of, &arena) || !order_from(interpreter, of.native, value, &operand))
        return false;
    expression_object_set(of, operand);
    return unary_expression(interpreter, of, operator_, result);
}

#define ORDER_FUNCTION(name, operator_)                                                                                \
    NATIVE(make_##name)                                                                                                \
    {                                                                                                                  \
        (void)self;                                                                                                    \
        return make_order(interpreter, arguments, operator_, result);                                                  \
    }

ORDER_FUNCTION(asc, SQL_ASCENDING)
ORDER_FUNCTION(desc, SQL_DESCENDING)
ORDER_FUNCTION(nulls_first, SQL_NULLS_FIRST)
ORDER_FUNCTION(nulls_last, SQL_NULLS_LAST)

/* distinct(x), bitwise_not(x): `x` may be a plain value. */
static bool make_unary(Interpreter *interpreter, const Arguments *arguments, SqlOperator operator_, Value *result)
{
    static const char *const names[] = {"expr"};
    Value value, of;
    Arena *arena;
    const Expression *operand;
    if (!arguments_bind(interpreter, "distinct", arguments, names, 1, &value, NULL, NULL) ||
        !expression_object(interpreter, &of, &arena) || !expression_from(interpreter, of.native, value, NULL, &operand))
        return false;
    expression_object_set(of, operand);
    return unary_expression(interpreter, of, operator_, result);
}

NATIVE(make_distinct)
{
    (void)self;
    return make_unary(interpreter, arguments, SQL_DISTINCT, result);
}

NATIVE(make_bitwise_not)
{
    (void)self;
    return make_unary(interpreter, arguments, SQL_BIT_NOT, result);
}

/* column("name"[, type]) */
NATIVE(make_column)
{
    (void)self;
    enum { ARG_text, ARG_type, ARG_is_literal, ARG_selectable, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"text", "type_", "is_literal", "_selectable"};
    Value values[ARG_COUNT];
    Arena *arena;
    Name name;
    bool is_literal = false;
    if (!arguments_bind(interpreter, "column", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !argument_flag(interpreter, values[ARG_is_literal], &is_literal) ||
        !expression_object(interpreter, result, &arena) ||
        !quoted_name_from(interpreter, arena, values[ARG_text], "column name", &name))
        return false;
    if (value_given(values[ARG_selectable]) && !value_is_none(values[ARG_selectable]))
        return python_refuse(interpreter, "column(_selectable=...)");
    Expression *expression = expression_new(arena, is_literal ? EXPRESSION_TEXT : EXPRESSION_COLUMN);
    expression->name = is_literal ? NULL : name.text;
    expression->text = is_literal ? name.text : NULL;
    expression->quote = name.quote;
    expression_object_set(*result, expression);
    return optional_type(interpreter, result->native, values[ARG_type], &expression->type);
}

/* ---- more of sqlalchemy's own functions ----------------------------------------------------------- */

NATIVE(make_extract)
{
    (void)self;
    enum { ARG_field, ARG_expr, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_field] = "field", [ARG_expr] = "expr"};
    Value values[ARG_COUNT];
    Arena *arena;
    const char *field;
    if (!arguments_bind(interpreter, "extract", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !expect_text(interpreter, values[ARG_field], "field", &field) ||
        !expression_object(interpreter, result, &arena))
        return false;
    Expression *extract = expression_new(arena, EXPRESSION_EXTRACT);
    extract->name = arena_strdup(arena, field);
    extract->type = type_new(arena, TYPE_INTEGER);
    expression_object_set(*result, extract);
    return expression_from(interpreter, result->native, values[ARG_expr], NULL, &extract->left);
}

static bool make_items(Interpreter *interpreter, ExpressionKind kind, const Value *values, size_t count, Value *result)
{
    Arena *arena;
    if (!expression_object(interpreter, result, &arena))
        return false;
    Expression *expression = expression_new(arena, kind);
    expression->items.items = ARENA_ARRAY(arena, const Expression *, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Expression *item;
        if (!expression_from(interpreter, result->native, values[i], NULL, &item))
            return false;
        expression->items.items[expression->items.count++] = expression_group(arena, item, SQL_COMMA, NULL);
    }
    expression_object_set(*result, expression);
    return true;
}

NATIVE(make_tuple_function)
{
    (void)self;
    Arguments positional = {arguments->values, arguments->positional, NULL, 0, NULL};
    if (value_given(argument_named(interpreter, arguments, "types")))
        return python_refuse(interpreter, "tuple_(types=...)");
    return make_items(interpreter, EXPRESSION_TUPLE, positional.values, positional.positional, result);
}

/* An array in an array is a further dimension. */
static const SqlType *array_type(Arena *arena, const Expression *array, const SqlType *given)
{
    const SqlType *first = array->items.count ? expression_type(array->items.items[0]) : NULL;
    SqlType *type = type_new(arena, TYPE_ARRAY);
    bool is_nested = first && first->kind == TYPE_ARRAY;
    if (given && given->kind == TYPE_ARRAY)
        return given;
    type->item = given ? given : is_nested ? first->item : first;
    if (!type->item)
        type->item = type_new(arena, TYPE_NULL);
    if (is_nested)
        type->dimensions = first->dimensions > 0 ? first->dimensions + 1 : 2;
    return type;
}

bool make_array(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    enum { ARG_clauses, ARG_type_, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_clauses] = "clauses", [ARG_type_] = "*type_"};
    Value values[ARG_COUNT], items;
    const SqlType *type = NULL;
    if (!arguments_bind(interpreter, "array", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !python_collect(interpreter, values[ARG_clauses], &items))
        return false;
    python_push(interpreter, items);
    if (!make_items(interpreter, EXPRESSION_ARRAY, items.list->items, items.list->count, result) ||
        !optional_type(interpreter, result->native, values[ARG_type_], &type))
        return false;
    Expression *array = (Expression *)expression_of(*result);
    array->type = array_type(native_arena(result->native), array, type);
    return true;
}

NATIVE(make_any)
{
    (void)self;
    static const char *const names[] = {"expr"};
    Value value;
    return arguments_bind(interpreter, "any_", arguments, names, 1, &value, NULL, NULL) &&
           quantified_expression(interpreter, value, "ANY", result);
}

NATIVE(make_all)
{
    (void)self;
    static const char *const names[] = {"expr"};
    Value value;
    return arguments_bind(interpreter, "all_", arguments, names, 1, &value, NULL, NULL) &&
           quantified_expression(interpreter, value, "ALL", result);
}

NATIVE(make_type_coerce)
{
    (void)self;
    enum { ARG_expression, ARG_type_, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_expression] = "expression", [ARG_type_] = "type_"};
    Value values[ARG_COUNT];
    Arena *arena;
    if (!arguments_bind(interpreter, "type_coerce", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !expression_object(interpreter, result, &arena))
        return false;
    Expression *coerced = expression_new(arena, EXPRESSION_COERCED);
    expression_object_set(*result, coerced);
    if (!type_from(interpreter, result->native, values[ARG_type_], &coerced->type) ||
        !expression_from(interpreter, result->native, values[ARG_expression], coerced->type, &coerced->left))
        return false;
    const Literal *literal = &coerced->left->literal;
    bool is_cut = coerced->left->kind == EXPRESSION_LITERAL && literal->kind == LITERAL_REAL &&
                  expression_affinity(coerced) == AFFINITY_INTEGER;
    if (is_cut && !(fabs(literal->real) < 9e15))
        return python_refuse(interpreter, "type_coerce() of this number to an integer");
    /* a value is written as its type has it; a type of the application has changed it already */
    if (coerced->left->kind == EXPRESSION_LITERAL && !coerced->type->application) {
        Expression *whole = arena_copy(arena, coerced->left, 1, sizeof *whole);
        if (is_cut)
            whole->literal = (Literal){.kind = LITERAL_INTEGER, .integer = (int64_t)literal->real};
        whole->type = coerced->type;
        coerced->left = whole;
    }
    return true;
}

/* between(x, a, b), collate(x, c), over(f, ...): the method of their first argument. */
static bool as_method(Interpreter *interpreter, const Arguments *arguments, const char *name, Value *result)
{
    Value method;
    if (!arguments->positional)
        return python_refuse(interpreter, "%s() of nothing", name);
    Arguments rest = *arguments;
    rest.values++;
    rest.positional--;
    return python_get_attribute(interpreter, argument_at(arguments, 0), name, &method) &&
           python_call(interpreter, method, &rest, result);
}

#define AS_METHOD(function, name)                                                                                      \
    NATIVE(function)                                                                                                   \
    {                                                                                                                  \
        (void)self;                                                                                                    \
        return as_method(interpreter, arguments, name, result);                                                        \
    }

AS_METHOD(make_over_function, "over")
AS_METHOD(make_within_group, "within_group")
AS_METHOD(make_filter, "filter")

/* between("a", x, y): the first argument may be a plain value. */
static bool as_method_of_value(Interpreter *interpreter, const Arguments *arguments, const char *name, Value *result)
{
    Value of, method;
    Arena *arena;
    const Expression *operand;
    if (!arguments->positional || native_data(argument_at(arguments, 0), &expression_class))
        return as_method(interpreter, arguments, name, result);
    if (!expression_object(interpreter, &of, &arena) ||
        !expression_from(interpreter, of.native, argument_at(arguments, 0), NULL, &operand))
        return false;
    expression_object_set(of, operand);
    Arguments rest = *arguments;
    rest.values++;
    rest.positional--;
    return python_get_attribute(interpreter, of, name, &method) && python_call(interpreter, method, &rest, result);
}

NATIVE(make_between)
{
    (void)self;
    return as_method_of_value(interpreter, arguments, "between", result);
}

NATIVE(make_collate)
{
    (void)self;
    return as_method_of_value(interpreter, arguments, "collate", result);
}

/* label("name", x): the arguments are in SQLAlchemy's order */
NATIVE(make_label)
{
    (void)self;
    enum { ARG_name, ARG_element, ARG_type_, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_name] = "name", [ARG_element] = "element", [ARG_type_] = "type_"};
    Value values[ARG_COUNT], of;
    Arena *arena;
    const Expression *operand;
    if (!arguments_bind(interpreter, "label", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !expression_object(interpreter, &of, &arena) ||
        !expression_from(interpreter, of.native, values[ARG_element], NULL, &operand))
        return false;
    expression_object_set(of, operand);
    return label_expression(interpreter, of, values[ARG_name], result) &&
           optional_type(interpreter, result->native, values[ARG_type_], &((Expression *)expression_of(*result))->type);
}

static const NativeMember element_functions[] = {
    {"extract", make_extract},
    {"tuple_", make_tuple_function},
    {"any_", make_any},
    {"all_", make_all},
    {"type_coerce", make_type_coerce},
    {"distinct", make_distinct},
    {"between", make_between},
    {"collate", make_collate},
    {"over", make_over_function},
    {"within_group", make_within_group},
    {"nulls_first", make_nulls_first},
    {"nullsfirst", make_nulls_first},
    {"nulls_last", make_nulls_last},
    {"nullslast", make_nulls_last},
    {"label", make_label},
    {"literal_column", make_literal_column},
    {"literal", make_literal},
    {"bindparam", make_bindparam},
    {"and_", make_and},
    {"or_", make_or},
    {"not_", make_not},
    {"bitwise_not", make_bitwise_not},
    {"funcfilter", make_filter},
    {"null", make_null},
    {"true", make_true},
    {"false", make_false},
    {"cast", make_cast_function},
    {"case", make_case},
    {"column", make_column},
    {"asc", make_asc},
    {"desc", make_desc},
    {NULL, NULL},
};

bool fill_expressions(Interpreter *interpreter, Module *module)
{
    if (!add_functions(interpreter, module, element_functions) || !add_functions(interpreter, module, value_functions))
        return false;
    names_set(&module->names, python_intern(interpreter, "text"),
              value_object(python_native_class(interpreter, &text_class)));
    return fill_sql_functions(interpreter, module);
}
