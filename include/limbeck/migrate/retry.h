/* Rolls back and retries an attempt that failed only because of another session's lock.
 *
 *     static bool attempt(const void *request, StepOutcome *outcome, Error *error) { ... }
 *
 *     ExecuteRequest request = {...};
 *     StepOutcome outcome = {0};
 *     return with_retries(attempt, &request, &supervision, &outcome, error);
 */
#ifndef LIMBECK_MIGRATE_RETRY_H
#define LIMBECK_MIGRATE_RETRY_H

#include "limbeck/migrate/step.h"

/* When it fails it must leave no change, except what the outcome says. */
typedef bool Attempt(const void *request, StepOutcome *outcome, Error *error);

/* Tries again after ERROR_LOCKED, up to guard.lock_retries times, unless the attempt has committed something. Pauses
 * double; each is reported. False with the last error, or ERROR_CANCELLED. */
bool with_retries(Attempt *attempt, const void *request, const Supervision *supervision, StepOutcome *outcome,
                  Error *error);

#endif
