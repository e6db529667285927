/* The call expression; functions that def and lambda make. */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

bool make_function(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    const Parameters *parameters = &node->function->parameters;
    size_t mark = python_stack_mark(interpreter);
    for (size_t i = 0; i < parameters->count; i++) {
        Value value = value_absent();
        if (parameters->items[i].default_value &&
            !evaluate(interpreter, scope, parameters->items[i].default_value, &value))
            return false;
        python_push(interpreter, value);
    }
    Function *function = heap_new(interpreter, VALUE_FUNCTION, sizeof(Function));
    if (!function)
        return false;
    function->node = node;
    function->module = scope->module;
    function->closure = scope->class_names ? scope->parent : scope;
    function->owner = scope->owner;
    function->name = scope->class_names ? name_as_written(scope, node->function->name) : node->function->name;
    function->qualified = function_qualified(interpreter, scope, node);
    function->defaults = memory_alloc(parameters->count * sizeof(Value));
    if (parameters->count)
        memcpy(function->defaults, interpreter->stack + mark, parameters->count * sizeof(Value));
    python_stack_reset(interpreter, mark);
    *result = value_object(function);
    return function_annotate(interpreter, function, scope);
}

enum { MAX_KEYWORDS = 64 };

/* What was called, as CPython names it in a message: "module.Class.method()". */
static bool called_text(Interpreter *interpreter, Value called, Text *out)
{
    Value qualified, module;
    if (!python_find_attribute(interpreter, called, "__qualname__", &qualified))
        return false;
    if (!value_given(qualified) || qualified.kind != VALUE_STRING)
        return python_str(interpreter, called, out);
    if (!python_find_attribute(interpreter, called, "__module__", &module))
        return false;
    if (module.kind == VALUE_STRING && strcmp(module.string->bytes, "builtins") != 0)
        text_append_format(out, "%s.", module.string->bytes);
    text_append_format(out, "%s()", qualified.string->bytes);
    return true;
}

/* TypeError: "CALLED WHAT", where WHAT is in words of CPython. Methods of built-in kinds, whose class CPython names
 * too, come as ABSENT. */
static bool raise_of_call(Interpreter *interpreter, Value called, const char *what, const char *name)
{
    const Builtin *builtin = called.kind == VALUE_BUILTIN ? (const Builtin *)called.object : NULL;
    bool is_method = builtin && (builtin->owner || (value_given(builtin->self) && !value_is_none(builtin->self)));
    if (!value_given(called) || is_method)
        return python_refuse(interpreter, "this call of a built-in method: %s%s", what, name);
    Text text = python_buffer(interpreter);
    if (builtin)
        text_append_format(&text, "%s()", builtin->name);
    if (builtin || called_text(interpreter, called, &text))
        python_raise(interpreter, "TypeError", "%s %s%s", text_string(&text), what, name);
    text_release(&text);
    return false;
}

static bool push_positional(Interpreter *interpreter, Scope *scope, const Node *node, Value called)
{
    for (size_t i = 0; i < node->call.arguments.count; i++) {
        const Node *item = node->call.arguments.items[i];
        Value value;
        bool starred = item->kind == NODE_STARRED;
        if (!evaluate(interpreter, scope, starred ? item->single.value : item, &value))
            return false;
        if (!starred) {
            python_push(interpreter, value);
            continue;
        }
        here(interpreter, item);
        if (!may_iterate(interpreter, value))
            return raise_of_call(interpreter, called, "argument after * must be an iterable, not ",
                                 python_type_name(interpreter, value));
        if (!push_unpacked(interpreter, value))
            return false;
    }
    return true;
}

static bool push_name(Interpreter *interpreter, Value called, const char *name, const char **names, size_t *count)
{
    if (*count == MAX_KEYWORDS)
        return python_refuse(interpreter, "a call with more than %d keywords", MAX_KEYWORDS);
    for (size_t i = 0; i < *count; i++)
        if (names[i] == name)
            return raise_of_call(interpreter, called, "got multiple values for keyword argument '",
                                 arena_format(interpreter->arena, "%s'", name));
    names[(*count)++] = name;
    return true;
}

static bool push_double_star(Interpreter *interpreter, Value called, Value mapping, const char **names, size_t *count)
{
    bool is_known = mapping.kind == VALUE_OPAQUE || mapping.kind == VALUE_NATIVE;
    Value keys = mapping;
    if (!is_known && value_plain(mapping).kind != VALUE_DICT &&
        !python_find_attribute(interpreter, mapping, "keys", &keys))
        return false;
    if (!value_given(keys))
        return raise_of_call(interpreter, called, "argument after ** must be a mapping, not ",
                             python_type_name(interpreter, mapping));
    if (!python_mapping(interpreter, &mapping, "in a call"))
        return false;
    python_push(interpreter, mapping); /* the native keeps its values */
    interpreter->stack_count--;
    bool are_texts = true;
    for (size_t i = 0; i < mapping.dict->used; i++) {
        const DictEntry *entry = &mapping.dict->entries[i];
        are_texts &= !value_given(entry->key) || entry->key.kind == VALUE_STRING;
        if (!value_given(entry->key) || entry->key.kind != VALUE_STRING)
            continue;
        if (!push_name(interpreter, called, python_intern(interpreter, entry->key.string->bytes), names, count))
            return false;
        python_push(interpreter, entry->value);
    }
    return are_texts || python_raise(interpreter, "TypeError", "keywords must be strings");
}

static bool push_keywords(Interpreter *interpreter, Scope *scope, const Node *node, Value called, const char **names,
                          size_t *count)
{
    for (size_t i = 0; i < node->call.keyword_count; i++) {
        const Keyword *keyword = &node->call.keywords[i];
        Value value;
        if (!evaluate(interpreter, scope, keyword->value, &value))
            return false;
        if (!keyword->name) {
            python_push(interpreter, value);
            interpreter->stack_count--;
            if (!push_double_star(interpreter, called, value, names, count))
                return false;
            continue;
        }
        if (!push_name(interpreter, called, keyword->name, names, count))
            return false;
        python_push(interpreter, value);
    }
    return true;
}

/* A constant constructor call such as text("SELECT 1") is evaluated once, not for each row of a loop; not for a
 * class derived by a script. */
static bool is_of_constants(Interpreter *interpreter, const Node *node, Value function)
{
    return function.kind == VALUE_CLASS && function.class_->native && function.class_->native->is_of_constants &&
           node->call.arguments.count == 1 && !node->call.keyword_count &&
           node->call.arguments.items[0]->kind == NODE_CONSTANT &&
           python_native_class(interpreter, function.class_->native) == function.class_;
}

static bool made_before(const Interpreter *interpreter, const Node *node, Value function, Value *result)
{
    if (!node->call.cached)
        return false;
    *result = interpreter->frame->module->constants[node->call.cached - 1];
    return function.kind == VALUE_CLASS && function.class_ == result->native->class_;
}

/* Evaluates the callee: a function, or *method with its object, without creating a bound method. */
static bool evaluate_called(Interpreter *interpreter, Scope *scope, const Node *node, Value *called,
                            const NativeMember **method)
{
    *method = NULL;
    if (node->kind != NODE_ATTRIBUTE)
        return evaluate(interpreter, scope, node, called);
    size_t mark = python_stack_mark(interpreter);
    if (!evaluate(interpreter, scope, node->attribute.value, called))
        return false;
    here(interpreter, node);
    *method = native_method(interpreter, *called, node->attribute.name);
    if (*method)
        return true;
    python_push(interpreter, *called);
    bool done = get_interned(interpreter, *called, node->attribute.name, called);
    python_stack_reset(interpreter, mark);
    return done;
}

/* A call from the evaluator, which has pushed all its values. */
static bool call_directly(Interpreter *interpreter, Value function, const Arguments *arguments, Value *result)
{
    Value called = function.kind == VALUE_METHOD ? ((Method *)function.object)->function : function;
    interpreter->calls_directly = called.kind == VALUE_FUNCTION;
    return python_call(interpreter, function, arguments, result);
}

bool evaluate_call(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Value function;
    const NativeMember *method;
    const char *names[MAX_KEYWORDS];
    size_t keyword_count = 0;
    size_t mark = python_stack_mark(interpreter);
    Mark before = position_mark(interpreter);
    if (!evaluate_called(interpreter, scope, node->call.function, &function, &method))
        return false;
    if (made_before(interpreter, node, function, result))
        return true;
    python_push(interpreter, function);
    const Value called = method ? value_absent() : function;
    if (!push_positional(interpreter, scope, node, called))
        return false;
    size_t positional = interpreter->stack_count - mark - 1;
    if (!push_keywords(interpreter, scope, node, called, names, &keyword_count))
        return false;
    Arguments arguments = {interpreter->stack + mark + 1, positional, names, keyword_count, NULL};
    here(interpreter, node);
    *result = value_none();
    if (!(method ? native_call(interpreter, method, function, &arguments, result)
                 : call_directly(interpreter, function, &arguments, result)))
        return !interpreter->strict && (method ? text_is_unknown(interpreter, &before, function, &arguments, result)
                                               : call_is_unknown(interpreter, &before, function, &arguments, result));
    here(interpreter, node);
    python_stack_reset(interpreter, mark);
    if (is_of_constants(interpreter, node, function))
        ((Node *)node)->call.cached = add_constant(interpreter->frame->module, *result);
    return true;
}
