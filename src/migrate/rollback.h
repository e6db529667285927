/* Migrations under an env.py that rolls back: run completely, rolled back, and verified. */
#ifndef LIMBECK_SRC_MIGRATE_ROLLBACK_H
#define LIMBECK_SRC_MIGRATE_ROLLBACK_H

#include "limbeck/migrate/step.h"

bool migrate_and_roll_back(const PathRequest *request, StepOutcome *outcome, Error *error);

/* After the rollback: checks that the version table still holds the rows `before`. */
bool rolled_back(Database *database, const ScriptEnvironment *environment, const StringVector *before,
                 const Supervision *supervision, Error *error);

/* Refuses a statement that would commit while env.py rolls back. */
bool refuse_to_commit(const ScriptEnvironment *environment, const char *what, int line, Error *error);

#endif
