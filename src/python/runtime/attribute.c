/* Reading and setting attributes of any value. */
#include "limbeck/python/runtime/class_make.h"
#include "limbeck/python/runtime/internal.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const NativeMember *find_member(const NativeMember *members, const char *name)
{
    for (; members && members->name; members++)
        if (strcmp(members->name, name) == 0)
            return members;
    return NULL;
}

/* Cached lookup of an interned name, since loops look up the same members. */
static const NativeMember *recall_member(Interpreter *interpreter, const NativeMember *members, const char *name)
{
    if (!members)
        return NULL;
    size_t at = ((uintptr_t)members / sizeof *members * 31 + (uintptr_t)name / HEAP_STEP) % RECENT_MEMBERS;
    RecentMember *recent = &interpreter->recent_members[at];
    if (recent->among != members || recent->name != name)
        *recent = (RecentMember){members, name, find_member(members, name)};
    return recent->member;
}

static bool builtin_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    const NativeMember *member = recall_member(interpreter, interpreter->kinds[object.kind].methods, name);
    if (member)
        return python_member(interpreter, member, object, result);
    *result = value_absent();
    const Arguments none = {0};
    const NativeMember *property = recall_member(interpreter, interpreter->kinds[object.kind].properties, name);
    if (property)
        return property->function(interpreter, object, &none, result);
    member = operator_member(object.kind, name);
    if (!member && interpreter->kinds[object.kind].methods)
        member = container_member(object.kind, name);
    if (member)
        return python_member(interpreter, member, object, result);
    const Class *class_ = interpreter->builtin_classes[object.kind];
    Value found = class_ ? names_get(&class_->names, name) : value_absent();
    if (found.kind == VALUE_BUILTIN)
        *result = found;
    return true;
}

static bool native_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    *result = names_get(&object.native->names, name);
    if (value_given(*result))
        return true;
    Value found = class_lookup(object.native->class_, name); /* of a class derived by a script */
    if (value_given(found))
        return bind_attribute(interpreter, found, object, result);
    return native_type_attribute(interpreter, object, name, result);
}

const NativeMember *native_method(Interpreter *interpreter, Value object, const char *name)
{
    if (object.kind != VALUE_NATIVE)
        return recall_member(interpreter, interpreter->kinds[object.kind].methods, name);
    const NativeClass *type = object.native->type;
    bool is_plain = !object.native->names.count && !value_given(class_lookup(object.native->class_, name)) &&
                    !recall_member(interpreter, type->properties, name);
    return is_plain ? recall_member(interpreter, type->methods, name) : NULL;
}

bool native_type_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    *result = value_absent();
    if (name[0] == '_' && (!native_manager_attribute(interpreter, object, name, result) || value_given(*result)))
        return !python_failed(interpreter);
    for (const NativeClass *type = object.native->type; type; type = type->base) {
        const NativeMember *property = recall_member(interpreter, type->properties, name);
        if (property) {
            Arguments none = {0};
            return property->function(interpreter, object, &none, result);
        }
        const NativeMember *method = recall_member(interpreter, type->methods, name);
        if (method)
            return python_member(interpreter, method, object, result);
        if (type->attribute) {
            if (!type->attribute(interpreter, object, name, result))
                return false;
            if (value_given(*result))
                return true;
        }
    }
    return true;
}

static bool getattribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    Value hook = interpreter->watches_attributes
                     ? class_lookup(object.instance->class_, python_intern(interpreter, "__getattribute__"))
                     : value_absent();
    Value arguments[2] = {object};
    if (!value_given(hook))
        return generic_get(interpreter, object, name, result);
    return python_text(interpreter, name, &arguments[1]) &&
           python_call_positional(interpreter, hook, arguments, 2, result);
}

/* __getattr__() is called when no attribute is found, and when a property raised an AttributeError. */
static bool instance_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    bool done = getattribute(interpreter, object, name, result);
    if (done && value_given(*result))
        return true;
    Value fallback = class_lookup(object.instance->class_, python_intern(interpreter, "__getattr__"));
    bool is_of_every_object = name[0] == '_' && python_has_name(interpreter, object, name);
    if (!value_given(fallback) || (done && is_of_every_object) ||
        (!done && !exception_swallow(interpreter, "AttributeError")))
        return done;
    Value arguments[2] = {object};
    return python_text(interpreter, name, &arguments[1]) &&
           python_call_positional(interpreter, fallback, arguments, 2, result);
}

static bool class_description(Interpreter *interpreter, const Class *class_, const char *name, Value *result)
{
    bool is_names = strcmp(name, "__dict__") == 0, is_order = !is_names;
    bool is_bases = strcmp(name, "__bases__") == 0;
    if (is_order ? !python_tuple(interpreter, NULL, 0, result) : !python_dict(interpreter, result))
        return false;
    Class *const *classes = is_bases ? class_->bases : class_->order;
    size_t count = is_bases ? class_->base_count : class_->order_count;
    Class *whole = python_class_of(interpreter, (Value){.kind = VALUE_INT});
    Class *const of_bool[] = {python_class_of(interpreter, (Value){.kind = VALUE_BOOL}), whole,
                              interpreter->object_class};
    if (class_->builtin_kind == VALUE_BOOL) { /* derives from int */
        classes = is_bases ? of_bool + 1 : of_bool;
        count = is_bases ? 1 : 3;
    }
    for (size_t i = 0; is_order && i < count; i++)
        if (!list_append(interpreter, result->list, value_object(classes[i])))
            return false;
    for (size_t i = 0; !is_order && i < class_->names.count; i++)
        if (!dict_set_text(interpreter, result->dict, class_->names.keys[i], class_->names.values[i]))
            return false;
    return true;
}

/* A descriptor read from the class: __get__(None, class). */
static bool class_descriptor(Interpreter *interpreter, Value class_, Value found, Value *result)
{
    Value getter = class_lookup(found.instance->class_, python_intern(interpreter, "__get__"));
    Value arguments[3] = {found, value_none(), class_};
    *result = found;
    return !value_given(getter) || python_call_positional(interpreter, getter, arguments, 3, result);
}

static bool find_class_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    Value found = class_lookup(object.class_, name);
    if (value_given(found) && found.kind == VALUE_DICT && strcmp(name, "__annotations__") == 0) {
        const Module *of = map_get(&interpreter->modules, object.class_->module);
        if (of && of->header.kind == VALUE_MODULE && python_texts_of_annotations(interpreter, of))
            return python_refuse(interpreter,
                                 "annotations as texts, which 'from __future__ import annotations' makes them");
        found = names_get(&object.class_->names, name);
    }
    *result = found;
    if (value_given(found)) {
        bool bound = found.kind == VALUE_PROPERTY && ((Property *)found.object)->property_kind != PROPERTY_GETTER;
        if (found.kind == VALUE_INSTANCE)
            return class_descriptor(interpreter, object, found, result);
        if (found.kind == VALUE_BUILTIN)
            return bind_builtin(interpreter, found, object, result);
        return bound ? bind_attribute(interpreter, found, object, result) : true;
    }
    if (object.class_->meta) {
        found = class_lookup(object.class_->meta, name);
        if (value_given(found))
            return bind_attribute(interpreter, found, object, result);
    }
    if (strcmp(name, "__name__") == 0)
        return python_text(interpreter, object.class_->name, result);
    if (strcmp(name, "__qualname__") == 0)
        return python_text(interpreter, object.class_->qualified, result);
    if (strcmp(name, "__new__") == 0)
        return python_builtin(interpreter, "__new__", base_new, object, result);
    if (strcmp(name, "__dict__") == 0 || strcmp(name, "__mro__") == 0 || strcmp(name, "__bases__") == 0)
        return class_description(interpreter, object.class_, name, result);
    if (strcmp(name, "__module__") == 0)
        return python_text(interpreter, object.class_->module, result);
    if (strcmp(name, "__annotations__") == 0 && !object.class_->is_library && !object.class_->builtin_kind) {
        if (!python_dict(interpreter, result)) /* a class without annotations does not have those of its base */
            return false;
        names_set(&object.class_->names, name, *result);
        return true;
    }
    if (strcmp(name, "__subclasses__") == 0)
        return python_builtin(interpreter, "__subclasses__", class_subclasses, object, result);
    if (!object.class_->native && !base_attribute(interpreter, object.class_, name, result))
        return false;
    if (value_given(*result))
        return true;
    if (object.class_->builtin_kind) { /* an unbound method: str.upper, as map() takes it */
        const NativeMember *method = find_member(interpreter->kinds[object.class_->builtin_kind].methods, name);
        return !method || unbound_method(interpreter, method, object.class_, result);
    }
    if (object.class_->native) {
        const NativeMember *method = NULL;
        for (const NativeClass *type = object.class_->native; type && !method; type = type->base)
            method = find_member(type->methods, name);
        if (method)
            return unbound_method(interpreter, method, object.class_, result);
    }
    return true;
}

/* __getattr__() of the metaclass is called for attributes that the class lacks. */
static bool class_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    const Class *meta = object.class_->meta;
    bool done = find_class_attribute(interpreter, object, name, result);
    if (!meta || !done || value_given(*result))
        return done;
    Value hook = class_lookup(meta, python_intern(interpreter, "__getattr__"));
    if (!value_given(hook) || python_has_name(interpreter, object, name))
        return true;
    Value arguments[2] = {object};
    return python_text(interpreter, name, &arguments[1]) &&
           python_call_positional(interpreter, hook, arguments, 2, result);
}

bool python_defines(Interpreter *interpreter, Value object, const char *name)
{
    const char *key = python_intern(interpreter, name);
    const Class *class_ = object.kind == VALUE_CLASS ? object.class_ : python_class_of(interpreter, object);
    bool is_own = object.kind == VALUE_INSTANCE &&
                  (value_given(names_get(&object.instance->names, key)) || object.instance->attributes);
    return is_own || value_given(class_lookup(class_, key)) ||
           (object.kind == VALUE_CLASS && class_->meta && value_given(class_lookup(class_->meta, key)));
}

static bool module_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    char dotted[256];
    *result = names_get(&object.module->names, name);
    if (value_given(*result))
        return true;
    if (strcmp(name, "__dict__") == 0) /* the module's __getattr__() is not called */
        return true;
    snprintf(dotted, sizeof dotted, "%s.%s", object.module->name, name);
    Value fallback = names_get(&object.module->names, python_intern(interpreter, "__getattr__"));
    if (fallback.kind == VALUE_FUNCTION) {
        Value asked;
        return python_text(interpreter, name, &asked) &&
               python_call_positional(interpreter, fallback, &asked, 1, result);
    }
    Object *submodule = map_get(&interpreter->modules, dotted);
    if (submodule) {
        *result = value_object(submodule);
        return true;
    }
    if (map_has(&interpreter->sources, dotted))
        return python_import(interpreter, dotted, result);
    const NativeModule *native = map_get(&interpreter->native_modules, object.module->name);
    if (native && map_has(&interpreter->native_modules, dotted))
        return python_import(interpreter, dotted, result);
    if (!native && object.module->star_from && name[0] != '_')
        return star_name(interpreter, object.module, name, result);
    bool imitates = object.module->file && object.module->file->is_library && name[0] != '_' &&
                    !python_module_lacks(object.module->name, name);
    bool is_open = native && native->is_open && !(native->lacks && native->lacks(name));
    if (!python_import_elsewhere(interpreter, object.module, dotted, result))
        return false;
    if (value_given(*result))
        return true;
    return imitates || is_open ? python_opaque(interpreter, dotted, result)
                               : global_is_unknown(interpreter, object.module, name, result);
}

static bool is_of_library(Value object)
{
    const Class *class_ = object.kind == VALUE_INSTANCE ? object.instance->class_
                          : object.kind == VALUE_CLASS  ? object.class_
                                                        : NULL;
    for (size_t i = 0; class_ && i < class_->order_count; i++)
        if (class_->order[i]->is_library)
            return true;
    return false;
}

static bool common_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    bool has_names = object.kind == VALUE_MODULE ||
                     (object.kind == VALUE_INSTANCE && !is_of_library(object) && !object.instance->class_->has_slots);
    const NativeClass *native = object.kind == VALUE_CLASS ? object.class_->native : NULL;
    if (native && !native->is_unhashable && strcmp(name, "__hash__") == 0)
        *result = names_get(&interpreter->builtins, python_intern(interpreter, "hash"));
    if (strcmp(name, "__class__") == 0)
        return python_type_of(interpreter, object, result);
    return !has_names || strcmp(name, "__dict__") != 0 || names_view(interpreter, object, result);
}

static bool find_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    bool done;
    *result = value_absent();
    switch (object.kind) {
    case VALUE_MODULE:
        done = module_attribute(interpreter, object, name, result);
        break;
    case VALUE_INSTANCE:
        done = instance_attribute(interpreter, object, name, result);
        break;
    case VALUE_CLASS:
        done = class_attribute(interpreter, object, name, result);
        break;
    case VALUE_NATIVE:
        done = native_attribute(interpreter, object, name, result);
        break;
    case VALUE_FUNCTION:
        done = function_attribute(interpreter, object, name, result);
        break;
    case VALUE_BUILTIN:
        if (strcmp(name, "__name__") == 0)
            return python_text(interpreter, ((Builtin *)object.object)->name, result);
        done = builtin_attribute(interpreter, object, name, result);
        break;
    case VALUE_SUPER:
        done = super_attribute(interpreter, (Super *)object.object, name, result);
        break;
    case VALUE_PROPERTY:
        done = property_attribute(interpreter, object, name, result);
        break;
    case VALUE_METHOD:
        if (strcmp(name, "__self__") == 0) {
            *result = ((Method *)object.object)->self;
            return true;
        }
        return find_attribute(interpreter, ((Method *)object.object)->function, name, result);
    case VALUE_OPAQUE:
        return opaque_attribute(interpreter, object, name, result);
    default:
        done = builtin_attribute(interpreter, object, name, result);
        break;
    }
    return done && (value_given(*result) || common_attribute(interpreter, object, name, result));
}

bool python_find_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    return find_attribute(interpreter, object, python_intern(interpreter, name), result);
}

bool python_get_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    return get_interned(interpreter, object, python_intern(interpreter, name), result);
}

/* A method of a native that no built-in kind has: the real one is a function, which has other attributes. */
static bool is_of_python(const Builtin *method)
{
    Value self = method->self;
    return self.kind != VALUE_NATIVE && !(self.kind == VALUE_CLASS && self.class_->native) &&
           !(method->owner && method->owner->native);
}

bool attribute_is_missing(Interpreter *interpreter, Value object, const char *name)
{
    bool is_class = object.kind == VALUE_CLASS, is_module = object.kind == VALUE_MODULE;
    bool is_method = object.kind == VALUE_BUILTIN && !is_of_python((const Builtin *)object.object);
    bool is_ours =
        object.kind == VALUE_NATIVE || is_method || is_of_library(object) || (is_class && object.class_->native) ||
        (is_module && (!object.module->file ||
                       (object.module->file->is_library && !python_module_lacks(object.module->name, name))));
    if (is_ours || python_has_name(interpreter, object, name)) {
        if (is_class || is_module)
            return python_refuse(interpreter, "'%s.%s'", is_class ? object.class_->name : object.module->name, name);
        return python_refuse(interpreter, "'.%s' of %s", name, value_type_name(object));
    }
    if (is_module)
        return python_raise(interpreter, "AttributeError", "module '%s' has no attribute '%s'", object.module->name,
                            name);
    if (is_class)
        return python_raise(interpreter, "AttributeError", "type object '%s' has no attribute '%s'",
                            object.class_->name, name);
    return python_raise(interpreter, "AttributeError", "'%s' object has no attribute '%s'",
                        python_type_name(interpreter, object), name);
}

bool get_interned(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    return find_attribute(interpreter, object, name, result) &&
           (value_given(*result) || attribute_is_missing(interpreter, object, name));
}

static bool set_native_attribute(Interpreter *interpreter, Value object, const char *name, Value value)
{
    for (const NativeClass *type = object.native->type; type; type = type->base) {
        bool handled = false;
        if (type->set_attribute && !type->set_attribute(interpreter, object, name, value, &handled))
            return false;
        if (handled)
            return true;
    }
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): each native has a type
    return python_refuse(interpreter, "setting '.%s' of %s", name, object.native->type->name);
}

static bool set_instance_attribute(Interpreter *interpreter, Value object, const char *name, Value value)
{
    Value hook = class_lookup(object.instance->class_, python_intern(interpreter, "__setattr__"));
    Value arguments[3] = {object, value, value}, ignored;
    if (!value_given(hook))
        return generic_set(interpreter, object, name, value);
    return python_text(interpreter, name, &arguments[1]) &&
           python_call_positional(interpreter, hook, arguments, 3, &ignored);
}

bool python_set_attribute(Interpreter *interpreter, Value object, const char *name, Value value)
{
    name = python_intern(interpreter, name);
    switch (object.kind) {
    case VALUE_MODULE:
        names_set(&object.module->names, name, value);
        return true;
    case VALUE_INSTANCE:
        return set_instance_attribute(interpreter, object, name, value);
    case VALUE_CLASS:
        if (object.class_->builtin_kind || object.class_->construct)
            return python_refuse(interpreter, "setting '%s.%s'", object.class_->name, name);
        if (object.class_->is_library &&
            value_given(names_get(&object.class_->names, python_intern(interpreter, "_limbeck_immutable"))))
            return python_raise(interpreter, "TypeError", "cannot set '%s' attribute of immutable type '%s.%s'", name,
                                object.class_->module, object.class_->name);
        return class_set_attribute(interpreter, object, name, value);
    case VALUE_FUNCTION:
        return function_set_attribute(interpreter, object, name, value);
    case VALUE_NATIVE:
        return set_native_attribute(interpreter, object, name, value);
    case VALUE_OPAQUE: /* its attributes are unknown anyway */
        return true;
    case VALUE_PROPERTY:
        if (strcmp(name, "__doc__") == 0 && ((Property *)object.object)->property_kind == PROPERTY_GETTER) {
            ((Property *)object.object)->doc = value;
            return true;
        }
        return python_refuse(interpreter, "setting '.%s' of a %s", name, value_type_name(object));
    default:
        if ((object.kind == VALUE_RANGE || object.kind == VALUE_SLICE) &&
            (strcmp(name, "start") == 0 || strcmp(name, "stop") == 0 || strcmp(name, "step") == 0))
            return python_raise(interpreter, "AttributeError", "readonly attribute");
        if (python_has_name(interpreter, object, name))
            return python_refuse(interpreter, "setting '.%s' of %s", name, value_type_name(object));
        return python_raise(interpreter, "AttributeError", "'%s' object has no attribute '%s'",
                            python_type_name(interpreter, object), name);
    }
}

static bool remove_instance_attribute(Interpreter *interpreter, Value object, const char *name)
{
    Value hook = class_lookup(object.instance->class_, python_intern(interpreter, "__delattr__"));
    Value arguments[2] = {object}, ignored;
    if (!value_given(hook))
        return generic_remove(interpreter, object, name);
    return python_text(interpreter, name, &arguments[1]) &&
           python_call_positional(interpreter, hook, arguments, 2, &ignored);
}

bool remove_attribute(Interpreter *interpreter, Value object, const char *name)
{
    name = python_intern(interpreter, name);
    if (object.kind == VALUE_FUNCTION)
        return function_remove_attribute(interpreter, object, name);
    if (object.kind == VALUE_INSTANCE)
        return remove_instance_attribute(interpreter, object, name);
    if (object.kind == VALUE_MODULE)
        return names_remove(&object.module->names, name) ||
               python_raise(interpreter, "AttributeError", "module '%s' has no attribute '%s'", object.module->name,
                            name);
    if (object.kind == VALUE_CLASS && !object.class_->builtin_kind && !object.class_->construct)
        return class_remove_attribute(interpreter, object, name);
    if (object.kind == VALUE_CLASS && !object.class_->native)
        return python_raise(interpreter, "TypeError", "cannot set '%s' attribute of immutable type '%s'", name,
                            object.class_->name);
    if (object.kind == VALUE_RANGE || object.kind == VALUE_SLICE)
        return (strcmp(name, "start") == 0 || strcmp(name, "stop") == 0 || strcmp(name, "step") == 0)
                   ? python_raise(interpreter, "AttributeError", "readonly attribute")
                   : python_raise(interpreter, "AttributeError", "'%s' object has no attribute '%s'",
                                  value_type_name(object), name);
    if (object.kind == VALUE_NATIVE || python_has_name(interpreter, object, name))
        return python_refuse(interpreter, "deleting '.%s' of %s", name, value_type_name(object));
    return python_raise(interpreter, "AttributeError", "'%s' object has no attribute '%s'",
                        python_type_name(interpreter, object), name);
}
