/* Classes, instances and attribute lookup along the bases. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

bool class_derives(const Class *derived, const Class *base)
{
    for (size_t i = 0; i < derived->order_count; i++)
        if (derived->order[i] == base)
            return true;
    return false;
}

static bool order_contains(Class *const *order, size_t count, const Class *class_)
{
    for (size_t i = 0; i < count; i++)
        if (order[i] == class_)
            return true;
    return false;
}

/* C3 for the shapes scripts have: a class goes in once all classes that derive
 * from it are in. */
static void linearise(Class *class_)
{
    size_t most = 1;
    for (size_t i = 0; i < class_->base_count; i++)
        most += class_->bases[i]->order_count;
    Class **order = memory_alloc(most * sizeof *order);
    size_t count = 0;
    order[count++] = class_;
    for (size_t i = 0; i < class_->base_count; i++) {
        const Class *base = class_->bases[i];
        for (size_t k = 0; k < base->order_count; k++) {
            Class *candidate = base->order[k];
            bool later = false;
            for (size_t j = i + 1; j < class_->base_count; j++)
                later |= class_derives(class_->bases[j], candidate);
            if (!later && !order_contains(order, count, candidate))
                order[count++] = candidate;
        }
    }
    class_->order = order;
    class_->order_count = count;
}

Class *class_new(Interpreter *interpreter, const char *name, Class *const *bases, size_t base_count)
{
    Class *class_ = heap_new(interpreter, VALUE_CLASS, sizeof(Class));
    if (!class_)
        return NULL;
    class_->name = python_intern(interpreter, name);
    class_->module = "";
    if (base_count) {
        class_->bases = memory_alloc(base_count * sizeof *bases);
        memcpy(class_->bases, bases, base_count * sizeof *bases);
        class_->base_count = base_count;
    }
    linearise(class_);
    for (size_t i = 1; i < class_->order_count && !class_->native; i++)
        class_->native = class_->order[i]->native;
    return class_;
}

Value class_lookup(const Class *class_, const char *name)
{
    for (size_t i = 0; i < class_->order_count; i++) {
        Value found = names_get(&class_->order[i]->names, name);
        if (value_given(found))
            return found;
    }
    return value_absent();
}

static bool bound_method(Interpreter *interpreter, Value function, Value self, Value *result)
{
    Method *method = heap_new(interpreter, VALUE_METHOD, sizeof(Method));
    if (!method)
        return false;
    method->function = function;
    method->self = self;
    *result = value_object(method);
    return true;
}

/* What reading a class's attribute through `self` gives. */
bool bind_attribute(Interpreter *interpreter, Value found, Value self, Value *result)
{
    if (found.kind == VALUE_FUNCTION)
        return bound_method(interpreter, found, self, result);
    if (found.kind == VALUE_PROPERTY) {
        const Property *property = (Property *)found.object;
        if (property->property_kind == PROPERTY_GETTER)
            return python_call_positional(interpreter, property->function, &self, 1, result);
        *result = property->function;
        if (property->property_kind == PROPERTY_STATIC)
            return true;
        Value owner = self.kind == VALUE_CLASS ? self : value_object(python_class_of(interpreter, self));
        return bound_method(interpreter, property->function, owner, result);
    }
    *result = found;
    return true;
}

/* ---- the class statement ------------------------------------------------- */

static bool collect_bases(Interpreter *interpreter, Scope *scope, const Node *node, Class **bases, size_t *count,
                          Value *opaque)
{
    for (size_t i = 0; i < node->class_.bases.count; i++) {
        Value base;
        if (!evaluate(interpreter, scope, node->class_.bases.items[i], &base))
            return false;
        if (base.kind == VALUE_OPAQUE) {
            *opaque = base;
            return true;
        }
        if (base.kind != VALUE_CLASS)
            return python_refuse(interpreter, "a class that derives from %s", value_type_name(base));
        python_push(interpreter, base);
        bases[(*count)++] = base.class_;
    }
    if (!*count)
        bases[(*count)++] = interpreter->object_class;
    return true;
}

static bool decorate(Interpreter *interpreter, Scope *scope, const NodeList *decorators, Value *value)
{
    for (size_t i = decorators->count; i-- > 0;) {
        Value decorator;
        size_t mark = python_stack_mark(interpreter);
        python_push(interpreter, *value);
        if (!evaluate(interpreter, scope, decorators->items[i], &decorator))
            return false;
        python_push(interpreter, decorator);
        if (!python_call_positional(interpreter, decorator, value, 1, value))
            return false;
        python_stack_reset(interpreter, mark);
    }
    return true;
}

static bool run_class_body(Interpreter *interpreter, Scope *scope, const Node *node, Class *class_)
{
    Scope *body = scope_new(interpreter, scope->class_names ? scope->parent : scope, scope->module, NULL);
    if (!body)
        return false;
    body->class_names = &class_->names;
    body->owner = class_;
    python_push(interpreter, value_object(body));
    Value ignored;
    Flow flow = execute_body(interpreter, body, &node->class_.body, &ignored);
    body->class_names = NULL;
    return flow != FLOW_FAILED;
}

bool execute_class(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Class *bases[16];
    size_t count = 0;
    Value opaque = value_absent();
    size_t mark = python_stack_mark(interpreter);
    if (node->class_.bases.count > 16)
        return python_refuse(interpreter, "a class with more than 16 bases");
    if (!collect_bases(interpreter, scope, node, bases, &count, &opaque))
        return false;
    if (value_given(opaque)) /* a class of a library limbeck does not have: as unknown as its base */
        return python_opaque(interpreter, node->class_.name, result);
    Class *class_ = class_new(interpreter, node->class_.name, bases, count);
    if (!class_)
        return false;
    class_->module = scope->module->name;
    *result = value_object(class_);
    python_push(interpreter, *result);
    if (!run_class_body(interpreter, scope, node, class_) ||
        !decorate(interpreter, scope, &node->class_.decorators, result))
        return false;
    python_stack_reset(interpreter, mark);
    return true;
}

/* ---- instances ------------------------------------------------------------- */

static bool remember_arguments(Interpreter *interpreter, Instance *instance, const Arguments *arguments)
{
    Value tuple;
    if (!python_tuple(interpreter, arguments->values, arguments->positional, &tuple))
        return false;
    names_set(&instance->names, python_intern(interpreter, "args"), tuple);
    return true;
}

bool class_instantiate(Interpreter *interpreter, Class *class_, const Arguments *arguments, Value *result)
{
    if (class_->construct)
        return class_->construct(interpreter, value_object(class_), arguments, result);
    if (class_->native)
        return python_refuse(interpreter, "an object of '%s', a class derived from %s", class_->name,
                             class_->native->name);
    for (size_t i = 0; i < class_->order_count; i++)
        if (class_->order[i]->builtin_kind && class_->order[i] != interpreter->object_class)
            return python_refuse(interpreter, "an object of '%s', a class derived from %s", class_->name,
                                 class_->order[i]->name);
    Instance *instance = heap_new(interpreter, VALUE_INSTANCE, sizeof(Instance));
    if (!instance)
        return false;
    instance->class_ = class_;
    *result = value_object(instance);
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, *result);
    bool is_exception = class_derives(class_, exception_class(interpreter, "BaseException"));
    if (is_exception && !remember_arguments(interpreter, instance, arguments))
        return false;
    Value init = class_lookup(class_, python_intern(interpreter, "__init__"));
    if (value_given(init)) {
        Value bound, ignored;
        if (!bind_attribute(interpreter, init, *result, &bound))
            return false;
        python_push(interpreter, bound);
        if (!python_call(interpreter, bound, arguments, &ignored))
            return false;
    } else if (!is_exception && (arguments->positional || arguments->keyword_count)) {
        return python_raise(interpreter, "TypeError", "%s() takes no arguments", class_->name);
    }
    python_stack_reset(interpreter, mark);
    return true;
}
