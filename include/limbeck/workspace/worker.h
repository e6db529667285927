/* The worker: the thread that owns every connection and evaluates every script. It runs jobs one after the other, on
 * a stack large enough for deep recursion.
 *
 *     static void job(void *state) { ... }
 *
 *     Worker *worker = worker_new();
 *     worker_post(worker, job, NULL);
 *     worker_free(worker); // after the job
 */
#ifndef LIMBECK_WORKSPACE_WORKER_H
#define LIMBECK_WORKSPACE_WORKER_H

#include <stdbool.h>

typedef struct Worker Worker;
typedef void WorkerJob(void *state);

/* Starts the thread; end it with worker_free(). */
Worker *worker_new(void);

/* Runs the job on the worker and waits for it. */
void worker_call(Worker *worker, WorkerJob *job, void *state);

/* As worker_call(), with a time limit. False when the job has not ended by then; it may still end later, so `state`
 * must stay valid. */
bool worker_call_within(Worker *worker, WorkerJob *job, void *state, int milliseconds);

/* Queues the job and returns. */
void worker_post(Worker *worker, WorkerJob *job, void *state);
/* Queues a job that checks at intervals whether another waits, and then ends early. */
void worker_post_yielding(Worker *worker, WorkerJob *job, void *state);
bool worker_is_busy(Worker *worker);
/* True when it runs a job that does not yield. */
bool worker_has_work(Worker *worker);
/* True when a job waits for the running one. */
bool worker_has_waiting(Worker *worker);

/* Finishes all queued jobs and ends the thread. */
void worker_free(Worker *worker);

#endif
