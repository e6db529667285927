#include "limbeck/migrate/journal.h"

#include "journal_file.h"
#include "journal_line.h"

#include "limbeck/base/clock.h"
#include "limbeck/migrate/logged_statements.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Disk space for the second line is reserved, so that a full disk does not lose it. */
enum { MAX_STATEMENTS = 1000, END_BYTES = 64 * 1024 };

typedef struct StepRecord {
    const Revision *revision;
    bool downgrade;
    LoggedStatements statements;
} StepRecord;

struct JournalRun {
    Arena *arena;
    const JournalFacts *facts;
    Supervision *supervision;
    ProgressReceiver *receiver; /* the receiver that was set before */
    void *receiver_state;
    int64_t started;
    char id[33];
    bool is_recorded;         /* the first line is written */
    VECTOR(StepRecord) steps; /* steps begun so far */
    StringVector notes;
};

/* ---- writing ------------------------------------------------------------------------ */

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *texts(const StringVector *items)
{
    json_t *list = json_array();
    for (size_t i = 0; i < items->count; i++)
        json_array_append_new(list, json_string(items->items[i]));
    return list;
}

static json_t *entry_of(const JournalRun *run, const char *event)
{
    const JournalFacts *facts = run->facts;
    json_t *entry = json_object();
    json_object_set_new(entry, "time", json_string(journal_time(run->arena)));
    json_object_set_new(entry, "run", json_string(run->id));
    json_object_set_new(entry, "event", json_string(event));
    json_object_set_new(entry, "verb", json_string(facts->verb));
    json_object_set_new(entry, "who", json_string(journal_person(run->arena)));
    json_object_set_new(entry, "from", text_or_null(getenv("SSH_CONNECTION")));
    json_object_set_new(entry, "limbeck", json_string(LIMBECK_VERSION));
    json_object_set_new(entry, "database", json_string(facts->database));
    json_object_set_new(entry, "server", json_string(facts->server->product));
    json_object_set_new(entry, "role", text_or_null(facts->server->role));
    if (facts->targets)
        json_object_set_new(entry, "targets", texts(facts->targets));
    return entry;
}

static json_t *planned_steps(const JournalRun *run)
{
    json_t *steps = json_array();
    for (size_t i = 0; i < run->facts->count; i++) {
        const MigrationStep *step = &run->facts->steps[i];
        json_t *row = json_object();
        json_object_set_new(row, "revision", json_string(step->revision->id));
        json_object_set_new(row, "direction", json_string(step->downgrade ? "downgrade" : "upgrade"));
        json_object_set_new(row, "file", json_string(step->revision->path));
        json_object_set_new(row, "sha256", json_string(journal_digest(run->arena, step->revision->content)));
        json_array_append_new(steps, row);
    }
    return steps;
}

static json_t *statements_of(Arena *arena, const StepRecord *step)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < step->statements.count; i++)
        json_array_append_new(rows, journal_statement(arena, &step->statements.items[i]));
    return rows;
}

static json_t *steps_begun(const JournalRun *run)
{
    json_t *steps = json_array();
    for (size_t i = 0; i < run->steps.count; i++) {
        const StepRecord *step = &run->steps.items[i];
        json_t *row = json_object();
        json_object_set_new(row, "revision", json_string(step->revision->id));
        json_object_set_new(row, "direction", json_string(step->downgrade ? "downgrade" : "upgrade"));
        json_object_set_new(row, "statements", statements_of(run->arena, step));
        json_array_append_new(steps, row);
    }
    return steps;
}

static bool write_entry(const JournalRun *run, json_t *entry, size_t reserve, Error *error)
{
    const char *note;
    bool done = journal_append(run->arena, entry, reserve, &note, error);
    if (note)
        supervision_note(run->supervision, "%s", note);
    json_decref(entry);
    return done;
}

/* ---- receiving progress ---------------------------------------------------------------- */

static void begin_step(JournalRun *run, const ProgressEvent *event)
{
    StepRecord step = {.revision = event->revision, .downgrade = event->downgrade};
    vector_push(run->arena, &run->steps, step);
}

static void record_event(void *state, const ProgressEvent *event)
{
    JournalRun *run = state;
    StepRecord *step = run->steps.count ? &run->steps.items[run->steps.count - 1] : NULL;
    if (event->kind == PROGRESS_STEP)
        begin_step(run, event);
    if ((event->kind == PROGRESS_STATEMENT || event->kind == PROGRESS_DONE) && step)
        logged_statements_note(run->arena, &step->statements, event, MAX_STATEMENTS);
    if (event->kind == PROGRESS_NOTE)
        vector_push(run->arena, &run->notes, arena_strdup(run->arena, event->text));
    if (run->receiver)
        run->receiver(run->receiver_state, event);
}

JournalRun *journal_begin(const JournalFacts *facts, Supervision *supervision)
{
    JournalRun *run = memory_alloc(sizeof *run);
    run->arena = arena_new();
    run->facts = facts;
    run->supervision = supervision;
    run->receiver = supervision->receiver;
    run->receiver_state = supervision->receiver_state;
    run->started = clock_milliseconds();
    clock_random_hex(run->id);
    json_t *entry = entry_of(run, "begun");
    json_object_set_new(entry, "steps", planned_steps(run));
    Error error = {0};
    run->is_recorded = write_entry(run, entry, END_BYTES, &error);
    if (!run->is_recorded)
        supervision_note(supervision, "cannot write to the journal, so this run will not be recorded: %s",
                         error.message);
    supervision->receiver = record_event;
    supervision->receiver_state = run;
    return run;
}

static const char *outcome_of(const JournalRun *run, bool done, const Error *error)
{
    return done                             ? (run->facts->rolls_back ? "rolled back" : "done")
           : error->kind == ERROR_CANCELLED ? "cancelled"
           : error->kind == ERROR_UNDECIDED ? "not known"
                                            : "failed";
}

static json_t *end_of(const JournalRun *run, bool done, const Error *error, bool in_full)
{
    json_t *entry = entry_of(run, "ended");
    json_object_set_new(entry, "outcome", json_string(outcome_of(run, done, error)));
    json_object_set_new(entry, "error", text_or_null(done ? NULL : error->message));
    json_object_set_new(entry, "milliseconds", json_integer(clock_milliseconds() - run->started));
    if (!in_full)
        return entry;
    json_object_set_new(entry, "steps", steps_begun(run));
    json_object_set_new(entry, "notes", texts(&run->notes));
    return entry;
}

/* Writes the full second line; if there is no room for it, only the result. */
static void write_end(const JournalRun *run, bool done, const Error *error)
{
    Error refused = {0}, ignored = {0};
    if (write_entry(run, end_of(run, done, error, true), 0, &refused) ||
        write_entry(run, end_of(run, done, error, false), 0, &ignored) || !run->is_recorded)
        return;
    supervision_note(run->supervision, "the journal does not record how this run ended: %s", refused.message);
}

void journal_end(JournalRun *run, bool done, const Error *error)
{
    run->supervision->receiver = run->receiver;
    run->supervision->receiver_state = run->receiver_state;
    write_end(run, done, error);
    arena_free(run->arena);
    free(run);
}
