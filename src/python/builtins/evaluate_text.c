/* eval() of one expression, and compile() and exec(): a text that is not valid Python raises CPython's error. A valid
 * text of compile() and exec() is refused: a migration may not run code from a text. */
#include "limbeck/python/runtime/internal.h"
#include "limbeck/python/syntax/parser.h"
#include "limbeck/python/syntax/string_errors.h"

#include <string.h>

static bool is_cut(const char *message)
{
    return strstr(message, "indent") || strstr(message, "tab") || strstr(message, "nested");
}

/* CPython's place is not known, and where it is NULL neither is its message: they are opaque. */
static bool raise_syntax_error(Interpreter *interpreter, const char *text)
{
    static const char *const fields[] = {
        "lineno", "offset", "text", "filename", "end_lineno", "end_offset", "print_file_and_line"};
    Value place, message, exception, class_ = value_object(exception_class(interpreter, "SyntaxError"));
    size_t mark = python_stack_mark(interpreter);
    if (!python_opaque(interpreter, "SyntaxError.msg", &place))
        return false;
    python_push(interpreter, place);
    message = place;
    if (text && !python_text(interpreter, text, &message))
        return false;
    python_push(interpreter, message);
    if (!python_call_positional(interpreter, class_, &message, 1, &exception))
        return false;
    python_push(interpreter, exception);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!python_set_attribute(interpreter, exception, fields[i], place))
            return false;
    bool done =
        python_set_attribute(interpreter, exception, "msg", message) && exception_raise_value(interpreter, exception);
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
    return is_wrong ? raise_syntax_error(interpreter, NULL) : python_refuse(interpreter, "%s(): %s", function, reason);
}

/* ---- eval() ---------------------------------------------------------------------- */

/* Kinds that outlive the text, whose tree is freed, or that bind names where eval() has no scope. */
static const uint32_t refused_kinds = 1U << NODE_LAMBDA | 1U << NODE_GENERATOR | 1U << NODE_NAMED_EXPRESSION |
                                      1U << NODE_AWAIT | 1U << NODE_YIELD | 1U << NODE_YIELD_FROM;
static const uint32_t comprehension_kinds =
    1U << NODE_LIST_COMPREHENSION | 1U << NODE_SET_COMPREHENSION | 1U << NODE_DICT_COMPREHENSION;
static const uint32_t format_kinds = 1U << NODE_JOINED_STRING | 1U << NODE_FORMATTED_VALUE;

/* An f-string that CPython 3.11 may not read, though the parser does: with another text or an escape inside. */
static bool is_of_later_python(const char *text)
{
    size_t quotes = 0;
    for (const char *at = text; *at; at++)
        quotes += *at == '\'' || *at == '"';
    const char *conversion = strchr(text, '!');
    return quotes != 2 || strpbrk(text, "\\#\n") || (conversion && strchr(conversion, ' '));
}

/* The text's one expression; NULL where it is none, or, with *is_certain false, where it may be none: "1;" is a
 * statement, and "a, *b" needs parentheses. */
static const Node *expression_of(const SourceFile *file, const char *text, bool *is_certain)
{
    const Node *statement = file->body.count == 1 ? file->body.items[0] : NULL;
    *is_certain = !strchr(text, ';') && !strstr(text, "yield");
    if (!*is_certain || !statement || statement->kind != NODE_EXPRESSION)
        return NULL;
    const Node *node = statement->single.value;
    for (size_t i = 0; node->kind == NODE_TUPLE && i < node->sequence.values.count; i++)
        *is_certain &= node->sequence.values.items[i]->kind != NODE_STARRED;
    return node->kind == NODE_STARRED || !*is_certain ? NULL : node;
}

/* A function's variables become those of a scope of the text alone. */
static bool copy_locals(Interpreter *interpreter, Scope *scope, bool *has_locals)
{
    const Scope *outer = interpreter->frame->scope;
    const Arguments none = {0};
    Value locals;
    *has_locals = false;
    if (!outer->declared && !outer->is_comprehension && !outer->class_names && !outer->parent &&
        !interpreter->frame->is_text)
        return true;
    if (!builtin_locals(interpreter, value_absent(), &none, &locals))
        return false;
    for (size_t i = 0; i < locals.dict->used; i++)
        if (value_given(locals.dict->entries[i].key))
            names_set(&scope->names, python_intern(interpreter, locals.dict->entries[i].key.string->bytes),
                      locals.dict->entries[i].value);
    *has_locals = locals.dict->count > 0;
    return true;
}

static bool evaluate_in_caller(Interpreter *interpreter, const Node *node, const char *text, Value *result)
{
    bool has_locals;
    size_t mark = python_stack_mark(interpreter);
    uint32_t kinds = expression_kinds(interpreter, node);
    Scope *scope = scope_new(interpreter, NULL, interpreter->frame->module, NULL);
    if (!scope)
        return false;
    python_push(interpreter, value_object(scope));
    if (!copy_locals(interpreter, scope, &has_locals))
        return false;
    if (kinds & refused_kinds || (kinds & comprehension_kinds && has_locals) ||
        (kinds & format_kinds && is_of_later_python(text)))
        return python_refuse(interpreter, "eval() of such an expression");
    Frame frame = {.caller = interpreter->frame,
                   .module = interpreter->frame->module,
                   .scope = scope,
                   .function = "<module>",
                   .is_text = true};
    interpreter->frame = &frame;
    bool done = interpreter->evaluator->expression(interpreter, scope, node, result);
    interpreter->frame = frame.caller;
    python_stack_reset(interpreter, mark);
    return done;
}

/* eval(source): the same evaluator, limits and refusals as the script's own text. */
bool builtin_eval(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_source };
    (void)self;
    Value source = value_plain(argument_at(arguments, ARG_source));
    bool is_plain = arguments->positional == 1 && !arguments->keyword_count && source.kind == VALUE_STRING &&
                    strlen(source.string->bytes) == source.string->length && interpreter->frame;
    if (!is_plain)
        return python_refuse(interpreter, "eval() with such arguments");
    const char *text = source.string->bytes + strspn(source.string->bytes, " \t");
    if (!python_charge(interpreter, source.string->length * ITEM_UNITS))
        return false;
    python_push(interpreter, source);
    Arena *arena = arena_new();
    Error error = {0};
    const char *message = python_is_no_expression(text) ? "invalid syntax" : python_string_error(arena, text);
    if (message) {
        bool raised = raise_syntax_error(interpreter, message);
        arena_free(arena);
        return raised;
    }
    const SourceFile *file = python_parse(arena, interpreter->names, "<string>", text, strlen(text), &error);
    bool is_certain = !file && error.kind == ERROR_SYNTAX && !is_cut(error.message);
    const Node *node = file ? expression_of(file, text, &is_certain) : NULL;
    bool done = node         ? evaluate_in_caller(interpreter, node, text, result)
                : is_certain ? raise_syntax_error(interpreter, NULL)
                             : python_refuse(interpreter, "eval() of such a text");
    error_clear(&error);
    arena_free(arena);
    return done;
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
