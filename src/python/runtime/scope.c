/* Which variable a name refers to. The names that a function binds are collected once from its code, without
 * nested functions. */
#include "limbeck/python/runtime/internal.h"

#include <stdio.h>
#include <string.h>

typedef struct Collector {
    Arena *arena;
    FunctionNames *names;
    uint32_t kinds; /* of expressions */
} Collector;

static void collect_body(Collector *collector, const NodeList *body);
static void collect_expression(Collector *collector, const Node *node);

static void add_local(Collector *collector, const char *name)
{
    if (name && !string_vector_contains(&collector->names->locals, name))
        vector_push(collector->arena, &collector->names->locals, name);
}

static void collect_target(Collector *collector, const Node *target)
{
    switch (target->kind) {
    case NODE_NAME:
        add_local(collector, target->name.id);
        break;
    case NODE_STARRED:
        collect_target(collector, target->single.value);
        break;
    case NODE_TUPLE:
    case NODE_LIST:
        for (size_t i = 0; i < target->sequence.values.count; i++)
            collect_target(collector, target->sequence.values.items[i]);
        break;
    default:
        collect_expression(collector, target);
        break;
    }
}

static void collect_expressions(Collector *collector, const NodeList *list)
{
    for (size_t i = 0; i < list->count; i++)
        collect_expression(collector, list->items[i]);
}

static void collect_comprehension(Collector *collector, const Node *node)
{
    collect_expression(collector, node->comprehension.element);
    collect_expression(collector, node->comprehension.value);
    for (size_t i = 0; i < node->comprehension.clause_count; i++) {
        collect_expression(collector, node->comprehension.clauses[i].iterable);
        collect_expressions(collector, &node->comprehension.clauses[i].conditions);
    }
}

static void collect_call(Collector *collector, const Node *node)
{
    collect_expression(collector, node->call.function);
    collect_expressions(collector, &node->call.arguments);
    for (size_t i = 0; i < node->call.keyword_count; i++)
        collect_expression(collector, node->call.keywords[i].value);
}

/* In expressions only := and yield matter. */
static void collect_expression(Collector *collector, const Node *node)
{
    if (!node)
        return;
    collector->kinds |= UINT32_C(1) << node->kind;
    switch (node->kind) {
    case NODE_NAMED_EXPRESSION:
        collect_target(collector, node->assign.targets.items[0]);
        collect_expression(collector, node->assign.value);
        break;
    case NODE_YIELD:
    case NODE_YIELD_FROM:
        collector->names->is_generator = true;
        break;
    case NODE_STARRED:
    case NODE_AWAIT:
        collect_expression(collector, node->single.value);
        break;
    case NODE_JOINED_STRING:
    case NODE_TUPLE:
    case NODE_LIST:
    case NODE_SET:
    case NODE_BOOLEAN:
        collect_expressions(collector, &node->sequence.values);
        break;
    case NODE_FORMATTED_VALUE:
        collect_expression(collector, node->formatted.value);
        collect_expression(collector, node->formatted.format);
        break;
    case NODE_DICT:
        collect_expressions(collector, &node->dict.keys);
        collect_expressions(collector, &node->dict.values);
        break;
    case NODE_LIST_COMPREHENSION:
    case NODE_SET_COMPREHENSION:
    case NODE_DICT_COMPREHENSION:
    case NODE_GENERATOR:
        collect_comprehension(collector, node);
        break;
    case NODE_UNARY:
    case NODE_BINARY:
        collect_expression(collector, node->operation.left);
        collect_expression(collector, node->operation.right);
        break;
    case NODE_COMPARE:
        collect_expression(collector, node->compare.left);
        collect_expressions(collector, &node->compare.comparators);
        break;
    case NODE_CALL:
        collect_call(collector, node);
        break;
    case NODE_ATTRIBUTE:
        collect_expression(collector, node->attribute.value);
        break;
    case NODE_SUBSCRIPT:
        collect_expression(collector, node->subscript.value);
        collect_expression(collector, node->subscript.index);
        break;
    case NODE_SLICE:
        collect_expression(collector, node->slice.lower);
        collect_expression(collector, node->slice.upper);
        collect_expression(collector, node->slice.step);
        break;
    case NODE_CONDITIONAL:
        collect_expression(collector, node->conditional.test);
        collect_expression(collector, node->conditional.body);
        collect_expression(collector, node->conditional.otherwise);
        break;
    default:
        break;
    }
}

static void collect_import(Collector *collector, const Node *node)
{
    for (size_t i = 0; i < node->import.count; i++) {
        const Alias *alias = &node->import.aliases[i];
        const char *dot = strchr(alias->name, '.');
        if (alias->as)
            add_local(collector, alias->as);
        else if (dot) /* `import a.b` binds a; the evaluator interns the same text */
            add_local(collector, arena_strndup(collector->arena, alias->name, (size_t)(dot - alias->name)));
        else
            add_local(collector, alias->name);
    }
}

static void collect_try(Collector *collector, const Node *node)
{
    collect_body(collector, &node->try_->body);
    for (size_t i = 0; i < node->try_->handler_count; i++) {
        add_local(collector, node->try_->handlers[i].name);
        collect_expression(collector, node->try_->handlers[i].type);
        collect_body(collector, &node->try_->handlers[i].body);
    }
    collect_body(collector, &node->try_->otherwise);
    collect_body(collector, &node->try_->finally);
}

static void collect_pattern(Collector *collector, const Node *pattern)
{
    if (!pattern || pattern->kind < NODE_MATCH_VALUE)
        return;
    add_local(collector, pattern->pattern->name);
    if (pattern->kind == NODE_MATCH_AS)
        collect_pattern(collector, pattern->pattern->value);
    for (size_t i = 0; i < pattern->pattern->patterns.count; i++)
        collect_pattern(collector, pattern->pattern->patterns.items[i]);
}

static void collect_scope(Collector *collector, const Node *node, StringVector *names)
{
    for (size_t i = 0; i < node->scope.count; i++)
        vector_push(collector->arena, names, node->scope.names[i]);
}

static void collect_statement(Collector *collector, const Node *node)
{
    switch (node->kind) {
    case NODE_ASSIGN:
    case NODE_AUGMENTED_ASSIGN:
    case NODE_ANNOTATED_ASSIGN:
        if (node->kind == NODE_ANNOTATED_ASSIGN && !node->assign.value && !annotation_is_simple(node))
            break;
        for (size_t i = 0; i < node->assign.targets.count; i++)
            collect_target(collector, node->assign.targets.items[i]);
        collect_expression(collector, node->assign.value);
        break;
    case NODE_EXPRESSION:
    case NODE_RETURN:
        collect_expression(collector, node->single.value);
        break;
    case NODE_RAISE:
        collect_expression(collector, node->raise.exception);
        break;
    case NODE_DELETE:
        for (size_t i = 0; i < node->delete_.targets.count; i++)
            collect_target(collector, node->delete_.targets.items[i]);
        break;
    case NODE_ASSERT:
        collect_expression(collector, node->assert_.test);
        break;
    case NODE_GLOBAL:
        collect_scope(collector, node, &collector->names->globals);
        break;
    case NODE_NONLOCAL:
        collect_scope(collector, node, &collector->names->nonlocals);
        break;
    case NODE_IMPORT:
    case NODE_IMPORT_FROM:
        collect_import(collector, node);
        break;
    case NODE_IF:
    case NODE_WHILE:
        collect_expression(collector, node->branch.test);
        collect_body(collector, &node->branch.body);
        collect_body(collector, &node->branch.otherwise);
        break;
    case NODE_FOR:
        collect_target(collector, node->loop->target);
        collect_expression(collector, node->loop->iterable);
        collect_body(collector, &node->loop->body);
        collect_body(collector, &node->loop->otherwise);
        break;
    case NODE_TRY:
        collect_try(collector, node);
        break;
    case NODE_WITH:
        for (size_t i = 0; i < node->with.count; i++) {
            collect_expression(collector, node->with.items[i].context);
            if (node->with.items[i].target)
                collect_target(collector, node->with.items[i].target);
        }
        collect_body(collector, &node->with.body);
        break;
    case NODE_FUNCTION:
        add_local(collector, node->function->name);
        break;
    case NODE_CLASS:
        add_local(collector, node->class_->name);
        break;
    case NODE_MATCH:
        collect_expression(collector, node->match.subject);
        for (size_t i = 0; i < node->match.count; i++) {
            collect_pattern(collector, node->match.cases[i].pattern);
            collect_expression(collector, node->match.cases[i].guard);
            collect_body(collector, &node->match.cases[i].body);
        }
        break;
    case NODE_TYPE_ALIAS:
        add_local(collector, node->type_alias.name);
        break;
    default:
        break;
    }
}

static void collect_body(Collector *collector, const NodeList *body)
{
    for (size_t i = 0; i < body->count; i++)
        collect_statement(collector, body->items[i]);
}

static void collect_function(Collector *collector, const Node *node)
{
    const Parameters *parameters = &node->function->parameters;
    for (size_t i = 0; i < parameters->count; i++)
        add_local(collector, parameters->items[i].name);
    add_local(collector, parameters->star);
    add_local(collector, parameters->double_star);
    if (node->kind == NODE_LAMBDA)
        collect_expression(collector, node->function->body.items[0]);
    else
        collect_body(collector, &node->function->body);
}

static bool is_comprehension(const Node *node)
{
    return node->kind >= NODE_LIST_COMPREHENSION && node->kind <= NODE_GENERATOR;
}

const FunctionNames *function_names(Interpreter *interpreter, const Node *node)
{
    /* The evaluator caches the names in the node; the parser leaves the field empty. */
    FunctionNames **place =
        is_comprehension(node) ? &((Node *)node)->comprehension.names : &((Node *)node)->function->names;
    if (*place)
        return *place;
    Collector collector = {interpreter->arena, ARENA_NEW(interpreter->arena, FunctionNames), 0};
    if (is_comprehension(node))
        for (size_t i = 0; i < node->comprehension.clause_count; i++)
            collect_target(&collector, node->comprehension.clauses[i].target);
    else
        collect_function(&collector, node);
    FunctionNames *names = collector.names;
    names->node = node;
    names->qualified = is_comprehension(node) ? NULL : node->function->qualified;
    names->comprehension = (int)node->kind - (int)NODE_LIST_COMPREHENSION;
    StringVector locals = {0};
    for (size_t i = 0; i < names->locals.count; i++) {
        const char *name = python_intern(interpreter, names->locals.items[i]);
        if (!string_vector_contains(&names->globals, name) && !string_vector_contains(&names->nonlocals, name))
            vector_push(interpreter->arena, &locals, name);
    }
    names->locals = locals;
    return *place = names;
}

/* Interned names compare by address. */
const StringVector *statement_names(Interpreter *interpreter, const Node *node)
{
    Collector collector = {interpreter->arena, ARENA_NEW(interpreter->arena, FunctionNames), 0};
    collect_statement(&collector, node);
    return &collector.names->locals;
}

uint32_t expression_kinds(Interpreter *interpreter, const Node *node)
{
    FunctionNames names = {0};
    Collector collector = {interpreter->arena, &names, 0};
    collect_expression(&collector, node);
    return collector.kinds;
}

static bool declares(const StringVector *vector, const char *name)
{
    for (size_t i = 0; i < vector->count; i++)
        if (vector->items[i] == name)
            return true;
    return false;
}

Scope *scope_new(Interpreter *interpreter, Scope *parent, Module *module, const FunctionNames *declared)
{
    Scope *scope = heap_new(interpreter, VALUE_SCOPE, sizeof(Scope));
    if (!scope)
        return NULL;
    scope->parent = parent;
    scope->module = module;
    scope->declared = declared;
    return scope;
}

bool star_name(Interpreter *interpreter, const Module *module, const char *name, Value *value)
{
    char dotted[256];
    snprintf(dotted, sizeof dotted, "%s.%s", module->star_from, name);
    return python_opaque(interpreter, dotted, value);
}

static bool global_get(Interpreter *interpreter, const Scope *scope, const char *name, Value *value)
{
    *value = names_get(&scope->module->names, name);
    if (!value_given(*value))
        *value = names_get(&interpreter->builtins, name);
    if (value_given(*value))
        return true;
    const Scope *method = scope->class_names ? scope->parent : scope;
    if (method && method->owner && !method->class_names && strcmp(name, "__class__") == 0)
        *value = value_object(method->owner); /* __class__, as super() uses it */
    if (value_given(*value))
        return true;
    if (strcmp(name, "complex") == 0)
        return complex_class(interpreter, value);
    if (scope->module->star_from)
        return star_name(interpreter, scope->module, name, value);
    if (strcmp(name, "__builtins__") == 0)
        return python_refuse(interpreter, "__builtins__");
    return python_raise(interpreter, "NameError", "name '%s' is not defined", name);
}

/* A name of a class body whose metaclass prepared its namespace. */
static bool prepared_get(Interpreter *interpreter, const Scope *scope, const char *name, Value *value)
{
    Value key;
    if (!python_text(interpreter, name, &key))
        return false;
    if (subscript_get(interpreter, scope->prepared, key, value))
        return true;
    *value = value_absent();
    return exception_swallow(interpreter, "KeyError");
}

bool scope_get(Interpreter *interpreter, Scope *scope, const char *name, Value *value)
{
    if (scope->class_names) {
        *value = names_get(scope->class_names, name);
        if (value_given(*value))
            return true;
        if (scope->prepared.kind == VALUE_INSTANCE &&
            (!prepared_get(interpreter, scope, name, value) || value_given(*value)))
            return !python_failed(interpreter);
    }
    if (scope->declared && declares(&scope->declared->globals, name))
        return global_get(interpreter, scope, name, value);
    for (const Scope *outer = scope; outer; outer = outer->parent) {
        *value = names_get(&outer->names, name);
        if (value_given(*value))
            return true;
        if (!outer->declared || !declares(&outer->declared->locals, name))
            continue;
        if (outer == scope)
            return python_raise(interpreter, "UnboundLocalError",
                                "cannot access local variable '%s' where it is not associated with a value", name);
        return python_raise(
            interpreter, "NameError",
            "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name);
    }
    return global_get(interpreter, scope, name, value);
}

/* The scope that an assignment to the name goes to. */
static Names *binding_place(Scope *scope, const char *name)
{
    if (scope->class_names)
        return scope->class_names;
    if (scope->is_comprehension && scope->parent && !declares(&scope->declared->locals, name))
        return binding_place(scope->parent, name);
    if (!scope->declared || declares(&scope->declared->globals, name))
        return &scope->module->names;
    if (declares(&scope->declared->nonlocals, name))
        for (Scope *outer = scope->parent; outer; outer = outer->parent)
            if (outer->declared && declares(&outer->declared->locals, name))
                return &outer->names;
    return &scope->names;
}

bool scope_set(Interpreter *interpreter, Scope *scope, const char *name, Value value)
{
    if (scope->class_names && scope->prepared.kind == VALUE_INSTANCE) {
        Value key;
        return python_text(interpreter, name, &key) && subscript_set(interpreter, scope->prepared, key, value);
    }
    if (scope->class_names && value.kind == VALUE_NATIVE && value.native->type->assigned)
        value.native->type->assigned(value, name);
    names_set(binding_place(scope, name), name, value);
    return true;
}

bool scope_remove(Interpreter *interpreter, Scope *scope, const char *name)
{
    if (scope->class_names && scope->prepared.kind == VALUE_INSTANCE) {
        Value key;
        return python_text(interpreter, name, &key) &&
               (subscript_remove(interpreter, scope->prepared, key) ||
                (exception_swallow(interpreter, "KeyError") &&
                 python_raise(interpreter, "NameError", "name '%s' is not defined", name)));
    }
    return names_remove(binding_place(scope, name), name) ||
           python_raise(interpreter, "NameError", "name '%s' is not defined", name);
}

void scope_forget(Interpreter *interpreter, Scope *scope, const char *name)
{
    (void)interpreter;
    names_remove(binding_place(scope, name), name);
}
