/* Elements of arrays, a[1] and a[2:3], and the methods of PostgreSQL's types. */
#ifndef LIMBECK_SQLALCHEMY_ARRAY_ELEMENTS_H
#define LIMBECK_SQLALCHEMY_ARRAY_ELEMENTS_H

#include "limbeck/python/native.h"

/* a[key] of an ARRAY expression. Refuses slices with a step. */
bool array_item(Interpreter *interpreter, Value self, Value key, Value *result);

#endif
