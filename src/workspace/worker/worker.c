#include "limbeck/workspace/worker.h"

#include "limbeck/base/arena.h"
#include "limbeck/base/thread.h"

#include <stdlib.h>
#include <time.h>

enum { STACK_BYTES = 256 * 1024 * 1024 };

typedef struct Job {
    struct Job *next;
    WorkerJob *run;
    void *state;
    bool waited_for;
    bool yields;
    bool done;
} Job;

struct Worker {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    Job *first, *last;
    bool busy, yields; /* of the running job */
    bool stopping;
};

static Job *take_job(Worker *worker)
{
    while (!worker->first && !worker->stopping)
        pthread_cond_wait(&worker->changed, &worker->mutex);
    Job *job = worker->first;
    if (job) {
        worker->first = job->next;
        worker->last = worker->first ? worker->last : NULL;
    }
    return job;
}

static void *run_jobs(void *state)
{
    Worker *worker = state;
    pthread_mutex_lock(&worker->mutex);
    for (Job *job; (job = take_job(worker));) {
        worker->busy = true;
        worker->yields = job->yields;
        pthread_mutex_unlock(&worker->mutex);
        job->run(job->state);
        pthread_mutex_lock(&worker->mutex);
        worker->busy = false;
        job->done = true;
        if (!job->waited_for)
            free(job);
        pthread_cond_broadcast(&worker->changed);
    }
    pthread_mutex_unlock(&worker->mutex);
    return NULL;
}

Worker *worker_new(void)
{
    Worker *worker = memory_alloc(sizeof *worker);
    pthread_mutex_init(&worker->mutex, NULL);
    pthread_cond_init(&worker->changed, NULL);
    thread_start(&worker->thread, STACK_BYTES, run_jobs, worker);
    return worker;
}

static Job *add_job(Worker *worker, Job content)
{
    Job *job = memory_alloc(sizeof *job);
    *job = content;
    if (worker->last)
        worker->last->next = job;
    else
        worker->first = job;
    worker->last = job;
    pthread_cond_broadcast(&worker->changed);
    return job;
}

void worker_call(Worker *worker, WorkerJob *run, void *state)
{
    pthread_mutex_lock(&worker->mutex);
    Job *job = add_job(worker, (Job){.run = run, .state = state, .waited_for = true});
    while (!job->done)
        pthread_cond_wait(&worker->changed, &worker->mutex);
    pthread_mutex_unlock(&worker->mutex);
    free(job);
}

bool worker_call_within(Worker *worker, WorkerJob *run, void *state, int milliseconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += milliseconds / 1000;
    pthread_mutex_lock(&worker->mutex);
    Job *job = add_job(worker, (Job){.run = run, .state = state, .waited_for = true});
    bool in_time = true;
    while (!job->done && in_time)
        in_time = pthread_cond_timedwait(&worker->changed, &worker->mutex, &until) == 0;
    bool done = job->done;
    pthread_mutex_unlock(&worker->mutex);
    if (done)
        free(job);
    return done;
}

void worker_post(Worker *worker, WorkerJob *run, void *state)
{
    pthread_mutex_lock(&worker->mutex);
    add_job(worker, (Job){.run = run, .state = state});
    pthread_mutex_unlock(&worker->mutex);
}

void worker_post_yielding(Worker *worker, WorkerJob *run, void *state)
{
    pthread_mutex_lock(&worker->mutex);
    add_job(worker, (Job){.run = run, .state = state, .yields = true});
    pthread_mutex_unlock(&worker->mutex);
}

bool worker_is_busy(Worker *worker)
{
    pthread_mutex_lock(&worker->mutex);
    bool busy = worker->busy || worker->first;
    pthread_mutex_unlock(&worker->mutex);
    return busy;
}

bool worker_has_work(Worker *worker)
{
    pthread_mutex_lock(&worker->mutex);
    bool engaged = (worker->busy && !worker->yields) || worker->first;
    pthread_mutex_unlock(&worker->mutex);
    return engaged;
}

bool worker_has_waiting(Worker *worker)
{
    pthread_mutex_lock(&worker->mutex);
    bool waits = worker->first != NULL;
    pthread_mutex_unlock(&worker->mutex);
    return waits;
}

void worker_free(Worker *worker)
{
    if (!worker)
        return;
    pthread_mutex_lock(&worker->mutex);
    worker->stopping = true;
    pthread_cond_broadcast(&worker->changed);
    pthread_mutex_unlock(&worker->mutex);
    pthread_join(worker->thread, NULL);
    pthread_mutex_destroy(&worker->mutex);
    pthread_cond_destroy(&worker->changed);
    free(worker);
}
