/* A second connection that looks at the server while a statement is under way:
 * who blocks it, who waits behind it, and what it holds. */
#ifndef LIMBECK_SRC_MIGRATE_LOCK_WATCH_H
#define LIMBECK_SRC_MIGRATE_LOCK_WATCH_H

#include "limbeck/database/database.h"
#include "limbeck/migrate/supervision.h"

typedef struct LockWatch {
    Database *database; /* the one that works */
    const Supervision *supervision;
    Database *beside; /* opened when a statement first takes long */
    bool unavailable;
    int64_t pid;
    int64_t begun;  /* when the step did */
    int64_t looked; /* when last */
    bool is_blocked;
    bool queue_too_long;
    char blockers[512]; /* those told last */
    char waiters[512];
    char locks[512];
} LockWatch;

void lock_watch_begin(LockWatch *watch, Database *database, const Supervision *supervision);
void lock_watch_end(LockWatch *watch);

/* Between statements: a step of many short ones holds its locks all the same. False with an
 * error: more sessions wait than may. */
bool lock_watch_between(LockWatch *watch, Error *error);
/* The same while somebody holds the step up, for ProgressEvent.held. */
bool lock_watch_held(void *watch);

/* Says in a failed statement's error what the watch knows of the cause. */
void lock_watch_explain(const LockWatch *watch, Error *error);

#endif
