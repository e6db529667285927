/* Functions of the sqlalchemy modules that make expressions, and func.name(). */
#include "functions.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expression_methods.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/modules.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/types.h"

#include <string.h>

NATIVE(make_literal_column)
{
    (void)self;
    static const char *const names[] = {"text", "type_"};
    Value values[2];
    Arena *arena;
    const char *text;
    if (!arguments_bind(interpreter, "literal_column", arguments, names, 2, values, NULL, NULL) ||
        !expect_text(interpreter, values[0], "text", &text) || !expression_object(interpreter, result, &arena))
        return false;
    Expression *expression = expression_new(arena, EXPRESSION_TEXT);
    expression->text = arena_strdup(arena, text);
    expression_object_set(*result, expression);
    return !value_given(values[1]) || value_is_none(values[1]) ||
           type_from(interpreter, result->native, values[1], &expression->type);
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
    static const char *const names[] = {"*value", "else_"};
    Value values[2];
    Arena *arena;
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, "case", &keywords, names, 2, values, NULL, NULL) ||
        !expression_object(interpreter, result, &arena))
        return false;
    Value pairs;
    bool is_mapping = arguments->positional == 1 && value_plain(arguments->values[0]).kind == VALUE_DICT;
    if (is_mapping ? !mapping_pairs(interpreter, value_plain(arguments->values[0]).dict, &pairs)
                   : !python_list(interpreter, arguments->values, arguments->positional, &pairs))
        return false;
    python_push(interpreter, pairs);
    Expression *expression = expression_new(arena, EXPRESSION_CASE);
    if (value_given(values[0]) && !value_is_none(values[0]) &&
        !expression_from(interpreter, result->native, values[0], NULL, &expression->left))
        return false;
    expression->items.items = ARENA_ARRAY(arena, const Expression *, pairs.list->count * 2 + 1);
    for (size_t i = 0; i < pairs.list->count; i++) {
        Value pair = pairs.list->items[i];
        if (pair.kind != VALUE_TUPLE || pair.list->count != 2)
            return python_refuse(interpreter, "case() of something else than (condition, value) pairs");
        for (size_t k = 0; k < 2; k++)
            if (!expression_from(interpreter, result->native, pair.list->items[k], NULL,
                                 &expression->items.items[expression->items.count++]))
                return false;
        const Expression *first = expression->items.items[1];
        bool is_truth = !first->type && first->kind == EXPRESSION_LITERAL && first->literal.kind == LITERAL_BOOLEAN;
        expression->type = is_truth ? type_new(arena, TYPE_BOOLEAN) : first->type;
    }
    if (value_given(values[1]) && !value_is_none(values[1]) &&
        !expression_from(interpreter, result->native, values[1], NULL, &expression->otherwise))
        return false;
    expression_object_set(*result, expression);
    return true;
}

/* asc("name"), desc("name"): a column of the SELECT they order. */
static bool make_order(Interpreter *interpreter, Value value, SqlOperator operator_, Value *result)
{
    Arena *arena;
    if (value.kind == VALUE_STRING) {
        const char *name = value.string->bytes;
        if (!expression_object(interpreter, &value, &arena))
            return false;
        Expression *named = expression_new(arena, EXPRESSION_TEXT);
        named->text = named->name = arena_strdup(arena, name);
        expression_object_set(value, named);
    }
    return wrap_expression(interpreter, value, EXPRESSION_UNARY, operator_, NULL, result);
}

NATIVE(make_asc)
{
    (void)self;
    return make_order(interpreter, argument_at(arguments, 0), SQL_ASCENDING, result);
}

NATIVE(make_desc)
{
    (void)self;
    return make_order(interpreter, argument_at(arguments, 0), SQL_DESCENDING, result);
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

/* What the functions that SQLAlchemy knows give back. */
static const SqlType *function_type(Arena *arena, const Expression *function)
{
    static const struct {
        const char *name;
        TypeKind kind; /* TYPE_KIND_COUNT: that of the first argument */
    } rows[] = {
        {"coalesce", TYPE_KIND_COUNT}, {"max", TYPE_KIND_COUNT},       {"min", TYPE_KIND_COUNT},
        {"sum", TYPE_KIND_COUNT},      {"concat", TYPE_STRING},        {"count", TYPE_INTEGER},
        {"char_length", TYPE_INTEGER}, {"now", TYPE_DATETIME},         {"current_timestamp", TYPE_DATETIME},
        {"current_date", TYPE_DATE},   {"current_time", TYPE_TIME},    {"rank", TYPE_INTEGER},
        {"dense_rank", TYPE_INTEGER},  {"percent_rank", TYPE_NUMERIC}, {"cume_dist", TYPE_NUMERIC},
        {"user", TYPE_STRING},         {"current_user", TYPE_STRING},  {"session_user", TYPE_STRING},
        {"array_agg", TYPE_ARRAY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, function->name) == 0)
            return rows[i].kind != TYPE_KIND_COUNT ? type_new(arena, rows[i].kind)
                   : function->items.count         ? function->items.items[0]->type
                                                   : NULL;
    return NULL;
}

static bool call_sql_function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Arena *arena;
    const char *name = ((FunctionName *)self.native->data)->name;
    if (!name)
        return python_refuse(interpreter, "func() without the name of a function");
    if (!expression_object(interpreter, result, &arena))
        return false;
    Expression *function = expression_new(arena, EXPRESSION_FUNCTION);
    function->name = arena_strdup(arena, name);
    function->items.items = ARENA_ARRAY(arena, const Expression *, arguments->positional + 1);
    for (size_t i = 0; i < arguments->positional; i++)
        if (!expression_from(interpreter, result->native, arguments->values[i], NULL,
                             &function->items.items[function->items.count++]))
            return false;
    Value given = argument_named(interpreter, arguments, "type_");
    if (arguments->keyword_count != value_given(given))
        return python_refuse(interpreter, "func.%s() with keywords", name);
    function->type = function_type(arena, function);
    if (value_given(given) && !type_from(interpreter, result->native, given, &function->type))
        return false;
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

/* ---- more of sqlalchemy's own functions ----------------------------------------------------------- */

NATIVE(make_extract)
{
    (void)self;
    Arena *arena;
    const char *field;
    if (!expect_text(interpreter, argument_at(arguments, 0), "field", &field) ||
        !expression_object(interpreter, result, &arena))
        return false;
    Expression *extract = expression_new(arena, EXPRESSION_EXTRACT);
    extract->name = arena_strdup(arena, field);
    extract->type = type_new(arena, TYPE_INTEGER);
    expression_object_set(*result, extract);
    return expression_from(interpreter, result->native, argument_at(arguments, 1), NULL, &extract->left);
}

static bool make_items(Interpreter *interpreter, ExpressionKind kind, const Value *values, size_t count, Value *result)
{
    Arena *arena;
    if (!expression_object(interpreter, result, &arena))
        return false;
    Expression *expression = expression_new(arena, kind);
    expression->items.items = ARENA_ARRAY(arena, const Expression *, count + 1);
    for (size_t i = 0; i < count; i++)
        if (!expression_from(interpreter, result->native, values[i], NULL,
                             &expression->items.items[expression->items.count++]))
            return false;
    expression_object_set(*result, expression);
    return true;
}

NATIVE(make_tuple_function)
{
    (void)self;
    return make_items(interpreter, EXPRESSION_TUPLE, arguments->values, arguments->positional, result);
}

bool make_array(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    Value items, given = argument_named(interpreter, arguments, "type_");
    if (!python_collect(interpreter, argument_at(arguments, 0), &items))
        return false;
    python_push(interpreter, items);
    if (!make_items(interpreter, EXPRESSION_ARRAY, items.list->items, items.list->count, result))
        return false;
    if (value_given(given))
        return python_refuse(interpreter, "array(type_=...)");
    ((Expression *)expression_of(*result))->type = type_new(native_arena(result->native), TYPE_ARRAY);
    return true;
}

static bool make_quantified(Interpreter *interpreter, const Arguments *arguments, const char *word, Value *result)
{
    Arena *arena;
    if (!expression_object(interpreter, result, &arena))
        return false;
    Expression *any = expression_new(arena, EXPRESSION_ANY);
    any->name = word;
    expression_object_set(*result, any);
    if (!expression_from(interpreter, result->native, argument_at(arguments, 0), NULL, &any->left))
        return false;
    return any->left->kind != EXPRESSION_SUBQUERY || python_refuse(interpreter, "%s of a query", word);
}

NATIVE(make_any)
{
    (void)self;
    return make_quantified(interpreter, arguments, "ANY", result);
}

NATIVE(make_all)
{
    (void)self;
    return make_quantified(interpreter, arguments, "ALL", result);
}

NATIVE(make_type_coerce)
{
    (void)self;
    Arena *arena;
    if (!expression_object(interpreter, result, &arena))
        return false;
    Expression *coerced = expression_new(arena, EXPRESSION_COERCED);
    expression_object_set(*result, coerced);
    return type_from(interpreter, result->native, argument_at(arguments, 1), &coerced->type) &&
           expression_from(interpreter, result->native, argument_at(arguments, 0), coerced->type, &coerced->left);
}

/* distinct(x), between(x, a, b), collate(x, c), over(f, ...): the method of their first argument. */
static bool as_method(Interpreter *interpreter, const Arguments *arguments, const char *name, Value *result)
{
    Value method;
    if (!arguments->positional)
        return python_refuse(interpreter, "%s() of nothing", name);
    Arguments rest = *arguments;
    rest.values++;
    rest.positional--;
    return python_get_attribute(interpreter, arguments->values[0], name, &method) &&
           python_call(interpreter, method, &rest, result);
}

#define AS_METHOD(function, name)                                                                                      \
    NATIVE(function)                                                                                                   \
    {                                                                                                                  \
        (void)self;                                                                                                    \
        return as_method(interpreter, arguments, name, result);                                                        \
    }

AS_METHOD(make_distinct, "distinct")
AS_METHOD(make_between, "between")
AS_METHOD(make_collate, "collate")
AS_METHOD(make_over_function, "over")
AS_METHOD(make_within_group, "within_group")
AS_METHOD(make_nulls_first, "nulls_first")
AS_METHOD(make_nulls_last, "nulls_last")
AS_METHOD(make_label, "label")

/* postgresql.aggregate_order_by(value, order, ...) */
bool make_aggregate_order_by(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    if (!native_data(argument_at(arguments, 0), &expression_class))
        return python_refuse(interpreter, "aggregate_order_by() of this");
    if (!wrap_expression(interpreter, arguments->values[0], EXPRESSION_ORDERED, SQL_ADD, NULL, result))
        return false;
    Expression *ordered = (Expression *)expression_of(*result);
    Arguments rest = {arguments->values + 1, arguments->positional - 1, NULL, 0};
    return append_expressions(interpreter, result->native, &rest, &ordered->order);
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
    if (!add_functions(interpreter, module, element_functions))
        return false;
    names_set(&module->names, python_intern(interpreter, "text"),
              value_object(python_native_class(interpreter, &text_class)));
    return true;
}
