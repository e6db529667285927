#include "limbeck/migrate/retry.h"

#include <inttypes.h>

enum { FIRST_PAUSE = 500, MAX_PAUSE = 8000 };

static bool may_try_again(const Supervision *supervision, int64_t retries, const StepOutcome *outcome,
                          const Error *error)
{
    return error->kind == ERROR_LOCKED && !outcome->committed_midway && retries < supervision->guard.lock_retries &&
           !supervision_cancelled(supervision);
}

/* Each pause is twice as long as the previous one, so that queued sessions get the lock. Ten retries take less than a
 * minute. */
bool with_retries(Attempt *attempt, const void *request, const Supervision *supervision, StepOutcome *outcome,
                  Error *error)
{
    int64_t pause = FIRST_PAUSE;
    bool done = attempt(request, outcome, error);
    for (int64_t retries = 0; !done && may_try_again(supervision, retries, outcome, error); retries++) {
        supervision_note(supervision, "%s; rolled back, next try in %.1f s (%" PRId64 " of %" PRId64 ")",
                         error->message, (double)pause / 1000, retries + 1, supervision->guard.lock_retries);
        supervision_report(supervision, &(ProgressEvent){.kind = PROGRESS_RETRY,
                                                         .done = retries + 1,
                                                         .total = supervision->guard.lock_retries,
                                                         .milliseconds = pause});
        if (!supervision_sleep(supervision, pause)) {
            error_clear(error);
            return error_set(error, ERROR_CANCELLED, "cancelled");
        }
        pause = pause * 2 < MAX_PAUSE ? pause * 2 : MAX_PAUSE;
        error_clear(error);
        *outcome = (StepOutcome){0};
        supervision_report(supervision, &(ProgressEvent){.kind = PROGRESS_RETRY});
        done = attempt(request, outcome, error);
    }
    return done;
}
