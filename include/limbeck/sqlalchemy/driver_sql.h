/* SQL that goes to the driver as it is, without text()'s parameters: Connection.exec_driver_sql(), and a plain string
 * given to Connection.execute(), which SQLAlchemy 1 took (SQLAlchemy 2 raises ObjectNotExecutableError). Placeholders
 * are those of psycopg2 and of sqlite3. */
#ifndef LIMBECK_SQLALCHEMY_DRIVER_SQL_H
#define LIMBECK_SQLALCHEMY_DRIVER_SQL_H

#include "limbeck/python/interpreter.h"
#include "limbeck/schema/expression.h"

/* The name of the first placeholder without one is this and "1". */
#define DRIVER_PARAMETER "limbeck_driver_"

/* `given` parameters by position, or a dict of them with `by_name`. False: refused. */
bool driver_sql_text(Interpreter *interpreter, Arena *arena, const char *sql, size_t given, bool by_name,
                     const Expression **text);

#endif
