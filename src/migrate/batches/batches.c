#include "batch_sql.h"
#include "checkpoint.h"
#include "limbeck/migrate/commit.h"
#include "limbeck/migrate/retry.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/map.h"
#include "limbeck/base/text.h"
#include "limbeck/migrate/lock.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct Batches {
    const ExecuteRequest *request;
    StepOutcome *outcome;
    bool allowed;
    bool active;      /* statements are being counted */
    bool has_queried; /* the script read from the database in this step */
    bool is_resuming; /* the checkpoint of an earlier run is not reached yet */
    bool has_checkpoint;
    Text known;           /* the last text that cannot run in batches: a loop repeats it */
    int64_t statement;    /* statements executed */
    uint64_t fingerprint; /* hash of those statements */
    Arena *arena;         /* freed after the step */
    Arena *scratch;       /* freed after each statement: a loop may have a million texts */
    Checkpoint checkpoint;
};

/* One statement to run in batches. */
typedef struct Plan {
    Batches *batches;
    BatchSql sql;
    Text *after;        /* the checkpoint's `after` */
    int64_t total;      /* rows to change, counted before the first batch */
    int64_t started;    /* start time of this run */
    int64_t rows_first; /* rows changed by earlier runs */
} Plan;

static Database *database_of(const Batches *batches)
{
    return batches->request->database;
}

static const Supervision *supervision_of(const Batches *batches)
{
    return batches->request->supervision;
}

static const DatabaseTraits *traits_of(const Batches *batches)
{
    return database_traits(database_of(batches));
}

static int64_t batch_rows(const Batches *batches)
{
    const Pace *pace = supervision_of(batches)->pace;
    int64_t chosen = pace ? atomic_load(&pace->batch_rows) : 0;
    return chosen > 0 ? chosen : batches->checkpoint.batch_rows;
}

static Bounds bounds_of(const Batches *batches)
{
    return (Bounds){batches->checkpoint.after, batches->checkpoint.until};
}

Batches *batches_new(const ExecuteRequest *request, bool allowed, StepOutcome *outcome)
{
    Batches *batches = memory_alloc(sizeof *batches);
    *batches = (Batches){
        .request = request, .outcome = outcome, .allowed = allowed, .arena = arena_new(), .scratch = arena_new()};
    return batches;
}

void batches_free(Batches *batches)
{
    text_release(&batches->known);
    arena_free(batches->scratch);
    arena_free(batches->arena);
    free(batches);
}

/* ---- can a statement run in batches? --------------------------------------------------------- */

static bool sets_key(const Plan *plan)
{
    for (size_t i = 0; i < plan->sql.change.columns.count; i++)
        for (size_t k = 0; k < plan->sql.key.columns.count; k++)
            if (strcasecmp(plan->sql.change.columns.items[i].name, plan->sql.key.columns.items[k]) == 0)
                return true;
    return false;
}

/* True when a subquery reads the table itself: it would see the changes of earlier batches. */
static bool subquery_reads_table(Arena *arena, const Plan *plan)
{
    SqlTokens tokens = {0};
    size_t times = 0;
    sql_tokens(arena, plan->sql.statement->sql, &tokens);
    for (size_t i = 0; i + 1 < tokens.count; i++) {
        const SqlToken *token = &tokens.items[i];
        bool is_name = token->kind == SQL_TOKEN_WORD || token->kind == SQL_TOKEN_NAME;
        bool qualifies = sql_token_is(&tokens.items[i + 1], ".");
        times += is_name && !qualifies && token->depth &&
                 strcasecmp(sql_token_name(arena, token), plan->sql.change.name) == 0;
    }
    return times > 0;
}

/* True for users.id = $1, which changes one row and needs no batches. */
static bool is_one_row(Arena *arena, const Plan *plan)
{
    const ParsedUpdate *change = &plan->sql.change;
    if (plan->sql.key.columns.count != 1 || change->condition_count < 3)
        return false;
    const SqlToken *at = change->condition_tokens + change->condition_count - 3;
    bool begins = at == change->condition_tokens || sql_token_is(&at[-1], ".");
    return begins && sql_token_is(&at[1], "=") &&
           strcasecmp(sql_token_name(arena, at), plan->sql.key.columns.items[0]) == 0;
}

/* *why: NULL when it can; "" when it cannot and no message is needed. */
static bool can_run_in_batches(Plan *plan, Arena *arena, const char **why, Error *error)
{
    const ScriptStatement *statement = plan->sql.statement;
    SqlTokens tokens = {0};
    bool is_change = sql_tokens(arena, statement->sql, &tokens) && tokens.count &&
                     (sql_token_is(tokens.items, "update") || sql_token_is(tokens.items, "delete"));
    bool plain;
    *why = "";
    if (!is_change)
        return true;
    *why = "the statement does more than change rows of one table";
    if (!parse_update(arena, statement->sql, &plan->sql.change))
        return true;
    const char *table = traits_of(plan->batches)->has_schemas ? plan->sql.change.table : plan->sql.change.name;
    if (!reflect_row_key(arena, database_of(plan->batches), table, &plan->sql.key, error))
        return false;
    *why = "";
    if (is_one_row(arena, plan))
        return true;
    *why = "the table has no primary key";
    if (!plan->sql.key.columns.count)
        return true;
    *why = "the statement changes the primary key";
    if (sets_key(plan))
        return true;
    *why = "the statement reads the table that it changes";
    if (subquery_reads_table(arena, plan))
        return true;
    *why = "the script uses its result";
    if (statement->needs_result)
        return true;
    *why = "the script read the database before it, and could read other values when it is resumed";
    if (plan->batches->has_queried)
        return true;
    *why = "the transaction is shared with other steps";
    if (!plan->batches->allowed || !database_in_transaction(database_of(plan->batches)))
        return true;
    *why = "the primary key is neither a number nor text";
    if (!batch_keys_are_plain(&plan->sql, arena, &plain, error) || !plain)
        return error->kind == ERROR_NONE;
    *why = NULL;
    return true;
}

/* ---- between batches -------------------------------------------------------------------------- */

static void report_waiting(const Batches *batches, const char *text)
{
    supervision_report(supervision_of(batches), &(ProgressEvent){.kind = PROGRESS_WAITING, .text = text});
}

/* In bytes; 0 when there is no standby. */
static bool replica_lag(const Batches *batches, int64_t *bytes, Error *error)
{
    *bytes = 0;
    return !traits_of(batches)->is_server ||
           database_integer(database_of(batches),
                            "SELECT coalesce(max(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), "
                            "replay_lsn)), 0)::bigint FROM pg_catalog.pg_stat_replication",
                            bytes, error);
}

static bool wait_for_replicas(const Batches *batches, const Pace *pace, Error *error)
{
    enum { CHECK_MILLISECONDS = 500 };
    bool waits = false, goes_on = true;
    int64_t bytes, most;
    while (goes_on && (most = atomic_load(&pace->replica_lag)) > 0) {
        if (!replica_lag(batches, &bytes, error))
            return false;
        if (bytes <= most)
            break;
        char text[100];
        snprintf(text, sizeof text, "waiting for a standby that is %" PRId64 " kB behind", bytes / 1024);
        report_waiting(batches, text);
        waits = true;
        goes_on = supervision_sleep(supervision_of(batches), CHECK_MILLISECONDS);
    }
    if (waits)
        report_waiting(batches, NULL);
    return goes_on || error_set(error, ERROR_CANCELLED, "cancelled");
}

static bool limit_rate(const Plan *plan, const Pace *pace, Error *error)
{
    int64_t rate = atomic_load(&pace->rows_per_second);
    int64_t rows = plan->batches->checkpoint.rows - plan->rows_first;
    int64_t early = rate > 0 ? rows * 1000 / rate - (clock_milliseconds() - plan->started) : 0;
    return early <= 0 || supervision_sleep(supervision_of(plan->batches), early) ||
           error_set(error, ERROR_CANCELLED, "cancelled");
}

static bool wait_between(const Plan *plan, Error *error)
{
    const Pace *pace = supervision_of(plan->batches)->pace;
    if (supervision_cancelled(supervision_of(plan->batches)))
        return error_set(error, ERROR_CANCELLED, "cancelled");
    if (!supervision_wait_while_paused(supervision_of(plan->batches), "paused between two batches"))
        return error_set(error, ERROR_CANCELLED, "cancelled");
    return !pace || (limit_rate(plan, pace, error) && wait_for_replicas(plan->batches, pace, error));
}

/* ---- a batch ------------------------------------------------------------------------------------ */

static bool same_place(const Checkpoint *left, const Checkpoint *right)
{
    return strcmp(left->revision, right->revision) == 0 && left->downgrade == right->downgrade &&
           left->statement == right->statement && left->rows == right->rows && left->finished == right->finished &&
           strcmp(left->after, right->after) == 0;
}

/* On SQLite another limbeck may run between two batches: checks that the checkpoint is unchanged. */
static bool checkpoint_is_unchanged(const Batches *batches, Arena *arena, Error *error)
{
    Checkpoint found;
    bool exists;
    if (!checkpoint_read(arena, database_of(batches), batches->request->environment, &found, &exists, error))
        return false;
    if (exists && same_place(&found, &batches->checkpoint))
        return true;
    error_set(error, ERROR_COMMAND, "another session is running the batches of this step");
    error_hint(error, "limbeck current shows how far it is; run the command again when that session has finished");
    return false;
}

static bool change_rows(const Plan *plan, Arena *arena, const char *end, int64_t *rows, Error *error)
{
    const Batches *batches = plan->batches;
    const Checkpoint *checkpoint = &batches->checkpoint;
    BatchQuery query = {0};
    if (!batch_change(&plan->sql, arena, (Bounds){checkpoint->after, *end ? end : checkpoint->until}, &query, error))
        return false;
    const char *sql = text_string(&query.sql);
    const Supervision *supervision = supervision_of(batches);
    int line = plan->sql.statement->line;
    int64_t started = clock_milliseconds();
    supervision_report(
        supervision,
        &(ProgressEvent){.kind = PROGRESS_STATEMENT, .text = sql, .line = line, .batch_rows = batch_rows(batches)});
    if (!database_execute(database_of(batches), sql, query.values.items, query.values.count, rows, error))
        return false;
    supervision_report(supervision, &(ProgressEvent){.kind = PROGRESS_DONE,
                                                     .text = sql,
                                                     .line = line,
                                                     .milliseconds = clock_milliseconds() - started,
                                                     .done = *rows});
    return true;
}

static bool batch_in(const Plan *plan, Arena *arena, Error *error)
{
    Batches *batches = plan->batches;
    const ExecuteRequest *request = batches->request;
    const char *end;
    int64_t rows;
    if (!migration_begin(request->database, request->supervision, error) ||
        !checkpoint_is_unchanged(batches, arena, error) ||
        !batch_end(&plan->sql, arena, bounds_of(batches), batch_rows(batches), &end, error) ||
        !change_rows(plan, arena, end, &rows, error))
        return false;
    Checkpoint next = batches->checkpoint;
    next.finished = !*end;
    next.after = *end ? end : next.until;
    next.rows += rows > 0 ? rows : 0;
    next.batch_rows = batch_rows(batches);
    if (!checkpoint_write(arena, request->database, request->environment, &next, error) ||
        !migration_commit(request->database, request->supervision, error))
        return false;
    text_clear(plan->after);
    text_append(plan->after, next.after);
    batches->checkpoint = next;
    batches->checkpoint.is_old = false; /* the first write added the missing column */
    batches->checkpoint.after = text_string(plan->after);
    return true;
}

static bool attempt_batch(const void *state, StepOutcome *outcome, Error *error)
{
    const Plan *plan = state;
    (void)outcome;
    Arena *arena = arena_new();
    bool done = batch_in(plan, arena, error);
    if (!done)
        database_rollback(database_of(plan->batches));
    arena_free(arena);
    return done;
}

static void report_rows(const Plan *plan, int64_t milliseconds)
{
    const Batches *batches = plan->batches;
    supervision_report(supervision_of(batches), &(ProgressEvent){.kind = PROGRESS_ROWS,
                                                                 .line = plan->sql.statement->line,
                                                                 .milliseconds = milliseconds,
                                                                 .done = batches->checkpoint.rows,
                                                                 .total = plan->total,
                                                                 .batch_rows = batch_rows(batches)});
}

static void report_committed(const Batches *batches)
{
    batches->outcome->in_batches = true;
    batches->outcome->batched_rows = batches->checkpoint.rows;
    supervision_report(supervision_of(batches),
                       &(ProgressEvent){.kind = PROGRESS_COMMITTED, .done = batches->checkpoint.rows});
}

static bool all_batches(Plan *plan, Error *error)
{
    Batches *batches = plan->batches;
    plan->started = clock_milliseconds();
    plan->rows_first = batches->checkpoint.rows;
    report_rows(plan, 0);
    while (!batches->checkpoint.finished) {
        StepOutcome outcome = {0};
        int64_t began = clock_milliseconds();
        if (!wait_between(plan, error) || !with_retries(attempt_batch, plan, supervision_of(batches), &outcome, error))
            return false;
        report_committed(batches);
        report_rows(plan, clock_milliseconds() - began);
    }
    return true;
}

/* Runs all batches. At the end the checkpoint is committed, and a new transaction begins for the statements that
 * follow. */
static bool run_batches(Plan *plan, Error *error)
{
    Batches *batches = plan->batches;
    const ExecuteRequest *request = batches->request;
    Text after = text_on_heap();
    text_append(&after, batches->checkpoint.after);
    batches->checkpoint.after = text_string(&after);
    plan->after = &after;
    bool done = all_batches(plan, error) && migration_begin(request->database, request->supervision, error) &&
                checkpoint_is_unchanged(batches, batches->arena, error);
    batches->checkpoint.after = arena_strdup(batches->arena, text_string(&after));
    text_release(&after);
    plan->after = NULL;
    if (!done) {
        error->hint[0] = '\0';
        error_hint(error, "the same command resumes after them");
    }
    return done;
}

bool path_may_use_batches(const ExecuteRequest *request, bool *uses_batches, Error *error)
{
    Arena *arena = arena_new();
    Checkpoint ignored;
    const Pace *pace = request->supervision->pace;
    bool done = checkpoint_read(arena, request->database, request->environment, &ignored, uses_batches, error);
    *uses_batches = done && (*uses_batches || (pace && atomic_load(&pace->batch_rows) > 0));
    arena_free(arena);
    return done;
}

/* ---- the statements of a step ------------------------------------------------------------------- */

bool batches_begin(Batches *batches, Error *error)
{
    const ExecuteRequest *request = batches->request;
    const Checkpoint *checkpoint = &batches->checkpoint;
    bool exists = false;
    if (!request->is_alone &&
        !checkpoint_read(batches->arena, request->database, request->environment, &batches->checkpoint, &exists, error))
        return false;
    const Pace *pace = request->supervision->pace;
    batches->active = exists || (pace && atomic_load(&pace->batch_rows) > 0);
    batches->is_resuming = batches->has_checkpoint = exists;
    if (!exists)
        return true;
    const char *verb = checkpoint->downgrade ? "downgrade" : "upgrade";
    bool is_this = strcmp(checkpoint->revision, request->step.revision->id) == 0 &&
                   checkpoint->downgrade == request->step.downgrade;
    if (is_this && batches->allowed) {
        batches->outcome->committed_midway = true;
        supervision_note(request->supervision, "%s of %s resumes where it was interrupted: %" PRId64 " rows are done",
                         verb, checkpoint->revision, checkpoint->rows);
        report_committed(batches);
        return true;
    }
    error_set(error, ERROR_COMMAND, "the %s of revision %s was interrupted between two batches, and is half done", verb,
              checkpoint->revision);
    error_hint(error,
               "finish that step first, by itself: limbeck %s %s%s; or repair the database by hand and drop the table "
               "limbeck_checkpoint",
               verb, checkpoint->revision, checkpoint->downgrade ? "-1" : "");
    return false;
}

bool batches_are_resuming(const Batches *batches)
{
    return batches->is_resuming;
}

void batches_note_query(Batches *batches)
{
    batches->has_queried = true;
}

static void add_to_fingerprint(Batches *batches, const ScriptStatement *statement)
{
    uint64_t hash = hash_bytes(statement->sql, strlen(statement->sql));
    for (size_t i = 0; i < statement->count; i++) {
        const DatabaseValue *value = &statement->values[i];
        bool has_bytes = value->type == CELL_TEXT || value->type == CELL_BYTES;
        hash = hash * 31 + (uint64_t)value->type + (uint64_t)value->integer * 7 + (uint64_t)value->boolean;
        hash += has_bytes ? hash_bytes(value->bytes, value->length) : 0;
    }
    batches->fingerprint = batches->fingerprint * 1099511628211u + hash;
    batches->statement++;
}

static bool has_changed(const Batches *batches, Error *error)
{
    error_set(error, ERROR_COMMAND, "revision %s is half done, and its script has changed since",
              batches->checkpoint.revision);
    error_hint(error,
               "restore the script as it was, or repair the database by hand and drop the table limbeck_checkpoint");
    return false;
}

static const char *fingerprint_text(const Batches *batches)
{
    return arena_format(batches->arena, "%016" PRIx64, batches->fingerprint);
}

static bool resume(Batches *batches, const ScriptStatement *statement, bool *done, Error *error)
{
    const Checkpoint *checkpoint = &batches->checkpoint;
    const char *why;
    if (batches->statement < checkpoint->statement) {
        *done = !statement->needs_result;
        return *done || has_changed(batches, error);
    }
    batches->is_resuming = false;
    *done = true;
    Plan plan = {.batches = batches, .sql = {.database = database_of(batches), .statement = statement}};
    if (strcmp(fingerprint_text(batches), checkpoint->fingerprint) != 0)
        return has_changed(batches, error);
    if (checkpoint->finished)
        return true;
    if (!can_run_in_batches(&plan, batches->arena, &why, error) || (why && !has_changed(batches, error)) ||
        !batch_count(&plan.sql, batches->arena, bounds_of(batches), &plan.total, error) ||
        !migration_commit(database_of(batches), supervision_of(batches), error))
        return false;
    plan.total += checkpoint->rows;
    batches->checkpoint.total = plan.total;
    return run_batches(&plan, error);
}

static bool begin_batches(Plan *plan, const char *until, Error *error)
{
    Batches *batches = plan->batches;
    const ExecuteRequest *request = batches->request;
    batches->checkpoint = (Checkpoint){.revision = request->step.revision->id,
                                       .downgrade = request->step.downgrade,
                                       .statement = batches->statement,
                                       .fingerprint = fingerprint_text(batches),
                                       .after = "",
                                       .until = arena_strdup(batches->arena, until),
                                       .batch_rows = batch_rows(batches),
                                       .total = plan->total};
    if (!checkpoint_write(batches->arena, request->database, request->environment, &batches->checkpoint, error) ||
        !migration_commit(request->database, request->supervision, error))
        return false;
    batches->has_checkpoint = batches->outcome->committed_midway = batches->outcome->in_batches = true;
    return run_batches(plan, error);
}

static bool run_fresh(Batches *batches, const ScriptStatement *statement, bool *done, Error *error)
{
    Plan plan = {.batches = batches, .sql = {.database = database_of(batches), .statement = statement}};
    const char *why, *until;
    int64_t rows = batch_rows(batches);
    *done = false;
    if (batches->known.length && strcmp(batches->known.data, statement->sql) == 0)
        return true;
    arena_reset(batches->scratch);
    if (!can_run_in_batches(&plan, batches->scratch, &why, error))
        return false;
    if (why && *why)
        supervision_note(supervision_of(batches), "line %d: not run in batches, because %s", statement->line, why);
    if (why) {
        text_clear(&batches->known);
        text_append(&batches->known, statement->sql);
        return true;
    }
    batches->checkpoint = (Checkpoint){.after = "", .until = "", .batch_rows = rows};
    if (!batch_count(&plan.sql, batches->scratch, bounds_of(batches), &plan.total, error) ||
        !batch_last_key(&plan.sql, batches->scratch, &until, error))
        return false;
    if (plan.total <= rows)
        return true;
    *done = true;
    return begin_batches(&plan, until, error);
}

bool batches_run(Batches *batches, const ScriptStatement *statement, bool *done, Error *error)
{
    *done = false;
    if (!batches->active)
        return true;
    add_to_fingerprint(batches, statement);
    bool good =
        batches->is_resuming ? resume(batches, statement, done, error) : run_fresh(batches, statement, done, error);
    batches->has_queried |= statement->needs_result;
    return good;
}

bool batches_end(Batches *batches, Error *error)
{
    if (batches->is_resuming)
        return has_changed(batches, error);
    return !batches->has_checkpoint ||
           checkpoint_remove(batches->arena, database_of(batches), batches->request->environment, error);
}
