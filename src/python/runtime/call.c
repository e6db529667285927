/* Calls of all that can be called. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static bool make_coroutine(Interpreter *interpreter, Function *function, Scope *scope, Value *result)
{
    Coroutine *coroutine = heap_new(interpreter, VALUE_COROUTINE, sizeof(Coroutine));
    if (!coroutine)
        return false;
    coroutine->function = function;
    coroutine->scope = scope;
    *result = value_object(coroutine);
    return true;
}

static bool run_function(Interpreter *interpreter, Function *function, Scope *scope, bool is_direct, Value *result)
{
    const Node *node = function->node;
    Frame frame = {.caller = interpreter->frame,
                   .module = function->module,
                   .scope = scope,
                   .function = function->name,
                   .node = node,
                   .is_direct = is_direct};
    interpreter->frame = &frame;
    interpreter->calls++;
    bool done;
    *result = value_none();
    if (node->kind == NODE_LAMBDA)
        done = interpreter->evaluator->expression(interpreter, scope, node->function->body.items[0], result);
    else
        done = interpreter->evaluator->statements(interpreter, scope, &node->function->body, result) != FLOW_FAILED;
    interpreter->calls--;
    interpreter->frame = frame.caller;
    return done;
}

/* At the first call of a library's function. */
static bool parse_body(Interpreter *interpreter, Function *function)
{
    Arena *tree = function->module->tree;
    size_t before = arena_bytes(tree);
    bool done = python_parse_body(tree, interpreter->names, function->node->function, &interpreter->error);
    interpreter->heap_bytes += arena_bytes(tree) - before;
    return done;
}

/* While upgrade() imports a module: what a function that may run operations leaves undone is not forgiven. */
static void note_if_operating(Interpreter *interpreter, const Function *function)
{
    const SourceFile *file = function->module->file;
    if (interpreter->is_running && !interpreter->strict && file && !file->is_library &&
        source_may_migrate(file->content, file->length))
        python_note_operation(interpreter);
}

static bool call_function(Interpreter *interpreter, Function *function, const Arguments *arguments, Value *result)
{
    note_if_operating(interpreter, function);
    if (function->node->function->unparsed && !parse_body(interpreter, function))
        return false;
    const FunctionNames *names = function_names(interpreter, function->node);
    size_t mark = python_stack_mark(interpreter);
    bool is_direct = interpreter->calls_directly;
    interpreter->calls_directly = false;
    python_push(interpreter, value_object(function));
    Scope *scope = scope_new(interpreter, function->closure, function->module, names);
    if (!scope)
        return false;
    scope->owner = function->owner;
    python_push(interpreter, value_object(scope));
    if (!function_bind(interpreter, function, arguments, scope))
        return false;
    bool done = names->is_generator                  ? generator_make(interpreter, function, scope, result)
                : function->node->function->is_async ? make_coroutine(interpreter, function, scope, result)
                                                     : run_function(interpreter, function, scope, is_direct, result);
    python_stack_reset(interpreter, mark);
    return done;
}

static bool call_method(Interpreter *interpreter, const Method *method, const Arguments *arguments, Value *result)
{
    size_t mark = python_stack_mark(interpreter);
    size_t count = arguments->positional + arguments->keyword_count;
    python_push(interpreter, method->self);
    for (size_t i = 0; i < count; i++)
        python_push(interpreter, arguments->values[i]);
    Arguments with_self = *arguments;
    with_self.values = interpreter->stack + mark;
    with_self.positional++;
    bool done = python_call(interpreter, method->function, &with_self, result);
    python_stack_reset(interpreter, mark);
    return done;
}

/* Whether the object is of the class that the method belongs to. */
static bool fits(Interpreter *interpreter, const Class *owner, Value *object)
{
    if (owner == interpreter->object_class)
        return true;
    if (!owner->builtin_kind)
        return class_derives(python_class_of(interpreter, *object), owner);
    *object = value_plain(*object);
    return object->kind == owner->builtin_kind || (owner->builtin_kind == VALUE_INT && value_is_integer(*object));
}

static bool call_function_of(Interpreter *interpreter, const Builtin *builtin, Value self, const Arguments *arguments,
                             Value *result)
{
    return builtin->member ? native_call(interpreter, builtin->member, self, arguments, result)
                           : native_call_named(interpreter, builtin->name, builtin->function, self, arguments, result);
}

static bool call_builtin(Interpreter *interpreter, const Builtin *builtin, const Arguments *arguments, Value *result)
{
    *result = value_none();
    const Mark before = position_mark(interpreter);
    if (value_given(builtin->self))
        return call_function_of(interpreter, builtin, builtin->self, arguments, result) ||
               text_is_unknown(interpreter, &before, builtin->self, arguments, result);
    bool is_operator = builtin->member && member_is_operator(builtin->member);
    if (!arguments->positional)
        return python_raise(interpreter, "TypeError",
                            is_operator ? "descriptor '%2$s' of '%1$s' object needs an argument"
                                        : "unbound method %1$s.%2$s() needs an argument",
                            builtin->owner->name, builtin->name);
    Value object = argument_at(arguments, 0);
    if (!fits(interpreter, builtin->owner, &object))
        return python_raise(interpreter, "TypeError",
                            is_operator ? "descriptor '%s' requires a '%s' object but received a '%s'"
                                        : "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                            builtin->name, builtin->owner->name, value_type_name(object));
    /* A set of a derived class shows its name; list.__iadd__() answers the object itself. */
    if (strcmp(builtin->name, "__repr__") == 0 || (is_operator && strncmp(builtin->name, "__i", strlen("__i")) == 0))
        object = argument_at(arguments, 0);
    Arguments rest = *arguments;
    rest.values++;
    rest.positional--;
    return call_function_of(interpreter, builtin, object, &rest, result);
}

static bool call_native(Interpreter *interpreter, Value object, const Arguments *arguments, Value *result)
{
    for (const NativeClass *type = object.native->type; type; type = type->base)
        if (type->call)
            return native_call_named(interpreter, type->name, type->call, object, arguments, result);
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): each native has a type
    return python_raise(interpreter, "TypeError", "'%s' object is not callable", object.native->type->name);
}

static bool call_instance(Interpreter *interpreter, Value object, const Arguments *arguments, Value *result)
{
    Value method = class_lookup(object.instance->class_, python_intern(interpreter, "__call__"));
    if (!value_given(method))
        return python_raise(interpreter, "TypeError", "'%s' object is not callable", value_type_name(object));
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, object);
    if (!python_enter(interpreter) || !bind_attribute(interpreter, method, object, &method))
        return false;
    python_push(interpreter, method);
    bool done = python_call(interpreter, method, arguments, result);
    python_leave(interpreter);
    python_stack_reset(interpreter, mark);
    return done;
}

/* A call of something that could not be imported. While modules load it gives an opaque value; later it is
 * refused, since it could do the migration's work. */
static bool is_class_like(const char *path)
{
    const char *last = strrchr(path, '.');
    last = last ? last + 1 : path;
    while (*last == '_')
        last++;
    return isupper((unsigned char)*last) && !text_ends_with(path, ")");
}

static bool call_opaque(Interpreter *interpreter, const Opaque *opaque, const Arguments *arguments, Value *result)
{
    if (interpreter->strict && !is_class_like(opaque->path))
        return python_refuse(interpreter, "calling '%s', %s", opaque->path,
                             python_unknown_origin(interpreter, opaque->path));
    if (!interpreter->strict && interpreter->options.unknown_called)
        interpreter->options.unknown_called(interpreter, opaque->path, arguments);
    char path[256];
    snprintf(path, sizeof path, "%s()", opaque->path);
    return python_opaque(interpreter, path, result);
}

static bool call_by_kind(Interpreter *interpreter, Value function, const Arguments *arguments, Value *result)
{
    switch (function.kind) {
    case VALUE_FUNCTION:
        return call_function(interpreter, (Function *)function.object, arguments, result);
    case VALUE_METHOD:
        return call_method(interpreter, (Method *)function.object, arguments, result);
    case VALUE_BUILTIN:
        return call_builtin(interpreter, (Builtin *)function.object, arguments, result);
    case VALUE_CLASS:
        return class_instantiate(interpreter, function.class_, arguments, result);
    case VALUE_NATIVE:
        return call_native(interpreter, function, arguments, result);
    case VALUE_INSTANCE:
        return call_instance(interpreter, function, arguments, result);
    case VALUE_OPAQUE:
        return call_opaque(interpreter, (Opaque *)function.object, arguments, result);
    default:
        return python_raise(interpreter, "TypeError", "'%s' object is not callable",
                            python_type_name(interpreter, function));
    }
}

/* The caller may hold the only reference to the callee, such as a method that it has just bound. */
bool python_call(Interpreter *interpreter, Value function, const Arguments *arguments, Value *result)
{
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, function);
    arguments_were_read(arguments);
    bool done = call_by_kind(interpreter, function, arguments, result);
    python_stack_reset(interpreter, mark);
    return done;
}

bool python_call_positional(Interpreter *interpreter, Value function, const Value *values, size_t count, Value *result)
{
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, function);
    for (size_t i = 0; i < count; i++)
        python_push(interpreter, values[i]);
    Arguments arguments = {.values = interpreter->stack + mark + 1, .positional = count};
    bool done = python_call(interpreter, function, &arguments, result);
    python_stack_reset(interpreter, mark);
    return done;
}
