/* Binary operators, without comparison. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include <stdio.h>
#include <string.h>

/* ---- sequences and sets -------------------------------------------------------- */

static bool concatenate(Interpreter *interpreter, Value left, Value right, Value *result)
{
    if (left.kind == VALUE_STRING || left.kind == VALUE_BYTES) {
        String *both = string_new(interpreter, left.kind, left.string->length + right.string->length);
        if (!both)
            return false;
        memcpy(both->bytes, left.string->bytes, left.string->length);
        memcpy(both->bytes + left.string->length, right.string->bytes, right.string->length);
        both->count = left.string->count + right.string->count;
        *result = value_object(both);
        return true;
    }
    bool made = left.kind == VALUE_LIST ? python_list(interpreter, left.list->items, left.list->count, result)
                                        : python_tuple(interpreter, left.list->items, left.list->count, result);
    for (size_t i = 0; made && i < right.list->count; i++)
        made = list_append(interpreter, result->list, right.list->items[i]);
    return made;
}

static bool repeat_text(Interpreter *interpreter, const String *unit, size_t times, Value *result)
{
    String *string = string_new(interpreter, unit->header.kind, unit->length * times);
    if (!string)
        return false;
    for (size_t i = 0; i < times; i++)
        memcpy(string->bytes + i * unit->length, unit->bytes, unit->length);
    string->count = unit->count * times;
    *result = value_object(string);
    return true;
}

static bool repeat(Interpreter *interpreter, Value sequence, Value by, Value *result)
{
    int64_t times;
    if (!integer_small(interpreter, by, "OverflowError", "cannot fit 'int' into an index-sized integer", &times))
        return false;
    size_t count = times > 0 ? (size_t)times : 0;
    bool text = sequence.kind == VALUE_STRING || sequence.kind == VALUE_BYTES;
    size_t unit = text ? sequence.string->length : sequence.list->count * sizeof(Value);
    if (unit && count > SIZE_MAX / 4 / unit)
        return heap_reserve(interpreter, SIZE_MAX / 2);
    if (text)
        return repeat_text(interpreter, sequence.string, unit ? count : 0, result);
    if (!python_charge(interpreter, unit * count) || !heap_reserve(interpreter, 2 * unit * count))
        return false;
    if (!(sequence.kind == VALUE_LIST ? python_list : python_tuple)(interpreter, NULL, 0, result))
        return false;
    for (size_t i = 0; unit && i < count; i++)
        for (size_t k = 0; k < sequence.list->count; k++)
            if (!list_append(interpreter, result->list, sequence.list->items[k]))
                return false;
    return true;
}

/* The entries of a dictionary or set in order; a set of integers in CPython's order. */
typedef bool EntryTaker(Interpreter *interpreter, void *state, const DictEntry *entry);

static bool each_entry(Interpreter *interpreter, Value source, EntryTaker *take, void *state)
{
    Value ordered = value_absent();
    size_t mark = python_stack_mark(interpreter);
    if (!python_charge(interpreter, source.dict->used * ITEM_UNITS) ||
        (source.kind != VALUE_DICT && !set_in_order(interpreter, source, &ordered)))
        return false;
    python_push(interpreter, ordered);
    size_t count = value_given(ordered) ? ordered.list->count : source.dict->used;
    for (size_t i = 0; i < count && (value_given(ordered) || i < source.dict->used); i++) {
        size_t inner = python_stack_mark(interpreter);
        DictEntry entry = {0}; /* a copy, since hashing keys may run code that changes the source */
        if (value_given(ordered))
            entry = (DictEntry){ordered.list->items[i], value_none(), 0};
        else
            entry = source.dict->entries[i];
        if (!value_given(entry.key))
            continue;
        python_push(interpreter, entry.key);
        python_push(interpreter, entry.value);
        if (!take(interpreter, state, &entry))
            return false;
        python_stack_reset(interpreter, inner);
    }
    python_stack_reset(interpreter, mark);
    return true;
}

typedef struct EntryCopy {
    Dict *target;
    const Dict *filter; /* NULL: all */
    bool wanted;
} EntryCopy;

static bool take_copy(Interpreter *interpreter, void *state, const DictEntry *entry)
{
    const EntryCopy *copy = state;
    Value found = value_none();
    if (copy->filter && !dict_get(interpreter, copy->filter, entry->key, &found))
        return false;
    return (copy->filter && value_given(found) != copy->wanted) ||
           dict_set(interpreter, copy->target, entry->key, entry->value);
}

static bool copy_entries(Interpreter *interpreter, Dict *target, Value source, const Dict *filter, bool wanted)
{
    EntryCopy copy = {target, filter, wanted};
    return each_entry(interpreter, source, take_copy, &copy);
}

/* For the symmetric difference. */
static bool take_toggle(Interpreter *interpreter, void *state, const DictEntry *entry)
{
    Value removed;
    return dict_remove(interpreter, state, entry->key, &removed) &&
           (value_given(removed) || dict_set(interpreter, state, entry->key, value_none()));
}

static bool set_operation(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                          bool *handled)
{
    *handled = operator_ == OPERATOR_BIT_OR ||
               (left.kind != VALUE_DICT &&
                (operator_ == OPERATOR_BIT_AND || operator_ == OPERATOR_SUBTRACT || operator_ == OPERATOR_BIT_XOR));
    if (!*handled)
        return true;
    if (operator_ == OPERATOR_SUBTRACT && left.dict->count / 4 > right.dict->count)
        return set_without(interpreter, left, right, result);
    bool is_dict = left.kind == VALUE_DICT,
         begins_empty = operator_ == OPERATOR_BIT_AND || operator_ == OPERATOR_SUBTRACT;
    const Value first = operator_ == OPERATOR_BIT_XOR ? right : left,
                other = operator_ == OPERATOR_BIT_XOR ? left : right;
    bool made = is_dict        ? dict_copy(interpreter, left, result)
                : begins_empty ? python_set(interpreter, left.kind, result)
                               : set_clone(interpreter, first, left.kind, result);
    if (!made)
        return false;
    python_push(interpreter, *result); /* the operation's end resets the stack */
    python_push(interpreter, left);
    python_push(interpreter, right);
    switch (operator_) {
    case OPERATOR_BIT_OR:
        return (is_dict || set_make_room(interpreter, *result, right.dict->count)) &&
               copy_entries(interpreter, result->dict, right, NULL, true);
    case OPERATOR_BIT_AND: { /* iterates over the smaller one */
        bool swaps = right.dict->count > left.dict->count;
        return copy_entries(interpreter, result->dict, swaps ? left : right, swaps ? right.dict : left.dict, true);
    }
    case OPERATOR_SUBTRACT:
        return copy_entries(interpreter, result->dict, left, right.dict, false);
    default:
        return each_entry(interpreter, other, take_toggle, result->dict);
    }
}

/* ---- dispatch --------------------------------------------------------------------- */

static bool native_operation(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                             bool *handled)
{
    const Value sides[2] = {left, right};
    for (size_t i = 0; i < 2; i++) {
        if (sides[i].kind != VALUE_NATIVE)
            continue;
        for (const NativeClass *type = sides[i].native->type; type; type = type->base) {
            if (!type->binary)
                continue;
            if (!type->binary(interpreter, operator_, left, right, result, handled))
                return false;
            if (*handled)
                return true;
        }
    }
    return true;
}

static const char *const operator_names[OPERATOR_COUNT] = {
    [OPERATOR_ADD] = "add",
    [OPERATOR_SUBTRACT] = "sub",
    [OPERATOR_MULTIPLY] = "mul",
    [OPERATOR_DIVIDE] = "truediv",
    [OPERATOR_FLOOR_DIVIDE] = "floordiv",
    [OPERATOR_MODULO] = "mod",
    [OPERATOR_POWER] = "pow",
    [OPERATOR_BIT_AND] = "and",
    [OPERATOR_BIT_OR] = "or",
    [OPERATOR_BIT_XOR] = "xor",
    [OPERATOR_MATRIX_MULTIPLY] = "matmul",
    [OPERATOR_SHIFT_LEFT] = "lshift",
    [OPERATOR_SHIFT_RIGHT] = "rshift",
};

/* The operator method of a script's class; `pattern` is "__%s__", "__r%s__" or "__i%s__". */
static bool call_operator(Interpreter *interpreter, Operator operator_, const char *pattern, const Value operands[2],
                          Value *result, bool *handled)
{
    char name[32];
    const Class *class_ = operands[0].kind == VALUE_INSTANCE ? operands[0].instance->class_
                          : operands[0].kind == VALUE_CLASS  ? operands[0].class_->meta
                                                             : NULL;
    if (!class_ || !operator_names[operator_])
        return true;
    snprintf(name, sizeof name, pattern, operator_names[operator_]);
    Value method = class_lookup(class_, python_intern(interpreter, name));
    if (!value_given(method))
        return true;
    bool called = python_call_positional(interpreter, method, operands, 2, result);
    *handled = called && result->kind != VALUE_NOT_IMPLEMENTED;
    return called;
}

/* Whether the right side's class is derived from the left side's and overrides the reflected method: then it is
 * called first. */
bool right_side_is_first(Interpreter *interpreter, Value left, Value right, const char *name)
{
    const Class *class_ = python_class_of(interpreter, left);
    if (right.kind != VALUE_INSTANCE || right.instance->class_ == class_ ||
        !class_derives(right.instance->class_, class_))
        return false;
    name = python_intern(interpreter, name);
    Value own = special_lookup(right.instance->class_, name), base = special_lookup(class_, name);
    return value_given(own) && (own.kind != base.kind || own.object != base.object);
}

static bool script_operation(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                             bool *handled)
{
    const Value there[2] = {left, right}, back[2] = {right, left};
    char name[32];
    bool has_class = left.kind == VALUE_CLASS || right.kind == VALUE_CLASS;
    if (left.kind != VALUE_INSTANCE && right.kind != VALUE_INSTANCE && !has_class)
        return true;
    bool is_same_class =
        left.kind == VALUE_INSTANCE && left.kind == right.kind && left.instance->class_ == right.instance->class_;
    if (is_same_class || !operator_names[operator_])
        return call_operator(interpreter, operator_, "__%s__", there, result, handled);
    snprintf(name, sizeof name, "__r%s__", operator_names[operator_]);
    bool is_back_first = right_side_is_first(interpreter, left, right, name);
    if (is_back_first && (!call_operator(interpreter, operator_, "__r%s__", back, result, handled) || *handled))
        return *handled;
    return call_operator(interpreter, operator_, "__%s__", there, result, handled) &&
           (*handled || is_back_first || call_operator(interpreter, operator_, "__r%s__", back, result, handled));
}

/* int | None, list[str]: implemented in typing.py. */
bool typing_call(Interpreter *interpreter, const char *name, const Value operands[2], Value *result)
{
    Value typing, make;
    return python_import(interpreter, "typing", &typing) && python_get_attribute(interpreter, typing, name, &make) &&
           python_call_positional(interpreter, make, operands, 2, result);
}

static bool is_repeatable(Value value)
{
    return value.kind == VALUE_STRING || value.kind == VALUE_BYTES || value_is_sequence(value);
}

/* The TypeError of sequences has its own wording. */
static bool wrong_operands(Interpreter *interpreter, Operator operator_, Value left, Value right)
{
    const char *names[2] = {python_type_name(interpreter, left), python_type_name(interpreter, right)};
    const char *kind = python_type_name(interpreter, value_plain(left));
    if (operator_ == OPERATOR_ADD && value_plain(left).kind == VALUE_BYTES)
        return python_raise(interpreter, "TypeError", "can't concat %s to bytes", names[1]);
    if (operator_ == OPERATOR_ADD && is_repeatable(value_plain(left)))
        return python_raise(interpreter, "TypeError", "can only concatenate %s (not \"%s\") to %s", kind, names[1],
                            kind);
    if (operator_ == OPERATOR_MULTIPLY && (is_repeatable(value_plain(left)) || is_repeatable(value_plain(right))))
        return python_raise(interpreter, "TypeError", "can't multiply sequence by non-int of type '%s'",
                            names[is_repeatable(value_plain(left))]);
    return python_raise(interpreter, "TypeError", "unsupported operand type(s) for %s: '%s' and '%s'",
                        operator_ == OPERATOR_POWER ? "** or pow()" : operator_symbol(operator_), names[0], names[1]);
}

/* The built-in values do not support the operator: the message names the classes of the objects that contain them.
 * */
static bool failed_for_kinds(Interpreter *interpreter, bool of_sequences)
{
    static const char *const wrong[] = {"unsupported operand type(s) for", "can only concatenate ", "can't concat ",
                                        "can't multiply sequence by "};
    if (python_refused(interpreter) || interpreter->raised.kind != VALUE_INSTANCE)
        return false;
    Value words = names_get(&interpreter->raised.instance->names, python_intern(interpreter, "args"));
    bool is_it = words.kind == VALUE_TUPLE && words.list->count == 1 && words.list->items[0].kind == VALUE_STRING;
    bool is_known = false;
    for (size_t i = 0; is_it && i < (of_sequences ? sizeof wrong / sizeof *wrong : 1); i++)
        is_known |= text_starts_with(words.list->items[0].string->bytes, wrong[i]);
    return is_known && exception_swallow(interpreter, "TypeError");
}

/* Integers of 64 bits, which loops count with; false where it needs more, or is another operator. */
static bool add_small(Operator operator_, Value left, Value right, Value *result)
{
    if (left.kind != VALUE_INT || right.kind != VALUE_INT || operator_ > OPERATOR_SUBTRACT)
        return false;
    result->kind = VALUE_INT;
    return operator_ == OPERATOR_ADD ? !__builtin_add_overflow(left.integer, right.integer, &result->integer)
                                     : !__builtin_sub_overflow(left.integer, right.integer, &result->integer);
}

bool python_binary(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result)
{
    if (add_small(operator_, left, right, result))
        return true;
    bool handled = false;
    bool are_numbers = (value_is_number(left) || left.kind == VALUE_BIG_INTEGER) &&
                       (value_is_number(right) || right.kind == VALUE_BIG_INTEGER);
    if (are_numbers && operator_ != OPERATOR_MATRIX_MULTIPLY) {
        bool bits = operator_ >= OPERATOR_SHIFT_LEFT && operator_ <= OPERATOR_BIT_XOR;
        if (!bits || (left.kind != VALUE_FLOAT && right.kind != VALUE_FLOAT))
            return number_operation(interpreter, operator_, left, right, result);
    }
    if (is_run_number(left) || is_run_number(right)) {
        if (!run_numbers_combine(interpreter, operator_, left, right, result, &handled))
            return false;
        if (handled)
            return true;
        Value number = is_run_number(left) ? left : right;
        return python_refuse(interpreter, "'%s' with '%s', %s", operator_symbol(operator_), python_opaque_path(number),
                             opaque_because(interpreter, number));
    }
    bool joins_text = operator_ == OPERATOR_ADD || operator_ == OPERATOR_MODULO;
    if (joins_text && !interpreter->strict && (left.kind == VALUE_OPAQUE || right.kind == VALUE_OPAQUE)) {
        *result = left.kind == VALUE_OPAQUE ? left : right; /* the same rule as for an f-string */
        return true;
    }
    if (left.kind == VALUE_OPAQUE || right.kind == VALUE_OPAQUE) {
        const Opaque *opaque = (Opaque *)(left.kind == VALUE_OPAQUE ? left.object : right.object);
        if (operator_ == OPERATOR_BIT_OR) /* X | None, in a type alias */
            return python_opaque(interpreter, opaque->path, result);
        return python_refuse(interpreter, "'%s' with '%s', %s", operator_symbol(operator_), opaque->path,
                             python_unknown_origin(interpreter, opaque->path));
    }
    bool joins =
        left.kind == right.kind && (left.kind == VALUE_STRING || left.kind == VALUE_BYTES || value_is_sequence(left));
    if (operator_ == OPERATOR_ADD && joins)
        return concatenate(interpreter, left, right, result);
    bool left_repeats = left.kind == VALUE_STRING || left.kind == VALUE_BYTES || value_is_sequence(left);
    bool right_repeats = right.kind == VALUE_STRING || right.kind == VALUE_BYTES || value_is_sequence(right);
    if (operator_ == OPERATOR_MULTIPLY && left_repeats && value_is_integer(right))
        return repeat(interpreter, left, right, result);
    if (operator_ == OPERATOR_MULTIPLY && right_repeats && value_is_integer(left))
        return repeat(interpreter, right, left, result);
    if (operator_ == OPERATOR_MODULO && interpreter->kinds[left.kind].format) {
        const Mark before = position_mark(interpreter);
        const Arguments values = {.values = &right, .positional = 1};
        return interpreter->kinds[left.kind].format(interpreter, left, right, result) ||
               text_is_unknown(interpreter, &before, left, &values, result);
    }
    if (value_is_mapping_or_set(left) && value_is_mapping_or_set(right) &&
        (left.kind == VALUE_DICT) == (right.kind == VALUE_DICT)) {
        if (!set_operation(interpreter, operator_, left, right, result, &handled))
            return false;
    }
    if (!handled && !native_operation(interpreter, operator_, left, right, result, &handled))
        return false;
    if (!handled && !script_operation(interpreter, operator_, left, right, result, &handled))
        return false;
    bool is_row = left.kind == VALUE_NATIVE || right.kind == VALUE_NATIVE;
    if (!handled && !is_row && (value_plain(left).kind != left.kind || value_plain(right).kind != right.kind))
        return python_binary(interpreter, operator_, value_plain(left), value_plain(right), result) ||
               (failed_for_kinds(interpreter, true) && wrong_operands(interpreter, operator_, left, right));
    bool counts = operator_ == OPERATOR_MULTIPLY && (left_repeats || right_repeats) && !handled;
    if (counts && value_given(special_method(interpreter, left_repeats ? right : left, "__index__"))) {
        Value count;
        return python_index(interpreter, left_repeats ? right : left, &count) &&
               repeat(interpreter, left_repeats ? left : right, count, result);
    }
    if (!handled && operator_ == OPERATOR_BIT_OR && (left.kind == VALUE_CLASS || right.kind == VALUE_CLASS))
        return typing_call(interpreter, "_union", (const Value[2]){left, right}, result);
    return handled || wrong_operands(interpreter, operator_, left, right);
}

static bool extend(Interpreter *interpreter, List *list, Value iterable)
{
    Value items;
    if (!python_collect(interpreter, iterable, &items))
        return false;
    for (size_t i = 0; i < items.list->count; i++)
        if (!list_append(interpreter, list, items.list->items[i]))
            return false;
    return true;
}

/* In-place += of a text or list, which a loop may repeat a hundred thousand times. */
static bool grow_in_place(Interpreter *interpreter, Operator operator_, Value left, Value right, bool *handled)
{
    bool extends = operator_ == OPERATOR_ADD && left.kind == VALUE_LIST;
    bool merges = operator_ == OPERATOR_BIT_OR && left.kind == VALUE_DICT && right.kind == VALUE_DICT;
    bool updates = operator_ == OPERATOR_BIT_OR && left.kind == VALUE_DICT && !merges;
    bool changes_set =
        left.kind == VALUE_SET && (right.kind == VALUE_SET || right.kind == VALUE_FROZENSET) &&
        (operator_ == OPERATOR_BIT_OR || operator_ == OPERATOR_SUBTRACT || operator_ == OPERATOR_BIT_XOR);
    *handled = extends || merges || updates || changes_set;
    if (changes_set)
        return set_augment(interpreter, operator_, left, right);
    if (extends)
        return extend(interpreter, left.list, right);
    if (updates) {
        Value update, ignored;
        return python_get_attribute(interpreter, left, "update", &update) &&
               python_call_positional(interpreter, update, &right, 1, &ignored);
    }
    return !merges || left.dict == right.dict || copy_entries(interpreter, left.dict, right, NULL, true);
}

/* Copies the contents of a result into the same object. */
static void take_contents(Value into, Value from)
{
    if (into.kind == VALUE_LIST) {
        List taken = *from.list;
        *from.list = (List){from.list->header, into.list->items, into.list->count, into.list->capacity};
        *into.list = (List){into.list->header, taken.items, taken.count, taken.capacity};
        return;
    }
    Dict taken = *from.dict, left = *into.dict;
    *from.dict = left;
    from.dict->header = taken.header;
    *into.dict = taken;
    into.dict->header = left.header;
}

bool python_take_set(Interpreter *interpreter, Dict *into, Dict *from)
{
    Value copy = value_object(from);
    if (!dict_copy(interpreter, copy, &copy))
        return false;
    take_contents(value_object(into), copy);
    return true;
}

/* The list, dictionary or set inside an object of a derived class: its operators change it in place. A list is
 * repeated so unless __mul__() or the other side's __rmul__() comes first. */
static Value in_place(Interpreter *interpreter, Operator operator_, Value left, Value right)
{
    Value plain = value_plain(left);
    bool changes = plain.kind == VALUE_LIST || plain.kind == VALUE_SET || plain.kind == VALUE_DICT;
    bool is_other = operator_ == OPERATOR_MULTIPLY && plain.kind == VALUE_LIST &&
                    (value_given(special_method(interpreter, left, "__mul__")) ||
                     (right.kind == VALUE_INSTANCE && value_given(special_method(interpreter, right, "__rmul__"))));
    return left.kind == VALUE_INSTANCE && changes && !is_other ? plain : left;
}

bool python_augment(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result)
{
    const Value operands[2] = {left, right};
    bool handled = false;
    if (!call_operator(interpreter, operator_, "__i%s__", operands, result, &handled))
        return false;
    if (handled)
        return true;
    *result = left;
    Value inside = in_place(interpreter, operator_, left, right);
    if (!grow_in_place(interpreter, operator_, inside, right, &handled))
        return false;
    if (handled)
        return true;
    if (!python_binary(interpreter, operator_, inside, right, result))
        return failed_for_kinds(interpreter, false) &&
               python_raise(interpreter, "TypeError", "unsupported operand type(s) for %s=: '%s' and '%s'",
                            operator_symbol(operator_), python_type_name(interpreter, left),
                            python_type_name(interpreter, right));
    bool changes = inside.kind == VALUE_LIST || inside.kind == VALUE_SET || inside.kind == VALUE_DICT;
    if (changes && result->kind == inside.kind) {
        take_contents(inside, *result);
        *result = left;
    }
    return true;
}
