#include "limbeck/project/status.h"

void status_begin(const StatusReceiver *status, const char *what, bool on_its_own_line)
{
    if (status->begin)
        status->begin(status->state, what, on_its_own_line);
}

void status_end(const StatusReceiver *status, bool done)
{
    if (status->end)
        status->end(status->state, done);
}
