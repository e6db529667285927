/* Standard library modules that need nothing from outside the interpreter. */
#include "builtins.h"

#include <stdlib.h>
#include <string.h>

/* ---- os: the environment, read only --------------------------------------------- */

/* Changes of os.environ stay in the interpreter; the process environment is not changed. */
static const char *environment_variable(const Interpreter *interpreter, const char *name)
{
    const char *own = map_get(&interpreter->environment, name);
    return own ? own : getenv(name);
}

static bool environment_value(Interpreter *interpreter, const Arguments *arguments, bool must_exist, Value *result)
{
    enum { ARG_key, ARG_default };
    const char *name;
    if (!expect_text(interpreter, argument_at(arguments, 0), "environment variable", &name))
        return false;
    const char *value = environment_variable(interpreter, name);
    if (value)
        return python_text(interpreter, value, result);
    if (must_exist)
        return python_raise(interpreter, "KeyError", "%s", name);
    *result = arguments->positional > 1 ? arguments->values[ARG_default] : value_none();
    Value fallback = argument_named(interpreter, arguments, "default");
    if (value_given(fallback))
        *result = fallback;
    return true;
}

static bool os_getenv(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    return environment_value(interpreter, arguments, false, result);
}

static bool environ_item(Interpreter *interpreter, Value self, Value key, Value *result)
{
    (void)self;
    Arguments arguments = {.values = &key, .positional = 1};
    return environment_value(interpreter, &arguments, true, result);
}

static bool environ_contains(Interpreter *interpreter, Value self, Value item, bool *contains)
{
    (void)self;
    const char *name;
    if (!expect_text(interpreter, item, "environment variable", &name))
        return false;
    *contains = environment_variable(interpreter, name) != NULL;
    return true;
}

static bool environ_set_item(Interpreter *interpreter, Value self, Value key, Value value)
{
    const char *name, *text;
    (void)self;
    if (!expect_text(interpreter, key, "environment variable", &name) ||
        !expect_text(interpreter, value, "the value of an environment variable", &text))
        return false;
    map_set(interpreter->arena, &interpreter->environment, arena_strdup(interpreter->arena, name),
            arena_strdup(interpreter->arena, text));
    return true;
}

static bool environ_setdefault(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_key, ARG_default };
    bool contains;
    if (arguments->positional != 2)
        return python_refuse(interpreter, "os.environ.setdefault() with these arguments");
    if (!environ_contains(interpreter, self, arguments->values[ARG_key], &contains))
        return false;
    if (!contains && !environ_set_item(interpreter, self, arguments->values[ARG_key], arguments->values[ARG_default]))
        return false;
    return environ_item(interpreter, self, arguments->values[ARG_key], result);
}

static const NativeMember environ_methods[] = {
    {"get", os_getenv, TAKES_NAMED(1, 2, "key default")}, {"setdefault", environ_setdefault}, {NULL, NULL}};
static const NativeClass environ_class = {.name = "environ",
                                          .module = "os",
                                          .methods = environ_methods,
                                          .item = environ_item,
                                          .set_item = environ_set_item,
                                          .contains = environ_contains};

static bool fill_os(Interpreter *interpreter, Module *module)
{
    Value environ;
    if (!native_new(interpreter, &environ_class, 0, &environ))
        return false;
    names_set(&module->names, python_intern(interpreter, "environ"), environ);
    return true;
}

static bool path_join_function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    Text text = python_buffer(interpreter);
    for (size_t i = 0; i < arguments->positional; i++) {
        const char *part;
        if (!expect_path(interpreter, arguments->values[i], &part)) {
            text_release(&text);
            return false;
        }
        if (part[0] == '/')
            text_clear(&text);
        else if (text.length && text.data[text.length - 1] != '/')
            text_append_char(&text, '/');
        text_append(&text, part);
    }
    bool done = python_text(interpreter, text_string(&text), result);
    text_release(&text);
    return done;
}

static bool path_dirname_function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    const char *path;
    if (!expect_path(interpreter, argument_at(arguments, 0), &path))
        return false;
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    return python_string(interpreter, path, slash == path && slash ? 1 : length, result);
}

static bool path_basename_function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    const char *path;
    return expect_path(interpreter, argument_at(arguments, 0), &path) &&
           python_text(interpreter, path_basename(path), result);
}

static bool path_absolute_function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    const char *path;
    if (!expect_path(interpreter, argument_at(arguments, 0), &path))
        return false;
    Arena *arena = arena_new();
    bool done = path[0] == '/' ? python_text(interpreter, path_normalise(arena, path), result)
                               : python_refuse(interpreter, "the absolute form of the relative path '%s'", path);
    arena_free(arena);
    return done;
}

static const NativeMember os_functions[] = {{"getenv", os_getenv, TAKES_NAMED(1, 2, "key default")}, {NULL, NULL}};
static const NativeModule os_module = {"os", os_functions, NULL, fill_os, false, NULL};
static const NativeMember path_functions[] = {
    {"join", path_join_function},
    {"dirname", path_dirname_function},
    {"basename", path_basename_function},
    {"abspath", path_absolute_function},
    {"normpath", path_absolute_function},
    {"realpath", path_absolute_function},
    {NULL, NULL},
};
static const NativeModule path_module = {"os.path", path_functions, NULL, NULL, false, NULL};

/* ---- asyncio: coroutines run to completion where they are awaited ------------------- */

static bool asyncio_run(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    interpreter->loops++;
    bool done = python_await(interpreter, argument_at(arguments, 0), result);
    interpreter->loops--;
    return done;
}

/* A task runs when it is awaited; nothing runs concurrently. */
static bool asyncio_sleep(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_delay, ARG_result };
    (void)interpreter;
    (void)self;
    *result = arguments->positional > 1 ? arguments->values[ARG_result] : value_none();
    return true;
}

/* wait_for(awaitable, timeout) and shield(awaitable) return the awaitable itself. */
static bool asyncio_awaits(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    return python_await(interpreter, argument_at(arguments, 0), result);
}

/* to_thread(function, *args, **kwargs) */
static bool asyncio_to_thread(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    Arguments rest = *arguments;
    rest.values++;
    rest.positional--;
    return python_call(interpreter, argument_at(arguments, 0), &rest, result);
}

/* run_in_executor(executor, function, *args) */
static bool loop_run_in_executor(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_executor, ARG_function, ARG_args };
    (void)self;
    return python_call_positional(interpreter, arguments->values[ARG_function], arguments->values + ARG_args,
                                  arguments->positional - ARG_args, result);
}

static bool asyncio_nothing(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)self;
    (void)arguments;
    *result = value_none();
    return true;
}

static bool loop_is_running(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    (void)arguments;
    *result = value_bool(interpreter->loops > 0);
    return true;
}

static bool loop_is_closed(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)self;
    (void)arguments;
    *result = value_bool(false);
    return true;
}

static const NativeMember loop_methods[] = {{"run_until_complete", asyncio_run, TAKES_ANYTHING},
                                            {"close", asyncio_nothing, TAKES_ANYTHING},
                                            {"is_running", loop_is_running},
                                            {"is_closed", loop_is_closed},
                                            {"run_in_executor", loop_run_in_executor, TAKES(2, ANY_NUMBER)},
                                            {"stop", asyncio_nothing, TAKES_ANYTHING},
                                            {NULL, NULL}};
static const NativeClass loop_class = {.name = "AbstractEventLoop", .module = "asyncio", .methods = loop_methods};

static bool asyncio_loop(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    (void)arguments;
    return native_new(interpreter, &loop_class, 0, result);
}

static bool asyncio_running_loop(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (interpreter->loops)
        return asyncio_loop(interpreter, self, arguments, result);
    return python_raise(interpreter, "RuntimeError", "no running event loop");
}

static const NativeMember asyncio_functions[] = {{"run", asyncio_run, TAKES_ANYTHING},
                                                 {"get_event_loop", asyncio_loop},
                                                 {"new_event_loop", asyncio_loop},
                                                 {"get_running_loop", asyncio_running_loop},
                                                 {"sleep", asyncio_sleep, TAKES_ANYTHING},
                                                 {"wait_for", asyncio_awaits, TAKES_ANYTHING},
                                                 {"shield", asyncio_awaits, TAKES(1, 1)},
                                                 {"to_thread", asyncio_to_thread, TAKES_ANYTHING},
                                                 {"set_event_loop", asyncio_nothing, TAKES_ANYTHING},
                                                 {"set_event_loop_policy", asyncio_nothing, TAKES_ANYTHING},
                                                 {NULL, NULL}};
static const NativeModule asyncio_module = {"asyncio", asyncio_functions, NULL, NULL, true, NULL};

/* fileConfig is defined by src/alembic: it decides what env.py may log. */

/* ---- modules of which nothing matters ------------------------------------------------------ */

static const NativeModule limbeck_module = {"_limbeck", NULL, NULL, NULL, false, NULL}; /* what libraries are made of */
static const NativeModule future_module = {"__future__", NULL, NULL, NULL, true, NULL};

/* ---- textwrap ------------------------------------------------------------------------------ */

static size_t line_length(const char *at, const char *end)
{
    const char *line_end = memchr(at, '\n', (size_t)(end - at));
    return (size_t)((line_end ? line_end : end) - at);
}

static size_t leading_blanks(const char *at, size_t length)
{
    size_t blanks = 0;
    while (blanks < length && (at[blanks] == ' ' || at[blanks] == '\t'))
        blanks++;
    return blanks;
}

/* The longest run of blanks that begins every line with text in it. */
static size_t common_indent(const char *at, const char *end)
{
    size_t common = 0;
    const char *indent = NULL;
    for (size_t length; at < end; at += length + (at + length < end)) {
        length = line_length(at, end);
        size_t blanks = leading_blanks(at, length), same = 0;
        if (blanks == length)
            continue;
        if (!indent) {
            indent = at;
            common = blanks;
        }
        while (same < common && same < blanks && at[same] == indent[same])
            same++;
        common = same;
    }
    return common;
}

static bool textwrap_dedent(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    static const char *const names[] = {"text"};
    (void)self;
    Value given;
    if (!arguments_bind(interpreter, "dedent", arguments, names, 1, &given, NULL, NULL))
        return false;
    if (value_plain(given).kind != VALUE_STRING)
        return given.kind == VALUE_OPAQUE ? python_refuse_unknown(interpreter, given, "the text")
               : value_plain(given).kind == VALUE_BYTES
                   ? python_raise(interpreter, "TypeError", "cannot use a string pattern on a bytes-like object")
                   : python_raise(interpreter, "TypeError", "expected string or bytes-like object, got '%s'",
                                  python_type_name(interpreter, given));
    const String *string = value_plain(given).string;
    const char *at = string->bytes, *end = at + string->length;
    size_t common = common_indent(at, end);
    Text out = python_buffer(interpreter);
    for (size_t length; at < end; at += length + (at + length < end)) {
        length = line_length(at, end);
        if (leading_blanks(at, length) < length)
            text_append_bytes(&out, at + common, length - common);
        if (at + length < end)
            text_append_char(&out, '\n');
    }
    bool done = python_string(interpreter, text_string(&out), out.length, result);
    text_release(&out);
    return done;
}

static const NativeMember textwrap_functions[] = {{"dedent", textwrap_dedent, TAKES_NAMED(1, 1, "text")}, {NULL, NULL}};
static const NativeModule textwrap_module = {"_limbeck.dedent", textwrap_functions, NULL, NULL, false, NULL};

extern const PythonSource python_library[]; /* from src/python/stdlib */

void standard_modules_install(Interpreter *interpreter)
{
    static const NativeModule *const modules[] = {&os_module,      &path_module,           &asyncio_module,
                                                  &logging_module, &future_module,         &textwrap_module,
                                                  &limbeck_module, &objects_module,        &regular_expressions_module,
                                                  &hashlib_module, &real_functions_module, &abstract_module};
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        python_register_module(interpreter, modules[i]);
    python_register_sources(interpreter, python_library);
}
