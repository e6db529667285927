/* Waits for the server's answer, and stops waiting. */
#include "postgresql.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/thread.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { FIRST_PAUSE = 1000, LOOK_MILLISECONDS = 10 };

/* A cancel request on its own thread, because PQcancel() blocks when the server does not answer. */
typedef struct CancelAside {
    PGcancel *token;
    atomic_bool is_done;
    atomic_int holders; /* owners: the thread, and its creator */
} CancelAside;

/* A statement that the watch gave up. */
typedef struct GivenUp {
    CancelAside *aside;          /* NULL: no cancel sent yet */
    int64_t since, asked, pause; /* time of giving up, time of the last cancel, pause until the next */
} GivenUp;

static void release(CancelAside *aside)
{
    if (!aside || atomic_fetch_sub(&aside->holders, 1) > 1)
        return;
    pq.PQfreeCancel(aside->token);
    free(aside);
}

static void *cancel(void *state)
{
    CancelAside *aside = state;
    char message[256];
    pq.PQcancel(aside->token, message, sizeof message);
    atomic_store(&aside->is_done, true);
    release(aside);
    return NULL;
}

static CancelAside *start_cancel(Database *database)
{
    pthread_t thread;
    CancelAside *aside = memory_alloc(sizeof *aside);
    aside->token = pq.PQgetCancel(handle(database));
    atomic_init(&aside->holders, 2);
    atomic_store(&database->cancelled, true);
    if (thread_start(&thread, THREAD_STACK, cancel, aside))
        pthread_detach(thread);
    else
        cancel(aside);
    return aside; // NOLINT(clang-analyzer-unix.Malloc): it is held twice, and was let go of once
}

static void abandon(Database *database, GivenUp *given_up)
{
    int64_t now = clock_milliseconds();
    if (given_up->aside && (!atomic_load(&given_up->aside->is_done) || now - given_up->asked < given_up->pause))
        return;
    release(given_up->aside);
    given_up->aside = start_cancel(database);
    given_up->since = given_up->since ? given_up->since : now;
    given_up->asked = now;
    given_up->pause = given_up->pause ? 2 * given_up->pause : FIRST_PAUSE;
}

static void lose_patience(Database *database, const GivenUp *given_up)
{
    if (database->patience && given_up->since && clock_milliseconds() - given_up->since >= database->patience)
        database_abandon(database);
}

/* Waits for a running cancel, which must not hit the next statement. */
static void end_cancel(Database *database, GivenUp *given_up)
{
    while (given_up->aside && !atomic_load(&given_up->aside->is_done) && !database_is_abandoned(database)) {
        poll(NULL, 0, LOOK_MILLISECONDS);
        lose_patience(database, given_up);
    }
    release(given_up->aside);
    if (given_up->aside && database_is_abandoned(database))
        shutdown(pq.PQsocket(handle(database)), SHUT_RDWR);
}

void postgresql_wait(Database *database)
{
    PGconn *connection = handle(database);
    int64_t started = clock_milliseconds();
    GivenUp given_up = {0};
    while (pq.PQisBusy(connection)) {
        struct pollfd descriptor = {.fd = pq.PQsocket(connection), .events = POLLIN};
        int ready = poll(&descriptor, 1, WATCH_MILLISECONDS);
        if (ready < 0 && errno != EINTR)
            break;
        if (database_is_abandoned(database)) /* makes libpq report the closed connection */
            shutdown(descriptor.fd, SHUT_RDWR);
        if (ready > 0 && !pq.PQconsumeInput(connection)) { /* libpq's next message would be about the closed socket */
            database->lost = arena_strdup(database->arena, pq.PQerrorMessage(connection));
            break;
        }
        if (ready == 0 && database->watch && !database->watch(database->watch_state, clock_milliseconds() - started))
            abandon(database, &given_up);
        if (ready == 0)
            lose_patience(database, &given_up);
    }
    end_cancel(database, &given_up);
}
