/* Attributes of types: column.type.length and others. */
#ifndef LIMBECK_SRC_SQLALCHEMY_TYPE_ATTRIBUTES_H
#define LIMBECK_SRC_SQLALCHEMY_TYPE_ATTRIBUTES_H

#include "limbeck/python/native.h"

extern const NativeMember type_properties[];

bool type_text(Interpreter *interpreter, Value self, Text *out);

#endif
