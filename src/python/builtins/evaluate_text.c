/* compile() and exec() of a text that is no Python: the error that CPython raises. What is valid is refused: a
 * migration may not reach code from here. */
#include "limbeck/python/runtime/internal.h"
#include "limbeck/python/syntax/parser.h"

#include <string.h>

static bool is_cut(const char *message)
{
    return strstr(message, "indent") || strstr(message, "tab");
}

/* CPython's message and place are not known: they are opaque. */
static bool raise_syntax_error(Interpreter *interpreter)
{
    static const char *const fields[] = {
        "lineno", "offset", "text", "filename", "end_lineno", "end_offset", "print_file_and_line"};
    Value message, exception, class_ = value_object(exception_class(interpreter, "SyntaxError"));
    size_t mark = python_stack_mark(interpreter);
    if (!python_opaque(interpreter, "SyntaxError.msg", &message))
        return false;
    python_push(interpreter, message);
    if (!python_call_positional(interpreter, class_, &message, 1, &exception))
        return false;
    python_push(interpreter, exception);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!python_set_attribute(interpreter, exception, fields[i], message))
            return false;
    bool done = exception_raise_value(interpreter, exception);
    python_stack_reset(interpreter, mark);
    return done;
}

/* Returns only after a failure: a SyntaxError, or the refusal. IndentationError and TabError are refused too. */
static bool check_text(Interpreter *interpreter, const char *function, Value source)
{
    static const char reason[] = "a migration may not reach files, processes or code from here";
    if (source.kind != VALUE_STRING || strlen(source.string->bytes) != source.string->length)
        return python_refuse(interpreter, "%s(): %s", function, reason);
    if (!python_charge(interpreter, source.string->length * ITEM_UNITS))
        return false;
    Arena *arena = arena_new();
    Error error = {0};
    const SourceFile *file = python_parse(arena, NULL, "<string>", source.string->bytes, source.string->length, &error);
    bool is_wrong = !file && error.kind == ERROR_SYNTAX && !is_cut(error.message);
    error_clear(&error);
    arena_free(arena);
    return is_wrong ? raise_syntax_error(interpreter) : python_refuse(interpreter, "%s(): %s", function, reason);
}

/* compile(source, filename, mode, ...) */
bool builtin_compile(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_source, ARG_filename, ARG_mode };
    (void)self;
    (void)result;
    Value mode = argument_at(arguments, ARG_mode);
    bool is_of_statements = mode.kind == VALUE_STRING && strcmp(mode.string->bytes, "exec") == 0;
    bool is_plain = arguments->positional == 3 && !arguments->keyword_count && is_of_statements &&
                    argument_at(arguments, ARG_filename).kind == VALUE_STRING;
    return check_text(interpreter, "compile", is_plain ? argument_at(arguments, ARG_source) : value_none());
}

/* exec(source, globals=None, locals=None) */
bool builtin_exec(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_source };
    (void)self;
    (void)result;
    bool is_plain = arguments->positional && !arguments->keyword_count;
    for (size_t i = 1; i < arguments->positional; i++)
        is_plain &= arguments->values[i].kind == VALUE_DICT || value_is_none(arguments->values[i]);
    return check_text(interpreter, "exec", is_plain ? arguments->values[ARG_source] : value_none());
}
