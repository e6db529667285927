/* Sends the SQL of a step. */
#include "execute_sink.h"
#include "nontransactional.h"
#include "rollback.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/text.h"
#include "limbeck/migrate/lock.h"
#include "limbeck/migrate/stash.h"

#include <stdio.h>
#include <string.h>

void execute_report(ExecuteSink *self, ProgressEvent event)
{
    event.line = self->sink.line;
    supervision_report(self->request->supervision, &event);
}

/* ---- running SQL ------------------------------------------------------------------------- */

void execute_set_place_of_sent(ExecuteSink *self, Error *error)
{
    int line = database_failed_tag(self->request->database);
    self->sink.failed_earlier = line != 0;
    pipeline_failed(self->pipeline, error);
    if (line > 0 && !error->file[0])
        error_place(error, self->sink.file, line, 1);
}

bool execute_settle_to(ExecuteSink *self, bool commits, Error *error)
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

bool execute_settle(ExecuteSink *self, Error *error)
{
    return execute_settle_to(self, false, error);
}

bool execute_flush_before(ExecuteSink *self, const char *sql, Error *error)
{
    if (sql ? row_batcher_flush_unless_same(self->batcher, sql, error) : row_batcher_flush(self->batcher, error))
        return true;
    execute_set_place_of_sent(self, error);
    return false;
}

static bool send_call(ExecuteSink *self, const SqlCall *call, Error *error)
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

static bool is_piped(ExecuteSink *self, const SqlCall *call)
{
    if (!self->pipeline->is_on || call->result || self->witness || self->transaction.is_wrapped ||
        self->transaction.outcome->committed_midway || !database_in_transaction(self->request->database))
        return false;
    return call->count ? call->is_deferred && !pipeline_is_in_loop(self->pipeline, call->sql)
                       : call->may_be_piped && pipeline_accepts(self->scratch, call->sql);
}

static bool send_piped(ExecuteSink *self, const SqlCall *call, Error *error)
{
    self->statements++;
    if ((self->earlier.kind != ERROR_NONE && !execute_settle(self, error)) ||
        !execute_flush_before(self, NULL, error) || !lock_watch_between(&self->watch, error))
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
static bool send_counting(ExecuteSink *self, const SqlCall *call, int64_t *rows, Error *error)
{
    SqlCall counted = *call;
    int64_t affected = -1;
    int64_t (*clock)(void) = call->is_deferred ? clock_last_tick : clock_milliseconds;
    counted.affected = &affected;
    *rows = -1;
    if (is_piped(self, call))
        return send_piped(self, call, error);
    if (!execute_settle(self, error))
        return false;
    self->statements++;
    self->has_sent_rows |= call->is_deferred;
    if (!lock_watch_between(&self->watch, error))
        return false;
    execute_report(
        self, (ProgressEvent){
                  .kind = PROGRESS_STATEMENT, .text = call->sql, .held = lock_watch_check, .held_state = &self->watch});
    int64_t started = clock(); /* after execute_report(): the receiver may have paused */
    if (self->request->stops && supervision_cancelled(self->request->supervision))
        return error_set(error, ERROR_CANCELLED, "cancelled before this statement");
    if (!lock_watch_between(&self->watch, error)) /* again: sessions may have queued during a pause */
        return false;
    TransactionMark before = transaction_mark(self->request->database);
    bool done = step_transaction_close(&self->transaction, send_call(self, &counted, error), error);
    step_transaction_after(&self->transaction, before, done);
    if (!done) {
        execute_set_place_of_sent(self, error);
        lock_watch_explain(&self->watch, error);
        return false;
    }
    if (call->affected)
        *call->affected = affected;
    bool has_rows = call->result && result_has_rows(*call->result);
    self->last_milliseconds = clock() - started;
    *rows = has_rows ? result_row_count(*call->result) : call->result ? result_affected(*call->result) : affected;
    execute_report(
        self, (ProgressEvent){
                  .kind = PROGRESS_DONE, .text = call->sql, .milliseconds = self->last_milliseconds, .done = *rows});
    return true;
}

static bool send(ExecuteSink *self, const SqlCall *call, Error *error)
{
    int64_t rows;
    return send_counting(self, call, &rows, error);
}

static bool send_witnessed(ExecuteSink *self, SqlCall call, Error *error)
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

bool execute_commit_by(ExecuteSink *self, const char *by, Error *error)
{
    self->transaction.line = self->sink.line;
    if (!execute_flush_before(self, NULL, error) || !execute_settle_to(self, true, error))
        return false;
    bool done = step_commit(&self->transaction, by, error);
    self->has_changed_rows &= !done;
    if (!done)
        execute_set_place_of_sent(self, error);
    return done;
}

/* Commits what came before, because the statement must run outside a transaction, and reports it. */
static bool leave_transaction(ExecuteSink *self, const NontransactionalStatement *statement, Error *error)
{
    char text[256];
    snprintf(text, sizeof text, "line %d: %s cannot run inside a transaction: what came before it is committed first",
             self->sink.line, statement->words);
    execute_report(self, (ProgressEvent){.kind = PROGRESS_NOTE, .text = text});
    return execute_commit_by(self, statement->words, error);
}

static bool send_outside_transaction(ExecuteSink *self, const SqlCall *call, const NontransactionalStatement *statement,
                                     Error *error)
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
static bool rehearse_each(ExecuteSink *self, const SqlCall *call, Error *error)
{
    StringVector pieces = {0};
    if (call->result || call->count || !strchr(call->sql, ';') || !sql_statements(self->scratch, call->sql, &pieces) ||
        pieces.count < 2)
        return send_witnessed(self, *call, error);
    for (size_t i = 0; i < pieces.count; i++)
        if (!send_witnessed(self, (SqlCall){.sql = pieces.items[i], .affected = call->affected}, error))
            return false;
    return true;
}

/* What the text of a statement means for the step's transaction. */
typedef struct {
    bool outside; /* it must run outside: `statement` says why */
    bool ends;    /* it ends the transaction: `end` */
    NontransactionalStatement statement;
    TransactionEnd end;
} TransactionEffect;

/* A loop sends the same text for each row: it is read once. */
static void read_effect(ExecuteSink *self, const SqlCall *call, bool is_server, TransactionEffect *effect)
{
    StatementFacts *facts = call->sql == self->cache.compiled.sql ? compiled_cache_facts(&self->cache) : NULL;
    if (facts && facts->is_plain)
        return;
    bool ends = sql_ends_transaction(self->scratch, call->sql, &effect->end);
    bool names_version = text_find_word(call->sql, self->request->environment->version_table) != NULL;
    effect->outside = is_server && is_nontransactional(self->scratch, call->sql, &effect->statement);
    effect->ends = ends && !call->count;
    self->pipeline->version_is_known &= !names_version;
    if (facts)
        facts->is_plain = !ends && !names_version && !effect->outside;
}

bool is_of_aborted_transaction(const Error *error)
{
    return strcmp(error->code, "25P02") == 0;
}

static bool call_once(ExecuteSink *self, const SqlCall *call, Error *error)
{
    TransactionEffect effect = {0};
    bool is_server = database_traits(self->request->database)->is_server, is_done;
    read_effect(self, call, is_server, &effect);
    bool outside = effect.outside, ends = effect.ends;
    type_memo_forget_changed(self->options.type_memo, call->sql);
    if (self->witness && (outside || self->is_left_out)) {
        self->witness->left_out(self->witness->state, call->sql, self->sink.line);
        return true;
    }
    self->transaction.line = self->sink.line;
    if (!step_stays_within(&self->transaction, call->sql, outside, ends, error))
        return false;
    if (self->witness && is_server)
        return ends ? step_refuse_end(&effect.end, error) : rehearse_each(self, call, error);
    if ((ends || outside) && !execute_settle(self, error))
        return false;
    if (ends && !refuse_to_commit(self->request->environment, effect.end.words, self->sink.line, error))
        return false;
    if (outside)
        return send_outside_transaction(self, call, &effect.statement, error);
    if (!step_transaction_before(&self->transaction, call->sql, ends ? &effect.end : NULL, &is_done, error) || is_done)
        return is_done;
    return self->witness ? send_witnessed(self, *call, error) : send(self, call, error);
}

bool execute_call(ExecuteSink *self, const SqlCall *call, Error *error)
{
    if (call_once(self, call, error))
        return true;
    if (error->kind == ERROR_DATABASE && !is_of_aborted_transaction(error)) {
        self->refused = *error;
        self->refused.line = self->sink.line;
    }
    return false;
}

bool execute_sql(ExecuteSink *self, const char *sql, int64_t *affected, Error *error)
{
    return execute_call(self, &(SqlCall){.sql = sql, .affected = affected, .may_be_piped = !affected}, error);
}

/* Keeps data before a rebuild: it drops the copied table, and its SQL does not show which data is lost. */
static bool stash_before_statement(ExecuteSink *self, const char *sql, Error *error)
{
    bool is_done = batches_are_resuming(self->batches); /* executed before the interruption, at least in part */
    return self->is_rebuilding || is_done ||
           stash_writer_before_statement(self->stash_writer, sql, self->sink.line, error);
}

bool execute_scripted(ExecuteSink *self, const SqlCall *call, bool needs_result, Error *error)
{
    const ScriptStatement statement = {call->sql, call->values, call->count, self->sink.line, needs_result};
    bool done;
    if (self->skipped_statements < self->request->in_effect) {
        self->skipped_statements++;
        return true;
    }
    if (!execute_flush_before(self, call->sql, error) || !stash_before_statement(self, call->sql, error) ||
        !batches_run(self->batches, &statement, &done, error))
        return false;
    if (done)
        outcome_note_committed(self->transaction.outcome);
    return done || execute_call(self, call, error);
}
