#include "canceller.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct Canceller {
    pthread_t thread;
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
    sigset_t all, before;
    pthread_mutex_init(&canceller->mutex, NULL);
    pthread_cond_init(&canceller->changed, NULL);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_create(&canceller->thread, NULL, run, canceller);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
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
    pthread_mutex_unlock(&canceller->mutex);
}

void canceller_ask(Canceller *canceller)
{
    pthread_mutex_lock(&canceller->mutex);
    canceller->asked = true;
    pthread_cond_broadcast(&canceller->changed);
    pthread_mutex_unlock(&canceller->mutex);
}
