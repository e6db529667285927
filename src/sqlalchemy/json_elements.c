/* Elements of JSON columns: j["key"], .astext, as_string() and its like. */
#include "json_elements.h"

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
        return python_refuse(interpreter, "the text of something else than a JSON element");
    if (!expression_object(interpreter, result, &arena))
        return false;
    native_keep(result->native, self);
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

/* j['key'], j[0], j[('a', 'b')] */
bool json_item(Interpreter *interpreter, Value self, Value key, Value *result)
{
    Arena *arena;
    const Expression *left = expression_of(self), *right;
    TypeAffinity affinity = left->type ? type_row(left->type->kind)->affinity : AFFINITY_NULL;
    bool is_path = key.kind == VALUE_TUPLE;
    if (affinity != AFFINITY_JSON)
        return python_refuse(interpreter, "[...] of a column that is not JSON");
    if (!expression_object(interpreter, result, &arena))
        return false;
    native_keep(result->native, self);
    if (is_path) {
        Text path = text_in(arena);
        for (size_t i = 0; i < key.list->count; i++) {
            text_append(&path, i ? ", " : "{");
            if (!python_str(interpreter, key.list->items[i], &path))
                return false;
        }
        text_append(&path, "}");
        Expression *literal = expression_new(arena, EXPRESSION_LITERAL);
        literal->literal = literal_text(text_string(&path));
        right = literal;
    } else if (!expression_from(interpreter, result->native, key, NULL, &right)) {
        return false;
    }
    Expression *access = expression_binary(arena, is_path ? SQL_JSON_PATH : SQL_JSON_ITEM, left, right);
    access->type = left->type;
    expression_object_set(*result, access);
    return true;
}
