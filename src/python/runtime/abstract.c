/* _limbeck.abstract: what the module abc reads from classes and methods, and the refusal to instantiate an abstract
 * class. */
#include "limbeck/python/runtime/class_make.h"
#include "limbeck/python/runtime/internal.h"

#include <string.h>

/* class_of(value): its class, of iterators and functions too. */
NATIVE(abstract_class_of)
{
    (void)self;
    Value value = argument_at(arguments, 0);
    if (value.kind == VALUE_OPAQUE)
        return python_refuse_unknown(interpreter, value, "the class");
    if (is_async_generator(value))
        return python_refuse(interpreter, "the class of an async generator");
    *result = value_object(python_class_of(interpreter, value));
    return true;
}

static bool native_has(const NativeClass *type, const char *name)
{
    const bool has[] = {type->length, type->iterate || type->next, type->contains, type->next, type->call, type->item};
    static const char *const names[] = {"__len__", "__iter__", "__contains__", "__next__", "__call__", "__getitem__"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0 && has[i])
            return true;
    const NativeClass *view = type->base ? type->base : type;
    bool is_view = strcmp(view->name, "dict_keys") == 0 || strcmp(view->name, "dict_items") == 0 ||
                   strcmp(view->name, "dict_values") == 0;
    return is_view && strcmp(name, "__reversed__") == 0;
}

/* The class and the name that both functions below take. */
static bool take_method(Interpreter *interpreter, const Arguments *arguments, Value *class_, const char **name)
{
    enum { ARG_class, ARG_name };
    *class_ = argument_at(arguments, ARG_class);
    return (class_->kind == VALUE_CLASS && expect_text(interpreter, argument_at(arguments, ARG_name), "name", name)) ||
           python_refuse(interpreter, "the methods of a %s", value_type_name(*class_));
}

/* has_method(class, name): whether the class, not its metaclass, has the method; None instead of one hides it. */
NATIVE(abstract_has_method)
{
    (void)self;
    const char *name;
    Value class_;
    if (!take_method(interpreter, arguments, &class_, &name))
        return false;
    bool is_hash = strcmp(name, "__hash__") == 0;
    for (size_t i = 0; i < class_.class_->order_count; i++) {
        const Class *at = class_.class_->order[i];
        Value found = names_get(&at->names, python_intern(interpreter, name));
        *result = value_bool(true);
        if (value_given(found)) {
            *result = value_bool(!value_is_none(found));
            return true;
        }
        if (is_hash && at->native && at->native->is_unhashable) {
            *result = value_bool(false);
            return true;
        }
        if ((at->builtin_kind && python_kind_has_name(at->builtin_kind, name)) ||
            (at->native && at == class_.class_ && native_has(at->native, name)))
            return true;
    }
    *result = value_bool(is_hash);
    return true;
}

/* inherited(class, name): as its classes have it, without binding; None if they do not. */
NATIVE(abstract_inherited)
{
    (void)self;
    const char *name;
    Value class_;
    if (!take_method(interpreter, arguments, &class_, &name))
        return false;
    *result = class_lookup(class_.class_, python_intern(interpreter, name));
    if (!value_given(*result))
        *result = value_none();
    return true;
}

bool python_is_abstract(Interpreter *interpreter, Value value, bool *abstract)
{
    Value mark = value_absent();
    *abstract = false;
    if (value.kind == VALUE_PROPERTY) {
        const Property *property = (const Property *)value.object;
        const Value parts[] = {property->function, property->setter, property->deleter};
        for (size_t i = 0; i < sizeof parts / sizeof *parts && !*abstract; i++)
            if (!python_is_abstract(interpreter, parts[i], abstract))
                return false;
        return true;
    }
    if (value.kind == VALUE_FUNCTION)
        mark = names_get(&((Function *)value.object)->names, python_intern(interpreter, "__isabstractmethod__"));
    else if (value.kind == VALUE_INSTANCE && !python_find_attribute(interpreter, value, "__isabstractmethod__", &mark))
        return false;
    return !value_given(mark) || python_truth(interpreter, mark, abstract);
}

/* is_abstract(value): whether abstractmethod() marked it, or the function of a descriptor. */
NATIVE(abstract_is_abstract)
{
    (void)self;
    bool abstract;
    if (!python_is_abstract(interpreter, argument_at(arguments, 0), &abstract))
        return false;
    *result = value_bool(abstract);
    return true;
}

/* True if the class has no abstract methods, otherwise a TypeError. */
bool class_is_concrete(Interpreter *interpreter, const Class *class_)
{
    Value names = names_get(&class_->names, python_intern(interpreter, "__abstractmethods__"));
    if (names.kind != VALUE_FROZENSET || !names.dict->count)
        return true;
    size_t mark = python_stack_mark(interpreter);
    Text text = python_buffer(interpreter);
    bool done = true;
    for (size_t i = 0; done && i < names.dict->used; i++) { /* abc lists them in alphabetical order */
        text_append(&text, i ? ", " : "");
        done = python_str(interpreter, names.dict->entries[i].key, &text);
    }
    if (done)
        python_raise(interpreter, "TypeError", "Can't instantiate abstract class %s with abstract method%s %s",
                     class_->name, names.dict->count > 1 ? "s" : "", text_string(&text));
    text_release(&text);
    python_stack_reset(interpreter, mark);
    return false;
}

/* ---- the classes that derive from one ------------------------------------------------------- */

static bool known_subclasses(Interpreter *interpreter, const Class *base, Value *result)
{
    if (!python_list(interpreter, NULL, 0, result))
        return false;
    python_push(interpreter, *result);
    for (Object *object = interpreter->objects; object; object = object->next) {
        const Class *class_ = object->kind == VALUE_CLASS ? (Class *)object : NULL;
        for (size_t i = 0; class_ && i < class_->base_count; i++)
            if (class_->bases[i] == base && !list_append(interpreter, result->list, value_object(object)))
                return false;
    }
    Value *items = result->list->items;
    for (size_t i = 0, k = result->list->count; i + 1 < k; i++) { /* the list is in reverse order */
        Value first = items[i];
        items[i] = items[--k];
        items[k] = first;
    }
    return true;
}

static bool refuse_unknown_part(Interpreter *interpreter, const Class *base, const UnknownPart *part)
{
    return python_refuse(interpreter, "which classes derive from %s, as '%s' is not known: %s", base->name, part->name,
                         part->reason);
}

/* The direct subclasses, in the order of their definition. */
bool class_subclasses(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    size_t unknown;
    const UnknownPart *parts = python_unknown_parts(interpreter, &unknown);
    (void)arguments;
    return unknown ? refuse_unknown_part(interpreter, self.class_, parts)
                   : known_subclasses(interpreter, self.class_, result);
}

/* subclasses(class), for isinstance(): the classes that limbeck knows. An unknown statement may matter only where it
 * registers a class with an abstract one. */
NATIVE(abstract_subclasses)
{
    (void)self;
    size_t unknown;
    const UnknownPart *parts = python_unknown_parts(interpreter, &unknown);
    Value class_ = argument_at(arguments, 0);
    if (class_.kind != VALUE_CLASS)
        return python_refuse(interpreter, "the subclasses of a %s", value_type_name(class_));
    for (size_t i = 0; i < unknown; i++)
        if (parts[i].registers)
            return refuse_unknown_part(interpreter, class_.class_, &parts[i]);
    return known_subclasses(interpreter, class_.class_, result);
}

static const NativeMember functions[] = {
    {"class_of", abstract_class_of, TAKES(1, 1)},     {"has_method", abstract_has_method, TAKES(2, 2)},
    {"inherited", abstract_inherited, TAKES(2, 2)},   {"is_abstract", abstract_is_abstract, TAKES(1, 1)},
    {"subclasses", abstract_subclasses, TAKES(1, 1)}, {NULL, NULL},
};

const NativeModule abstract_module = {"_limbeck.abstract", functions, NULL, NULL, false, NULL};
