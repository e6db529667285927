/* Equality, order, identity and membership. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"
#include "limbeck/python/runtime/ranges.h"

#include <math.h>
#include <string.h>

static bool equal_texts(Value left, Value right)
{
    return left.string->length == right.string->length &&
           memcmp(left.string->bytes, right.string->bytes, left.string->length) == 0;
}

/* CPython has only one object for the empty string and for each of the first 256 characters. */
static bool is_single(const String *text)
{
    return text->count == 0 || (text->count == 1 && (text->length == 1 || (unsigned char)text->bytes[0] < 0xc4));
}

/* Whether CPython may have one object where limbeck has two. */
static bool is_undecided(Value left, Value right)
{
    if (left.kind != right.kind)
        return false;
    if (left.kind == VALUE_FLOAT)
        return left.real == right.real ? signbit(left.real) == signbit(right.real)
                                       : isnan(left.real) && isnan(right.real);
    return (left.kind == VALUE_STRING || left.kind == VALUE_BYTES) && left.object != right.object &&
           equal_texts(left, right) && !is_single(left.string);
}

static bool is_same(Value left, Value right)
{
    if (left.kind != right.kind)
        return false;
    if (left.kind == VALUE_TUPLE && !left.list->count && !right.list->count)
        return true; /* there is only one object of it */
    if (left.kind == VALUE_STRING || left.kind == VALUE_BYTES)
        return left.object == right.object || (equal_texts(left, right) && is_single(left.string));
    if (left.kind >= VALUE_STRING)
        return left.object == right.object;
    return left.kind != VALUE_INT && left.kind != VALUE_BOOL ? left.kind != VALUE_FLOAT
           : left.kind == VALUE_INT                          ? left.integer == right.integer
                                                             : left.boolean == right.boolean;
}

/* Containers compare by identity first, as CPython does: an object equals itself whatever its __eq__ returns. */
bool python_same_or_equal(Interpreter *interpreter, Value left, Value right, bool *equal)
{
    bool is_nan = left.kind == VALUE_FLOAT && right.kind == VALUE_FLOAT && isnan(left.real) && isnan(right.real);
    if (is_nan)
        return python_refuse(interpreter, "whether one nan is the same object as another");
    *equal = left.kind == right.kind && left.kind >= VALUE_STRING && left.object == right.object;
    return *equal || python_equal(interpreter, left, right, equal);
}

static bool equal_dicts(Interpreter *interpreter, const Dict *left, const Dict *right, bool with_values, bool *equal)
{
    *equal = left->count == right->count;
    size_t mark = python_stack_mark(interpreter);
    for (size_t i = 0; i < left->used && *equal; i++) {
        const DictEntry entry = left->entries[i]; /* the script's __eq__ may change the containers */
        Value found;
        if (!value_given(entry.key))
            continue;
        python_push(interpreter, entry.key);
        python_push(interpreter, entry.value);
        if (!dict_get(interpreter, right, entry.key, &found))
            return false;
        *equal = value_given(found);
        if (*equal && with_values && !python_same_or_equal(interpreter, entry.value, found, equal))
            return false;
        python_stack_reset(interpreter, mark);
    }
    return true;
}

static bool equal_lists(Interpreter *interpreter, const List *left, const List *right, bool *equal)
{
    *equal = left->count == right->count;
    for (size_t i = 0; i < left->count && i < right->count && *equal; i++)
        if (!python_same_or_equal(interpreter, left->items[i], right->items[i], equal))
            return false;
    *equal = *equal && left->count == right->count; /* the script's __eq__ may have changed them */
    return true;
}

/* Compares the contents; a container may contain itself. */
static bool equal_within(Interpreter *interpreter, Value left, Value right, bool *equal)
{
    size_t count = value_is_sequence(left) ? left.list->count : left.dict->used;
    if (!python_enter(interpreter) || !python_charge(interpreter, count * ITEM_UNITS))
        return false;
    bool done = value_is_sequence(left)
                    ? equal_lists(interpreter, left.list, right.list, equal)
                    : equal_dicts(interpreter, left.dict, right.dict, left.kind == VALUE_DICT, equal);
    python_leave(interpreter);
    return done;
}

/* The class's attribute may be a descriptor, such as a property that returns a function. */
static bool call_special(Interpreter *interpreter, Value method, const Value sides[2], Value *answer)
{
    bool is_plain = method.kind == VALUE_FUNCTION || method.kind == VALUE_BUILTIN;
    if (is_plain)
        return python_call_positional(interpreter, method, sides, 2, answer);
    if (!bind_attribute(interpreter, method, sides[0], &method)) { /* CPython drops an exception of the descriptor */
        *answer = (Value){.kind = VALUE_NOT_IMPLEMENTED};
        return exception_swallow(interpreter, "BaseException");
    }
    python_push(interpreter, method);
    return python_call_positional(interpreter, method, &sides[1], 1, answer);
}

/* Tries the __eq__ of the left side, then of the right side, until one returns a result. */
static bool compare_by_methods(Interpreter *interpreter, Value left, Value right, Value *answer)
{
    bool swaps = right_side_is_first(interpreter, left, right, "__eq__");
    const Value sides[2][2] = {{swaps ? right : left, swaps ? left : right},
                               {swaps ? left : right, swaps ? right : left}};
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, left);
    python_push(interpreter, right);
    for (size_t i = 0; i < 2 && answer->kind == VALUE_NOT_IMPLEMENTED; i++) {
        Value method =
            sides[i][0].kind == VALUE_INSTANCE ? special_method(interpreter, sides[i][0], "__eq__") : value_absent();
        if (value_given(method) && !call_special(interpreter, method, sides[i], answer))
            return false;
    }
    python_stack_reset(interpreter, mark);
    return true;
}

static bool refuse_comparison(Interpreter *interpreter, Value left, Value right)
{
    const Value unknown = left.kind == VALUE_OPAQUE ? left : right;
    return python_refuse(interpreter, "comparing '%s', %s", python_opaque_path(unknown),
                         opaque_because(interpreter, unknown));
}

/* An unknown value equals itself; whether it equals anything else is unknown. */
static bool equal_unknown(Interpreter *interpreter, Value left, Value right, bool *equal)
{
    if (is_run_number(left) && is_run_number(right))
        return run_numbers_compare(interpreter, left, right, equal);
    *equal = left.kind == right.kind && strcmp(python_opaque_path(left), python_opaque_path(right)) == 0;
    return *equal || refuse_comparison(interpreter, left, right);
}

static bool is_number(Value value)
{
    return value_is_number(value) || value.kind == VALUE_BIG_INTEGER;
}

/* *order is negative, zero or positive; false if the values have no order. */
static bool order_of(Value left, Value right, int *order)
{
    if (is_number(left) && is_number(right)) {
        bool is_left = left.kind == VALUE_FLOAT, is_right = right.kind == VALUE_FLOAT;
        if ((is_left && isnan(left.real)) || (is_right && isnan(right.real)))
            return false;
        *order = is_left && is_right ? (left.real > right.real) - (left.real < right.real)
                 : is_left           ? -integer_compare_real(right, left.real)
                 : is_right          ? integer_compare_real(left, right.real)
                                     : integer_compare(left, right);
        return true;
    }
    if (left.kind == right.kind && (left.kind == VALUE_STRING || left.kind == VALUE_BYTES)) {
        size_t shared = left.string->length < right.string->length ? left.string->length : right.string->length;
        *order = memcmp(left.string->bytes, right.string->bytes, shared);
        if (!*order)
            *order = (left.string->length > right.string->length) - (left.string->length < right.string->length);
        return true;
    }
    return false;
}

/* Ranges are equal if they contain the same numbers. */
static bool equal_ranges(Interpreter *interpreter, Value left, Value right, bool *equal)
{
    const Range *one = (Range *)left.object, *other = (Range *)right.object;
    size_t count, other_count;
    if (range_is_wide(left) || range_is_wide(right)) {
        Value key, other_key;
        if (!range_call(interpreter, "key", left, value_absent(), &key))
            return false;
        python_push(interpreter, key);
        bool done = range_call(interpreter, "key", right, value_absent(), &other_key) &&
                    python_equal(interpreter, key, other_key, equal);
        interpreter->stack_count--;
        return done;
    }
    if (!python_length(interpreter, left, &count) || !python_length(interpreter, right, &other_count))
        return false;
    *equal =
        count == other_count && (!count || (one->start == other->start && (count == 1 || one->step == other->step)));
    return true;
}

static bool equal_slices(Interpreter *interpreter, const Slice *left, const Slice *right, bool *equal)
{
    const Value sides[3][2] = {{left->lower, right->lower}, {left->upper, right->upper}, {left->step, right->step}};
    *equal = true;
    for (size_t i = 0; i < 3 && *equal; i++)
        if (!python_same_or_equal(interpreter, sides[i][0], sides[i][1], equal))
            return false;
    return true;
}

enum { LONG_TEXT = 1024 }; /* long texts are charged more than one step */

static bool has_own_methods(Value left, Value right)
{
    return left.kind == VALUE_INSTANCE || right.kind == VALUE_INSTANCE;
}

/* Comparison by built-in types, after the objects' own methods. */
static bool equal_builtin(Interpreter *interpreter, Value left, Value right, bool *equal)
{
    if (value_plain(left).kind != left.kind || value_plain(right).kind != right.kind)
        return python_equal(interpreter, value_plain(left), value_plain(right), equal);
    *equal = false;
    if (left.kind != right.kind)
        return true;
    if (left.kind == VALUE_STRING || left.kind == VALUE_BYTES) {
        size_t length = left.string->length;
        bool is_long = length > LONG_TEXT && length == right.string->length;
        if (is_long && !python_charge(interpreter, length))
            return false;
        *equal = length == right.string->length && memcmp(left.string->bytes, right.string->bytes, length) == 0;
        return true;
    }
    if (value_is_sequence(left))
        return equal_within(interpreter, left, right, equal);
    if (left.kind == VALUE_SLICE)
        return equal_slices(interpreter, (Slice *)left.object, (Slice *)right.object, equal);
    if (left.kind == VALUE_RANGE)
        return equal_ranges(interpreter, left, right, equal);
    if (left.kind == VALUE_METHOD) {
        const Method *one = (Method *)left.object, *other = (Method *)right.object;
        *equal = is_same(one->function, other->function) && is_same(one->self, other->self);
        return true;
    }
    if (left.kind == VALUE_BUILTIN) {
        const Builtin *one = (Builtin *)left.object, *other = (Builtin *)right.object;
        *equal = one->name == other->name && one->function == other->function && one->owner == other->owner &&
                 is_same(one->self, other->self);
        return true;
    }
    *equal = left.kind < VALUE_STRING || left.object == right.object;
    return true;
}

bool python_equal(Interpreter *interpreter, Value left, Value right, bool *equal)
{
    if (is_number(left) && is_number(right)) {
        int order;
        *equal = order_of(left, right, &order) && order == 0;
        return true;
    }
    if (value_is_mapping_or_set(left) && value_is_mapping_or_set(right) &&
        (left.kind == VALUE_DICT) == (right.kind == VALUE_DICT))
        return equal_within(interpreter, left, right, equal);
    if (left.kind == VALUE_OPAQUE || right.kind == VALUE_OPAQUE)
        return equal_unknown(interpreter, left, right, equal);
    Value answer = {.kind = VALUE_NOT_IMPLEMENTED};
    if (has_own_methods(left, right) && !compare_by_methods(interpreter, left, right, &answer))
        return false;
    return answer.kind != VALUE_NOT_IMPLEMENTED ? python_truth(interpreter, answer, equal)
                                                : equal_builtin(interpreter, left, right, equal);
}

/* left == right as an expression: __eq__ may return any object. */
static bool equal_result(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result)
{
    bool truth;
    Value answer = {.kind = VALUE_NOT_IMPLEMENTED};
    if (operator_ == OPERATOR_NOT_EQUAL && has_own_methods(left, right)) { /* their methods were called already */
        if (!equal_builtin(interpreter, left, right, &truth))
            return false;
        *result = value_bool(!truth);
        return true;
    }
    if (operator_ != OPERATOR_EQUAL || !has_own_methods(left, right)) {
        if (!python_equal(interpreter, left, right, &truth))
            return false;
        *result = value_bool(truth == (operator_ == OPERATOR_EQUAL));
        return true;
    }
    if (!compare_by_methods(interpreter, left, right, &answer))
        return false;
    *result = answer;
    if (answer.kind != VALUE_NOT_IMPLEMENTED)
        return true;
    if (!equal_builtin(interpreter, left, right, &truth))
        return false;
    *result = value_bool(truth);
    return true;
}

static bool is_order(Operator operator_, int order)
{
    return operator_ == OPERATOR_LESS         ? order < 0
           : operator_ == OPERATOR_LESS_EQUAL ? order <= 0
           : operator_ == OPERATOR_GREATER    ? order > 0
                                              : order >= 0;
}

/* Decided by the first items that differ, else by the lengths. */
static bool compare_sequences(Interpreter *interpreter, Operator operator_, const List *left, const List *right,
                              Value *result)
{
    size_t mark = python_stack_mark(interpreter);
    if (!python_charge(interpreter, (left->count < right->count ? left->count : right->count) * ITEM_UNITS))
        return false;
    for (size_t i = 0; i < left->count && i < right->count; i++) {
        Value one = left->items[i], other = right->items[i];
        bool equal;
        python_push(interpreter, one); /* a comparison may change the compared containers */
        python_push(interpreter, other);
        if (!python_same_or_equal(interpreter, one, other, &equal) ||
            (!equal && !python_compare(interpreter, operator_, one, other, result)))
            return false;
        python_stack_reset(interpreter, mark);
        if (!equal)
            return true;
    }
    *result = value_bool(is_order(operator_, (left->count > right->count) - (left->count < right->count)));
    return true;
}

/* Bytes, or one byte as an integer. */
static bool bytes_contain(Interpreter *interpreter, const String *bytes, Value item, bool *found)
{
    Value plain = value_plain(item);
    if (bytes->length > LONG_TEXT && !python_charge(interpreter, bytes->length))
        return false;
    if (plain.kind == VALUE_BYTES) {
        *found = memmem(bytes->bytes, bytes->length, plain.string->bytes, plain.string->length) != NULL;
        return true;
    }
    if (!value_is_integer(plain) && !value_given(special_method(interpreter, item, "__index__")))
        return item.kind == VALUE_OPAQUE
                   ? python_refuse_unknown(interpreter, item, "in")
                   : python_raise(interpreter, "TypeError", "a bytes-like object is required, not '%s'",
                                  python_type_name(interpreter, item));
    if (!python_index(interpreter, item, &plain))
        return false;
    if (plain.kind != VALUE_INT || plain.integer < 0 || plain.integer > 255)
        return python_raise(interpreter, "ValueError", "byte must be in range(0, 256)");
    *found = memchr(bytes->bytes, (int)plain.integer, bytes->length) != NULL;
    return true;
}

static bool contains(Interpreter *interpreter, Value container, Value item, bool *found)
{
    *found = false;
    if (container.kind == VALUE_BYTES)
        return bytes_contain(interpreter, container.string, item, found);
    if (container.kind == VALUE_STRING) {
        if (item.kind != VALUE_STRING)
            return python_raise(interpreter, "TypeError", "'in <string>' requires string as left operand, not %s",
                                python_type_name(interpreter, item));
        if (container.string->length > LONG_TEXT && !python_charge(interpreter, container.string->length))
            return false;
        *found =
            memmem(container.string->bytes, container.string->length, item.string->bytes, item.string->length) != NULL;
        return true;
    }
    bool is_whole = item.kind == VALUE_INT || item.kind == VALUE_BIG_INTEGER;
    if (container.kind == VALUE_RANGE && is_whole && (range_is_wide(container) || item.kind == VALUE_BIG_INTEGER)) {
        Value place;
        bool done = range_call(interpreter, "place", container, item, &place);
        *found = done && integer_sign(place) >= 0;
        return done;
    }
    if (container.kind == VALUE_RANGE && is_whole) {
        const Range *range = (Range *)container.object;
        __int128 from = (__int128)item.integer - range->start;
        bool is_before = range->step > 0 ? item.integer < range->stop : item.integer > range->stop;
        *found = is_before && from % range->step == 0 && from / range->step >= 0;
        return true;
    }
    if (value_is_mapping_or_set(container)) {
        Value value;
        bool is_set = container.kind != VALUE_DICT && value_plain(item).kind == VALUE_SET;
        if (is_set) { /* a set is looked up as the frozenset of its items */
            if (!dict_copy(interpreter, value_plain(item), &item))
                return false;
            item.object->kind = item.kind = VALUE_FROZENSET;
            python_push(interpreter, item);
        }
        bool done = dict_get(interpreter, container.dict, item, &value);
        *found = value_given(value);
        return done;
    }
    if (container.kind == VALUE_NATIVE)
        for (const NativeClass *type = container.native->type; type; type = type->base)
            if (type->contains)
                return type->contains(interpreter, container, item, found);
    Value iterator, candidate, method = special_method(interpreter, container, "__contains__");
    const Value asked[2] = {container, item};
    if (value_given(method))
        return python_call_positional(interpreter, method, asked, 2, &candidate) &&
               python_truth(interpreter, candidate, found);
    if (value_plain(container).kind != container.kind)
        return contains(interpreter, value_plain(container), item, found);
    size_t mark = python_stack_mark(interpreter);
    if (!python_iterator(interpreter, container, &iterator))
        return exception_swallow(interpreter, "TypeError") &&
               python_raise(interpreter, "TypeError", "argument of type '%s' is not iterable",
                            python_type_name(interpreter, container));
    python_push(interpreter, iterator);
    for (size_t i = 1; !*found; i++) {
        if ((i % ITEM_UNITS == 0 && !python_charge(interpreter, 0)) || !python_next(interpreter, iterator, &candidate))
            return false;
        if (!value_given(candidate))
            break;
        if (!python_same_or_equal(interpreter, candidate, item, found))
            return false;
    }
    python_stack_reset(interpreter, mark);
    return true;
}

static bool native_comparison(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                              bool *handled)
{
    const Value sides[2] = {left, right};
    for (size_t i = 0; i < 2; i++) {
        for (const NativeClass *type = sides[i].kind == VALUE_NATIVE ? sides[i].native->type : NULL; type;
             type = type->base) {
            if (!type->compare)
                continue;
            if (!type->compare(interpreter, operator_, left, right, result, handled))
                return false;
            if (*handled)
                return true;
        }
    }
    return true;
}

static bool invert(Interpreter *interpreter, Value *answer)
{
    bool truth;
    if (!python_truth(interpreter, *answer, &truth))
        return false;
    *answer = value_bool(!truth);
    return true;
}

/* The method of the left side, then the reflected method of the right side. */
static bool script_comparison(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                              bool *handled)
{
    static const char *const names[OPERATOR_COUNT][2] = {
        [OPERATOR_LESS] = {"__lt__", "__gt__"},      [OPERATOR_LESS_EQUAL] = {"__le__", "__ge__"},
        [OPERATOR_GREATER] = {"__gt__", "__lt__"},   [OPERATOR_GREATER_EQUAL] = {"__ge__", "__le__"},
        [OPERATOR_NOT_EQUAL] = {"__ne__", "__ne__"},
    };
    const Value sides[2][2] = {{left, right}, {right, left}};
    bool swaps = names[operator_][1] && right_side_is_first(interpreter, left, right, names[operator_][1]);
    swaps |= operator_ == OPERATOR_NOT_EQUAL && right_side_is_first(interpreter, left, right, "__eq__");
    for (size_t k = 0; k < 2 && !*handled; k++) {
        size_t i = swaps ? 1 - k : k;
        const Class *class_ = sides[i][0].kind == VALUE_INSTANCE ? sides[i][0].instance->class_
                              : sides[i][0].kind == VALUE_CLASS  ? sides[i][0].class_->meta
                                                                 : NULL;
        if (!class_ || !names[operator_][i])
            continue;
        Value method = special_lookup(class_, python_intern(interpreter, names[operator_][i]));
        bool inverts = operator_ == OPERATOR_NOT_EQUAL && !value_given(method) &&
                       special_is_of_object(interpreter, class_, python_intern(interpreter, "__ne__"));
        if (inverts)
            method = special_lookup(class_, python_intern(interpreter, "__eq__"));
        if (!value_given(method))
            continue;
        size_t mark = python_stack_mark(interpreter);
        if (!call_special(interpreter, method, sides[i], result))
            return false;
        python_stack_reset(interpreter, mark);
        *handled = result->kind != VALUE_NOT_IMPLEMENTED;
        if (*handled && inverts && !invert(interpreter, result))
            return false;
    }
    return true;
}

static Operator mirrored(Operator operator_)
{
    return operator_ == OPERATOR_LESS         ? OPERATOR_GREATER
           : operator_ == OPERATOR_LESS_EQUAL ? OPERATOR_GREATER_EQUAL
           : operator_ == OPERATOR_GREATER    ? OPERATOR_LESS
                                              : OPERATOR_LESS_EQUAL;
}

static bool set_comparison(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result)
{
    bool less = operator_ == OPERATOR_LESS || operator_ == OPERATOR_LESS_EQUAL;
    bool strict = operator_ == OPERATOR_LESS || operator_ == OPERATOR_GREATER;
    const Dict *small = less ? left.dict : right.dict, *large = less ? right.dict : left.dict;
    if (!python_charge(interpreter, small->used * ITEM_UNITS))
        return false;
    bool holds = strict ? small->count < large->count : small->count <= large->count;
    for (size_t i = 0; i < small->used && holds; i++) {
        Value found;
        if (!value_given(small->entries[i].key))
            continue;
        if (!dict_get(interpreter, large, small->entries[i].key, &found))
            return false;
        holds = value_given(found);
    }
    *result = value_bool(holds);
    return true;
}

bool python_compare(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result)
{
    bool handled = false, truth;
    if ((left.kind == VALUE_OPAQUE || right.kind == VALUE_OPAQUE) && !is_same(left, right) &&
        unknown_is_decided(interpreter))
        return unknown_comparison(interpreter, operator_, left, right, result);
    if (operator_ == OPERATOR_IS || operator_ == OPERATOR_IS_NOT) {
        bool is_unknown = (left.kind == VALUE_OPAQUE || right.kind == VALUE_OPAQUE) && !is_same(left, right);
        if ((is_run_number(left) && value_is_none(right)) || (is_run_number(right) && value_is_none(left))) {
            *result = value_bool(operator_ == OPERATOR_IS_NOT);
            return true;
        }
        bool asks_for_none = value_is_none(left) || value_is_none(right);
        if (is_unknown &&
            (interpreter->strict || !asks_for_none)) /* modules test whether an optional library is installed */
            return refuse_comparison(interpreter, left, right);
        if (is_undecided(left, right))
            return python_refuse(interpreter, "whether two %s of the same value are one object",
                                 left.kind == VALUE_FLOAT    ? "floats"
                                 : left.kind == VALUE_STRING ? "texts"
                                                             : "bytes");
        *result = value_bool(is_same(left, right) == (operator_ == OPERATOR_IS));
        return true;
    }
    if (operator_ == OPERATOR_IN || operator_ == OPERATOR_NOT_IN) {
        if (!contains(interpreter, right, left, &truth))
            return false;
        *result = value_bool(truth == (operator_ == OPERATOR_IN));
        return true;
    }
    bool are_run_numbers = is_run_number(left) && is_run_number(right);
    if (are_run_numbers && (operator_ == OPERATOR_EQUAL || operator_ == OPERATOR_NOT_EQUAL)) {
        if (!run_numbers_compare(interpreter, left, right, &truth))
            return false;
        *result = value_bool(truth == (operator_ == OPERATOR_EQUAL));
        return true;
    }
    if (left.kind == VALUE_OPAQUE || right.kind == VALUE_OPAQUE)
        return refuse_comparison(interpreter, left, right);
    if (!native_comparison(interpreter, operator_, left, right, result, &handled) ||
        (!handled && !script_comparison(interpreter, operator_, left, right, result, &handled)))
        return false;
    if (handled)
        return true;
    if (operator_ == OPERATOR_EQUAL || operator_ == OPERATOR_NOT_EQUAL)
        return equal_result(interpreter, operator_, left, right, result);
    Value plain_left = value_plain(left), plain_right = value_plain(right);
    if (value_is_mapping_or_set(plain_left) && value_is_mapping_or_set(plain_right) && plain_left.kind != VALUE_DICT &&
        plain_right.kind != VALUE_DICT)
        return set_comparison(interpreter, operator_, plain_left, plain_right, result);
    int order;
    if (plain_left.kind == plain_right.kind && value_is_sequence(plain_left)) {
        bool swaps = right.kind == VALUE_INSTANCE && left.kind != VALUE_INSTANCE; /* a derived class compares first */
        const List *one = swaps ? plain_right.list : plain_left.list,
                   *other = swaps ? plain_left.list : plain_right.list;
        if (!python_enter(interpreter))
            return false;
        bool done = compare_sequences(interpreter, swaps ? mirrored(operator_) : operator_, one, other, result);
        python_leave(interpreter);
        return done;
    }
    bool are_long = plain_left.kind == VALUE_STRING && plain_left.kind == plain_right.kind &&
                    plain_left.string->length > LONG_TEXT && plain_right.string->length > LONG_TEXT;
    if (are_long && !python_charge(interpreter, plain_left.string->length))
        return false;
    if (!order_of(plain_left, plain_right, &order)) {
        if (is_number(plain_left) && is_number(plain_right)) { /* nan */
            *result = value_bool(false);
            return true;
        }
        return python_raise(interpreter, "TypeError", "'%s' not supported between instances of '%s' and '%s'",
                            operator_symbol(operator_), python_type_name(interpreter, left),
                            python_type_name(interpreter, right));
    }
    *result = value_bool(is_order(operator_, order));
    return true;
}
