/* In a file of its own, so that a test may link another answer. */
#include "limbeck/python/interpreter.h"

PythonLimits python_default_limits(void)
{
    return (PythonLimits){.steps = 50000000, .bytes = (size_t)512 * 1024 * 1024, .calls = 400, .depth = 4000};
}
