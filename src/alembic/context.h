/* alembic.context as env.py uses it. Nothing here connects: env.py's decisions are recorded. */
#ifndef LIMBECK_SRC_ALEMBIC_CONTEXT_H
#define LIMBECK_SRC_ALEMBIC_CONTEXT_H

#include "limbeck/python/native.h"

/* the modules, for registration */
extern const NativeModule context_module, logging_config_module;

#endif
