/* Binding the arguments of a call to a function's parameters, and the TypeErrors for arguments that do not fit. */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

static bool quoted_list(Interpreter *interpreter, const char *const *names, size_t count, Text *out)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            text_append(out, count == 2 ? " and " : i + 1 == count ? ", and " : ", ");
        text_append_format(out, "'%s'", names[i]);
    }
    return !python_failed(interpreter);
}

/* f() missing 2 required positional arguments: 'a' and 'b' */
static bool missing(Interpreter *interpreter, const Function *function, const Value *bound, bool is_named)
{
    const Parameters *parameters = &function->node->function->parameters;
    const char *names[16];
    size_t count = 0, listed = 0;
    size_t first = is_named ? parameters->positional : 0, last = is_named ? parameters->count : parameters->positional;
    for (size_t i = first; i < last; i++)
        if (!value_given(bound[i])) {
            if (listed < sizeof names / sizeof *names)
                names[listed++] = parameters->items[i].name;
            count++;
        }
    if (!count)
        return true;
    if (count != listed)
        return python_raise(interpreter, "TypeError", "%s() missing %zu required arguments", function->qualified,
                            count);
    Text list = python_buffer(interpreter);
    bool done =
        quoted_list(interpreter, names, listed, &list) &&
        python_raise(interpreter, "TypeError", "%s() missing %zu required %s argument%s: %s", function->qualified,
                     count, is_named ? "keyword-only" : "positional", count == 1 ? "" : "s", text_string(&list));
    text_release(&list);
    return done;
}

/* f() takes from 1 to 2 positional arguments but 3 were given */
static bool too_many(Interpreter *interpreter, const Function *function, const Arguments *arguments, const Value *bound)
{
    const Parameters *parameters = &function->node->function->parameters;
    size_t most = parameters->positional, least = most, given = arguments->positional, named = 0;
    while (least && value_given(function->defaults[least - 1]))
        least--;
    for (size_t i = parameters->positional; i < parameters->count; i++)
        named += value_given(bound[i]);
    Text text = python_buffer(interpreter);
    text_append_format(&text, "%s() takes ", function->qualified);
    if (least < most)
        text_append_format(&text, "from %zu to ", least);
    text_append_format(&text, "%zu positional argument%s but %zu ", most, least < most || most != 1 ? "s" : "", given);
    if (named)
        text_append_format(&text, "positional argument%s (and %zu keyword-only argument%s) ", given == 1 ? "" : "s",
                           named, named == 1 ? "" : "s");
    python_raise(interpreter, "TypeError", "%s%s given", text_string(&text), given == 1 && !named ? "was" : "were");
    text_release(&text);
    return false;
}

static size_t parameter_index(const Parameters *parameters, const char *name)
{
    for (size_t i = parameters->positional_only; i < parameters->count; i++)
        if (parameters->items[i].name == name)
            return i;
    return parameters->count;
}

/* An unknown keyword, or the name of a positional-only parameter. */
static bool unexpected(Interpreter *interpreter, const Function *function, const Arguments *arguments, const char *name)
{
    const Parameters *parameters = &function->node->function->parameters;
    Text wrong = python_buffer(interpreter);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        for (size_t k = 0; k < parameters->positional_only; k++)
            if (arguments->keywords[i] == parameters->items[k].name)
                text_append_format(&wrong, "%s%s", wrong.length ? ", " : "", arguments->keywords[i]);
    if (wrong.length)
        python_raise(interpreter, "TypeError",
                     "%s() got some positional-only arguments passed as keyword arguments: '%s'", function->qualified,
                     text_string(&wrong));
    else
        python_raise(interpreter, "TypeError", "%s() got an unexpected keyword argument '%s'", function->qualified,
                     name);
    text_release(&wrong);
    return false;
}

static bool bind_keywords(Interpreter *interpreter, const Function *function, const Arguments *arguments, Value *bound,
                          Value extra)
{
    const Parameters *parameters = &function->node->function->parameters;
    for (size_t i = 0; i < arguments->keyword_count; i++) {
        const char *name = arguments->keywords[i];
        Value value = arguments->values[arguments->positional + i];
        size_t index = parameter_index(parameters, name);
        if (index < parameters->count) {
            if (value_given(bound[index]))
                return python_raise(interpreter, "TypeError", "%s() got multiple values for argument '%s'",
                                    function->qualified, name);
            bound[index] = value;
        } else if (!parameters->double_star) {
            return unexpected(interpreter, function, arguments, name);
        } else if (!dict_set_text(interpreter, extra.dict, name, value)) {
            return false;
        }
    }
    return true;
}

static bool bind_defaults(Interpreter *interpreter, const Function *function, Value *bound, Scope *scope)
{
    const Parameters *parameters = &function->node->function->parameters;
    bool is_whole = true;
    for (size_t i = 0; i < parameters->count; i++) {
        if (!value_given(bound[i]))
            bound[i] = function->defaults[i];
        is_whole &= value_given(bound[i]);
        names_set(&scope->names, parameters->items[i].name, bound[i]);
    }
    return is_whole || (missing(interpreter, function, bound, false) && missing(interpreter, function, bound, true));
}

static bool bind(Interpreter *interpreter, const Function *function, const Arguments *arguments, Scope *scope)
{
    const Parameters *parameters = &function->node->function->parameters;
    size_t mark = python_stack_mark(interpreter);
    size_t taken = arguments->positional < parameters->positional ? arguments->positional : parameters->positional;
    for (size_t i = 0; i < parameters->count; i++)
        python_push(interpreter, i < taken ? arguments->values[i] : value_absent());
    Value *bound = interpreter->stack + mark;
    if (parameters->star) {
        Value rest;
        if (!python_tuple(interpreter, arguments->values + taken, arguments->positional - taken, &rest))
            return false;
        names_set(&scope->names, parameters->star, rest);
    }
    Value extra = value_none();
    if (parameters->double_star) {
        if (!python_dict(interpreter, &extra))
            return false;
        names_set(&scope->names, parameters->double_star, extra);
    }
    if (!bind_keywords(interpreter, function, arguments, bound, extra))
        return false;
    if (arguments->positional > taken && !parameters->star)
        return too_many(interpreter, function, arguments, bound);
    if (!bind_defaults(interpreter, function, bound, scope))
        return false;
    python_stack_reset(interpreter, mark);
    return true;
}

/* Whether CPython has written it in C: a module says of itself `_limbeck_c = True`, or names its classes and functions.
 */
static bool is_in_c(Interpreter *interpreter, const Function *function)
{
    const Module *module = function->module;
    if (!module->file || !module->file->is_library)
        return false;
    if (is_builtin_of_cpython(interpreter, function))
        return true;
    Value named = names_get(&module->names, python_intern(interpreter, "_limbeck_c"));
    size_t length = strcspn(function->qualified, ".");
    for (size_t i = 0; named.kind == VALUE_TUPLE && i < named.list->count; i++) {
        const String *name = named.list->items[i].string;
        if (name->length == length && memcmp(name->bytes, function->qualified, length) == 0)
            return true;
    }
    return named.kind == VALUE_BOOL;
}

/* A method of C, read from its class, is called with an object of another class, or without one. */
static bool check_self(Interpreter *interpreter, const Function *function, const Arguments *arguments)
{
    const char *name = function->name;
    bool is_slot = strncmp(name, "__", 2) == 0;
    if (!function->owner || strcmp(name, "__new__") == 0 || !function->node->function->parameters.positional ||
        strcmp(function->node->function->parameters.items[0].name, "self") != 0)
        return true;
    if (!arguments->positional && is_slot)
        return python_raise(interpreter, "TypeError", "descriptor '%s' of '%s.%s' object needs an argument", name,
                            function->module->name, function->owner->name);
    if (!arguments->positional)
        return python_raise(interpreter, "TypeError", "unbound method %s() needs an argument", function->qualified);
    Value self = argument_at(arguments, 0);
    if (class_derives(python_class_of(interpreter, self), function->owner))
        return true;
    return python_raise(interpreter, "TypeError",
                        is_slot ? "descriptor '%s' requires a '%s.%s' object but received a '%s'"
                                : "descriptor '%s' for '%s.%s' objects doesn't apply to a '%s' object",
                        name, function->module->name, function->owner->name, python_type_name(interpreter, self));
}

/* The class of this TypeError is right; its words are those for a function written in Python. */
static void hide_words(Interpreter *interpreter)
{
    if (!value_given(interpreter->raised))
        return;
    Names *fields = &interpreter->raised.instance->names;
    Value words = names_get(fields, python_intern(interpreter, "args")), hidden;
    if (words.kind == VALUE_TUPLE && words.list->count && words.list->items[0].kind == VALUE_STRING &&
        python_opaque(interpreter, python_intern(interpreter, words.list->items[0].string->bytes), &hidden) &&
        python_tuple(interpreter, &hidden, 1, &hidden))
        names_set(fields, python_intern(interpreter, "args"), hidden);
}

bool function_bind(Interpreter *interpreter, const Function *function, const Arguments *arguments, Scope *scope)
{
    bool is_c = function->module->file && function->module->file->is_library && is_in_c(interpreter, function);
    if (is_c && !check_self(interpreter, function, arguments))
        return false;
    if (bind(interpreter, function, arguments, scope))
        return true;
    if (is_c)
        hide_words(interpreter);
    return false;
}

/* ---- qualified names ----------------------------------------------------------------------- */

/* The prefix of a __qualname__: "Class.", "function.<locals>.". */
static void append_scope(const Scope *scope, Text *out)
{
    static const char *const names[] = {[0] = "<listcomp>",
                                        [NODE_SET_COMPREHENSION - NODE_LIST_COMPREHENSION] = "<setcomp>",
                                        [NODE_DICT_COMPREHENSION - NODE_LIST_COMPREHENSION] = "<dictcomp>",
                                        [NODE_GENERATOR - NODE_LIST_COMPREHENSION] = "<genexpr>"};
    if (scope->class_names && scope->owner) {
        text_append_format(out, "%s.", scope->owner->qualified);
    } else if (scope->is_comprehension && scope->parent && scope->declared) {
        append_scope(scope->parent, out);
        text_append_format(out, "%s.<locals>.", names[scope->declared->comprehension]);
    } else if (scope->declared && scope->declared->qualified) {
        text_append_format(out, "%s.<locals>.", scope->declared->qualified);
    }
}

/* The name as written: the parser has mangled private names (__x to _Class__x). */
const char *name_as_written(const Scope *scope, const char *name)
{
    if (!scope->class_names || !scope->owner || name[0] != '_' || name[1] == '_')
        return name;
    const char *class_name = scope->owner->name + strspn(scope->owner->name, "_");
    size_t length = strlen(class_name);
    bool is_private = length && strncmp(name + 1, class_name, length) == 0 && strncmp(name + 1 + length, "__", 2) == 0;
    return is_private ? name + 1 + length : name;
}

const char *scope_qualified(Interpreter *interpreter, const Scope *scope, const char *name)
{
    bool is_global = false;
    for (size_t i = 0; scope->declared && i < scope->declared->globals.count; i++)
        is_global |= strcmp(scope->declared->globals.items[i], name) == 0;
    if (is_global || (!scope->class_names && !scope->declared))
        return name;
    Text text = python_buffer(interpreter);
    append_scope(scope, &text);
    text_append(&text, name_as_written(scope, name));
    const char *qualified = python_intern(interpreter, text_string(&text));
    text_release(&text);
    return qualified;
}

/* Computed once a function definition: it does not change. */
const char *function_qualified(Interpreter *interpreter, const Scope *scope, const Node *node)
{
    if (!node->function->qualified)
        node->function->qualified = scope_qualified(interpreter, scope, node->function->name);
    return node->function->qualified;
}
