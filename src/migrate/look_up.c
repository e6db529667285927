#include "look_up.h"

#include "limbeck/base/clock.h"

static bool until_deadline(void *state, int64_t waited)
{
    const LookUp *self = state;
    (void)waited;
    if (clock_milliseconds() > self->deadline)
        database_abandon(self->database);
    return true;
}

bool look_up_open(LookUp *self, const Database *lost, int64_t deadline)
{
    *self = (LookUp){database_open_beside(lost, NULL), deadline};
    if (self->database)
        database_watch(self->database, until_deadline, self);
    return self->database;
}

void look_up_close(LookUp *self)
{
    database_close(self->database);
}
