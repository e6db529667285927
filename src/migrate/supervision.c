#include "limbeck/migrate/supervision.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/secrets.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>

enum { PAUSE_MILLISECONDS = 50, ROWS_MILLISECONDS = 40 };

const Guard guard_defaults = {.lock_wait = 60000, .lock_timeout = 5000, .lock_retries = 10};

void supervision_report(const Supervision *supervision, const ProgressEvent *event)
{
    if (!supervision->receiver)
        return;
    if (event->kind != PROGRESS_NOTE) {
        supervision->receiver(supervision->receiver_state, event);
        return;
    }
    ProgressEvent filtered = *event;
    Arena *arena = arena_new();
    filtered.text = text_without_passwords(arena, event->text); /* a note quotes a script or the server */
    supervision->receiver(supervision->receiver_state, &filtered);
    arena_free(arena);
}

void supervision_note(const Supervision *supervision, const char *format, ...)
{
    Arena *arena = arena_new();
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vformat(arena, format, arguments);
    va_end(arguments);
    supervision_report(supervision, &(ProgressEvent){.kind = PROGRESS_NOTE, .text = text});
    arena_free(arena);
}

bool supervision_cancelled(const Supervision *supervision)
{
    return supervision->cancelled && atomic_load(supervision->cancelled);
}

bool supervision_wait_while_paused(const Supervision *supervision, const char *text)
{
    const Pace *pace = supervision->pace;
    if (!pace || !atomic_load(&pace->paused))
        return true;
    bool goes_on = true;
    supervision_report(supervision, &(ProgressEvent){.kind = PROGRESS_WAITING, .text = text});
    while (goes_on && atomic_load(&pace->paused))
        goes_on = supervision_sleep(supervision, PAUSE_MILLISECONDS);
    supervision_report(supervision, &(ProgressEvent){.kind = PROGRESS_WAITING});
    return goes_on;
}

bool supervision_sleep(const Supervision *supervision, int64_t milliseconds)
{
    int64_t until = clock_milliseconds() + milliseconds;
    while (clock_milliseconds() < until && !supervision_cancelled(supervision))
        poll(NULL, 0, PAUSE_MILLISECONDS);
    return !supervision_cancelled(supervision);
}

void supervision_rows(const Supervision *supervision, int line, int64_t done, int64_t total, int64_t *reported_at)
{
    int64_t now = clock_last_tick();
    if (total > 1) /* check only for loops; otherwise the next statement cancels */
        supervision_wait_while_paused(supervision,
                                      "paused between two rows: the transaction stays open and holds its locks");
    if (total < 2 || (now - *reported_at < ROWS_MILLISECONDS && done != total && done != 0))
        return;
    *reported_at = now;
    supervision_report(supervision,
                       &(ProgressEvent){.kind = PROGRESS_ROWS, .line = line, .done = done, .total = total});
}
