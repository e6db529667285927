/* Calls of an application's functions that cannot be evaluated to their end. Called by env.py, the answer is
 * unknown, with the reason, and so is what the function may have changed. While an application is put
 * together, single statements are skipped: what they would have set is unknown. */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

void restore_mark(Interpreter *interpreter, const Mark *to)
{
    interpreter->frame = to->frame;
    interpreter->stack_count = to->stack_count;
    interpreter->calls = to->calls;
    interpreter->depth = to->depth;
    interpreter->guards = to->guards;
}

static bool is_of_application(const Module *module)
{
    return module && module->file && !module->file->is_library;
}

/* A surrounding try may catch an exception, but never a refusal. */
static bool may_continue(const Interpreter *interpreter, int guards)
{
    return !interpreter->strict && !python_application_raised(interpreter) &&
           (interpreter->error.kind != ERROR_NONE || guards == 0);
}

static const char *take_reason(Interpreter *interpreter)
{
    Error error = python_take_error(interpreter);
    return arena_format(interpreter->arena, "%s:%d: %s", error.file[0] ? error.file : "?", error.line, error.message);
}

static Module *module_named(const Interpreter *interpreter, const char *name)
{
    Object *object = name ? map_get(&interpreter->modules, name) : NULL;
    return object && object->kind == VALUE_MODULE ? (Module *)object : NULL;
}

static Module *module_of(const Interpreter *interpreter, Value called)
{
    if (called.kind == VALUE_METHOD)
        called = ((Method *)called.object)->function;
    if (called.kind == VALUE_FUNCTION)
        return ((Function *)called.object)->module;
    const Class *class_ = called.kind == VALUE_CLASS      ? called.class_
                          : called.kind == VALUE_INSTANCE ? called.instance->class_
                                                          : NULL;
    return class_ && !class_->is_library ? module_named(interpreter, class_->module) : NULL;
}

/* ---- called by env.py --------------------------------------------------------------------- */

/* The function may have filled the containers it was passed only in part. */
static bool is_given_containers(const Arguments *arguments)
{
    for (size_t i = 0; i < arguments->positional + arguments->keyword_count; i++) {
        ValueKind kind = arguments->values[i].kind;
        if (kind == VALUE_LIST || kind == VALUE_DICT || kind == VALUE_SET || kind == VALUE_INSTANCE)
            return true;
    }
    return false;
}

static void forget_object(Interpreter *interpreter, Module *module, Value object, const char *reason)
{
    for (size_t i = 0; i < module->names.count; i++)
        if (module->names.values[i].kind == object.kind && module->names.values[i].object == object.object)
            module_make_unknown(interpreter, module, module->names.keys[i], reason);
}

static bool make_answer(Interpreter *interpreter, const Module *module, const char *name, const char *reason,
                        Value *result)
{
    const char *path = arena_format(interpreter->arena, "%s.%s", module->name, name);
    map_set(interpreter->arena, &interpreter->unimportable, path, (void *)reason);
    note_unknown_file(interpreter, module->name, module->file->path, "", (LineRange){0, 0}, reason);
    return python_opaque(interpreter, path, result);
}

static const char *called_name(Value called)
{
    if (called.kind == VALUE_METHOD)
        called = ((Method *)called.object)->function;
    return called.kind == VALUE_FUNCTION   ? ((Function *)called.object)->name
           : called.kind == VALUE_CLASS    ? called.class_->name
           : called.kind == VALUE_INSTANCE ? called.instance->class_->name
                                           : "?";
}

static bool may_skip_env_call(Interpreter *interpreter, const Mark *before, const Arguments *arguments)
{
    const Frame *now = interpreter->frame;
    interpreter->frame = before->frame;
    bool asks = unknown_is_decided(interpreter);
    interpreter->frame = (Frame *)now;
    return asks && may_continue(interpreter, before->guards) && !is_given_containers(arguments) &&
           (!interpreter->options.may_skip_call || interpreter->options.may_skip_call(interpreter, arguments));
}

static Value unknown_in(Value container)
{
    if (container.kind == VALUE_OPAQUE)
        return container;
    bool is_list = container.kind == VALUE_LIST || container.kind == VALUE_TUPLE;
    for (size_t i = 0; is_list && i < container.list->count; i++)
        if (container.list->items[i].kind == VALUE_OPAQUE)
            return container.list->items[i];
    for (size_t i = 0; container.kind == VALUE_DICT && i < container.dict->used; i++)
        if (container.dict->entries[i].value.kind == VALUE_OPAQUE)
            return container.dict->entries[i].value;
    return value_absent();
}

static Value unknown_among(const Arguments *arguments)
{
    Value unknown = value_absent();
    for (size_t i = 0; !value_given(unknown) && i < arguments->positional + arguments->keyword_count; i++)
        unknown = unknown_in(arguments->values[i]);
    return unknown;
}

/* Modules whose functions and classes only compute: os.path.join(), json.loads(), Path(). */
static bool only_computes(const Interpreter *interpreter, Value called)
{
    static const char *const names[] = {"os.path", "posixpath", "pathlib", "urllib.parse", "json",     "re",
                                        "math",    "base64",    "uuid",    "datetime",     "ipaddress"};
    const Module *of = called.kind == VALUE_FUNCTION ? ((Function *)called.object)->module : NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const Module *module = module_named(interpreter, names[i]);
        if (!module || (module->file && !module->file->is_library))
            continue;
        if (of == module ||
            (called.kind == VALUE_CLASS && called.class_->module && strcmp(called.class_->module, names[i]) == 0))
            return true;
        for (size_t k = 0; called.kind == VALUE_BUILTIN && k < module->names.count; k++)
            if (module->names.values[k].kind == VALUE_BUILTIN && module->names.values[k].object == called.object)
                return true;
    }
    return false;
}

/* While modules load, what they compute of something unknown is unknown. */
static bool computed_is_unknown(Interpreter *interpreter, const Mark *before, Value called, const Arguments *arguments,
                                Value *result)
{
    Value unknown = unknown_among(arguments);
    if (interpreter->error.kind != ERROR_UNSUPPORTED || !value_given(unknown) || !only_computes(interpreter, called))
        return false;
    take_reason(interpreter);
    restore_mark(interpreter, before);
    return python_opaque(interpreter, python_opaque_path(unknown), result);
}

bool call_is_unknown(Interpreter *interpreter, const Mark *before, Value called, const Arguments *arguments,
                     Value *result)
{
    if (computed_is_unknown(interpreter, before, called, arguments, result))
        return true;
    Module *module = module_of(interpreter, called);
    Module *environment = before->frame->module;
    if (!is_of_application(module) || module == environment || !may_skip_env_call(interpreter, before, arguments))
        return false;
    const char *reason = take_reason(interpreter);
    restore_mark(interpreter, before);
    module_forget_changeable(interpreter, module, reason);
    Value self = called.kind == VALUE_METHOD ? ((Method *)called.object)->self : value_absent();
    if (self.kind == VALUE_INSTANCE) {
        forget_object(interpreter, module, self, reason);
        forget_object(interpreter, environment, self, reason);
    }
    return make_answer(interpreter, module, arena_format(interpreter->arena, "%s()", called_name(called)), reason,
                       result);
}

/* A property, or the __getattr__ of its class. */
bool attribute_is_unknown(Interpreter *interpreter, const Mark *before, Value object, const char *name, Value *result)
{
    Module *module = object.kind == VALUE_INSTANCE ? module_of(interpreter, object) : NULL;
    const Arguments none = {0};
    if (!is_of_application(module) || module == before->frame->module ||
        (interpreter->error.kind == ERROR_NONE &&
         class_derives(interpreter->raised.instance->class_, exception_class(interpreter, "AttributeError"))) ||
        !may_skip_env_call(interpreter, before, &none))
        return false;
    const char *reason = take_reason(interpreter);
    restore_mark(interpreter, before);
    return make_answer(interpreter, module,
                       arena_format(interpreter->arena, "%s().%s", object.instance->class_->name, name), reason,
                       result);
}

static bool is_missing_item(const Interpreter *interpreter)
{
    Interpreter *self = (Interpreter *)interpreter;
    return interpreter->error.kind == ERROR_NONE &&
           class_derives(interpreter->raised.instance->class_, exception_class(self, "LookupError"));
}

/* settings["url"], by the __getitem__() of its class, which may have changed it. */
bool item_is_unknown(Interpreter *interpreter, const Mark *before, Value container, Value *result)
{
    Module *module = container.kind == VALUE_INSTANCE ? module_of(interpreter, container) : NULL;
    const Arguments none = {0};
    if (!is_of_application(module) || module == before->frame->module || is_missing_item(interpreter) ||
        !may_skip_env_call(interpreter, before, &none))
        return false;
    const char *reason = take_reason(interpreter);
    restore_mark(interpreter, before);
    module_forget_changeable(interpreter, module, reason);
    forget_object(interpreter, before->frame->module, container, reason);
    return make_answer(interpreter, module, arena_format(interpreter->arena, "%s()[...]", called_name(container)),
                       reason, result);
}

/* ---- a text made of something unknown ----------------------------------------------------------- */

static bool is_text_or_bytes(Value value)
{
    return value.kind == VALUE_STRING || value.kind == VALUE_BYTES;
}

/* Methods of text change nothing, so only their answer is unknown. */
bool text_is_unknown(Interpreter *interpreter, const Mark *before, Value self, const Arguments *arguments,
                     Value *result)
{
    if (interpreter->strict || !is_text_or_bytes(self) || interpreter->error.kind != ERROR_UNSUPPORTED)
        return false;
    Value unknown = unknown_among(arguments);
    if (!value_given(unknown))
        return false;
    take_reason(interpreter);
    restore_mark(interpreter, before);
    *result = unknown;
    return true;
}

bool message_is_unknown(Interpreter *interpreter, const Mark *before, const Arguments *arguments)
{
    static const char text[] = "a message whose text limbeck does not know";
    bool has_instance = false; /* its __str__() may have done something */
    for (size_t i = 0; i < arguments->positional; i++)
        has_instance |= arguments->values[i].kind == VALUE_INSTANCE;
    if (has_instance || interpreter->error.kind != ERROR_UNSUPPORTED || !value_given(unknown_among(arguments)))
        return false;
    take_reason(interpreter);
    restore_mark(interpreter, before);
    Text line = python_buffer(interpreter);
    text_append(&line, text);
    bool done = interpreter_print(interpreter, &line);
    text_release(&line);
    return done;
}

/* ---- application factories -------------------------------------------------------------------- */

/* Whichever way it goes, no statement after it runs. */
static bool always_leaves(const Node *node)
{
    if (node->kind == NODE_WITH)
        return node->with.body.count && always_leaves(node->with.body.items[node->with.body.count - 1]);
    if (node->kind != NODE_IF)
        return node->kind == NODE_RETURN || node->kind == NODE_RAISE;
    const NodeList *body = &node->branch.body, *otherwise = &node->branch.otherwise;
    return body->count && otherwise->count && always_leaves(body->items[body->count - 1]) &&
           always_leaves(otherwise->items[otherwise->count - 1]);
}

Flow statement_skip(Interpreter *interpreter, Scope *scope, const Node *node, const Mark *before, Value *result)
{
    bool is_in_function = scope->declared != NULL;
    if (!is_in_function || !is_of_application(before->frame->module) || !may_continue(interpreter, before->guards))
        return FLOW_FAILED;
    const char *reason = take_reason(interpreter);
    restore_mark(interpreter, before);
    bool leaves = always_leaves(node);
    bool is_inert = interpreter->evaluator->is_inert(interpreter, scope, node, reason, leaves);
    const char *path =
        arena_format(interpreter->arena, "%s.%s()", before->frame->module->name, before->frame->function);
    const StringVector *names = statement_names(interpreter, node);
    map_set(interpreter->arena, &interpreter->unimportable, path, (void *)reason);
    if (!interpreter->skipped && !is_inert)
        interpreter->skipped = reason;
    note_unknown_file(interpreter, before->frame->module->name, before->frame->module->file->path, "",
                      (LineRange){0, 0}, reason);
    for (size_t i = 0; i < names->count; i++) {
        Value unknown;
        const char *name = python_intern(interpreter, names->items[i]);
        if (!python_opaque(interpreter, arena_format(interpreter->arena, "%s.%s", path, name), &unknown) ||
            !scope_set(interpreter, scope, name, unknown))
            return FLOW_FAILED;
    }
    if (node->kind != NODE_RETURN && !(is_inert && leaves))
        return FLOW_NORMAL;
    return python_opaque(interpreter, path, result) ? FLOW_RETURN : FLOW_FAILED;
}

/* ---- attributes of a class -------------------------------------------------------------------- */

/* In a class that belongs to a MetaData the value could be a column, and names with underscores may have a meaning.
 * */
static bool is_plain_attribute(const StringVector *names, const Node *node)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->items[i][0] == '_' || strcmp(names->items[i], "model_config") == 0)
            return false;
    return names->count && (node->kind == NODE_ASSIGN || node->kind == NODE_ANNOTATED_ASSIGN);
}

static bool may_be_in_parts(Interpreter *interpreter, const Scope *scope, const Class *class_)
{
    Value value = {.kind = VALUE_CLASS, .class_ = (Class *)class_};
    return !interpreter->strict && interpreter->options.may_lack && is_of_application(scope->module) &&
           scope->prepared.kind != VALUE_INSTANCE && !interpreter->options.may_lack(interpreter, value) &&
           !python_failed(interpreter);
}

static bool part_is_unknown(Interpreter *interpreter, Scope *scope, const Class *class_, const Node *node, int end,
                            const Mark *before)
{
    Module *module = scope->module;
    const StringVector *names = statement_names(interpreter, node);
    bool only_checks =
        !names->count && node->kind == NODE_IF && interpreter->evaluator->is_inert(interpreter, NULL, node, "", false);
    if (!(only_checks || is_plain_attribute(names, node)) || !may_continue(interpreter, before->guards))
        return false;
    const char *reason = statement_forget(interpreter, module, node, end, before);
    if (node->kind == NODE_ANNOTATED_ASSIGN && !interpreter->evaluator->class_annotation(interpreter, scope, node))
        return false;
    note_unknown_file(interpreter, module->name, module->file->path, module->file->content,
                      (LineRange){node->line, node->line + 1}, reason);
    for (size_t i = 0; i < names->count; i++) {
        Value unknown;
        const char *name = python_intern(interpreter, names->items[i]);
        const char *path = arena_format(interpreter->arena, "%s.%s.%s", module->name, class_->name, name);
        map_set(interpreter->arena, &interpreter->unimportable, path, (void *)reason);
        if (!python_opaque(interpreter, path, &unknown) || !scope_set(interpreter, scope, name, unknown))
            return false;
    }
    return true;
}

bool class_run_statements(Interpreter *interpreter, Scope *body, const Node *node, const Class *class_)
{
    const NodeList *all = &node->class_->body;
    Value nothing;
    if (!may_be_in_parts(interpreter, body, class_))
        return !python_failed(interpreter) &&
               interpreter->evaluator->statements(interpreter, body, all, &nothing) != FLOW_FAILED;
    bool done = true;
    for (size_t i = 0; done && i < all->count; i++) {
        Value ignored;
        const Mark before = position_mark(interpreter);
        const NodeList one = {.items = all->items + i, .count = 1};
        done = interpreter->evaluator->statements(interpreter, body, &one, &ignored) != FLOW_FAILED ||
               part_is_unknown(interpreter, body, class_, all->items[i],
                               i + 1 < all->count ? all->items[i + 1]->line : 0, &before);
    }
    return done;
}

bool python_attempt_in_parts(Interpreter *interpreter, Value function, Value *result, const char **reason)
{
    interpreter->skips = true;
    interpreter->skipped = NULL;
    Mark before = position_mark(interpreter);
    bool done = python_attempt(interpreter, function, result, reason);
    interpreter->skips = false;
    if (!done && interpreter->skipped && interpreter->error.kind == ERROR_NONE) { /* it may stop for want of those */
        take_reason(interpreter);
        restore_mark(interpreter, &before);
        *result = value_none();
        done = true;
    }
    if (done && interpreter->skipped)
        *reason = interpreter->skipped;
    return done;
}

const char *python_skipped(const Interpreter *interpreter)
{
    return interpreter->skips ? interpreter->skipped : NULL;
}
