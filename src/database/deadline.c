/* Time limits for database calls. */
#include "limbeck/database/database.h"

#include "limbeck/base/clock.h"

static bool is_in_time(void *state, int64_t waited)
{
    DatabaseDeadline *deadline = state;
    deadline->is_over |= clock_milliseconds() >= deadline->until;
    return !deadline->is_over && (!deadline->before || deadline->before(deadline->before_state, waited));
}

void database_deadline_begin(DatabaseDeadline *deadline, Database *database, int64_t milliseconds)
{
    *deadline = (DatabaseDeadline){.until = clock_milliseconds() + milliseconds};
    deadline->before = database_watched_by(database, &deadline->before_state);
    database_watch(database, is_in_time, deadline);
}

bool database_deadline_end(const DatabaseDeadline *deadline, Database *database)
{
    database_watch(database, deadline->before, deadline->before_state);
    return deadline->is_over;
}
