/* The result of a query: rows, or the values of their first column. */
#ifndef LIMBECK_SQLALCHEMY_ROWS_H
#define LIMBECK_SQLALCHEMY_ROWS_H

#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

/* Takes the rows over. */
bool result_object(Interpreter *interpreter, ScriptRows *rows, const Statement *statement, const ParameterSet *sets,
                   size_t set_count, Value *result);

#endif
