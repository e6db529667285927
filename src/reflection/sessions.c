#include "limbeck/reflection/sessions.h"

#include "queries.h"

#include "limbeck/base/figures.h"

#include <string.h>

static const char *text_of(Arena *arena, const DatabaseValue *value)
{
    return value->type == CELL_TEXT ? arena_strdup(arena, value->bytes) : "?";
}

_Static_assert(SESSION_query == (int)WAITER_query && SESSION_query == (int)HELD_LOCK_query,
               "they begin as sessions do");

static Session session_of(Arena *arena, const DatabaseValue *row)
{
    return (Session){.pid = row[SESSION_pid].integer,
                     .user = text_of(arena, &row[SESSION_usename]),
                     .address = text_of(arena, &row[SESSION_address]),
                     .application = text_of(arena, &row[SESSION_application_name]),
                     .state = text_of(arena, &row[SESSION_state]),
                     .since = text_of(arena, &row[SESSION_since]),
                     .query = text_of(arena, &row[SESSION_query])};
}

static bool read_sessions(Arena *arena, Database *database, const char *sql, const DatabaseValue *keys, size_t count,
                          Sessions *sessions, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_query(database, sql, keys, count, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row) {
        vector_push(arena, sessions, session_of(arena, row));
    }
    result_free(result);
    return done;
}

const char *session_text(Arena *arena, const Session *session)
{
    return arena_format(arena, "pid %lld (%s from %s%s%s, %s since %s)%s%s", (long long)session->pid, session->user,
                        session->address, *session->application ? ", " : "", session->application, session->state,
                        session->since, *session->query ? ": " : "", session->query);
}

bool reflect_advisory_holder(Arena *arena, Database *database, int32_t first, int32_t second, Sessions *holders,
                             Error *error)
{
    /* pg_locks shows the keys as unsigned numbers. */
    const DatabaseValue keys[] = {{.type = CELL_INTEGER, .integer = (uint32_t)first},
                                  {.type = CELL_INTEGER, .integer = (uint32_t)second}};
    return read_sessions(arena, database, sql_postgresql_advisory_holder, keys, 2, holders, error);
}

bool reflect_blockers(Arena *arena, Database *database, int64_t pid, Sessions *blockers, Error *error)
{
    const DatabaseValue key = {.type = CELL_INTEGER, .integer = pid};
    return read_sessions(arena, database, sql_postgresql_blockers, &key, 1, blockers, error);
}

bool reflect_waiters(Arena *arena, Database *database, int64_t pid, Waiters *waiters, Error *error)
{
    const DatabaseValue key = {.type = CELL_INTEGER, .integer = pid};
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    *waiters = (Waiters){0};
    if (!database_query(database, sql_postgresql_waiters, &key, 1, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row) {
        if (waiters->count++)
            continue;
        waiters->longest = session_of(arena, row);
        waiters->milliseconds = row[WAITER_milliseconds].integer;
    }
    result_free(result);
    return done;
}

const char *waiters_text(Arena *arena, const Waiters *waiters)
{
    const Session *longest = &waiters->longest;
    bool is_one = waiters->count == 1;
    const char *name = *longest->application ? longest->application : longest->user;
    return arena_format(arena, "%s session%s for this step%s for %s: pid %lld (%s), query since %s: %s",
                        format_count(arena, waiters->count), is_one ? " waits" : "s wait",
                        is_one ? "," : "; the longest", format_duration(arena, waiters->milliseconds),
                        (long long)longest->pid, name, longest->since, longest->query);
}

bool reflect_held_locks(Arena *arena, Database *database, int64_t pid, const char **locks, Error *error)
{
    const DatabaseValue key = {.type = CELL_INTEGER, .integer = pid};
    DatabaseResult *result;
    const DatabaseValue *row;
    *locks = NULL;
    if (!database_query(database, sql_postgresql_held_locks, &key, 1, &result, error))
        return false;
    bool done = result_next(result, &row, error);
    if (done && row && row[LOCKS_OF_SESSION_locks].type == CELL_TEXT)
        *locks = arena_strdup(arena, row[LOCKS_OF_SESSION_locks].bytes);
    result_free(result);
    return done;
}

bool reflect_locks_on(Arena *arena, Database *database, const char *quoted, HeldLocks *locks, Error *error)
{
    const DatabaseValue key = {.type = CELL_TEXT, .bytes = quoted, .length = strlen(quoted)};
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_query(database, sql_postgresql_locks_on, &key, 1, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row) {
        HeldLock lock = {session_of(arena, row), text_of(arena, &row[HELD_LOCK_mode])};
        vector_push(arena, locks, lock);
    }
    result_free(result);
    return done;
}

bool reflect_sessions(Arena *arena, Database *database, SessionRows *rows, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_query(database, sql_postgresql_sessions, NULL, 0, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row) {
        SessionRow session = {.pid = row[SESSION_ROW_pid].integer,
                              .user = text_of(arena, &row[SESSION_ROW_usename]),
                              .address = text_of(arena, &row[SESSION_ROW_address]),
                              .application = text_of(arena, &row[SESSION_ROW_application_name]),
                              .state = text_of(arena, &row[SESSION_ROW_state]),
                              .since = text_of(arena, &row[SESSION_ROW_since]),
                              .waits = text_of(arena, &row[SESSION_ROW_waits]),
                              .locks = text_of(arena, &row[SESSION_ROW_locks]),
                              .query = text_of(arena, &row[SESSION_ROW_query])};
        vector_push(arena, rows, session);
    }
    result_free(result);
    return done;
}
