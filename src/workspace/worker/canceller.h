/* A thread that does nothing but cancel: asking a server that does not answer to stop
 * takes as long as it does not answer, and nobody else shall wait for that. */
#ifndef LIMBECK_SRC_WORKSPACE_WORKER_CANCELLER_H
#define LIMBECK_SRC_WORKSPACE_WORKER_CANCELLER_H

#include "limbeck/database/database.h"

typedef struct Canceller Canceller;

Canceller *canceller_new(void);
/* Only when no cancel is under way. */
void canceller_free(Canceller *canceller);

/* Whose statement it cancels from now on; NULL: none. Waits a moment for the
 * cancel that is under way. */
void canceller_aim(Canceller *canceller, Database *database);

/* Gives the connection up; returns at once. */
void canceller_abandon(Canceller *canceller);

/* Returns at once. */
void canceller_ask(Canceller *canceller);

#endif
