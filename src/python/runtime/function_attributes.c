/* Attributes of functions and code objects: __name__, __code__, __defaults__, __annotations__. */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

/* function.__code__: scripts read the number of arguments, SQLAlchemy's types how they are called. */
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
    *result = self.native->slots[0];
    return true;
}

/* CO_VARARGS, 4: the function has *args. */
NATIVE(code_flags)
{
    (void)interpreter;
    (void)arguments;
    *result = value_int(value_is_none(self.native->slots[1]) ? 3 : 7);
    return true;
}

NATIVE(code_star)
{
    (void)interpreter;
    (void)arguments;
    *result = self.native->slots[1];
    return true;
}

static const NativeMember code_properties[] = {{"co_argcount", code_argument_count},
                                               {"co_varnames", code_names},
                                               {"co_flags", code_flags},
                                               {"_star", code_star},
                                               {NULL, NULL}};
static const NativeClass code_class = {.name = "code", .module = "builtins", .properties = code_properties};

/* Parameters only; local variables are not included. */
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
    native_store_any(result->native, names);
    native_store_any(result->native, star);
    *(int64_t *)result->native->data = (int64_t)parameters->positional;
    return true;
}

/* function.__defaults__: the defaults of the last positional parameters; None without any. */
static bool function_defaults(Interpreter *interpreter, const Function *function, Value *result)
{
    const size_t positional = function->node->function->parameters.positional;
    size_t first = positional;
    while (first && value_given(function->defaults[first - 1]))
        first--;
    *result = value_none();
    return first == positional || python_tuple(interpreter, function->defaults + first, positional - first, result);
}

static bool function_annotations(Interpreter *interpreter, const Function *function, Scope *scope, Value *result)
{
    const Parameters *parameters = &function->node->function->parameters;
    Value value;
    if (!scope)
        return false;
    python_push(interpreter, value_object(scope));
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < parameters->count; i++)
        if (parameters->items[i].annotation &&
            (!interpreter->evaluator->annotation(interpreter, scope, parameters->items[i].annotation, &value) ||
             !dict_set_text(interpreter, result->dict, parameters->items[i].name, value)))
            return false;
    return !function->node->function->returns ||
           (interpreter->evaluator->annotation(interpreter, scope, function->node->function->returns, &value) &&
            dict_set_text(interpreter, result->dict, "return", value));
}

bool function_annotate(Interpreter *interpreter, Function *function, Scope *scope)
{
    const Parameters *parameters = &function->node->function->parameters;
    bool is_due = annotation_has_effect(function->node->function->returns);
    Value annotations;
    for (size_t i = 0; i < parameters->count && !is_due; i++)
        is_due = annotation_has_effect(parameters->items[i].annotation);
    if (!is_due)
        return true;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, value_object(function));
    bool done = function_annotations(interpreter, function, scope, &annotations);
    python_stack_reset(interpreter, mark);
    if (done)
        names_set(&function->names, python_intern(interpreter, "__annotations__"), annotations);
    return done;
}

/* The scope in which the annotations are evaluated when they are read: a method's sees the names of its class. */
static Scope *annotations_scope(Interpreter *interpreter, const Function *function)
{
    Scope *scope = scope_new(interpreter, function->closure, function->module, NULL);
    Class *owner = function->owner;
    size_t length = owner ? strlen(owner->qualified) : 0;
    bool is_method = owner && strncmp(function->qualified, owner->qualified, length) == 0 &&
                     function->qualified[length] == '.' && !strchr(function->qualified + length + 1, '.');
    if (scope && is_method)
        scope->class_names = &owner->names;
    return scope;
}

/* The text that its body begins with. */
static bool function_doc(Interpreter *interpreter, const Function *function, Value *result)
{
    const NodeList *body = &function->node->function->body;
    const Node *first = body->count && body->items[0]->kind == NODE_EXPRESSION ? body->items[0]->single.value : NULL;
    bool is_text = first && first->kind == NODE_CONSTANT && first->constant.kind == CONSTANT_STRING;
    *result = value_none();
    return !is_text || python_string(interpreter, first->constant.bytes, first->constant.length, result);
}

/* function.__get__(instance, owner=None) */
NATIVE(function_get)
{
    enum { ARG_instance, ARG_owner };
    Value instance = argument_at(arguments, ARG_instance), owner = argument_at(arguments, ARG_owner);
    bool has_owner = value_given(owner) && !value_is_none(owner);
    *result = self;
    if (value_is_none(instance) && !has_owner)
        return python_raise(interpreter, "TypeError", "__get__(None, None) is invalid");
    return value_is_none(instance) || bind_attribute(interpreter, self, instance, result);
}

static const NativeMember function_get_member = {"__get__", function_get, TAKES(1, 2)};

bool function_set_attribute(Interpreter *interpreter, Value object, const char *name, Value value)
{
    static const char *const fixed[] = {"__code__",    "__defaults__", "__kwdefaults__", "__globals__",
                                        "__closure__", "__dict__",     "__builtins__",   "__class__"};
    bool is_name = strcmp(name, "__name__") == 0 || strcmp(name, "__qualname__") == 0;
    if (is_name && value_plain(value).kind != VALUE_STRING && value.kind != VALUE_OPAQUE)
        return python_raise(interpreter, "TypeError", "%s must be set to a string object", name);
    if (strcmp(name, "__annotations__") == 0 && value.kind != VALUE_DICT && value.kind != VALUE_OPAQUE &&
        !value_is_none(value))
        return python_raise(interpreter, "TypeError", "__annotations__ must be set to a dict object");
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (strcmp(name, fixed[i]) == 0)
            return python_refuse(interpreter, "setting '.%s' of a function", name);
    names_set(&((Function *)object.object)->names, name, value);
    return true;
}

/* An attribute that a script set; a change of one that every function has is refused. */
bool function_remove_attribute(Interpreter *interpreter, Value object, const char *name)
{
    bool is_own = python_has_name(interpreter, object, name);
    if (is_own)
        return python_refuse(interpreter, "deleting '.%s' of a function", name);
    return names_remove(&((Function *)object.object)->names, name) ||
           python_raise(interpreter, "AttributeError", "'function' object has no attribute '%s'", name);
}

/* Whether a script reads annotations that its module leaves as texts. */
bool python_texts_of_annotations(Interpreter *interpreter, const Module *of)
{
    const Module *asking = interpreter->frame ? interpreter->frame->module : NULL;
    Value feature = names_get(&of->names, python_intern(interpreter, "annotations"));
    bool is_asked = asking && asking->file && !asking->file->is_library;
    return is_asked && feature.kind == VALUE_OPAQUE &&
           strcmp(python_opaque_path(feature), "__future__.annotations") == 0;
}

bool function_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    const Function *function = (Function *)object.object;
    *result = names_get(&function->names, name);
    if (value_given(*result))
        return true;
    const Module *asking = interpreter->frame ? interpreter->frame->module : NULL;
    bool is_hidden = strcmp(name, "__code__") == 0 || strcmp(name, "__defaults__") == 0;
    if (is_hidden && function->module->file && function->module->file->is_library && asking && asking->file &&
        !asking->file->is_library)
        return python_refuse(interpreter, "'.%s' of a function that limbeck provides", name);
    if (strcmp(name, "__code__") == 0)
        return function_code(interpreter, function, result);
    if (strcmp(name, "__defaults__") == 0)
        return function_defaults(interpreter, function, result);
    if (strcmp(name, "__annotations__") == 0) {
        if (python_texts_of_annotations(interpreter, function->module))
            return python_refuse(interpreter,
                                 "annotations as texts, which 'from __future__ import annotations' makes them");
        if (!function_annotations(interpreter, function, annotations_scope(interpreter, function), result))
            return false;
        names_set(&((Function *)object.object)->names, name, *result); /* a script may store values there */
        return true;
    }
    if (strcmp(name, "__get__") == 0)
        return python_member(interpreter, &function_get_member, object, result);
    if (strcmp(name, "__name__") == 0)
        return python_text(interpreter, function->name, result);
    if (strcmp(name, "__qualname__") == 0)
        return python_text(interpreter, function->qualified, result);
    if (strcmp(name, "__doc__") == 0)
        return function_doc(interpreter, function, result);
    if (strcmp(name, "__module__") == 0)
        return python_text(interpreter, function->module->name, result);
    return true;
}
