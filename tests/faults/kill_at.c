/* Loaded before libpq and sqlite3: at the Nth statement limbeck dies, or its server.
 *
 *   FAULT_AT=7       which call
 *   FAULT_AFTER=1    when the call is made, not before
 *   FAULT_PID=4711   whom; otherwise this process
 *   FAULT_COUNT=FILE nobody dies: the number of calls is written there */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int calls;

static void die(int after)
{
    const char *at = getenv("FAULT_AT"), *pid = getenv("FAULT_PID");
    if (at && calls == atoi(at) && after == (getenv("FAULT_AFTER") != NULL))
        kill(pid ? (pid_t)atoi(pid) : getpid(), SIGKILL);
}

static void count(void)
{
    const char *file = getenv("FAULT_COUNT");
    FILE *out = file ? fopen(file, "w") : NULL;
    calls++;
    if (out) {
        fprintf(out, "%d\n", calls);
        fclose(out);
    }
}

#define REAL(type, name) ((type)dlsym(RTLD_NEXT, name))

/* Only what a driver of limbeck calls for each statement. */
int PQsendQuery(void *connection, const char *sql)
{
    count();
    die(0);
    int sent = REAL(int (*)(void *, const char *), "PQsendQuery")(connection, sql);
    die(1);
    return sent;
}

int PQsendQueryPrepared(void *connection, const char *name, int parameters, const char *const *values,
                        const int *lengths, const int *formats, int result)
{
    count();
    die(0);
    int sent = REAL(int (*)(void *, const char *, int, const char *const *, const int *, const int *, int),
                    "PQsendQueryPrepared")(connection, name, parameters, values, lengths, formats, result);
    die(1);
    return sent;
}

int PQsendQueryParams(void *connection, const char *sql, int parameters, const unsigned *types,
                      const char *const *values, const int *lengths, const int *formats, int result)
{
    count();
    die(0);
    int sent =
        REAL(int (*)(void *, const char *, int, const unsigned *, const char *const *, const int *, const int *, int),
             "PQsendQueryParams")(connection, sql, parameters, types, values, lengths, formats, result);
    die(1);
    return sent;
}

/* Of a pipeline: the statement is still in this process before it, and after it on its way to the server. */
int PQsendFlushRequest(void *connection)
{
    count();
    die(0);
    int sent = REAL(int (*)(void *), "PQsendFlushRequest")(connection);
    const char *at = getenv("FAULT_AT");
    if (at && calls == atoi(at))
        REAL(int (*)(void *), "PQflush")(connection);
    die(1);
    return sent;
}

/* A statement's first step; those that fetch its further rows are not counted. */
int sqlite3_step(void *statement)
{
    if (REAL(int (*)(void *), "sqlite3_stmt_busy")(statement))
        return REAL(int (*)(void *), "sqlite3_step")(statement);
    count();
    die(0);
    int code = REAL(int (*)(void *), "sqlite3_step")(statement);
    die(1);
    return code;
}
