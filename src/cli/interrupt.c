#include "interrupt.h"

#include "limbeck/base/log.h"
#include "limbeck/workspace/workspace.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

/* A command line has one run. */
static struct {
    pthread_t thread;
    pthread_mutex_t mutex;
    Workspace *workspace;
    bool is_running, is_over;
} interrupts = {.mutex = PTHREAD_MUTEX_INITIALIZER};

/* OVER ends the thread when the work is done. */
enum { OVER = SIGUSR1 };
static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, OVER};

static void fill(sigset_t *set)
{
    sigemptyset(set);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaddset(set, signals[i]);
}

static void cancel_run(void)
{
    pthread_mutex_lock(&interrupts.mutex);
    bool is_out = interrupts.workspace && workspace_commit_is_pending(interrupts.workspace);
    log_line(is_out ? "notice: COMMIT is sent and not answered; waiting, then looking up its outcome"
                    : "notice: stopping; the open transaction is rolled back");
    if (interrupts.workspace)
        workspace_cancel(interrupts.workspace);
    pthread_mutex_unlock(&interrupts.mutex);
}

static bool is_over(void)
{
    pthread_mutex_lock(&interrupts.mutex);
    bool over = interrupts.is_over;
    pthread_mutex_unlock(&interrupts.mutex);
    return over;
}

static void *take_signals(void *state)
{
    sigset_t set;
    (void)state;
    fill(&set);
    for (int number, times = 0; sigwait(&set, &number) == 0 && !is_over();) {
        if (number == OVER)
            continue; /* SIGUSR1 from another process */
        if (times++)
            _exit(128 + number);
        cancel_run();
    }
    return NULL;
}

Workspace *interruptible_workspace(VerbCall *call, bool offline, const char *tag, Error *error)
{
    sigset_t set;
    fill(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    Workspace *workspace = verb_workspace_tagged(call, offline, tag, error);
    interrupts.workspace = workspace;
    interrupts.is_over = false;
    interrupts.is_running = workspace && pthread_create(&interrupts.thread, NULL, take_signals, NULL) == 0;
    return workspace;
}

void interruptible_close(Workspace *workspace)
{
    pthread_mutex_lock(&interrupts.mutex);
    interrupts.workspace = NULL;
    interrupts.is_over = true;
    pthread_mutex_unlock(&interrupts.mutex);
    if (interrupts.is_running) {
        pthread_kill(interrupts.thread, OVER);
        pthread_join(interrupts.thread, NULL);
    }
    interrupts.is_running = false;
    workspace_close(workspace);
}
