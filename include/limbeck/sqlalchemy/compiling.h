/* @compiles: constructs whose SQL the application writes by itself.
 *
 * The function of a type is called, if it returns a text without using the compiler. Any other SQL that
 * @compiles would write is refused at the operation that needs it. */
#ifndef LIMBECK_SQLALCHEMY_COMPILING_H
#define LIMBECK_SQLALCHEMY_COMPILING_H

#include "limbeck/schema/expression.h"
#include "limbeck/sqlalchemy/host.h"

/* Records each compiles(NAME, "dialect") in a script's text without evaluating it: Alembic loads every revision
 * before the first one runs. */
void note_rewritten(BindingHost *host, const char *path, const char *content);

/* False, with a refusal, if @compiles changes the SQL of the operation or statement. */
bool operation_is_plain(Interpreter *interpreter, const Operation *operation);
bool statement_is_plain(Interpreter *interpreter, const Statement *statement);

/* Sets type->written if @compiles writes the class of `value`. */
bool note_written_type(Interpreter *interpreter, Native *owner, Value value, const SqlType **type);

#endif
