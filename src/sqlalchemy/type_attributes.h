/* What scripts read of a type: column.type.length and its like. */
#ifndef LIMBECK_SRC_SQLALCHEMY_TYPE_ATTRIBUTES_H
#define LIMBECK_SRC_SQLALCHEMY_TYPE_ATTRIBUTES_H

#include "limbeck/python/native.h"

extern const NativeMember type_properties[];

#endif
