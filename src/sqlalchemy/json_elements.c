/* Elements of JSON columns: j["key"], .astext, as_string() and its like. */
#include "limbeck/sqlalchemy/json_elements.h"

#include "limbeck/sqlalchemy/array_elements.h"
#include "limbeck/sqlalchemy/operations.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expressions.h"

#include <string.h>

/* .astext and as_string(): the element as text. */
static bool json_text(Interpreter *interpreter, Value self, TypeKind cast, Value *result)
{
    Arena *arena;
    const Expression *access = expression_of(self);
    bool is_path = access->operator_ == SQL_JSON_PATH;
    if (access->kind != EXPRESSION_BINARY || (access->operator_ != SQL_JSON_ITEM && !is_path))
        return python_refuse(interpreter, "the text of something other than a JSON element");
    if (!expression_object(interpreter, result, &arena))
        return false;
    native_store(result->native, self);
    Expression *text = expression_new(arena, EXPRESSION_BINARY);
    *text = *access;
    text->operator_ = is_path ? SQL_JSON_PATH_TEXT : SQL_JSON_TEXT;
    text->type = type_new(arena, TYPE_TEXT);
    if (cast == TYPE_KIND_COUNT) {
        expression_object_set(*result, text);
        return true;
    }
    Expression *converted = expression_new(arena, EXPRESSION_CAST);
    converted->left = text;
    converted->is_json_value = true;
    converted->type = type_new(arena, cast);
    expression_object_set(*result, converted);
    return true;
}

bool property_astext(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return json_text(interpreter, self, TYPE_KIND_COUNT, result);
}

#define JSON_METHOD(name, type)                                                                                        \
    bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)                         \
    {                                                                                                                  \
        (void)arguments;                                                                                               \
        return json_text(interpreter, self, type, result);                                                             \
    }

JSON_METHOD(method_as_string, TYPE_UNICODE)
JSON_METHOD(method_as_integer, TYPE_INTEGER)
JSON_METHOD(method_as_float, TYPE_FLOAT)
JSON_METHOD(method_as_boolean, TYPE_BOOLEAN)

static bool path_from(Interpreter *interpreter, Arena *arena, const List *keys, const Expression **path)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < keys->count; i++) {
        text_append(&text, i ? ", " : "{");
        if (!python_str(interpreter, keys->items[i], &text))
            return false;
    }
    text_append(&text, "}");
    Expression *literal = expression_new(arena, EXPRESSION_LITERAL);
    literal->literal = literal_text(text_string(&text));
    *path = literal;
    return true;
}

/* j['key'], j[0], j[('a', 'b')]; h['key'] of an HSTORE */
bool json_item(Interpreter *interpreter, Value self, Value key, Value *result)
{
    Arena *arena;
    const Expression *left = expression_of(self), *right;
    const SqlType *type = expression_type(left);
    bool is_store = type && type->kind == TYPE_HSTORE;
    bool is_path = value_is_sequence(key) && !is_store;
    if (expression_affinity(left) == AFFINITY_ARRAY)
        return array_item(interpreter, self, key, result);
    if (expression_affinity(left) != AFFINITY_JSON && !is_store)
        return python_raise(interpreter, "NotImplementedError",
                            "Operator 'getitem' is not supported on this expression");
    if (!result_expression(interpreter, self, result, &arena))
        return false;
    if (is_path ? !path_from(interpreter, arena, key.list, &right)
                : !expression_from(interpreter, result->native, key, NULL, &right))
        return false;
    SqlOperator operator_ = is_store ? SQL_STORE_ITEM : is_path ? SQL_JSON_PATH : SQL_JSON_ITEM;
    Expression *access = expression_binary(arena, operator_, left, right);
    access->type = is_store ? type_new(arena, TYPE_TEXT) : type;
    expression_object_set(*result, access);
    return true;
}
