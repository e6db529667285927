/* The run of files and coroutines, and the conversion of an exception to an error. */
#include "limbeck/python/runtime/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void python_begin_loading(Interpreter *interpreter)
{
    interpreter->strict = interpreter->is_running = false;
    interpreter->printed = 0;
    python_stack_reset(interpreter, 0);
    python_progress(interpreter);
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
    Flow flow = interpreter->evaluator->statements(interpreter, scope, &module->file->body, &result);
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
    map_set(interpreter->arena, &interpreter->modules, module->name, module);
    bool done =
        set_module_names(interpreter, module) &&
        (kind == SOURCE_APPLICATION ? module_run_partially(interpreter, module) : run_module_body(interpreter, module));
    return done ? module : NULL;
}

Module *python_run_file(Interpreter *interpreter, const char *name, const char *path, const char *content,
                        size_t length)
{
    return run_source(interpreter, name, path, content, length, SOURCE_SCRIPT);
}

void python_forget(Interpreter *interpreter, const Module *module)
{
    map_set(interpreter->arena, &interpreter->modules, module->name, NULL);
}

bool python_await(Interpreter *interpreter, Value awaitable, Value *result)
{
    if (awaitable.kind != VALUE_COROUTINE) {
        *result = awaitable; /* native functions have already completed */
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
    Flow flow = interpreter->evaluator->statements(interpreter, coroutine->scope,
                                                   &coroutine->function->node->function->body, result);
    interpreter->calls--;
    interpreter->frame = frame.caller;
    python_stack_reset(interpreter, mark);
    return flow != FLOW_FAILED;
}
