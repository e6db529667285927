/* Other sessions of a PostgreSQL server: the locks they hold, and who waits for whom.
 *
 *     Waiters waiters = {0};
 *     if (reflect_waiters(arena, database, database_facts(database)->session, &waiters, error) && waiters.count)
 *         show("%s", waiters_text(arena, &waiters));
 */
#ifndef LIMBECK_REFLECTION_SESSIONS_H
#define LIMBECK_REFLECTION_SESSIONS_H

#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

typedef struct Session {
    int64_t pid;
    const char *user;
    const char *address; /* "local" for a Unix socket */
    const char *application;
    const char *state; /* "idle in transaction" */
    const char *since; /* "2026-11-22 22:41:07+00" */
    const char *query; /* on one line, truncated */
} Session;

typedef VECTOR(Session) Sessions;

/* "pid 4711 (alice from 10.0.0.7, psql, idle in transaction since 22:41:07): LOCK TABLE users" */
const char *session_text(Arena *arena, const Session *session);

/* The sessions that hold an advisory lock with these two keys. */
bool reflect_advisory_holder(Arena *arena, Database *database, int32_t first, int32_t second, Sessions *holders,
                             Error *error);

/* The other sessions of the database, waiting ones first. */
typedef struct SessionRow {
    int64_t pid;
    const char *user, *address, *application, *state;
    const char *since; /* "00:02:17": age of its transaction or state */
    const char *waits; /* "waits for 4711"; "": does not wait */
    const char *locks; /* on tables: "Access Exclusive on users"; "": none */
    const char *query;
} SessionRow;

typedef VECTOR(SessionRow) SessionRows;

/* The sessions of this database, 200 at most and without our own; those that are blocked first. PostgreSQL only. */
bool reflect_sessions(Arena *arena, Database *database, SessionRows *rows, Error *error);

/* A lock on a table that another session holds. */
typedef struct HeldLock {
    Session session;
    const char *mode; /* "AccessShareLock" */
} HeldLock;

typedef VECTOR(HeldLock) HeldLocks;

/* The locks that other sessions hold on the table, whose name is quoted for the server. */
bool reflect_locks_on(Arena *arena, Database *database, const char *quoted, HeldLocks *locks, Error *error);

/* The sessions that block the backend `pid`. */
bool reflect_blockers(Arena *arena, Database *database, int64_t pid, Sessions *blockers, Error *error);

/* The sessions that wait for a backend, directly or behind another waiting session. */
typedef struct Waiters {
    int64_t count;
    Session longest;
    int64_t milliseconds; /* since the query of `longest` began */
} Waiters;

/* Sets `count` to 0 where no session waits. */
bool reflect_waiters(Arena *arena, Database *database, int64_t pid, Waiters *waiters, Error *error);
/* "2 sessions wait for this step; the longest for 7.0 s: pid 538 (nightly-report), query since 22:41:07: SELECT 1" */
const char *waiters_text(Arena *arena, const Waiters *waiters);

/* The locks it holds: "ACCESS EXCLUSIVE on users, ROW EXCLUSIVE on alembic_version"; NULL: read locks only. */
bool reflect_held_locks(Arena *arena, Database *database, int64_t pid, const char **locks, Error *error);

#endif
