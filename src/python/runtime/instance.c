/* Objects of scripts' classes: creation, and super(). */
#include "limbeck/python/runtime/class_make.h"
#include "limbeck/python/runtime/internal.h"

#include <string.h>

/* ---- __new__ ---------------------------------------------------------------- */

static const Class *builtin_base(const Interpreter *interpreter, const Class *class_)
{
    for (size_t i = 0; i < class_->order_count; i++)
        if (class_->order[i]->builtin_kind && class_->order[i] != interpreter->object_class)
            return class_->order[i];
    return NULL;
}

static bool is_mutable(ValueKind kind)
{
    return kind == VALUE_LIST || kind == VALUE_DICT || kind == VALUE_SET;
}

/* The built-in value inside an object of a class derived from str, int, dict ... Mutable ones start empty and
 * are filled by __init__. */
static bool make_plain(Interpreter *interpreter, const Class *base, const Arguments *arguments, bool has_init,
                       Value *plain)
{
    Arguments none = {0};
    size_t length = strlen(base->name);
    bool is_iterator =
        base->builtin_kind == VALUE_ITERATOR && length > 8 && strcmp(base->name + length - 8, "iterator") == 0;
    if (is_iterator || base->builtin_kind == VALUE_GENERATOR)
        return python_raise(interpreter, "TypeError", "cannot create '%s' instances", base->name);
    if (!base->construct)
        return python_refuse(interpreter, "an object of a class derived from %s", base->name);
    Arguments places = {arguments->values, arguments->positional, NULL, 0, NULL};
    bool by_place = arguments->keyword_count && has_init &&
                    (base->builtin_kind == VALUE_FLOAT || base->builtin_kind == VALUE_TUPLE ||
                     base->builtin_kind == VALUE_FROZENSET); /* keyword arguments are for its __init__() */
    return native_call_named(interpreter, base->name, base->construct, value_object((void *)base),
                             is_mutable(base->builtin_kind) ? &none
                             : by_place                     ? &places
                                                            : arguments,
                             plain);
}

static bool new_native(Interpreter *interpreter, Class *class_, const Arguments *arguments, Value *result)
{
    const NativeClass *type = class_->native;
    bool has_init = value_given(class_lookup(class_, python_intern(interpreter, "__init__")));
    if (has_init) { /* empty until its __init__ calls super().__init__() */
        if (!native_new(interpreter, type, 0, result))
            return false;
    } else if (!type->construct && strncmp(type->name, "dict_", 5) == 0) {
        return python_raise(interpreter, "TypeError", "cannot create '%s' instances", type->name);
    } else if (!type->construct) {
        return python_refuse(interpreter, "an object of '%s', a class derived from %s", class_->name, type->name);
    } else if (!native_call_named(interpreter, type->name, type->construct,
                                  value_object(python_native_class(interpreter, type)), arguments, result)) {
        return false;
    }
    if (result->kind == VALUE_NATIVE)
        result->native->class_ = class_;
    return true;
}

/* A class that derives from type: a metaclass. */
static bool is_meta(const Interpreter *interpreter, const Class *class_)
{
    const Class *base = builtin_base(interpreter, class_);
    return base && base->builtin_kind == VALUE_CLASS;
}

static bool object_new(Interpreter *interpreter, Class *class_, const Arguments *arguments, Value *result)
{
    if (class_->native)
        return new_native(interpreter, class_, arguments, result);
    if (is_meta(interpreter, class_))
        return class_make(interpreter, class_, arguments, result);
    Instance *instance = heap_new(interpreter, VALUE_INSTANCE, sizeof(Instance));
    if (!instance)
        return false;
    instance->class_ = class_;
    *result = value_object(instance);
    python_push(interpreter, *result);
    const Class *base = builtin_base(interpreter, class_);
    if (!base && class_->meta && !class_is_concrete(interpreter, class_))
        return false;
    if (class_derives(class_, interpreter->property_classes[PROPERTY_GETTER]))
        return make_plain(interpreter, interpreter->property_classes[PROPERTY_GETTER], &(Arguments){0}, false,
                          &instance->plain);
    bool has_init = base && value_given(class_lookup(class_, python_intern(interpreter, "__init__")));
    if (base && !make_plain(interpreter, base, arguments, has_init, &instance->plain))
        return false;
    return !class_derives(class_, exception_class(interpreter, "BaseException")) ||
           exception_remember(interpreter, *result, arguments);
}

/* ---- __init__ ------------------------------------------------------------------ */

/* Moves a native object made by its constructor into the object of the derived class. */
static bool init_native(Interpreter *interpreter, Native *native, const Arguments *arguments)
{
    Value made;
    const NativeClass *type = native->type;
    if (!type->construct)
        return python_refuse(interpreter, "an object of a class derived from %s", type->name);
    if (!native_call_named(interpreter, type->name, type->construct,
                           value_object(python_native_class(interpreter, type)), arguments, &made))
        return false;
    arguments_were_read(arguments); /* the call already refused unknown arguments */
    if (made.kind != VALUE_NATIVE || native->data)
        return python_refuse(interpreter, "creating a %s in this way", type->name);
    native->arena = made.native->arena;
    made.native->arena = NULL;
    for (size_t i = 0; i < made.native->slot_count; i++)
        native_store_any(native, made.native->slots[i]);
    if (made.native->data_size)
        native->data = arena_copy(native_arena(native), made.native->data, 1, made.native->data_size);
    made.native->data = NULL;
    return true;
}

/* A property of a script's class stores its getter's docstring as its own attribute __doc__. */
static bool store_doc(Interpreter *interpreter, Value self)
{
    Value doc;
    if (!python_get_attribute(interpreter, self.instance->plain, "__doc__", &doc) || value_is_none(doc))
        return !python_failed(interpreter);
    if (value_given(names_get(&self.instance->class_->names, python_intern(interpreter, "__slots__"))))
        return python_raise(interpreter, "AttributeError", "'%s' object attribute '__doc__' is read-only",
                            self.instance->class_->name);
    names_set(&self.instance->names, python_intern(interpreter, "__doc__"), doc);
    return true;
}

/* __init__ of a built-in base. */
static bool init_base(Interpreter *interpreter, Value self, const Arguments *arguments)
{
    if (self.kind == VALUE_NATIVE)
        return init_native(interpreter, self.native, arguments);
    if (self.kind != VALUE_INSTANCE)
        return true;
    Value plain = self.instance->plain, fill, ignored;
    if (class_derives(self.instance->class_, exception_class(interpreter, "BaseException")))
        return exception_init(interpreter, self, arguments);
    if (plain.kind == VALUE_PROPERTY)
        return property_init(interpreter, (Property *)plain.object, arguments) && store_doc(interpreter, self);
    if (!is_mutable(plain.kind) || !(arguments->positional || arguments->keyword_count))
        return true;
    return python_get_attribute(interpreter, plain, plain.kind == VALUE_LIST ? "extend" : "update", &fill) &&
           python_call(interpreter, fill, arguments, &ignored);
}

/* Those whose built-in base takes arguments. */
static bool takes_arguments(Interpreter *interpreter, Value self)
{
    return self.kind != VALUE_INSTANCE || value_given(self.instance->plain) ||
           class_derives(self.instance->class_, exception_class(interpreter, "BaseException"));
}

static bool call_init(Interpreter *interpreter, Class *class_, Value self, const Arguments *arguments, bool was_new)
{
    Value init = class_lookup(class_, python_intern(interpreter, "__init__")), bound, ignored;
    if (value_given(init)) {
        if (!bind_attribute(interpreter, init, self, &bound))
            return false;
        python_push(interpreter, bound);
        return python_call(interpreter, bound, arguments, &ignored);
    }
    if (self.kind == VALUE_NATIVE || self.kind == VALUE_CLASS)
        return true;
    bool takes_any = was_new || takes_arguments(interpreter, self);
    if (!takes_any && (arguments->positional || arguments->keyword_count))
        return python_raise(interpreter, "TypeError", "%s() takes no arguments", class_->name);
    return init_base(interpreter, self, arguments);
}

static bool call_with_first(Interpreter *interpreter, Value function, Value first, const Arguments *arguments,
                            Value *result)
{
    size_t mark = python_stack_mark(interpreter);
    size_t count = arguments->positional + arguments->keyword_count;
    python_push(interpreter, first);
    for (size_t i = 0; i < count; i++)
        python_push(interpreter, arguments->values[i]);
    Arguments with_first = *arguments;
    with_first.values = interpreter->stack + mark;
    with_first.positional++;
    bool done = python_call(interpreter, function, &with_first, result);
    python_stack_reset(interpreter, mark);
    return done;
}

static bool instantiate(Interpreter *interpreter, Class *class_, const Arguments *arguments, Value *result)
{
    size_t mark = python_stack_mark(interpreter);
    class_ = exception_class_for(interpreter, class_, arguments);
    Value new_method = class_lookup(class_, python_intern(interpreter, "__new__"));
    if (new_method.kind == VALUE_PROPERTY)
        new_method = ((Property *)new_method.object)->function;
    bool has_new = value_given(new_method);
    if (has_new ? !call_with_first(interpreter, new_method, value_object(class_), arguments, result)
                : !object_new(interpreter, class_, arguments, result))
        return false;
    python_push(interpreter, *result);
    bool is_ours = (result->kind == VALUE_INSTANCE || result->kind == VALUE_NATIVE || result->kind == VALUE_CLASS) &&
                   class_derives(python_class_of(interpreter, *result), class_);
    if (is_ours && !call_init(interpreter, class_, *result, arguments, has_new))
        return false;
    python_stack_reset(interpreter, mark);
    return true;
}

bool class_instantiate(Interpreter *interpreter, Class *class_, const Arguments *arguments, Value *result)
{
    Value call = class_->meta ? class_lookup(class_->meta, python_intern(interpreter, "__call__")) : value_absent();
    if (value_given(call))
        return call_with_first(interpreter, call, value_object(class_), arguments, result);
    if (class_->construct)
        return native_call_named(interpreter, class_->name, class_->construct, value_object(class_), arguments, result);
    return instantiate(interpreter, class_, arguments, result);
}

/* ---- super() ------------------------------------------------------------------- */

bool python_super(Interpreter *interpreter, const Arguments *arguments, Value *result)
{
    enum { ARG_type, ARG_object };
    const Scope *scope = interpreter->frame ? interpreter->frame->scope : NULL;
    Value self = value_absent();
    const Class *after = NULL;
    if (arguments->positional > 2)
        return python_raise(interpreter, "TypeError", "super() expected at most 2 arguments, got %zu",
                            arguments->positional);
    if (arguments->positional == 2 && arguments->values[ARG_type].kind == VALUE_CLASS) {
        after = arguments->values[ARG_type].class_;
        self = arguments->values[ARG_object];
    } else if (!arguments->positional && scope && scope->owner && scope->declared && scope->declared->locals.count) {
        after = scope->owner;
        self = names_get(&scope->names, scope->declared->locals.items[0]);
    }
    if (!after || !value_given(self))
        return python_refuse(interpreter, "super() here");
    Super *super = heap_new(interpreter, VALUE_SUPER, sizeof(Super));
    if (!super)
        return false;
    super->after = after;
    super->self = self;
    *result = value_object(super);
    return true;
}

static bool base_init(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_none();
    const Class *class_ = python_class_of(interpreter, self);
    bool has_more = arguments->positional || arguments->keyword_count;
    bool has_init = value_given(class_lookup(class_, python_intern(interpreter, "__init__")));
    bool has_new = value_given(class_lookup(class_, python_intern(interpreter, "__new__")));
    if (has_more && !takes_arguments(interpreter, self) && (has_init || !has_new))
        return python_raise(interpreter, "TypeError",
                            "%s.__init__() takes exactly one argument (the instance to initialize)",
                            has_init ? "object" : class_->name);
    return init_base(interpreter, self, arguments);
}

static bool base_nothing(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)self;
    (void)arguments;
    *result = value_none();
    return true;
}

static bool base_init_subclass(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_none();
    if (!arguments->keyword_count)
        return true;
    arguments_were_read(arguments);
    const Class *class_ = self.kind == VALUE_CLASS ? self.class_ : python_class_of(interpreter, self);
    return python_raise(interpreter, "TypeError", "%s.__init_subclass__() takes no keyword arguments",
                        class_->qualified);
}

static bool base_repr(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    Text text = python_buffer(interpreter);
    bool done = python_own_repr(interpreter, self, &text) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

static bool base_str(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    Text text = python_buffer(interpreter);
    bool done =
        python_own_str(interpreter, self, &text) && python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}

/* object.__new__ is static: the class comes as the first argument. */
bool base_new(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value class_ = argument_at(arguments, 0);
    if (class_.kind != VALUE_CLASS)
        return python_raise(interpreter, "TypeError", "object.__new__(X): X is not a type object");
    Arguments rest = *arguments;
    rest.values++;
    rest.positional--;
    const Class *made = class_.class_;
    if (made->builtin_kind && made->construct && made != interpreter->object_class && !made->native) {
        if (self.kind == VALUE_CLASS && self.class_ != made)
            return python_raise(interpreter, "TypeError", "%s.__new__(%s) is not safe, use %s.__new__()",
                                self.class_->name, made->name, made->name);
        return native_call_named(interpreter, made->name, made->construct, class_, &rest, result);
    }
    bool is_own = value_given(class_lookup(made, python_intern(interpreter, "__new__")));
    bool has_library = false;
    for (size_t i = 0; i < made->order_count; i++)
        has_library |= made->order[i]->is_library;
    bool is_plain = !builtin_base(interpreter, made) && !made->native && !has_library &&
                    !class_derives(made, exception_class(interpreter, "BaseException")) &&
                    !class_derives(made, interpreter->property_classes[PROPERTY_GETTER]);
    if (is_plain && is_own && (rest.positional || rest.keyword_count))
        return python_raise(interpreter, "TypeError",
                            "object.__new__() takes exactly one argument (the type to instantiate)");
    bool has_init = value_given(class_lookup(made, python_intern(interpreter, "__init__")));
    if (is_plain && !has_init && (rest.positional || rest.keyword_count))
        return python_raise(interpreter, "TypeError", "%s() takes no arguments", made->name);
    return object_new(interpreter, class_.class_, &rest, result);
}

static bool base_call(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (self.kind != VALUE_CLASS)
        return python_raise(interpreter, "TypeError", "'%s' object is not callable",
                            python_type_name(interpreter, self));
    return instantiate(interpreter, self.class_, arguments, result);
}

static bool base_getitem(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return subscript_get(interpreter, value_plain(self), argument_at(arguments, 0), result);
}

static bool base_setitem(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_key, ARG_value };
    *result = value_none();
    return subscript_set(interpreter, value_plain(self), argument_at(arguments, ARG_key),
                         argument_at(arguments, ARG_value));
}

static bool base_delitem(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_none();
    return subscript_remove(interpreter, value_plain(self), argument_at(arguments, 0));
}

static bool base_contains(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return python_compare(interpreter, OPERATOR_IN, argument_at(arguments, 0), value_plain(self), result);
}

static bool base_len(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    size_t length;
    (void)arguments;
    if (!python_length(interpreter, value_plain(self), &length))
        return false;
    *result = value_int((int64_t)length);
    return true;
}

static bool base_iter(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return python_iterator(interpreter, value_plain(self), result);
}

static bool base_setattr(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_name, ARG_value };
    const char *name;
    *result = value_none();
    if (!expect_text(interpreter, argument_at(arguments, ARG_name), "attribute name", &name))
        return false;
    if (self.kind == VALUE_INSTANCE)
        return generic_set(interpreter, self, python_intern(interpreter, name), argument_at(arguments, ARG_value));
    if (self.kind == VALUE_CLASS && !self.class_->builtin_kind && !self.class_->construct)
        return class_set(interpreter, self.class_, python_intern(interpreter, name), argument_at(arguments, ARG_value));
    return python_set_attribute(interpreter, self, name, argument_at(arguments, ARG_value));
}

static bool base_delattr(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    const char *name;
    *result = value_none();
    if (!expect_text(interpreter, argument_at(arguments, 0), "attribute name", &name))
        return false;
    if (self.kind == VALUE_INSTANCE)
        return generic_remove(interpreter, self, python_intern(interpreter, name));
    if (self.kind == VALUE_CLASS && !self.class_->builtin_kind && !self.class_->construct)
        return class_remove(interpreter, self.class_, python_intern(interpreter, name));
    return remove_attribute(interpreter, self, name);
}

static bool base_getattribute(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    const char *name;
    if (!expect_text(interpreter, argument_at(arguments, 0), "attribute name", &name))
        return false;
    if (self.kind != VALUE_INSTANCE)
        return python_get_attribute(interpreter, self, name, result);
    *result = value_absent();
    return generic_get(interpreter, self, python_intern(interpreter, name), result) &&
           (value_given(*result) ||
            (strcmp(name, "__class__") == 0 ? (*result = value_object(self.instance->class_), true)
                                            : attribute_is_missing(interpreter, self, name)));
}

static bool base_hash(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    Value plain = value_plain(self), hash = names_get(&interpreter->builtins, python_intern(interpreter, "hash"));
    bool is_of_kind = plain.kind != VALUE_NATIVE && plain.kind != VALUE_INSTANCE && plain.kind != VALUE_CLASS;
    if (is_of_kind && value_given(hash))
        return python_call_positional(interpreter, hash, &plain, 1, result);
    if (self.kind != VALUE_INSTANCE && self.kind != VALUE_CLASS)
        return python_refuse(interpreter, "object.__hash__() of %s", value_type_name(self));
    *result = value_int((int64_t)((uintptr_t)self.object >> 4));
    return true;
}

static bool base_eq(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    bool same = self.object == argument_at(arguments, 0).object;
    *result = same ? value_bool(true) : (Value){.kind = VALUE_NOT_IMPLEMENTED};
    return true;
}

/* Attributes that `object` provides. */
static const NativeMember base_members[] = {
    {"__init__", base_init},
    {"__new__", base_new},
    {"__init_subclass__", base_init_subclass},
    {"__repr__", base_repr, TAKES(0, 0)},
    {"__str__", base_str, TAKES(0, 0)},
    {"__setattr__", base_setattr, TAKES(2, 2)},
    {"__delattr__", base_delattr, TAKES(1, 1)},
    {"__getattribute__", base_getattribute, TAKES(1, 1)},
    {"__hash__", base_hash},
    {"__eq__", base_eq},
    {NULL, NULL},
};

/* Attributes that a built-in container base, a metaclass or a native base provides. */
static const NativeMember container_members[] = {
    {"__getitem__", base_getitem, TAKES(1, 1)},
    {"__setitem__", base_setitem, TAKES(2, 2)},
    {"__delitem__", base_delitem, TAKES(1, 1)},
    {"__contains__", base_contains, TAKES(1, 1)},
    {"__len__", base_len, TAKES(0, 0)},
    {"__iter__", base_iter, TAKES(0, 0)},
    {NULL, NULL},
};
static const NativeMember call_members[] = {{"__call__", base_call}, {NULL, NULL}};
static const NativeMember native_members[] = {{"__exit__", base_nothing}, {NULL, NULL}};

static const NativeMember *find_base_member(const NativeMember *members, const char *name)
{
    for (; members->name; members++)
        if (strcmp(members->name, name) == 0)
            return members;
    return NULL;
}

const NativeMember *container_member(ValueKind kind, const char *name)
{
    return python_kind_has_name(kind, name) ? find_base_member(container_members, name) : NULL;
}

/* The same, read from the class: object.__setattr__(self, name, value). */
bool base_attribute(Interpreter *interpreter, const Class *class_, const char *name, Value *result)
{
    const Class *base = builtin_base(interpreter, class_);
    const NativeMember *operator_ = base ? operator_member(base->builtin_kind, name) : NULL;
    if (operator_)
        return unbound_method(interpreter, operator_, (Class *)base, result);
    const NativeMember *member = find_base_member(base_members, name);
    bool is_container = base && python_kind_has_name(base->builtin_kind, name);
    *result = value_absent();
    if (!member && is_container)
        member = find_base_member(container_members, name);
    if (!member && base && base->builtin_kind == VALUE_CLASS)
        member = find_base_member(call_members, name);
    bool is_of_kind = member && (member->function == base_repr || member->function == base_str ||
                                 (member->function == base_hash && class_ != interpreter->object_class));
    Class *owner = is_of_kind && class_->builtin_kind ? (Class *)class_ : interpreter->object_class;
    return !member || unbound_method(interpreter, member, owner, result);
}

bool super_attribute(Interpreter *interpreter, const Super *super, const char *name, Value *result)
{
    const Class *class_ =
        super->self.kind == VALUE_CLASS ? super->self.class_ : python_class_of(interpreter, super->self);
    bool is_of_class = super->self.kind == VALUE_CLASS && class_derives(class_, super->after);
    if (super->self.kind == VALUE_CLASS && !is_of_class)
        class_ = class_->meta ? class_->meta : class_;
    size_t at = 0;
    while (at < class_->order_count && class_->order[at] != super->after)
        at++;
    for (at++; at < class_->order_count; at++) {
        Value found = names_get(&class_->order[at]->names, name);
        bool is_static = is_of_class && found.kind == VALUE_FUNCTION && strcmp(name, "__init_subclass__") != 0 &&
                         strcmp(name, "__class_getitem__") != 0;
        *result = found;
        if (value_given(found))
            return is_static || bind_attribute(interpreter, found, super->self, result);
    }
    const NativeMember *member = operator_member(value_plain(super->self).kind, name);
    if (!member)
        member = find_base_member(base_members, name);
    if (!member && python_kind_has_name(value_plain(super->self).kind, name))
        member = find_base_member(container_members, name);
    if (!member && super->self.kind == VALUE_CLASS)
        member = find_base_member(call_members, name);
    if (!member && super->self.kind == VALUE_NATIVE)
        member = find_base_member(native_members, name);
    if (member)
        return python_member(interpreter, member, super->self, result);
    Value base = super->self;
    if (base.kind == VALUE_NATIVE)
        return native_type_attribute(interpreter, base, name, result);
    base = value_plain(base);
    *result = value_absent();
    return base.kind == VALUE_INSTANCE || base.kind == VALUE_CLASS ||
           python_find_attribute(interpreter, base, name, result);
}
