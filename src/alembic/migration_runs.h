/* context.begin_transaction() and run_migrations(), as env.py calls them. */
#ifndef LIMBECK_SRC_ALEMBIC_MIGRATION_RUNS_H
#define LIMBECK_SRC_ALEMBIC_MIGRATION_RUNS_H

#include "engines.h"

bool context_begin_transaction(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool context_run_migrations(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

#endif
