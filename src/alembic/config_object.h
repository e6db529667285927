/* context.config: the ini and pyproject.toml as env.py reads and changes them. */
#ifndef LIMBECK_SRC_ALEMBIC_CONFIG_OBJECT_H
#define LIMBECK_SRC_ALEMBIC_CONFIG_OBJECT_H

#include "limbeck/python/native.h"

extern const NativeClass config_class;

/* Without a configuration file: the options that the project's sources set on a Config() they create. */
bool config_take_sources(Interpreter *interpreter);

#endif
