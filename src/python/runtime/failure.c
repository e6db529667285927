/* The state of an interpreter that all of it reads: limits, the place in the script, refusals. */
#include "limbeck/python/runtime/internal.h"

#include <stdio.h>
#include <string.h>

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

void python_be_strict(Interpreter *interpreter)
{
    interpreter->strict = interpreter->is_running = true;
}

void python_note_operation(Interpreter *interpreter)
{
    interpreter->has_operated = true;
}

void python_progress(Interpreter *interpreter)
{
    interpreter->steps = 0;
}

/* ---- where, and what went wrong ----------------------------------------- */

const Frame *frame_with_place(const Interpreter *interpreter)
{
    const Frame *frame = interpreter->frame;
    while (frame && (!frame->node || frame->is_text || !frame->module->file || frame->module->file->is_library))
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

/* The entry whose name `path` begins with: the longest one. */
static const MapEntry *longest_prefix(const Map *map, const char *path)
{
    const MapEntry *best = NULL;
    for (size_t i = 0; i < map->count; i++) {
        const MapEntry *entry = &map->entries[i];
        size_t length = strlen(entry->key);
        bool leads_there = text_starts_with(path, entry->key) && (!path[length] || strchr(".(['", path[length]));
        if (leads_there && (!best || length > strlen(best->key)))
            best = entry;
    }
    return best;
}

const char *python_unknown_reason(const Interpreter *interpreter, const char *path)
{
    const MapEntry *entry = longest_prefix(&interpreter->unimportable, path);
    return entry ? entry->value : NULL;
}

const char *python_unknown_origin(const Interpreter *interpreter, const char *path)
{
    const MapEntry *entry = longest_prefix(&interpreter->modules, path);
    const Object *module = entry ? entry->value : NULL;
    if (module && module->kind == VALUE_OPAQUE)
        return "which limbeck could not import";
    if (python_unknown_reason(interpreter, path))
        return "which limbeck could not evaluate";
    const SourceFile *file = module ? ((const Module *)module)->file : NULL;
    bool is_name = !path[strcspn(path, "([' ")];
    return module && is_name && (!file || file->is_library) ? "which limbeck does not have"
                                                            : "which limbeck does not know";
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
    enum { LINE_OVERHEAD = 64 };
    interpreter->printed += line->length + LINE_OVERHEAD;
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
