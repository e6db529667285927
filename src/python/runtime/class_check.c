/* isinstance() and issubclass(). */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

/* One of a tuple of classes, or of a union: int | None. */
static bool is_one_of(Interpreter *interpreter, Value value, Value types, bool is_union, bool of_class, bool *answer)
{
    *answer = false;
    if (!python_enter(interpreter))
        return false;
    for (size_t i = 0; i < types.list->count && !*answer; i++)
        if (is_union && value_is_none(types.list->items[i]))
            *answer = value_is_none(value);
        else if (!(of_class ? python_is_subclass : python_is_instance)(interpreter, value, types.list->items[i],
                                                                       answer))
            return false;
    python_leave(interpreter);
    return true;
}

/* The parts of typing's Union[...] and Optional[...], and of int | str; ABSENT of others. */
static bool parts_of_union(Interpreter *interpreter, Value type, Value *parts, bool *takes_none)
{
    Value origin, name = value_absent();
    *parts = value_absent();
    *takes_none = false;
    if (type.kind != VALUE_INSTANCE || !type.instance->class_->is_library)
        return true;
    if (!python_find_attribute(interpreter, type, "origin", &origin) ||
        (origin.kind == VALUE_INSTANCE && !python_find_attribute(interpreter, origin, "name", &name)))
        return false;
    if (name.kind != VALUE_STRING)
        return true;
    *takes_none = strcmp(name.string->bytes, "Optional") == 0;
    return (!*takes_none && strcmp(name.string->bytes, "Union") != 0) ||
           python_find_attribute(interpreter, type, "__args__", parts);
}

static bool call_class_check(Interpreter *interpreter, Value type, const char *name, Value asked, bool *is_asked,
                             bool *answer)
{
    Value method = special_method(interpreter, type, name), said;
    const Value values[] = {type, asked};
    *is_asked = value_given(method) && type.kind != VALUE_NATIVE;
    return !*is_asked ||
           (python_call_positional(interpreter, method, values, 2, &said) && python_truth(interpreter, said, answer));
}

bool python_is_instance(Interpreter *interpreter, Value value, Value type, bool *answer)
{
    bool is_asked, takes_none;
    Value parts, class_;
    if (type.kind == VALUE_TUPLE)
        return is_one_of(interpreter, value, type, false, false, answer);
    if (value.kind == VALUE_OPAQUE && unknown_is_decided(interpreter) &&
        interpreter->options.decide(
            interpreter, arena_format(interpreter->arena, "isinstance(%s, ...)", python_opaque_path(value)), answer))
        return true;
    if (value.kind == VALUE_OPAQUE || type.kind == VALUE_OPAQUE)
        return python_refuse(
            interpreter, "isinstance() with '%s', %s", python_opaque_path(value.kind == VALUE_OPAQUE ? value : type),
            python_unknown_origin(interpreter, python_opaque_path(value.kind == VALUE_OPAQUE ? value : type)));
    if (!parts_of_union(interpreter, type, &parts, &takes_none))
        return false;
    if (parts.kind == VALUE_TUPLE && !(takes_none && value_is_none(value)))
        return is_one_of(interpreter, value, parts, true, false, answer);
    *answer = takes_none;
    if (*answer)
        return true;
    if (type.kind == VALUE_CLASS && python_class_of(interpreter, value) == type.class_) {
        *answer = true;
        return true;
    }
    if (!call_class_check(interpreter, type, "__instancecheck__", value, &is_asked, answer) || is_asked)
        return !python_failed(interpreter);
    if (type.kind == VALUE_CLASS) {
        *answer = class_derives(python_class_of(interpreter, value), type.class_) ||
                  (value.kind == VALUE_BOOL && type.class_->builtin_kind == VALUE_INT);
        if (*answer || value.kind != VALUE_INSTANCE)
            return true;
        /* An object may override __class__. */
        Value own = class_lookup(value.instance->class_, python_intern(interpreter, "__class__"));
        if (!value_given(own) || !bind_attribute(interpreter, own, value, &class_))
            return !python_failed(interpreter);
        *answer = class_.kind == VALUE_CLASS && class_derives(class_.class_, type.class_);
        return true;
    }
    if (type.kind == VALUE_INSTANCE || type.kind == VALUE_BUILTIN || type.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "isinstance() with %s", value_type_name(type));
    return python_raise(interpreter, "TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union");
}

bool python_is_subclass(Interpreter *interpreter, Value type, Value base, bool *answer)
{
    bool is_asked, takes_none;
    Value parts;
    if (base.kind == VALUE_TUPLE)
        return is_one_of(interpreter, type, base, false, true, answer);
    if (!parts_of_union(interpreter, base, &parts, &takes_none))
        return false;
    if (parts.kind == VALUE_TUPLE)
        return is_one_of(interpreter, type, parts, true, true, answer);
    *answer = false;
    if (!call_class_check(interpreter, base, "__subclasscheck__", type, &is_asked, answer) || is_asked)
        return !python_failed(interpreter);
    if (type.kind == VALUE_CLASS && base.kind == VALUE_CLASS) {
        *answer = class_derives(type.class_, base.class_) ||
                  (type.class_->builtin_kind == VALUE_BOOL && base.class_->builtin_kind == VALUE_INT);
        return true;
    }
    bool is_plain = type.kind < VALUE_FUNCTION && type.kind != VALUE_ITERATOR;
    if (is_plain)
        return python_raise(interpreter, "TypeError", "issubclass() arg 1 must be a class");
    if (type.kind == VALUE_CLASS && base.kind < VALUE_FUNCTION && base.kind != VALUE_NONE)
        return python_raise(interpreter, "TypeError",
                            "issubclass() arg 2 must be a class, a tuple of classes, or a union");
    return python_refuse(interpreter, "issubclass() of these values");
}
