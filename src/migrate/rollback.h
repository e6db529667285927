/* What env.py rolls back: run whole, rolled back, and looked at again. */
#ifndef LIMBECK_SRC_MIGRATE_ROLLBACK_H
#define LIMBECK_SRC_MIGRATE_ROLLBACK_H

#include "limbeck/migrate/step.h"

bool migrate_and_roll_back(const PathRequest *request, StepOutcome *outcome, Error *error);

/* After the rollback: whether the version table holds what it held, `before`. */
bool rolled_back(Database *database, const ScriptEnvironment *environment, const StringVector *before,
                 const Supervision *supervision, Error *error);

/* A statement that would commit, where env.py rolls back: as SQLAlchemy or refused. */
bool refuse_to_commit(const ScriptEnvironment *environment, const char *what, int line, Error *error);

#endif
