/* The lock watch: a second connection that reads, while a statement runs, which sessions block it, which wait for it,
 * and the locks it holds. */
#ifndef LIMBECK_SRC_MIGRATE_LOCK_WATCH_H
#define LIMBECK_SRC_MIGRATE_LOCK_WATCH_H

#include "limbeck/database/database.h"
#include "limbeck/migrate/supervision.h"

typedef struct LockWatch {
    Database *database; /* connection that runs the step */
    const Supervision *supervision;
    Database *second; /* second connection, opened for the first long statement */
    bool unavailable;
    int64_t pid;
    int64_t step_started_at; /* start of the step */
    int64_t checked_at;      /* time of the last check */
    bool is_blocked;
    bool queue_too_long;
    char blockers[512]; /* as last reported */
    char waiters[512];
    char locks[512];
} LockWatch;

void lock_watch_begin(LockWatch *watch, Database *database, const Supervision *supervision);
void lock_watch_end(LockWatch *watch);

/* Call between statements, because a step of many short statements holds locks, too. False with an error: more
 * sessions wait than the limit allows. */
bool lock_watch_between(LockWatch *watch, Error *error);
/* As lock_watch_between(), for ProgressEvent.held: while the step is paused. */
bool lock_watch_check(void *watch);

/* Adds what the watch knows about the cause to the error of a failed statement. */
void lock_watch_explain(const LockWatch *watch, Error *error);

#endif
