/* The methods and attributes of each kind of value: the table, and those of numbers, ranges and slices. */
#include "builtins.h"
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/ranges.h"

#include <string.h>

#define PROPERTY(name) static bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)

static Value number(Value self)
{
    return self.kind == VALUE_BOOL ? value_int(self.boolean) : self;
}

PROPERTY(number_real)
{
    (void)interpreter;
    (void)arguments;
    *result = number(self);
    return true;
}

PROPERTY(number_imag)
{
    (void)interpreter;
    (void)arguments;
    *result = self.kind == VALUE_FLOAT ? value_float(0) : value_int(0);
    return true;
}

PROPERTY(number_denominator)
{
    (void)interpreter;
    (void)self;
    (void)arguments;
    *result = value_int(1);
    return true;
}

static bool range_part(Value self, size_t part, Value *result)
{
    const Range *range = (Range *)self.object;
    if (value_given(range->wide)) {
        *result = range->wide.list->items[part];
        return true;
    }
    *result = value_int(part == 0 ? range->start : part == 1 ? range->stop : range->step);
    return true;
}

static bool slice_part(Value self, size_t part, Value *result)
{
    const Slice *slice = (Slice *)self.object;
    *result = part == 0 ? slice->lower : part == 1 ? slice->upper : slice->step;
    return true;
}

#define PART(name, of, part)                                                                                           \
    PROPERTY(name)                                                                                                     \
    {                                                                                                                  \
        (void)interpreter;                                                                                             \
        (void)arguments;                                                                                               \
        return of(self, part, result);                                                                                 \
    }
PART(range_start, range_part, 0)
PART(range_stop, range_part, 1)
PART(range_step, range_part, 2)
PART(slice_start, slice_part, 0)
PART(slice_stop, slice_part, 1)
PART(slice_step, slice_part, 2)

static const NativeMember integer_properties[] = {{"real", number_real},
                                                  {"imag", number_imag},
                                                  {"numerator", number_real},
                                                  {"denominator", number_denominator},
                                                  {NULL, NULL}};
static const NativeMember real_properties[] = {{"real", number_real}, {"imag", number_imag}, {NULL, NULL}};
static const NativeMember range_properties[] = {
    {"start", range_start}, {"stop", range_stop}, {"step", range_step}, {NULL, NULL}};
static const NativeMember slice_properties[] = {
    {"start", slice_start}, {"stop", slice_stop}, {"step", slice_step}, {NULL, NULL}};

/* ---- range.index() and range.count() ----------------------------------------------------- */

/* -1 if a range of any size does not contain the number. */
static bool place_in_wide(Interpreter *interpreter, Value self, Value wanted, Value *place)
{
    Value plain = number(value_plain(wanted));
    bool is_whole = value_is_integer(plain);
    return range_call(interpreter, is_whole ? "place" : "place_of_equal", self, is_whole ? plain : wanted, place);
}

/* *at is SIZE_MAX if the range does not contain the number. */
static bool place_in_range(Interpreter *interpreter, Value self, Value wanted, size_t *at)
{
    size_t count;
    const Range *range = (Range *)self.object;
    *at = SIZE_MAX;
    if (!python_length(interpreter, self, &count))
        return false;
    Value plain = number(value_plain(wanted));
    if (plain.kind == VALUE_BIG_INTEGER)
        return true;
    if (plain.kind == VALUE_INT) {
        __int128 from = (__int128)plain.integer - range->start;
        if (from % range->step == 0 && from / range->step >= 0 && from / range->step < (__int128)count)
            *at = (size_t)(from / range->step);
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        bool equal;
        if (!interpreter_tick(interpreter) ||
            !python_equal(interpreter, value_int(range->start + (int64_t)i * range->step), wanted, &equal))
            return false;
        if (equal) {
            *at = i;
            return true;
        }
    }
    return true;
}

PROPERTY(range_index)
{
    size_t at = SIZE_MAX;
    if (range_is_wide(self)) {
        if (!place_in_wide(interpreter, self, argument_at(arguments, 0), result))
            return false;
        if (integer_sign(*result) >= 0)
            return true;
    } else if (!place_in_range(interpreter, self, argument_at(arguments, 0), &at)) {
        return false;
    }
    if (at != SIZE_MAX) {
        *result = value_int((int64_t)at);
        return true;
    }
    Value wanted = argument_at(arguments, 0);
    if (!value_is_integer(value_plain(wanted)))
        return python_raise(interpreter, "ValueError", "sequence.index(x): x not in sequence");
    Text shown = python_buffer(interpreter);
    if (python_repr(interpreter, wanted, &shown))
        python_raise(interpreter, "ValueError", "%s is not in range", text_string(&shown));
    text_release(&shown);
    return false;
}

PROPERTY(range_count)
{
    size_t at;
    if (range_is_wide(self)) {
        if (!place_in_wide(interpreter, self, argument_at(arguments, 0), result))
            return false;
        *result = value_int(integer_sign(*result) >= 0);
        return true;
    }
    if (!place_in_range(interpreter, self, argument_at(arguments, 0), &at))
        return false;
    *result = value_int(at != SIZE_MAX);
    return true;
}

static const NativeMember range_methods[] = {
    {"index", range_index, TAKES(1, 1)}, {"count", range_count, TAKES(1, 1)}, {NULL, NULL}};

/* ---- slice --------------------------------------------------------------------------------- */

bool python_construct_slice(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    const Value *given = arguments->values;
    if (arguments->keyword_count)
        return python_raise(interpreter, "TypeError", "slice() takes no keyword arguments");
    if (!builtin_arity(interpreter, arguments, "slice", 1, 3))
        return false;
    Slice *slice = heap_new(interpreter, VALUE_SLICE, sizeof(Slice));
    if (!slice)
        return false;
    bool is_one = arguments->positional == 1;
    slice->lower = is_one ? value_none() : given[0];
    slice->upper = is_one ? given[0] : given[1];
    slice->step = arguments->positional == 3 ? given[2] : value_none();
    *result = value_object(slice);
    return true;
}

BUILTIN(slice_indices)
{
    int64_t length, bounds[3];
    const Slice *slice = (Slice *)self.object;
    const Value given[] = {slice->lower, slice->upper, slice->step, argument_at(arguments, 0)};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (value_plain(given[i]).kind == VALUE_BIG_INTEGER)
            return python_refuse(interpreter, "indices() with numbers beyond 64 bits");
    if (!expect_int(interpreter, argument_at(arguments, 0), "length", &length))
        return false;
    if (length < 0)
        return python_raise(interpreter, "ValueError", "length should not be negative");
    if (!slice_bounds(interpreter, (Slice *)self.object, (size_t)length, &bounds[0], &bounds[1], &bounds[2]))
        return false;
    const Value parts[3] = {value_int(bounds[0]), value_int(bounds[1]), value_int(bounds[2])};
    return python_tuple(interpreter, parts, 3, result);
}

static const NativeMember slice_methods[] = {{"indices", slice_indices, TAKES(1, 1)}, {NULL, NULL}};

/* ---- all kinds ----------------------------------------------------------------------------- */

const KindMembers kind_members[VALUE_KIND_COUNT] = {
    [VALUE_STRING] = {string_methods, .format = format_percent},
    [VALUE_BYTES] = {bytes_methods, .format = format_percent},
    [VALUE_LIST] = {list_methods},
    [VALUE_TUPLE] = {tuple_methods},
    [VALUE_DICT] = {dict_methods},
    [VALUE_SET] = {set_methods},
    [VALUE_FROZENSET] = {frozenset_methods},
    [VALUE_GENERATOR] = {generator_methods},
    [VALUE_INT] = {int_methods, integer_properties},
    [VALUE_BOOL] = {int_methods, integer_properties},
    [VALUE_BIG_INTEGER] = {int_methods, integer_properties},
    [VALUE_FLOAT] = {float_methods, real_properties},
    [VALUE_RANGE] = {range_methods, range_properties},
    [VALUE_SLICE] = {slice_methods, slice_properties},
};
