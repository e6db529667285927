/* Creation and end of an interpreter, its limits, and the conversion of failures to errors. */
#include "limbeck/python/runtime/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool text_may_grow(void *state, size_t more)
{
    Interpreter *interpreter = state;
    return python_charge(interpreter, more) && heap_reserve(interpreter, interpreter->texts.held + more);
}

Interpreter *interpreter_new(const InterpreterOptions *options)
{
    Interpreter *interpreter = memory_alloc(sizeof *interpreter);
    interpreter->options = *options;
    if (!interpreter->options.limits.steps)
        interpreter->options.limits = python_default_limits();
    interpreter->arena = arena_new();
    arena_count_into(interpreter->arena, &interpreter->arena_bytes);
    interpreter->texts = (TextGuard){.may_grow = text_may_grow, .state = interpreter};
    interpreter->pieces = arena_new();
    interpreter->names = name_table_new(interpreter->arena);
    interpreter->stack =
        memory_resize(NULL, STACK_VALUES * sizeof(Value)); /* not cleared: only the part below the top is used */
    interpreter->collect_at = interpreter->options.limits.collects_always ? 0 : 512 * 1024;
    builtins_install(interpreter);
    exceptions_install(interpreter);
    standard_modules_install(interpreter);
    return interpreter;
}

void interpreter_free(Interpreter *interpreter)
{
    if (!interpreter)
        return;
    heap_free_all(interpreter);
    names_release(&interpreter->builtins);
    names_release(&interpreter->exception_classes);
    arena_free(interpreter->arena);
    free(interpreter);
}

void *python_host(const Interpreter *interpreter)
{
    return interpreter->options.host;
}

Arena *python_arena(const Interpreter *interpreter)
{
    return interpreter->arena;
}

const char *python_intern(Interpreter *interpreter, const char *name)
{
    return name_of(interpreter->names, name);
}

void python_begin_loading(Interpreter *interpreter)
{
    interpreter->strict = false;
    interpreter->printed = 0;
    python_stack_reset(interpreter, 0);
    python_progress(interpreter);
}

void python_be_strict(Interpreter *interpreter)
{
    interpreter->strict = true;
}

void python_progress(Interpreter *interpreter)
{
    interpreter->steps = 0;
}

/* ---- where, and what went wrong ----------------------------------------- */

const Frame *frame_with_place(const Interpreter *interpreter)
{
    const Frame *frame = interpreter->frame;
    while (frame && (!frame->node || !frame->module->file || frame->module->file->is_library))
        frame = frame->caller;
    return frame;
}

PythonPlace python_place(const Interpreter *interpreter)
{
    const Frame *frame = frame_with_place(interpreter);
    if (!frame)
        return (PythonPlace){"", 0, 0};
    return (PythonPlace){frame->module->file->path, frame->node->line, frame->node->column};
}

bool python_answer_is_unused(const Interpreter *interpreter)
{
    const Frame *frame = interpreter->frame;
    return frame && frame->node && frame->node == frame->unused && !interpreter->guards;
}

bool python_is_guarded(const Interpreter *interpreter)
{
    return interpreter->guards > 0;
}

static void place_error(Interpreter *interpreter)
{
    const Frame *frame = frame_with_place(interpreter);
    if (frame)
        python_error_place(&interpreter->error, frame->module->file, frame->node->line, frame->node->column);
}

/* If a refused name comes from a module that could not be evaluated whole, the module's failure is the cause. */
static void add_reason_of_unknown(Interpreter *interpreter, const char *message)
{
    for (const char *quote = strchr(message, '\''); quote; quote = strchr(quote + 1, '\'')) {
        const char *reason = python_unknown_reason(interpreter, quote + 1);
        if (!reason)
            continue;
        size_t length = strcspn(quote + 1, "'([");
        error_hint(&interpreter->error, "%.*s is not known, because of %s", (int)length, quote + 1, reason);
        return;
    }
}

bool python_refuse(Interpreter *interpreter, const char *format, ...)
{
    va_list arguments;
    char message[900];
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (interpreter->error.kind == ERROR_NONE) {
        error_set(&interpreter->error, ERROR_UNSUPPORTED, "limbeck does not evaluate this: %s", message);
        place_error(interpreter);
        add_reason_of_unknown(interpreter, message);
    }
    return false;
}

bool python_fail(Interpreter *interpreter, const Error *error)
{
    if (interpreter->error.kind == ERROR_NONE) {
        interpreter->error = *error;
        place_error(interpreter);
    }
    return false;
}

static bool reach_limit(Interpreter *interpreter, const char *message)
{
    if (interpreter->error.kind == ERROR_NONE) {
        error_set(&interpreter->error, ERROR_LIMIT, "%s", message);
        place_error(interpreter);
    }
    return false;
}

bool interpreter_stop(Interpreter *interpreter)
{
    const PythonLimits *limits = &interpreter->options.limits;
    if (interpreter->error.kind != ERROR_NONE)
        return false;
    if (interpreter->steps > limits->steps)
        return reach_limit(
            interpreter,
            "limbeck does not evaluate this: the script reached the limit of steps without using the database");
    if (interpreter->depth > limits->depth)
        return reach_limit(interpreter,
                           "limbeck does not evaluate this: values or code nested beyond the limit of depth");
    if (interpreter->calls > limits->calls)
        return reach_limit(interpreter, "limbeck does not evaluate this: calls nested beyond the limit of calls");
    error_set(&interpreter->error, ERROR_CANCELLED, "cancelled");
    place_error(interpreter);
    return false;
}

/* The receiver of what scripts print must copy it. */
bool interpreter_print(Interpreter *interpreter, Text *line)
{
    enum { BESIDES = 64 };
    interpreter->printed += line->length + BESIDES;
    if (interpreter->error.kind != ERROR_NONE)
        return false;
    if (interpreter->printed > interpreter->options.limits.bytes)
        return reach_limit(interpreter, "the script prints without end; stopped at the limit of memory");
    if (interpreter->options.print)
        interpreter->options.print(interpreter->options.host, text_string(line));
    return true;
}

bool python_charge(Interpreter *interpreter, size_t units)
{
    enum { UNITS_OF_STEP = 64 };
    interpreter->steps += units / UNITS_OF_STEP;
    return interpreter_tick(interpreter);
}

Text python_buffer(Interpreter *interpreter)
{
    return text_guarded(&interpreter->texts);
}

/* CPython raises RecursionError where values are nested 1000 deep, the calls around them included: limbeck refuses
 * them earlier. */
enum { DEPTH_OF_VALUE = 5 };

bool python_enter(Interpreter *interpreter)
{
    return (interpreter->depth += DEPTH_OF_VALUE) <= interpreter->options.limits.depth || interpreter_tick(interpreter);
}

void python_leave(Interpreter *interpreter)
{
    interpreter->depth -= DEPTH_OF_VALUE;
}

bool python_refused(const Interpreter *interpreter)
{
    return interpreter->error.kind != ERROR_NONE;
}

bool python_failed(const Interpreter *interpreter)
{
    return interpreter->error.kind != ERROR_NONE || value_given(interpreter->raised);
}

static void describe_exception(Interpreter *interpreter, Value exception, Error *error)
{
    Text text = python_buffer(interpreter);
    interpreter->raised = value_absent();
    text_append(&text, exception.instance->class_->name);
    size_t before = text.length;
    text_append(&text, ": ");
    if (!python_str(interpreter, exception, &text) || text.length == before + 2) {
        text.length = before;
        text.data[before] = '\0';
    }
    error_clear(&interpreter->error);
    error_set(error, ERROR_RAISED, "%s", text_string(&text));
    text_release(&text);
}

Error python_take_error(Interpreter *interpreter)
{
    Error error = interpreter->error;
    if (error.kind == ERROR_NONE && value_given(interpreter->raised)) {
        describe_exception(interpreter, interpreter->raised, &error);
        if (interpreter->raised_file)
            python_error_place(&error, interpreter->raised_file, interpreter->raised_at.line,
                               interpreter->raised_at.column);
    }
    error_clear(&interpreter->error);
    interpreter->raised = value_absent();
    interpreter->stack_count = 0;
    interpreter->calls = interpreter->depth = 0;
    interpreter->frame = NULL;
    return error;
}

/* ---- running files ---------------------------------------------------------- */

static Module *parsed_module(Interpreter *interpreter, const char *name, const char *path, const char *content,
                             size_t length, bool is_library)
{
    Arena *tree = arena_new();
    SourceFile *file = (is_library ? python_parse_library : python_parse)(tree, interpreter->names, path, content,
                                                                          length, &interpreter->error);
    Module *module = file ? heap_new(interpreter, VALUE_MODULE, sizeof(Module)) : NULL;
    if (!module) {
        arena_free(tree);
        return NULL;
    }
    file->is_library = is_library;
    module->name = python_intern(interpreter, name);
    module->file = file;
    module->tree = tree;
    interpreter->heap_bytes += arena_bytes(tree);
    return module;
}

static bool run_module_body(Interpreter *interpreter, Module *module)
{
    Scope *scope = scope_new(interpreter, NULL, module, NULL);
    if (!scope)
        return false;
    Frame frame = {.caller = interpreter->frame, .module = module, .scope = scope, .function = "<module>"};
    interpreter->frame = &frame;
    Value result;
    Flow flow = execute_body(interpreter, scope, &module->file->body, &result);
    interpreter->frame = frame.caller;
    return flow != FLOW_FAILED;
}

static bool set_package_path(Interpreter *interpreter, Module *module)
{
    const char *path = module->file->path;
    Value folder, list;
    if (!python_string(interpreter, path, (size_t)(strrchr(path, '/') - path), &folder) ||
        !python_list(interpreter, &folder, 1, &list))
        return false;
    names_set(&module->names, python_intern(interpreter, "__path__"), list);
    return true;
}

/* A string as the first statement is the module's __doc__. */
static bool set_module_names(Interpreter *interpreter, Module *module)
{
    Value name, path, doc = value_none();
    const NodeList *body = &module->file->body;
    const Node *first = body->count && body->items[0]->kind == NODE_EXPRESSION ? body->items[0]->single.value : NULL;
    if (first && first->kind == NODE_CONSTANT && first->constant.kind == CONSTANT_STRING &&
        !python_string(interpreter, first->constant.bytes, first->constant.length, &doc))
        return false;
    if (!python_text(interpreter, module->name, &name) || !python_text(interpreter, module->file->path, &path))
        return false;
    names_set(&module->names, python_intern(interpreter, "__name__"), name);
    names_set(&module->names, python_intern(interpreter, "__file__"), path);
    names_set(&module->names, python_intern(interpreter, "__doc__"), doc);
    return !text_ends_with(module->file->path, "/__init__.py") || set_package_path(interpreter, module);
}

Module *run_source(Interpreter *interpreter, const char *name, const char *path, const char *content, size_t length,
                   SourceKind kind)
{
    Module *module = parsed_module(interpreter, name, path, content, length, kind == SOURCE_LIBRARY);
    if (!module)
        return NULL;
    /* Registered before it runs, so that a circular import finds it. */
    map_put(interpreter->arena, &interpreter->modules, module->name, module);
    bool done =
        set_module_names(interpreter, module) &&
        (kind == SOURCE_APPLICATION ? module_run_what_can(interpreter, module) : run_module_body(interpreter, module));
    return done ? module : NULL;
}

Module *python_run_file(Interpreter *interpreter, const char *name, const char *path, const char *content,
                        size_t length)
{
    return run_source(interpreter, name, path, content, length, SOURCE_SCRIPT);
}

void python_forget(Interpreter *interpreter, const Module *module)
{
    map_put(interpreter->arena, &interpreter->modules, module->name, NULL);
}

bool python_await(Interpreter *interpreter, Value awaitable, Value *result)
{
    if (awaitable.kind != VALUE_COROUTINE) {
        *result = awaitable; /* natives have already done what was asked of them */
        return true;
    }
    Coroutine *coroutine = (Coroutine *)awaitable.object;
    if (coroutine->finished)
        return python_raise(interpreter, "RuntimeError", "cannot reuse already awaited coroutine");
    coroutine->finished = true;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, awaitable);
    Frame frame = {.caller = interpreter->frame,
                   .module = coroutine->function->module,
                   .scope = coroutine->scope,
                   .function = coroutine->function->name};
    interpreter->frame = &frame;
    interpreter->calls++;
    *result = value_none();
    Flow flow = execute_body(interpreter, coroutine->scope, &coroutine->function->node->function->body, result);
    interpreter->calls--;
    interpreter->frame = frame.caller;
    python_stack_reset(interpreter, mark);
    return flow != FLOW_FAILED;
}
