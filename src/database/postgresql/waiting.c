/* Waits for the server's answer, and stops waiting. */
#include "postgresql.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/thread.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { FIRST_PAUSE = 1000, CHECK_MILLISECONDS = 10 };

/* A cancel request on its own thread, because PQcancel() blocks when the server does not answer. */
typedef struct CancelRequest {
    PGcancel *token;
    atomic_bool is_done;
    atomic_int holders; /* owners: the thread, and its creator */
} CancelRequest;

/* A statement that the watch gave up. */
typedef struct GivenUp {
    CancelRequest *request;            /* NULL: no cancel sent yet */
    int64_t since, last_cancel, pause; /* time of giving up, time of the last cancel, pause until the next */
} GivenUp;

static void release(CancelRequest *request)
{
    if (!request || atomic_fetch_sub(&request->holders, 1) > 1)
        return;
    pq.PQfreeCancel(request->token);
    free(request);
}

static void *cancel(void *state)
{
    CancelRequest *request = state;
    char message[256];
    pq.PQcancel(request->token, message, sizeof message);
    atomic_store(&request->is_done, true);
    release(request);
    return NULL;
}

static CancelRequest *start_cancel(Database *database)
{
    pthread_t thread;
    CancelRequest *request = memory_alloc(sizeof *request);
    request->token = pq.PQgetCancel(handle(database));
    atomic_init(&request->holders, 2);
    atomic_store(&database->cancelled, true);
    if (thread_start(&thread, THREAD_STACK, cancel, request))
        pthread_detach(thread);
    else
        cancel(request);
    return request; // NOLINT(clang-analyzer-unix.Malloc): two owners, of which cancel() released one
}

static void abandon(Database *database, GivenUp *given_up)
{
    int64_t now = clock_milliseconds();
    if (given_up->request &&
        (!atomic_load(&given_up->request->is_done) || now - given_up->last_cancel < given_up->pause))
        return;
    release(given_up->request);
    given_up->request = start_cancel(database);
    given_up->since = given_up->since ? given_up->since : now;
    given_up->last_cancel = now;
    given_up->pause = given_up->pause ? 2 * given_up->pause : FIRST_PAUSE;
}

static void abandon_if_overdue(Database *database, const GivenUp *given_up)
{
    if (database->patience && given_up->since && clock_milliseconds() - given_up->since >= database->patience)
        database_abandon(database);
}

/* Waits for a running cancel, which must not hit the next statement. */
static void end_cancel(Database *database, GivenUp *given_up)
{
    while (given_up->request && !atomic_load(&given_up->request->is_done) && !database_is_abandoned(database)) {
        poll(NULL, 0, CHECK_MILLISECONDS);
        abandon_if_overdue(database, given_up);
    }
    release(given_up->request);
    if (given_up->request && database_is_abandoned(database))
        shutdown(pq.PQsocket(handle(database)), SHUT_RDWR);
}

void postgresql_wait(Database *database)
{
    PGconn *connection = handle(database);
    int64_t started = clock_milliseconds();
    GivenUp given_up = {0};
    while (pq.PQisBusy(connection)) {
        bool has_more = pq.PQflush(connection) > 0; /* of what is sent without blocking */
        struct pollfd descriptor = {.fd = pq.PQsocket(connection), .events = has_more ? POLLIN | POLLOUT : POLLIN};
        int ready = poll(&descriptor, 1, WATCH_MILLISECONDS);
        if (ready < 0 && errno != EINTR)
            break;
        if (database_is_abandoned(database)) /* makes libpq report the closed connection */
            shutdown(descriptor.fd, SHUT_RDWR);
        if (ready > 0 && (descriptor.revents & ~POLLOUT) &&
            !pq.PQconsumeInput(connection)) { /* libpq's next message would be about the closed socket */
            database->lost = arena_strdup(database->arena, pq.PQerrorMessage(connection));
            break;
        }
        if (ready == 0 && database->watch && !database->watch(database->watch_state, clock_milliseconds() - started))
            abandon(database, &given_up);
        if (ready == 0)
            abandon_if_overdue(database, &given_up);
    }
    end_cancel(database, &given_up);
}
