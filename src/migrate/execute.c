/* The sink that runs a script's operations on the database. */
#include "batches/batches.h"
#include "batches/row_batcher.h"
#include "compiled_cache.h"
#include "lock_watch.h"
#include "nontransactional.h"
#include "pipeline.h"
#include "result_rows.h"
#include "rollback.h"
#include "stash/stash_writer.h"
#include "step_transaction.h"

#include "limbeck/base/clock.h"
#include "limbeck/migrate/lock.h"
#include "limbeck/migrate/stash.h"
#include "limbeck/reflection/sqlite_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct ExecuteSink {
    Sink sink;      /* must be first: src/alembic sees only this part */
    Arena *scratch; /* freed after each operation */
    CompiledCache cache;
    const ExecuteRequest *request;
    CompileOptions options;
    LockWatch watch;
    RowBatcher *batcher;
    Batches *batches;
    StashWriter *stash_writer;
    StepTransaction transaction;
    Pipeline *pipeline;
    const Witness *witness;    /* may be NULL */
    bool is_rebuilding;        /* an SQLite table is being rebuilt */
    bool is_left_out;          /* inside an autocommit block that cannot be rehearsed */
    size_t statements;         /* statements run in this step */
    size_t skipped_statements; /* already applied */
    bool has_sent_rows;        /* without waiting, beside the pipeline */
    Error earlier;             /* of a statement sent earlier, found while the script printed */
    int64_t last_milliseconds; /* duration of the last statement, milliseconds */
    int64_t rows_reported_at;  /* when row progress was last reported */
} ExecuteSink;

static void report(ExecuteSink *self, ProgressEvent event)
{
    event.line = self->sink.line;
    supervision_report(self->request->supervision, &event);
}

/* ---- running SQL ------------------------------------------------------------------------- */

typedef struct Call {
    const char *sql;
    const DatabaseValue *values;
    size_t count;
    DatabaseResult **result; /* NULL: no rows wanted */
    int64_t *affected;       /* may be NULL */
    bool is_deferred;        /* the caller does not need the result now */
    bool may_be_piped;       /* the same, of a statement without parameters */
} Call;

/* Sets the line of a failed statement that was sent earlier, from its tag. */
static void set_place_of_sent(ExecuteSink *self, Error *error)
{
    int line = database_failed_tag(self->request->database);
    self->sink.failed_earlier = line != 0;
    pipeline_failed(self->pipeline, error);
    if (line > 0 && !error->file[0])
        error_place(error, self->sink.file, line, 1);
}

/* Waits for what was sent. A failure is one of an earlier statement, which the script cannot catch. */
static bool settle_to(ExecuteSink *self, bool commits, Error *error)
{
    if (self->earlier.kind != ERROR_NONE)
        *error = self->earlier;
    else if (commits ? pipeline_settle_numbered(self->pipeline, self->transaction.outcome, error)
                     : pipeline_settle(self->pipeline, error))
        return true;
    self->sink.failed_earlier = true;
    lock_watch_explain(&self->watch, error);
    return false;
}

static bool settle(ExecuteSink *self, Error *error)
{
    return settle_to(self, false, error);
}

/* Flushes the row batcher, unless `sql` can join its batch; NULL: always flushes. */
static bool flush_before(ExecuteSink *self, const char *sql, Error *error)
{
    if (sql ? row_batcher_flush_unless_same(self->batcher, sql, error) : row_batcher_flush(self->batcher, error))
        return true;
    set_place_of_sent(self, error);
    return false;
}

static bool send_call(ExecuteSink *self, const Call *call, Error *error)
{
    Database *database = self->request->database;
    bool late = call->is_deferred && !self->request->stops && !self->transaction.is_wrapped &&
                database_in_transaction(database);
    bool taken = false;
    if (late ? !row_batcher_add(self->batcher, call->sql, call->values, call->count, self->sink.line, &taken, error)
             : !row_batcher_flush(self->batcher, error))
        return false;
    if (late)
        return taken || database_send(database, call->sql, call->values, call->count, self->sink.line, error);
    return call->result ? database_query(database, call->sql, call->values, call->count, call->result, error)
                        : database_execute(database, call->sql, call->values, call->count, call->affected, error);
}

static bool is_piped(ExecuteSink *self, const Call *call)
{
    if (!self->pipeline->is_on || call->result || self->witness || self->transaction.is_wrapped ||
        self->transaction.outcome->committed_midway || !database_in_transaction(self->request->database))
        return false;
    return call->count ? call->is_deferred && !pipeline_sees_loop(self->pipeline, call->sql)
                       : call->may_be_piped && pipeline_takes(self->scratch, call->sql);
}

static bool send_piped(ExecuteSink *self, const Call *call, Error *error)
{
    self->statements++;
    if ((self->earlier.kind != ERROR_NONE && !settle(self, error)) || !flush_before(self, NULL, error) ||
        !lock_watch_between(&self->watch, error))
        return false;
    TransactionMark before = transaction_mark(self->request->database);
    bool done =
        pipeline_send(self->pipeline, call->sql, call->values, call->count, self->sink.file, self->sink.line, error);
    step_transaction_after(&self->transaction, before, done);
    if (done)
        return true;
    self->sink.failed_earlier = true;
    lock_watch_explain(&self->watch, error);
    return false;
}

/* *rows: affected or read; -1 when there is no count, or the result was not waited for. */
static bool send_counting(ExecuteSink *self, const Call *call, int64_t *rows, Error *error)
{
    Call counted = *call;
    int64_t affected = -1;
    int64_t (*clock)(void) = call->is_deferred ? clock_last_tick : clock_milliseconds;
    counted.affected = &affected;
    *rows = -1;
    if (is_piped(self, call))
        return send_piped(self, call, error);
    if (!settle(self, error))
        return false;
    self->statements++;
    self->has_sent_rows |= call->is_deferred;
    if (!lock_watch_between(&self->watch, error))
        return false;
    report(self,
           (ProgressEvent){
               .kind = PROGRESS_STATEMENT, .text = call->sql, .held = lock_watch_held, .held_state = &self->watch});
    int64_t started = clock(); /* after report(): the receiver may have paused */
    if (self->request->stops && supervision_cancelled(self->request->supervision))
        return error_set(error, ERROR_CANCELLED, "cancelled before this statement");
    if (!lock_watch_between(&self->watch, error)) /* again: sessions may have queued during a pause */
        return false;
    TransactionMark before = transaction_mark(self->request->database);
    bool done = step_transaction_close(&self->transaction, send_call(self, &counted, error), error);
    step_transaction_after(&self->transaction, before, done);
    if (!done) {
        set_place_of_sent(self, error);
        lock_watch_explain(&self->watch, error);
        return false;
    }
    if (call->affected)
        *call->affected = affected;
    bool has_rows = call->result && result_has_rows(*call->result);
    self->last_milliseconds = clock() - started;
    *rows = has_rows ? result_row_count(*call->result) : call->result ? result_affected(*call->result) : affected;
    report(self, (ProgressEvent){
                     .kind = PROGRESS_DONE, .text = call->sql, .milliseconds = self->last_milliseconds, .done = *rows});
    return true;
}

static bool send(ExecuteSink *self, const Call *call, Error *error)
{
    int64_t rows;
    return send_counting(self, call, &rows, error);
}

static bool send_witnessed(ExecuteSink *self, Call call, Error *error)
{
    const Witness *witness = self->witness;
    bool is_again = false;
    int64_t rows;
    if (!witness->before(witness->state, call.sql, self->sink.line, &is_again, error))
        return false;
    call.is_deferred &= is_again;
    return send_counting(self, &call, &rows, error) &&
           witness->after(witness->state, rows, self->last_milliseconds, error);
}

/* `by`: the cause, for messages. */
static bool commit(ExecuteSink *self, const char *by, Error *error)
{
    self->transaction.line = self->sink.line;
    if (!flush_before(self, NULL, error) || !settle_to(self, true, error))
        return false;
    bool done = step_commit(&self->transaction, by, error);
    if (!done)
        set_place_of_sent(self, error);
    return done;
}

/* Commits what came before, because the statement must run outside a transaction, and reports it. */
static bool leave_transaction(ExecuteSink *self, const NontransactionalStatement *statement, Error *error)
{
    char text[256];
    snprintf(text, sizeof text, "line %d: %s cannot run inside a transaction: what came before it is committed first",
             self->sink.line, statement->words);
    report(self, (ProgressEvent){.kind = PROGRESS_NOTE, .text = text});
    return commit(self, statement->words, error);
}

static bool send_outside(ExecuteSink *self, const Call *call, const NontransactionalStatement *statement, Error *error)
{
    Database *database = self->request->database;
    bool inside = database_in_transaction(database);
    if (!refuse_to_commit(self->request->environment, statement->words, self->sink.line, error))
        return false;
    if (inside && !leave_transaction(self, statement, error))
        return false;
    bool done = send(self, call, error);
    if (!done && !check_index_is_valid(database, statement, error)) {
        error->hint[0] = '\0'; /* report the invalid index instead */
        check_index_is_valid(database, statement, error);
    }
    done = done && check_index_is_valid(database, statement, error);
    return done && (!inside || migration_begin(database, self->request->supervision, error));
}

/* Sends statements one at a time, so that the server rejects any further statement hidden in the string. */
static bool rehearse_each(ExecuteSink *self, const Call *call, Error *error)
{
    StringVector pieces = {0};
    if (call->result || call->count || !strchr(call->sql, ';') || !sql_statements(self->scratch, call->sql, &pieces) ||
        pieces.count < 2)
        return send_witnessed(self, *call, error);
    for (size_t i = 0; i < pieces.count; i++)
        if (!send_witnessed(self, (Call){.sql = pieces.items[i], .affected = call->affected}, error))
            return false;
    return true;
}

static bool run_call(ExecuteSink *self, const Call *call, Error *error)
{
    NontransactionalStatement statement;
    TransactionEnd end;
    bool is_server = database_traits(self->request->database)->is_server, is_done;
    bool outside = is_server && is_nontransactional(self->scratch, call->sql, &statement);
    bool ends = !call->count && sql_ends_transaction(self->scratch, call->sql, &end);
    type_memo_see(self->options.type_memo, call->sql);
    self->pipeline->version_is_known &= !strcasestr(call->sql, self->request->environment->version_table);
    if (self->witness && (outside || self->is_left_out)) {
        self->witness->left_out(self->witness->state, call->sql, self->sink.line);
        return true;
    }
    self->transaction.line = self->sink.line;
    if (!step_stays_within(&self->transaction, call->sql, outside, ends, error))
        return false;
    if (self->witness && is_server)
        return ends ? step_refuse_end(&end, error) : rehearse_each(self, call, error);
    if ((ends || outside) && !settle(self, error))
        return false;
    if (ends && !refuse_to_commit(self->request->environment, end.words, self->sink.line, error))
        return false;
    if (outside)
        return send_outside(self, call, &statement, error);
    if (!step_transaction_before(&self->transaction, call->sql, ends ? &end : NULL, &is_done, error) || is_done)
        return is_done;
    return self->witness ? send_witnessed(self, *call, error) : send(self, call, error);
}

static bool run_sql(ExecuteSink *self, const char *sql, int64_t *affected, Error *error)
{
    return run_call(self, &(Call){.sql = sql, .affected = affected, .may_be_piped = !affected}, error);
}

/* Keeps data before a rebuild: it drops the copied table, and its SQL does not show which data is lost. */
static bool stash_before_statement(ExecuteSink *self, const char *sql, Error *error)
{
    bool is_done = batches_are_resuming(self->batches); /* executed before the interruption, at least in part */
    return self->is_rebuilding || is_done ||
           stash_writer_before_statement(self->stash_writer, sql, self->sink.line, error);
}

/* A statement written in the script; it may run in batches. */
static bool run_scripted(ExecuteSink *self, const Call *call, bool needs_result, Error *error)
{
    const ScriptStatement statement = {call->sql, call->values, call->count, self->sink.line, needs_result};
    bool done;
    if (self->skipped_statements < self->request->in_effect) {
        self->skipped_statements++;
        return true;
    }
    if (!flush_before(self, call->sql, error) || !stash_before_statement(self, call->sql, error) ||
        !batches_run(self->batches, &statement, &done, error))
        return false;
    if (done)
        outcome_note_committed(self->transaction.outcome);
    return done || run_call(self, call, error);
}

static bool execute_operation(Sink *sink, const Operation *operation, Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    CompiledVector statements = {0};
    arena_reset(self->scratch);
    self->is_rebuilding = operation->kind == OPERATION_REBUILD_TABLE;
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
        const Call call = {.sql = compiled->sql,
                           .values = values,
                           .count = compiled->parameters.count,
                           .is_deferred = compiled->parameters.count && self->sink.answer_unused,
                           .may_be_piped = self->sink.answer_unused};
        if (!run_scripted(self, &call, false, error))
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
    if (!settle(self, error) || !reflect_table_to_rebuild(arena, self->request->database, name, &table, error))
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
    size_t count = compiled->parameters.count;
    Call call = {compiled->sql,           values, count, NULL, affected, self->sink.answer_unused && count > 0,
                 self->sink.answer_unused};
    bool is_dropped = call.may_be_piped && !count && pipeline_takes(self->scratch, compiled->sql);
    if (self->cache.returns_rows && !is_dropped) {
        call.result = result;
        call.is_deferred = false;
    }
    return run_scripted(self, &call, !self->sink.answer_unused || call.result, error);
}

static bool execute_statement(Sink *sink, const Statement *statement, const ParameterSet *sets, size_t set_count,
                              ScriptRows **rows, Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    DatabaseResult *result = NULL;
    int64_t affected = -1, total = 0;
    arena_reset(self->scratch);
    self->is_rebuilding = false;
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
    return true;
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
    return enter ? commit(self, "autocommit block", error)
                 : migration_begin(self->request->database, self->request->supervision, error);
}

static bool execute_commit(Sink *sink, Error *error)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    bool ends = !self->transaction.is_in_block && database_in_transaction(self->request->database);
    self->transaction.is_drivers_too &= !ends;
    return step_may_commit(self->request, self->witness, sink->line, error) &&
           (!ends || (commit(self, "script's commit()", error) &&
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
    if (self->earlier.kind == ERROR_NONE && !settle(self, &self->earlier))
        self->sink.failed_earlier = false;
    if (self->earlier.kind == ERROR_NONE)
        report(self, (ProgressEvent){.kind = PROGRESS_NOTE, .text = line});
}

/* ---- the step ---------------------------------------------------------------------------------------- */

static bool write_version(ExecuteSink *self, Arena *arena, StringVector *heads, Error *error)
{
    const ExecuteRequest *request = self->request;
    const Dialect *dialect = self->options.dialect;
    VersionChanges changes = {0};
    self->sink.line = 0; /* the statements below have no line in the script */
    if (self->has_sent_rows && !(settle(self, error) && database_settle(request->database, error))) {
        set_place_of_sent(self, error);
        return false;
    }
    const bool is_known = self->pipeline->version_is_known;
    bool may_pipe = self->pipeline->is_on && !self->witness && !self->transaction.outcome->committed_midway &&
                    database_in_transaction(request->database);
    if (!version_step(arena, request->directory->map, &request->step, heads, &changes, error))
        return false;
    for (size_t i = 0; i < changes.count; i++) {
        const VersionChange *change = &changes.items[i];
        const char *sql = version_change_sql(arena, dialect, request->environment, change, false);
        int64_t affected = -1;
        bool done = may_pipe ? pipeline_send_version(self->pipeline, sql, change, error)
                             : run_sql(self, sql, &affected, error) &&
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
        return self->earlier.kind == ERROR_NONE || settle(self, error);
    bool is_scripts_own =
        error->kind != ERROR_DATABASE && error->kind != ERROR_LOCKED && error->kind != ERROR_CANCELLED;
    if (is_scripts_own && !settle(self, &earlier)) {
        *error = earlier;
    } else if (is_scripts_own &&
               !(row_batcher_flush(self->batcher, &earlier) && database_settle(self->request->database, &earlier))) {
        set_place_of_sent(self, &earlier);
        *error = earlier;
    }
    return false;
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
    if ((!joined &&
         !(version_query ? migration_begin_asking(request->database, request->supervision, version_query, &rows, error)
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
    for (size_t i = 0; i < request->environment->preparation_sql.count; i++)
        if (!run_sql(self, request->environment->preparation_sql.items[i], NULL, error))
            return false;
    if (!exists && !run_sql(self, version_create_sql(arena, self->options.dialect, request->environment), NULL, error))
        return false;
    self->pipeline->version_is_known |= !exists;
    EvaluationRequest evaluation = {.session = request->session,
                                    .directory = request->directory,
                                    .revision = request->step.revision,
                                    .downgrade = request->step.downgrade,
                                    .environment = request->environment,
                                    .cancelled = request->supervision->cancelled};
    if (!batches_begin(self->batches, error) ||
        (batches_are_resuming(self->batches) && !stash_writer_resume(self->stash_writer, error)) ||
        !evaluate(self, &evaluation, error) || !flush_before(self, NULL, error) ||
        (!database_in_transaction(request->database) &&
         !migration_begin(request->database, request->supervision, error)) ||
        !stash_writer_finish(self->stash_writer, error) || !batches_end(self->batches, error) ||
        (request->restores_stash && !stash_restore(arena, request, error)) ||
        !write_version(self, arena, &heads, error))
        return false;
    if (supervision_cancelled(request->supervision))
        return error_set(error, ERROR_CANCELLED, "cancelled");
    if (joined && !request->is_followed && !settle_to(self, true, error))
        return false;
    return joined || commit(self, "step", error);
}

bool execute_step(const ExecuteRequest *request, bool joined, const Witness *witness, StepOutcome *outcome,
                  Error *error)
{
    const char *name = database_traits(request->database)->dialect;
    Arena *arena = arena_new();
    ExecuteSink self = {.sink = {.dialect = name,
                                 .operation = execute_operation,
                                 .execute = execute_statement,
                                 .reflect = execute_reflect,
                                 .autocommit = execute_autocommit,
                                 .commit = execute_commit,
                                 .progress = execute_progress,
                                 .print = execute_print},
                        .scratch = arena_new(),
                        .cache = {.arena = arena_new()},
                        .request = request,
                        .witness = witness,
                        .options = compile_options(dialect_named(name), MODE_EXECUTE)};
    TypeMemo memo = {.arena = request->type_memo ? request->type_memo->arena : arena};
    if (request->type_memo)
        type_memo_copy(&memo, request->type_memo);
    self.options.type_memo = &memo;
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
    if (done && request->type_memo)
        type_memo_copy(request->type_memo, &memo);
    lock_watch_end(&self.watch);
    if (!request->pipeline)
        pipeline_end(&own);
    row_batcher_free(self.batcher);
    batches_free(self.batches);
    stash_writer_free(self.stash_writer);
    arena_free(self.cache.arena);
    arena_free(self.scratch);
    arena_free(arena);
    return done;
}
