#include "second_connection.h"
#include "compiled_cache.h"
#include "result_rows.h"

#include "limbeck/migrate/environment_reader.h"
#include "limbeck/migrate/live_query.h"
#include "limbeck/reflection/inspection.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

struct SecondConnection {
    Sink sink; /* must be first: src/alembic sees only this part */
    Arena *arena, *scratch;
    CompiledCache cache;
    CompileOptions options;
    Database *database;
    Database *own;       /* NULL: `database` is the run's */
    bool answers_env_py; /* its queries, while limbeck follows it */
};

/* What the server says instead of waiting for the migration's own locks, and of a query that would write. */
enum { LOCK_MILLISECONDS = 2000 };

static bool is_lock_wait(const Error *error)
{
    return error->kind == ERROR_LOCKED || strcmp(error->code, "55P03") == 0;
}

static bool is_read_only_error(const Error *error)
{
    return strcmp(error->code, "25006") == 0;
}

static bool is_timeout(const Error *error)
{
    return strcmp(error->code, "57014") == 0;
}

/* NULL: an error that Alembic has, too. */
static const char *limit_reached(const SecondConnection *self, const Error *error)
{
    if (is_read_only_error(error))
        return "a query that writes, on a second connection";
    if (!self->answers_env_py)
        return is_lock_wait(error) ? "a query on a second connection that waits for the locks of this step" : NULL;
    return is_lock_wait(error) ? "a query of env.py that waits more than 2 s for the lock of another session"
           : is_timeout(error) ? "a query of env.py that takes more than 10 s"
                               : NULL;
}

/* A script must not catch these: Alembic would wait, or write. */
static bool refuse_instead(const SecondConnection *self, Error *error)
{
    const char *what = limit_reached(self, error);
    if (!what)
        return false;
    error_clear(error);
    return error_set(error, ERROR_UNSUPPORTED, "limbeck does not evaluate this: %s", what);
}

static bool begins_as_query(const char *sql)
{
    static const char *const words[] = {"select", "show", "values"};
    sql += strspn(sql, " \t\r\n(");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncasecmp(sql, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

static bool query(Sink *sink, const Statement *statement, const ParameterSet *sets, size_t set_count, ScriptRows **rows,
                  Error *error)
{
    SecondConnection *self = (SecondConnection *)sink;
    DatabaseValue *values;
    DatabaseResult *result = NULL;
    arena_reset(self->scratch);
    if (!compiled_cache_use(&self->cache, &self->options, statement, error))
        return false;
    const CompiledSql *compiled = &self->cache.compiled;
    if (self->answers_env_py && !query_calls_are_harmless(compiled->sql))
        return error_set(error, ERROR_UNSUPPORTED,
                         "limbeck does not evaluate this: SQL that env.py runs on its connection: %s", compiled->sql);
    if (!begins_as_query(compiled->sql) || !compiled_cache_facts(&self->cache)->returns_rows || set_count > 1)
        return error_set(error, ERROR_UNSUPPORTED,
                         "limbeck does not evaluate this: SQL other than a query, on a second connection");
    if (!bind_values(self->scratch, self->options.dialect, compiled, set_count ? sets : NULL, &values, error))
        return false;
    if (!database_query(self->database, compiled->sql, values, compiled->parameters.count, &result, error))
        return refuse_instead(self, error);
    *rows = rows_from_result(result);
    return true;
}

/* It has no open transaction between two calls: it only reads, and each query sees the data committed by then. */
static bool end(Sink *sink, Error *error)
{
    (void)sink;
    (void)error;
    return true;
}

static void ignore_progress(Sink *sink, int64_t done, int64_t total)
{
    (void)sink;
    (void)done;
    (void)total;
}

static bool refuse_operation(Sink *sink, const Operation *operation, Error *error)
{
    (void)sink;
    (void)operation;
    return error_set(error, ERROR_UNSUPPORTED, "limbeck does not evaluate this: DDL on a second connection");
}

/* `limit`: a further SET of a server's session. */
static bool restrict_to_reads(Database *database, const char *limit, Error *error)
{
    const DatabaseTraits *traits = database_traits(database);
    char sql[160];
    snprintf(sql, sizeof sql, traits->is_server ? "%s; SET lock_timeout = %d%s" : "%s", traits->set_read_only,
             LOCK_MILLISECONDS, limit);
    return database_execute(database, sql, NULL, 0, NULL, error);
}

static Database *open_to_read(const Database *database, Error *error)
{
    Database *own = database_open_another(database, error);
    if (own && !restrict_to_reads(own, "", error)) {
        database_close(own);
        return NULL;
    }
    return own;
}

static SecondConnection *new_connection(Database *database, Database *own, const CompileOptions *options)
{
    Arena *arena = arena_new();
    SecondConnection *self = ARENA_NEW(arena, SecondConnection);
    *self = (SecondConnection){.arena = arena,
                               .sink = {.traits = dialect_traits(options->dialect),
                                        .operation = refuse_operation,
                                        .execute = query,
                                        .commit = end,
                                        .progress = ignore_progress,
                                        .inspection_sql = inspection_sql},
                               .scratch = arena_new(),
                               .cache = {.arena = arena_new()},
                               .options = *options,
                               .database = own ? own : database,
                               .own = own};
    return self;
}

SecondConnection *second_connection_open(Database *database, const CompileOptions *options, Error *error)
{
    Database *own = NULL;
    if (database_traits(database)->is_server && !(own = open_to_read(database, error)))
        return NULL;
    return new_connection(database, own, options);
}

/* ---- of env.py ------------------------------------------------------------------------------- */

SecondConnection *environment_reader_open(Database *database, Error *error)
{
    const CompileOptions options = compile_options(dialect_named(database_traits(database)->dialect), MODE_EXECUTE);
    if (!restrict_to_reads(database, "; SET statement_timeout = 10000", error)) {
        database_close(database);
        return NULL;
    }
    SecondConnection *self = new_connection(database, database, &options);
    self->answers_env_py = true;
    return self;
}

Sink *environment_reader_sink(SecondConnection *reader)
{
    return &reader->sink;
}

void environment_reader_close(SecondConnection *reader)
{
    second_connection_close(reader);
}

Sink *second_connection_sink(SecondConnection *connection)
{
    return &connection->sink;
}

void second_connection_close(SecondConnection *connection)
{
    if (!connection)
        return;
    if (connection->own)
        database_close(connection->own);
    arena_free(connection->scratch);
    compiled_cache_free(&connection->cache);
    arena_free(connection->arena);
}
