/* In a separate file, so that a test may link other limits. */
#include "limbeck/python/interpreter.h"

PythonLimits python_default_limits(void)
{
    return (PythonLimits){.steps = 50000000, .bytes = (size_t)512 * 1024 * 1024, .calls = 400, .depth = 4000};
}
