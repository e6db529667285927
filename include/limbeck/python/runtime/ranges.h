/* Ranges. What goes beyond 64 bits is computed in stdlib/_limbeck/wide_ranges.py. */
#ifndef LIMBECK_PYTHON_RUNTIME_RANGES_H
#define LIMBECK_PYTHON_RUNTIME_RANGES_H

#include "limbeck/python/native.h"

typedef struct Range {
    Object header;
    int64_t start, stop, step; /* stop + step does not overflow */
    Value wide;                /* the tuple (start, stop, step) of a range beyond 64 bits; else ABSENT */
} Range;

/* From three integers of any size; a ValueError for a step of zero. */
bool range_make(Interpreter *interpreter, const Value numbers[3], Value *result);
/* Calls a function of wide_ranges.py with the range's numbers and, where it is given, another argument. */
bool range_call(Interpreter *interpreter, const char *function, Value range, Value argument, Value *result);
/* The tuple (start, stop, step). */
bool range_parts(Interpreter *interpreter, Value range, Value *tuple);
/* An OverflowError for one of over 63 bits. */
bool range_length(Interpreter *interpreter, Value range, size_t *length);
bool range_truth(Interpreter *interpreter, Value range, bool *truth);

static inline bool range_is_wide(Value range)
{
    return value_given(((const Range *)range.object)->wide);
}

#endif
