/* The parts of a slice. */
#ifndef LIMBECK_PYTHON_SLICES_H
#define LIMBECK_PYTHON_SLICES_H

#include "limbeck/python/value.h"

typedef struct SliceParts {
    Value start, stop, step; /* None if it was not given */
} SliceParts;

/* `slice` must be a slice object. */
SliceParts python_slice_parts(Value slice);

#endif
