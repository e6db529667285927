/* Names that CPython's objects have and limbeck's do not: refused, never an AttributeError. */
#include "known_names.h"

#include <string.h>

static bool lists(const char *names, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = strstr(names, name); at; at = strstr(at + 1, name))
        if (at > names && at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

bool python_kind_has_name(ValueKind kind, const char *name)
{
    for (const KnownNames *row = known_names; row->names; row++)
        if (row->kind == kind)
            return lists(row->names, name);
    return false;
}

static bool named_has(const NamedNames *table, const char *of, const char *name)
{
    for (; table->of; table++)
        if (strcmp(table->of, of) == 0)
            return lists(table->names, name);
    return false;
}

/* Names that the class's built-in bases provide. */
static bool objects_have(Interpreter *interpreter, const Class *class_, const char *name)
{
    bool is_of_script = false;
    for (size_t i = 0; i < class_->order_count; i++) {
        const Class *at = class_->order[i];
        is_of_script |= at != interpreter->object_class && !at->builtin_kind && strcmp(at->module, "builtins") != 0;
        if ((at->builtin_kind && python_kind_has_name(at->builtin_kind, name)) ||
            (exception_class(interpreter, at->name) == at && named_has(names_of_exceptions, at->name, name)))
            return true;
    }
    for (size_t i = 0; i < sizeof interpreter->property_classes / sizeof *interpreter->property_classes; i++)
        if (class_derives(class_, interpreter->property_classes[i]))
            return named_has(names_of_properties, interpreter->property_classes[i]->name, name);
    return is_of_script && (strcmp(name, "__dict__") == 0 || strcmp(name, "__weakref__") == 0);
}

bool python_has_name(Interpreter *interpreter, Value object, const char *name)
{
    if (!*name || strchr(name, ' '))
        return false;
    if (object.kind == VALUE_INSTANCE && object.instance->class_->has_slots && strcmp(name, "__dict__") == 0)
        return false;
    if (lists(names_of_object, name) || objects_have(interpreter, python_class_of(interpreter, object), name))
        return true;
    if (object.kind == VALUE_ITERATOR && object.iterator->node && python_kind_has_name(VALUE_GENERATOR, name))
        return true; /* a generator expression */
    if (object.kind == VALUE_SUPER)
        return python_has_name(interpreter, ((Super *)object.object)->self, name);
    if (object.kind == VALUE_METHOD) /* it has the attributes of its function too */
        return python_has_name(interpreter, ((Method *)object.object)->function, name);
    return object.kind == VALUE_CLASS && objects_have(interpreter, object.class_, name);
}

bool python_module_lacks(const char *module, const char *name)
{
    const NamedNames *row = names_of_modules;
    while (row->of && strcmp(row->of, module) != 0)
        row++;
    return row->of && *name && !lists(row->names, name) && !named_has(names_added_to_modules, module, name);
}

bool python_standard_names(Interpreter *interpreter, const char *module, Value *result)
{
    const NamedNames *row = names_of_modules;
    while (row->of && strcmp(row->of, module) != 0)
        row++;
    *result = value_none();
    if (!row->of)
        return true;
    Value name;
    if (!python_list(interpreter, NULL, 0, result))
        return false;
    python_push(interpreter, *result);
    for (const char *at = row->names + 1, *end; (end = strchr(at, ' ')) != NULL; at = end + 1)
        if (!python_string(interpreter, at, (size_t)(end - at), &name) || !list_append(interpreter, result->list, name))
            return false;
    return true;
}

bool python_has_name_sometimes(const char *name)
{
    return lists(names_of_some_versions, name);
}
