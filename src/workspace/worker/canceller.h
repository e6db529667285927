/* A thread for cancel requests: a server that does not answer also delays the cancel, and no other thread may wait
 * for that. */
#ifndef LIMBECK_SRC_WORKSPACE_WORKER_CANCELLER_H
#define LIMBECK_SRC_WORKSPACE_WORKER_CANCELLER_H

#include "limbeck/database/database.h"

typedef struct Canceller Canceller;

Canceller *canceller_new(void);
/* Call only when no cancel is running. */
void canceller_free(Canceller *canceller);

/* Sets the connection whose statement is cancelled from now on; NULL: none. Waits briefly for a running cancel. */
void canceller_set_database(Canceller *canceller, Database *database);

/* Abandons the connection; returns at once. */
void canceller_abandon(Canceller *canceller);

/* Requests a cancel; returns at once. */
void canceller_request(Canceller *canceller);

#endif
