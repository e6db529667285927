/* Iteration: one step function for each kind of source. */
#include "limbeck/python/runtime/internal.h"
#include "limbeck/python/runtime/ranges.h"

#include <stdio.h>

bool iterator_make(Interpreter *interpreter, IteratorStep *step, Value source, Iterator **iterator)
{
    *iterator = heap_new(interpreter, VALUE_ITERATOR, sizeof(Iterator));
    if (!*iterator)
        return false;
    (*iterator)->step = step;
    (*iterator)->source = source;
    return true;
}

static bool list_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    (void)interpreter;
    const List *list = iterator->source.list;
    *item = iterator->index < list->count ? list->items[iterator->index++] : value_absent();
    return true;
}

/* Index is a byte offset: that of the next code point. */
static bool string_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    const String *string = iterator->source.string;
    if (iterator->index >= string->length) {
        *item = value_absent();
        return true;
    }
    size_t start = iterator->index++;
    while (iterator->index < string->length && ((unsigned char)string->bytes[iterator->index] & 0xC0) == 0x80)
        iterator->index++;
    return python_string(interpreter, string->bytes + start, iterator->index - start, item);
}

static bool bytes_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    (void)interpreter;
    const String *bytes = iterator->source.string;
    *item =
        iterator->index < bytes->length ? value_int((unsigned char)bytes->bytes[iterator->index++]) : value_absent();
    return true;
}

/* A RuntimeError if its size changed during iteration. */
static bool has_changed(Interpreter *interpreter, Iterator *iterator)
{
    const Dict *dict = iterator->source.dict;
    if (!iterator->size)
        iterator->size = dict->count + 1;
    if (iterator->size == dict->count + 1)
        return false;
    return !python_raise(interpreter, "RuntimeError", "%s changed size during iteration",
                         dict->header.kind == VALUE_DICT ? "dictionary" : "Set");
}

/* The number of entries at the start is the limit: one more means that keys were replaced. */
bool dict_iterator_is_unchanged(Interpreter *interpreter, Iterator *iterator)
{
    return iterator->source.kind != VALUE_DICT || ++iterator->taken < iterator->size ||
           python_raise(interpreter, "RuntimeError", "dictionary keys changed during iteration");
}

static bool dict_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    const Dict *dict = iterator->source.dict;
    if (has_changed(interpreter, iterator))
        return false;
    while (iterator->index < dict->used && !value_given(dict->entries[iterator->index].key))
        iterator->index++;
    *item = iterator->index < dict->used ? dict->entries[iterator->index++].key : value_absent();
    return !value_given(*item) || dict_iterator_is_unchanged(interpreter, iterator);
}

/* `extra` holds the items of a set of integers in CPython's order. */
static bool ordered_set_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    if (has_changed(interpreter, iterator))
        return false;
    const List *items = iterator->extra.list;
    *item = iterator->index < items->count ? items->items[iterator->index++] : value_absent();
    return true;
}

static bool range_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    (void)interpreter;
    const Range *range = (Range *)iterator->source.object;
    int64_t next = range->start + (int64_t)iterator->index * range->step;
    bool inside = range->step > 0 ? next < range->stop : next > range->stop;
    *item = inside ? value_int(next) : value_absent();
    iterator->index += inside;
    return true;
}

/* Iterates by __getitem__(0), (1), ... until an IndexError. */
static bool sequence_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    if (subscript_get(interpreter, iterator->source, value_int((int64_t)iterator->index), item)) {
        iterator->index++;
        return true;
    }
    *item = value_absent();
    return exception_swallow(interpreter, "IndexError") || exception_swallow(interpreter, "StopIteration");
}

static bool is_iterator(Interpreter *interpreter, Value value)
{
    if (value.kind == VALUE_INSTANCE || value.kind == VALUE_CLASS)
        return value_given(special_method(interpreter, value, "__next__"));
    bool has_next = value.kind == VALUE_ITERATOR || value.kind == VALUE_GENERATOR || value.kind == VALUE_OPAQUE;
    for (const NativeClass *type = value.kind == VALUE_NATIVE ? value.native->type : NULL; type; type = type->base)
        has_next |= type->next != NULL;
    return has_next;
}

static bool is_not_iterable(Interpreter *interpreter, Value value)
{
    return python_raise(interpreter, "TypeError", "'%s' object is not iterable", python_type_name(interpreter, value));
}

typedef struct KindIterator {
    IteratorStep *step;
    const char *type;
} KindIterator;

static const KindIterator kind_iterators[VALUE_KIND_COUNT] = {
    [VALUE_LIST] = {list_step, "list_iterator"},     [VALUE_TUPLE] = {list_step, "tuple_iterator"},
    [VALUE_STRING] = {string_step, "str_iterator"},  [VALUE_BYTES] = {bytes_step, "bytes_iterator"},
    [VALUE_DICT] = {dict_step, "dict_keyiterator"},  [VALUE_SET] = {dict_step, "set_iterator"},
    [VALUE_FROZENSET] = {dict_step, "set_iterator"}, [VALUE_RANGE] = {range_step, "range_iterator"},
};

/* The result of __iter__(), or an iterator over __getitem__(). *iterator is ABSENT if the object has neither. */
static bool script_iterator(Interpreter *interpreter, Value iterable, Value *result)
{
    Value method = special_method(interpreter, iterable, "__iter__");
    *result = value_absent();
    if (value_is_none(method))
        return is_not_iterable(interpreter, iterable);
    if (value_given(method)) {
        if (!python_call_special(interpreter, method, iterable, result))
            return false;
        return is_iterator(interpreter, *result) ||
               python_raise(interpreter, "TypeError", "iter() returned non-iterator of type '%s'",
                            value_type_name(*result));
    }
    bool is_derived = value_plain(iterable).kind != iterable.kind;
    if (is_derived && kind_iterators[value_plain(iterable).kind].step)
        return python_iterator(interpreter, value_plain(iterable), result);
    Iterator *iterator;
    if (!value_given(special_method(interpreter, iterable, "__getitem__")))
        return true;
    if (!iterator_make(interpreter, sequence_step, iterable, &iterator))
        return false;
    iterator->type = "iterator";
    *result = value_object(iterator);
    return true;
}

bool python_iterator(Interpreter *interpreter, Value iterable, Value *result)
{
    IteratorStep *step = kind_iterators[iterable.kind].step;
    if (iterable.kind == VALUE_RANGE && range_is_wide(iterable))
        return range_call(interpreter, "items", iterable, value_absent(), result);
    if (step) {
        Iterator *iterator;
        if (!iterator_make(interpreter, step, iterable, &iterator))
            return false;
        bool is_ascii = iterable.kind == VALUE_STRING && iterable.string->count == iterable.string->length;
        iterator->type = is_ascii ? "str_ascii_iterator" : kind_iterators[iterable.kind].type;
        *result = value_object(iterator);
        if (step != dict_step)
            return true;
        iterator->size = iterable.dict->count + 1;
        if (iterable.kind == VALUE_DICT)
            return true;
        python_push(interpreter, *result);
        bool done = set_in_order(interpreter, iterable, &iterator->extra);
        interpreter->stack_count--;
        if (value_given(iterator->extra))
            iterator->step = ordered_set_step;
        return done;
    }
    *result = iterable;
    if (iterable.kind == VALUE_ITERATOR || iterable.kind == VALUE_GENERATOR)
        return true;
    if (iterable.kind == VALUE_NATIVE) {
        for (const NativeClass *type = iterable.native->type; type; type = type->base) {
            if (type->iterate)
                return type->iterate(interpreter, iterable, result);
            if (type->next)
                return true;
        }
        if (iterable.native->is_tuple)
            return python_iterator(interpreter, value_plain(iterable), result);
    }
    if (iterable.kind == VALUE_INSTANCE || iterable.kind == VALUE_CLASS) {
        if (!script_iterator(interpreter, iterable, result))
            return false;
        if (value_given(*result))
            return true;
    }
    if (iterable.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "iterating over '%s', %s", ((Opaque *)iterable.object)->path,
                             python_unknown_origin(interpreter, ((Opaque *)iterable.object)->path));
    return is_not_iterable(interpreter, iterable);
}

static bool instance_next(Interpreter *interpreter, Value iterator, Value *item)
{
    Value method = class_lookup(iterator.instance->class_, python_intern(interpreter, "__next__"));
    if (!value_given(method))
        return python_raise(interpreter, "TypeError", "'%s' object is not an iterator",
                            iterator.instance->class_->name);
    if (python_call_positional(interpreter, method, &iterator, 1, item))
        return true;
    *item = value_absent();
    return exception_swallow(interpreter, "StopIteration");
}

static bool next_of(Interpreter *interpreter, Value iterator, Value *item)
{
    if (iterator.kind == VALUE_ITERATOR) {
        *item = value_absent();
        if (iterator.iterator->finished)
            return true;
        if (!iterator.iterator->step(interpreter, iterator.iterator, item))
            return false;
        iterator.iterator->finished = !value_given(*item);
        return true;
    }
    if (iterator.kind == VALUE_GENERATOR)
        return generator_resume(interpreter, (Generator *)iterator.object, value_none(), item);
    if (iterator.kind == VALUE_NATIVE)
        for (const NativeClass *type = iterator.native->type; type; type = type->base)
            if (type->next)
                return type->next(interpreter, iterator, item);
    if (iterator.kind == VALUE_INSTANCE)
        return instance_next(interpreter, iterator, item);
    return python_raise(interpreter, "TypeError", "'%s' object is not an iterator",
                        python_type_name(interpreter, iterator));
}

bool python_next(Interpreter *interpreter, Value iterator, Value *item)
{
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, iterator);
    bool done = python_enter(interpreter) && next_of(interpreter, iterator, item);
    python_leave(interpreter);
    python_stack_reset(interpreter, mark);
    return done;
}

/* Iterating over these runs no code of the script. */
static bool is_scalar(Value value)
{
    return value.kind <= VALUE_BYTES;
}

static bool has_scalars_alone(Value container)
{
    bool all = true;
    for (size_t i = 0; container.kind == VALUE_LIST && all && i < container.list->count; i++)
        all = is_scalar(container.list->items[i]);
    for (size_t i = 0; container.kind == VALUE_DICT && all && i < container.dict->used; i++)
        all = is_scalar(container.dict->entries[i].key) && is_scalar(container.dict->entries[i].value);
    return all;
}

bool python_copy_items(Interpreter *interpreter, Value *container)
{
    Value copy = *container;
    if (!has_scalars_alone(copy) &&
        !(copy.kind == VALUE_LIST ? python_list(interpreter, copy.list->items, copy.list->count, &copy)
                                  : dict_copy(interpreter, copy, &copy)))
        return false;
    python_push(interpreter, copy);
    *container = copy;
    return true;
}

bool python_collect(Interpreter *interpreter, Value iterable, Value *list)
{
    if (iterable.kind == VALUE_NATIVE)
        iterable = value_plain(iterable);
    if (value_is_sequence(iterable)) {
        if (!python_list(interpreter, iterable.list->items, iterable.list->count, list))
            return false;
        python_push(interpreter, *list);
        return true;
    }
    Value iterator, item, collected;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, iterable);
    if (!python_iterator(interpreter, iterable, &iterator))
        return false;
    python_push(interpreter, iterator);
    if (!python_list(interpreter, NULL, 0, &collected))
        return false;
    python_push(interpreter, collected);
    for (;;) {
        if (!interpreter_tick(interpreter) || !python_next(interpreter, iterator, &item))
            return false;
        if (!value_given(item))
            break;
        if (!list_append(interpreter, collected.list, item))
            return false;
    }
    python_stack_reset(interpreter, mark);
    python_push(interpreter, collected);
    *list = collected;
    return true;
}

bool may_iterate(Interpreter *interpreter, Value value)
{
    ValueKind inside = value_plain(value).kind;
    bool may = value.kind != VALUE_INSTANCE || (inside > VALUE_NOT_IMPLEMENTED && inside != VALUE_INSTANCE) ||
               value_given(special_method(interpreter, value, "__iter__")) ||
               value_given(special_method(interpreter, value, "__getitem__"));
    bool is_plain = value.kind <= VALUE_NOT_IMPLEMENTED || value.kind == VALUE_BIG_INTEGER ||
                    value.kind == VALUE_FUNCTION || value.kind == VALUE_BUILTIN || value.kind == VALUE_METHOD;
    return may && !is_plain;
}

/* Adds to the error what was to be unpacked, when the value is not iterable. */
bool collect_to_unpack(Interpreter *interpreter, Value value, const char *message, Value *items)
{
    if (!may_iterate(interpreter, value))
        return python_raise(interpreter, "TypeError", message, python_type_name(interpreter, value));
    return python_collect(interpreter, value, items);
}

bool push_unpacked(Interpreter *interpreter, Value iterable)
{
    Value items;
    size_t mark = python_stack_mark(interpreter);
    if (!collect_to_unpack(interpreter, iterable, "Value after * must be an iterable, not %s", &items))
        return false;
    python_stack_reset(interpreter, mark);
    for (size_t i = 0; i < items.list->count; i++)
        python_push(interpreter, items.list->items[i]);
    return true;
}

/* Iterators of a kind have a class of their own, named as CPython's. */
Class *iterator_class(Interpreter *interpreter, Value value)
{
    char key[64];
    const char *name = value.iterator->type;
    if (!name) /* a generator expression */
        return python_class_of(interpreter, (Value){.kind = VALUE_GENERATOR});
    snprintf(key, sizeof key, "builtins.%s", name);
    Class *class_ = map_get(&interpreter->native_classes, key);
    if (class_)
        return class_;
    class_ = class_new(interpreter, name, &interpreter->object_class, 1);
    class_->builtin_kind = VALUE_ITERATOR;
    class_->module = "builtins";
    map_set(interpreter->arena, &interpreter->native_classes, arena_format(interpreter->arena, "%s", key), class_);
    return class_;
}

/* In CPython some iterators are objects of classes that are functions here, or written in Python here. */
static bool has_other_class(Interpreter *interpreter, Value value)
{
    if (value.kind == VALUE_ITERATOR && value.iterator->type)
        return value_given(names_get(&interpreter->builtins, python_intern(interpreter, value.iterator->type)));
    if (value.kind != VALUE_GENERATOR)
        return false;
    const Function *function = ((const Generator *)value.object)->function;
    const Module *asking = interpreter->frame ? interpreter->frame->module : NULL;
    bool is_asked_by_library = asking && asking->file && asking->file->is_library;
    return function && function->module->file && function->module->file->is_library && !is_asked_by_library;
}

/* Of CPython's class async_generator, which has other methods. */
bool is_async_generator(Value value)
{
    const Function *function = value.kind == VALUE_GENERATOR ? ((const Generator *)value.object)->function : NULL;
    return function && function->node->function->is_async;
}

bool python_type_of(Interpreter *interpreter, Value value, Value *result)
{
    if (is_async_generator(value))
        return python_refuse(interpreter, "the class of an async generator");
    if (has_other_class(interpreter, value))
        return python_refuse(interpreter, "the class of an iterator that limbeck provides");
    *result = value_object(python_class_of(interpreter, value));
    return true;
}
