/* What is undone and tried again while only somebody's lock is in the way. */
#ifndef LIMBECK_MIGRATE_RETRY_H
#define LIMBECK_MIGRATE_RETRY_H

#include "limbeck/migrate/step.h"

/* Leaves nothing behind when it fails, but for what the outcome says. */
typedef bool Attempt(const void *request, StepOutcome *outcome, Error *error);

bool with_retries(Attempt *attempt, const void *request, const Supervision *supervision, StepOutcome *outcome,
                  Error *error);

#endif
