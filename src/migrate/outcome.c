#include "outcome.h"

#include "limbeck/base/figures.h"

#include <stdio.h>
#include <string.h>

TransactionMark transaction_mark(const Database *database)
{
    return (TransactionMark){database_in_transaction(database) ? TRANSACTION_OPEN : database_transaction(database),
                             database_endings(database)};
}

static void end_transaction(StepOutcome *outcome, const Ending *ending)
{
    *(ending->undoes ? &outcome->undone : ending->prepares ? &outcome->aside : &outcome->kept) += outcome->open;
    outcome->open = 0;
    outcome->is_split |= ending->is_scripts;
    outcome->committed_midway = true; /* of a path perhaps the steps before: not tried again */
    snprintf(outcome->end, sizeof outcome->end, "%s", ending->by);
    outcome->end_line = ending->line;
}

bool outcome_note(StepOutcome *outcome, const Database *database, TransactionMark before, bool done,
                  const Ending *ending)
{
    TransactionMark after = transaction_mark(database);
    bool was_open = before.state == TRANSACTION_OPEN, is_over = after.endings != before.endings && was_open;
    is_over |= done && was_open && after.state == TRANSACTION_LOST; /* looked up: it is committed */
    /* A ROLLBACK that leaves one open says by its text alone whether it ended the one before. */
    is_over |= was_open && done && ending->is_scripts && ending->undoes;
    if (is_over)
        end_transaction(outcome, ending);
    else if (done && !was_open && after.state == TRANSACTION_NONE) {
        outcome->alone++;
        outcome->kept++;
        outcome->committed_midway = true;
    } else if (done) {
        outcome->open++;
    }
    return is_over;
}

void outcome_note_kept(StepOutcome *outcome)
{
    outcome->kept += outcome->open;
    outcome->open = 0;
    outcome->committed_midway = true;
}

/* ---- in words ---------------------------------------------------------------------------- */

static const char *statements(Arena *arena, size_t count)
{
    return arena_format(arena, "%s statement%s", format_count(arena, (int64_t)count), count == 1 ? "" : "s");
}

const char *outcome_kept_text(Arena *arena, const StepOutcome *outcome)
{
    if (!outcome->kept)
        return NULL;
    return arena_format(arena, "%s %s committed", statements(arena, outcome->kept), outcome->kept == 1 ? "is" : "are");
}

static void put_kept(Text *text, Arena *arena, const StepOutcome *outcome)
{
    size_t together = outcome->kept - outcome->alone;
    if (together && outcome->end_line)
        text_append_format(text, "%s %s committed by the %s on line %d and stay%s. ", statements(arena, together),
                           together == 1 ? "was" : "were", outcome->end, outcome->end_line, together == 1 ? "s" : "");
    else if (together)
        text_append_format(text, "%s %s committed and stay%s. ", statements(arena, together),
                           together == 1 ? "was" : "were", together == 1 ? "s" : "");
    if (outcome->alone)
        text_append_format(text, "%s ran outside a transaction and stay%s. ", statements(arena, outcome->alone),
                           outcome->alone == 1 ? "s" : "");
    if (outcome->aside)
        text_append_format(text,
                           "%s %s kept aside by PREPARE TRANSACTION on line %d: neither committed nor rolled back; "
                           "pg_prepared_xacts lists it. ",
                           statements(arena, outcome->aside), outcome->aside == 1 ? "is" : "are", outcome->end_line);
    if (outcome->undone)
        text_append_format(text, "%s %s rolled back by the script. ", statements(arena, outcome->undone),
                           outcome->undone == 1 ? "was" : "were");
}

/* Looked up, not concluded. */
static void put_version(Text *text, Arena *arena, const ExecuteRequest *request)
{
    StringVector rows = {0};
    Error error = {0};
    bool exists;
    if (!version_read(arena, request->database, request->environment, &rows, &exists, &error))
        text_append(text, "The version table could not be read: limbeck current shows it. ");
    else if (!exists)
        text_append(text, "There is no version table. ");
    else
        text_append_format(text, "The version table holds %s. ",
                           rows.count ? string_vector_join(arena, &rows, ", ") : "nothing");
}

static void put_midway(Text *text, Arena *arena, const ExecuteRequest *request, const StepOutcome *outcome, bool lost)
{
    if (outcome->whole_steps)
        text_append_format(text, "%zu step%s before this one %s committed. ", outcome->whole_steps,
                           outcome->whole_steps == 1 ? "" : "s", outcome->whole_steps == 1 ? "is" : "are");
    put_kept(text, arena, outcome);
    if (outcome->open)
        text_append_format(text, "%s %s. ", statements(arena, outcome->open),
                           lost                 ? "not committed: the server rolls back what is open"
                           : outcome->open == 1 ? "was rolled back"
                                                : "were rolled back");
    put_version(text, arena, request);
}

void outcome_explain(const ExecuteRequest *request, const StepOutcome *outcome, size_t steps_before, Error *error)
{
    bool lost = database_transaction(request->database) == TRANSACTION_LOST;
    database_rollback(request->database);
    lost |= database_transaction(request->database) == TRANSACTION_LOST;
    if (error->state[0])
        return;
    Arena *arena = arena_new();
    Text text = text_in(arena);
    if (outcome->committed_midway)
        put_midway(&text, arena, request, outcome, lost);
    else if (lost)
        text_append(&text, "COMMIT was not sent: the server rolls the step back when it notices that the connection "
                           "is gone.");
    else if (database_in_transaction(request->database))
        text_append(&text, "ROLLBACK failed: the transaction ends when the connection is closed.");
    else
        text_append_format(&text, "Rolled back%s. Schema, data and version are unchanged.",
                           steps_before ? ", and every step of this run before it" : "");
    if (steps_before && !outcome->committed_midway)
        error_hint(error, "env.py has one transaction for the whole run; with transaction_per_migration=True the "
                          "steps before would have stayed");
    error_state(error, "%s", text_trim(arena, text_string(&text)));
    arena_free(arena);
}
