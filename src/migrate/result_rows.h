/* Values that go to the database, and the rows that come back to a script. */
#ifndef LIMBECK_SRC_MIGRATE_RESULT_ROWS_H
#define LIMBECK_SRC_MIGRATE_RESULT_ROWS_H

#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/sink.h"

/* The values of a compiled statement, named ones taken from the set. */
bool bind_values(Arena *arena, const Dialect *dialect, const CompiledSql *compiled, const ParameterSet *set,
                 DatabaseValue **values, Error *error);

/* Takes the result over. */
ScriptRows *rows_from_result(DatabaseResult *result);

/* Of UPDATE and the like; -1 where nobody knows how many rows. */
ScriptRows *rows_without_result(int64_t affected);

#endif
