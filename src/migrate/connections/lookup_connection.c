#include "lookup_connection.h"

#include "limbeck/base/clock.h"

static bool milliseconds_left(void *state, int64_t waited)
{
    const LookupConnection *self = state;
    (void)waited;
    if (clock_milliseconds() > self->deadline)
        database_abandon(self->database);
    return true;
}

bool lookup_connection_open(LookupConnection *self, const Database *lost, int64_t deadline)
{
    *self = (LookupConnection){database_open_another(lost, NULL), deadline};
    if (self->database)
        database_watch(self->database, milliseconds_left, self);
    return self->database;
}

void lookup_connection_close(LookupConnection *self)
{
    database_close(self->database);
}
