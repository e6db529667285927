/* SQL expressions as scripts build them: columns, operators, functions. */
#include "binding.h"

#include <stdlib.h>
#include <string.h>

/* ---- making -------------------------------------------------------------------- */

bool expression_object(Interpreter *interpreter, Value *result, Arena **arena)
{
    if (!native_new(interpreter, &expression_class, sizeof(ExpressionObject), result))
        return false;
    python_push(interpreter, *result);
    *arena = native_arena(result->native);
    return true;
}

void expression_object_set(Value object, const Expression *expression)
{
    ((ExpressionObject *)object.native->data)->expression = expression;
}

const Expression *text_expression(Arena *arena, const char *text)
{
    Expression *expression = expression_new(arena, EXPRESSION_TEXT);
    expression->text = arena_strdup(arena, text);
    expression->is_text_clause = true;
    return expression;
}

const Expression *column_expression(Arena *arena, const char *name)
{
    Expression *expression = expression_new(arena, EXPRESSION_COLUMN);
    expression->name = arena_strdup(arena, name);
    return expression;
}

bool literal_from(Interpreter *interpreter, Arena *arena, Value value, Literal *literal, bool *is_plain)
{
    *literal = (Literal){0};
    *is_plain = true;
    switch (value.kind) {
    case VALUE_NONE:
        return true;
    case VALUE_BOOL:
        literal->kind = LITERAL_BOOLEAN;
        literal->boolean = value.boolean;
        return true;
    case VALUE_INT:
        literal->kind = LITERAL_INTEGER;
        literal->integer = value.integer;
        return true;
    case VALUE_FLOAT:
        literal->kind = LITERAL_REAL;
        literal->real = value.real;
        return true;
    case VALUE_STRING:
    case VALUE_BYTES:
        literal->kind = value.kind == VALUE_STRING ? LITERAL_TEXT : LITERAL_BYTES;
        literal->bytes = arena_strndup(arena, value.string->bytes, value.string->length);
        literal->length = value.string->length;
        return true;
    case VALUE_OPAQUE:
        return python_refuse(interpreter, "a value that limbeck could not import, as an SQL value");
    default:
        *is_plain = false;
        return true;
    }
}

bool expression_from(Interpreter *interpreter, Native *owner, Value value, const SqlType *type,
                     const Expression **expression)
{
    ExpressionObject *object = native_data(value, &expression_class);
    Arena *arena = native_arena(owner);
    Literal literal;
    bool is_plain;
    if (object) {
        native_keep(owner, value);
        *expression = object->expression;
        return true;
    }
    if (!literal_from(interpreter, arena, value, &literal, &is_plain))
        return false;
    if (!is_plain)
        return python_refuse(interpreter, "a %s as an SQL value", value_type_name(value));
    Expression *made = expression_new(arena, literal.kind == LITERAL_NULL ? EXPRESSION_NULL : EXPRESSION_LITERAL);
    made->literal = literal;
    made->type = type;
    *expression = made;
    return true;
}

bool condition_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression)
{
    if (value.kind != VALUE_STRING)
        return expression_from(interpreter, owner, value, NULL, expression);
    *expression = text_expression(native_arena(owner), value.string->bytes);
    return true;
}

void collect_tables(Arena *arena, const Expression *expression, TableVector *tables)
{
    if (!expression)
        return;
    if (expression->kind == EXPRESSION_COLUMN && expression->table) {
        for (size_t i = 0; i < tables->count; i++)
            if (tables->items[i] == expression->table)
                return;
        vector_push(arena, tables, expression->table);
        return;
    }
    collect_tables(arena, expression->left, tables);
    collect_tables(arena, expression->right, tables);
    for (size_t i = 0; i < expression->items.count; i++)
        collect_tables(arena, expression->items.items[i], tables);
    collect_tables(arena, expression->otherwise, tables);
}

static const Expression *expression_of(Value value)
{
    return ((ExpressionObject *)native_data(value, &expression_class))->expression;
}

/* ---- operators --------------------------------------------------------------------- */

static bool is_textual(const Expression *expression)
{
    bool text_literal = expression->kind == EXPRESSION_LITERAL && expression->literal.kind == LITERAL_TEXT;
    return text_literal || (expression->type && type_row(expression->type->kind)->affinity == AFFINITY_STRING);
}

static bool make_binary(Interpreter *interpreter, SqlOperator operator_, Value left, Value right, Value *result)
{
    Arena *arena;
    const Expression *a, *b;
    if (!expression_object(interpreter, result, &arena) ||
        !expression_from(interpreter, result->native, left, NULL, &a) ||
        !expression_from(interpreter, result->native, right, NULL, &b))
        return false;
    if (operator_ == SQL_ADD && (is_textual(a) || is_textual(b)))
        operator_ = SQL_CONCAT;
    bool equality = operator_ == SQL_EQUAL || operator_ == SQL_NOT_EQUAL;
    if (equality && b->kind == EXPRESSION_NULL)
        operator_ = operator_ == SQL_EQUAL ? SQL_IS : SQL_IS_NOT;
    expression_object_set(*result, expression_binary(arena, operator_, a, b));
    return true;
}

static bool make_junction(Interpreter *interpreter, SqlOperator operator_, const Value *values, size_t count,
                          Value *result)
{
    Arena *arena;
    VECTOR(const Expression *) items = {0};
    if (!expression_object(interpreter, result, &arena))
        return false;
    for (size_t i = 0; i < count; i++) {
        const Expression *item;
        if (!condition_from(interpreter, result->native, values[i], &item))
            return false;
        vector_push(arena, &items, item);
    }
    if (!count)
        return python_refuse(interpreter, "and_() or or_() without conditions");
    for (size_t i = 0; i < count; i++)
        if (items.items[i]->kind == EXPRESSION_TRUE || items.items[i]->kind == EXPRESSION_FALSE)
            return python_refuse(interpreter, "true() or false() inside and_() or or_()");
    expression_object_set(*result, expression_junction(arena, operator_, items.items, items.count));
    return true;
}

static bool expression_binary_hook(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                                   bool *handled)
{
    static const struct {
        Operator python;
        SqlOperator sql;
    } rows[] = {{OPERATOR_ADD, SQL_ADD},
                {OPERATOR_SUBTRACT, SQL_SUBTRACT},
                {OPERATOR_MULTIPLY, SQL_MULTIPLY},
                {OPERATOR_DIVIDE, SQL_DIVIDE},
                {OPERATOR_MODULO, SQL_MODULO}};
    *handled = true;
    Value sides[2] = {left, right};
    if (operator_ == OPERATOR_BIT_AND || operator_ == OPERATOR_BIT_OR)
        return make_junction(interpreter, operator_ == OPERATOR_BIT_AND ? SQL_AND : SQL_OR, sides, 2, result);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].python == operator_)
            return make_binary(interpreter, rows[i].sql, left, right, result);
    return python_refuse(interpreter, "the operator '%s' on SQL expressions", operator_symbol(operator_));
}

static bool expression_compare_hook(Interpreter *interpreter, Operator operator_, Value left, Value right,
                                    Value *result, bool *handled)
{
    static const SqlOperator straight[OPERATOR_COUNT] = {
        [OPERATOR_EQUAL] = SQL_EQUAL,     [OPERATOR_NOT_EQUAL] = SQL_NOT_EQUAL,
        [OPERATOR_LESS] = SQL_LESS,       [OPERATOR_LESS_EQUAL] = SQL_LESS_EQUAL,
        [OPERATOR_GREATER] = SQL_GREATER, [OPERATOR_GREATER_EQUAL] = SQL_GREATER_EQUAL,
    };
    static const Operator mirrored[OPERATOR_COUNT] = {
        [OPERATOR_EQUAL] = OPERATOR_EQUAL,  [OPERATOR_NOT_EQUAL] = OPERATOR_NOT_EQUAL,
        [OPERATOR_LESS] = OPERATOR_GREATER, [OPERATOR_LESS_EQUAL] = OPERATOR_GREATER_EQUAL,
        [OPERATOR_GREATER] = OPERATOR_LESS, [OPERATOR_GREATER_EQUAL] = OPERATOR_LESS_EQUAL,
    };
    *handled = true;
    if (native_data(left, &expression_class))
        return make_binary(interpreter, straight[operator_], left, right, result);
    return make_binary(interpreter, straight[mirrored[operator_]], right, left, result);
}

static bool expression_unary_hook(Interpreter *interpreter, Operator operator_, Value operand, Value *result)
{
    Arena *arena;
    if (operator_ != OPERATOR_INVERT && operator_ != OPERATOR_NEGATE)
        return python_refuse(interpreter, "the operator '%s' on SQL expressions", operator_symbol(operator_));
    if (!expression_object(interpreter, result, &arena))
        return false;
    native_keep(result->native, operand);
    const Expression *expression = expression_of(operand);
    if (operator_ == OPERATOR_INVERT) {
        expression_object_set(*result, expression_negate(arena, expression));
        return true;
    }
    Expression *negated = expression_new(arena, EXPRESSION_UNARY);
    negated->operator_ = SQL_NEGATE;
    negated->left = expression_group(arena, expression, SQL_NEGATE);
    negated->type = expression->type;
    expression_object_set(*result, negated);
    return true;
}

static bool expression_truth_hook(Interpreter *interpreter, Value self, bool *truth)
{
    (void)self;
    (void)truth;
    return python_raise(interpreter, "TypeError", "Boolean value of this clause is not defined");
}

/* ---- methods ------------------------------------------------------------------------- */

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

static bool member_list(Interpreter *interpreter, Value self, const Arguments *arguments, SqlOperator operator_,
                        Value *result)
{
    Arena *arena;
    Value items;
    if (native_data(argument_at(arguments, 0), &statement_class) ||
        native_data(argument_at(arguments, 0), &expression_class))
        return python_refuse(interpreter, "in_() of a query");
    if (!expression_object(interpreter, result, &arena) ||
        !python_collect(interpreter, argument_at(arguments, 0), &items))
        return false;
    python_push(interpreter, items);
    native_keep(result->native, self);
    Expression *list = expression_new(arena, EXPRESSION_LIST);
    list->operator_ = SQL_IN;
    list->items.items = ARENA_ARRAY(arena, const Expression *, items.list->count + 1);
    for (size_t i = 0; i < items.list->count; i++)
        if (!expression_from(interpreter, result->native, items.list->items[i], NULL,
                             &list->items.items[list->items.count++]))
            return false;
    Expression *binary = expression_binary(arena, operator_, expression_of(self), list);
    /* SQLAlchemy puts NOT IN in parentheses, IN it does not. */
    if (operator_ == SQL_NOT_IN) {
        Expression *group = expression_new(arena, EXPRESSION_GROUPING);
        group->left = binary;
        expression_object_set(*result, group);
        return true;
    }
    expression_object_set(*result, binary);
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

static bool wrap(Interpreter *interpreter, Value self, ExpressionKind kind, SqlOperator operator_, const char *name,
                 Value *result)
{
    Arena *arena;
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
           wrap(interpreter, self, EXPRESSION_LABEL, SQL_ADD, name, result);
}

NATIVE(method_asc)
{
    (void)arguments;
    return wrap(interpreter, self, EXPRESSION_UNARY, SQL_ASCENDING, NULL, result);
}

NATIVE(method_desc)
{
    (void)arguments;
    return wrap(interpreter, self, EXPRESSION_UNARY, SQL_DESCENDING, NULL, result);
}

NATIVE(method_distinct)
{
    (void)arguments;
    return wrap(interpreter, self, EXPRESSION_UNARY, SQL_DISTINCT, NULL, result);
}

static bool make_cast(Interpreter *interpreter, Value value, Value type, Value *result)
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

static bool expression_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    const Expression *expression = expression_of(self);
    *result = value_absent();
    if ((strcmp(name, "name") == 0 || strcmp(name, "key") == 0) && expression->name)
        return python_text(interpreter, expression->name, result);
    return true;
}

static const NativeMember expression_methods[] = {
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

const NativeClass expression_class = {
    .name = "ColumnElement",
    .module = "sqlalchemy.sql.elements",
    .methods = expression_methods,
    .attribute = expression_attribute,
    .binary = expression_binary_hook,
    .compare = expression_compare_hook,
    .unary = expression_unary_hook,
    .truth = expression_truth_hook,
};

/* ---- text() ------------------------------------------------------------------------------ */

NATIVE(construct_text)
{
    (void)self;
    const char *text;
    if (!expect_text(interpreter, argument_at(arguments, 0), "text", &text) ||
        !native_new(interpreter, &text_class, sizeof(ExpressionObject), result))
        return false;
    expression_object_set(*result, text_expression(native_arena(result->native), text));
    return true;
}

static bool bind_text_value(Interpreter *interpreter, Native *owner, Expression *text, const char *name, Value value)
{
    const Expression *expression;
    if (!expression_from(interpreter, owner, value, NULL, &expression))
        return false;
    Arena *arena = native_arena(owner);
    TextParameter *parameters = ARENA_ARRAY(arena, TextParameter, text->parameter_count + 1);
    if (text->parameter_count)
        memcpy(parameters, text->parameters, text->parameter_count * sizeof *parameters);
    parameters[text->parameter_count++] = (TextParameter){arena_strdup(arena, name), expression};
    text->parameters = parameters;
    return true;
}

/* text(...).bindparams(name=value, ...) or bindparams(bindparam("name", value)) */
NATIVE(text_bindparams)
{
    if (!native_new(interpreter, &text_class, sizeof(ExpressionObject), result))
        return false;
    python_push(interpreter, *result);
    native_keep(result->native, self);
    Expression *text = expression_new(native_arena(result->native), EXPRESSION_TEXT);
    *text = *expression_of(self);
    for (size_t i = 0; i < arguments->positional; i++) {
        const Expression *parameter;
        if (!expression_from(interpreter, result->native, arguments->values[i], NULL, &parameter) || !parameter->name)
            return python_failed(interpreter)
                       ? false
                       : python_refuse(interpreter, "bindparams() of something else than bindparam()");
        if (parameter->literal.kind == LITERAL_DEFERRED)
            continue;
        if (!bind_text_value(interpreter, result->native, text, parameter->name, arguments->values[i]))
            return false;
    }
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!bind_text_value(interpreter, result->native, text, arguments->keywords[i],
                             arguments->values[arguments->positional + i]))
            return false;
    expression_object_set(*result, text);
    return true;
}

static bool text_to_string(Interpreter *interpreter, Value self, Text *out)
{
    (void)interpreter;
    text_append(out, expression_of(self)->text);
    return true;
}

static const NativeMember text_methods[] = {{"bindparams", text_bindparams}, {NULL, NULL}};
const NativeClass text_class = {.name = "TextClause",
                                .module = "sqlalchemy.sql.elements",
                                .base = &expression_class,
                                .construct = construct_text,
                                .methods = text_methods,
                                .text = text_to_string};

/* ---- functions of the modules ---------------------------------------------------------------- */

NATIVE(make_literal_column)
{
    (void)self;
    Arena *arena;
    const char *text;
    if (!expect_text(interpreter, argument_at(arguments, 0), "text", &text) ||
        !expression_object(interpreter, result, &arena))
        return false;
    Expression *expression = expression_new(arena, EXPRESSION_TEXT);
    expression->text = arena_strdup(arena, text);
    expression_object_set(*result, expression);
    return arguments->positional < 2 || type_from(interpreter, result->native, arguments->values[1], &expression->type);
}

NATIVE(make_literal)
{
    (void)self;
    Arena *arena;
    const Expression *expression;
    const SqlType *type = NULL;
    Value given = argument_at(arguments, 1);
    if (!value_given(given))
        given = argument_named(interpreter, arguments, "type_");
    if (!expression_object(interpreter, result, &arena) ||
        (value_given(given) && !value_is_none(given) && !type_from(interpreter, result->native, given, &type)) ||
        !expression_from(interpreter, result->native, argument_at(arguments, 0), type, &expression))
        return false;
    expression_object_set(*result, expression);
    return true;
}

NATIVE(make_bindparam)
{
    (void)self;
    static const char *const names[] = {"key", "value", "type_", "unique", "required", "expanding"};
    Value values[6];
    Arena *arena;
    const char *name;
    bool is_plain = true;
    if (!arguments_bind(interpreter, "bindparam", arguments, names, 6, values, NULL, NULL) ||
        !expect_text(interpreter, values[0], "key", &name) || !expression_object(interpreter, result, &arena))
        return false;
    if (value_given(values[5]))
        return python_refuse(interpreter, "bindparam(expanding=...)");
    Expression *expression = expression_new(arena, EXPRESSION_LITERAL);
    expression->name = arena_strdup(arena, name);
    expression->literal.kind = LITERAL_DEFERRED;
    if (value_given(values[1]) && !literal_from(interpreter, arena, values[1], &expression->literal, &is_plain))
        return false;
    if (!is_plain)
        return python_refuse(interpreter, "bindparam() with a %s", value_type_name(values[1]));
    expression_object_set(*result, expression);
    return !value_given(values[2]) || value_is_none(values[2]) ||
           type_from(interpreter, result->native, values[2], &expression->type);
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
    return expression_unary_hook(interpreter, OPERATOR_INVERT, arguments->values[0], result);
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
    return make_cast(interpreter, argument_at(arguments, 0), argument_at(arguments, 1), result);
}

/* case((condition, value), ..., else_=value) or case({...}, value=...) */
NATIVE(make_case)
{
    (void)self;
    static const char *const names[] = {"*value", "else_"};
    Value values[2];
    Arena *arena;
    Arguments keywords = {arguments->values + arguments->positional, 0, arguments->keywords, arguments->keyword_count};
    if (!arguments_bind(interpreter, "case", &keywords, names, 2, values, NULL, NULL) ||
        !expression_object(interpreter, result, &arena))
        return false;
    if (value_given(values[0]))
        return python_refuse(interpreter, "case(value=...)");
    Expression *expression = expression_new(arena, EXPRESSION_CASE);
    expression->items.items = ARENA_ARRAY(arena, const Expression *, arguments->positional * 2 + 1);
    for (size_t i = 0; i < arguments->positional; i++) {
        Value pair = arguments->values[i];
        if (pair.kind != VALUE_TUPLE || pair.list->count != 2)
            return python_refuse(interpreter, "case() of something else than (condition, value) pairs");
        for (size_t k = 0; k < 2; k++)
            if (!expression_from(interpreter, result->native, pair.list->items[k], NULL,
                                 &expression->items.items[expression->items.count++]))
                return false;
        expression->type = expression->items.items[1]->type;
    }
    if (value_given(values[1]) && !value_is_none(values[1]) &&
        !expression_from(interpreter, result->native, values[1], NULL, &expression->otherwise))
        return false;
    expression_object_set(*result, expression);
    return true;
}

NATIVE(make_asc)
{
    (void)self;
    return wrap(interpreter, argument_at(arguments, 0), EXPRESSION_UNARY, SQL_ASCENDING, NULL, result);
}

NATIVE(make_desc)
{
    (void)self;
    return wrap(interpreter, argument_at(arguments, 0), EXPRESSION_UNARY, SQL_DESCENDING, NULL, result);
}

/* column("name"[, type]) */
NATIVE(make_column)
{
    (void)self;
    Arena *arena;
    const char *name;
    if (!expect_text(interpreter, argument_at(arguments, 0), "column name", &name) ||
        !expression_object(interpreter, result, &arena))
        return false;
    Expression *expression = expression_new(arena, EXPRESSION_COLUMN);
    expression->name = arena_strdup(arena, name);
    expression_object_set(*result, expression);
    Value type = argument_at(arguments, 1);
    if (!value_given(type))
        type = argument_named(interpreter, arguments, "type_");
    return !value_given(type) || value_is_none(type) || type_from(interpreter, result->native, type, &expression->type);
}

/* ---- func.name(...) ---------------------------------------------------------------------------- */

typedef struct FunctionName {
    const char *name;
} FunctionName;

static bool call_sql_function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Arena *arena;
    const char *name = ((FunctionName *)self.native->data)->name;
    if (!expression_object(interpreter, result, &arena))
        return false;
    Expression *function = expression_new(arena, EXPRESSION_FUNCTION);
    function->name = arena_strdup(arena, name);
    function->items.items = ARENA_ARRAY(arena, const Expression *, arguments->positional + 1);
    for (size_t i = 0; i < arguments->positional; i++)
        if (!expression_from(interpreter, result->native, arguments->values[i], NULL,
                             &function->items.items[function->items.count++]))
            return false;
    if (arguments->keyword_count)
        return python_refuse(interpreter, "func.%s() with keywords", name);
    static const char *const same_type[] = {"coalesce", "max", "min", "sum"};
    for (size_t i = 0; i < 4; i++)
        if (strcmp(same_type[i], name) == 0 && function->items.count)
            function->type = function->items.items[0]->type;
    if (strcmp(name, "concat") == 0)
        function->type = type_new(arena, TYPE_STRING);
    if (strcmp(name, "count") == 0 && !function->items.count)
        function->items.items[function->items.count++] = expression_new(arena, EXPRESSION_STAR);
    expression_object_set(*result, function);
    return true;
}

static bool function_attribute(Interpreter *interpreter, Value self, const char *name, Value *result);
static const NativeClass function_class = {.name = "_FunctionGenerator",
                                           .module = "sqlalchemy.sql.functions",
                                           .attribute = function_attribute,
                                           .call = call_sql_function};

/* func.schema.name() keeps its dots; a trailing underscore is not part of a name. */
static bool function_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    const FunctionName *outer = self.native->data;
    if (name[0] == '_')
        return python_raise(interpreter, "AttributeError", "%s", name);
    if (!native_new(interpreter, &function_class, sizeof(FunctionName), result))
        return false;
    Arena *arena = native_arena(result->native);
    char *own = arena_strdup(arena, name);
    size_t length = strlen(own);
    if (length > 1 && own[length - 1] == '_')
        own[length - 1] = '\0';
    ((FunctionName *)result->native->data)->name = outer->name ? arena_format(arena, "%s.%s", outer->name, own) : own;
    return true;
}

static const NativeMember element_functions[] = {
    {"literal_column", make_literal_column},
    {"literal", make_literal},
    {"bindparam", make_bindparam},
    {"and_", make_and},
    {"or_", make_or},
    {"not_", make_not},
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
    Value function;
    if (!native_new(interpreter, &function_class, sizeof(FunctionName), &function))
        return false;
    names_set(&module->names, python_intern(interpreter, "func"), function);
    for (const NativeMember *member = element_functions; member->name; member++) {
        Value builtin;
        if (!python_builtin(interpreter, member->name, member->function, value_none(), &builtin))
            return false;
        names_set(&module->names, python_intern(interpreter, member->name), builtin);
    }
    names_set(&module->names, python_intern(interpreter, "text"),
              value_object(python_native_class(interpreter, &text_class)));
    return true;
}
