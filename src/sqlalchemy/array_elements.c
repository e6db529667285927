#include "limbeck/sqlalchemy/array_elements.h"

#include "limbeck/sqlalchemy/json_elements.h"
#include "limbeck/sqlalchemy/operations.h"

#include "limbeck/python/native.h"
#include "limbeck/python/slices.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expression_methods.h"
#include "limbeck/sqlalchemy/expressions.h"

#include <string.h>

/* ---- a[1], a[2:3] ------------------------------------------------------------------- */

static bool slice_from(Interpreter *interpreter, Native *owner, Value key, int64_t shift, const Expression **right)
{
    SliceParts parts = python_slice_parts(key);
    Expression *slice = expression_new(native_arena(owner), EXPRESSION_SLICE);
    if (value_given(parts.step) && !value_is_none(parts.step))
        return python_refuse(interpreter, "a slice of an array with a step");
    if (!value_given(parts.start) || !value_given(parts.stop))
        return python_refuse(interpreter, "a slice of an array without both of its bounds");
    if (parts.start.kind == VALUE_INT)
        parts.start.integer += shift;
    if (parts.stop.kind == VALUE_INT)
        parts.stop.integer += shift;
    *right = slice;
    return expression_from(interpreter, owner, parts.start, NULL, &slice->left) &&
           expression_from(interpreter, owner, parts.stop, NULL, &slice->right);
}

/* Each subscript removes one dimension; the last one gives an item. */
static const SqlType *item_type(Arena *arena, const SqlType *array)
{
    if (array->dimensions <= 1)
        return array->item;
    SqlType *inner = type_new(arena, TYPE_ARRAY);
    *inner = *array;
    inner->dimensions--;
    return inner;
}

bool array_item(Interpreter *interpreter, Value self, Value key, Value *result)
{
    Arena *arena;
    const Expression *left = expression_of(self), *right;
    const SqlType *type = expression_type(left);
    bool is_slice = key.kind == VALUE_SLICE;
    int64_t shift = type->zero_indexes ? 1 : 0;
    if (!result_expression(interpreter, self, result, &arena))
        return false;
    if (key.kind == VALUE_INT)
        key.integer += shift;
    if (is_slice ? !slice_from(interpreter, result->native, key, shift, &right)
                 : !operand_from(interpreter, result->native, key, NULL, &right))
        return false;
    Expression *access = expression_binary(arena, SQL_SUBSCRIPT, left, right);
    access->type = is_slice ? type : item_type(arena, type);
    expression_object_set(*result, access);
    return true;
}

/* ---- methods of types ------------------------------------------------------------------ */

typedef enum { OF_ARRAY = 1, OF_JSONB = 2, OF_HSTORE = 4, OF_RANGE = 8 } OwnerTypes;

static OwnerTypes owner_of(const SqlType *type)
{
    if (!type)
        return 0;
    if (type->kind == TYPE_JSONB || type->kind == TYPE_HSTORE)
        return type->kind == TYPE_JSONB ? OF_JSONB : OF_HSTORE;
    if (type_row(type->kind)->affinity == AFFINITY_ARRAY)
        return OF_ARRAY;
    return strstr(type_row(type->kind)->name, "RANGE") ? OF_RANGE : 0;
}

/* The AttributeError of SQLAlchemy for a type without the method. */
static bool is_owner(Interpreter *interpreter, Value self, int owners, const char *name)
{
    return ((int)owner_of(expression_type(expression_of(self))) & owners) ||
           python_raise(interpreter, "AttributeError",
                        "Neither '%s' object nor 'Comparator' object has an attribute '%s'", value_type_name(self),
                        name);
}

static bool type_method(Interpreter *interpreter, Value self, const Arguments *arguments, const char *name, int owners,
                        SqlOperator operator_, Value *result)
{
    static const char *const names[] = {"other"};
    Value other;
    return is_owner(interpreter, self, owners, name) &&
           arguments_bind(interpreter, name, arguments, names, 1, &other, NULL, NULL) &&
           make_binary(interpreter, operator_, self, other, result);
}

#define TYPE_METHOD(name, owners, operator_)                                                                           \
    NATIVE(method_##name)                                                                                              \
    {                                                                                                                  \
        return type_method(interpreter, self, arguments, #name, owners, operator_, result);                            \
    }

TYPE_METHOD(contained_by, OF_ARRAY | OF_JSONB | OF_HSTORE | OF_RANGE, SQL_CONTAINED_BY)
TYPE_METHOD(has_key, OF_JSONB | OF_HSTORE, SQL_HAS_KEY)
TYPE_METHOD(has_any, OF_JSONB | OF_HSTORE, SQL_HAS_ANY)
TYPE_METHOD(has_all, OF_JSONB | OF_HSTORE, SQL_HAS_ALL)
TYPE_METHOD(path_exists, OF_JSONB, SQL_HAS_PATH)
TYPE_METHOD(path_match, OF_JSONB, SQL_MATCHES_PATH)
TYPE_METHOD(overlap, OF_ARRAY, SQL_OVERLAPS)
TYPE_METHOD(overlaps, OF_RANGE, SQL_OVERLAPS)
TYPE_METHOD(strictly_left_of, OF_RANGE, SQL_LEFT_OF)
TYPE_METHOD(strictly_right_of, OF_RANGE, SQL_RIGHT_OF)
TYPE_METHOD(not_extend_right_of, OF_RANGE, SQL_NOT_RIGHT_OF)
TYPE_METHOD(not_extend_left_of, OF_RANGE, SQL_NOT_LEFT_OF)
TYPE_METHOD(adjacent_to, OF_RANGE, SQL_ADJACENT)
TYPE_METHOD(union, OF_RANGE, SQL_ADD)
TYPE_METHOD(difference, OF_RANGE, SQL_SUBTRACT)
TYPE_METHOD(intersection, OF_RANGE, SQL_MULTIPLY)

/* x.any(5): 5 = ANY (x) */
static bool any_of_array(Interpreter *interpreter, Value self, const Arguments *arguments, const char *name,
                         const char *word, Value *result)
{
    enum { ARG_other, ARG_operator, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"other", "operator"};
    Value values[ARG_COUNT], any;
    if (!is_owner(interpreter, self, OF_ARRAY, name) ||
        !arguments_bind(interpreter, name, arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !quantified_expression(interpreter, self, word, &any))
        return false;
    if (value_given(values[ARG_operator]) && !value_is_none(values[ARG_operator])) {
        const Value sides[2] = {values[ARG_other], any};
        return python_call_positional(interpreter, values[ARG_operator], sides, 2, result);
    }
    return make_binary(interpreter, SQL_EQUAL, any, values[ARG_other], result);
}

NATIVE(method_any)
{
    return any_of_array(interpreter, self, arguments, "any", "ANY", result);
}

NATIVE(method_all)
{
    return any_of_array(interpreter, self, arguments, "all", "ALL", result);
}

const NativeMember array_methods[] = {
    {"any", method_any},
    {"all", method_all},
    {"contained_by", method_contained_by},
    {"has_key", method_has_key},
    {"has_any", method_has_any},
    {"has_all", method_has_all},
    {"path_exists", method_path_exists},
    {"path_match", method_path_match},
    {"overlap", method_overlap},
    {"overlaps", method_overlaps},
    {"strictly_left_of", method_strictly_left_of},
    {"strictly_right_of", method_strictly_right_of},
    {"not_extend_right_of", method_not_extend_right_of},
    {"not_extend_left_of", method_not_extend_left_of},
    {"adjacent_to", method_adjacent_to},
    {"union", method_union},
    {"difference", method_difference},
    {"intersection", method_intersection},
    {NULL, NULL},
};
