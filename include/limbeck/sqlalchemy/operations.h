/* Operators of SQL expressions: comparison, arithmetic, IN, BETWEEN, LIKE. */
#ifndef LIMBECK_SQLALCHEMY_OPERATIONS_H
#define LIMBECK_SQLALCHEMY_OPERATIONS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

/* A new object of the expression. */
bool result_expression(Interpreter *interpreter, Value self, Value *result, Arena **arena);

/* A side of an operation: an expression as it is, a value of the other side's type. */
bool operand_from(Interpreter *interpreter, Native *owner, Value value, const Expression *other,
                  const Expression **expression);

extern const NativeMember operation_methods[], text_operation_methods[];

#endif
