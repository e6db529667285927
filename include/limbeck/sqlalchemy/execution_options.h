/* execution_options() of a connection or a statement, and the argument of that name. Options that change the SQL or its
 * result are refused by name; others have no effect on a migration (stream_results, autocommit, names of the
 * application). */
#ifndef LIMBECK_SQLALCHEMY_EXECUTION_OPTIONS_H
#define LIMBECK_SQLALCHEMY_EXECUTION_OPTIONS_H

#include "limbeck/python/native.h"

/* The method: answers with the object itself. */
NativeFunction with_execution_options;

/* The argument: a dictionary; absent or None means no options. False: refused. */
bool execution_options_are_plain(Interpreter *interpreter, Value options);

#endif
