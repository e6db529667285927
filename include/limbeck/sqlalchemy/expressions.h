/* SQL expressions as scripts build them: columns, operators, functions. */
#ifndef LIMBECK_SQLALCHEMY_EXPRESSIONS_H
#define LIMBECK_SQLALCHEMY_EXPRESSIONS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expression_methods.h"

/* The members of a junction that a script extends step by step, `x = and_(x, y)`. Each junction is a prefix of
 * the same list, so appending to the longest one copies nothing. */
typedef struct Junction {
    Arena *arena; /* kept by the object that began the list and by all that extend it */
    VECTOR(const Expression *) members;
} Junction;

typedef struct ExpressionObject {
    const Expression *expression;
    Junction *junction; /* members, if the object is an AND or OR made by the class itself, not by a derived class */
} ExpressionObject;

extern const NativeClass expression_class, text_class;
/* A new expression; `arena` lives as long as it does. */
bool expression_object(Interpreter *interpreter, Value *result, Arena **arena);
void expression_object_set(Value object, const Expression *expression);

/* Converts a value to an expression; natives are kept alive by the owner. */
bool expression_from(Interpreter *interpreter, Native *owner, Value value, const SqlType *type,
                     const Expression **expression);

/* The same for a value of bulk_insert(), which Alembic prints without the bind_expression() of its type. */
bool row_value_from(Interpreter *interpreter, Native *owner, Value value, const SqlType *type,
                    const Expression **expression);

/* A plain Python value. *is_plain is false, and nothing is set, for what is no literal. */
bool literal_from(Interpreter *interpreter, Arena *arena, Value value, Literal *literal, bool *is_plain);

/* Like literal_from(), and accepts a list if the driver does. */
bool parameter_from(Interpreter *interpreter, Arena *arena, Value value, Literal *literal, bool *is_plain);

/* The type that a value takes from the expression it is compared with; NULL if it keeps its own. */
const SqlType *type_of_other_operand(const Expression *left, Value right);

/* A string as SQL, for conditions in DDL and index expressions. */
bool condition_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression);

/* A condition of WHERE, HAVING or AND; a string is refused. */
bool criterion_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression);

/* An element of ORDER BY or GROUP BY; a string is the label of a column of the SELECT. */
bool order_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression);

/* `text` is not copied, nor read for parameters. */
const Expression *text_expression(Arena *arena, const char *text);
const Expression *column_expression(Arena *arena, const char *name);
/* NULL for any other value. */
const Expression *expression_of(Value value);

/* Operators between two values; at least one is an expression. */
bool make_binary(Interpreter *interpreter, SqlOperator operator_, Value left, Value right, Value *result);

/* and_() and or_(). Without values it is refused. */
bool make_junction(Interpreter *interpreter, SqlOperator operator_, const Value *values, size_t count, Value *result);
bool expression_unary_hook(Interpreter *interpreter, Operator operator_, Value operand, Value *result);
/* Adds the tables that the expression names, each once, in the order SQLAlchemy puts them into FROM. */
void collect_tables(Arena *arena, const Expression *expression, TableVector *tables);

#endif
