/* Supervision of a run: progress events, pause and cancel, and how long it waits for other sessions.
 *
 *     static void receive(void *state, const ProgressEvent *event) { ... }
 *
 *     atomic_bool cancelled = false;
 *     Supervision watched = {.guard = guard_defaults, .cancelled = &cancelled, .receiver = receive};
 *     supervision_note(&watched, "%s is read from git", name);
 *     return !supervision_cancelled(&watched);
 */
#ifndef LIMBECK_MIGRATE_SUPERVISION_H
#define LIMBECK_MIGRATE_SUPERVISION_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct Revision;

typedef enum {
    PROGRESS_STEP,      /* a step begins: `revision`, `downgrade` */
    PROGRESS_STATEMENT, /* the statement `text` begins */
    PROGRESS_DONE,      /* the statement `text` ended after `milliseconds`; it affected `done` rows, or -1 */
    PROGRESS_ROWS,      /* `done` of `total` rows of a query are processed */
    PROGRESS_LOCKS,     /* `text` lists the locks the step holds; NULL: none */
    PROGRESS_NOTE,      /* output of print(), or a warning */
    PROGRESS_WAITING,   /* `text` names what the step waits for, `done` the pid of the first session; NULL: nothing */
    PROGRESS_RETRY,     /* try `done` of `total` begins after `milliseconds` */
    PROGRESS_COMMIT,    /* COMMIT was sent (`done` 1), or was answered or given up (0) */
    PROGRESS_QUEUE,     /* `text` names the sessions waiting for the step; NULL: none */
    PROGRESS_KEPT,      /* `text` says which part of the running step is committed */
    PROGRESS_COMMITTED, /* `done` rows of the step are committed in batches */
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
    int64_t batch_rows; /* of STATEMENT and ROWS: rows per committed batch; 0: not in batches */
    /* A receiver that pauses a statement calls this at intervals: it checks how many sessions wait. False: more than
     * queue_limit, and the step stops. NULL: nothing to check. */
    bool (*held)(void *state);
    void *held_state;
} ProgressEvent;

typedef void ProgressReceiver(void *state, const ProgressEvent *event);

/* All times in milliseconds. */
typedef struct Guard {
    int64_t lock_wait;         /* for the migration lock of another limbeck */
    int64_t lock_timeout;      /* of a statement, PostgreSQL only; 0: no limit */
    int64_t statement_timeout; /* of a statement, PostgreSQL only; 0: no limit */
    int64_t lock_retries;      /* retries of a step that met a lock */
    int64_t queue_limit;       /* sessions that may wait behind a step; 0: any number */
} Guard;

extern const Guard guard_defaults;

/* Whole-table changes run in batches by key, each committed, if the operator chose so. May be changed from any
 * thread, also during the run. */
typedef struct Pace {
    _Atomic int64_t batch_rows;      /* 0: one statement, as written in the script */
    _Atomic int64_t rows_per_second; /* upper limit; 0: none */
    _Atomic int64_t replica_lag;     /* bytes a standby may lag before the run waits; 0: any */
    atomic_bool paused;
    _Atomic int64_t ended_session; /* pid of a blocking session to end, as the operator wished; 0: none */
} Pace;

typedef struct Supervision {
    Guard guard;
    Pace *pace;                   /* may be NULL */
    const atomic_bool *cancelled; /* may be NULL */
    ProgressReceiver *receiver;   /* may be NULL */
    void *receiver_state;
} Supervision;

/* Calls the receiver, if any, on the calling thread; it must copy the texts that it needs later. */
void supervision_report(const Supervision *supervision, const ProgressEvent *event);
void supervision_note(const Supervision *supervision, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool supervision_cancelled(const Supervision *supervision);

/* Waits while the operator pauses the run and reports `text`; false when cancelled. */
bool supervision_wait_while_paused(const Supervision *supervision, const char *text);
/* Reports rows of a loop, at intervals, and pauses when the user has paused the run. */
void supervision_rows(const Supervision *supervision, int line, int64_t done, int64_t total, int64_t *reported_at);

/* Sleeps; returns false at once when cancelled. */
bool supervision_sleep(const Supervision *supervision, int64_t milliseconds);

#endif
