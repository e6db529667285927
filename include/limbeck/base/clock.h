/* Time that only moves forward, for durations on the screen. */
#ifndef LIMBECK_BASE_CLOCK_H
#define LIMBECK_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since some fixed moment. */
int64_t clock_milliseconds(void);

#endif
