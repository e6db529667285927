/* values(column, ...).data([...]): rows in a FROM. */
#ifndef LIMBECK_SQLALCHEMY_VALUES_H
#define LIMBECK_SQLALCHEMY_VALUES_H

#include "limbeck/python/native.h"

extern const NativeMember value_functions[], values_methods[];

#endif
