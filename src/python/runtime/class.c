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

/* C3 linearisation for the shapes that scripts have: a class is added once all classes derived from it are. */
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
    class_->name = class_->qualified = python_intern(interpreter, name);
    class_->module = "";
    if (base_count) {
        class_->bases = memory_alloc(base_count * sizeof *bases);
        memcpy(class_->bases, bases, base_count * sizeof *bases);
        class_->base_count = base_count;
    }
    linearise(class_);
    for (size_t i = 1; i < class_->order_count; i++) {
        const Class *base = class_->order[i];
        class_->native = class_->native ? class_->native : base->native;
        class_->meta = class_->meta ? class_->meta : base->meta;
    }
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

/* str, int and other built-in types compare and hash natively; classes after them in the order are not asked. */
static bool has_own(const Class *class_, const char *name)
{
    static const char *const names[] = {"__hash__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"};
    bool is_base = class_->builtin_kind != VALUE_ABSENT;
    for (size_t i = 0; is_base && i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
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
static bool is_builtin_of_cpython(Interpreter *interpreter, const Function *function)
{
    const Module *module = function->module;
    return !function->owner && module->file && module->file->is_library &&
           value_given(names_get(&module->names, python_intern(interpreter, "_limbeck_builtin")));
}

/* The value of a class attribute read through `self`. */
bool bind_attribute(Interpreter *interpreter, Value found, Value self, Value *result)
{
    if (found.kind == VALUE_FUNCTION && !is_builtin_of_cpython(interpreter, (Function *)found.object))
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
    if (found.kind != VALUE_INSTANCE)
        return true;
    Value getter = class_lookup(found.instance->class_, python_intern(interpreter, "__get__"));
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

/* ---- the class statement ------------------------------------------------- */

/* The base of Repository[User] is Repository. */
static bool class_of_alias(Interpreter *interpreter, Value *base)
{
    Value origin;
    if (base->kind != VALUE_INSTANCE || !base->instance->class_->is_library)
        return true;
    if (!python_find_attribute(interpreter, *base, "origin", &origin))
        return false;
    if (origin.kind == VALUE_CLASS)
        *base = origin;
    return true;
}

static bool collect_bases(Interpreter *interpreter, Scope *scope, const Node *node, Class **bases, size_t *count,
                          Value *opaque)
{
    for (size_t i = 0; i < node->class_->bases.count; i++) {
        Value base;
        if (!evaluate(interpreter, scope, node->class_->bases.items[i], &base) || !class_of_alias(interpreter, &base))
            return false;
        bool is_for_checkers =
            (base.kind == VALUE_OPAQUE && text_starts_with(((Opaque *)base.object)->path, "typing.")) ||
            (base.kind == VALUE_INSTANCE && base.instance->class_->is_library);
        if (is_for_checkers) /* Generic[T] and Protocol have no effect at run time */
            continue;
        if (base.kind == VALUE_OPAQUE) {
            *opaque = base;
            continue;
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

bool push_decorators(Interpreter *interpreter, Scope *scope, const NodeList *decorators)
{
    for (size_t i = 0; i < decorators->count; i++) {
        Value decorator;
        if (!evaluate(interpreter, scope, decorators->items[i], &decorator))
            return false;
        python_push(interpreter, decorator);
    }
    return true;
}

bool call_decorators(Interpreter *interpreter, const NodeList *decorators, size_t first, Value *value)
{
    for (size_t i = decorators->count; i-- > 0;) {
        python_push(interpreter, *value);
        here(interpreter, decorators->items[i]);
        if (!python_call_positional(interpreter, interpreter->stack[first + i], value, 1, value))
            return false;
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
    Flow flow = execute_body(interpreter, body, &node->class_->body, &ignored);
    body->class_names = NULL;
    return flow != FLOW_FAILED;
}

static bool class_keywords(Interpreter *interpreter, Scope *scope, const Node *node, Class *class_, Value *rest)
{
    if (!python_dict(interpreter, rest))
        return false;
    python_push(interpreter, *rest);
    for (size_t i = 0; i < node->class_->keyword_count; i++) {
        const Keyword *keyword = &node->class_->keywords[i];
        Value value;
        if (!evaluate(interpreter, scope, keyword->value, &value))
            return false;
        if (!keyword->name)
            return python_refuse(interpreter, "** in a class statement");
        if (strcmp(keyword->name, "metaclass") != 0) {
            if (!dict_set_text(interpreter, rest->dict, keyword->name, value))
                return false;
        } else if (value.kind == VALUE_CLASS) {
            class_->meta = value.class_->builtin_kind ? class_->meta : value.class_;
        } else {
            return python_refuse(interpreter, "a metaclass that is %s", value_type_name(value));
        }
    }
    return true;
}

static bool namespace_of(Interpreter *interpreter, const Class *class_, Value *dict)
{
    if (!python_dict(interpreter, dict))
        return false;
    python_push(interpreter, *dict);
    for (size_t i = 0; i < class_->names.count; i++)
        if (!dict_set_text(interpreter, dict->dict, class_->names.keys[i], class_->names.values[i]))
            return false;
    return true;
}

/* Calls __set_name__() of the class's values. */
static bool tell_names(Interpreter *interpreter, Value class_)
{
    for (size_t i = 0; i < class_.class_->names.count; i++) {
        Value value = class_.class_->names.values[i], ignored;
        Value hook = value.kind == VALUE_INSTANCE ? special_method(interpreter, value, "__set_name__") : value_absent();
        Value arguments[3] = {value, class_};
        if (value_given(hook) && (!python_text(interpreter, class_.class_->names.keys[i], &arguments[2]) ||
                                  !python_call_positional(interpreter, hook, arguments, 3, &ignored)))
            return false;
    }
    return true;
}

/* A class with __eq__ and without __hash__ is unhashable. */
static void hide_hash(Interpreter *interpreter, Class *class_)
{
    const char *hash = python_intern(interpreter, "__hash__");
    bool is_equal = value_given(names_get(&class_->names, python_intern(interpreter, "__eq__")));
    if (is_equal && !class_->is_library && !value_given(names_get(&class_->names, hash)))
        names_set(&class_->names, hash, value_none());
}

/* As type() does: __init_subclass__ of the bases with the keywords, then the metaclass's __init__(cls, name,
 * bases, namespace). */
static bool announce_class(Interpreter *interpreter, Value class_, Value keywords)
{
    Value hook = value_absent(), ignored;
    Class *made = class_.class_;
    for (size_t i = 1; i < made->order_count && !value_given(hook); i++)
        hook = names_get(&made->order[i]->names, python_intern(interpreter, "__init_subclass__"));
    if (hook.kind == VALUE_PROPERTY)
        hook = ((Property *)hook.object)->function;
    if (value_given(hook)) {
        const char *names[16];
        Value values[17] = {class_};
        size_t count = 0;
        for (size_t i = 0; i < keywords.dict->used && count < 16; i++) {
            names[count] = python_intern(interpreter, keywords.dict->entries[i].key.string->bytes);
            values[++count] = keywords.dict->entries[i].value;
        }
        Arguments arguments = {values, 1, names, count, NULL};
        if (!python_call(interpreter, hook, &arguments, &ignored))
            return false;
    }
    Value init = made->meta ? class_lookup(made->meta, python_intern(interpreter, "__init__")) : value_absent();
    if (!value_given(init))
        return true;
    Value arguments[4] = {class_};
    if (!python_text(interpreter, made->name, &arguments[1]) || !python_tuple(interpreter, NULL, 0, &arguments[2]) ||
        !namespace_of(interpreter, made, &arguments[3]))
        return false;
    for (size_t i = 0; i < made->base_count; i++)
        if (!list_append(interpreter, arguments[2].list, value_object(made->bases[i])))
            return false;
    return python_call_positional(interpreter, init, arguments, 4, &ignored);
}

bool class_make(Interpreter *interpreter, const char *name, Value bases, Value namespace, Value *result)
{
    Class *found[16] = {interpreter->object_class};
    size_t count = bases.list->count;
    if (count > 16)
        return python_refuse(interpreter, "a class with more than 16 bases");
    for (size_t i = 0; i < count; i++) {
        if (bases.list->items[i].kind != VALUE_CLASS)
            return python_refuse(interpreter, "a class that derives from %s", value_type_name(bases.list->items[i]));
        found[i] = bases.list->items[i].class_;
    }
    Class *class_ = class_new(interpreter, name, found, count ? count : 1);
    if (!class_)
        return false;
    class_->module = interpreter->frame ? interpreter->frame->module->name : "";
    *result = value_object(class_);
    python_push(interpreter, *result);
    for (size_t i = 0; i < namespace.dict->used; i++) {
        const DictEntry *entry = &namespace.dict->entries[i];
        if (entry->key.kind == VALUE_STRING)
            names_set(&class_->names, python_intern(interpreter, entry->key.string->bytes), entry->value);
    }
    hide_hash(interpreter, class_);
    Value keywords;
    return python_dict(interpreter, &keywords) && tell_names(interpreter, *result) &&
           announce_class(interpreter, *result, keywords);
}

/* A class with an unknown base is unknown too. Its known bases are told by __unknown_subclass__(cls, base),
 * since their knowledge of their subclasses is now incomplete. */
static bool make_unknown(Interpreter *interpreter, const Scope *scope, const Node *node, Class *const *bases,
                         size_t count, Value opaque, Value *result)
{
    const char *path = python_opaque_path(opaque);
    note_unknown_class(interpreter, scope, node, path);
    for (size_t i = 0; i < count; i++) {
        Value known = value_object(bases[i]), hook, base, ignored;
        if (!python_find_attribute(interpreter, known, "__unknown_subclass__", &hook))
            return false;
        if (value_given(hook) &&
            (!python_text(interpreter, path, &base) || !python_call_positional(interpreter, hook, &base, 1, &ignored)))
            return false;
    }
    return python_opaque(interpreter, node->class_->name, result);
}

bool execute_class(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Class *bases[16];
    size_t count = 0;
    Value opaque = value_absent();
    size_t mark = python_stack_mark(interpreter);
    if (node->class_->bases.count > 16)
        return python_refuse(interpreter, "a class with more than 16 bases");
    if (!push_decorators(interpreter, scope, &node->class_->decorators) ||
        !collect_bases(interpreter, scope, node, bases, &count, &opaque))
        return false;
    if (value_given(opaque))
        return make_unknown(interpreter, scope, node, bases, count, opaque, result);
    Class *class_ = class_new(interpreter, node->class_->name, bases, count);
    if (!class_)
        return false;
    class_->module = scope->module->name;
    class_->qualified = scope_qualified(interpreter, scope, class_->name);
    class_->is_library = scope->module->file && scope->module->file->is_library;
    *result = value_object(class_);
    python_push(interpreter, *result);
    Value keywords;
    if (!class_keywords(interpreter, scope, node, class_, &keywords) ||
        !run_class_body(interpreter, scope, node, class_))
        return false;
    hide_hash(interpreter, class_);
    here(interpreter, node); /* errors of the bases are reported at the class statement, not at its last line */
    if (!tell_names(interpreter, *result) || !announce_class(interpreter, *result, keywords) ||
        !call_decorators(interpreter, &node->class_->decorators, mark, result))
        return false;
    if (result->kind == VALUE_OPAQUE)
        note_unknown_class(interpreter, scope, node, python_opaque_path(*result));
    python_stack_reset(interpreter, mark);
    return true;
}
