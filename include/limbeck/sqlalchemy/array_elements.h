/* Elements of arrays: a[1], a[2:3]; and what the types of PostgreSQL can be asked besides. */
#ifndef LIMBECK_SQLALCHEMY_ARRAY_ELEMENTS_H
#define LIMBECK_SQLALCHEMY_ARRAY_ELEMENTS_H

#include "limbeck/python/native.h"

bool array_item(Interpreter *interpreter, Value self, Value key, Value *result);

#endif
