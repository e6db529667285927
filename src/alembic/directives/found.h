/* Operations of a comparison as Python values. */
#ifndef LIMBECK_SRC_ALEMBIC_DIRECTIVES_FOUND_H
#define LIMBECK_SRC_ALEMBIC_DIRECTIVES_FOUND_H

#include "limbeck/operations/operation.h"
#include "limbeck/python/native.h"

/* A dictionary of the attributes. Values are pushed. */
bool found_fields(Interpreter *interpreter, const Operation *operation, Value *result);

/* The Column itself: what a hook changes of it is written. */
bool found_column(Interpreter *interpreter, const Column *column, Value *value);

/* The type as the application has it: an own class is the object that the models made. */
bool found_type(Interpreter *interpreter, Value owner, const SqlType *type, Value *value);

#endif
