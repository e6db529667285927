/* Objects that the C stack of this thread tells of; private to the collector. */
#ifndef LIMBECK_SRC_PYTHON_RUNTIME_C_STACK_H
#define LIMBECK_SRC_PYTHON_RUNTIME_C_STACK_H

#include "limbeck/python/value.h"

/* Of the objects, a list by their `next`, those whose address stands anywhere on the stack. */
void c_stack_objects(Object *objects, void (*found)(void *state, void *object), void *state);

#endif
