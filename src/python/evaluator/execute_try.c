/* The statements try and with. */
#include "limbeck/python/runtime/internal.h"

/* ---- try ---------------------------------------------------------------------- */

/* How far a try statement had come when a yield suspended it. */
typedef enum { IN_BODY, IN_OTHERWISE, IN_FINALLY, IN_HANDLER /* + number of the handler */ } TryPart;

static Flow run_handler(Interpreter *interpreter, Scope *scope, const Node *node, size_t index, Value exception,
                        Value *result)
{
    const ExceptHandler *handler = &node->try_->handlers[index];
    Value outer = interpreter->handling;
    interpreter->handling = exception;
    python_push(interpreter, outer);
    python_push(interpreter, exception);
    if (handler->name && !(scope->generator && scope->generator->resuming))
        scope_set(interpreter, scope, handler->name, exception);
    Flow flow = execute_body(interpreter, scope, &handler->body, result);
    if (flow == FLOW_YIELD)
        pause_push(scope, (Pause){.index = IN_HANDLER + index, .first = exception});
    interpreter->handling = outer;
    if (handler->name && flow != FLOW_YIELD)
        scope_forget(interpreter, scope, handler->name);
    return flow;
}

static Flow handle_exception(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Value exception = interpreter->raised;
    PythonPlace raised_at = interpreter->raised_at;
    python_push(interpreter, exception);
    for (size_t i = 0; i < node->try_->handler_count; i++) {
        const ExceptHandler *handler = &node->try_->handlers[i];
        bool matches = true;
        Value type;
        interpreter->raised = value_absent();
        if (handler->type && (!evaluate(interpreter, scope, handler->type, &type) ||
                              !exception_matches(interpreter, exception, type, &matches)))
            return FLOW_FAILED;
        if (matches)
            return run_handler(interpreter, scope, node, i, exception, result);
    }
    interpreter->raised = exception;
    interpreter->raised_at = raised_at;
    return FLOW_FAILED;
}

static Flow resume_handler(Interpreter *interpreter, Scope *scope, const Node *node, Pause pause, Value *result)
{
    return run_handler(interpreter, scope, node, pause.index - IN_HANDLER, pause.first, result);
}

static bool is_catchable(const Interpreter *interpreter, Flow flow)
{
    return flow == FLOW_FAILED && interpreter->error.kind == ERROR_NONE && value_given(interpreter->raised);
}

static Flow run_finally(Interpreter *interpreter, Scope *scope, const Node *node, Flow flow, Value raised,
                        Value *result)
{
    Value returned = *result, ignored = value_none();
    interpreter->raised = value_absent();
    python_push(interpreter, raised);
    if (flow == FLOW_RETURN)
        python_push(interpreter, returned);
    Value outer = interpreter->handling;
    python_push(interpreter, outer);
    interpreter->handling = value_given(raised) ? raised : outer;
    Flow last = execute_body(interpreter, scope, &node->try_->finally, &ignored);
    interpreter->handling = outer;
    if (last == FLOW_YIELD)
        pause_push(scope, (Pause){IN_FINALLY, raised, flow == FLOW_RETURN ? returned : value_none(), (int)flow});
    if (last != FLOW_NORMAL) {
        *result = ignored;
        return last;
    }
    interpreter->raised = raised;
    *result = returned;
    return flow;
}

static Flow run_try(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    if (node->try_->is_star) {
        here(interpreter, node);
        python_refuse(interpreter, "except*");
        return FLOW_FAILED;
    }
    Pause pause = {.index = IN_BODY};
    bool resumes = pause_pop(scope, &pause);
    if (pause.index == IN_FINALLY) {
        *result = pause.second;
        return run_finally(interpreter, scope, node, (Flow)pause.flow, pause.first, result);
    }
    size_t mark = python_stack_mark(interpreter);
    Flow flow = FLOW_NORMAL;
    if (pause.index == IN_BODY)
        flow = execute_body(interpreter, scope, &node->try_->body, result);
    if (pause.index == IN_BODY && flow == FLOW_YIELD)
        pause_push(scope, (Pause){.index = IN_BODY});
    if (resumes && pause.index >= IN_HANDLER) {
        flow = resume_handler(interpreter, scope, node, pause, result);
    } else if (pause.index == IN_BODY && is_catchable(interpreter, flow)) {
        python_stack_reset(interpreter, mark);
        flow = handle_exception(interpreter, scope, node, result);
    } else if (flow == FLOW_NORMAL) {
        flow = execute_body(interpreter, scope, &node->try_->otherwise, result);
        if (flow == FLOW_YIELD)
            pause_push(scope, (Pause){.index = IN_OTHERWISE});
    }
    if (flow == FLOW_YIELD || !node->try_->finally.count || interpreter->error.kind != ERROR_NONE)
        return flow;
    return run_finally(interpreter, scope, node, flow, interpreter->raised, result);
}

Flow execute_try(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    interpreter->guards++;
    Flow flow = run_try(interpreter, scope, node, result);
    interpreter->guards--;
    return flow;
}

/* ---- with ---------------------------------------------------------------------- */

static const NativeClass *entering_class(Value manager)
{
    for (const NativeClass *type = manager.kind == VALUE_NATIVE ? manager.native->type : NULL; type; type = type->base)
        if (type->enter || type->exit)
            return type;
    return NULL;
}

static bool check_manager(Interpreter *interpreter, Value manager, bool is_async)
{
    const char *kind = is_async ? "asynchronous " : "", *exit = is_async ? "__aexit__" : "__exit__";
    const Class *class_ = manager.instance->class_;
    if (!value_given(class_lookup(class_, python_intern(interpreter, is_async ? "__aenter__" : "__enter__"))))
        return python_raise(interpreter, "TypeError", "'%s' object does not support the %scontext manager protocol",
                            class_->name, kind);
    return value_given(class_lookup(class_, python_intern(interpreter, exit))) ||
           python_raise(interpreter, "TypeError",
                        "'%s' object does not support the %scontext manager protocol (missed %s method)", class_->name,
                        kind, exit);
}

static bool enter_manager(Interpreter *interpreter, Value manager, bool is_async, Value *entered)
{
    const NativeClass *type = entering_class(manager);
    *entered = manager;
    if (type)
        return !type->enter || type->enter(interpreter, manager, entered);
    Value method;
    const char *name = is_async ? "__aenter__" : "__enter__";
    if (manager.kind == VALUE_OPAQUE && unknown_is_decided(interpreter)) {
        const char *path = arena_format(interpreter->arena, "%s.__enter__()", python_opaque_path(manager));
        return python_opaque(interpreter, path, entered);
    }
    if (manager.kind != VALUE_INSTANCE)
        return manager.kind == VALUE_OPAQUE
                   ? python_refuse(interpreter, "'with' on '%s', %s", python_opaque_path(manager),
                                   python_unknown_origin(interpreter, python_opaque_path(manager)))
                   : python_refuse(interpreter, "'with' on %s", value_type_name(manager));
    if (!check_manager(interpreter, manager, is_async) || !python_get_attribute(interpreter, manager, name, &method))
        return false;
    python_push(interpreter, method);
    return python_call_positional(interpreter, method, NULL, 0, entered) &&
           python_await(interpreter, *entered, entered);
}

/* *swallowed: whether __exit__ of a script's class suppressed the exception. */
static bool exit_manager(Interpreter *interpreter, Value manager, bool is_async, Flow flow, bool *swallowed)
{
    const NativeClass *type = entering_class(manager);
    *swallowed = false;
    if (type)
        return !type->exit || type->exit(interpreter, manager, flow == FLOW_FAILED);
    if (interpreter->error.kind != ERROR_NONE)
        return false;
    if (manager.kind ==
        VALUE_OPAQUE) /* an unknown context manager may suppress exceptions or not, so an exception here is refused */
        return !value_given(interpreter->raised) || interpreter->raised_by_statement;
    Value raised = interpreter->raised, method, answer;
    interpreter->raised = value_absent();
    python_push(interpreter, raised);
    bool failed = value_given(raised);
    Value arguments[3] = {value_none(), failed ? raised : value_none(), value_none()};
    if (failed && !python_opaque(interpreter, "traceback", &arguments[2]))
        return false;
    if (failed)
        arguments[0] = value_object(raised.instance->class_);
    if (!python_get_attribute(interpreter, manager, is_async ? "__aexit__" : "__exit__", &method))
        return false;
    python_push(interpreter, method);
    Value outer = interpreter->handling;
    python_push(interpreter, outer);
    interpreter->handling = failed ? raised : outer;
    bool done = python_call_positional(interpreter, method, arguments, 3, &answer) &&
                python_await(interpreter, answer, &answer);
    interpreter->handling = outer;
    if (!done)
        return false;
    if (failed && !python_truth(interpreter, answer, swallowed))
        return false;
    if (failed && !*swallowed)
        interpreter->raised = raised;
    return true;
}

static Flow execute_with_item(Interpreter *interpreter, Scope *scope, const Node *node, size_t index, Value *result)
{
    if (index == node->with.count)
        return execute_body(interpreter, scope, &node->with.body, result);
    const WithItem *item = &node->with.items[index];
    Pause pause;
    Value manager, entered;
    bool resumes = pause_pop(scope, &pause);
    if (resumes)
        manager = pause.first;
    else if (!evaluate(interpreter, scope, item->context, &manager))
        return FLOW_FAILED;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, manager);
    here(interpreter, item->context);
    if (!resumes && !enter_manager(interpreter, manager, node->with.is_async, &entered))
        return FLOW_FAILED;
    Flow flow = FLOW_FAILED;
    if (resumes || !item->target || assign(interpreter, scope, item->target, entered))
        flow = execute_with_item(interpreter, scope, node, index + 1, result);
    if (flow == FLOW_YIELD) {
        pause_push(scope, (Pause){.first = manager});
        return flow;
    }
    bool swallowed;
    here(interpreter, item->context);
    if (flow == FLOW_RETURN)
        python_push(interpreter, *result);
    if (!exit_manager(interpreter, manager, node->with.is_async, flow, &swallowed))
        return FLOW_FAILED;
    python_stack_reset(interpreter, mark);
    return swallowed ? FLOW_NORMAL : flow;
}

Flow execute_with(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    interpreter->guards++;
    Flow flow = execute_with_item(interpreter, scope, node, 0, result);
    interpreter->guards--;
    return flow;
}
