/* Converts parameters for the database, and result rows for the script. */
#ifndef LIMBECK_SRC_MIGRATE_RESULT_ROWS_H
#define LIMBECK_SRC_MIGRATE_RESULT_ROWS_H

#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/sink.h"

/* The parameter values of a compiled statement; named ones are taken from `set`. */
bool bind_values(Arena *arena, const Dialect *dialect, const CompiledSql *compiled, const ParameterSet *set,
                 DatabaseValue **values, Error *error);

/* Takes ownership of `result`. */
ScriptRows *rows_from_result(DatabaseResult *result);

/* The result of UPDATE and similar statements; `affected` -1: number of rows unknown. */
ScriptRows *rows_without_result(int64_t affected);

#endif
