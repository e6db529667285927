/* Built-in functions: one table row each. */
#include "builtins.h"

#include <string.h>

/* ---- length, class, attributes ------------------------------------------------------- */

BUILTIN(builtin_len)
{
    (void)self;
    size_t length;
    if (!builtin_arity(interpreter, arguments, "len()", 1, 1) ||
        !python_length(interpreter, argument_at(arguments, 0), &length))
        return false;
    *result = value_int((int64_t)length);
    return true;
}

BUILTIN(builtin_isinstance)
{
    enum { ARG_object, ARG_classinfo };
    (void)self;
    bool answer;
    if (!builtin_arity(interpreter, arguments, "isinstance", 2, 2) ||
        !python_is_instance(interpreter, arguments->values[ARG_object], arguments->values[ARG_classinfo], &answer))
        return false;
    *result = value_bool(answer);
    return true;
}

BUILTIN(builtin_issubclass)
{
    enum { ARG_class, ARG_classinfo };
    (void)self;
    bool answer;
    if (!builtin_arity(interpreter, arguments, "issubclass", 2, 2) ||
        !python_is_subclass(interpreter, arguments->values[ARG_class], arguments->values[ARG_classinfo], &answer))
        return false;
    *result = value_bool(answer);
    return true;
}

/* ABSENT also if __getattr__() or a property raises AttributeError. */
static bool find_or_absent(Interpreter *interpreter, Value object, const char *name, Value *found)
{
    if (python_find_attribute(interpreter, object, name, found))
        return true;
    *found = value_absent();
    return exception_swallow(interpreter, "AttributeError");
}

/* A name that embedded modules lack may exist in the real ones, so the answer is refused. */
static bool name_is_uncertain(Interpreter *interpreter, Value object, const char *name)
{
    return object.kind == VALUE_OPAQUE || object.kind == VALUE_NATIVE ||
           (python_has_name(interpreter, object, name) && python_has_name_sometimes(name));
}

static bool attribute_name(Interpreter *interpreter, Value value, const char **name)
{
    Value plain = value_plain(value);
    if (plain.kind == VALUE_STRING || plain.kind == VALUE_OPAQUE)
        return expect_text(interpreter, value, "attribute name", name);
    return python_raise(interpreter, "TypeError", "attribute name must be string, not '%s'",
                        python_type_name(interpreter, value));
}

BUILTIN(builtin_hasattr)
{
    enum { ARG_object, ARG_name };
    (void)self;
    Value found;
    const char *name;
    if (!builtin_arity(interpreter, arguments, "hasattr", 2, 2) ||
        !attribute_name(interpreter, arguments->values[ARG_name], &name))
        return false;
    Value object = arguments->values[ARG_object];
    if (object.kind != VALUE_OPAQUE && !find_or_absent(interpreter, object, name, &found))
        return false;
    if (object.kind == VALUE_OPAQUE && unknown_is_decided(interpreter))
        return python_opaque(interpreter,
                             arena_format(interpreter->arena, "hasattr(%s, '%s')", python_opaque_path(object), name),
                             result);
    if (object.kind == VALUE_OPAQUE || (!value_given(found) && name_is_uncertain(interpreter, object, name)))
        return python_refuse(interpreter, "hasattr(..., '%s') of %s", name, value_type_name(object));
    *result = value_bool(value_given(found) || python_has_name(interpreter, object, name));
    return true;
}

BUILTIN(builtin_getattr)
{
    enum { ARG_object, ARG_name, ARG_default };
    (void)self;
    const char *name;
    if (!builtin_arity(interpreter, arguments, "getattr", 2, 3) ||
        !attribute_name(interpreter, arguments->values[ARG_name], &name))
        return false;
    if (arguments->positional == 2)
        return python_get_attribute(interpreter, arguments->values[ARG_object], name, result);
    if (!find_or_absent(interpreter, arguments->values[ARG_object], name, result))
        return false;
    if (!value_given(*result) && python_has_name(interpreter, arguments->values[ARG_object], name))
        return python_refuse(interpreter, "'.%s' of %s", name, value_type_name(arguments->values[ARG_object]));
    if (!value_given(*result))
        *result = arguments->values[ARG_default];
    return true;
}

BUILTIN(builtin_setattr)
{
    enum { ARG_object, ARG_name, ARG_value };
    (void)self;
    const char *name;
    *result = value_none();
    return builtin_arity(interpreter, arguments, "setattr", 3, 3) &&
           attribute_name(interpreter, arguments->values[ARG_name], &name) &&
           python_set_attribute(interpreter, arguments->values[ARG_object], name, arguments->values[ARG_value]);
}

BUILTIN(builtin_callable)
{
    (void)self;
    if (!builtin_arity(interpreter, arguments, "callable", 1, 1))
        return false;
    ValueKind kind = argument_at(arguments, 0).kind;
    if (kind == VALUE_INSTANCE) {
        *result = value_bool(value_given(special_method(interpreter, argument_at(arguments, 0), "__call__")));
        return true;
    }
    if (kind == VALUE_OPAQUE || kind == VALUE_NATIVE)
        return python_refuse(interpreter, "callable() of this kind of value");
    *result =
        value_bool(kind == VALUE_FUNCTION || kind == VALUE_BUILTIN || kind == VALUE_METHOD || kind == VALUE_CLASS);
    return true;
}

BUILTIN(builtin_repr)
{
    (void)self;
    Text text = python_buffer(interpreter);
    bool done = builtin_arity(interpreter, arguments, "repr()", 1, 1) &&
                python_repr(interpreter, argument_at(arguments, 0), &text) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

BUILTIN(builtin_ascii)
{
    (void)self;
    Text text = python_buffer(interpreter);
    bool done = python_ascii(interpreter, argument_at(arguments, 0), &text) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

BUILTIN(builtin_print)
{
    (void)self;
    enum { ARG_sep, ARG_end, ARG_file, ARG_flush, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_sep] = "*sep", [ARG_end] = "end", [ARG_file] = "file", [ARG_flush] = "flush"};
    Value values[ARG_COUNT];
    Arguments named = arguments_named(arguments);
    const char *separator, *end;
    if (!arguments_bind(interpreter, "print", &named, names, ARG_COUNT, values, NULL, NULL) ||
        !expect_text_or_none(interpreter, values[ARG_sep], "sep", &separator) ||
        !expect_text_or_none(interpreter, values[ARG_end], "end", &end))
        return false;
    const Mark before = position_mark(interpreter);
    Text text = python_buffer(interpreter);
    bool done = true;
    for (size_t i = 0; i < arguments->positional && done; i++) {
        if (i)
            text_append(&text, separator ? separator : " ");
        done = python_str(interpreter, arguments->values[i], &text);
    }
    if (end && strcmp(end, "\n") != 0) /* output is delivered line by line */
        text_append(&text, end);
    done = done ? interpreter_print(interpreter, &text) : message_is_unknown(interpreter, &before, arguments);
    text_release(&text);
    *result = value_none();
    return done;
}

BUILTIN(builtin_delattr)
{
    enum { ARG_object, ARG_name };
    (void)self;
    const char *name;
    *result = value_none();
    return builtin_arity(interpreter, arguments, "delattr", 2, 2) &&
           attribute_name(interpreter, arguments->values[ARG_name], &name) &&
           remove_attribute(interpreter, arguments->values[ARG_object], python_intern(interpreter, name));
}

BUILTIN(builtin_format)
{
    enum { ARG_value, ARG_format_spec };
    (void)self;
    const char *specification = "";
    Text text = python_buffer(interpreter);
    bool done = (arguments->positional < 2 || expect_argument_text(interpreter, arguments->values[ARG_format_spec],
                                                                   "format", "2", &specification)) &&
                python_format(interpreter, arguments->values[ARG_value], specification, &text) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

/* A host that allows reading registers the module io. */
BUILTIN(builtin_open)
{
    (void)self;
    Value io, function;
    if (!map_get(&interpreter->sources, "io"))
        return refuse_builtin(interpreter, "open");
    return python_import(interpreter, "io", &io) && python_get_attribute(interpreter, io, "open", &function) &&
           python_call(interpreter, function, arguments, result);
}

BUILTIN(builtin_globals)
{
    (void)self;
    (void)arguments;
    return !interpreter->frame || names_view(interpreter, value_object(interpreter->frame->module), result);
}

static bool is_word_letter(char letter)
{
    return letter == '_' || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || (unsigned char)letter >= 0x80;
}

/* Whether the word occurs in these lines. */
static bool word_occurs(const SourceFile *file, int first, int last, const char *word)
{
    size_t length = strlen(word);
    const char *at = file->content, *end = file->content + file->length;
    for (int line = 1; line < first && at; line++)
        at = memchr(at, '\n', (size_t)(end - at)) ? (const char *)memchr(at, '\n', (size_t)(end - at)) + 1 : NULL;
    for (int line = first; at && at < end && line <= last; at++) {
        bool begins = is_word_letter(*at) && (at == file->content || !is_word_letter(at[-1]));
        bool is_defined = at - file->content > 4 && memcmp(at - 4, "def ", 4) == 0;
        if (begins && !is_defined && (size_t)(end - at) >= length && memcmp(at, word, length) == 0 &&
            (at + length == end || !is_word_letter(at[length])))
            return true;
        line += *at == '\n';
    }
    return false;
}

/* CPython's locals() includes variables of enclosing functions that the function uses. A name in the function's text
 * may be one. */
static bool may_use_enclosing(const Scope *scope)
{
    const Node *node = scope->declared->node;
    const SourceFile *file = scope->module->file;
    if (node->kind != NODE_FUNCTION || !node->function->end_line || !file)
        return true;
    for (const Scope *outer = scope->parent; outer; outer = outer->parent)
        for (size_t i = 0; outer->declared && i < outer->declared->locals.count; i++) {
            const char *name = outer->declared->locals.items[i];
            if (!string_vector_contains(&scope->declared->locals, name) &&
                word_occurs(file, node->line, node->function->end_line, name))
                return true;
        }
    return false;
}

/* locals() of a function: what it has bound so far, parameters first; of a module its globals(). */
bool builtin_locals(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (interpreter->frame && interpreter->frame->is_text)
        return python_refuse(interpreter, "locals() of a text that eval() evaluates");
    const Scope *scope = interpreter->frame ? interpreter->frame->scope : NULL;
    if (scope && !scope->declared && !scope->is_comprehension && !scope->class_names && !scope->parent)
        return builtin_globals(interpreter, self, arguments, result);
    if (!scope || !scope->declared || scope->is_comprehension || scope->class_names)
        return python_refuse(interpreter, "locals() of a class body or a comprehension");
    if (!python_dict(interpreter, result))
        return false;
    for (size_t i = 0; i < scope->declared->locals.count; i++) {
        const char *name = scope->declared->locals.items[i];
        Value value = names_get(&scope->names, name);
        if (value_given(value) && !dict_set_text(interpreter, result->dict, name, value))
            return false;
    }
    return !scope->parent || !may_use_enclosing(scope) ||
           python_refuse(interpreter, "locals() of a function inside another");
}

BUILTIN(builtin_vars)
{
    if (!arguments->positional)
        return builtin_locals(interpreter, self, arguments, result);
    return call_namespaces(interpreter, "vars_of", argument_at(arguments, 0), result);
}

BUILTIN(builtin_dir)
{
    (void)self;
    if (!arguments->positional)
        return python_refuse(interpreter, "dir() without an argument");
    return call_namespaces(interpreter, "dir_of", argument_at(arguments, 0), result);
}

BUILTIN(builtin_super)
{
    (void)self;
    return python_super(interpreter, arguments, result);
}

static const NativeMember functions[] = {
    {"len", builtin_len, TAKES(1, 1), .charges_itself = true},
    {"isinstance", builtin_isinstance, TAKES(2, 2), .charges_itself = true},
    {"issubclass", builtin_issubclass, TAKES(2, 2), .charges_itself = true},
    {"hasattr", builtin_hasattr, TAKES(2, 2), .charges_itself = true},
    {"getattr", builtin_getattr, TAKES(2, 3), .charges_itself = true},
    {"setattr", builtin_setattr, TAKES(3, 3), .charges_itself = true},
    {"delattr", builtin_delattr, TAKES(2, 2), .charges_itself = true},
    {"format", builtin_format, TAKES(1, 2)},
    {"callable", builtin_callable, TAKES(1, 1), .charges_itself = true},
    {"repr", builtin_repr, TAKES(1, 1)},
    {"ascii", builtin_ascii, TAKES(1, 1)},
    {"id", builtin_id, TAKES(1, 1), .charges_itself = true},
    {"print", builtin_print, TAKES_NAMED(0, ANY_NUMBER, "sep end file flush")},
    {"open", builtin_open},
    {"locals", builtin_locals, TAKES(0, 0)},
    {"__import__", builtin_import, TAKES_NAMED(1, 5, "name globals locals fromlist level")},
    {"globals", builtin_globals, TAKES(0, 0)},
    {"vars", builtin_vars, TAKES(0, 1)},
    {"dir", builtin_dir, TAKES(0, 1)},
    {"super", builtin_super, TAKES(0, 2)},
    {NULL, NULL},
};

static void install_functions(Interpreter *interpreter, const NativeMember *members)
{
    for (; members->name; members++) {
        Value builtin;
        python_member(interpreter, members, value_none(), &builtin);
        builtin_install(interpreter, members->name, builtin);
    }
}

void builtins_install(Interpreter *interpreter)
{
    interpreter->object_class = class_new(interpreter, "object", NULL, 0);
    interpreter->object_class->module = "builtins";
    interpreter->builtin_classes[VALUE_ABSENT] = interpreter->object_class; /* keeps it alive */
    builtin_install(interpreter, "object", value_object(interpreter->object_class));
    install_functions(interpreter, functions);
    install_functions(interpreter, builtin_iteration_functions);
    install_functions(interpreter, builtin_number_functions);
    builtin_refusals_install(interpreter);
    builtin_types_install(interpreter);
    builtin_install(interpreter, "NotImplemented", (Value){.kind = VALUE_NOT_IMPLEMENTED});
    builtin_install(interpreter, "Ellipsis", (Value){.kind = VALUE_ELLIPSIS});
    builtin_install(interpreter, "__debug__", value_bool(true));
}
