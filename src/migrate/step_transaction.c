#include "step_transaction.h"

#include "foreign_keys.h"
#include "limbeck/migrate/commit.h"
#include "rollback.h"
#include "session_state.h"

#include "limbeck/migrate/lock.h"

#include <string.h>
#include <strings.h>

static void report(const StepTransaction *self, ProgressEvent event)
{
    event.line = self->line;
    supervision_report(self->request->supervision, &event);
}

static void report_committed(const StepTransaction *self, size_t committed_before)
{
    if (self->outcome->committed == committed_before)
        return;
    Arena *arena = arena_new();
    report(self, (ProgressEvent){.kind = PROGRESS_KEPT, .text = outcome_committed_text(arena, self->outcome)});
    arena_free(arena);
}

/* ---- behind a pooler -------------------------------------------------------------------------- */

bool step_refuse_leaving(const char *what, Error *error)
{
    error_set(error, ERROR_COMMAND, "a pooler is between limbeck and the server: %s", what);
    error_hint(error, "connect to the server directly, or set pooler = session in [limbeck] where the pooler keeps a "
                      "server connection for each client");
    return false;
}

bool step_stays_within(const StepTransaction *self, const char *sql, bool outside, bool ends, Error *error)
{
    if (!database_facts(self->request->database)->is_pooled)
        return true;
    if (outside)
        return step_refuse_leaving("a statement outside of a transaction would run without the migration lock", error);
    if (ends)
        return step_refuse_leaving("a COMMIT of the script ends the transaction that holds the migration lock", error);
    const char *left = session_state_left(self->scratch, sql);
    return !left ||
           step_refuse_leaving(
               arena_format(self->scratch, "%s would stay set on a connection that other clients use", left), error);
}

/* ---- COMMIT and ROLLBACK of the script ------------------------------------------------------------- */

bool step_refuse_end(const TransactionEnd *end, Error *error)
{
    error_set(error, ERROR_UNSUPPORTED, "%s ends the transaction, and what ran before it could not be rolled back",
              end->words);
    error_hint(error, "it was not sent; rehearse on a copy of the database, or put what has to be outside a "
                      "transaction into 'with op.get_context().autocommit_block():', which a rehearsal leaves out");
    return false;
}

/* SQLAlchemy begins another transaction at the next statement, which neither begin_transaction() nor the step's own
 * transaction of Alembic ends: a later commit() of env.py does, or the next step's. */
bool step_may_commit(const ExecuteRequest *request, const Witness *witness, int line, Error *error)
{
    const TransactionEnd end = {.words = "commit()", .keeps = true};
    if (witness && database_traits(request->database)->is_server)
        return step_refuse_end(&end, error);
    if (database_facts(request->database)->is_pooled)
        return step_refuse_leaving("commit() ends the transaction that holds the migration lock", error);
    if (!refuse_to_commit(request->environment, end.words, line, error))
        return false;
    const ScriptEnvironment *environment = request->environment;
    if (!environment || environment->commits_the_rest ||
        (environment->on && environment->transaction_per_migration && !environment->in_one_transaction &&
         !request->is_last))
        return true;
    error_set(error, ERROR_UNSUPPORTED,
              "commit() of the script's connection: Alembic would roll back what comes after it, the version row too, "
              "because env.py does not commit it");
    error_hint(error, "leave commit() out, or let env.py call connection.commit() after context.run_migrations()");
    return false;
}

static bool is_single(Arena *arena, const char *sql)
{
    StringVector pieces = {0};
    return sql_statements(arena, sql, &pieces) && pieces.count == 1;
}

static bool announce_end(StepTransaction *self, const char *sql, const TransactionEnd *end, Error *error)
{
    self->ending = (Ending){.by = arena_format(self->scratch, "script's %s", end->words),
                            .is_scripts = true,
                            .prepares = end->prepares,
                            .undoes = !end->keeps && !end->prepares};
    if (!database_in_transaction(self->request->database))
        return true;
    self->is_only_ending = is_single(self->scratch, sql);
    report(self, (ProgressEvent){.kind = PROGRESS_NOTE, .text = transaction_end_text(self->scratch, end, self->line)});
    return !end->keeps || commit_number(self->request->database, &self->number, error);
}

/* ---- transactions of the project's Python driver ----------------------------------------------------- */

static bool begins_with(const char *sql, const char *word)
{
    sql += strspn(sql, " \t\r\n");
    return strncasecmp(sql, word, strlen(word)) == 0;
}

/* Whether the project's Python driver would begin a transaction for this statement. */
static bool driver_begins(const Database *database, const char *sql)
{
    static const char *const changes[] = {"insert", "update", "delete", "replace"};
    if (database_traits(database)->is_server)
        return database_url_begins_again(database_url(database));
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        if (begins_with(sql, changes[i]))
            return true;
    return false;
}

/* pysqlite begins a transaction with the first INSERT, UPDATE, DELETE or REPLACE. Before it a script's BEGIN really
 * begins one, and a COMMIT has nothing to commit. */
static bool as_pysqlite(StepTransaction *self, const char *sql, const TransactionEnd *end, bool *is_done, Error *error)
{
    bool is_open = database_in_transaction(self->request->database);
    bool begins = begins_with(sql, "begin") && is_single(self->scratch, sql);
    if (is_open && !self->is_drivers_too && (!foreign_keys_before_statement(self, sql, is_done, error) || *is_done))
        return *is_done;
    if (!is_open || self->is_drivers_too) {
        self->is_drivers_too = !end && (self->is_drivers_too || begins || driver_begins(self->request->database, sql));
        return true;
    }
    if (end)
        return error_set(error, ERROR_DATABASE, "cannot %s - no transaction is active",
                         end->keeps ? "commit" : "rollback");
    self->is_drivers_too = begins || driver_begins(self->request->database, sql);
    *is_done = begins;
    return true;
}

/* Begins a new transaction after the script's own COMMIT. */
static bool begin_again(const StepTransaction *self, const char *sql, Error *error)
{
    Database *database = self->request->database;
    bool needs_begin = self->outcome->is_split && !self->is_in_block && !database_in_transaction(database) &&
                       driver_begins(database, sql);
    return !needs_begin || migration_begin(database, self->request->supervision, error);
}

/* ---- statements outside a transaction ---------------------------------------------------------------- */

/* Whether the statement has the same effect between BEGIN and COMMIT, so that its result can be looked up if the
 * connection is lost. */
static bool may_be_wrapped(const StepTransaction *self, const char *sql)
{
    static const char *const beginnings[] = {"insert",       "update",      "delete",       "create table",
                                             "create index", "create view", "alter table",  "drop table",
                                             "drop index",   "drop view",   "create unique"};
    if (!database_traits(self->request->database)->is_server || self->request->stops ||
        database_in_transaction(self->request->database) || strcasestr(sql, "concurrently"))
        return false;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (begins_with(sql, beginnings[i]))
            return is_single(self->scratch, sql);
    return false;
}

static bool wrap(StepTransaction *self, const char *sql, Error *error)
{
    self->is_wrapped = may_be_wrapped(self, sql);
    return !self->is_wrapped || database_begin(self->request->database, false, error);
}

bool step_transaction_close(StepTransaction *self, bool done, Error *error)
{
    Database *database = self->request->database;
    if (!self->is_wrapped)
        return done;
    done = done && migration_commit(database, self->request->supervision, error);
    if (!done && database_transaction(database) != TRANSACTION_LOST)
        database_rollback(database);
    return done;
}

static void note_wrapped(StepTransaction *self, bool done)
{
    self->outcome->outside += done;
    self->outcome->committed += done;
    self->outcome->committed_midway |= done;
    self->is_wrapped = false;
}

bool step_transaction_before(StepTransaction *self, const char *sql, const TransactionEnd *end, bool *is_done,
                             Error *error)
{
    *is_done = false;
    self->ending = (Ending){0};
    self->number = -1;
    self->is_only_ending = self->is_wrapped = false;
    if (!database_traits(self->request->database)->is_server &&
        (!as_pysqlite(self, sql, end, is_done, error) || *is_done))
        return *is_done;
    return end ? announce_end(self, sql, end, error) : begin_again(self, sql, error) && wrap(self, sql, error);
}

/* ---- after a lost connection ------------------------------------------------------------------------- */

/* Finds out the result of a statement that was running when the connection was lost. */
static void settle(const StepTransaction *self, const Ending *ending)
{
    const ExecuteRequest *request = self->request;
    const bool is_commit = self->ending.by && !ending->prepares;
    CommitFate fate =
        is_commit ? commit_find_fate(request->database, request->supervision, self->number) : COMMIT_NOT_ASKED;
    self->outcome->commit_had_no_effect = fate == COMMIT_ROLLED_BACK;
    if (fate == COMMIT_ROLLED_BACK)
        return;
    if (fate == COMMIT_DONE)
        outcome_note_ended(self->outcome, ending);
    if (fate != COMMIT_DONE || !self->is_only_ending)
        outcome_note_unknown(self->outcome, fate == COMMIT_DONE ? "statement" : ending->by, ending->line);
}

void step_transaction_after(StepTransaction *self, TransactionMark before, bool done)
{
    const Database *database = self->request->database;
    Ending ending = self->ending.by ? self->ending : (Ending){.by = "statement", .is_scripts = true};
    size_t committed = self->outcome->committed;
    bool lost = !done && before.state != TRANSACTION_LOST && database_transaction(database) == TRANSACTION_LOST;
    bool may_keep = before.state == TRANSACTION_NONE || (self->ending.by && !ending.undoes);
    ending.line = self->line;
    if (self->is_wrapped)
        note_wrapped(self, done);
    else if (lost && may_keep)
        settle(self, &ending);
    else
        outcome_note(self->outcome, database, before, done, &ending);
    self->ending = (Ending){0};
    report_committed(self, committed);
}

bool step_commit(StepTransaction *self, const char *by, Error *error)
{
    const Ending ending = {.by = by, .line = self->line};
    Database *database = self->request->database;
    TransactionMark before = transaction_mark(database);
    size_t committed = self->outcome->committed;
    bool is_numbered = self->outcome->is_numbered;
    self->outcome->is_numbered = false;
    bool done = is_numbered
                    ? migration_commit_numbered(database, self->request->supervision, self->outcome->transaction, error)
                    : migration_commit(database, self->request->supervision, error);
    if (before.state != TRANSACTION_NONE)
        outcome_note(self->outcome, database, before, done, &ending);
    if (done)
        report_committed(self, committed);
    return done;
}
