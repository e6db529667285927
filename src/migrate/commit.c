#include "limbeck/migrate/commit.h"

#include "connections/lookup_connection.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How long a cancelled COMMIT may take to answer; how long, and how often, a lost one is looked up. */
enum { GRACE_MILLISECONDS = 2000, LOOKUP_MILLISECONDS = 10000, LOOKUP_PAUSE = 200 };

typedef struct Commit {
    Database *database;
    const Supervision *supervision;
    int64_t cancelled; /* time of the cancel; 0: not cancelled */
} Commit;

/* ---- waiting for the answer of COMMIT -------------------------------------------------------- */

static void report_commit_pending(const Supervision *supervision, bool is_out)
{
    supervision_report(supervision, &(ProgressEvent){.kind = PROGRESS_COMMIT, .done = is_out});
}

/* A cancel still waits a moment: an answer is more reliable than a lookup. */
static bool wait_for_answer(void *state, int64_t waited)
{
    Commit *commit = state;
    (void)waited;
    if (!supervision_cancelled(commit->supervision))
        return true;
    if (!commit->cancelled)
        commit->cancelled = clock_milliseconds();
    if (clock_milliseconds() - commit->cancelled > GRACE_MILLISECONDS)
        database_abandon(commit->database);
    return true;
}

void migration_rollback(Database *database, const Supervision *supervision)
{
    Commit rollback = {.database = database, .supervision = supervision};
    void *state;
    DatabaseWatch *watch = database_watched_by(database, &state);
    database_watch(database, wait_for_answer, &rollback);
    database_rollback(database);
    database_watch(database, watch, state);
}

static bool send_commit(Commit *commit, Error *error)
{
    void *state;
    DatabaseWatch *watch = database_watched_by(commit->database, &state);
    report_commit_pending(commit->supervision, true);
    database_watch(commit->database, wait_for_answer, commit);
    bool done = database_commit(commit->database, error);
    database_watch(commit->database, watch, state);
    report_commit_pending(commit->supervision, false);
    return done;
}

/* ---- lost answers ------------------------------------------------------------------------------- */

static CommitFate fate_of_status(const DatabaseValue *status)
{
    static const struct {
        const char *text;
        CommitFate fate;
    } rows[] = {{"committed", COMMIT_DONE}, {"aborted", COMMIT_ROLLED_BACK}, {"in progress", COMMIT_OPEN}};
    for (size_t i = 0; status->type == CELL_TEXT && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(status->bytes, rows[i].text) == 0)
            return rows[i].fate;
    return COMMIT_FORGOTTEN;
}

static CommitFate query_fate(const LookupConnection *look, int64_t number)
{
    char sql[96];
    DatabaseResult *result;
    const DatabaseValue *row;
    snprintf(sql, sizeof sql, "SELECT pg_catalog.txid_status(%" PRId64 ")", number);
    if (!database_query(look->database, sql, NULL, 0, &result, NULL))
        return COMMIT_NOT_ASKED;
    CommitFate fate = result_next(result, &row, NULL) && row ? fate_of_status(row) : COMMIT_NOT_ASKED;
    result_free(result);
    return fate;
}

/* Repeats the query while the server restarts, or has not yet noticed that the connection is lost. */
CommitFate commit_find_fate(const Database *lost, const Supervision *supervision, int64_t number)
{
    const int64_t deadline = clock_milliseconds() + LOOKUP_MILLISECONDS;
    if (number <= 0)
        return number ? COMMIT_NOT_ASKED : COMMIT_ROLLED_BACK;
    supervision_note(supervision, "no answer to COMMIT: looking up its outcome over a new connection");
    for (;;) {
        LookupConnection look;
        CommitFate fate = lookup_connection_open(&look, lost, deadline) ? query_fate(&look, number) : COMMIT_NOT_ASKED;
        lookup_connection_close(&look);
        if (fate <= COMMIT_ROLLED_BACK || clock_milliseconds() > deadline)
            return fate;
        nanosleep(&(struct timespec){.tv_nsec = LOOKUP_PAUSE * 1000000L}, NULL);
    }
}

static void explain_unknown(CommitFate fate, int64_t number, Error *error)
{
    error_clear(error);
    error_set(error, ERROR_UNDECIDED, "COMMIT was sent and not answered: whether it took effect is not known");
    error_state(error, "%s Either everything that this COMMIT covers is in the database, or none of it.",
                fate == COMMIT_OPEN        ? "The server still has the transaction open."
                : fate == COMMIT_FORGOTTEN ? "The server no longer knows the transaction."
                                           : "The server could not be reached.");
    if (number > 0)
        error_hint(error,
                   "when the server answers: limbeck current shows which revision it is, and SELECT "
                   "txid_status(%" PRId64 ") says 'committed' or 'aborted'",
                   number);
    else
        error_hint(error, "when the server answers, limbeck current shows which revision it is");
}

static bool explain(const Supervision *supervision, CommitFate fate, int64_t number, Error *error)
{
    if (fate == COMMIT_DONE) {
        error_clear(error);
        supervision_note(supervision, "COMMIT took effect: transaction %" PRId64 " is committed", number);
        return true;
    }
    if (fate > COMMIT_ROLLED_BACK) {
        explain_unknown(fate, number, error);
        return false;
    }
    error->hint[0] = '\0';
    if (number)
        error_state(error,
                    "COMMIT did not take effect: the server has rolled back transaction %" PRId64
                    ". Its changes are not in the database.",
                    number);
    else
        error_state(error, "COMMIT was not answered; the transaction had written nothing.");
    return false;
}

/* txid_status() exists since PostgreSQL 10. */
static bool has_txid_status(const Database *database)
{
    const char *product = database_facts(database)->product, *number = strchr(product, ' ');
    return database_traits(database)->has_transaction_state && number && atoi(number) >= 10;
}

const char *commit_number_sql(const Database *database)
{
    return has_txid_status(database) ? "SELECT pg_catalog.txid_current_if_assigned()" : NULL;
}

bool commit_number(Database *database, int64_t *number, Error *error)
{
    *number = -1;
    if (!has_txid_status(database))
        return true;
    if (!database_integer(database, commit_number_sql(database), number, error))
        return false;
    *number += *number < 0;
    return true;
}

bool migration_commit(Database *database, const Supervision *supervision, Error *error)
{
    int64_t number = -1;
    if (!database_settle(database, error) ||
        (database_transaction(database) == TRANSACTION_OPEN && !commit_number(database, &number, error)))
        return false;
    return migration_commit_numbered(database, supervision, number, error);
}

bool migration_commit_numbered(Database *database, const Supervision *supervision, int64_t number, Error *error)
{
    Commit commit = {.database = database, .supervision = supervision};
    bool is_open = database_transaction(database) == TRANSACTION_OPEN;
    if (send_commit(&commit, error))
        return true;
    /* An error that arrived as an answer means that the server has rolled back. */
    if (!is_open || database_transaction(database) != TRANSACTION_LOST)
        return false;
    return explain(supervision, commit_find_fate(database, supervision, number), number, error);
}
