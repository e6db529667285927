#include "limbeck/base/job_pool.h"

#include "limbeck/base/checked.h"
#include "limbeck/base/vector.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Job {
    size_t number;
    pid_t child;
    int pipe;
    Text text; /* received, without a newline yet */
} Job;

struct JobPool {
    const JobCalls *calls;
    void *state;
    Job *jobs;
    size_t count, room;
};

JobPool *job_pool_new(const JobCalls *calls, void *state)
{
    JobPool *pool = memory_alloc(sizeof *pool);
    pool->calls = calls;
    pool->state = state;
    return pool;
}

/* A terminal's Ctrl-C reaches this process alone, which decides what the children do. */
static _Noreturn void be_child(const JobPool *pool, size_t job, pid_t parent, int pipe)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        signal(numbers[i], SIG_DFL);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    for (size_t i = 0; i < pool->count; i++)
        close(pool->jobs[i].pipe);
    FILE *report = getppid() == parent ? fdopen(pipe, "w") : NULL;
    if (!report)
        _exit(1);
    setvbuf(report, NULL, _IOLBF, 0);
    int status = pool->calls->work(pool->state, job, report);
    fclose(report);
    _exit(status);
}

bool job_pool_begin(JobPool *pool, size_t job, Error *error)
{
    int ends[2];
    const pid_t parent = getpid();
    if (pipe(ends) != 0)
        return error_set(error, ERROR_FILE, "cannot start another process: %s", strerror(errno));
    fflush(NULL); /* else the child would write it once more */
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        be_child(pool, job, parent, ends[1]);
    }
    const int problem = errno;
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return error_set(error, ERROR_FILE, "cannot start another process: %s", strerror(problem));
    }
    if (pool->count == pool->room) {
        pool->room = pool->room ? pool->room * 2 : 8;
        pool->jobs = memory_resize(pool->jobs, pool->room * sizeof *pool->jobs);
    }
    pool->jobs[pool->count++] = (Job){job, child, ends[0], text_on_heap()};
    return true;
}

size_t job_pool_running(const JobPool *pool)
{
    return pool->count;
}

static void take_lines(const JobPool *pool, Job *job)
{
    char *start = text_string(&job->text);
    for (char *end; (end = strchr(start, '\n')); start = end + 1) {
        *end = '\0';
        pool->calls->line(pool->state, job->number, start);
    }
    Text rest = text_on_heap();
    text_append(&rest, start);
    text_release(&job->text);
    job->text = rest;
}

/* A line that was cut off is not reported: the job did not end as it should, and its status says so. */
static void end_job(JobPool *pool, size_t index)
{
    Job job = pool->jobs[index];
    int status = 0;
    pool->jobs[index] = pool->jobs[--pool->count];
    close(job.pipe);
    while (waitpid(job.child, &status, 0) < 0 && errno == EINTR)
        continue;
    text_release(&job.text);
    pool->calls->end(pool->state, job.number, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

static void read_job(JobPool *pool, size_t index)
{
    char bytes[4096];
    Job *job = &pool->jobs[index];
    const ssize_t length = read(job->pipe, bytes, sizeof bytes);
    if (length > 0) {
        text_append_bytes(&job->text, bytes, (size_t)length);
        take_lines(pool, job);
    } else if (length == 0 || errno != EINTR) {
        end_job(pool, index);
    }
}

bool job_pool_wait(JobPool *pool, int milliseconds)
{
    struct pollfd *polled = memory_alloc((pool->count + 1) * sizeof *polled);
    const size_t count = pool->count;
    for (size_t i = 0; i < count; i++)
        polled[i] = (struct pollfd){.fd = pool->jobs[i].pipe, .events = POLLIN};
    const bool has_reports = poll(polled, (nfds_t)count, milliseconds) > 0;
    if (has_reports)
        for (size_t i = count; i > 0; i--) /* an ended job is replaced by the last one, which was read before */
            if (polled[i - 1].revents)
                read_job(pool, i - 1);
    free(polled);
    return has_reports;
}

void job_pool_signal(const JobPool *pool, int number)
{
    for (size_t i = 0; i < pool->count; i++)
        kill(pool->jobs[i].child, number);
}

void job_pool_free(JobPool *pool)
{
    if (!pool)
        return;
    job_pool_signal(pool, SIGKILL);
    for (size_t i = 0; i < pool->count; i++) {
        close(pool->jobs[i].pipe);
        waitpid(pool->jobs[i].child, NULL, 0);
        text_release(&pool->jobs[i].text);
    }
    free(pool->jobs);
    free(pool);
}
