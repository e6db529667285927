/* _limbeck.clock: time and randomness for the modules datetime, time, uuid and random. */
#ifndef LIMBECK_SRC_ALEMBIC_CLOCK_H
#define LIMBECK_SRC_ALEMBIC_CLOCK_H

#include "limbeck/python/native.h"

/* the modules, for registration */
extern const NativeModule limbeck_clock_module;

#endif
