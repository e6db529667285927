/* A second connection that looks at the server while a statement is under way:
 * who blocks it, who waits behind it, and what it holds. */
#ifndef LIMBECK_SRC_MIGRATE_WATCH_H
#define LIMBECK_SRC_MIGRATE_WATCH_H

#include "limbeck/database/database.h"
#include "limbeck/migrate/supervision.h"

typedef struct Watch {
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
} Watch;

void watch_begin(Watch *watch, Database *database, const Supervision *supervision);
void watch_end(Watch *watch);

/* Between statements: a step of many short ones holds its locks all the same. False with an
 * error: more sessions wait than may. */
bool watch_between(Watch *watch, Error *error);
/* The same while somebody holds the step up, for ProgressEvent.held. */
bool watch_held(void *watch);

/* Says in a failed statement's error what the watch knows of the cause. */
void watch_explain(const Watch *watch, Error *error);

#endif
