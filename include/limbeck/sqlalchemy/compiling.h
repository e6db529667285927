/* @compiles: constructs whose SQL the application writes by itself.
 *
 * The function of a type is called, if it returns a text without asking the compiler. Any other SQL that
 * @compiles would write is refused at the operation that needs it. */
#ifndef LIMBECK_SQLALCHEMY_COMPILING_H
#define LIMBECK_SQLALCHEMY_COMPILING_H

#include "limbeck/schema/expression.h"
#include "limbeck/sqlalchemy/host.h"

/* Notes each compiles(NAME, "dialect") in the text of a script, which is not evaluated: Alembic loads every
 * revision before the first one runs. */
void note_rewritten(BindingHost *host, const char *path, const char *content);

/* False, with a refusal, where @compiles writes what the operation or the statement comes to. */
bool operation_is_plain(Interpreter *interpreter, const Operation *operation);
bool statement_is_plain(Interpreter *interpreter, const Statement *statement);

/* type->written, where @compiles writes the class of `value`. */
bool note_written_type(Interpreter *interpreter, Native *owner, Value value, const SqlType **type);

#endif
