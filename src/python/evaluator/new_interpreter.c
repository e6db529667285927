/* Creates an interpreter from the evaluator, the built-ins and the modules, and frees it. */
#include "limbeck/python/runtime/internal.h"

#include <stdlib.h>

static bool text_may_grow(void *state, size_t more)
{
    Interpreter *interpreter = state;
    return python_charge(interpreter, more) && heap_reserve(interpreter, interpreter->texts.held + more);
}

Interpreter *interpreter_new(const InterpreterOptions *options)
{
    Interpreter *interpreter = memory_alloc(sizeof *interpreter);
    interpreter->options = *options;
    interpreter->evaluator = &script_evaluator;
    interpreter->kinds = kind_members;
    interpreter->max_digits = 4300; /* as in CPython: converting takes quadratic time */
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
