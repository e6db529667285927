#include "scratch_leftovers.h"

#include "limbeck/base/log.h"
#include "limbeck/base/map.h"

#include <inttypes.h>
#include <string.h>

/* The first key of the advisory lock marks temporary databases, the second identifies one. */
enum { LOCK_OF_SCRATCH = 0x6c696d73 };

enum { LEFTOVER_name, LEFTOVER_is_ours, LEFTOVER_users };
static const char sql_leftovers[] =
    "SELECT d.datname::text, "
    "pg_catalog.shobj_description(d.oid, 'pg_database') = 'limbeck test over ' || pg_catalog.current_database(), "
    "(SELECT count(*) FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid) "
    "FROM pg_catalog.pg_database d WHERE d.datname ~ '^limbeck_test_[0-9]+_[0-9]+$' ORDER BY d.datname";

static const char *lock_call_sql(Arena *arena, const char *function, const char *name)
{
    return arena_format(arena, "SELECT pg_catalog.%s(%d, %" PRId32 ")", function, LOCK_OF_SCRATCH,
                        (int32_t)hash_bytes(name, strlen(name)));
}

bool scratch_claim(Arena *arena, Database *server, const char *name, Error *error)
{
    bool ignored;
    return database_boolean(server, lock_call_sql(arena, "pg_advisory_lock", name), &ignored, error);
}

bool scratch_mark(Arena *arena, Database *server, const char *name, Error *error)
{
    const char *sql = arena_format(arena,
                                   "DO $limbeck$ BEGIN EXECUTE pg_catalog.format('COMMENT ON DATABASE %s IS %%L', "
                                   "'limbeck test over ' || pg_catalog.current_database()); END $limbeck$",
                                   name);
    return database_execute(server, sql, NULL, 0, NULL, error);
}

/* The owner holds the lock as long as it runs. */
static bool drop(Arena *arena, Database *server, const char *name)
{
    bool is_gone = false, ignored;
    Error error = {0};
    if (!database_boolean(server, lock_call_sql(arena, "pg_try_advisory_lock", name), &is_gone, &error) || !is_gone)
        return false;
    bool dropped =
        database_execute(server, arena_format(arena, "DROP DATABASE IF EXISTS %s", name), NULL, 0, NULL, &error);
    database_boolean(server, lock_call_sql(arena, "pg_advisory_unlock", name), &ignored, &error);
    if (dropped)
        log_line("notice: dropped the database %s, left by a limbeck that was killed", name);
    return dropped;
}

bool scratch_leftovers_drop(Arena *arena, Database *server, StringVector *names, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_query(server, sql_leftovers, NULL, 0, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row) {
        const char *name = arena_strdup(arena, row[LEFTOVER_name].bytes);
        bool is_ours = row[LEFTOVER_is_ours].type == CELL_BOOLEAN && row[LEFTOVER_is_ours].boolean,
             is_used = row[LEFTOVER_users].integer > 0;
        if (is_ours && !is_used && drop(arena, server, name))
            continue;
        if (!is_ours && !is_used)
            log_line("notice: the database %s is not in use and may be left by a limbeck that was killed; DROP "
                     "DATABASE %s removes it",
                     name, name);
        vector_push(arena, names, name);
    }
    result_free(result);
    return done;
}
