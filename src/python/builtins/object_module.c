/* _limbeck.objects: access to objects for embedded modules that scripts do not get. */
#include "builtins.h"
#include "dict_views.h"

/* A number that identifies the object while it is alive; None for a value that is not an object. */
/* view_of_ordered(view): a view of an OrderedDict, from that of its dict. */
BUILTIN(object_view_of_ordered)
{
    (void)self;
    return view_of_ordered(interpreter, argument_at(arguments, 0), result);
}

BUILTIN(object_identity)
{
    (void)interpreter;
    (void)self;
    Value value = argument_at(arguments, 0);
    *result = value.kind >= VALUE_STRING ? value_int((int64_t)(uintptr_t)value.object) : value_none();
    return true;
}

/* Whether a class defines the comparison of that name, or inherits one from a built-in base. */
BUILTIN(object_defines)
{
    enum { ARG_class, ARG_name };
    (void)self;
    const char *name;
    Value class_ = argument_at(arguments, ARG_class);
    if (class_.kind != VALUE_CLASS || !expect_text(interpreter, argument_at(arguments, ARG_name), "name", &name))
        return python_refuse(interpreter, "total_ordering() of %s", value_type_name(class_));
    bool defines = value_given(class_lookup(class_.class_, python_intern(interpreter, name)));
    for (size_t i = 0; i < class_.class_->order_count; i++)
        defines |= class_.class_->order[i]->builtin_kind && class_.class_->order[i]->builtin_kind != VALUE_CLASS;
    *result = value_bool(defines);
    return true;
}

/* Whether an object has nothing but its attributes and, at most, a value of a built-in kind. */
static bool keeps_fields(Interpreter *interpreter, Value value)
{
    static const ValueKind kinds[] = {VALUE_ABSENT,      VALUE_STRING, VALUE_BYTES,    VALUE_INT,
                                      VALUE_BIG_INTEGER, VALUE_FLOAT,  VALUE_LIST,     VALUE_TUPLE,
                                      VALUE_DICT,        VALUE_SET,    VALUE_FROZENSET};
    bool keeps = false;
    for (size_t i = 0; value.kind == VALUE_INSTANCE && i < sizeof kinds / sizeof *kinds; i++)
        keeps |= value.instance->plain.kind == kinds[i];
    return keeps && !class_derives(value.instance->class_, exception_class(interpreter, "BaseException"));
}

/* The attributes of an object of a script's class, or those set on a function; None for other objects. */
BUILTIN(object_fields)
{
    (void)self;
    Value value = argument_at(arguments, 0);
    *result = value_none();
    bool is_function = value.kind == VALUE_FUNCTION;
    if (!is_function && !keeps_fields(interpreter, value))
        return true;
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    if (!is_function && value.instance->attributes)
        return dict_copy(interpreter, value_object(value.instance->attributes), result);
    const Names *names = is_function ? &((const Function *)value.object)->names : &value.instance->names;
    for (size_t i = 0; i < names->count; i++)
        if (!dict_set_text(interpreter, result->dict, names->keys[i], names->values[i]))
            return false;
    return true;
}

/* "module", "class", "object" of a script's class, or None where the names are not all known. */
BUILTIN(object_kind)
{
    (void)self;
    Value value = argument_at(arguments, 0);
    bool is_plain = value.kind == VALUE_INSTANCE && !value_given(value.instance->plain) &&
                    !class_derives(value.instance->class_, exception_class(interpreter, "BaseException"));
    const Class *class_ = value.kind == VALUE_CLASS ? value.class_ : is_plain ? value.instance->class_ : NULL;
    *result = value_none();
    if (value.kind == VALUE_MODULE)
        return value.module->star_from || python_text(interpreter, "module", result);
    for (size_t i = 0; class_ && i < class_->order_count; i++) {
        const Class *at = class_->order[i];
        if (at != interpreter->object_class && (at->is_library || at->native || at->builtin_kind))
            return true;
    }
    return !class_ || python_text(interpreter, value.kind == VALUE_CLASS ? "class" : "object", result);
}

static bool expect_names(Interpreter *interpreter, const Arguments *arguments, Value *of, Value *kind)
{
    *of = argument_at(arguments, 0);
    if (!object_kind(interpreter, value_none(), arguments, kind))
        return false;
    return (!value_is_none(*kind) && of->kind != VALUE_CLASS) ||
           python_refuse(interpreter, "the names of this %s", value_type_name(*of));
}

/* names(of): the current names of a module or of an object of a script's class. */
BUILTIN(object_names)
{
    (void)self;
    Value of, kind;
    if (!expect_names(interpreter, arguments, &of, &kind))
        return false;
    if (of.kind == VALUE_INSTANCE && of.instance->attributes)
        return dict_copy(interpreter, value_object(of.instance->attributes), result);
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    const Names *names = of.kind == VALUE_MODULE ? &of.module->names : &of.instance->names;
    for (size_t i = 0; i < names->count; i++)
        if (value_given(names->values[i]) &&
            !dict_set_text(interpreter, result->dict, names->keys[i], names->values[i]))
            return false;
    return true;
}

/* caller(): the name of the module that called the calling function. */
BUILTIN(object_caller)
{
    (void)self;
    (void)arguments;
    const Frame *caller = interpreter->frame ? interpreter->frame->caller : NULL;
    *result = value_none();
    return !caller || python_text(interpreter, caller->module->name, result);
}

/* bind(of, name, value): no code of the class is called. */
BUILTIN(object_bind)
{
    enum { ARG_of, ARG_name, ARG_value };
    (void)self;
    Value of, kind;
    const char *name;
    *result = value_none();
    if (!expect_names(interpreter, arguments, &of, &kind) ||
        !expect_text(interpreter, argument_at(arguments, ARG_name), "name", &name))
        return false;
    if (of.kind == VALUE_INSTANCE && of.instance->attributes)
        return dict_set_text(interpreter, of.instance->attributes, name, argument_at(arguments, ARG_value));
    names_set(of.kind == VALUE_MODULE ? &of.module->names : &of.instance->names, python_intern(interpreter, name),
              argument_at(arguments, ARG_value));
    return true;
}

/* A new object of the class with these attributes; no code of the class is called. */
BUILTIN(object_with_fields)
{
    enum { ARG_class, ARG_fields };
    (void)self;
    Value class_ = argument_at(arguments, ARG_class), fields = argument_at(arguments, ARG_fields);
    if (class_.kind != VALUE_CLASS || class_.class_->native || class_.class_->builtin_kind || fields.kind != VALUE_DICT)
        return python_refuse(interpreter, "a copy of this object");
    Instance *instance = heap_new(interpreter, VALUE_INSTANCE, sizeof(Instance));
    if (!instance)
        return false;
    instance->class_ = class_.class_;
    *result = value_object(instance);
    for (size_t i = 0; i < fields.dict->used; i++) {
        const DictEntry *entry = &fields.dict->entries[i];
        if (value_given(entry->key))
            names_set(&instance->names, python_intern(interpreter, entry->key.string->bytes), entry->value);
    }
    return true;
}

/* The attribute of that name in the class itself, not in its bases; None without one. */
BUILTIN(object_own)
{
    enum { ARG_class, ARG_name };
    (void)self;
    const char *name;
    Value class_ = argument_at(arguments, ARG_class), found = value_absent();
    if (!expect_text(interpreter, argument_at(arguments, ARG_name), "name", &name))
        return false;
    if (class_.kind == VALUE_CLASS)
        found = names_get(&class_.class_->names, python_intern(interpreter, name));
    *result = value_given(found) ? found : value_none();
    return true;
}

/* operator.index() */
BUILTIN(object_index)
{
    (void)self;
    return python_index(interpreter, argument_at(arguments, 0), result);
}

/* "generator", "coroutine" or "asynchronous generator" if a call of this function returns one; else None. */
BUILTIN(object_flavour)
{
    (void)self;
    Value value = argument_at(arguments, 0);
    if (value.kind == VALUE_METHOD)
        value = ((Method *)value.object)->function;
    *result = value_none();
    if (value.kind != VALUE_FUNCTION)
        return true;
    const Node *node = ((const Function *)value.object)->node;
    const FunctionNames *names = function_names(interpreter, node);
    bool is_async = node->kind == NODE_FUNCTION && node->function->is_async;
    if (!is_async && !names->is_generator)
        return true;
    return python_text(interpreter,
                       !is_async             ? "generator"
                       : names->is_generator ? "asynchronous generator"
                                             : "coroutine",
                       result);
}

/* What an object is in Python's own terms. */
BUILTIN(object_what)
{
    (void)self;
    Value value = argument_at(arguments, 0);
    const char *name = value.kind == VALUE_MODULE      ? "module"
                       : value.kind == VALUE_FUNCTION  ? "function"
                       : value.kind == VALUE_METHOD    ? "method"
                       : value.kind == VALUE_BUILTIN   ? "builtin"
                       : value.kind == VALUE_GENERATOR ? "generator"
                       : value.kind == VALUE_COROUTINE ? "coroutine"
                                                       : "";
    if (value.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "the kind of '%s', %s", python_opaque_path(value),
                             python_unknown_origin(interpreter, python_opaque_path(value)));
    return python_text(interpreter, name, result);
}

/* Whether an unknown value is a function wrapped by an unknown decorator, such as @cache.memoize(). */
BUILTIN(object_was_function)
{
    (void)interpreter;
    (void)self;
    Value value = argument_at(arguments, 0);
    *result = value_bool(value.kind == VALUE_OPAQUE && ((const Opaque *)value.object)->is_function);
    return true;
}

/* A value of which nothing is known but its name. */
BUILTIN(object_unknown)
{
    (void)self;
    const char *name;
    return expect_text(interpreter, argument_at(arguments, 0), "name", &name) &&
           python_opaque(interpreter, name, result);
}

/* dir() of a module of Python's own library; None for other modules. */
BUILTIN(object_module_names)
{
    (void)self;
    const char *name;
    return expect_text(interpreter, argument_at(arguments, 0), "name", &name) &&
           python_standard_names(interpreter, name, result);
}

static Iterator *iterator_of(Value value)
{
    return value.kind == VALUE_ITERATOR && value.iterator->type ? value.iterator : NULL;
}

/* iterator_source(iterator): what it iterates over; the items that are left of a dictionary or set, as a list. None
 * where limbeck does not copy such an iterator. */
static bool object_iterator_source(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    static const char copied[] = " list_iterator tuple_iterator str_iterator str_ascii_iterator bytes_iterator "
                                 "range_iterator list_reverseiterator ";
    (void)self;
    const Iterator *iterator = iterator_of(argument_at(arguments, 0));
    *result = value_none();
    if (!iterator)
        return true;
    Iterator *rest;
    if (strstr(copied, arena_format(interpreter->arena, " %s ", iterator->type)))
        *result = iterator->source;
    if (strncmp(iterator->type, "dict_", strlen("dict_")) != 0 && strcmp(iterator->type, "set_iterator") != 0)
        return true;
    if (!iterator_make(interpreter, iterator->step, iterator->source, &rest))
        return false;
    rest->extra = iterator->extra;
    rest->index = iterator->index;
    rest->size = iterator->size;
    rest->taken = iterator->taken;
    rest->type = iterator->type;
    python_push(interpreter, value_object(rest));
    return python_collect(interpreter, value_object(rest), result);
}

/* iterator_over(iterator, source): a copy that goes on over another source. */
static bool object_iterator_over(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_iterator, ARG_source };
    (void)self;
    const Iterator *iterator = iterator_of(argument_at(arguments, ARG_iterator));
    Iterator *made;
    if (!iterator || !iterator_make(interpreter, iterator->step, argument_at(arguments, ARG_source), &made))
        return false;
    made->type = iterator->type;
    made->index = iterator->index;
    *result = value_object(made);
    return true;
}

/* max_digits(digits=None): of an integer as text. */
static bool object_max_digits(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    int64_t digits;
    Value given = argument_at(arguments, 0);
    (void)self;
    if (value_given(given)) {
        if (!expect_int(interpreter, given, "maxdigits", &digits))
            return false;
        interpreter->max_digits = (int)digits;
    }
    *result = value_int(interpreter->max_digits);
    return true;
}

static const NativeMember functions[] = {
    {"iterator_source", object_iterator_source, TAKES(1, 1)},
    {"iterator_over", object_iterator_over, TAKES(2, 2)},
    {"max_digits", object_max_digits, TAKES(0, 1)},
    {"module_names", object_module_names, TAKES(1, 1)},
    {"caller", object_caller, TAKES(0, 0)},
    {"flavour", object_flavour, TAKES(1, 1)},
    {"what", object_what, TAKES(1, 1)},
    {"was_function", object_was_function, TAKES(1, 1)},
    {"unknown", object_unknown, TAKES(1, 1)},
    {"own", object_own, TAKES(2, 2)},
    {"index", object_index, TAKES(1, 1)},
    {"defines", object_defines, TAKES(2, 2)},
    {"identity", object_identity, TAKES(1, 1)},
    {"view_of_ordered", object_view_of_ordered, TAKES(1, 1)},
    {"fields", object_fields, TAKES(1, 1)},
    {"kind", object_kind, TAKES(1, 1)},
    {"names", object_names, TAKES(1, 1)},
    {"bind", object_bind, TAKES(3, 3)},
    {"with_fields", object_with_fields, TAKES(2, 2)},
    {NULL, NULL},
};
const NativeModule objects_module = {"_limbeck.objects", functions, NULL, NULL, false, NULL};
