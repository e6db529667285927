/* check: until limbeck compares models with a database it says so and fails; it
 * never claims that nothing changed. */
#include "verb.h"

static const Option options[] = {{0}};

static bool run(VerbCall *call, Error *error)
{
    (void)call;
    error_set(error, ERROR_CHECK, "limbeck does not compare models with a database yet");
    error_hint(error, "nothing was compared; run alembic check where Python is");
    return false;
}

const Verb verb_check = {.name = "check",
                         .help = "Check for pending upgrade operations; not available yet: always fails.",
                         .options = options,
                         .run = run};
