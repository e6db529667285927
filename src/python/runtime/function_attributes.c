/* What a function and its code tell of themselves: __name__, __code__, __defaults__, __annotations__. */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

/* function.__code__, of which scripts ask how many arguments there are, and SQLAlchemy's types how
 * they are called. */
NATIVE(code_argument_count)
{
    (void)interpreter;
    (void)arguments;
    *result = value_int(*(int64_t *)self.native->data);
    return true;
}

NATIVE(code_names)
{
    (void)interpreter;
    (void)arguments;
    *result = self.native->kept[0];
    return true;
}

/* 4: it has *args. */
NATIVE(code_flags)
{
    (void)interpreter;
    (void)arguments;
    *result = value_int(value_is_none(self.native->kept[1]) ? 3 : 7);
    return true;
}

NATIVE(code_star)
{
    (void)interpreter;
    (void)arguments;
    *result = self.native->kept[1];
    return true;
}

static const NativeMember code_properties[] = {{"co_argcount", code_argument_count},
                                               {"co_varnames", code_names},
                                               {"co_flags", code_flags},
                                               {"_star", code_star},
                                               {NULL, NULL}};
static const NativeClass code_class = {.name = "code", .module = "builtins", .properties = code_properties};

/* Of parameters; locals of the body are not among them. */
static bool parameter_names(Interpreter *interpreter, const Parameters *parameters, Value *result)
{
    const char *const stars[] = {parameters->star, parameters->double_star};
    Value list, name;
    if (!python_list(interpreter, NULL, 0, &list))
        return false;
    python_push(interpreter, list);
    for (size_t i = 0; i < parameters->count; i++)
        if (!python_text(interpreter, parameters->items[i].name, &name) || !list_append(interpreter, list.list, name))
            return false;
    for (size_t i = 0; i < 2; i++)
        if (stars[i] && (!python_text(interpreter, stars[i], &name) || !list_append(interpreter, list.list, name)))
            return false;
    return python_tuple(interpreter, list.list->items, list.list->count, result);
}

static bool function_code(Interpreter *interpreter, const Function *function, Value *result)
{
    const Parameters *parameters = &function->node->function->parameters;
    Value names, star = value_none();
    if (!parameter_names(interpreter, parameters, &names))
        return false;
    python_push(interpreter, names);
    if ((parameters->star && !python_text(interpreter, parameters->star, &star)) ||
        !native_new(interpreter, &code_class, sizeof(int64_t), result))
        return false;
    native_keep_any(result->native, names);
    native_keep_any(result->native, star);
    *(int64_t *)result->native->data = (int64_t)parameters->positional;
    return true;
}

/* function.__defaults__: of the last positional parameters; None where no one has any. */
static bool function_defaults(Interpreter *interpreter, const Function *function, Value *result)
{
    const size_t positional = function->node->function->parameters.positional;
    size_t first = positional;
    while (first && value_given(function->defaults[first - 1]))
        first--;
    *result = value_none();
    return first == positional || python_tuple(interpreter, function->defaults + first, positional - first, result);
}

/* Evaluated when asked for: by then the module may have defined what they name. */
static bool function_annotations(Interpreter *interpreter, const Function *function, Value *result)
{
    const Parameters *parameters = &function->node->function->parameters;
    Scope *scope = scope_new(interpreter, function->closure, function->module, NULL);
    Value value;
    if (!scope)
        return false;
    python_push(interpreter, value_object(scope));
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < parameters->count; i++)
        if (parameters->items[i].annotation &&
            (!evaluate_annotation(interpreter, scope, parameters->items[i].annotation, &value) ||
             !dict_set_text(interpreter, result->dict, parameters->items[i].name, value)))
            return false;
    return !function->node->function->returns ||
           (evaluate_annotation(interpreter, scope, function->node->function->returns, &value) &&
            dict_set_text(interpreter, result->dict, "return", value));
}

bool function_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    const Function *function = (Function *)object.object;
    *result = names_get(&function->names, name);
    if (value_given(*result))
        return true;
    if (strcmp(name, "__code__") == 0)
        return function_code(interpreter, function, result);
    if (strcmp(name, "__defaults__") == 0)
        return function_defaults(interpreter, function, result);
    if (strcmp(name, "__annotations__") == 0)
        return function_annotations(interpreter, function, result);
    if (strcmp(name, "__name__") == 0)
        return python_text(interpreter, function->name, result);
    if (strcmp(name, "__qualname__") == 0)
        return python_text(interpreter, function->qualified, result);
    if (strcmp(name, "__doc__") == 0)
        *result = value_none();
    if (strcmp(name, "__module__") == 0)
        return python_text(interpreter, function->module->name, result);
    return true;
}
