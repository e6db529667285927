/* Makes classes: type(name, bases, namespace), and the parts shared with the class statement. */
#include "limbeck/python/runtime/class_make.h"
#include "limbeck/python/runtime/internal.h"
#include "limbeck/python/runtime/unicode.h"

#include <string.h>

bool class_choose_meta(Interpreter *interpreter, Value given, Class *const *bases, size_t count, Class **meta)
{
    *meta = NULL;
    if (value_given(given)) {
        if (given.kind != VALUE_CLASS)
            return python_refuse(interpreter, "a metaclass that is %s", value_type_name(given));
        *meta = given.class_->builtin_kind ? NULL : given.class_;
    }
    for (size_t i = 0; i < count; i++) {
        Class *of_base = bases[i]->meta;
        if (!of_base || (*meta && class_derives(*meta, of_base)))
            continue;
        if (*meta && !class_derives(of_base, *meta))
            return python_raise(interpreter, "TypeError",
                                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass "
                                "of the metaclasses of all its bases");
        *meta = of_base;
    }
    return true;
}

bool class_namespace(Interpreter *interpreter, const Class *class_, Value prepared, Value *namespace)
{
    *namespace = prepared;
    if (value_given(prepared) && prepared.kind != VALUE_DICT)
        return true;
    Value module, qualified;
    if (!value_given(prepared) && !python_dict(interpreter, namespace))
        return false;
    python_push(interpreter, *namespace);
    if (!python_text(interpreter, class_->module, &module) ||
        !dict_set_text(interpreter, namespace->dict, "__module__", module) ||
        !python_text(interpreter, class_->qualified, &qualified) ||
        !dict_set_text(interpreter, namespace->dict, "__qualname__", qualified))
        return false;
    for (size_t i = 0; i < class_->names.count; i++)
        if (!dict_set_text(interpreter, namespace->dict, class_->names.keys[i], class_->names.values[i]))
            return false;
    return true;
}

/* Calls __set_name__() of the class's values. */
static bool call_set_names(Interpreter *interpreter, Value class_)
{
    size_t mark = python_stack_mark(interpreter), count = class_.class_->names.count;
    const char **names = count ? arena_alloc(interpreter->arena, count * sizeof *names) : NULL;
    size_t hooked = 0;
    for (size_t i = 0; i < count; i++) { /* a hook may change the class */
        Value value = class_.class_->names.values[i];
        if (value.kind != VALUE_INSTANCE || !value_given(special_method(interpreter, value, "__set_name__")))
            continue;
        names[hooked++] = class_.class_->names.keys[i];
        python_push(interpreter, value);
    }
    for (size_t i = 0; i < hooked; i++) {
        Value arguments[3] = {interpreter->stack[mark + i], class_}, ignored;
        Value hook = special_method(interpreter, arguments[0], "__set_name__");
        if (!python_text(interpreter, names[i], &arguments[2]) ||
            !python_call_positional(interpreter, hook, arguments, 3, &ignored))
            return false;
    }
    python_stack_reset(interpreter, mark);
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

bool call_with_keywords(Interpreter *interpreter, Value function, const Value *values, size_t count, Value keywords,
                        Value *result)
{
    size_t mark = python_stack_mark(interpreter), named = 0;
    for (size_t i = 0; i < count; i++)
        python_push(interpreter, values[i]);
    const char **names = arena_alloc(interpreter->arena, (keywords.dict->count + 1) * sizeof *names);
    for (size_t i = 0; i < keywords.dict->used; i++) {
        const DictEntry *entry = &keywords.dict->entries[i];
        if (!value_given(entry->key))
            continue;
        names[named++] = python_intern(interpreter, entry->key.string->bytes);
        python_push(interpreter, entry->value);
    }
    Arguments arguments = {interpreter->stack + mark, count, names, named, NULL};
    bool done = python_call(interpreter, function, &arguments, result);
    python_stack_reset(interpreter, mark);
    return done;
}

/* __init_subclass__ of the bases, with the keywords of the class statement. */
static bool announce_class(Interpreter *interpreter, Value class_, Value keywords)
{
    Value hook = value_absent(), ignored;
    const Class *made = class_.class_;
    for (size_t i = 1; i < made->order_count && !value_given(hook); i++)
        hook = names_get(&made->order[i]->names, python_intern(interpreter, "__init_subclass__"));
    if (hook.kind == VALUE_PROPERTY)
        hook = ((Property *)hook.object)->function;
    if (value_given(hook))
        return call_with_keywords(interpreter, hook, &class_, 1, keywords, &ignored);
    if (!keywords.dict->count || made->is_library)
        return true;
    return python_raise(interpreter, "TypeError", "%s.__init_subclass__() takes no keyword arguments", made->qualified);
}

void class_watch(Interpreter *interpreter, const char *name, Value value)
{
    if ((value.kind == VALUE_INSTANCE && is_data_descriptor(interpreter, value)) ||
        (name[0] == '_' && strcmp(name, "__getattribute__") == 0))
        interpreter->watches_attributes = true;
}

static bool check_slot(Interpreter *interpreter, const Class *class_, Value slot)
{
    if (slot.kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "__slots__ items must be strings, not '%s'",
                            python_type_name(interpreter, slot));
    for (size_t i = 0; i < class_->order_count; i++) {
        ValueKind kind = class_->order[i]->builtin_kind;
        if (kind == VALUE_INT || kind == VALUE_TUPLE || kind == VALUE_BYTES)
            return python_raise(interpreter, "TypeError", "nonempty __slots__ not supported for subtype of '%s'",
                                class_->order[i]->name);
    }
    const String *text = slot.string;
    uint32_t letter;
    bool is_name = text->length > 0;
    for (size_t at = 0, step; is_name && at < text->length; at += step) {
        step = utf8_decode(text->bytes + at, text->length - at, &letter);
        is_name = step && (at ? unicode_is_of_name(letter) : unicode_starts_name(letter));
    }
    return is_name || python_raise(interpreter, "TypeError", "__slots__ must be identifiers");
}

/* Whether its objects have no attributes but those of __slots__. */
static bool find_slots(Interpreter *interpreter, Class *class_)
{
    Value slots = names_get(&class_->names, python_intern(interpreter, "__slots__")), items;
    if (class_->is_library && !(slots.kind == VALUE_TUPLE && !slots.list->count))
        return true;
    class_->has_slots = value_given(slots);
    for (size_t i = 1; class_->has_slots && i < class_->order_count; i++) {
        const Class *base = class_->order[i];
        class_->has_slots =
            base->has_slots || base == interpreter->object_class || (base->builtin_kind && !base->native);
    }
    if (!value_given(slots))
        return true;
    if (slots.kind == VALUE_STRING ? !python_list(interpreter, &slots, 1, &items)
                                   : !python_collect(interpreter, slots, &items))
        return false;
    python_push(interpreter, items);
    for (size_t i = 0; i < items.list->count; i++) {
        Value item = items.list->items[i];
        if (!check_slot(interpreter, class_, item))
            return false;
        const char *name = python_intern(interpreter, item.string->bytes);
        bool is_special = strcmp(name, "__dict__") == 0 || strcmp(name, "__weakref__") == 0;
        for (size_t k = 0; is_special && k < i; k++)
            if (items.list->items[k].kind == VALUE_STRING && strcmp(items.list->items[k].string->bytes, name) == 0)
                return python_raise(interpreter, "TypeError", "%s slot disallowed: we already got one", name);
        for (size_t k = 1; is_special && k < class_->order_count; k++)
            if (!class_->order[k]->builtin_kind && class_->order[k] != interpreter->object_class &&
                !class_->order[k]->has_slots)
                return python_raise(interpreter, "TypeError", "%s slot disallowed: we already got one", name);
        if (strcmp(name, "__dict__") == 0)
            class_->has_slots = false;
        if (value_given(names_get(&class_->names, name)))
            return python_raise(interpreter, "ValueError", "'%s' in __slots__ conflicts with class variable", name);
    }
    return true;
}

bool class_finish(Interpreter *interpreter, Value class_, Value keywords)
{
    Class *made = class_.class_;
    hide_hash(interpreter, made);
    if (made->meta && value_given(class_lookup(made->meta, python_intern(interpreter, "mro"))))
        return python_refuse(interpreter, "a class whose metaclass has its own mro()");
    if (!made->is_library && value_given(names_get(&made->names, python_intern(interpreter, "__del__"))))
        return python_refuse(interpreter, "a class with __del__(), which CPython calls when an object is let go");
    if (!made->is_library) {
        const char *doc = python_intern(interpreter, "__doc__");
        if (!value_given(names_get(&made->names, doc)))
            names_set(&made->names, doc, value_none());
    }
    for (size_t i = 0; i < made->names.count && !made->is_library; i++)
        class_watch(interpreter, made->names.keys[i], made->names.values[i]);
    return find_slots(interpreter, made) && call_set_names(interpreter, class_) &&
           announce_class(interpreter, class_, keywords);
}

static const Class *base_kind(const Interpreter *interpreter, const Class *class_)
{
    for (size_t i = 0; i < class_->order_count; i++)
        if (class_->order[i]->builtin_kind && class_->order[i] != interpreter->object_class)
            return class_->order[i];
    return NULL;
}

bool class_check_bases(Interpreter *interpreter, Class *const *bases, size_t count)
{
    static const ValueKind closed[] = {VALUE_BOOL,     VALUE_NONE,           VALUE_RANGE,   VALUE_SLICE,
                                       VALUE_ELLIPSIS, VALUE_METHOD,         VALUE_BUILTIN, VALUE_GENERATOR,
                                       VALUE_FUNCTION, VALUE_NOT_IMPLEMENTED};
    const Class *kind = NULL;
    for (size_t i = 0; i < count; i++) {
        const Class *of_base = base_kind(interpreter, bases[i]);
        for (size_t k = 0; k < sizeof closed / sizeof *closed; k++)
            if (bases[i]->builtin_kind && bases[i]->builtin_kind == closed[k] && bases[i] != interpreter->object_class)
                return python_raise(interpreter, "TypeError", "type '%s' is not an acceptable base type",
                                    bases[i]->name);
        for (size_t k = 0; k < i; k++)
            if (bases[k] == bases[i])
                return python_raise(interpreter, "TypeError", "duplicate base class %s", bases[i]->name);
        if (kind && of_base && kind != of_base)
            return python_raise(interpreter, "TypeError", "multiple bases have instance lay-out conflict");
        kind = kind ? kind : of_base;
    }
    return true;
}

/* ---- type(name, bases, namespace) ---------------------------------------------------- */

static bool take_bases(Interpreter *interpreter, Value given, Class **bases, size_t *count)
{
    *count = given.list->count;
    if (*count > MAX_BASES)
        return python_refuse(interpreter, "a class with more than %d bases", MAX_BASES);
    for (size_t i = 0; i < *count; i++) {
        if (given.list->items[i].kind != VALUE_CLASS)
            return python_refuse(interpreter, "a class that derives from %s", value_type_name(given.list->items[i]));
        bases[i] = given.list->items[i].class_;
    }
    if (!*count)
        bases[(*count)++] = interpreter->object_class;
    return class_check_bases(interpreter, bases, *count);
}

/* Names that describe the class are no entries of its namespace here. */
static bool take_namespace(Interpreter *interpreter, Class *class_, Value namespace)
{
    const Dict *entries = value_plain(namespace).dict;
    for (size_t i = 0; i < entries->used; i++) {
        const DictEntry *entry = &entries->entries[i];
        if (!value_given(entry->key))
            continue;
        if (entry->key.kind != VALUE_STRING)
            return python_refuse(interpreter, "a class whose namespace has the key of a %s",
                                 value_type_name(entry->key));
        const char *name = python_intern(interpreter, entry->key.string->bytes);
        bool is_text = entry->value.kind == VALUE_STRING;
        if (!is_text && strcmp(name, "__qualname__") == 0)
            return python_raise(interpreter, "TypeError", "type __qualname__ must be a str, not %s",
                                python_type_name(interpreter, entry->value));
        if (is_text && strcmp(name, "__qualname__") == 0)
            class_->qualified = python_intern(interpreter, entry->value.string->bytes);
        else if (is_text && strcmp(name, "__module__") == 0)
            class_->module = python_intern(interpreter, entry->value.string->bytes);
        else if (strcmp(name, "__classcell__") == 0 && !class_cell_fill(interpreter, entry->value, class_))
            return false;
        else if (strcmp(name, "__classcell__") != 0)
            names_set(&class_->names, name, entry->value);
    }
    return true;
}

bool class_make(Interpreter *interpreter, Class *meta, const Arguments *arguments, Value *result)
{
    Class *bases[MAX_BASES] = {0}, *chosen;
    size_t count;
    const char *name;
    Value given = value_plain(argument_at(arguments, META_bases)), namespace = argument_at(arguments, META_namespace),
          keywords;
    if (arguments->positional != 3)
        return python_raise(interpreter, "TypeError", "type() takes 1 or 3 arguments");
    if (!expect_text(interpreter, argument_at(arguments, META_name), "class name", &name))
        return false;
    if (strlen(name) != value_plain(argument_at(arguments, META_name)).string->length)
        return python_raise(interpreter, "ValueError", "type name must not contain null characters");
    if (given.kind != VALUE_TUPLE || value_plain(namespace).kind != VALUE_DICT)
        return given.kind != VALUE_TUPLE
                   ? python_raise(interpreter, "TypeError", "type.__new__() argument 2 must be tuple, not %s",
                                  python_argument_type_name(interpreter, given))
                   : python_raise(interpreter, "TypeError", "type.__new__() argument 3 must be dict, not %s",
                                  python_argument_type_name(interpreter, namespace));
    if (!take_bases(interpreter, given, bases, &count) ||
        !class_choose_meta(interpreter, meta ? value_object(meta) : value_absent(), bases, count, &chosen) ||
        !python_dict(interpreter, &keywords))
        return false;
    python_push(interpreter, keywords);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!dict_set_text(interpreter, keywords.dict, arguments->keywords[i],
                           arguments->values[arguments->positional + i]))
            return false;
    arguments_were_read(arguments);
    Class *class_ = class_begin(interpreter, name, chosen, bases, count, namespace);
    if (!class_)
        return false;
    *result = value_object(class_);
    python_push(interpreter, *result);
    return take_namespace(interpreter, class_, namespace) && class_finish(interpreter, *result, keywords);
}
