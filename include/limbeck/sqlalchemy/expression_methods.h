/* Methods and attributes of SQL expressions: operators by name, order, labels. */
#ifndef LIMBECK_SQLALCHEMY_EXPRESSION_METHODS_H
#define LIMBECK_SQLALCHEMY_EXPRESSION_METHODS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

extern const NativeMember expression_methods[];

/* An expression of `kind` around self. */
bool wrap_expression(Interpreter *interpreter, Value self, ExpressionKind kind, SqlOperator operator_, const char *name,
                     Value *result);

/* expression.label(name). */
bool label_expression(Interpreter *interpreter, Value self, Value name, Value *result);
bool unary_expression(Interpreter *interpreter, Value self, SqlOperator operator_, Value *result);
/* ANY (self), ALL (self) */
bool quantified_expression(Interpreter *interpreter, Value self, const char *word, Value *result);
extern const NativeMember expression_properties[];
bool make_cast(Interpreter *interpreter, Value value, Value type, Value *result);

typedef VECTOR(const Table *) TableVector;

#endif
