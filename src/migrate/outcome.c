#include "limbeck/migrate/outcome.h"

#include "connections/lookup_connection.h"
#include "limbeck/migrate/commit.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/figures.h"

#include <stdio.h>
#include <string.h>

enum { LOOKUP_MILLISECONDS = 5000 };

TransactionMark transaction_mark(const Database *database)
{
    return (TransactionMark){database_in_transaction(database) ? TRANSACTION_OPEN : database_transaction(database),
                             database_endings(database)};
}

void outcome_note_ended(StepOutcome *outcome, const Ending *ending)
{
    *(ending->undoes     ? &outcome->rolled_back
      : ending->prepares ? &outcome->prepared
                         : &outcome->committed) += outcome->open;
    outcome->open = 0;
    outcome->is_split |= ending->is_scripts;
    outcome->committed_midway = true; /* includes earlier steps of a path: must not be retried */
    snprintf(outcome->end, sizeof outcome->end, "%s", ending->by);
    outcome->end_line = ending->line;
}

bool outcome_note(StepOutcome *outcome, const Database *database, TransactionMark before, bool done,
                  const Ending *ending)
{
    TransactionMark after = transaction_mark(database);
    bool was_open = before.state == TRANSACTION_OPEN, is_over = after.endings != before.endings && was_open;
    is_over |= done && was_open && after.state == TRANSACTION_LOST; /* the lookup found it committed */
    /* After ROLLBACK TO or AND CHAIN a transaction is open, too: only the statement's text shows whether the earlier
     * one ended. */
    is_over |= was_open && done && ending->is_scripts && ending->undoes;
    if (is_over)
        outcome_note_ended(outcome, ending);
    else if (done && !was_open && after.state == TRANSACTION_NONE) {
        outcome->outside++;
        outcome->committed++;
        outcome->committed_midway = true;
    } else if (done) {
        outcome->open++;
    }
    return is_over;
}

void outcome_note_unknown(StepOutcome *outcome, const char *what, int line)
{
    snprintf(outcome->uncertain, sizeof outcome->uncertain, "%s", what);
    outcome->uncertain_line = line;
}

void outcome_note_committed(StepOutcome *outcome)
{
    outcome->committed += outcome->open;
    outcome->open = 0;
    outcome->committed_midway = true;
}

/* ---- messages ----------------------------------------------------------------------------- */

static const char *statements(Arena *arena, size_t count)
{
    return arena_format(arena, "%s statement%s", format_count(arena, (int64_t)count), count == 1 ? "" : "s");
}

const char *outcome_committed_text(Arena *arena, const StepOutcome *outcome)
{
    if (!outcome->committed)
        return NULL;
    return arena_format(arena, "%s %s committed", statements(arena, outcome->committed),
                        outcome->committed == 1 ? "is" : "are");
}

static void append_committed(Text *text, Arena *arena, const StepOutcome *outcome)
{
    size_t together = outcome->committed - outcome->outside;
    if (together && outcome->end_line)
        text_append_format(text, "%s %s committed by the %s on line %d and stay%s. ", statements(arena, together),
                           together == 1 ? "was" : "were", outcome->end, outcome->end_line, together == 1 ? "s" : "");
    else if (together)
        text_append_format(text, "%s %s committed and stay%s. ", statements(arena, together),
                           together == 1 ? "was" : "were", together == 1 ? "s" : "");
    if (outcome->in_batches)
        text_append_format(text, "Its batches so far are committed, %s rows in all. ",
                           format_count(arena, outcome->batched_rows));
    if (outcome->outside)
        text_append_format(text, "%s ran outside a transaction and stay%s. ", statements(arena, outcome->outside),
                           outcome->outside == 1 ? "s" : "");
    if (outcome->prepared)
        text_append_format(text,
                           "%s %s prepared by PREPARE TRANSACTION on line %d: neither committed nor rolled back; "
                           "pg_prepared_xacts lists it. ",
                           statements(arena, outcome->prepared), outcome->prepared == 1 ? "is" : "are",
                           outcome->end_line);
    if (outcome->rolled_back)
        text_append_format(text, "%s %s rolled back by the script. ", statements(arena, outcome->rolled_back),
                           outcome->rolled_back == 1 ? "was" : "were");
}

/* With a time limit: waiting for a lock here would hide the error from the user. */
static bool begin_reading(Database *database)
{
    const char *limit = database_traits(database)->limit_lookup;
    return !limit || database_begin_with(database, true, limit, NULL);
}

static bool read_in(Arena *arena, Database *database, const ScriptEnvironment *environment, StringVector *rows,
                    bool *exists)
{
    bool done = begin_reading(database) && version_read(arena, database, environment, rows, exists, NULL);
    database_rollback(database);
    return done;
}

/* If the user abandoned the server, do not wait for a new connection. */
static bool read_rows(Arena *arena, const ExecuteRequest *request, StringVector *rows, bool *exists)
{
    LookupConnection look;
    if (database_transaction(request->database) != TRANSACTION_LOST)
        return read_in(arena, request->database, request->environment, rows, exists);
    if (supervision_cancelled(request->supervision) ||
        !lookup_connection_open(&look, request->database, clock_milliseconds() + LOOKUP_MILLISECONDS))
        return false;
    bool done = read_in(arena, look.database, request->environment, rows, exists);
    lookup_connection_close(&look);
    return done;
}

bool outcome_append_version(Text *text, Arena *arena, const ExecuteRequest *request)
{
    StringVector rows = {0};
    bool exists;
    if (!read_rows(arena, request, &rows, &exists)) {
        text_append(text, "The version table could not be read: limbeck current shows it. ");
        return false;
    }
    if (!exists)
        text_append(text, "There is no version table. ");
    else
        text_append_format(text, "The version table holds %s. ",
                           rows.count ? string_vector_join(arena, &rows, ", ") : "nothing");
    return request->expected_heads && same_version_heads(&rows, request->expected_heads);
}

static void append_steps_before(Text *text, size_t steps)
{
    if (steps)
        text_append_format(text, "%zu step%s before this one %s committed. ", steps, steps == 1 ? "" : "s",
                           steps == 1 ? "is" : "are");
}

static void append_midway(Text *text, Arena *arena, const ExecuteRequest *request, const StepOutcome *outcome,
                          bool lost)
{
    bool is_looked_up = text->length > 0; /* the text already says what became of the open transaction */
    append_steps_before(text, outcome->committed_steps + request->steps_before);
    append_committed(text, arena, outcome);
    if (outcome->uncertain[0])
        text_append_format(text, "The %s on line %d was sent and not answered: whether it took effect is not known. ",
                           outcome->uncertain, outcome->uncertain_line);
    else if (outcome->open && !is_looked_up)
        text_append_format(text, "%s %s. ", statements(arena, outcome->open),
                           lost                 ? "not committed: the server rolls back what is open"
                           : outcome->open == 1 ? "was rolled back"
                                                : "were rolled back");
    outcome_append_version(text, arena, request);
}

static void append_rolled_back(Text *text, Arena *arena, const ExecuteRequest *request, size_t steps_before)
{
    Text version = text_in(arena);
    bool unchanged = outcome_append_version(&version, arena, request);
    if (request->steps_before)
        text_append_format(text, "This step is rolled back. %s", text_string(&version));
    else
        text_append_format(text, "Rolled back%s. %s", steps_before ? ", and every step of this run before it" : "",
                           unchanged ? "Schema, data and version are unchanged." : text_string(&version));
}

static void append_lost(Text *text, Arena *arena, const ExecuteRequest *request, const StepOutcome *outcome,
                        size_t steps_before)
{
    const Revision *revision = request->step.revision; /* NULL: not a step, but another write of limbeck */
    if (outcome->commit_had_no_effect)
        text_append(text, "The script's COMMIT did not take effect: the server has rolled it back. ");
    else if (revision && !outcome->is_begun)
        text_append_format(text, "The %s of %s was not begun. ", request->step.downgrade ? "downgrade" : "upgrade",
                           revision->id);
    else
        text_append_format(text,
                           "COMMIT was not sent: the server rolls %s back when it notices that the connection is "
                           "lost. ",
                           !revision      ? "it"
                           : steps_before ? "every step of this run"
                                          : "this step");
    outcome_append_version(text, arena, request);
}

static void append_state(Text *text, Arena *arena, const ExecuteRequest *request, const StepOutcome *outcome,
                         size_t steps_before, bool lost)
{
    bool is_looked_up = text->length > 0;
    if (outcome->committed_midway || outcome->uncertain[0]) {
        append_midway(text, arena, request, outcome, lost);
        return;
    }
    append_steps_before(text, request->steps_before);
    if (is_looked_up) {
        return;
    } else if (lost) {
        append_lost(text, arena, request, outcome, steps_before);
    } else if (database_in_transaction(request->database)) {
        text_append(text, "ROLLBACK failed: the transaction ends when the connection is closed.");
    } else {
        append_rolled_back(text, arena, request, steps_before);
    }
}

void outcome_explain(const ExecuteRequest *request, const StepOutcome *outcome, size_t steps_before, Error *error)
{
    bool lost = database_transaction(request->database) == TRANSACTION_LOST;
    migration_rollback(request->database, request->supervision);
    lost |= database_transaction(request->database) == TRANSACTION_LOST;
    if (outcome->is_explained)
        return;
    Arena *arena = arena_new();
    Text text = text_in(arena);
    if (error->state[0])
        text_append_format(&text, "%s ", error->state);
    append_state(&text, arena, request, outcome, steps_before, lost);
    if (outcome->uncertain[0] && error->kind == ERROR_DATABASE)
        error->kind = ERROR_UNDECIDED;
    if (outcome->in_batches)
        error_hint(error, "the same command resumes after them");
    if (steps_before && !outcome->committed_midway)
        error_hint(error, "env.py has one transaction for the whole run; with transaction_per_migration=True the "
                          "steps before would have stayed");
    error->state[0] = '\0';
    error_state(error, "%s", text_trim(arena, text_string(&text)));
    arena_free(arena);
}

void outcome_explain_write(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                           const StringVector *before, Error *error)
{
    const ExecuteRequest request = {
        .database = database, .environment = environment, .supervision = supervision, .expected_heads = before};
    const StepOutcome outcome = {.is_begun = true};
    if (error->kind == ERROR_DATABASE || error->kind == ERROR_LOCKED || error->kind == ERROR_CANCELLED ||
        error->kind == ERROR_UNDECIDED)
        outcome_explain(&request, &outcome, 0, error);
    else
        migration_rollback(database, supervision);
}

bool outcome_stop_path(const ExecuteRequest *request, size_t done, size_t count, Error *error)
{
    Arena *arena = arena_new();
    Text text = text_in(arena);
    text_append_format(&text, "Step %zu of %zu is committed, as the server confirms. %zu %s not begun. ", done, count,
                       count - done, count - done == 1 ? "is" : "are");
    outcome_append_version(&text, arena, request);
    error_set(error, ERROR_DATABASE, "the connection was lost after step %zu of %zu", done, count);
    error_state(error, "%s", text_trim(arena, text_string(&text)));
    error_hint(error, "the same command runs the rest");
    arena_free(arena);
    return false;
}
