#include "limbeck/base/thread.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

bool thread_start(pthread_t *thread, size_t stack, void *(*run)(void *), void *state)
{
    pthread_attr_t attributes;
    sigset_t all, before;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(thread, &attributes, run, state) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return started;
}

/* ---- dividing work ------------------------------------------------------------------- */

typedef struct Shared {
    ThreadWork *work;
    void *state;
    size_t count;
    atomic_size_t next;
} Shared;

typedef struct Part {
    Shared *shared;
    size_t number;
    pthread_t thread;
} Part;

static void *run_part(void *state)
{
    const Part *part = state;
    Shared *shared = part->shared;
    for (size_t index; (index = atomic_fetch_add(&shared->next, 1)) < shared->count;)
        shared->work(shared->state, part->number, index);
    return NULL;
}

/* The number of processors this process may use. */
static size_t processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (size_t)CPU_COUNT(&set) : 1;
}

void thread_share(size_t count, size_t least, ThreadWork *work, void *state)
{
    Shared shared = {.work = work, .state = state, .count = count};
    Part parts[THREAD_PARTS];
    size_t wanted = count / least, most = processors(), started = 1;
    wanted = wanted > most ? most : wanted;
    for (size_t i = 0; i < THREAD_PARTS; i++)
        parts[i] = (Part){.shared = &shared, .number = i};
    while (started < wanted && started < THREAD_PARTS &&
           thread_start(&parts[started].thread, THREAD_STACK, run_part, &parts[started]))
        started++;
    run_part(&parts[0]); /* part 0 runs on the calling thread */
    for (size_t i = 1; i < started; i++)
        pthread_join(parts[i].thread, NULL);
}
