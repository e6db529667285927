/* The thread that owns every connection and runs every script. Others hand it
 * jobs; it runs them one after the other, on a stack large enough for deep
 * recursion. */
#ifndef LIMBECK_WORKSPACE_WORKER_H
#define LIMBECK_WORKSPACE_WORKER_H

#include <stdbool.h>

typedef struct Worker Worker;
typedef void WorkerJob(void *state);

Worker *worker_new(void);

/* Runs the job on the worker and waits for it. */
void worker_call(Worker *worker, WorkerJob *job, void *state);

/* The same, for so long; false when it is not done by then, and may be some day. */
bool worker_call_within(Worker *worker, WorkerJob *job, void *state, int milliseconds);

/* Hands the job over and returns. */
void worker_post(Worker *worker, WorkerJob *job, void *state);
/* A job that looks now and then whether another waits, and then gives way. */
void worker_post_yielding(Worker *worker, WorkerJob *job, void *state);
bool worker_is_busy(Worker *worker);
/* The same, but for a job that gives way. */
bool worker_is_engaged(Worker *worker);
/* A job waits for the one under way. */
bool worker_has_waiting(Worker *worker);

/* Finishes the jobs under way and ends the thread. */
void worker_free(Worker *worker);

#endif
