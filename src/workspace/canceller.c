#include "canceller.h"

#include "limbeck/base/thread.h"

#include <stdlib.h>

struct Canceller {
    pthread_t thread; /* begun with the first database */
    bool has_thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    Database *database;
    bool asked, is_busy, stopping;
};

static void *run(void *state)
{
    Canceller *canceller = state;
    pthread_mutex_lock(&canceller->mutex);
    while (!canceller->stopping) {
        if (!canceller->asked) {
            pthread_cond_wait(&canceller->changed, &canceller->mutex);
            continue;
        }
        Database *database = canceller->database;
        canceller->asked = false;
        canceller->is_busy = database != NULL;
        pthread_mutex_unlock(&canceller->mutex);
        if (database)
            database_cancel(database);
        pthread_mutex_lock(&canceller->mutex);
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
    pthread_mutex_destroy(&canceller->mutex);
    pthread_cond_destroy(&canceller->changed);
    free(canceller);
}

void canceller_aim(Canceller *canceller, Database *database)
{
    pthread_mutex_lock(&canceller->mutex);
    while (canceller->is_busy)
        pthread_cond_wait(&canceller->changed, &canceller->mutex);
    canceller->database = database;
    canceller->asked = false;
    if (database && !canceller->has_thread)
        canceller->has_thread = thread_start(&canceller->thread, THREAD_STACK, run, canceller);
    pthread_mutex_unlock(&canceller->mutex);
}

void canceller_ask(Canceller *canceller)
{
    pthread_mutex_lock(&canceller->mutex);
    canceller->asked = true;
    pthread_cond_broadcast(&canceller->changed);
    pthread_mutex_unlock(&canceller->mutex);
}
