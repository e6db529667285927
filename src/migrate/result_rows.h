/* Converts parameters for the database, and result rows for the script. */
#ifndef LIMBECK_SRC_MIGRATE_RESULT_ROWS_H
#define LIMBECK_SRC_MIGRATE_RESULT_ROWS_H

#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/sink.h"

/* The parameter values of a compiled statement; named ones are taken from `set`. */
bool bind_values(Arena *arena, const Dialect *dialect, const CompiledSql *compiled, const ParameterSet *set,
                 DatabaseValue **values, Error *error);

/* psycopg2 writes the values into the text of every statement. This is the text of one that PostgreSQL takes no
 * parameters for, such as DO or COMMENT; NULL: it takes them, or a value has no plain literal. */
const char *sql_with_literals(Arena *arena, const CompiledSql *compiled, const DatabaseValue *values);

/* Takes ownership of `result`. */
ScriptRows *rows_from_result(DatabaseResult *result);

/* The result of UPDATE and similar statements; `affected` -1: number of rows unknown. */
ScriptRows *rows_without_result(int64_t affected);

#endif
