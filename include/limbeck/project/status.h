/* What the writing verbs report while they work, as Alembic does: "Generating PATH ...",
 * then "done" or "FAILED".
 *
 *     status_begin(receiver, arena_format(arena, "Generating %s", path), false);
 *     done = file_create(path, content, length, error);
 *     status_end(receiver, done);
 */
#ifndef LIMBECK_PROJECT_STATUS_H
#define LIMBECK_PROJECT_STATUS_H

#include <stdbool.h>

typedef struct StatusReceiver {
    void (*begin)(void *state, const char *what, bool on_its_own_line);
    void (*end)(void *state, bool done);
    void *state;
} StatusReceiver;

/* No effect if the receiver has no functions. */
void status_begin(const StatusReceiver *status, const char *what, bool on_its_own_line);
void status_end(const StatusReceiver *status, bool done);

#endif
