/* Linked into limbeck in the place of its own: what C code forgot to hold is gone at the next statement. */
#include "limbeck/python/interpreter.h"

PythonLimits python_default_limits(void)
{
    return (PythonLimits){.steps = 50u * 1000 * 1000,
                          .bytes = (size_t)512 * 1024 * 1024,
                          .calls = 400,
                          .depth = 4000,
                          .collects_always = true};
}
