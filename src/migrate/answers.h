/* Values that go to the database, and the rows that come back to a script. */
#ifndef LIMBECK_SRC_MIGRATE_ANSWERS_H
#define LIMBECK_SRC_MIGRATE_ANSWERS_H

#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/sink.h"

/* The values of a compiled statement, named ones taken from the set. */
bool bind_values(Arena *arena, const Dialect *dialect, const CompiledSql *compiled, const ParameterSet *set,
                 DatabaseValue **values, Error *error);

/* Takes the result over. */
ScriptRows *answer_from(DatabaseResult *result);

/* Of UPDATE and the like; -1 where nobody knows how many rows. */
ScriptRows *answer_without_rows(int64_t affected);

#endif
