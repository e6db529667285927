/* _limbeck.clock: what the library modules of dates and identifiers ask for. */
#ifndef LIMBECK_SRC_ALEMBIC_CLOCK_H
#define LIMBECK_SRC_ALEMBIC_CLOCK_H

#include "limbeck/python/native.h"

/* the modules, for registration */
extern const NativeModule limbeck_clock_module;

#endif
