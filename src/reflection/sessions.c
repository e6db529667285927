#include "limbeck/reflection/sessions.h"

#include "queries.h"

#include "limbeck/base/figures.h"

#include <string.h>

static const char *text_of(Arena *arena, const DatabaseValue *value)
{
    return value->type == CELL_TEXT ? arena_strdup(arena, value->bytes) : "?";
}

static Session session_of(Arena *arena, const DatabaseValue *row)
{
    return (Session){row[0].integer,          text_of(arena, &row[1]), text_of(arena, &row[2]), text_of(arena, &row[3]),
                     text_of(arena, &row[4]), text_of(arena, &row[5]), text_of(arena, &row[6])};
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
        waiters->milliseconds = row[7].integer;
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
    if (done && row && row[0].type == CELL_TEXT)
        *locks = arena_strdup(arena, row[0].bytes);
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
        HeldLock lock = {session_of(arena, row), text_of(arena, &row[7])};
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
        SessionRow session = {.pid = row[0].integer};
        const char **texts[] = {&session.user,  &session.address, &session.application, &session.state,
                                &session.since, &session.waits,   &session.locks,       &session.query};
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            *texts[i] = text_of(arena, &row[i + 1]);
        vector_push(arena, rows, session);
    }
    result_free(result);
    return done;
}
