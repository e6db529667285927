/* Generators: function bodies that stop at a yield and resume there.
 *
 * A yield leaves the body by FLOW_YIELD. On the way out every enclosing statement pushes a Pause: its position and its
 * values. Resuming enters the same statements again, each popping its Pause, until the yield is reached. Nothing of C's
 * stack is kept, so a generator costs what its variables cost and a collection sees all of it.
 *
 * A yield therefore stands alone, or is the whole right side of an assignment
 * or a return; inside a larger expression it is refused. */
#include "limbeck/python/runtime/internal.h"

#include <stdlib.h>
#include <string.h>

void pause_push(Scope *scope, Pause pause)
{
    Generator *generator = scope->generator;
    if (generator->pause_count == generator->pause_capacity) {
        generator->pause_capacity = generator->pause_capacity * 2 + 4;
        generator->pauses = memory_resize(generator->pauses, generator->pause_capacity * sizeof(Pause));
    }
    generator->pauses[generator->pause_count++] = pause;
}

bool pause_pop(Scope *scope, Pause *pause)
{
    Generator *generator = scope->generator;
    if (!generator || !generator->resuming)
        return false;
    *pause = generator->pauses[--generator->pause_count];
    return true;
}

bool is_yield(const Node *node)
{
    return node && (node->kind == NODE_YIELD || node->kind == NODE_YIELD_FROM);
}

bool generator_make(Interpreter *interpreter, Function *function, Scope *scope, Value *result)
{
    if (function->node->kind == NODE_LAMBDA)
        return python_refuse(interpreter, "yield in a lambda");
    Generator *generator = heap_new(interpreter, VALUE_GENERATOR, sizeof(Generator));
    if (!generator)
        return false;
    generator->function = function;
    generator->scope = scope;
    scope->generator = generator;
    *result = value_object(generator);
    return true;
}

/* ---- inside: the yield -------------------------------------------------------- */

/* A value sent or an exception thrown arrives at the yield that suspended the body. */
static Flow receive(Interpreter *interpreter, Generator *generator, Value *received)
{
    generator->resuming = false;
    *received = generator->sent;
    if (!value_given(generator->thrown))
        return FLOW_NORMAL;
    Value thrown = generator->thrown;
    generator->thrown = value_absent();
    exception_raise_value(interpreter, thrown);
    return FLOW_FAILED;
}

static Flow delegate(Interpreter *interpreter, Scope *scope, Value iterator, Value *received)
{
    Generator *generator = scope->generator;
    Value item;
    *received = value_none();
    bool forwards = iterator.kind == VALUE_GENERATOR;
    if (forwards ? !generator_resume(interpreter, (Generator *)iterator.object, generator->sent, &item)
                 : !python_next(interpreter, iterator, &item))
        return FLOW_FAILED;
    if (!value_given(item)) {
        if (forwards)
            *received = ((Generator *)iterator.object)->result;
        return FLOW_NORMAL;
    }
    generator->yielded = item;
    pause_push(scope, (Pause){.first = iterator});
    return FLOW_YIELD;
}

Flow execute_yield(Interpreter *interpreter, Scope *scope, const Node *node, Value *received)
{
    Generator *generator = scope->generator;
    bool is_from = node->kind == NODE_YIELD_FROM;
    here(interpreter, node);
    if (!generator) {
        python_refuse(interpreter, "yield here");
        return FLOW_FAILED;
    }
    if (generator->resuming) {
        Pause pause = {0};
        if (is_from)
            pause_pop(scope, &pause);
        python_push(interpreter, pause.first);
        if (receive(interpreter, generator, received) == FLOW_FAILED)
            return FLOW_FAILED;
        return is_from ? delegate(interpreter, scope, pause.first, received) : FLOW_NORMAL;
    }
    Value value = value_none();
    if (node->single.value && !interpreter->evaluator->expression(interpreter, scope, node->single.value, &value))
        return FLOW_FAILED;
    here(interpreter, node);
    if (!is_from) {
        generator->yielded = value;
        return FLOW_YIELD;
    }
    if (!python_iterator(interpreter, value, &value))
        return FLOW_FAILED;
    python_push(interpreter, value);
    generator->sent = value_none();
    return delegate(interpreter, scope, value, received);
}

/* ---- outside: next, send, throw, close ------------------------------------------- */

/* A StopIteration raised in the body becomes a RuntimeError, since it would look like the end. */
bool generator_stops(Interpreter *interpreter)
{
    Value stop = interpreter->raised;
    if (!exception_swallow(interpreter, "StopIteration"))
        return false;
    python_push(interpreter, stop);
    python_raise(interpreter, "RuntimeError", "generator raised StopIteration");
    if (interpreter->raised.kind == VALUE_INSTANCE) {
        exception_take_cause(interpreter, interpreter->raised, stop);
        names_set(&interpreter->raised.instance->names, python_intern(interpreter, "__context__"), stop);
    }
    return false;
}

static bool run_to_next_yield(Interpreter *interpreter, Generator *generator, Value *item)
{
    const Node *node = generator->function->node;
    Frame frame = {.caller = interpreter->frame,
                   .module = generator->function->module,
                   .scope = generator->scope,
                   .function = generator->function->name,
                   .node = node};
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, value_object(generator));
    interpreter->frame = &frame;
    interpreter->calls++;
    generator->running = true;
    generator->resuming = generator->started;
    generator->started = true;
    Value returned = value_none(), handling = interpreter->handling;
    Flow flow = interpreter->evaluator->statements(interpreter, generator->scope, &node->function->body, &returned);
    interpreter->handling = handling;
    generator->running = generator->resuming = false;
    interpreter->calls--;
    interpreter->frame = frame.caller;
    python_stack_reset(interpreter, mark);
    *item = value_absent();
    if (flow == FLOW_YIELD) {
        *item = generator->yielded;
        return true;
    }
    generator->finished = true;
    generator->result = returned;
    return flow != FLOW_FAILED || generator_stops(interpreter);
}

bool generator_resume(Interpreter *interpreter, Generator *generator, Value sent, Value *item)
{
    *item = value_absent();
    if (generator->running)
        return python_raise(interpreter, "ValueError", "generator already executing");
    if (generator->finished)
        return true;
    if (!generator->started && value_given(sent) && !value_is_none(sent))
        return python_raise(interpreter, "TypeError", "can't send non-None value to a just-started generator");
    generator->sent = value_given(sent) ? sent : value_none();
    return run_to_next_yield(interpreter, generator, item);
}

static bool stop_iteration(Interpreter *interpreter, Value result)
{
    Value instance;
    Arguments arguments = {.values = &result, .positional = !value_is_none(result) && value_given(result)};
    if (!class_instantiate(interpreter, exception_class(interpreter, "StopIteration"), &arguments, &instance))
        return false;
    names_set(&instance.instance->names, python_intern(interpreter, "value"),
              value_given(result) ? result : value_none());
    return exception_raise_value(interpreter, instance);
}

Value iterator_take_result(Value iterator)
{
    Generator *generator = iterator.kind == VALUE_GENERATOR ? (Generator *)iterator.object : NULL;
    Value returned = generator ? generator->result : value_none();
    if (generator)
        generator->result = value_none();
    return returned;
}

bool iterator_stops(Interpreter *interpreter, Value iterator)
{
    return stop_iteration(interpreter, iterator_take_result(iterator));
}

static bool finish_step(Interpreter *interpreter, Generator *generator, Value item, Value *result)
{
    if (!value_given(item))
        return iterator_stops(interpreter, value_object(generator));
    *result = item;
    return true;
}

static bool generator_throw(Interpreter *interpreter, Generator *generator, Value exception, Value *item)
{
    *item = value_absent();
    if (!generator->started || generator->finished) {
        generator->finished = true;
        return exception_raise_value(interpreter, exception);
    }
    generator->thrown = exception;
    return run_to_next_yield(interpreter, generator, item);
}

static bool method_send(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value item;
    Generator *generator = (Generator *)self.object;
    return generator_resume(interpreter, generator, argument_at(arguments, 0), &item) &&
           finish_step(interpreter, generator, item, result);
}

/* throw(exception), or the older throw(type, value, traceback). */
static bool method_throw(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_type, ARG_value };
    Value item, exception = argument_at(arguments, ARG_type), value = argument_at(arguments, ARG_value);
    Generator *generator = (Generator *)self.object;
    if (value.kind == VALUE_INSTANCE)
        exception = value;
    return generator_throw(interpreter, generator, exception, &item) &&
           finish_step(interpreter, generator, item, result);
}

static bool method_close(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    Value item;
    Generator *generator = (Generator *)self.object;
    Class *exit_class = exception_class(interpreter, "GeneratorExit");
    *result = value_none();
    if (!generator->started || generator->finished) {
        generator->finished = true;
        return true;
    }
    if (generator_throw(interpreter, generator, value_object(exit_class), &item))
        return !value_given(item) || python_raise(interpreter, "RuntimeError", "generator ignored GeneratorExit");
    bool closed = interpreter->error.kind == ERROR_NONE && value_given(interpreter->raised) &&
                  class_derives(interpreter->raised.instance->class_, exit_class);
    if (closed)
        interpreter->raised = value_absent();
    return closed;
}

static bool method_next(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    Arguments none = {0};
    return method_send(interpreter, self, &none, result);
}

const NativeMember generator_methods[] = {
    {"send", method_send, TAKES(1, 1)},
    {"throw", method_throw, TAKES(1, 3)},
    {"close", method_close, TAKES(0, 0)},
    {"__next__", method_next, TAKES(0, 0)},
    {0},
};
