/* Setting and removing attributes of classes. */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

/* Calls the metaclass's __attribute_set__(cls, name, value) after the assignment, if it has one. */
bool class_set(Interpreter *interpreter, Class *class_, const char *name, Value value)
{
    names_set(&class_->names, name, value);
    class_watch(interpreter, name, value);
    Value hook =
        class_->meta ? class_lookup(class_->meta, python_intern(interpreter, "__attribute_set__")) : value_absent();
    if (!value_given(hook))
        return true;
    enum { ARG_class, ARG_name, ARG_value, ARG_COUNT };
    Value values[ARG_COUNT] = {[ARG_class] = value_object(class_), [ARG_name] = value_none(), [ARG_value] = value};
    Value ignored;
    return python_text(interpreter, name, &values[ARG_name]) &&
           python_call_positional(interpreter, hook, values, ARG_COUNT, &ignored);
}

/* True for a script's access to a class that CPython writes in C: messages name its module, and it cannot be
 * changed. */
static bool is_of_c(const Interpreter *interpreter, Class *class_)
{
    const Module *asking = interpreter->frame ? interpreter->frame->module : NULL;
    if (!class_->is_library || !asking || !asking->file || asking->file->is_library)
        return false;
    Instance any = {.class_ = class_};
    return strchr(value_type_name((Value){.kind = VALUE_INSTANCE, .instance = &any}), '.') != NULL;
}

/* *done: the attribute is one of the two. */
static bool set_class_name(Interpreter *interpreter, Class *class_, const char *name, Value value, bool *done)
{
    bool is_name = strcmp(name, "__name__") == 0;
    *done = is_name || strcmp(name, "__qualname__") == 0;
    if (!*done)
        return true;
    Value text = value_plain(value);
    if (text.kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "can only assign string to %s.%s, not '%s'", class_->name, name,
                            python_type_name(interpreter, value));
    if (is_name && strlen(text.string->bytes) != text.string->length)
        return python_raise(interpreter, "ValueError", "type name must not contain null characters");
    *(is_name ? &class_->name : &class_->qualified) = python_intern(interpreter, text.string->bytes);
    return true;
}

bool class_set_attribute(Interpreter *interpreter, Value object, const char *name, Value value)
{
    bool is_name;
    if (is_of_c(interpreter, object.class_))
        return python_raise(interpreter, "TypeError", "cannot set '%s' attribute of immutable type '%s.%s'", name,
                            object.class_->module, object.class_->name);
    if (!set_class_name(interpreter, object.class_, name, value, &is_name) || is_name)
        return is_name && !python_failed(interpreter);
    const Class *meta = object.class_->meta;
    Value hook = meta ? class_lookup(meta, python_intern(interpreter, "__setattr__")) : value_absent();
    Value found = meta ? class_lookup(meta, name) : value_absent();
    Value arguments[3] = {object, value, value}, ignored;
    if (value_given(hook))
        return python_text(interpreter, name, &arguments[1]) &&
               python_call_positional(interpreter, hook, arguments, 3, &ignored);
    if (value_given(found) && is_data_descriptor(interpreter, found))
        return python_refuse(interpreter, "setting '%s.%s', which the metaclass decides", object.class_->name, name);
    return class_set(interpreter, object.class_, name, value);
}

bool class_remove(Interpreter *interpreter, Class *class_, const char *name)
{
    return names_remove(&class_->names, name) ||
           python_raise(interpreter, "AttributeError", "type object '%s' has no attribute '%s'", class_->name, name);
}

bool class_remove_attribute(Interpreter *interpreter, Value object, const char *name)
{
    const Class *meta = object.class_->meta;
    Value hook = meta ? class_lookup(meta, python_intern(interpreter, "__delattr__")) : value_absent();
    Value arguments[2] = {object}, ignored;
    if (!value_given(hook))
        return class_remove(interpreter, object.class_, name);
    return python_text(interpreter, name, &arguments[1]) &&
           python_call_positional(interpreter, hook, arguments, 2, &ignored);
}
