/* select(), UNION and its like, EXISTS, queries as values. */
#ifndef LIMBECK_SRC_SQLALCHEMY_SELECTS_H
#define LIMBECK_SRC_SQLALCHEMY_SELECTS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

extern const NativeClass select_class, exists_class;
bool fill_selects(Interpreter *interpreter, Module *module);
bool select_of_table(Interpreter *interpreter, Value table, Value *result);

/* A query as a value: (SELECT ...). */
bool scalar_from(Interpreter *interpreter, Native *owner, Value query, const Expression **expression);

#endif
