/* Values that modules written in Python compute: complex numbers, and ranges beyond 64 bits. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"
#include "limbeck/python/runtime/ranges.h"

/* complex is written in Python. */
bool complex_class(Interpreter *interpreter, Value *result)
{
    Value module;
    return python_import_chain(interpreter, "_limbeck.complex_numbers", &module) &&
           python_get_attribute(interpreter, module, "complex", result);
}

bool make_imaginary(Interpreter *interpreter, double imaginary, Value *result)
{
    Value class_;
    const Value parts[] = {value_float(0.0), value_float(imaginary)};
    return complex_class(interpreter, &class_) &&
           python_call_positional(interpreter, class_, parts, sizeof parts / sizeof *parts, result);
}

/* ---- ranges: those of 64 bits hold three numbers, wider ones a tuple of integers ------ */

enum { PART_start, PART_stop, PART_step, PART_COUNT };

/* Whether 64 bits hold the numbers, the length, and the first number after the last. */
static bool is_narrow(const Value numbers[PART_COUNT])
{
    int64_t start, stop, step, ignored;
    for (size_t i = 0; i < PART_COUNT; i++)
        if (numbers[i].kind == VALUE_BIG_INTEGER)
            return false;
    start = value_as_integer(numbers[PART_start]);
    stop = value_as_integer(numbers[PART_stop]);
    step = value_as_integer(numbers[PART_step]);
    return step != INT64_MIN && !__builtin_sub_overflow(stop, start, &ignored) &&
           !__builtin_sub_overflow(start, stop, &ignored) && !__builtin_add_overflow(stop, step, &ignored);
}

bool range_make(Interpreter *interpreter, const Value numbers[PART_COUNT], Value *result)
{
    Value wide = value_absent();
    bool narrow = is_narrow(numbers);
    if (integer_sign(numbers[PART_step]) == 0)
        return python_raise(interpreter, "ValueError", "range() arg 3 must not be zero");
    if (!narrow && !python_tuple(interpreter, numbers, PART_COUNT, &wide))
        return false;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, wide);
    Range *range = heap_new(interpreter, VALUE_RANGE, sizeof(Range));
    python_stack_reset(interpreter, mark);
    if (!range)
        return false;
    range->start = narrow ? value_as_integer(numbers[PART_start]) : 0;
    range->stop = narrow ? value_as_integer(numbers[PART_stop]) : 0;
    range->step = narrow ? value_as_integer(numbers[PART_step]) : 1;
    range->wide = wide;
    *result = value_object(range);
    return true;
}

bool range_parts(Interpreter *interpreter, Value range, Value *tuple)
{
    const Range *of = (const Range *)range.object;
    const Value numbers[PART_COUNT] = {value_int(of->start), value_int(of->stop), value_int(of->step)};
    *tuple = of->wide;
    return value_given(*tuple) || python_tuple(interpreter, numbers, PART_COUNT, tuple);
}

bool range_call(Interpreter *interpreter, const char *function, Value range, Value argument, Value *result)
{
    Value module, called, parts;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, range);
    python_push(interpreter, argument);
    if (!range_parts(interpreter, range, &parts))
        return false;
    python_push(interpreter, parts);
    const Value given[] = {parts, argument};
    bool done = python_import(interpreter, "_limbeck.wide_ranges", &module) &&
                python_get_attribute(interpreter, module, function, &called);
    done = done && python_call_positional(interpreter, called, given, value_given(argument) ? 2 : 1, result);
    python_stack_reset(interpreter, mark);
    return done;
}

bool range_length(Interpreter *interpreter, Value range, size_t *length)
{
    Value count;
    int64_t small;
    if (!range_call(interpreter, "length", range, value_absent(), &count) ||
        !integer_small(interpreter, count, "OverflowError", "Python int too large to convert to C ssize_t", &small))
        return false;
    *length = (size_t)small;
    return true;
}

bool range_truth(Interpreter *interpreter, Value range, bool *truth)
{
    Value count;
    if (!range_call(interpreter, "length", range, value_absent(), &count))
        return false;
    *truth = integer_sign(count) != 0;
    return true;
}
