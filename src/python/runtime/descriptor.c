/* Attributes of objects of scripts' classes: descriptors, properties, slots and __dict__. */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

/* ---- what a descriptor is ------------------------------------------------------- */

static const Property *property_of(Value found)
{
    found = value_plain(found);
    const Property *property = found.kind == VALUE_PROPERTY ? (const Property *)found.object : NULL;
    return property && property->property_kind == PROPERTY_GETTER ? property : NULL;
}

static Value method_of(Interpreter *interpreter, Value found, const char *name)
{
    return found.kind == VALUE_INSTANCE ? class_lookup(found.instance->class_, python_intern(interpreter, name))
                                        : value_absent();
}

/* It comes before the object's own attributes. */
bool is_data_descriptor(Interpreter *interpreter, Value found)
{
    return property_of(found) || value_given(method_of(interpreter, found, "__set__")) ||
           value_given(method_of(interpreter, found, "__delete__"));
}

/* ---- the object's own attributes --------------------------------------------------- */

Value instance_own(const Instance *instance, const char *name)
{
    return instance->attributes ? dict_get_text(instance->attributes, name) : names_get(&instance->names, name);
}

static bool set_own(Interpreter *interpreter, Instance *instance, const char *name, Value value)
{
    if (instance->attributes)
        return dict_set_text(interpreter, instance->attributes, name, value);
    names_set(&instance->names, name, value);
    return true;
}

static bool remove_own(Interpreter *interpreter, Instance *instance, const char *name, bool *removed)
{
    Value key, value;
    if (!instance->attributes) {
        *removed = names_remove(&instance->names, name);
        return true;
    }
    if (!python_text(interpreter, name, &key) || !dict_remove(interpreter, instance->attributes, key, &value))
        return false;
    *removed = value_given(value);
    return true;
}

/* Objects whose attributes are not all where CPython's are. */
static bool stores_attributes_elsewhere(Interpreter *interpreter, const Class *class_)
{
    bool keeps = class_derives(class_, exception_class(interpreter, "BaseException"));
    for (size_t i = 0; i < class_->order_count; i++)
        keeps |= class_->order[i]->is_library;
    return keeps;
}

/* Moves the attributes into a dictionary, which the object and its __dict__ then share. */
static void attach(Interpreter *interpreter, Instance *instance, Dict *attributes)
{
    names_release(&instance->names);
    instance->names = (Names){0};
    instance->attributes = attributes;
    interpreter->watches_attributes = true;
}

bool instance_dict(Interpreter *interpreter, Value object, Value *result)
{
    Instance *instance = object.instance;
    *result = value_absent();
    if (instance->class_->has_slots || stores_attributes_elsewhere(interpreter, instance->class_))
        return true;
    if (!instance->attributes) {
        if (!python_dict(interpreter, result))
            return false;
        python_push(interpreter, *result);
        for (size_t i = 0; i < instance->names.count; i++)
            if (!dict_set_text(interpreter, result->dict, instance->names.keys[i], instance->names.values[i]))
                return false;
        attach(interpreter, instance, result->dict);
    }
    *result = value_object(instance->attributes);
    return true;
}

static bool set_dict(Interpreter *interpreter, Value object, Value value)
{
    if (stores_attributes_elsewhere(interpreter, object.instance->class_))
        return python_refuse(interpreter, "setting '.__dict__' of %s", object.instance->class_->name);
    if (value.kind != VALUE_DICT)
        return python_raise(interpreter, "TypeError", "__dict__ must be set to a dictionary, not a '%s'",
                            value_type_name(value));
    attach(interpreter, object.instance, value.dict);
    return true;
}

/* Between classes of scripts without built-in bases, whose objects are alike. */
static bool set_class(Interpreter *interpreter, Value object, Value value)
{
    const Class *from = object.instance->class_;
    if (value.kind != VALUE_CLASS)
        return python_raise(interpreter, "TypeError", "__class__ must be set to a class, not '%s' object",
                            value_type_name(value));
    Class *to = value.class_;
    if (to->builtin_kind || to->construct || strcmp(to->module, "builtins") == 0)
        return python_raise(interpreter, "TypeError",
                            "__class__ assignment only supported for mutable types or ModuleType subclasses");
    bool is_plain = !to->native && !from->has_slots && !to->has_slots && !value_given(object.instance->plain) &&
                    !stores_attributes_elsewhere(interpreter, from) && !stores_attributes_elsewhere(interpreter, to);
    for (size_t i = 0; i < to->order_count; i++)
        is_plain &= !to->order[i]->builtin_kind || to->order[i] == interpreter->object_class;
    if (!is_plain)
        return python_refuse(interpreter, "setting '.__class__' of this object");
    object.instance->class_ = to;
    return true;
}

/* ---- __slots__ ---------------------------------------------------------------------- */

/* Whether the slot of the class has this name: "__x" is "_Class__x". */
static bool is_slot(const Class *class_, Value slot, const char *name)
{
    const char *text = slot.kind == VALUE_STRING ? slot.string->bytes : "";
    const char *outer = class_->name + strspn(class_->name, "_");
    bool is_private = text_starts_with(text, "__") && !text_ends_with(text, "__") && *outer;
    if (!is_private)
        return slot.kind == VALUE_STRING && strcmp(text, name) == 0;
    size_t length = strlen(outer);
    return *name == '_' && strncmp(name + 1, outer, length) == 0 && strcmp(name + 1 + length, text) == 0;
}

static bool lists_name(Interpreter *interpreter, const Class *class_, Value slots, const char *name)
{
    Value items;
    if (slots.kind == VALUE_STRING)
        return is_slot(class_, slots, name);
    if (!python_collect(interpreter, slots, &items))
        return false;
    for (size_t i = 0; i < items.list->count; i++)
        if (is_slot(class_, items.list->items[i], name))
            return true;
    return false;
}

static bool has_slot(Interpreter *interpreter, const Class *class_, const char *name)
{
    const char *key = python_intern(interpreter, "__slots__");
    for (size_t i = 0; i < class_->order_count; i++) {
        Value slots = names_get(&class_->order[i]->names, key);
        if (value_given(slots) && lists_name(interpreter, class_->order[i], slots, name))
            return true;
    }
    return false;
}

static bool no_attribute(Interpreter *interpreter, Value object, const char *name)
{
    return python_raise(interpreter, "AttributeError", "'%s' object has no attribute '%s'",
                        python_type_name(interpreter, object), name);
}

static bool check_slot(Interpreter *interpreter, Value object, const char *name, Value found)
{
    const Class *class_ = object.instance->class_;
    if (!class_->has_slots || has_slot(interpreter, class_, name))
        return !python_failed(interpreter);
    if (value_given(found))
        return python_raise(interpreter, "AttributeError", "'%s' object attribute '%s' is read-only", class_->name,
                            name);
    return no_attribute(interpreter, object, name);
}

/* ---- reading, setting, deleting --------------------------------------------------------- */

bool generic_get(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    if (interpreter->watches_attributes) {
        Value descriptor = class_lookup(object.instance->class_, name);
        if (value_given(descriptor) && is_data_descriptor(interpreter, descriptor))
            return bind_attribute(interpreter, descriptor, object, result);
    }
    *result = instance_own(object.instance, name);
    if (value_given(*result))
        return true;
    Value found = class_lookup(object.instance->class_, name);
    if (value_given(found))
        return bind_attribute(interpreter, found, object, result);
    if (!exception_attribute(interpreter, object, name, result) || value_given(*result))
        return !python_failed(interpreter);
    if (name[0] == '_' && strcmp(name, "__dict__") == 0)
        return instance_dict(interpreter, object, result);
    if (object.instance->plain.kind == VALUE_PROPERTY)
        return property_attribute(interpreter, object, name, result);
    if (!value_given(object.instance->plain) || strcmp(name, "__class__") == 0)
        return true;
    if (!python_find_attribute(interpreter, object.instance->plain, name, result))
        return false;
    bool is_in_place = result->kind == VALUE_BUILTIN && strncmp(name, "__i", 3) == 0 &&
                       operator_member(object.instance->plain.kind, name);
    if (is_in_place) /* it answers the object itself */
        ((Builtin *)result->object)->self = object;
    return true;
}

bool generic_set(Interpreter *interpreter, Value object, const char *name, Value value)
{
    const Class *class_ = object.instance->class_;
    Value found = class_lookup(class_, name), setter = method_of(interpreter, found, "__set__"), ignored;
    const Property *property = property_of(found);
    Value arguments[3] = {found, object, value};
    if (property) {
        if (!value_given(property->setter))
            return python_raise(interpreter, "AttributeError", "property '%s' of '%s' object has no setter", name,
                                class_->qualified);
        return python_call_positional(interpreter, property->setter, arguments + 1, 2, &ignored);
    }
    if (value_given(setter))
        return python_call_positional(interpreter, setter, arguments, 3, &ignored);
    if (value_given(method_of(interpreter, found, "__delete__")))
        return python_raise(interpreter, "AttributeError", "__set__");
    bool handled;
    if (!exception_set_attribute(interpreter, object, name, value, &handled))
        return false;
    if (handled)
        return true;
    if (strcmp(name, "__dict__") == 0)
        return set_dict(interpreter, object, value);
    if (strcmp(name, "__class__") == 0)
        return set_class(interpreter, object, value);
    return check_slot(interpreter, object, name, found) && set_own(interpreter, object.instance, name, value);
}

bool generic_remove(Interpreter *interpreter, Value object, const char *name)
{
    const Class *class_ = object.instance->class_;
    Value found = class_lookup(class_, name), deleter = method_of(interpreter, found, "__delete__"), ignored;
    const Property *property = property_of(found);
    Value arguments[2] = {found, object};
    if (property) {
        if (!value_given(property->deleter))
            return python_raise(interpreter, "AttributeError", "property '%s' of '%s' object has no deleter", name,
                                class_->qualified);
        return python_call_positional(interpreter, property->deleter, arguments + 1, 1, &ignored);
    }
    if (value_given(deleter))
        return python_call_positional(interpreter, deleter, arguments, 2, &ignored);
    if (value_given(method_of(interpreter, found, "__set__")))
        return python_raise(interpreter, "AttributeError", "__delete__");
    if (exception_has_field(interpreter, object, name))
        return python_raise(interpreter, "TypeError", "%s may not be deleted", name);
    bool removed = false;
    if (!remove_own(interpreter, object.instance, name, &removed) || removed)
        return removed;
    if (class_->has_slots && has_slot(interpreter, class_, name))
        return python_raise(interpreter, "AttributeError", "%s", name);
    if (strcmp(name, "__dict__") == 0 || strcmp(name, "__class__") == 0)
        return python_refuse(interpreter, "deleting '.%s' of an object", name);
    return !python_failed(interpreter) && check_slot(interpreter, object, name, found) &&
           no_attribute(interpreter, object, name);
}

/* ---- property --------------------------------------------------------------------------- */

static bool doc_of(Interpreter *interpreter, Value function, Value *doc)
{
    *doc = value_absent();
    return !value_given(function) || (python_find_attribute(interpreter, function, "__doc__", doc) ||
                                      exception_swallow(interpreter, "AttributeError"));
}

enum { ARG_fget, ARG_fset, ARG_fdel, ARG_doc, ARG_COUNT };

bool property_init(Interpreter *interpreter, Property *property, const Arguments *arguments)
{
    static const char *const names[ARG_COUNT] = {
        [ARG_fget] = "fget", [ARG_fset] = "fset", [ARG_fdel] = "fdel", [ARG_doc] = "doc"};
    Value values[ARG_COUNT];
    const NativeMember row = {"property", NULL, TAKES_NAMED(0, 4, "fget fset fdel doc")};
    if (!native_takes(interpreter, &row, value_absent(), arguments) ||
        !arguments_bind(interpreter, "property", arguments, names, ARG_COUNT, values, NULL, NULL))
        return false;
    for (size_t i = 0; i < ARG_doc; i++)
        values[i] = value_is_none(values[i]) ? value_absent() : values[i];
    property->property_kind = PROPERTY_GETTER;
    property->function = values[ARG_fget];
    property->setter = values[ARG_fset];
    property->deleter = values[ARG_fdel];
    property->doc = values[ARG_doc];
    property->has_getters_doc = !value_given(values[ARG_doc]) || value_is_none(values[ARG_doc]);
    return !property->has_getters_doc || doc_of(interpreter, property->function, &property->doc);
}

/* A property like it, with another part: an object of the same class. */
static bool property_with(Interpreter *interpreter, Value self, size_t part, Value function, Value *result)
{
    const Property *property = (const Property *)value_plain(self).object;
    Value values[ARG_COUNT] = {[ARG_fget] = property->function,
                               [ARG_fset] = property->setter,
                               [ARG_fdel] = property->deleter,
                               [ARG_doc] = property->doc};
    values[part] = function;
    bool takes_getters_doc = property->has_getters_doc && value_given(values[ARG_fget]);
    for (size_t i = 0; i < ARG_COUNT; i++)
        values[i] = value_given(values[i]) ? values[i] : value_none();
    Arguments arguments = {.values = values, .positional = takes_getters_doc ? ARG_doc : ARG_COUNT};
    return class_instantiate(interpreter, python_class_of(interpreter, self), &arguments, result);
}

NATIVE(property_getter)
{
    return property_with(interpreter, self, ARG_fget, argument_at(arguments, 0), result);
}

NATIVE(property_setter)
{
    return property_with(interpreter, self, ARG_fset, argument_at(arguments, 0), result);
}

NATIVE(property_deleter)
{
    return property_with(interpreter, self, ARG_fdel, argument_at(arguments, 0), result);
}

NATIVE(wrapper_get)
{
    enum { ARG_object, ARG_owner };
    Value object = argument_at(arguments, ARG_object), owner = argument_at(arguments, ARG_owner);
    return bind_attribute(interpreter, self, value_given(owner) && !value_is_none(owner) ? owner : object, result);
}

/* property.__get__(self, object, type=None) and its likes, which a script may call itself. */
NATIVE(property_get)
{
    Value object = argument_at(arguments, 0);
    *result = self;
    if (!arguments->positional || value_is_none(object))
        return arguments->positional ||
               python_raise(interpreter, "TypeError", "__get__ expected at least 1 argument, got 0");
    return bind_attribute(interpreter, value_plain(self), object, result);
}

/* Attributes of a staticmethod or classmethod object, such as __name__ and __doc__: those of its function. */
static bool wrapper_attribute(Interpreter *interpreter, const Property *property, Value object, const char *name,
                              Value *result)
{
    static const char *const copied[] = {"__name__", "__qualname__", "__doc__", "__module__", "__annotations__"};
    bool is_function = strcmp(name, "__func__") == 0 || strcmp(name, "__wrapped__") == 0;
    *result = is_function ? property->function : value_absent();
    if (strcmp(name, "__get__") == 0)
        return python_builtin(interpreter, "__get__", wrapper_get, object, result);
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
        if (strcmp(name, copied[i]) == 0)
            return python_find_attribute(interpreter, property->function, name, result);
    return true;
}

bool property_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    static const struct {
        const char *name;
        NativeFunction *function;
    } rows[] = {{"getter", property_getter},
                {"setter", property_setter},
                {"deleter", property_deleter},
                {"__get__", property_get}};
    const Property *property = (const Property *)value_plain(object).object;
    if (strcmp(name, "__isabstractmethod__") == 0) {
        bool abstract;
        if (!python_is_abstract(interpreter, value_plain(object), &abstract))
            return false;
        *result = value_bool(abstract);
        return true;
    }
    if (property->property_kind != PROPERTY_GETTER)
        return wrapper_attribute(interpreter, property, object, name, result);
    const Value parts[] = {property->function, property->setter, property->deleter, property->doc};
    static const char *const names[] = {"fget", "fset", "fdel", "__doc__"};
    for (size_t i = 0; i < 4; i++)
        if (strcmp(names[i], name) == 0) {
            *result = value_given(parts[i]) ? parts[i] : value_none();
            return true;
        }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, name) == 0)
            return python_builtin(interpreter, rows[i].name, rows[i].function, object, result);
    return true;
}
