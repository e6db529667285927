/* Built-in exceptions: the table of classes, raising and matching. */
#include "limbeck/python/runtime/internal.h"

#include <stdio.h>
#include <string.h>

typedef struct ExceptionRow {
    const char *name;
    const char *base;
} ExceptionRow;

static const ExceptionRow rows[] = {
    {"BaseException", NULL},
    {"Exception", "BaseException"},
    {"SystemExit", "BaseException"},
    {"KeyboardInterrupt", "BaseException"},
    {"GeneratorExit", "BaseException"},
    {"ArithmeticError", "Exception"},
    {"ZeroDivisionError", "ArithmeticError"},
    {"OverflowError", "ArithmeticError"},
    {"AssertionError", "Exception"},
    {"AttributeError", "Exception"},
    {"ImportError", "Exception"},
    {"ModuleNotFoundError", "ImportError"},
    {"LookupError", "Exception"},
    {"IndexError", "LookupError"},
    {"KeyError", "LookupError"},
    {"NameError", "Exception"},
    {"UnboundLocalError", "NameError"},
    {"OSError", "Exception"},
    {"FileNotFoundError", "OSError"},
    {"RuntimeError", "Exception"},
    {"NotImplementedError", "RuntimeError"},
    {"RecursionError", "RuntimeError"},
    {"StopIteration", "Exception"},
    {"TypeError", "Exception"},
    {"ValueError", "Exception"},
    {"UnicodeError", "ValueError"},
    {"UnicodeDecodeError", "UnicodeError"},
    {"UnicodeEncodeError", "UnicodeError"},
    {"Warning", "Exception"},
    {"UserWarning", "Warning"},
    {"DeprecationWarning", "Warning"},
    {"RuntimeWarning", "Warning"},
    {"BufferError", "Exception"},
    {"EOFError", "Exception"},
    {"MemoryError", "Exception"},
    {"ReferenceError", "Exception"},
    {"SystemError", "Exception"},
    {"StopAsyncIteration", "Exception"},
    {"FloatingPointError", "ArithmeticError"},
    {"SyntaxError", "Exception"},
    {"IndentationError", "SyntaxError"},
    {"TabError", "IndentationError"},
    {"UnicodeTranslateError", "UnicodeError"},
    {"BlockingIOError", "OSError"},
    {"ChildProcessError", "OSError"},
    {"ConnectionError", "OSError"},
    {"BrokenPipeError", "ConnectionError"},
    {"ConnectionAbortedError", "ConnectionError"},
    {"ConnectionRefusedError", "ConnectionError"},
    {"ConnectionResetError", "ConnectionError"},
    {"FileExistsError", "OSError"},
    {"InterruptedError", "OSError"},
    {"IsADirectoryError", "OSError"},
    {"NotADirectoryError", "OSError"},
    {"PermissionError", "OSError"},
    {"ProcessLookupError", "OSError"},
    {"TimeoutError", "OSError"},
    {"BytesWarning", "Warning"},
    {"EncodingWarning", "Warning"},
    {"FutureWarning", "Warning"},
    {"ImportWarning", "Warning"},
    {"PendingDeprecationWarning", "Warning"},
    {"ResourceWarning", "Warning"},
    {"SyntaxWarning", "Warning"},
    {"UnicodeWarning", "Warning"},
};

void exceptions_install(Interpreter *interpreter)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Class *base = rows[i].base ? exception_class(interpreter, rows[i].base) : interpreter->object_class;
        Class *class_ = class_new(interpreter, rows[i].name, &base, 1);
        const char *name = python_intern(interpreter, rows[i].name);
        class_->module = "builtins";
        names_set(&interpreter->exception_classes, name, value_object(class_));
        names_set(&interpreter->builtins, name, value_object(class_));
    }
    static const char *const aliases[] = {"EnvironmentError", "IOError"};
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        names_set(&interpreter->builtins, python_intern(interpreter, aliases[i]),
                  value_object(exception_class(interpreter, "OSError")));
}

Class *exception_class(Interpreter *interpreter, const char *name)
{
    Value found = names_get(&interpreter->exception_classes, python_intern(interpreter, name));
    return value_given(found) ? found.class_ : NULL;
}

bool exception_swallow(Interpreter *interpreter, const char *name)
{
    bool is_it = interpreter->error.kind == ERROR_NONE && value_given(interpreter->raised) &&
                 class_derives(interpreter->raised.instance->class_, exception_class(interpreter, name));
    if (is_it)
        interpreter->raised = value_absent();
    return is_it;
}

static bool raise_instance(Interpreter *interpreter, Value exception)
{
    interpreter->raised = exception;
    exception_set_context(interpreter, exception);
    interpreter->raised_by_statement = false;
    const Frame *frame = frame_with_place(interpreter);
    interpreter->raised_file = frame ? frame->module->file : NULL;
    interpreter->raised_at = python_place(interpreter);
    return false;
}

/* A built-in exception, or one of the host's. */
static Class *class_to_raise(Interpreter *interpreter, const char *name)
{
    Class *class_ = exception_class(interpreter, name);
    Value module, found;
    if (class_ || !interpreter->options.exceptions ||
        !python_import(interpreter, interpreter->options.exceptions, &module) ||
        !python_find_attribute(interpreter, module, name, &found) || found.kind != VALUE_CLASS)
        return class_;
    return found.class_;
}

bool python_raise(Interpreter *interpreter, const char *exception, const char *format, ...)
{
    char message[900];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    Value text, instance;
    Class *class_ = class_to_raise(interpreter, exception);
    if (!class_)
        return python_refuse(interpreter, "%s: %s", exception, message);
    if (strstr(message, value_type_name((Value){.kind = VALUE_OPAQUE}))) /* the value could be of the wanted type */
        return python_refuse(interpreter, "%s", message);
    if (!python_text(interpreter, message, &text))
        return false;
    Arguments call = {.values = &text, .positional = message[0] != 0};
    bool is_builtin = exception_class(interpreter, class_->name) == class_;
    if (!(is_builtin ? exception_new(interpreter, class_, &call, &instance)
                     : class_instantiate(interpreter, class_, &call, &instance)))
        return false;
    return raise_instance(interpreter, instance);
}

/* NotImplementedError raised by an embedded module is a refusal: no script can catch it. Where the real module raises
 * it, ours raises the class of _limbeck.raised. */
static bool is_refusal(Interpreter *interpreter, Value exception)
{
    const Frame *frame = interpreter->frame;
    return frame && frame->module->file && frame->module->file->is_library &&
           exception.instance->class_ == exception_class(interpreter, "NotImplementedError");
}

static bool refuse(Interpreter *interpreter, Value exception)
{
    Text message = python_buffer(interpreter);
    if (python_str(interpreter, exception, &message))
        python_refuse(interpreter, "%s", text_string(&message));
    text_release(&message);
    return false;
}

bool exception_made(Interpreter *interpreter, Value *value)
{
    const Class *base = exception_class(interpreter, "BaseException");
    if (value->kind != VALUE_CLASS || !class_derives(value->class_, base))
        return true;
    Arguments none = {0};
    const char *name = value->class_->name;
    if (!class_instantiate(interpreter, value->class_, &none, value))
        return false;
    python_push(interpreter, *value);
    bool is_one = value->kind == VALUE_INSTANCE && class_derives(value->instance->class_, base);
    return is_one || python_raise(interpreter, "TypeError",
                                  "calling <class '%s'> should have returned an instance of BaseException, not %s",
                                  name, value_type_name(*value));
}

/* raise X: an instance, or a class to instantiate. */
bool exception_raise_value(Interpreter *interpreter, Value value)
{
    const Class *base = exception_class(interpreter, "BaseException");
    if (!exception_made(interpreter, &value))
        return false;
    if (value.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "raising '%s', %s", ((Opaque *)value.object)->path,
                             python_unknown_origin(interpreter, ((Opaque *)value.object)->path));
    if (value.kind != VALUE_INSTANCE || !class_derives(value.instance->class_, base))
        return python_raise(interpreter, "TypeError", "exceptions must derive from BaseException");
    return is_refusal(interpreter, value) ? refuse(interpreter, value) : raise_instance(interpreter, value);
}

static bool check_caught(Interpreter *interpreter, Value type)
{
    return type.kind == VALUE_OPAQUE ||
           (type.kind == VALUE_CLASS && class_derives(type.class_, exception_class(interpreter, "BaseException"))) ||
           python_raise(interpreter, "TypeError",
                        "catching classes that do not inherit from BaseException is not allowed");
}

bool exception_matches(Interpreter *interpreter, Value exception, Value type, bool *matches)
{
    *matches = false;
    if (type.kind == VALUE_TUPLE) {
        for (size_t i = 0; i < type.list->count; i++)
            if (!check_caught(interpreter, type.list->items[i]))
                return false;
        for (size_t i = 0; i < type.list->count && !*matches; i++)
            if (!exception_matches(interpreter, exception, type.list->items[i], matches))
                return false;
        return true;
    }
    /* An exception class of a module that could not be imported never matches: everything raised comes from
     * limbeck or from the script. */
    if (type.kind == VALUE_OPAQUE)
        return true;
    if (!check_caught(interpreter, type))
        return false;
    *matches = class_derives(exception.instance->class_, type.class_);
    return true;
}
