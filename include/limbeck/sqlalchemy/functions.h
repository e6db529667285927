/* Functions of the sqlalchemy modules that make expressions, and func.name(). */
#ifndef LIMBECK_SQLALCHEMY_FUNCTIONS_H
#define LIMBECK_SQLALCHEMY_FUNCTIONS_H

#include "limbeck/python/native.h"

/* PostgreSQL's own functions */
bool make_array(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

/* aggregate_order_by(value, order). */
bool make_aggregate_order_by(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

/* functions.c; each fill_ adds its names to a module. */
bool fill_expressions(Interpreter *interpreter, Module *module);

#endif
