/* SQL expressions as scripts build them: columns, operators, functions. */
#ifndef LIMBECK_SQLALCHEMY_EXPRESSIONS_H
#define LIMBECK_SQLALCHEMY_EXPRESSIONS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expression_methods.h"

/* Conditions that a script joins one by one, `x = and_(x, y)`: each junction is the first so many of these,
 * and appending to the longest copies nothing. */
typedef struct Junction {
    Arena *arena; /* of the object that began it, which those that go on from it keep */
    VECTOR(const Expression *) members;
} Junction;

typedef struct ExpressionObject {
    const Expression *expression;
    Junction *junction; /* of an AND or OR that another was joined to; of the class itself only, not of derived ones */
} ExpressionObject;

extern const NativeClass expression_class, text_class;
bool expression_object(Interpreter *interpreter, Value *result, Arena **arena);
void expression_object_set(Value object, const Expression *expression);

/* The expression a value stands for; natives are kept alive by the owner. */
bool expression_from(Interpreter *interpreter, Native *owner, Value value, const SqlType *type,
                     const Expression **expression);

bool literal_from(Interpreter *interpreter, Arena *arena, Value value, Literal *literal, bool *is_plain);

/* As literal_from(); a list too where the driver takes one. */
bool parameter_from(Interpreter *interpreter, Arena *arena, Value value, Literal *literal, bool *is_plain);

/* What a value takes from the expression it is compared with; NULL where it speaks for itself. */
const SqlType *type_beside(const Expression *left, Value right);

/* SQL in a string, for the conditions of DDL and for index expressions. */
bool condition_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression);

/* A condition of WHERE, HAVING, AND: never a string. */
bool criterion_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression);

/* What is sorted or grouped by: a string is the name of a column of the SELECT. */
bool order_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression);

const Expression *text_expression(Arena *arena, const char *text);
const Expression *column_expression(Arena *arena, const char *name);
const Expression *expression_of(Value value);

/* Operators between values of which at least one is an expression. */
bool make_binary(Interpreter *interpreter, SqlOperator operator_, Value left, Value right, Value *result);

bool make_junction(Interpreter *interpreter, SqlOperator operator_, const Value *values, size_t count, Value *result);
bool expression_unary_hook(Interpreter *interpreter, Operator operator_, Value operand, Value *result);
void collect_tables(Arena *arena, const Expression *expression, TableVector *tables);

#endif
