/* Operators of texts: LIKE and its like, regular expressions, collations. */
#include "limbeck/sqlalchemy/operations.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/schema_parts.h"

#include <string.h>

/* ---- LIKE --------------------------------------------------------------------------- */

static bool like_operation(Interpreter *interpreter, Value self, const Arguments *arguments, SqlOperator operator_,
                           Value *result)
{
    enum { ARG_other, ARG_escape, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"other", "escape"};
    Value values[ARG_COUNT];
    const char *escape;
    if (!arguments_bind(interpreter, "like", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !expect_text_or_none(interpreter, values[ARG_escape], "escape", &escape))
        return false;
    if (!value_given(values[ARG_other]))
        return python_raise(interpreter, "TypeError", "like() missing 1 required positional argument: 'other'");
    if (!make_binary(interpreter, operator_, self, values[ARG_other], result))
        return false;
    ((Expression *)expression_of(*result))->escape = arena_strdup(native_arena(result->native), escape);
    return true;
}

#define LIKE_METHOD(name, operator_)                                                                                   \
    NATIVE(name)                                                                                                       \
    {                                                                                                                  \
        return like_operation(interpreter, self, arguments, operator_, result);                                        \
    }

LIKE_METHOD(method_like, SQL_LIKE)
LIKE_METHOD(method_not_like, SQL_NOT_LIKE)
LIKE_METHOD(method_ilike, SQL_ILIKE)
LIKE_METHOD(method_not_ilike, SQL_NOT_ILIKE)

static bool escape_like(Interpreter *interpreter, Value value, const char *escape, Value *escaped)
{
    Text out = text_on_heap();
    if (value.kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "String value expected when autoescape=True");
    size_t length = strlen(escape);
    bool doubles = strcmp(escape, "%") != 0 && strcmp(escape, "_") != 0;
    for (const char *at = value.string->bytes; *at;) {
        bool is_escape = doubles && length && strncmp(at, escape, length) == 0;
        text_append(&out, is_escape || *at == '%' || *at == '_' ? escape : "");
        text_append_bytes(&out, at, is_escape ? length : 1);
        at += is_escape ? length : 1;
    }
    bool done = python_text(interpreter, text_string(&out), escaped);
    text_release(&out);
    return done;
}

typedef struct LikePart {
    const char *name;
    SqlOperator operator_;
    bool before, after;
} LikePart;

static bool like_part(Interpreter *interpreter, Value self, const Arguments *arguments, const LikePart *part,
                      Value *result)
{
    enum { ARG_other, ARG_autoescape, ARG_escape, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"other", "*autoescape", "escape"};
    Value values[ARG_COUNT];
    const char *escape;
    bool escapes = false;
    if (!arguments_bind(interpreter, part->name, arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !argument_flag(interpreter, values[ARG_autoescape], &escapes) ||
        !expect_text_or_none(interpreter, values[ARG_escape], "escape", &escape))
        return false;
    if (escapes && !escape)
        escape = "/";
    if (escapes && !escape_like(interpreter, values[ARG_other], escape, &values[ARG_other]))
        return false;
    python_push(interpreter, values[ARG_other]);
    if (!make_binary(interpreter, part->operator_, self, values[ARG_other], result))
        return false;
    Expression *like = (Expression *)expression_of(*result);
    like->escape = arena_strdup(native_arena(result->native), escape);
    like->any_before = part->before;
    like->any_after = part->after;
    return true;
}

#define PART_METHOD(name, ...)                                                                                         \
    NATIVE(method_##name)                                                                                              \
    {                                                                                                                  \
        static const LikePart part = {#name, __VA_ARGS__};                                                             \
        return like_part(interpreter, self, arguments, &part, result);                                                 \
    }

PART_METHOD(startswith, SQL_LIKE_PART, false, true)
PART_METHOD(endswith, SQL_LIKE_PART, true, false)
PART_METHOD(icontains, SQL_ILIKE_PART, true, true)
PART_METHOD(istartswith, SQL_ILIKE_PART, false, true)
PART_METHOD(iendswith, SQL_ILIKE_PART, true, false)

/* contains() of arrays and JSON is a different operator. */
NATIVE(method_contains)
{
    static const LikePart part = {"contains", SQL_LIKE_PART, true, true};
    const SqlType *type = expression_type(expression_of(self));
    TypeAffinity affinity = type ? type_row(type->kind)->affinity : AFFINITY_STRING;
    bool has_own = affinity == AFFINITY_ARRAY || affinity == AFFINITY_OTHER || (type && type->kind == TYPE_JSONB);
    if (!has_own)
        return like_part(interpreter, self, arguments, &part, result);
    if (arguments->positional != 1 || arguments->keyword_count)
        return python_refuse(interpreter, "contains() of an array with these arguments");
    return make_binary(interpreter, SQL_CONTAINS, self, argument_at(arguments, 0), result);
}

/* ---- MATCH, regular expressions -------------------------------------------------------- */

static bool receive_regconfig(void *state, const char *name, Value value)
{
    Value *config = state;
    if (strcmp(name, "postgresql_regconfig") != 0)
        return false;
    *config = value;
    return true;
}

NATIVE(method_match)
{
    static const char *const names[] = {"other"};
    Value other, config = value_absent();
    const char *text;
    if (!arguments_bind(interpreter, "match", arguments, names, 1, &other, receive_regconfig, &config) ||
        !expect_text_or_none(interpreter, config, "postgresql_regconfig", &text) ||
        !make_binary(interpreter, SQL_MATCH, self, other, result))
        return false;
    ((Expression *)expression_of(*result))->flags = arena_strdup(native_arena(result->native), text);
    return true;
}

static bool regular_expression(Interpreter *interpreter, Value self, const Expression *right, SqlOperator operator_,
                               Value flags, Value *result)
{
    Arena *arena = native_arena(result->native);
    const char *text;
    if (!expect_text_or_none(interpreter, flags, "flags", &text))
        return false;
    Expression *binary = expression_binary(arena, operator_, expression_of(self), right);
    binary->flags = arena_strdup(arena, text);
    binary->type = NULL; /* SQLAlchemy gives it no type */
    expression_object_set(*result, binary);
    return true;
}

NATIVE(method_regexp_match)
{
    enum { ARG_pattern, ARG_flags, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"pattern", "flags"};
    Value values[ARG_COUNT];
    Arena *arena;
    const Expression *pattern;
    return arguments_bind(interpreter, "regexp_match", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           result_expression(interpreter, self, result, &arena) &&
           operand_from(interpreter, result->native, values[ARG_pattern], expression_of(self), &pattern) &&
           regular_expression(interpreter, self, pattern, SQL_REGEXP_MATCH, values[ARG_flags], result);
}

NATIVE(method_regexp_replace)
{
    enum { ARG_pattern, ARG_replacement, ARG_flags, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"pattern", "replacement", "flags"};
    Value values[ARG_COUNT];
    Arena *arena;
    const Expression *left = expression_of(self);
    if (!arguments_bind(interpreter, "regexp_replace", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !result_expression(interpreter, self, result, &arena))
        return false;
    Expression *both = expression_new(arena, EXPRESSION_LIST);
    both->operator_ = SQL_COMMA;
    both->is_loose = true;
    both->items.items = ARENA_ARRAY(arena, const Expression *, 2);
    both->items.count = 2;
    return operand_from(interpreter, result->native, values[ARG_pattern], left, &both->items.items[0]) &&
           operand_from(interpreter, result->native, values[ARG_replacement], left, &both->items.items[1]) &&
           regular_expression(interpreter, self, both, SQL_REGEXP_REPLACE, values[ARG_flags], result);
}

NATIVE(method_collate)
{
    static const char *const names[] = {"collation"};
    Value given;
    Arena *arena;
    const char *name;
    if (!arguments_bind(interpreter, "collate", arguments, names, 1, &given, NULL, NULL) ||
        !expect_text(interpreter, given, "collation", &name) || !result_expression(interpreter, self, result, &arena))
        return false;
    Expression *collation = expression_new(arena, EXPRESSION_COLLATION);
    collation->name = arena_strdup(arena, name);
    expression_object_set(*result, expression_binary(arena, SQL_COLLATE, expression_of(self), collation));
    return true;
}

const NativeMember text_operation_methods[] = {
    {"like", method_like},
    {"not_like", method_not_like},
    {"notlike", method_not_like},
    {"ilike", method_ilike},
    {"not_ilike", method_not_ilike},
    {"notilike", method_not_ilike},
    {"contains", method_contains},
    {"startswith", method_startswith},
    {"endswith", method_endswith},
    {"icontains", method_icontains},
    {"istartswith", method_istartswith},
    {"iendswith", method_iendswith},
    {"match", method_match},
    {"regexp_match", method_regexp_match},
    {"regexp_replace", method_regexp_replace},
    {"collate", method_collate},
    {NULL, NULL},
};
