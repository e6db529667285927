/* Statements. Each returns how control continues. */
#include "limbeck/python/runtime/internal.h"

typedef Flow Executor(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);

static Flow flow_of(bool done)
{
    return done ? FLOW_NORMAL : FLOW_FAILED;
}

/* ---- simple statements --------------------------------------------------- */

/* The positions at which a yield is allowed. */
static Flow evaluate_or_yield(Interpreter *interpreter, Scope *scope, const Node *node, Value *value)
{
    return is_yield(node) ? execute_yield(interpreter, scope, node, value)
                          : flow_of(evaluate(interpreter, scope, node, value));
}

static Flow execute_expression(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)result;
    Value ignored;
    interpreter->frame->unused = node->single.value;
    return evaluate_or_yield(interpreter, scope, node->single.value, &ignored);
}

static Flow execute_assign(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)result;
    Value value;
    Flow flow = evaluate_or_yield(interpreter, scope, node->assign.value, &value);
    if (flow != FLOW_NORMAL)
        return flow;
    python_push(interpreter, value);
    for (size_t i = 0; i < node->assign.targets.count; i++)
        if (!assign(interpreter, scope, node->assign.targets.items[i], value))
            return FLOW_FAILED;
    return FLOW_NORMAL;
}

static Flow execute_augmented(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)result;
    const Node *target = node->assign.targets.items[0];
    Value container = value_none(), key = value_none(), old, right, value;
    bool done = true;
    if (target->kind == NODE_NAME) {
        here(interpreter, target);
        done = scope_get(interpreter, scope, target->name.id, &old);
    } else if (target->kind == NODE_ATTRIBUTE) {
        done = evaluate(interpreter, scope, target->attribute.value, &container) &&
               python_get_attribute(interpreter, container, target->attribute.name, &old);
    } else {
        done = evaluate(interpreter, scope, target->subscript.value, &container);
        python_push(interpreter, container);
        done = done && evaluate_slice(interpreter, scope, target->subscript.index, &key) &&
               subscript_get(interpreter, container, key, &old);
    }
    if (!done)
        return FLOW_FAILED;
    python_push(interpreter, container);
    python_push(interpreter, key);
    python_push(interpreter, old);
    if (!evaluate(interpreter, scope, node->assign.value, &right))
        return FLOW_FAILED;
    python_push(interpreter, right);
    here(interpreter, node);
    if (!python_augment(interpreter, node->assign.operator_, old, right, &value))
        return FLOW_FAILED;
    if (target->kind == NODE_NAME)
        done = scope_set(interpreter, scope, target->name.id, value);
    else if (target->kind == NODE_ATTRIBUTE)
        done = python_set_attribute(interpreter, container, target->attribute.name, value);
    else
        done = subscript_set(interpreter, container, key, value);
    return flow_of(done);
}

/* An annotation that cannot be evaluated is None: many name types of other libraries. */
bool evaluate_annotation(Interpreter *interpreter, Scope *scope, const Node *annotation, Value *value)
{
    if (evaluate(interpreter, scope, annotation, value))
        return true;
    if (interpreter->error.kind != ERROR_NONE && interpreter->error.kind != ERROR_UNSUPPORTED)
        return false;
    error_clear(&interpreter->error);
    interpreter->raised = value_absent();
    *value = value_none();
    return true;
}

/* Classes and modules keep the values of their annotations, for dataclasses and mapped columns. */
bool store_annotation(Interpreter *interpreter, Scope *scope, const Node *node)
{
    const char *key = python_intern(interpreter, "__annotations__");
    const Node *target = node->assign.targets.items[0];
    Names *names = scope->class_names ? scope->class_names : &scope->module->names;
    Value known = names_get(names, key), value;
    if (!annotation_is_simple(node))
        return evaluate_annotation(interpreter, scope, node->assign.annotation, &value);
    if (value_given(known) && known.kind != VALUE_DICT)
        return python_refuse(interpreter, "annotations that are stored in a %s", value_type_name(known));
    if (!value_given(known)) {
        if (!python_dict(interpreter, &known))
            return false;
        names_set(names, key, known);
    }
    return evaluate_annotation(interpreter, scope, node->assign.annotation, &value) &&
           dict_set_text(interpreter, known.dict, target->name.id, value);
}

/* `a.b: int` evaluates a, `a[b]: int` a and b. */
static bool evaluate_bare_target(Interpreter *interpreter, Scope *scope, const Node *target)
{
    Value ignored;
    if (target->kind == NODE_ATTRIBUTE)
        return evaluate(interpreter, scope, target->attribute.value, &ignored);
    return target->kind != NODE_SUBSCRIPT || (evaluate(interpreter, scope, target->subscript.value, &ignored) &&
                                              evaluate_slice(interpreter, scope, target->subscript.index, &ignored));
}

static bool names_in_text(const SourceFile *file, const char *name)
{
    return memmem(file->content, file->length, name, strlen(name)) != NULL;
}

/* Revisions have four annotations each, whose values nothing reads: they would take a fifth of a script's time. Where
 * the module's text does not ask for them, __annotations__ is an unknown value. */
static bool find_readers_of_annotations(Interpreter *interpreter, Module *module)
{
    Value unknown;
    bool is_read = !module->file || names_in_text(module->file, "__annotations__") ||
                   names_in_text(module->file, "get_type_hints");
    module->reads_annotations = is_read ? 1 : -1;
    if (is_read)
        return true;
    if (!python_opaque(interpreter, "__annotations__ of a module that does not read them", &unknown))
        return false;
    names_set(&module->names, python_intern(interpreter, "__annotations__"), unknown);
    return true;
}

static bool evaluate_of_module(Interpreter *interpreter, Scope *scope, const Node *node)
{
    Value ignored;
    Module *module = scope->module;
    if (!module->reads_annotations && !find_readers_of_annotations(interpreter, module))
        return false;
    if (module->reads_annotations > 0)
        return store_annotation(interpreter, scope, node);
    return !annotation_has_effect(node->assign.annotation) ||
           evaluate_annotation(interpreter, scope, node->assign.annotation, &ignored);
}

/* Annotations of a function's variables are not evaluated. */
static Flow execute_annotated(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    bool is_of_module = !scope->class_names && !scope->declared && !scope->parent && !scope->is_comprehension;
    Flow flow = node->assign.value ? execute_assign(interpreter, scope, node, result)
                                   : flow_of(evaluate_bare_target(interpreter, scope, node->assign.targets.items[0]));
    bool done = flow != FLOW_NORMAL || (scope->class_names ? store_annotation(interpreter, scope, node)
                                        : is_of_module     ? evaluate_of_module(interpreter, scope, node)
                                                           : true);
    return done ? flow : FLOW_FAILED;
}

static Flow execute_return(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Value value = value_none();
    Flow flow = node->single.value ? evaluate_or_yield(interpreter, scope, node->single.value, &value) : FLOW_NORMAL;
    if (flow != FLOW_NORMAL)
        return flow;
    *result = value;
    return FLOW_RETURN;
}

static Flow execute_raise(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)result;
    Value value, cause;
    here(interpreter, node);
    if (!node->raise.exception) {
        if (value_given(interpreter->handling))
            exception_raise_value(interpreter, interpreter->handling);
        else
            python_raise(interpreter, "RuntimeError", "No active exception to reraise");
        return FLOW_FAILED;
    }
    if (!evaluate(interpreter, scope, node->raise.exception, &value))
        return FLOW_FAILED;
    python_push(interpreter, value);
    if (node->raise.cause && (!evaluate(interpreter, scope, node->raise.cause, &cause) ||
                              !exception_made(interpreter, &value) || !exception_take_cause(interpreter, value, cause)))
        return FLOW_FAILED;
    here(interpreter, node);
    exception_raise_value(interpreter, value);
    interpreter->raised_by_statement = !interpreter->frame->module->file->is_library;
    return FLOW_FAILED;
}

static bool delete_target(Interpreter *interpreter, Scope *scope, const Node *target)
{
    Value container, key;
    here(interpreter, target);
    switch (target->kind) {
    case NODE_NAME:
        return scope_remove(interpreter, scope, target->name.id);
    case NODE_ATTRIBUTE:
        return evaluate(interpreter, scope, target->attribute.value, &container) &&
               remove_attribute(interpreter, container, target->attribute.name);
    case NODE_SUBSCRIPT:
        if (!evaluate(interpreter, scope, target->subscript.value, &container))
            return false;
        python_push(interpreter, container);
        return evaluate_slice(interpreter, scope, target->subscript.index, &key) &&
               subscript_remove(interpreter, container, key);
    default:
        for (size_t i = 0; i < target->sequence.values.count; i++)
            if (!delete_target(interpreter, scope, target->sequence.values.items[i]))
                return false;
        return true;
    }
}

static Flow execute_delete(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)result;
    for (size_t i = 0; i < node->delete_.targets.count; i++)
        if (!delete_target(interpreter, scope, node->delete_.targets.items[i]))
            return FLOW_FAILED;
    return FLOW_NORMAL;
}

static Flow execute_assert(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)result;
    Value value;
    bool truth;
    if (!evaluate(interpreter, scope, node->assert_.test, &value) || !python_truth(interpreter, value, &truth))
        return FLOW_FAILED;
    if (truth)
        return FLOW_NORMAL;
    Text message = python_buffer(interpreter);
    bool has_text = !node->assert_.message || (evaluate(interpreter, scope, node->assert_.message, &value) &&
                                               python_str(interpreter, value, &message));
    here(interpreter, node);
    if (has_text)
        python_raise(interpreter, "AssertionError", "%s", text_string(&message));
    text_release(&message);
    return FLOW_FAILED;
}

static Flow execute_nothing(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)interpreter;
    (void)scope;
    (void)node;
    (void)result;
    return FLOW_NORMAL;
}

static Flow execute_break(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    execute_nothing(interpreter, scope, node, result);
    return FLOW_BREAK;
}

static Flow execute_continue(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    execute_nothing(interpreter, scope, node, result);
    return FLOW_CONTINUE;
}

/* ---- branches and loops ------------------------------------------------------ */

static bool test_holds(Interpreter *interpreter, Scope *scope, const Node *test, bool *holds)
{
    Value value;
    if (!evaluate(interpreter, scope, test, &value))
        return false;
    here(interpreter, test);
    return python_truth(interpreter, value, holds);
}

static Flow execute_if(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Pause pause = {0};
    bool holds;
    if (pause_pop(scope, &pause))
        holds = pause.index;
    else if (!test_holds(interpreter, scope, node->branch.test, &holds))
        return FLOW_FAILED;
    Flow flow = execute_body(interpreter, scope, holds ? &node->branch.body : &node->branch.otherwise, result);
    if (flow == FLOW_YIELD)
        pause_push(scope, (Pause){.index = holds});
    return flow;
}

static Flow execute_while(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Pause pause;
    bool holds = false, resumes = pause_pop(scope, &pause);
    for (;;) {
        if (resumes)
            holds = pause.index;
        else if (!test_holds(interpreter, scope, node->branch.test, &holds))
            return FLOW_FAILED;
        resumes = false;
        Flow flow = execute_body(interpreter, scope, holds ? &node->branch.body : &node->branch.otherwise, result);
        if (flow == FLOW_YIELD)
            pause_push(scope, (Pause){.index = holds});
        if (!holds)
            return flow;
        if (flow == FLOW_BREAK)
            return FLOW_NORMAL;
        if (flow == FLOW_FAILED || flow == FLOW_RETURN || flow == FLOW_YIELD)
            return flow;
    }
}

static Flow execute_for(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Pause pause = {0};
    Value iterable, iterator = value_absent(), item = value_none();
    bool resumes = pause_pop(scope, &pause);
    if (resumes)
        iterator = pause.first;
    else if (!evaluate(interpreter, scope, node->loop->iterable, &iterable))
        return FLOW_FAILED;
    here(interpreter, node->loop->iterable);
    if (!resumes && !python_iterator(interpreter, iterable, &iterator))
        return FLOW_FAILED;
    python_push(interpreter, iterator);
    for (;;) {
        here(interpreter, node->loop->iterable);
        if (!resumes && !python_next(interpreter, iterator, &item))
            return FLOW_FAILED;
        bool ended = resumes ? pause.index : !value_given(item);
        if (!resumes && !ended && !assign(interpreter, scope, node->loop->target, item))
            return FLOW_FAILED;
        resumes = false;
        Flow flow = execute_body(interpreter, scope, ended ? &node->loop->otherwise : &node->loop->body, result);
        if (flow == FLOW_YIELD)
            pause_push(scope, (Pause){.index = ended, .first = iterator});
        if (ended)
            return flow;
        if (flow == FLOW_BREAK)
            return FLOW_NORMAL;
        if (flow == FLOW_FAILED || flow == FLOW_RETURN || flow == FLOW_YIELD)
            return flow;
    }
}

/* ---- definitions, imports, the rest ----------------------------------------------- */

/* A decorator such as @cache.memoize(60) or @guarded, whose arguments contain no column. */
static bool takes_constants(const NodeList *decorators)
{
    for (size_t i = 0; i < decorators->count; i++) {
        const Node *node = decorators->items[i];
        if (node->kind != NODE_CALL)
            continue;
        for (size_t k = 0; k < node->call.arguments.count; k++)
            if (node->call.arguments.items[k]->kind != NODE_CONSTANT)
                return false;
        for (size_t k = 0; k < node->call.keyword_count; k++)
            if (!node->call.keywords[k].name || node->call.keywords[k].value->kind != NODE_CONSTANT)
                return false;
    }
    return true;
}

/* A new unknown value, since the old one may be referenced elsewhere. */
static bool mark_function(Interpreter *interpreter, const Node *node, Value *value)
{
    if (value->kind != VALUE_OPAQUE || !takes_constants(&node->function->decorators))
        return true;
    bool done = python_opaque(interpreter, python_opaque_path(*value), value);
    if (done)
        ((Opaque *)value->object)->is_function = true;
    return done;
}

static Flow execute_function(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)result;
    Value function;
    size_t first = interpreter->stack_count;
    if (!push_decorators(interpreter, scope, &node->function->decorators) ||
        !make_function(interpreter, scope, node, &function) ||
        !call_decorators(interpreter, &node->function->decorators, first, &function) ||
        !mark_function(interpreter, node, &function))
        return FLOW_FAILED;
    return flow_of(scope_set(interpreter, scope, node->function->name, function));
}

static Flow execute_class_statement(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)result;
    Value class_;
    here(interpreter, node);
    return flow_of(execute_class(interpreter, scope, node, &class_) &&
                   scope_set(interpreter, scope, node->class_->name, class_));
}

static Flow execute_import_statement(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)result;
    here(interpreter, node);
    return flow_of(execute_import(interpreter, scope, node));
}

static Flow execute_import_from_statement(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)result;
    here(interpreter, node);
    return flow_of(execute_import_from(interpreter, scope, node));
}

static Flow execute_type_alias(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)result;
    Value opaque;
    return flow_of(python_opaque(interpreter, node->type_alias.name, &opaque) &&
                   scope_set(interpreter, scope, node->type_alias.name, opaque));
}

/* Evaluated when the function is. */
static Flow execute_nonlocal(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)node;
    (void)result;
    return flow_of(!scope->class_names || python_refuse(interpreter, "nonlocal in the body of a class"));
}

static Executor *const executors[NODE_KIND_COUNT] = {
    [NODE_EXPRESSION] = execute_expression,
    [NODE_ASSIGN] = execute_assign,
    [NODE_AUGMENTED_ASSIGN] = execute_augmented,
    [NODE_ANNOTATED_ASSIGN] = execute_annotated,
    [NODE_RETURN] = execute_return,
    [NODE_RAISE] = execute_raise,
    [NODE_DELETE] = execute_delete,
    [NODE_PASS] = execute_nothing,
    [NODE_BREAK] = execute_break,
    [NODE_CONTINUE] = execute_continue,
    [NODE_GLOBAL] = execute_nothing,
    [NODE_NONLOCAL] = execute_nonlocal,
    [NODE_IMPORT] = execute_import_statement,
    [NODE_IMPORT_FROM] = execute_import_from_statement,
    [NODE_ASSERT] = execute_assert,
    [NODE_IF] = execute_if,
    [NODE_WHILE] = execute_while,
    [NODE_FOR] = execute_for,
    [NODE_TRY] = execute_try,
    [NODE_WITH] = execute_with,
    [NODE_FUNCTION] = execute_function,
    [NODE_CLASS] = execute_class_statement,
    [NODE_MATCH] = execute_match,
    [NODE_TYPE_ALIAS] = execute_type_alias,
};

Flow execute_body(Interpreter *interpreter, Scope *scope, const NodeList *body, Value *result)
{
    interpreter->depth++;
    Flow flow = FLOW_NORMAL;
    Pause pause;
    for (size_t i = pause_pop(scope, &pause) ? pause.index : 0; i < body->count && flow == FLOW_NORMAL; i++) {
        const Node *node = body->items[i];
        size_t mark = python_stack_mark(interpreter);
        const Mark before = interpreter->skips ? position_mark(interpreter) : (Mark){0};
        heap_collect_if_due(interpreter);
        here(interpreter, node);
        if (!interpreter_tick(interpreter))
            flow = FLOW_FAILED;
        else
            flow = executors[node->kind](interpreter, scope, node, result);
        if (flow == FLOW_FAILED && interpreter->skips)
            flow = statement_skip(interpreter, scope, node, &before, result);
        if (flow == FLOW_YIELD)
            pause_push(scope, (Pause){.index = i});
        python_stack_reset(interpreter, mark);
    }
    interpreter->depth--;
    return flow;
}

const Evaluator script_evaluator = {
    .expression = evaluate,
    .annotation = evaluate_annotation,
    .statements = execute_body,
    .class_annotation = store_annotation,
    .is_inert = statement_is_inert,
};
