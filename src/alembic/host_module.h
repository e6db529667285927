/* _limbeck.host: functions that embedded modules call in limbeck. */
#ifndef LIMBECK_SRC_ALEMBIC_HOST_MODULE_H
#define LIMBECK_SRC_ALEMBIC_HOST_MODULE_H

#include "limbeck/python/native.h"

/* the modules, for registration */
extern const NativeModule limbeck_host_module;

#endif
