/* Views of a dictionary: they follow its changes; keys and items are compared and combined as sets. */
#include "dict_views.h"
#include "limbeck/python/runtime/ranges.h"

#include <string.h>

/* A view of an OrderedDict has a class below that of a dict's. */
static bool is_of(Value value, const NativeClass *class_)
{
    return value.kind == VALUE_NATIVE && (value.native->type == class_ || value.native->type->base == class_);
}

static View view_of(Value self)
{
    return is_of(self, &dict_keys_class) ? VIEW_KEYS : is_of(self, &dict_values_class) ? VIEW_VALUES : VIEW_ITEMS;
}

static bool is_view(Value value)
{
    return is_of(value, &dict_keys_class) || is_of(value, &dict_items_class);
}

static bool view_item(Interpreter *interpreter, View view, const DictEntry *entry, Value *item)
{
    const Value pair[2] = {entry->key, entry->value};
    *item = view == VIEW_KEYS ? entry->key : entry->value;
    return view != VIEW_ITEMS || python_tuple(interpreter, pair, 2, item);
}

static bool view_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    const Dict *dict = iterator->source.dict;
    if (iterator->size != dict->count + 1)
        return python_raise(interpreter, "RuntimeError", "dictionary changed size during iteration");
    while (iterator->index < dict->used && !value_given(dict->entries[iterator->index].key))
        iterator->index++;
    *item = value_absent();
    return iterator->index >= dict->used ||
           (dict_iterator_is_unchanged(interpreter, iterator) &&
            view_item(interpreter, (View)iterator->extra.integer, &dict->entries[iterator->index++], item));
}

static bool view_iterate(Interpreter *interpreter, Value self, Value *result)
{
    Iterator *iterator;
    if (!iterator_make(interpreter, view_step, self.native->slots[0], &iterator))
        return false;
    static const char *const types[] = {"dict_keyiterator", "dict_valueiterator", "dict_itemiterator"};
    iterator->type = types[view_of(self)];
    iterator->extra = value_int(view_of(self));
    iterator->size = self.native->slots[0].dict->count + 1;
    *result = value_object(iterator);
    return true;
}

static bool view_length(Interpreter *interpreter, Value self, size_t *length)
{
    (void)interpreter;
    *length = self.native->slots[0].dict->count;
    return true;
}

static bool view_contains(Interpreter *interpreter, Value self, Value item, bool *contains)
{
    const Dict *dict = self.native->slots[0].dict;
    Value plain = value_plain(item), found;
    *contains = false;
    if (view_of(self) == VIEW_ITEMS) {
        if (plain.kind != VALUE_TUPLE || plain.list->count != 2)
            return true;
        return dict_get(interpreter, dict, plain.list->items[0], &found) &&
               (!value_given(found) || python_same_or_equal(interpreter, found, plain.list->items[1], contains));
    }
    if (view_of(self) == VIEW_KEYS) {
        bool done = dict_get(interpreter, dict, item, &found);
        *contains = value_given(found);
        return done;
    }
    Value list;
    size_t mark = python_stack_mark(interpreter);
    bool done = python_collect(interpreter, self, &list);
    for (size_t i = 0; done && !*contains && i < list.list->count; i++)
        done = python_same_or_equal(interpreter, list.list->items[i], item, contains);
    python_stack_reset(interpreter, mark);
    return done;
}

static bool contains_all(Interpreter *interpreter, Value view, Value of, bool *holds)
{
    Value items, found;
    if (!python_collect(interpreter, of, &items))
        return false;
    *holds = true;
    for (size_t i = 0; *holds && i < items.list->count; i++)
        if (!python_compare(interpreter, OPERATOR_IN, items.list->items[i], view, &found) ||
            !python_truth(interpreter, found, holds))
            return false;
    return true;
}

/* Compares the counts, then checks that one side contains all items of the other; values need not be hashable. */
static bool view_compare(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                         bool *handled)
{
    const Value sides[2] = {left, right};
    size_t counts[2];
    for (size_t i = 0; i < 2; i++) {
        ValueKind kind = value_plain(sides[i]).kind;
        if (!is_view(sides[i]) && kind != VALUE_SET && kind != VALUE_FROZENSET)
            return true;
    }
    *handled = true;
    if (!python_length(interpreter, left, &counts[0]) || !python_length(interpreter, right, &counts[1]))
        return false;
    bool greater = operator_ == OPERATOR_GREATER || operator_ == OPERATOR_GREATER_EQUAL, holds = false;
    bool strict = operator_ == OPERATOR_GREATER || operator_ == OPERATOR_LESS;
    bool equals = operator_ == OPERATOR_EQUAL || operator_ == OPERATOR_NOT_EQUAL;
    size_t inner = counts[greater], outer = counts[!greater];
    bool fits = equals ? inner == outer : strict ? inner < outer : inner <= outer;
    size_t mark = python_stack_mark(interpreter);
    if (fits && !contains_all(interpreter, sides[!greater], sides[greater], &holds))
        return false;
    python_stack_reset(interpreter, mark);
    *result = value_bool(holds != (operator_ == OPERATOR_NOT_EQUAL));
    return true;
}

static bool view_binary(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                        bool *handled)
{
    Value sets[2];
    bool is_of_sets = operator_ == OPERATOR_BIT_AND || operator_ == OPERATOR_BIT_OR || operator_ == OPERATOR_BIT_XOR ||
                      operator_ == OPERATOR_SUBTRACT;
    if (!is_of_sets || right.kind < VALUE_STRING)
        return true;
    size_t mark = python_stack_mark(interpreter);
    *handled = true;
    bool done = set_of_items(interpreter, left, &sets[0]) && set_of_items(interpreter, right, &sets[1]);
    if (done && sets[0].kind == VALUE_FROZENSET) { /* a view makes a set of it */
        done = dict_copy(interpreter, sets[0], &sets[0]);
        sets[0].object->kind = VALUE_SET;
        sets[0].kind = VALUE_SET;
        python_push(interpreter, sets[0]);
    }
    done = done && python_binary(interpreter, operator_, sets[0], sets[1], result);
    python_stack_reset(interpreter, mark);
    return done;
}

static bool view_text(Interpreter *interpreter, Value self, Text *out)
{
    Value list;
    size_t mark = python_stack_mark(interpreter);
    for (const Showing *at = interpreter->showing; at; at = at->outer)
        if (at->object == self.object) {
            text_append(out, "..."); /* it contains itself */
            return true;
        }
    if (!python_enter(interpreter) || !python_collect(interpreter, self, &list))
        return false;
    Showing here_ = {interpreter->showing, self.object};
    interpreter->showing = &here_;
    text_append_format(out, "%s(", self.native->type->name);
    bool done = python_repr(interpreter, list, out);
    text_append_char(out, ')');
    interpreter->showing = here_.outer;
    python_leave(interpreter);
    python_stack_reset(interpreter, mark);
    return done;
}

static bool view_isdisjoint(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value items;
    bool shared = false;
    if (!python_collect(interpreter, argument_at(arguments, 0), &items))
        return false;
    for (size_t i = 0; !shared && i < items.list->count; i++)
        if (!view_contains(interpreter, self, items.list->items[i], &shared))
            return false;
    *result = value_bool(!shared);
    return true;
}

static bool view_contains_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_bool(false);
    return view_contains(interpreter, self, argument_at(arguments, 0), &result->boolean);
}

static bool view_length_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    *result = value_int((int64_t)self.native->slots[0].dict->count);
    return true;
}

static bool view_iterate_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return view_iterate(interpreter, self, result);
}

#define VIEW_METHODS                                                                                                   \
    {"__contains__", view_contains_method, TAKES(1, 1)}, {"__len__", view_length_method, TAKES(0, 0)},                 \
    {                                                                                                                  \
        "__iter__", view_iterate_method, TAKES(0, 0)                                                                   \
    }
static const NativeMember set_like_methods[] = {
    VIEW_METHODS, {"isdisjoint", view_isdisjoint, TAKES(1, 1)}, {NULL, NULL}};
static const NativeMember values_methods[] = {
    {"__len__", view_length_method, TAKES(0, 0)}, {"__iter__", view_iterate_method, TAKES(0, 0)}, {NULL, NULL}};

#define VIEW_CLASS(class_name, base_class, table, compares, combines)                                                  \
    {                                                                                                                  \
        .name = (class_name), .base = (base_class), .module = "builtins", .methods = (table), .length = view_length,   \
        .is_unhashable = (compares) != NULL, .iterate = view_iterate, .contains = view_contains,                       \
        .compare = (compares), .binary = (combines), .text = view_text                                                 \
    }

const NativeClass dict_keys_class = VIEW_CLASS("dict_keys", NULL, set_like_methods, view_compare, view_binary);
const NativeClass dict_items_class = VIEW_CLASS("dict_items", NULL, set_like_methods, view_compare, view_binary);
const NativeClass dict_values_class = VIEW_CLASS("dict_values", NULL, values_methods, NULL, NULL);
static const NativeClass ordered_classes[] = {
    [VIEW_KEYS] = VIEW_CLASS("odict_keys", &dict_keys_class, set_like_methods, view_compare, view_binary),
    [VIEW_VALUES] = VIEW_CLASS("odict_values", &dict_values_class, values_methods, NULL, NULL),
    [VIEW_ITEMS] = VIEW_CLASS("odict_items", &dict_items_class, set_like_methods, view_compare, view_binary)};

bool view_of_ordered(Interpreter *interpreter, Value view, Value *result)
{
    if (!native_new_with_slots(interpreter, &ordered_classes[view_of(view)], 1, result))
        return false;
    result->native->slots[0] = view.native->slots[0];
    return true;
}
