/* Runs jobs in child processes, several at a time: a job that crashes or is killed ends alone.
 *
 *     static const JobCalls calls = {read_one, take_line, note_end};
 *     JobPool *pool = job_pool_new(&calls, state);
 *     job_pool_begin(pool, 0, error);
 *     while (job_pool_running(pool))
 *         job_pool_wait(pool, 1000);      // calls calls.line() and calls.end()
 *     job_pool_free(pool);
 *
 * A child is a copy of this process (no other program is run), so the caller must have no other thread while it
 * begins a job. Children end with SIGTERM when this process ends. */
#ifndef LIMBECK_BASE_JOB_POOL_H
#define LIMBECK_BASE_JOB_POOL_H

#include "limbeck/base/error.h"

#include <stddef.h>
#include <stdio.h>

typedef struct JobPool JobPool;

typedef struct JobCalls {
    /* In the child: does the job, and writes lines to `report`. The child then ends with the returned status. */
    int (*work)(void *state, size_t job, FILE *report);
    /* In this process, from job_pool_wait(): a line that the job wrote, without its newline. */
    void (*line)(void *state, size_t job, const char *line);
    /* The job's child has ended: its status, or 128 + N after signal N. */
    void (*end)(void *state, size_t job, int status);
} JobCalls;

/* `calls` and `state` must outlive the pool. */
JobPool *job_pool_new(const JobCalls *calls, void *state);
/* Ends the children that still run with SIGKILL. */
void job_pool_free(JobPool *pool);

/* `job`: any number, given to the calls. False when no child can be started. */
bool job_pool_begin(JobPool *pool, size_t job, Error *error);
size_t job_pool_running(const JobPool *pool);
/* Waits for reports of the jobs, at most `milliseconds`. Returns early after a signal to this process. False: there was
 * no report. */
bool job_pool_wait(JobPool *pool, int milliseconds);
/* Sends a signal to all children. */
void job_pool_signal(const JobPool *pool, int number);

#endif
