/* Statements that could not be evaluated, and that change nothing that is known, whichever way they go. */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

static void forget_failure(Interpreter *interpreter, const Mark *before)
{
    python_take_error(interpreter);
    restore_mark(interpreter, before);
}

static bool inert_expression(Interpreter *interpreter, Scope *scope, const Node *node);

static bool inert_expressions(Interpreter *interpreter, Scope *scope, const NodeList *nodes)
{
    for (size_t i = 0; i < nodes->count; i++)
        if (nodes->items[i] && !inert_expression(interpreter, scope, nodes->items[i]))
            return false;
    return true;
}

static bool is_logging_method(const char *name)
{
    static const char *const names[] = {"debug", "info", "warning", "error", "exception", "critical", "log"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* The variable that a.b["c"].d() begins with; NULL: there is none. */
static const Node *root_name(const Node *node)
{
    while (node->kind == NODE_ATTRIBUTE || node->kind == NODE_CALL || node->kind == NODE_SUBSCRIPT)
        node = node->kind == NODE_CALL        ? node->call.function
               : node->kind == NODE_SUBSCRIPT ? node->subscript.value
                                              : node->attribute.value;
    return node->kind == NODE_NAME ? node : NULL;
}

/* ABSENT where it has no value yet, or where there is no scope. */
static Value value_of_root(Interpreter *interpreter, Scope *scope, const Node *node)
{
    const Node *root = scope ? root_name(node) : NULL;
    const Mark before = position_mark(interpreter);
    Value value = value_absent();
    if (root && !scope_get(interpreter, scope, root->name.id, &value)) {
        forget_failure(interpreter, &before);
        return value_absent();
    }
    return value;
}

/* The value of a.b.c; ABSENT for another form, or where it has none. */
static Value value_of_path(Interpreter *interpreter, Scope *scope, const Node *node)
{
    const Mark before = position_mark(interpreter);
    Value value = value_absent();
    for (const Node *at = node; at->kind != NODE_NAME; at = at->attribute.value)
        if (at->kind != NODE_ATTRIBUTE)
            return value;
    if (evaluate(interpreter, scope, node, &value))
        return value;
    forget_failure(interpreter, &before);
    return value_absent();
}

/* A module of Python's own library, or a stand-in that has no part in an application's settings. */
static bool is_harmless_module(const Module *module)
{
    static const char *const others[] = {"flask", "sqlalchemy", "alembic", "_limbeck"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (text_starts_with(module->name, others[i]))
            return false;
    return !module->file || module->file->is_library;
}

/* A function of a library that limbeck does not have, a built-in that only looks, a method of a logger. */
static bool inert_callee(Interpreter *interpreter, Scope *scope, const Node *callee)
{
    static const char *const builtins[] = {"len", "str", "int", "bool", "isinstance", "hasattr", "getattr", "print"};
    bool is_name = callee->kind == NODE_NAME;
    if (callee->kind == NODE_ATTRIBUTE && is_logging_method(callee->attribute.name))
        return true;
    for (size_t i = 0; is_name && i < sizeof builtins / sizeof *builtins; i++)
        if (strcmp(builtins[i], callee->name.id) == 0)
            return true;
    Value value = value_of_root(interpreter, scope, callee);
    bool is_module = value.kind == VALUE_MODULE && is_harmless_module(value.module);
    return value.kind == VALUE_OPAQUE || value.kind == VALUE_STRING || is_module ||
           (scope && value_of_path(interpreter, scope, callee).kind == VALUE_OPAQUE);
}

static bool inert_call(Interpreter *interpreter, Scope *scope, const Node *node)
{
    for (size_t i = 0; i < node->call.keyword_count; i++)
        if (!inert_expression(interpreter, scope, node->call.keywords[i].value))
            return false;
    return inert_callee(interpreter, scope, node->call.function) &&
           (node->call.function->kind == NODE_NAME || inert_expression(interpreter, scope, node->call.function)) &&
           inert_expressions(interpreter, scope, &node->call.arguments);
}

static bool inert_expression(Interpreter *interpreter, Scope *scope, const Node *node)
{
    if (!node)
        return true;
    switch (node->kind) {
    case NODE_NAME:
    case NODE_CONSTANT:
        return true;
    case NODE_JOINED_STRING:
    case NODE_TUPLE:
    case NODE_LIST:
    case NODE_SET:
    case NODE_BOOLEAN:
        return inert_expressions(interpreter, scope, &node->sequence.values);
    case NODE_FORMATTED_VALUE:
        return inert_expression(interpreter, scope, node->formatted.value);
    case NODE_DICT:
        return inert_expressions(interpreter, scope, &node->dict.keys) &&
               inert_expressions(interpreter, scope, &node->dict.values);
    case NODE_UNARY:
    case NODE_BINARY:
        return inert_expression(interpreter, scope, node->operation.left) &&
               inert_expression(interpreter, scope, node->operation.right);
    case NODE_COMPARE:
        return inert_expression(interpreter, scope, node->compare.left) &&
               inert_expressions(interpreter, scope, &node->compare.comparators);
    case NODE_CALL:
        return inert_call(interpreter, scope, node);
    case NODE_ATTRIBUTE:
        return inert_expression(interpreter, scope, node->attribute.value);
    case NODE_SUBSCRIPT:
        return inert_expression(interpreter, scope, node->subscript.value) &&
               inert_expression(interpreter, scope, node->subscript.index);
    case NODE_CONDITIONAL:
        return inert_expression(interpreter, scope, node->conditional.test) &&
               inert_expression(interpreter, scope, node->conditional.body) &&
               inert_expression(interpreter, scope, node->conditional.otherwise);
    default:
        return false;
    }
}

static bool one_hides(Interpreter *interpreter, Scope *scope, const NodeList *nodes);

/* The value may be a known object, which could then be changed under a name that is unknown. */
static bool hides_object(Interpreter *interpreter, Scope *scope, const Node *node)
{
    if (!node)
        return false;
    if (node->kind == NODE_CONDITIONAL)
        return hides_object(interpreter, scope, node->conditional.body) ||
               hides_object(interpreter, scope, node->conditional.otherwise);
    if (node->kind == NODE_BOOLEAN || node->kind == NODE_TUPLE || node->kind == NODE_LIST)
        return one_hides(interpreter, scope, &node->sequence.values);
    if (node->kind == NODE_DICT)
        return one_hides(interpreter, scope, &node->dict.values);
    if (node->kind == NODE_SUBSCRIPT)
        return value_of_root(interpreter, scope, node).kind != VALUE_OPAQUE;
    if (node->kind != NODE_NAME && node->kind != NODE_ATTRIBUTE)
        return false;
    ValueKind kind = scope ? value_of_path(interpreter, scope, node).kind : VALUE_INSTANCE;
    return kind == VALUE_INSTANCE || kind == VALUE_DICT || kind == VALUE_LIST || kind == VALUE_NATIVE ||
           kind == VALUE_ABSENT;
}

static bool one_hides(Interpreter *interpreter, Scope *scope, const NodeList *nodes)
{
    for (size_t i = 0; i < nodes->count; i++)
        if (hides_object(interpreter, scope, nodes->items[i]))
            return true;
    return false;
}

/* Of something unknown; or of an object of the application, where it is unknown then. */
static bool inert_attribute(Interpreter *interpreter, Scope *scope, const Node *target)
{
    Value object = value_of_root(interpreter, scope, target), unknown;
    bool is_own = object.kind == VALUE_INSTANCE && target->attribute.value->kind == NODE_NAME &&
                  !object.instance->class_->is_library && value_plain(object).kind == VALUE_INSTANCE &&
                  !value_given(class_lookup(object.instance->class_, target->attribute.name)) &&
                  !value_given(class_lookup(object.instance->class_, python_intern(interpreter, "__setattr__")));
    if (!is_own)
        return object.kind == VALUE_OPAQUE;
    const char *path = arena_format(interpreter->arena, "%s.%s", object.instance->class_->name, target->attribute.name);
    if (!python_opaque(interpreter, path, &unknown))
        return false;
    names_set(&object.instance->names, target->attribute.name, unknown);
    return true;
}

/* A variable, an attribute, or an item of a dictionary: config["KEY"], which is unknown then. */
static bool inert_target(Interpreter *interpreter, Scope *scope, const Node *target)
{
    Value container, key;
    bool is_list = target->kind == NODE_TUPLE || target->kind == NODE_LIST, is_inert = is_list;
    for (size_t i = 0; is_list && is_inert && i < target->sequence.values.count; i++)
        is_inert = target->sequence.values.items[i]->kind == NODE_NAME;
    if (is_list || target->kind == NODE_NAME)
        return is_inert || !is_list;
    if (target->kind == NODE_ATTRIBUTE)
        return inert_attribute(interpreter, scope, target);
    if (!scope || target->kind != NODE_SUBSCRIPT || target->subscript.index->kind != NODE_CONSTANT ||
        target->subscript.index->constant.kind != CONSTANT_STRING)
        return false;
    container = value_of_path(interpreter, scope, target->subscript.value);
    if (!value_given(container) || !evaluate(interpreter, scope, target->subscript.index, &key))
        return false;
    Value dict = value_plain(container), unknown;
    const char *path = arena_format(interpreter->arena, "%s['%s']", root_name(target)->name.id, key.string->bytes);
    return dict.kind == VALUE_DICT && python_opaque(interpreter, path, &unknown) &&
           dict_set(interpreter, dict.dict, key, unknown);
}

static bool inert_statement(Interpreter *interpreter, Scope *scope, const Node *node, bool may_return);

static bool inert_statements(Interpreter *interpreter, Scope *scope, const NodeList *body, bool may_return)
{
    for (size_t i = 0; i < body->count; i++)
        if (!inert_statement(interpreter, scope, body->items[i], may_return))
            return false;
    return true;
}

/* It gives values to variables, which are unknown then, calls libraries, or raises: nothing else that is known changes,
 * whichever way it goes. Without a scope it calls nothing but built-ins. */
static bool inert_statement(Interpreter *interpreter, Scope *scope, const Node *node, bool may_return)
{
    switch (node->kind) {
    case NODE_ASSIGN:
    case NODE_AUGMENTED_ASSIGN:
    case NODE_ANNOTATED_ASSIGN:
        for (size_t i = 0; i < node->assign.targets.count; i++)
            if (!inert_target(interpreter, scope, node->assign.targets.items[i]))
                return false;
        return inert_expression(interpreter, scope, node->assign.value) &&
               !hides_object(interpreter, scope, node->assign.value);
    case NODE_EXPRESSION:
        return inert_expression(interpreter, scope, node->single.value);
    case NODE_RETURN:
        return may_return && inert_expression(interpreter, scope, node->single.value) &&
               !hides_object(interpreter, scope, node->single.value);
    case NODE_IF:
        return inert_expression(interpreter, scope, node->branch.test) &&
               inert_statements(interpreter, scope, &node->branch.body, may_return) &&
               inert_statements(interpreter, scope, &node->branch.otherwise, may_return);
    case NODE_FOR:
        return inert_target(interpreter, scope, node->loop->target) &&
               inert_expression(interpreter, scope, node->loop->iterable) &&
               inert_statements(interpreter, scope, &node->loop->body, false) &&
               inert_statements(interpreter, scope, &node->loop->otherwise, false);
    case NODE_WITH:
        for (size_t i = 0; i < node->with.count; i++)
            if (!inert_expression(interpreter, scope, node->with.items[i].context))
                return false;
        return inert_statements(interpreter, scope, &node->with.body, may_return);
    case NODE_RAISE:
    case NODE_PASS:
        return true;
    default:
        return false;
    }
}

/* `if function():` whose answer is unknown has called the function. */
bool statement_is_inert(Interpreter *interpreter, Scope *scope, const Node *node, const char *reason, bool leaves)
{
    const Node *test = node->kind == NODE_IF ? node->branch.test : NULL;
    if (test && test->kind == NODE_UNARY)
        test = test->operation.left;
    if (!test || test->kind != NODE_CALL || !strstr(reason, "evaluate this: the truth of "))
        return inert_statement(interpreter, scope, node, leaves);
    return inert_statements(interpreter, scope, &node->branch.body, leaves) &&
           inert_statements(interpreter, scope, &node->branch.otherwise, leaves);
}
