/* Values of columns whose type is the application's own: a TypeDecorator, a UserDefinedType, a subclass of one of
 * SQLAlchemy's types that changes values.
 *
 * SQLAlchemy calls process_bind_param() and its like when a statement is executed. limbeck calls them when the
 * statement is built, twice, and refuses a value that differs or an exception, so that the time does not matter.
 *
 *     Value value = value_int(5), object = {0};
 *     const SqlType *type = type_new(native_arena(object.native), TYPE_INTEGER);
 *     const Expression *sent;
 *     if (own_type_changes(interpreter, type))
 *         return own_type_expression(interpreter, object.native, value, type, &sent);
 */
#ifndef LIMBECK_SQLALCHEMY_OWN_TYPE_VALUES_H
#define LIMBECK_SQLALCHEMY_OWN_TYPE_VALUES_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/type.h"

/* Whether values of the type are changed on the way to the run's database. False for NULL. */
bool own_type_changes(Interpreter *interpreter, const SqlType *type);

/* Whether `value` as the other operand of an expression of the type is a value of the type, as coerce_compared_value()
 * of a decorator has it; not for None and for True and False that are keywords there. */
bool own_type_takes(Interpreter *interpreter, const SqlType *type, Value value, bool *takes);

/* The expression that is sent for a value: with what the type makes of it, in bind_expression() if it has one. */
bool own_type_expression(Interpreter *interpreter, Native *owner, Value value, const SqlType *type,
                         const Expression **expression);

/* The same for a parameter whose values are given at execution; `parameter` is a LITERAL without a value. The result
 * stays on the value stack. */
bool own_type_parameter(Interpreter *interpreter, Expression *parameter, const Expression **expression);

/* Such a value, once for each execution. */
bool own_type_sent(Interpreter *interpreter, const SqlType *type, Value value, Value *sent);

#endif
