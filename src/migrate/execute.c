/* The sink that runs a script's operations on the database. */
#include "execute_sink.h"
#include "result_rows.h"
#include "rollback.h"

#include "limbeck/migrate/lock.h"
#include "limbeck/migrate/stash.h"
#include "limbeck/reflection/inspection.h"
#include "limbeck/reflection/sqlite_table.h"

#include <string.h>
#include <strings.h>

/* Before any other statement than these pysqlite begins a transaction, or the script may have done so. */
static bool changes_rows(const Statement *statement)
{
    static const char *const words[] = {"select", "pragma", "values", "create", "alter", "drop"};
    if (statement->kind != STATEMENT_TEXT)
        return statement->kind != STATEMENT_SELECT;
    const char *sql = statement->text->text;
    sql += strspn(sql, " \t\r\n");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncasecmp(sql, words[i], strlen(words[i])) == 0)
            return strchr(sql, ';') != NULL;
    return true;
}

static SqlCall call_of(const ExecuteSink *self, const CompiledSql *compiled, const DatabaseValue *values)
{
    const char *with_literals = self->writes_literals ? sql_with_literals(self->scratch, compiled, values) : NULL;
    size_t count = with_literals ? 0 : compiled->parameters.count;
    return (SqlCall){.sql = with_literals ? with_literals : compiled->sql,
                     .values = values,
                     .count = count,
                     .is_deferred = count && self->sink.answer_unused,
                     .may_be_piped = self->sink.answer_unused};
}

static bool execute_operation(Sink *sink, const Operation *operation, Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    CompiledVector statements = {0};
    arena_reset(self->scratch);
    self->is_rebuilding = operation->kind == OPERATION_REBUILD_TABLE;
    self->has_changed_rows |= self->is_rebuilding || operation->kind == OPERATION_BULK_INSERT ||
                              (operation->kind == OPERATION_EXECUTE && changes_rows(operation->statement));
    if (self->is_rebuilding && !batches_are_resuming(self->batches) &&
        !stash_writer_before_operation(self->stash_writer, operation, self->sink.line, error))
        return false;
    if (!compile_operation(self->scratch, &self->options, operation, &statements, error))
        return false;
    for (size_t i = 0; i < statements.count; i++) {
        DatabaseValue *values;
        const CompiledSql *compiled = &statements.items[i];
        if (!bind_values(self->scratch, self->options.dialect, compiled, NULL, &values, error))
            return false;
        const SqlCall call = call_of(self, compiled, values);
        if (!execute_scripted(self, &call, false, error))
            return false;
    }
    return true;
}

static bool execute_reflect(Sink *sink, Arena *arena, const char *name, const char *schema, const Table **found,
                            Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    Table *table;
    if (!database_traits(self->request->database)->rebuilds_tables || schema)
        return error_set(error, ERROR_UNSUPPORTED, "limbeck rebuilds tables of SQLite's main database only");
    batches_note_query(self->batches);
    if (!execute_settle(self, error) || !reflect_table_to_rebuild(arena, self->request->database, name, &table, error))
        return false;
    *found = table;
    return true;
}

/* ---- the connection's statements ------------------------------------------------------------------ */

static bool run_once(ExecuteSink *self, const ParameterSet *set, DatabaseResult **result, int64_t *affected,
                     Error *error)
{
    DatabaseValue *values;
    const CompiledSql *compiled = &self->cache.compiled;
    *result = NULL;
    if (!bind_values(self->scratch, self->options.dialect, compiled, set, &values, error))
        return false;
    /* A text without parameters may hold several statements, which cannot be prepared. */
    SqlCall call = call_of(self, compiled, values);
    call.affected = affected;
    bool is_dropped = call.may_be_piped && !call.count && pipeline_accepts(self->scratch, call.sql);
    if (compiled_cache_facts(&self->cache)->returns_rows && !is_dropped) {
        call.result = result;
        call.is_deferred = false;
    }
    return execute_scripted(self, &call, !self->sink.answer_unused || call.result, error);
}

static bool execute_statement(Sink *sink, const Statement *statement, const ParameterSet *sets, size_t set_count,
                              ScriptRows **rows, Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    DatabaseResult *result = NULL;
    int64_t affected = -1, total = 0;
    arena_reset(self->scratch);
    self->is_rebuilding = false;
    self->has_changed_rows = self->has_changed_rows || changes_rows(statement);
    if (!compiled_cache_use(&self->cache, &self->options, statement, error))
        return false;
    for (size_t i = 0; i < (set_count ? set_count : 1); i++) {
        result_free(result);
        if (!run_once(self, set_count ? &sets[i] : NULL, &result, &affected, error))
            return false;
        total += affected > 0 ? affected : 0;
    }
    if (result) {
        *rows = rows_from_result(result);
        return true;
    }
    *rows = sink->answer_unused ? NULL : rows_without_result(total);
    if (*rows && statement->kind == STATEMENT_INSERT)
        (*rows)->last_row = database_last_row(self->request->database);
    return true;
}

/* ---- a second connection -------------------------------------------------------------------------- */

/* Why limbeck does not know which data a second connection would see; NULL: it does. On SQLite, Alembic's DDL is
 * committed at once, and a transaction begins with the first row that is changed. */
static const char *reason_against_second(const ExecuteSink *self)
{
    const ScriptEnvironment *environment = self->request->environment;
    bool is_server = database_traits(self->request->database)->is_server;
    return environment->session_sql.count || environment->connection.arguments.count
               ? "where env.py sets up its connections"
           : self->witness                                      ? "in a rehearsal, where no earlier step is committed"
           : database_facts(self->request->database)->is_pooled ? "through a pooler"
           : is_server                                          ? NULL
           : self->has_changed_rows                             ? "after this step changed rows"
           : environment->in_one_transaction || environment->transactional_ddl > 0 ? "inside a transaction of env.py"
                                                                                   : NULL;
}

static bool execute_second(Sink *sink, Sink **second, Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    const char *reason = reason_against_second(self);
    if (reason)
        return error_set(error, ERROR_UNSUPPORTED,
                         "limbeck does not evaluate this: a second connection opened by the script, %s", reason);
    if (!self->second && !(self->second = second_connection_open(self->request->database, &self->options, error)))
        return false;
    *second = second_connection_sink(self->second);
    return execute_flush_before(self, NULL, error) && execute_settle(self, error);
}

/* ---- the rest of the sink ------------------------------------------------------------------------ */

static bool execute_autocommit(Sink *sink, bool enter, Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    self->is_left_out = enter && self->witness && database_traits(self->request->database)->is_server;
    if (self->witness && database_traits(self->request->database)->is_server)
        return true;
    if (database_facts(self->request->database)->is_pooled)
        return step_refuse_leaving("autocommit_block() would run without the migration lock", error);
    if (!refuse_to_commit(self->request->environment, "autocommit_block()", sink->line, error))
        return false;
    self->transaction.is_in_block = enter;
    self->transaction.is_drivers_too = false;
    return enter ? execute_commit_by(self, "autocommit block", error)
                 : migration_begin(self->request->database, self->request->supervision, error);
}

static bool execute_commit(Sink *sink, Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    bool ends = !self->transaction.is_in_block && database_in_transaction(self->request->database);
    self->transaction.is_drivers_too &= !ends;
    return step_may_commit(self->request, self->witness, sink->line, error) &&
           (!ends || (execute_commit_by(self, "script's commit()", error) &&
                      migration_begin(self->request->database, self->request->supervision, error)));
}

static void execute_progress(Sink *sink, int64_t done, int64_t total)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    supervision_rows(self->request->supervision, sink->line, done, total, &self->rows_reported_at);
}

/* A script that failed before would not have printed it; the error is reported by the next call. */
static void execute_print(Sink *sink, const char *line)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    if (self->earlier.kind == ERROR_NONE && !execute_settle(self, &self->earlier))
        self->sink.failed_earlier = false;
    if (self->earlier.kind == ERROR_NONE)
        execute_report(self, (ProgressEvent){.kind = PROGRESS_NOTE, .text = line});
}

/* ---- the step ---------------------------------------------------------------------------------------- */

static bool write_version(ExecuteSink *self, Arena *arena, StringVector *heads, Error *error)
{
    const ExecuteRequest *request = self->request;
    const Dialect *dialect = self->options.dialect;
    VersionChanges changes = {0};
    self->sink.line = 0; /* the statements below have no line in the script */
    if (self->has_sent_rows && !(execute_settle(self, error) && database_settle(request->database, error))) {
        execute_set_place_of_sent(self, error);
        return false;
    }
    const bool is_known = self->pipeline->version_is_known;
    bool may_pipe = self->pipeline->is_on && !self->witness && self->refused.kind == ERROR_NONE &&
                    !self->transaction.outcome->committed_midway && database_in_transaction(request->database);
    if (!version_step(arena, request->directory->map, &request->step, heads, &changes, error))
        return false;
    for (size_t i = 0; i < changes.count; i++) {
        const VersionChange *change = &changes.items[i];
        const char *sql = version_change_sql(arena, dialect, request->environment, change, false);
        int64_t affected = -1;
        bool done = may_pipe ? pipeline_send_version(self->pipeline, sql, change, error)
                             : execute_sql(self, sql, &affected, error) &&
                                   version_check_affected(request->environment, change, affected, error);
        self->transaction.outcome->open += done && may_pipe;
        if (!done)
            return false;
    }
    self->pipeline->version_is_known = is_known;
    return true;
}

/* If the script raised an error, an earlier failure of a statement sent without waiting is reported instead: with
 * immediate answers the script would have stopped there. */
static bool evaluate(ExecuteSink *self, const EvaluationRequest *evaluation, Error *error)
{
    Error earlier = {0};
    if (script_evaluate(evaluation, &self->sink, error))
        return self->earlier.kind == ERROR_NONE || execute_settle(self, error);
    bool is_scripts_own =
        error->kind != ERROR_DATABASE && error->kind != ERROR_LOCKED && error->kind != ERROR_CANCELLED;
    if (is_scripts_own && !execute_settle(self, &earlier)) {
        *error = earlier;
    } else if (is_scripts_own &&
               !(row_batcher_flush(self->batcher, &earlier) && database_settle(self->request->database, &earlier))) {
        execute_set_place_of_sent(self, &earlier);
        *error = earlier;
    }
    return false;
}

static bool execute_all(ExecuteSink *self, const StringVector *statements, Error *error)
{
    for (size_t i = 0; i < statements->count; i++)
        if (!execute_sql(self, statements->items[i], NULL, error))
            return false;
    return true;
}

/* `joined`: the transaction belongs to the whole path. */
static bool run_step(ExecuteSink *self, Arena *arena, bool joined, Error *error)
{
    const ExecuteRequest *request = self->request;
    StringVector heads = {0};
    bool exists = request->expected_heads && request->expected_heads->count; /* there are rows, so the table exists */
    for (size_t i = 0; request->known_heads && i < request->known_heads->count; i++)
        vector_push(arena, &heads, request->known_heads->items[i]);
    exists |= request->known_heads != NULL;
    DatabaseResult *rows = NULL;
    const char *version_query =
        exists && !request->known_heads ? version_rows_sql(arena, request->database, request->environment) : NULL;
    if ((!joined && !(version_query ? migration_begin_with_query(request->database, request->supervision, version_query,
                                                                 &rows, error)
                                    : migration_begin(request->database, request->supervision, error))) ||
        !(request->known_heads ? true
          : rows               ? version_take_rows(arena, rows, &heads, error)
          : exists             ? version_rows(arena, request->database, request->environment, &heads, error)
                               : version_read(arena, request->database, request->environment, &heads, &exists, error)))
        return false;
    if (request->expected_heads && !same_version_heads(&heads, request->expected_heads)) {
        error_set(error, ERROR_COMMAND, "the version table changed since the plan was made: it now holds %s",
                  heads.count ? string_vector_join(arena, &heads, ", ") : "nothing");
        error_hint(error, "another session is migrating this database; refresh (r) before you continue");
        self->transaction.outcome->overtaken = true;
        return false;
    }
    self->transaction.outcome->is_begun = true;
    pipeline_announce(self->pipeline, request);
    const ScriptEnvironment *environment = request->environment;
    if (!execute_all(self, &environment->schema_sql, error) || !execute_all(self, &environment->preparation_sql, error))
        return false;
    if (!exists &&
        !execute_sql(self, version_create_sql(arena, self->options.dialect, request->environment), NULL, error))
        return false;
    self->pipeline->version_is_known |= !exists;
    if (!execute_all(self, &environment->lock_sql, error))
        return false;
    EvaluationRequest evaluation = {.session = request->session,
                                    .directory = request->directory,
                                    .revision = request->step.revision,
                                    .downgrade = request->step.downgrade,
                                    .environment = request->environment,
                                    .cancelled = request->supervision->cancelled};
    if (!batches_begin(self->batches, error) ||
        (batches_are_resuming(self->batches) && !stash_writer_resume(self->stash_writer, error)) ||
        !evaluate(self, &evaluation, error) || !execute_flush_before(self, NULL, error) ||
        (!database_in_transaction(request->database) &&
         !migration_begin(request->database, request->supervision, error)) ||
        !stash_writer_finish(self->stash_writer, error) || !batches_end(self->batches, error) ||
        (request->restores_stash && !stash_restore(arena, request, error)) ||
        !write_version(self, arena, &heads, error))
        return false;
    if (supervision_cancelled(request->supervision))
        return error_set(error, ERROR_CANCELLED, "cancelled");
    if (joined && !request->is_followed && !execute_settle_to(self, true, error))
        return false;
    return joined || execute_commit_by(self, "step", error);
}

/* A script may catch the error of a statement; on PostgreSQL the transaction stays failed. */
static void hint_at_caught(const ExecuteSink *self, Error *error)
{
    if (self->refused.kind != ERROR_NONE && is_of_aborted_transaction(error))
        error_hint(
            error,
            "line %d failed before: %.200s; the script caught the error, but the transaction accepts no statement "
            "after it: run such a statement in a savepoint (with op.get_bind().begin_nested():)",
            self->refused.line, self->refused.message);
}

bool execute_step(const ExecuteRequest *request, bool joined, const Witness *witness, StepOutcome *outcome,
                  Error *error)
{
    const Dialect *dialect = dialect_named(database_traits(request->database)->dialect);
    Arena *arena = arena_new();
    ExecuteSink self = {.sink = {.traits = dialect_traits(dialect),
                                 .is_at_start = request->expected_heads && !request->steps_before,
                                 .operation = execute_operation,
                                 .execute = execute_statement,
                                 .reflect = execute_reflect,
                                 .autocommit = execute_autocommit,
                                 .commit = execute_commit,
                                 .second = execute_second,
                                 .progress = execute_progress,
                                 .inspection_sql = inspection_sql,
                                 .print = execute_print},
                        .scratch = arena_new(),
                        .cache = {.arena = arena_new()},
                        .request = request,
                        .witness = witness,
                        .options = compile_options(dialect, MODE_EXECUTE)};
    TypeMemo memo = {.arena = request->type_memo ? request->type_memo->arena : arena};
    if (request->type_memo)
        type_memo_copy(&memo, request->type_memo);
    self.options.type_memo = &memo;
    Error ignored = {0};
    const char *given = request->environment->url;
    const DatabaseUrl *url = given ? database_url_parse(arena, given, &ignored) : NULL;
    self.writes_literals = database_traits(request->database)->is_server && (!url || database_url_writes_literals(url));
    /* A later step of a path sees the version rows changed by the steps before it. */
    self.transaction = (StepTransaction){.request = request,
                                         .outcome = outcome,
                                         .scratch = self.scratch,
                                         .is_alone = !joined,
                                         .is_drivers_too = joined && !request->expected_heads};
    Pipeline own;
    self.pipeline = request->pipeline ? request->pipeline : &own;
    if (!request->pipeline)
        pipeline_begin(&own, request);
    self.batcher = row_batcher_new(request->database);
    self.stash_writer = stash_writer_new(request);
    self.batches = batches_new(request, !joined && !witness, outcome);
    lock_watch_begin(&self.watch, request->database, request->supervision);
    bool done = run_step(&self, arena, joined, error);
    if (!done)
        hint_at_caught(&self, error);
    if (done && request->type_memo)
        type_memo_copy(request->type_memo, &memo);
    lock_watch_end(&self.watch);
    if (!request->pipeline)
        pipeline_end(&own);
    row_batcher_free(self.batcher);
    batches_free(self.batches);
    stash_writer_free(self.stash_writer);
    second_connection_close(self.second);
    compiled_cache_free(&self.cache);
    arena_free(self.scratch);
    arena_free(arena);
    return done;
}
