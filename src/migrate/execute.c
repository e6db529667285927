#include "limbeck/migrate/execute.h"

#include "answers.h"

#include "limbeck/base/clock.h"
#include "limbeck/migrate/preview.h"
#include "limbeck/reflection/sqlite_table.h"

#include <stdlib.h>
#include <string.h>

typedef struct ExecuteSink {
    Sink sink;      /* first: the script room sees only this */
    Arena *scratch; /* of the operation under way */
    const ExecuteRequest *request;
    CompileOptions options;
    bool committed_midway;
    int64_t started;
    int64_t reported; /* when rows were last reported */
} ExecuteSink;

static void tell(ExecuteSink *self, ProgressEvent event)
{
    event.line = self->sink.line;
    if (self->request->receiver)
        self->request->receiver(self->request->receiver_state, &event);
}

/* ---- running SQL ------------------------------------------------------------------------- */

static void begin_statement(ExecuteSink *self, const char *sql)
{
    self->started = clock_milliseconds();
    tell(self, (ProgressEvent){.kind = PROGRESS_STATEMENT, .text = sql});
}

static void end_statement(ExecuteSink *self)
{
    tell(self, (ProgressEvent){.kind = PROGRESS_DONE, .milliseconds = clock_milliseconds() - self->started});
}

static bool run_sql(ExecuteSink *self, const char *sql, int64_t *affected, Error *error)
{
    begin_statement(self, sql);
    if (!database_execute(self->request->database, sql, NULL, 0, affected, error))
        return false;
    end_statement(self);
    return true;
}

static bool execute_operation(Sink *sink, const Operation *operation, Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    CompiledVector statements = {0};
    arena_reset(self->scratch);
    if (!compile_operation(self->scratch, &self->options, operation, &statements, error))
        return false;
    for (size_t i = 0; i < statements.count; i++) {
        DatabaseValue *values;
        const CompiledSql *compiled = &statements.items[i];
        if (!bind_values(self->scratch, self->options.dialect, compiled, NULL, &values, error))
            return false;
        begin_statement(self, compiled->sql);
        if (!database_execute(self->request->database, compiled->sql, values, compiled->parameters.count, NULL, error))
            return false;
        end_statement(self);
    }
    return true;
}

static bool execute_reflect(Sink *sink, Arena *arena, const char *name, const char *schema, const Table **found,
                            Error *error)
{
    const ExecuteSink *self = (ExecuteSink *)sink;
    Table *table;
    if (database_kind(self->request->database) != DATABASE_SQLITE || schema)
        return error_set(error, ERROR_UNSUPPORTED, "limbeck rebuilds tables of SQLite's main database only");
    if (!reflect_sqlite_table(arena, self->request->database, name, &table, error))
        return false;
    *found = table;
    return true;
}

/* ---- the connection's statements ------------------------------------------------------------------ */

/* Statements that cannot return rows take the faster way, prepared once. */
static bool returns_rows(const Statement *statement, const char *sql)
{
    static const char *const plain[] = {"update", "insert", "delete"};
    sql += strspn(sql, " \t\r\n(");
    if (statement->kind == STATEMENT_SELECT || statement->returning.count || strcasestr(sql, "returning"))
        return true;
    for (size_t i = 0; i < 3; i++)
        if (strncasecmp(sql, plain[i], 6) == 0)
            return false;
    return true;
}

static bool run_once(ExecuteSink *self, const Statement *statement, const CompiledSql *compiled,
                     const ParameterSet *set, DatabaseResult **result, int64_t *affected, Error *error)
{
    DatabaseValue *values;
    *result = NULL;
    if (!bind_values(self->scratch, self->options.dialect, compiled, set, &values, error))
        return false;
    begin_statement(self, compiled->sql);
    bool done =
        returns_rows(statement, compiled->sql)
            ? database_query(self->request->database, compiled->sql, values, compiled->parameters.count, result, error)
            : database_execute(self->request->database, compiled->sql, values, compiled->parameters.count, affected,
                               error);
    if (done)
        end_statement(self);
    return done;
}

static bool execute_statement(Sink *sink, const Statement *statement, const ParameterSet *sets, size_t set_count,
                              ScriptRows **rows, Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    CompiledSql compiled;
    DatabaseResult *result = NULL;
    int64_t affected = -1, total = 0;
    arena_reset(self->scratch);
    if (!compile_statement(self->scratch, &self->options, statement, &compiled, error))
        return false;
    for (size_t i = 0; i < (set_count ? set_count : 1); i++) {
        result_free(result);
        if (!run_once(self, statement, &compiled, set_count ? &sets[i] : NULL, &result, &affected, error))
            return false;
        total += affected > 0 ? affected : 0;
    }
    if (result) {
        *rows = answer_from(result);
        return true;
    }
    *rows = answer_without_rows(total);
    return true;
}

/* ---- the rest of the sink ------------------------------------------------------------------------ */

static bool execute_autocommit(Sink *sink, bool enter, Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    self->committed_midway = true;
    return enter ? database_commit(self->request->database, error)
                 : database_begin(self->request->database, false, error);
}

static void execute_progress(Sink *sink, int64_t done, int64_t total)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    int64_t now = clock_milliseconds();
    if (total < 2 || (now - self->reported < 40 && done != total && done != 0))
        return;
    self->reported = now;
    tell(self, (ProgressEvent){.kind = PROGRESS_ROWS, .done = done, .total = total});
}

static void execute_print(Sink *sink, const char *line)
{
    tell((ExecuteSink *)sink, (ProgressEvent){.kind = PROGRESS_NOTE, .text = line});
}

/* ---- the step ---------------------------------------------------------------------------------------- */

static bool same_rows(const StringVector *left, const StringVector *right)
{
    for (size_t i = 0; i < left->count; i++)
        if (!string_vector_contains(right, left->items[i]))
            return false;
    return left->count == right->count;
}

static bool write_version(ExecuteSink *self, Arena *arena, StringVector *heads, Error *error)
{
    const ExecuteRequest *request = self->request;
    const Dialect *dialect = self->options.dialect;
    VersionChanges changes = {0};
    if (!version_step(arena, request->directory->map, &request->step, heads, &changes, error))
        return false;
    for (size_t i = 0; i < changes.count; i++) {
        const VersionChange *change = &changes.items[i];
        int64_t affected;
        if (!run_sql(self, version_change_sql(arena, dialect, request->environment, change, false), &affected, error))
            return false;
        if (!version_check_affected(request->environment, change, affected, error))
            return false;
    }
    return true;
}

/* `joined`: the transaction is of the whole path. */
static bool run_step(ExecuteSink *self, Arena *arena, bool joined, Error *error)
{
    const ExecuteRequest *request = self->request;
    StringVector heads = {0};
    bool exists;
    if ((!joined && !database_begin(request->database, false, error)) ||
        !version_read(arena, request->database, request->environment, &heads, &exists, error))
        return false;
    if (request->expected_heads && !same_rows(&heads, request->expected_heads)) {
        error_set(error, ERROR_COMMAND, "the version table changed since the plan was made: it now holds %s",
                  heads.count ? string_vector_join(arena, &heads, ", ") : "nothing");
        error_hint(error, "somebody else is migrating this database; look again (r) before going on");
        return false;
    }
    for (size_t i = 0; i < request->environment->preparation_sql.count; i++)
        if (!run_sql(self, request->environment->preparation_sql.items[i], NULL, error))
            return false;
    if (!exists && !run_sql(self, version_create_sql(arena, self->options.dialect, request->environment), NULL, error))
        return false;
    EvaluationRequest evaluation = {.session = request->session,
                                    .directory = request->directory,
                                    .revision = request->step.revision,
                                    .downgrade = request->step.downgrade,
                                    .environment = request->environment,
                                    .cancelled = request->cancelled};
    if (!script_evaluate(&evaluation, &self->sink, error) || !write_version(self, arena, &heads, error))
        return false;
    if (request->cancelled && atomic_load(request->cancelled))
        return error_set(error, ERROR_CANCELLED, "cancelled");
    return joined || database_commit(request->database, error);
}

static bool execute(const ExecuteRequest *request, bool joined, bool *committed_midway, Error *error)
{
    const char *name = database_kind(request->database) == DATABASE_POSTGRESQL ? "postgresql" : "sqlite";
    Arena *arena = arena_new();
    ExecuteSink self = {.sink = {.dialect = name,
                                 .operation = execute_operation,
                                 .execute = execute_statement,
                                 .reflect = execute_reflect,
                                 .autocommit = execute_autocommit,
                                 .progress = execute_progress,
                                 .print = execute_print},
                        .scratch = arena_new(),
                        .request = request,
                        .options = compile_options(dialect_named(name), MODE_EXECUTE)};
    bool done = run_step(&self, arena, joined, error);
    *committed_midway |= self.committed_midway;
    arena_free(self.scratch);
    arena_free(arena);
    return done;
}

static const char was_committed[] =
    "the script's autocommit_block had already committed what came before it; look at the database before going on";
static const char nothing_kept[] = "nothing of this step was kept: schema, data and version are what they were";

bool migrate_execute(const ExecuteRequest *request, Error *error)
{
    bool committed_midway = false;
    bool done = execute(request, false, &committed_midway, error);
    if (!done) {
        database_rollback(request->database);
        error_hint(error, "%s", committed_midway ? was_committed : nothing_kept);
    }
    return done;
}

/* ---- paths ------------------------------------------------------------------------------------- */

static bool all_in_one(const PathRequest *request, Error *error)
{
    Database *database = request->each.database;
    bool committed_midway = false, done = database_begin(database, false, error);
    size_t at = 0;
    for (; done && at < request->count; at++) {
        ExecuteRequest step = request->each;
        step.step = request->steps[at];
        if (at)
            step.expected_heads = NULL; /* nobody else sees or changes them now */
        request->announce(request->announce_state, &request->steps[at]);
        done = execute(&step, true, &committed_midway, error);
    }
    done = done && database_commit(database, error);
    if (done)
        return true;
    database_rollback(database);
    if (committed_midway)
        error_hint(error, "%s", was_committed);
    else if (at > 1)
        error_hint(error, "nothing of this run was kept: every step before this one is undone too, as env.py has it; "
                          "with transaction_per_migration=True they would have stayed");
    else
        error_hint(error, "%s", nothing_kept);
    return false;
}

static bool one_by_one(const PathRequest *request, Error *error)
{
    bool done = true;
    for (size_t i = 0; done && i < request->count; i++) {
        Arena *arena = arena_new();
        ExecuteRequest step = request->each;
        StringVector rows = {0};
        bool exists;
        step.step = request->steps[i];
        step.expected_heads = i ? &rows : request->each.expected_heads;
        done = !i || version_read(arena, step.database, step.environment, &rows, &exists, error);
        if (done) {
            request->announce(request->announce_state, &request->steps[i]);
            done = migrate_execute(&step, error);
        }
        arena_free(arena);
    }
    return done;
}

bool migrate_path(const PathRequest *request, Error *error)
{
    const ScriptEnvironment *environment = request->each.environment;
    const Dialect *dialect =
        dialect_named(database_kind(request->each.database) == DATABASE_POSTGRESQL ? "postgresql" : "sqlite");
    bool together = environment_is_transactional(environment, dialect) && !environment->transaction_per_migration;
    return !request->count || (together ? all_in_one(request, error) : one_by_one(request, error));
}
