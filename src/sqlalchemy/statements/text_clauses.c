/* text(), its parameters, and text().columns(). */
#include "limbeck/sqlalchemy/execution_options.h"
#include "limbeck/sqlalchemy/json_elements.h"
#include "limbeck/sqlalchemy/operations.h"
#include "limbeck/sqlalchemy/selects.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/types.h"

#include <string.h>

NATIVE(construct_text)
{
    (void)self;
    static const char *const names[] = {"text"};
    Value given;
    const char *text;
    if (!arguments_bind(interpreter, "text", arguments, names, 1, &given, NULL, NULL) ||
        !expect_text(interpreter, given, "text", &text) ||
        !native_new(interpreter, &text_class, sizeof(ExpressionObject), result))
        return false;
    expression_object_set(*result, text_expression(native_arena(result->native), text));
    return true;
}

static void set_parameter(Arena *arena, Expression *text, const char *name, const Expression *value)
{
    TextParameter *parameters = ARENA_ARRAY(arena, TextParameter, text->parameter_count + 1);
    parameters[0] = (TextParameter){arena_strdup(arena, name), value}; /* the last value given is used */
    if (text->parameter_count)
        memcpy(parameters + 1, text->parameters, text->parameter_count * sizeof *parameters);
    text->parameters = parameters;
    text->parameter_count++;
}

static const Expression *parameter_type_of(const Expression *text, const char *name)
{
    for (size_t i = 0; i < text->parameter_count; i++)
        if (strcmp(text->parameters[i].name, name) == 0)
            return text->parameters[i].value;
    return NULL;
}

/* Converts the value to the parameter's type if it has one. */
static bool bind_text_value(Interpreter *interpreter, Native *owner, Expression *text, const char *name, Value value)
{
    const Expression *expression, *known = parameter_type_of(text, name);
    if (!expression_from(interpreter, owner, value, known ? known->type : NULL, &expression))
        return false;
    set_parameter(native_arena(owner), text, name, expression);
    return true;
}

static bool text_names_parameter(Arena *arena, const Expression *text, const char *name)
{
    StringVector names = {0};
    text_parameters(arena, text->text, &names);
    return string_vector_contains(&names, name);
}

static bool check_parameter(Interpreter *interpreter, Arena *arena, const Expression *text, const char *name)
{
    return text_names_parameter(arena, text, name) ||
           python_raise(interpreter, "ArgumentError",
                        "This text() construct doesn't define a bound parameter named '%s'", name);
}

/* text(...).bindparams(name=value, ...) or bindparams(bindparam("name", value)) */
NATIVE(text_bindparams)
{
    if (!native_new(interpreter, &text_class, sizeof(ExpressionObject), result))
        return false;
    python_push(interpreter, *result);
    native_store(result->native, self);
    Arena *arena = native_arena(result->native);
    Expression *text = expression_new(arena, EXPRESSION_TEXT);
    *text = *expression_of(self);
    for (size_t i = 0; i < arguments->positional; i++) {
        const Expression *parameter;
        if (!expression_from(interpreter, result->native, arguments->values[i], NULL, &parameter) || !parameter->name)
            return python_failed(interpreter)
                       ? false
                       : python_refuse(interpreter, "bindparams() of something other than bindparam()");
        if (!check_parameter(interpreter, arena, text, parameter->name))
            return false;
        set_parameter(arena, text, parameter->name, parameter);
    }
    arguments_were_read(arguments);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!check_parameter(interpreter, arena, text, arguments->keywords[i]) ||
            !bind_text_value(interpreter, result->native, text, arguments->keywords[i],
                             arguments->values[arguments->positional + i]))
            return false;
    expression_object_set(*result, text);
    return true;
}

/* ---- bindparam(expanding=True): the list of an execution stands for the parameter ---------------------- */

static bool list_of_plain_values(Interpreter *interpreter, const char *name, Value list, Value *items)
{
    if (!value_is_sequence(list))
        return python_refuse(interpreter, "a %s for the expanding parameter '%s' of text()", value_type_name(list),
                             name);
    if (!python_collect(interpreter, list, items))
        return false;
    python_push(interpreter, *items);
    if (!items->list->count)
        return python_refuse(interpreter, "an empty list for the parameter '%s' of text()", name);
    for (size_t i = 0; i < items->list->count; i++)
        if (value_is_sequence(items->list->items[i]))
            return python_refuse(interpreter, "a list of rows for the parameter '%s' of text()", name);
    return true;
}

/* text.bindparams(bindparam(name, list, expanding=True)) */
static bool bind_list(Interpreter *interpreter, const TextParameter *parameter, Value list, Value *text)
{
    enum { ARG_key, ARG_value, ARG_expanding, ARG_COUNT };
    Value bound, module, function, made, values[ARG_COUNT];
    const char *const keywords[] = {python_intern(interpreter, "expanding")};
    const Arguments arguments = {
        .values = values, .positional = ARG_expanding, .keywords = keywords, .keyword_count = 1};
    if (parameter->value->type)
        return python_refuse(interpreter, "the parameter '%s' of text(), which is expanding and has a type",
                             parameter->name);
    values[ARG_expanding] = value_bool(true);
    if (!list_of_plain_values(interpreter, parameter->name, list, &values[ARG_value]) ||
        !python_text(interpreter, parameter->name, &values[ARG_key]))
        return false;
    python_push(interpreter, values[ARG_key]);
    if (!python_import(interpreter, "sqlalchemy", &module) ||
        !python_get_attribute(interpreter, module, "bindparam", &function) ||
        !python_call(interpreter, function, &arguments, &made))
        return false;
    python_push(interpreter, made);
    if (!python_get_attribute(interpreter, *text, "bindparams", &bound))
        return false;
    python_push(interpreter, bound);
    if (!python_call_positional(interpreter, bound, &made, 1, text))
        return false;
    python_push(interpreter, *text);
    return true;
}

static bool without_key(Interpreter *interpreter, const char *name, Value *parameters)
{
    Value rest;
    if (!python_dict(interpreter, &rest))
        return false;
    python_push(interpreter, rest);
    for (size_t i = 0; i < parameters->dict->used; i++) {
        const DictEntry *entry = &parameters->dict->entries[i];
        bool is_it =
            value_given(entry->key) && value_is_text(entry->key) && strcmp(entry->key.string->bytes, name) == 0;
        if (value_given(entry->key) && !is_it && !dict_set(interpreter, rest.dict, entry->key, entry->value))
            return false;
    }
    *parameters = rest;
    return true;
}

bool text_with_lists(Interpreter *interpreter, Value *text, Value *parameters)
{
    const Expression *expression = native_data(*text, &text_class) ? expression_of(*text) : NULL;
    for (size_t i = 0; expression && i < expression->parameter_count; i++) {
        const TextParameter *parameter = &expression->parameters[i];
        if (!parameter->value->is_expanding || parameter->value->kind != EXPRESSION_LITERAL)
            continue;
        if (parameters->kind != VALUE_DICT)
            return python_refuse(interpreter,
                                 "text() with the expanding parameter '%s' and parameters that are no "
                                 "dictionary",
                                 parameter->name);
        Value list = dict_get_text(parameters->dict, parameter->name);
        if (value_given(list) &&
            (!bind_list(interpreter, parameter, list, text) || !without_key(interpreter, parameter->name, parameters)))
            return false;
    }
    return true;
}

/* ---- as a query ------------------------------------------------------------------ */

static bool typed_column(Interpreter *interpreter, Native *owner, const char *name, Value type,
                         const Expression **column)
{
    Expression *made = expression_new(native_arena(owner), EXPRESSION_COLUMN);
    made->name = arena_strdup(native_arena(owner), name);
    *column = made;
    return type_from(interpreter, owner, type, &made->type);
}

/* text("SELECT ...").columns(column("id"), ..., name=String) */
NATIVE(text_columns)
{
    Statement *statement;
    if (!new_statement(interpreter, &textual_class, STATEMENT_TEXTUAL, result, &statement))
        return false;
    Native *owner = result->native;
    Arguments positional = {arguments->values, arguments->positional, NULL, 0, NULL};
    native_store(owner, self);
    statement->text = expression_of(self);
    if (!append_expressions(interpreter, owner, &positional, &statement->columns))
        return false;
    ExpressionList *columns = &statement->columns;
    const Expression **items =
        ARENA_ARRAY(native_arena(owner), const Expression *, columns->count + arguments->keyword_count + 1);
    if (columns->count)
        memcpy(items, columns->items, columns->count * sizeof *items);
    columns->items = items;
    arguments_were_read(arguments);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!typed_column(interpreter, owner, arguments->keywords[i], arguments->values[arguments->positional + i],
                          &items[columns->count++]))
            return false;
    return true;
}

NATIVE(textual_bindparams)
{
    Statement *statement;
    Value text;
    if (!text_bindparams(interpreter, self.native->slots[0], arguments, &text))
        return false;
    python_push(interpreter, text);
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    native_store(result->native, text);
    statement->text = expression_of(text);
    return true;
}

static bool text_to_string(Interpreter *interpreter, Value self, Text *out)
{
    (void)interpreter;
    text_append(out, expression_of(self)->text);
    return true;
}

/* A text() is no column: it has no operators and no methods of one. */
static bool text_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    (void)self;
    *result = value_absent();
    const NativeMember *const of_columns[] = {operation_methods, text_operation_methods, array_methods};
    for (size_t i = 0; i < sizeof of_columns / sizeof *of_columns; i++)
        for (const NativeMember *member = of_columns[i]; member->name; member++)
            if (strcmp(member->name, name) == 0)
                return python_raise(interpreter, "AttributeError", "'TextClause' object has no attribute '%s'", name);
    return true;
}

static const NativeMember text_methods[] = {{"bindparams", text_bindparams},
                                            {"columns", text_columns},
                                            {"execution_options", with_execution_options, TAKES_ANYTHING},
                                            {NULL, NULL}};
const NativeClass text_class = {.name = "TextClause",
                                .module = "sqlalchemy.sql.elements",
                                .base = &expression_class,
                                .construct = construct_text,
                                .is_of_constants = true,
                                .attribute = text_attribute,
                                .methods = text_methods,
                                .text = text_to_string};

static const NativeMember textual_methods[] = {{"bindparams", textual_bindparams}, {NULL, NULL}};
const NativeClass textual_class = {
    .name = "TextualSelect", .module = "sqlalchemy.sql.selectable", .base = &query_class, .methods = textual_methods};
