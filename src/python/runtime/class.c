/* Classes, instances and attribute lookup along the bases. */
#include "limbeck/python/runtime/internal.h"

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

/* The first class of one of the lists that is in no list behind its first place. */
static Class *next_in_order(const Class *class_, const size_t *taken, size_t taken_bases)
{
    for (size_t i = 0; i <= class_->base_count; i++) {
        bool is_bases = i == class_->base_count; /* the list of the bases themselves comes last */
        size_t from = is_bases ? taken_bases : taken[i];
        if (from == (is_bases ? class_->base_count : class_->bases[i]->order_count))
            continue;
        Class *candidate = is_bases ? class_->bases[from] : class_->bases[i]->order[from];
        bool is_later =
            class_->base_count > taken_bases + 1 &&
            order_contains(class_->bases + taken_bases + 1, class_->base_count - taken_bases - 1, candidate);
        for (size_t k = 0; k < class_->base_count && !is_later; k++) {
            const Class *base = class_->bases[k];
            is_later = base->order_count > taken[k] + 1 &&
                       order_contains(base->order + taken[k] + 1, base->order_count - taken[k] - 1, candidate);
        }
        if (!is_later)
            return candidate;
    }
    return NULL;
}

/* C3 linearisation; false where the bases have no order. */
static bool linearise(Class *class_)
{
    size_t most = 1, taken_bases = 0;
    for (size_t i = 0; i < class_->base_count; i++)
        most += class_->bases[i]->order_count;
    class_->order = memory_alloc(most * sizeof *class_->order);
    class_->order_count = 0;
    class_->order[class_->order_count++] = class_;
    if (class_->base_count <= 1) {
        for (size_t i = 0; i + 1 < most; i++)
            class_->order[class_->order_count++] = class_->bases[0]->order[i];
        return true;
    }
    size_t *taken = memory_alloc((class_->base_count + 1) * sizeof *taken);
    Class *next;
    while ((next = next_in_order(class_, taken, taken_bases))) {
        class_->order[class_->order_count++] = next;
        for (size_t i = 0; i < class_->base_count; i++)
            taken[i] += taken[i] < class_->bases[i]->order_count && class_->bases[i]->order[taken[i]] == next;
        taken_bases += taken_bases < class_->base_count && class_->bases[taken_bases] == next;
    }
    bool done = taken_bases == class_->base_count;
    for (size_t i = 0; i < class_->base_count; i++)
        done &= taken[i] == class_->bases[i]->order_count;
    free(taken);
    return done;
}

static bool refuse_order(Interpreter *interpreter, const Class *class_)
{
    Text names = python_buffer(interpreter);
    for (size_t i = 0; i < class_->base_count; i++)
        text_append_format(&names, "%s%s", i ? ", " : "", class_->bases[i]->name);
    python_raise(interpreter, "TypeError", "Cannot create a consistent method resolution\norder (MRO) for bases %s",
                 text_string(&names));
    text_release(&names);
    return false;
}

bool class_set_bases(Interpreter *interpreter, Class *class_, Class *const *bases, size_t base_count)
{
    free(class_->bases);
    free(class_->order);
    class_->bases = NULL;
    class_->base_count = base_count;
    if (base_count) {
        class_->bases = memory_alloc(base_count * sizeof *bases);
        memcpy(class_->bases, bases, base_count * sizeof *bases);
    }
    if (!linearise(class_))
        return refuse_order(interpreter, class_);
    class_->native = NULL;
    for (size_t i = 1; i < class_->order_count; i++) {
        const Class *base = class_->order[i];
        class_->native = class_->native ? class_->native : base->native;
        class_->meta = class_->meta ? class_->meta : base->meta;
    }
    return true;
}

Class *class_new(Interpreter *interpreter, const char *name, Class *const *bases, size_t base_count)
{
    Class *class_ = heap_new(interpreter, VALUE_CLASS, sizeof(Class));
    if (!class_)
        return NULL;
    class_->name = class_->qualified = python_intern(interpreter, name);
    class_->module = "";
    if (!class_set_bases(interpreter, class_, bases, base_count))
        return NULL;
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

/* str, int and other built-in types compare and hash natively; methods of classes after them in the order are not
 * called. */
static bool has_own(const Class *class_, const char *name)
{
    static const char *const names[] = {"__hash__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"};
    bool is_base = class_->builtin_kind != VALUE_ABSENT;
    for (size_t i = 0; is_base && i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

bool special_is_of_object(const Interpreter *interpreter, const Class *class_, const char *name)
{
    for (size_t i = 0; i < class_->order_count; i++)
        if (class_->order[i] != interpreter->object_class &&
            (value_given(names_get(&class_->order[i]->names, name)) || has_own(class_->order[i], name)))
            return false;
    return true;
}

Value special_lookup(const Class *class_, const char *name)
{
    for (size_t i = 0; i < class_->order_count; i++) {
        Value found = names_get(&class_->order[i]->names, name);
        if (value_given(found) || has_own(class_->order[i], name))
            return found;
    }
    return value_absent();
}

Value special_method(Interpreter *interpreter, Value value, const char *name)
{
    const Class *class_ = value.kind == VALUE_INSTANCE ? value.instance->class_
                          : value.kind == VALUE_CLASS  ? value.class_->meta
                          : value.kind == VALUE_NATIVE ? value.native->class_
                                                       : NULL;
    return class_ ? special_lookup(class_, python_intern(interpreter, name)) : value_absent();
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

/* A function of an embedded module that is written in C in CPython: class attributes of that kind are not bound. */
bool is_builtin_of_cpython(Interpreter *interpreter, const Function *function)
{
    const Module *module = function->module;
    return !function->owner && module->file && module->file->is_library &&
           value_given(names_get(&module->names, python_intern(interpreter, "_limbeck_builtin")));
}

static bool get_property(Interpreter *interpreter, const Property *property, Value found, Value self, Value *result)
{
    if (value_given(property->function))
        return python_call_positional(interpreter, property->function, &self, 1, result);
    const Class *class_ = python_class_of(interpreter, self);
    for (size_t i = 0; i < class_->order_count; i++) /* the name that the class has for it */
        for (size_t k = 0; k < class_->order[i]->names.count; k++)
            if (class_->order[i]->names.values[k].object == found.object)
                return python_raise(interpreter, "AttributeError", "property '%s' of '%s' object has no getter",
                                    class_->order[i]->names.keys[k], class_->name);
    return python_raise(interpreter, "AttributeError", "property of '%s' object has no getter", class_->name);
}

/* A classmethod may wrap another descriptor, whose __get__() is then called with the class. */
static bool bind_class_method(Interpreter *interpreter, Value wrapped, Value owner, Value *result)
{
    bool binds = wrapped.kind == VALUE_PROPERTY ||
                 (wrapped.kind == VALUE_INSTANCE &&
                  value_given(class_lookup(wrapped.instance->class_, python_intern(interpreter, "__get__"))));
    return binds ? bind_attribute(interpreter, wrapped, owner, result)
                 : bound_method(interpreter, wrapped, owner, result);
}

/* dict.fromkeys() read from a class that derives from dict, or from an object. */
static bool is_of_another_class(Value found, Value owner)
{
    const Builtin *builtin = found.kind == VALUE_BUILTIN ? (const Builtin *)found.object : NULL;
    return builtin && builtin->is_of_class && builtin->self.class_ != owner.class_;
}

static bool is_method_of_kind(Value found)
{
    const Builtin *builtin = found.kind == VALUE_BUILTIN ? (const Builtin *)found.object : NULL;
    return builtin && builtin->owner && !value_given(builtin->self);
}

bool bind_builtin(Interpreter *interpreter, Value found, Value owner, Value *result)
{
    *result = found;
    return !is_of_another_class(found, owner) ||
           python_member(interpreter, ((const Builtin *)found.object)->member, owner, result);
}

/* The value of a class attribute read through `self`. */
bool bind_attribute(Interpreter *interpreter, Value found, Value self, Value *result)
{
    if (found.kind == VALUE_FUNCTION && !is_builtin_of_cpython(interpreter, (Function *)found.object))
        return bound_method(interpreter, found, self, result);
    if (found.kind == VALUE_PROPERTY) {
        const Property *property = (Property *)found.object;
        if (property->property_kind == PROPERTY_GETTER)
            return get_property(interpreter, property, found, self, result);
        *result = property->function;
        if (property->property_kind == PROPERTY_STATIC)
            return true;
        Value owner = self.kind == VALUE_CLASS ? self : value_object(python_class_of(interpreter, self));
        return bind_class_method(interpreter, property->function, owner, result);
    }
    *result = found;
    if (is_method_of_kind(found)) /* upper = str.upper in a class that derives from str */
        return bound_method(interpreter, found, self, result);
    if (found.kind == VALUE_BUILTIN)
        return bind_builtin(interpreter, found, value_object(python_class_of(interpreter, self)), result);
    if (found.kind != VALUE_INSTANCE)
        return true;
    Value getter = class_lookup(found.instance->class_, python_intern(interpreter, "__get__"));
    if (!value_given(getter) && found.instance->plain.kind == VALUE_PROPERTY)
        return get_property(interpreter, (Property *)found.instance->plain.object, found, self, result);
    if (!value_given(getter))
        return true;
    Value arguments[3] = {found, self, value_object(python_class_of(interpreter, self))};
    return python_call_positional(interpreter, getter, arguments, 3, result);
}

bool python_call_special(Interpreter *interpreter, Value method, Value self, Value *result)
{
    if (method.kind == VALUE_FUNCTION || method.kind == VALUE_BUILTIN)
        return python_call_positional(interpreter, method, &self, 1, result);
    size_t mark = python_stack_mark(interpreter);
    if (!bind_attribute(interpreter, method, self, &method))
        return false;
    python_push(interpreter, method);
    bool done = python_call_positional(interpreter, method, NULL, 0, result);
    python_stack_reset(interpreter, mark);
    return done;
}
