/* Objects referred to from this thread's C stack; private to the collector. */
#ifndef LIMBECK_SRC_PYTHON_RUNTIME_C_STACK_H
#define LIMBECK_SRC_PYTHON_RUNTIME_C_STACK_H

#include "limbeck/python/value.h"

/* Removes from the list `objects` those whose address is found on the stack, and returns them. */
void c_stack_objects(Object *objects, void (*found)(void *state, void *object), void *state);

#endif
