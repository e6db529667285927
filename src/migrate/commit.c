#include "commit.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How long a cancelled COMMIT may still answer; how long a lost one is looked up. */
enum { GRACE_MILLISECONDS = 2000, LOOK_UP_MILLISECONDS = 10000, LOOK_UP_PAUSE = 200 };

typedef enum { FATE_COMMITTED, FATE_ROLLED_BACK, FATE_OPEN, FATE_FORGOTTEN, FATE_NOT_ASKED } Fate;

typedef struct Commit {
    Database *database;
    const Supervision *supervision;
    int64_t transaction; /* its number at the server; -1: it has none, or the server is too old */
    int64_t cancelled;   /* when; 0: not yet */
    int64_t deadline;    /* of a look-up */
} Commit;

/* ---- while COMMIT is out --------------------------------------------------------------------- */

static void tell_out(const Supervision *supervision, bool is_out)
{
    supervision_tell(supervision, &(ProgressEvent){.kind = PROGRESS_COMMIT, .done = is_out});
}

/* Somebody who cancels is asked to wait a moment: the answer would say more than a look-up. */
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

static bool send_commit(Commit *commit, Error *error)
{
    void *state;
    DatabaseWatch *watch = database_watched_by(commit->database, &state);
    tell_out(commit->supervision, true);
    database_watch(commit->database, wait_for_answer, commit);
    bool done = database_commit(commit->database, error);
    database_watch(commit->database, watch, state);
    tell_out(commit->supervision, false);
    return done;
}

/* ---- where its answer was lost ------------------------------------------------------------------ */

static bool until_deadline(void *state, int64_t waited)
{
    const Commit *commit = state;
    (void)waited;
    if (clock_milliseconds() > commit->deadline)
        database_abandon(commit->database);
    return true;
}

static Fate fate_of(const DatabaseValue *status)
{
    static const struct {
        const char *text;
        Fate fate;
    } rows[] = {{"committed", FATE_COMMITTED}, {"aborted", FATE_ROLLED_BACK}, {"in progress", FATE_OPEN}};
    for (size_t i = 0; status->type == CELL_TEXT && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(status->bytes, rows[i].text) == 0)
            return rows[i].fate;
    return FATE_FORGOTTEN;
}

static Fate ask(const Commit *commit, Database *beside)
{
    char sql[96];
    DatabaseResult *result;
    const DatabaseValue *row;
    Commit asking = {.database = beside, .supervision = commit->supervision, .deadline = commit->deadline};
    snprintf(sql, sizeof sql, "SELECT pg_catalog.txid_status(%" PRId64 ")", commit->transaction);
    database_watch(beside, until_deadline, &asking);
    if (!database_query(beside, sql, NULL, 0, &result, NULL))
        return FATE_NOT_ASKED;
    Fate fate = result_next(result, &row, NULL) && row ? fate_of(row) : FATE_NOT_ASKED;
    result_free(result);
    return fate;
}

static Fate look(const Commit *commit)
{
    Database *beside = database_open_beside(commit->database, NULL);
    Fate fate = beside ? ask(commit, beside) : FATE_NOT_ASKED;
    database_close(beside);
    return fate;
}

/* A server that starts again, or has not noticed yet, is asked again. */
static Fate look_up(Commit *commit)
{
    Fate fate;
    commit->deadline = clock_milliseconds() + LOOK_UP_MILLISECONDS;
    if (commit->transaction < 0)
        return FATE_NOT_ASKED;
    supervision_note(commit->supervision, "no answer to COMMIT: asking the server over a new connection");
    while ((fate = look(commit)) > FATE_ROLLED_BACK && clock_milliseconds() < commit->deadline) {
        struct timespec pause = {.tv_nsec = LOOK_UP_PAUSE * 1000000L};
        nanosleep(&pause, NULL);
    }
    return fate;
}

static bool explain(const Commit *commit, Fate fate, Error *error)
{
    if (fate == FATE_COMMITTED) {
        error_clear(error);
        supervision_note(commit->supervision, "COMMIT took effect: transaction %" PRId64 " is committed",
                         commit->transaction);
        return true;
    }
    if (fate == FATE_ROLLED_BACK) {
        error->hint[0] = '\0';
        error_state(error,
                    "COMMIT did not take effect: the server has rolled back transaction %" PRId64
                    ". What it would have written is not there.",
                    commit->transaction);
        return false;
    }
    error_clear(error);
    error_set(error, ERROR_UNDECIDED, "COMMIT was sent and not answered: whether it took effect is not known");
    error_state(error, "%s Either all that this COMMIT was sent for is in the database, or none of it.",
                fate == FATE_OPEN        ? "The server still has the transaction open."
                : fate == FATE_FORGOTTEN ? "The server no longer knows the transaction."
                                         : "The server could not be asked.");
    if (commit->transaction >= 0)
        error_hint(error,
                   "when the server answers: limbeck current shows which revision it is, and SELECT "
                   "txid_status(%" PRId64 ") says 'committed' or 'aborted'",
                   commit->transaction);
    else
        error_hint(error, "when the server answers, limbeck current shows which revision it is");
    return false;
}

/* txid_status() came with PostgreSQL 10. */
static bool knows_status(const Database *database)
{
    const char *product = database_facts(database)->product, *number = strchr(product, ' ');
    return database_kind(database) == DATABASE_POSTGRESQL && number && atoi(number) >= 10;
}

bool migration_commit(Database *database, const Supervision *supervision, Error *error)
{
    Commit commit = {.database = database, .supervision = supervision, .transaction = -1};
    if (!database_settle(database, error))
        return false;
    bool is_open = database_transaction(database) == TRANSACTION_OPEN;
    if (is_open && knows_status(database) &&
        !database_integer(database, "SELECT pg_catalog.txid_current_if_assigned()", &commit.transaction, error))
        return false;
    if (send_commit(&commit, error))
        return true;
    /* The server that answered with an error has rolled back. */
    if (!is_open || database_transaction(database) != TRANSACTION_LOST)
        return false;
    return explain(&commit, look_up(&commit), error);
}
