/* _limbeck.clock: time and randomness for the modules datetime, time, uuid and random. */
#include "clock.h"

#include "limbeck/base/clock.h"
#include "limbeck/python/native.h"

NATIVE(clock_now)
{
    (void)interpreter;
    (void)self;
    (void)arguments;
    *result = value_int(clock_wall_microseconds());
    return true;
}

NATIVE(clock_offset)
{
    int64_t moment;
    (void)self;
    if (!expect_int(interpreter, argument_at(arguments, 0), "moment", &moment))
        return false;
    *result = value_int(clock_local_offset(moment));
    return true;
}

NATIVE(clock_random)
{
    (void)self;
    (void)arguments;
    char digits[33];
    clock_random_hex(digits);
    return python_text(interpreter, digits, result);
}

static const NativeMember functions[] = {
    {"now", clock_now}, {"offset_at", clock_offset}, {"random_hex", clock_random}, {NULL, NULL}};
const NativeModule limbeck_clock_module = {"_limbeck.clock", functions, NULL, NULL, false, NULL};
