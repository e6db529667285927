/* How a run is watched over: what it tells while it works, who may stop it, and
 * how patient it is with others at the same database. */
#ifndef LIMBECK_MIGRATE_SUPERVISION_H
#define LIMBECK_MIGRATE_SUPERVISION_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct Revision;

typedef enum {
    PROGRESS_STEP,      /* `revision` begins, up or down */
    PROGRESS_STATEMENT, /* `text` begins now */
    PROGRESS_DONE,      /* the statement `text` is finished, after `milliseconds`; it touched `done` rows, or -1 */
    PROGRESS_ROWS,      /* `done` of `total` rows of a query were handled */
    PROGRESS_LOCKS,     /* what the step holds; no text: nothing */
    PROGRESS_NOTE,      /* something the script printed, or a warning */
    PROGRESS_WAITING,   /* `text` says for whom; NULL: no longer */
    PROGRESS_COMMIT,    /* COMMIT is sent (`done` 1), or answered, or given up (0) */
    PROGRESS_QUEUE,     /* `text` says who waits for the step; NULL: no session does, any longer */
    PROGRESS_KEPT,      /* `text` says what of the step is committed, though it has not ended */
    PROGRESS_COMMITTED, /* `done` rows of the step, in batches, are in the database for good */
} ProgressKind;

typedef struct ProgressEvent {
    ProgressKind kind;
    const struct Revision *revision;
    bool downgrade;
    const char *text;
    int line;
    int64_t milliseconds;
    int64_t done;
    int64_t total;
    int64_t batch_rows; /* of STATEMENT and ROWS: runs in batches of so many, each committed; 0: it does not */
    /* A receiver that holds a statement up calls this now and then: it looks who waits meanwhile.
     * False: too many do, and the step is given up. NULL where there is nothing to look at. */
    bool (*held)(void *state);
    void *held_state;
} ProgressEvent;

typedef void ProgressReceiver(void *state, const ProgressEvent *event);

/* Times are milliseconds. */
typedef struct Guard {
    int64_t lock_wait;         /* for another limbeck to finish */
    int64_t lock_timeout;      /* of a statement, on PostgreSQL; 0: none */
    int64_t statement_timeout; /* the same */
    int64_t lock_retries;      /* how often a step that met a lock is tried again */
    int64_t queue_limit;       /* how many sessions may wait behind a step; 0: any number */
} Guard;

extern const Guard guard_defaults;

/* Changes of whole tables in batches by key, each committed, where the operator chose
 * so. May be set from any thread, also while they run. */
typedef struct Pace {
    _Atomic int64_t batch_rows;      /* 0: in one statement, as the script has it */
    _Atomic int64_t rows_per_second; /* at most; 0: as fast as it goes */
    _Atomic int64_t replica_lag;     /* bytes that a standby may be behind before it is waited for; 0: any */
    atomic_bool paused;
} Pace;

typedef struct Supervision {
    Guard guard;
    Pace *pace;                   /* may be NULL */
    const atomic_bool *cancelled; /* may be NULL */
    ProgressReceiver *receiver;   /* may be NULL */
    void *receiver_state;
} Supervision;

void supervision_report(const Supervision *supervision, const ProgressEvent *event);
void supervision_note(const Supervision *supervision, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool supervision_cancelled(const Supervision *supervision);

/* Waits while the operator has paused the run, as `text` then says; false when cancelled. */
bool supervision_wait_while_paused(const Supervision *supervision, const char *text);

/* Sleeps; false as soon as somebody cancels. */
bool supervision_sleep(const Supervision *supervision, int64_t milliseconds);

#endif
