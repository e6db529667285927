/* op.get_bind(): statements go to the sink, which returns rows. */
#ifndef LIMBECK_SQLALCHEMY_CONNECTION_H
#define LIMBECK_SQLALCHEMY_CONNECTION_H

#include "limbeck/python/native.h"

/* The Connection of the current step, which op.get_bind() returns. */
bool connection_object(Interpreter *interpreter, Value *result);
/* Connection.execute(): sends the statement to the sink; *result is its CursorResult. `parameters`: a dictionary, a
 * list of them, or ABSENT. */
bool run_statement(Interpreter *interpreter, Value statement, Value parameters, Value *result);

/* connection.dialect */
extern const NativeClass postgresql_dialect_class, sqlite_dialect_class;

/* A DDLElement of the application's own becomes the DDL() that its function of @compiles writes; other values stay. */
bool take_own_ddl(Interpreter *interpreter, Value *value);

#endif
