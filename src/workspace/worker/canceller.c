#include "canceller.h"

#include "limbeck/base/thread.h"

#include <stdlib.h>
#include <time.h>

enum { LONGEST_WAIT_SECONDS = 2 };

struct Canceller {
    pthread_t thread; /* started with the first database */
    bool has_thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    Database *database;
    bool is_requested, is_busy, stopping;
    unsigned threads; /* detached threads that still wait for a server */
};

static void *run(void *state)
{
    Canceller *canceller = state;
    pthread_mutex_lock(&canceller->mutex);
    unsigned mine = canceller->threads;
    while (!canceller->stopping) {
        if (!canceller->is_requested) {
            pthread_cond_wait(&canceller->changed, &canceller->mutex);
            continue;
        }
        Database *database = canceller->database;
        canceller->is_requested = false;
        canceller->is_busy = database != NULL;
        pthread_mutex_unlock(&canceller->mutex);
        if (database)
            database_cancel(database);
        pthread_mutex_lock(&canceller->mutex);
        if (mine != canceller->threads)
            break;
        canceller->is_busy = false;
        pthread_cond_broadcast(&canceller->changed);
    }
    pthread_mutex_unlock(&canceller->mutex);
    return NULL;
}

Canceller *canceller_new(void)
{
    Canceller *canceller = memory_alloc(sizeof *canceller);
    pthread_mutex_init(&canceller->mutex, NULL);
    pthread_cond_init(&canceller->changed, NULL);
    return canceller;
}

void canceller_free(Canceller *canceller)
{
    if (!canceller)
        return;
    pthread_mutex_lock(&canceller->mutex);
    canceller->stopping = true;
    pthread_cond_broadcast(&canceller->changed);
    pthread_mutex_unlock(&canceller->mutex);
    if (canceller->has_thread)
        pthread_join(canceller->thread, NULL);
    if (canceller->threads) /* a detached thread may still use it */
        return;
    pthread_mutex_destroy(&canceller->mutex);
    pthread_cond_destroy(&canceller->changed);
    free(canceller);
}

static void wait_for_running_cancel(Canceller *canceller)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LONGEST_WAIT_SECONDS;
    while (canceller->is_busy && pthread_cond_timedwait(&canceller->changed, &canceller->mutex, &until) == 0)
        continue;
}

/* The server does not answer the cancel: leaves the thread and its data alone, and starts a new one. */
static void detach(Canceller *canceller)
{
    database_leave_cancel(canceller->database);
    pthread_detach(canceller->thread);
    canceller->threads++;
    canceller->has_thread = canceller->is_busy = false;
}

void canceller_set_database(Canceller *canceller, Database *database)
{
    pthread_mutex_lock(&canceller->mutex);
    wait_for_running_cancel(canceller);
    if (canceller->is_busy)
        detach(canceller);
    canceller->database = database;
    canceller->is_requested = false;
    if (database && !canceller->has_thread)
        canceller->has_thread = thread_start(&canceller->thread, THREAD_STACK, run, canceller);
    pthread_mutex_unlock(&canceller->mutex);
}

void canceller_request(Canceller *canceller)
{
    pthread_mutex_lock(&canceller->mutex);
    canceller->is_requested = true;
    pthread_cond_broadcast(&canceller->changed);
    pthread_mutex_unlock(&canceller->mutex);
}

void canceller_abandon(Canceller *canceller)
{
    pthread_mutex_lock(&canceller->mutex);
    if (canceller->database)
        database_abandon(canceller->database);
    pthread_mutex_unlock(&canceller->mutex);
}
