#include "limbeck/migrate/lock.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/map.h"
#include "limbeck/base/text.h"
#include "limbeck/migrate/version.h"
#include "limbeck/reflection/sessions.h"
#include "limbeck/reflection/traces.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The first key of the advisory lock means limbeck, the second identifies the version table. */
enum { LOCK_OF_LIMBECK = 0x6c696d62, TRY_AGAIN_MILLISECONDS = 200 };

static int32_t key_of(Arena *arena, const ScriptEnvironment *environment)
{
    const char *schema = environment->version_table_schema;
    const char *name = arena_format(arena, "%s.%s", schema ? schema : "", environment->version_table);
    return (int32_t)hash_bytes(name, strlen(name));
}

static const char *lock_call_sql(Arena *arena, const char *function, int32_t key)
{
    return arena_format(arena, "pg_catalog.%s(%d, %" PRId32 ")", function, LOCK_OF_LIMBECK, key);
}

static bool query_lock(Database *database, const char *sql, bool *taken, bool *answered, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(database, sql, NULL, 0, &result, error))
        return false;
    bool done = result_next(result, &row, error);
    *answered = done && row && row[0].type != CELL_NULL;
    *taken = *answered && row[0].boolean;
    result_free(result);
    return done;
}

/* Whether this session holds the lock already. Taking it twice would need two unlocks, and a prefetched result
 * (migration_prefetch()) can be dropped unread. */
static const char *is_held(Arena *arena, int32_t key)
{
    return arena_format(arena,
                        "EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND classid = %d AND "
                        "objid = %" PRIu32 " AND objsubid = 2 AND pid = pg_catalog.pg_backend_pid() AND granted)",
                        LOCK_OF_LIMBECK, (uint32_t)key);
}

static const char *session_lock(Arena *arena, const Database *database, int32_t key)
{
    return arena_format(
        arena, "SELECT CASE WHEN pg_catalog.pg_backend_pid() <> %" PRId64 " THEN NULL WHEN %s THEN true ELSE %s END",
        database_facts(database)->session, is_held(arena, key), lock_call_sql(arena, "pg_try_advisory_lock", key));
}

/* Takes the session lock. The backend pid must be that of the login: if it differs there is an undetected pooler. */
static bool try_lock(Arena *arena, Database *database, int32_t key, bool *taken, Error *error)
{
    bool answered = false;
    if (!query_lock(database, session_lock(arena, database, key), taken, &answered, error))
        return false;
    if (answered)
        return true;
    error_set(error, ERROR_COMMAND,
              "the server process changed between two statements: a pooler is in between, which "
              "keeps no session");
    error_hint(error, "nothing was written; connect to the server directly");
    return false;
}

static const char *holder_of(Arena *arena, Database *database, int32_t key)
{
    Sessions holders = {0};
    if (!reflect_advisory_holder(arena, database, LOCK_OF_LIMBECK, key, &holders, NULL) || !holders.count)
        return "another session";
    holders.items[0].query = ""; /* its query changes all the time */
    return session_text(arena, &holders.items[0]);
}

/* ---- waiting, with a countdown ------------------------------------------------------- */

typedef struct LockWait {
    const Supervision *supervision;
    const char *holder;
    int64_t deadline;
    int64_t reported_seconds; /* seconds left, as last reported */
} LockWait;

static LockWait lock_wait_of(const Supervision *supervision)
{
    return (LockWait){.supervision = supervision,
                      .deadline = clock_milliseconds() + supervision->guard.lock_wait,
                      .reported_seconds = -1};
}

/* False when the time is over or the run is cancelled. */
static bool wait_on(void *state, int64_t waited)
{
    LockWait *lock_wait = state;
    int64_t left = lock_wait->deadline - clock_milliseconds(), seconds = (left + 999) / 1000;
    char text[512];
    (void)waited;
    if (left <= 0 || supervision_cancelled(lock_wait->supervision))
        return false;
    if (seconds != lock_wait->reported_seconds) {
        lock_wait->reported_seconds = seconds;
        snprintf(text, sizeof text, "%s is migrating this database; waiting %" PRId64 " s more", lock_wait->holder,
                 seconds);
        supervision_report(lock_wait->supervision, &(ProgressEvent){.kind = PROGRESS_WAITING, .text = text});
    }
    return true;
}

static void end_waiting(const LockWait *lock_wait)
{
    if (lock_wait->reported_seconds >= 0)
        supervision_report(lock_wait->supervision, &(ProgressEvent){.kind = PROGRESS_WAITING});
}

static bool refuse(const LockWait *lock_wait, Error *error)
{
    if (supervision_cancelled(lock_wait->supervision))
        return error_set(error, ERROR_CANCELLED, "cancelled");
    error_set(error, ERROR_DATABASE, "%s is migrating this database", lock_wait->holder);
    error_code(error, "55P03", NULL); /* lock_not_available; not ERROR_LOCKED: it was waited for */
    error_hint(error, "nothing was done; try again when it is finished, or wait longer with --lock-wait SECONDS");
    return false;
}

/* ---- PostgreSQL: advisory lock of the session, or of each transaction ------------------ */

typedef bool TryLock(Arena *arena, Database *database, int32_t key, const Supervision *supervision, bool *taken,
                     Error *error);

static bool lock_patiently(Database *database, int32_t key, const Supervision *supervision, TryLock *try, Error *error)
{
    Arena *arena = arena_new();
    LockWait lock_wait = lock_wait_of(supervision);
    bool taken = false, done = try(arena, database, key, supervision, &taken, error);
    while (done && !taken) {
        arena_reset(arena);
        lock_wait.holder = holder_of(arena, database, key);
        done = (wait_on(&lock_wait, 0) && supervision_sleep(supervision, TRY_AGAIN_MILLISECONDS)) ||
               refuse(&lock_wait, error);
        done = done && try(arena, database, key, supervision, &taken, error);
    }
    end_waiting(&lock_wait);
    arena_free(arena);
    return done;
}

static bool try_session(Arena *arena, Database *database, int32_t key, const Supervision *supervision, bool *taken,
                        Error *error)
{
    (void)supervision;
    return try_lock(arena, database, key, taken, error);
}

bool migration_lock(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                    Error *error)
{
    if (!database_traits(database)->is_server)
        return true;
    Arena *arena = arena_new();
    int32_t key = key_of(arena, environment);
    arena_free(arena);
    if (!database_facts(database)->is_pooled)
        return lock_patiently(database, key, supervision, try_session, error);
    TransactionScope *scope = database_scope(database);
    scope->takes_lock = true;
    scope->lock[0] = LOCK_OF_LIMBECK;
    scope->lock[1] = key;
    return true;
}

static const char *unlock_sql(Arena *arena, const ScriptEnvironment *environment)
{
    int32_t key = key_of(arena, environment);
    return arena_format(arena, "SELECT CASE WHEN %s THEN %s END", is_held(arena, key),
                        lock_call_sql(arena, "pg_advisory_unlock", key));
}

void migration_unlock(Database *database, const ScriptEnvironment *environment)
{
    if (!database_traits(database)->is_server)
        return;
    database_scope(database)->takes_lock = false;
    if (database_facts(database)->is_pooled)
        return;
    Arena *arena = arena_new();
    DatabaseResult *result = NULL;
    if (database_query(database, unlock_sql(arena, environment), NULL, 0, &result, NULL))
        result_free(result);
    arena_free(arena);
}

void migration_unlock_with_prefetch(Database *database, const ScriptEnvironment *environment, const PrefetchQuery *more,
                                    size_t count)
{
    if (!database_traits(database)->is_server || database_facts(database)->has_pooler)
        return;
    Arena *arena = arena_new();
    VECTOR(PrefetchQuery) queries = {0};
    PrefetchQuery version[VERSION_PREFETCH];
    PrefetchQuery unlock = {.sql = unlock_sql(arena, environment)};
    size_t version_count = version_prefetch(arena, database, environment, true, version);
    vector_push(arena, &queries, unlock);
    for (size_t i = 0; i < version_count; i++)
        vector_push(arena, &queries, version[i]);
    for (size_t i = 0; i < count; i++)
        vector_push(arena, &queries, more[i]);
    database_prefetch(database, queries.items, queries.count);
    arena_free(arena);
}

void migration_prefetch(Database *database, const ScriptEnvironment *environment, bool exists,
                        const PrefetchQuery *more, size_t count)
{
    if (!database_traits(database)->is_server || database_facts(database)->has_pooler)
        return;
    Arena *arena = arena_new();
    VECTOR(PrefetchQuery) queries = {0};
    PrefetchQuery version[VERSION_PREFETCH];
    PrefetchQuery lock = {.sql = session_lock(arena, database, key_of(arena, environment))};
    vector_push(arena, &queries, lock);
    size_t version_count = version_prefetch(arena, database, environment, exists, version);
    for (size_t i = 0; i < version_count; i++)
        vector_push(arena, &queries, version[i]);
    PrefetchQuery room = {.sql = lock_table_question};
    vector_push(arena, &queries, room);
    for (size_t i = 0; i < count; i++)
        vector_push(arena, &queries, more[i]);
    database_prefetch(database, queries.items, queries.count);
    arena_free(arena);
}

/* ---- transactions --------------------------------------------------------------------- */

/* Limits set by env.py, the role or the URL are kept. */
static void add_limit(Text *sql, const char *setting, int64_t milliseconds)
{
    if (milliseconds)
        text_append_format(sql,
                           "; SELECT pg_catalog.set_config('%s', '%" PRId64
                           "ms', true) WHERE pg_catalog.current_setting('%s') = '0'",
                           setting, milliseconds, setting);
}

/* BEGIN and the limits, in one message. */
static void add_limits(Text *sql, const Guard *guard)
{
    add_limit(sql, "lock_timeout", guard->lock_timeout);
    add_limit(sql, "statement_timeout", guard->statement_timeout);
}

static bool begin_limited(Database *database, const Guard *guard, Error *error)
{
    Text limits = text_on_heap();
    add_limits(&limits, guard);
    bool begun = database_begin_with(database, false, text_string(&limits), error);
    text_release(&limits);
    return begun;
}

/* When the lock is taken the transaction ends, so that the pooler gets its connection back. */
static bool try_transaction(Arena *arena, Database *database, int32_t key, const Supervision *supervision, bool *taken,
                            Error *error)
{
    const char *sql = arena_format(arena, "SELECT %s", lock_call_sql(arena, "pg_try_advisory_xact_lock", key));
    bool answered;
    bool done =
        begin_limited(database, &supervision->guard, error) && query_lock(database, sql, taken, &answered, error);
    if (!done || !*taken)
        database_rollback(database);
    return done;
}

static bool begin_on_server(Database *database, const Supervision *supervision, Error *error)
{
    const TransactionScope *scope = database_scope(database);
    return scope->takes_lock ? lock_patiently(database, scope->lock[1], supervision, try_transaction, error)
                             : begin_limited(database, &supervision->guard, error);
}

static bool begin_waiting(Database *database, const Supervision *supervision, Error *error)
{
    LockWait lock_wait = lock_wait_of(supervision);
    lock_wait.holder = "another program";
    Error refused = {0};
    bool begun;
    void *state;
    DatabaseWatch *watch = database_watched_by(database, &state);
    do {
        error_clear(&refused);
        database_watch(database, wait_on, &lock_wait);
        begun = database_begin(database, false, &refused);
        database_watch(database, watch, state);
    } while (!begun && refused.kind == ERROR_LOCKED && wait_on(&lock_wait, 0));
    end_waiting(&lock_wait);
    if (begun)
        return true;
    if (refused.kind == ERROR_LOCKED)
        return refuse(&lock_wait, error);
    *error = refused;
    return false;
}

bool migration_begin(Database *database, const Supervision *supervision, Error *error)
{
    return database_traits(database)->is_server ? begin_on_server(database, supervision, error)
                                                : begin_waiting(database, supervision, error);
}

bool migration_begin_with_query(Database *database, const Supervision *supervision, const char *query,
                                DatabaseResult **result, Error *error)
{
    *result = NULL;
    if (!database_pipelines(database))
        return migration_begin(database, supervision, error);
    Text sql = text_on_heap();
    text_append(&sql, "BEGIN");
    add_limits(&sql, &supervision->guard);
    text_append_format(&sql, "; %s", query);
    bool begun = database_query(database, text_string(&sql), NULL, 0, result, error);
    text_release(&sql);
    if (!begun)
        database_rollback(database);
    return begun;
}
