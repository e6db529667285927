#include "limbeck/migrate/supervision.h"

#include "limbeck/base/clock.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>

enum { PAUSE_MILLISECONDS = 50 };

const Guard guard_defaults = {.lock_wait = 60000, .lock_timeout = 5000, .lock_retries = 10};

void supervision_tell(const Supervision *supervision, const ProgressEvent *event)
{
    if (supervision->receiver)
        supervision->receiver(supervision->receiver_state, event);
}

void supervision_note(const Supervision *supervision, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    supervision_tell(supervision, &(ProgressEvent){.kind = PROGRESS_NOTE, .text = text});
}

bool supervision_cancelled(const Supervision *supervision)
{
    return supervision->cancelled && atomic_load(supervision->cancelled);
}

bool supervision_pause(const Supervision *supervision, int64_t milliseconds)
{
    int64_t until = clock_milliseconds() + milliseconds;
    while (clock_milliseconds() < until && !supervision_cancelled(supervision))
        poll(NULL, 0, PAUSE_MILLISECONDS);
    return !supervision_cancelled(supervision);
}
