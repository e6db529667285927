/* The sink that runs a script's operations on the database. */
#include "batches/batches.h"
#include "batches/row_batcher.h"
#include "lock_watch.h"
#include "nontransactional.h"
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

/* Cache of the last compiled statement: a loop executes the same one many times. */
typedef struct CompiledCache {
    Arena *arena;
    const char *text; /* as written in the script; NULL: empty cache */
    CompiledSql compiled;
    bool returns_rows;
} CompiledCache;

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
    const Witness *witness;    /* may be NULL */
    bool is_rebuilding;        /* an SQLite table is being rebuilt */
    bool is_left_out;          /* inside an autocommit block that cannot be rehearsed */
    size_t statements;         /* statements run in this step */
    size_t skipped_statements; /* statements skipped, because they are already applied */
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
} Call;

/* Sets the line of a failed statement that was sent earlier, from its tag. */
static void set_place_of_sent(ExecuteSink *self, Error *error)
{
    int line = database_failed_tag(self->request->database);
    self->sink.failed_earlier = line > 0;
    if (line)
        error_place(error, self->sink.file, line, 1);
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

/* *rows: affected or read; -1 when there is no count, or the result was not waited for. */
static bool send_counting(ExecuteSink *self, const Call *call, int64_t *rows, Error *error)
{
    Call counted = *call;
    int64_t affected = -1;
    int64_t (*clock)(void) = call->is_deferred ? clock_last_tick : clock_milliseconds;
    counted.affected = &affected;
    self->statements++;
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
    if (!flush_before(self, NULL, error))
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
    if (self->witness && (outside || self->is_left_out)) {
        self->witness->left_out(self->witness->state, call->sql, self->sink.line);
        return true;
    }
    self->transaction.line = self->sink.line;
    if (!step_stays_within(&self->transaction, call->sql, outside, ends, error))
        return false;
    if (self->witness && is_server)
        return ends ? step_refuse_end(&end, error) : rehearse_each(self, call, error);
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
    return run_call(self, &(Call){.sql = sql, .affected = affected}, error);
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
                           .is_deferred = compiled->parameters.count && self->sink.answer_unused};
        if (!run_scripted(self, &call, false, error))
            return false;
    }
    return true;
}

static bool execute_reflect(Sink *sink, Arena *arena, const char *name, const char *schema, const Table **found,
                            Error *error)
{
    const ExecuteSink *self = (ExecuteSink *)sink;
    Table *table;
    if (!database_traits(self->request->database)->rebuilds_tables || schema)
        return error_set(error, ERROR_UNSUPPORTED, "limbeck rebuilds tables of SQLite's main database only");
    batches_note_query(self->batches);
    if (!reflect_table_to_rebuild(arena, self->request->database, name, &table, error))
        return false;
    *found = table;
    return true;
}

/* ---- the connection's statements ------------------------------------------------------------------ */

/* Statements that cannot return rows are executed without a result, with a prepared statement. */
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

static bool is_cached(const CompiledCache *cache, const Statement *statement)
{
    return cache->text && statement->kind == STATEMENT_TEXT && statement->text->is_text_clause &&
           !statement->text->parameter_count && strcmp(cache->text, statement->text->text) == 0;
}

static bool compile_cached(ExecuteSink *self, const Statement *statement, Error *error)
{
    CompiledCache *cache = &self->cache;
    if (is_cached(cache, statement))
        return true;
    cache->text = NULL;
    arena_reset(cache->arena);
    if (!compile_statement(cache->arena, &self->options, statement, &cache->compiled, error))
        return false;
    cache->returns_rows = returns_rows(statement, cache->compiled.sql);
    if (statement->kind == STATEMENT_TEXT)
        cache->text = arena_strdup(cache->arena, statement->text->text);
    return true;
}

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
    Call call = {compiled->sql, values, count, NULL, affected, self->sink.answer_unused && count > 0};
    if (self->cache.returns_rows) {
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
    if (!compile_cached(self, statement, error))
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
    if (self->witness && database_traits(self->request->database)->is_server) {
        self->is_left_out = enter;
        return true;
    }
    if (database_facts(self->request->database)->is_pooled)
        return step_refuse_leaving("autocommit_block() would run without the migration lock", error);
    if (!refuse_to_commit(self->request->environment, "autocommit_block()", self->sink.line, error))
        return false;
    self->transaction.is_in_block = enter;
    self->transaction.is_drivers_too = false;
    return enter ? commit(self, "autocommit block", error)
                 : migration_begin(self->request->database, self->request->supervision, error);
}

static void execute_progress(Sink *sink, int64_t done, int64_t total)
{
    ExecuteSink *self = (ExecuteSink *)sink;
    int64_t now = clock_last_tick();
    if (total > 1) /* check only for loops; otherwise the next statement cancels */
        supervision_wait_while_paused(self->request->supervision,
                                      "paused between two rows: the transaction stays open and holds its locks");
    if (total < 2 || (now - self->rows_reported_at < 40 && done != total && done != 0))
        return;
    self->rows_reported_at = now;
    report(self, (ProgressEvent){.kind = PROGRESS_ROWS, .done = done, .total = total});
}

static void execute_print(Sink *sink, const char *line)
{
    report((ExecuteSink *)sink, (ProgressEvent){.kind = PROGRESS_NOTE, .text = line});
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
    self->sink.line = 0; /* the statements below have no line in the script */
    if (!version_step(arena, request->directory->map, &request->step, heads, &changes, error))
        return false;
    for (size_t i = 0; i < changes.count; i++) {
        const VersionChange *change = &changes.items[i];
        int64_t affected = -1;
        if (!run_sql(self, version_change_sql(arena, dialect, request->environment, change, false), &affected, error))
            return false;
        if (!version_check_affected(request->environment, change, affected, error))
            return false;
    }
    return true;
}

/* If the script raised an error, an earlier failure of a statement sent without waiting is reported instead: with
 * immediate answers the script would have stopped there. */
static bool evaluate(ExecuteSink *self, const EvaluationRequest *evaluation, Error *error)
{
    Error earlier = {0};
    if (script_evaluate(evaluation, &self->sink, error))
        return true;
    bool is_scripts_own =
        error->kind != ERROR_DATABASE && error->kind != ERROR_LOCKED && error->kind != ERROR_CANCELLED;
    if (is_scripts_own &&
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
    if ((!joined && !migration_begin(request->database, request->supervision, error)) ||
        !(exists ? version_rows(arena, request->database, request->environment, &heads, error)
                 : version_read(arena, request->database, request->environment, &heads, &exists, error)))
        return false;
    if (request->expected_heads && !same_rows(&heads, request->expected_heads)) {
        error_set(error, ERROR_COMMAND, "the version table changed since the plan was made: it now holds %s",
                  heads.count ? string_vector_join(arena, &heads, ", ") : "nothing");
        error_hint(error, "another session is migrating this database; refresh (r) before you continue");
        self->transaction.outcome->overtaken = true;
        return false;
    }
    self->transaction.outcome->is_begun = true;
    report(self, (ProgressEvent){
                     .kind = PROGRESS_STEP, .revision = request->step.revision, .downgrade = request->step.downgrade});
    if (request->announce)
        request->announce(request->announce_state, &request->step);
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
                                         .is_drivers_too = joined && !request->expected_heads};
    self.batcher = row_batcher_new(request->database);
    self.stash_writer = stash_writer_new(request);
    self.batches = batches_new(request, !joined && !witness, outcome);
    lock_watch_begin(&self.watch, request->database, request->supervision);
    bool done = run_step(&self, arena, joined, error);
    if (done && request->type_memo)
        type_memo_copy(request->type_memo, &memo);
    lock_watch_end(&self.watch);
    row_batcher_free(self.batcher);
    batches_free(self.batches);
    stash_writer_free(self.stash_writer);
    arena_free(self.cache.arena);
    arena_free(self.scratch);
    arena_free(arena);
    return done;
}
