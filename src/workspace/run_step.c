/* Runs or rehearses a step; each progress event publishes a snapshot. */
#include "run_step.h"
#include "blocking_calls.h"
#include "internal.h"
#include "live_state.h"
#include "refresh.h"
#include "stamp_rows.h"

#include "limbeck/autogenerate/describe.h"
#include "limbeck/base/clock.h"
#include "limbeck/migrate/lock.h"
#include "limbeck/migrate/rehearse.h"
#include "limbeck/migrate/report.h"
#include "limbeck/migrate/side_tables.h"
#include "limbeck/reflection/catalogue.h"
#include "limbeck/reflection/sessions.h"
#include "limbeck/reflection/statistics.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/rehearse_path.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/stamp_rows.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>
#include <string.h>

StepJob *step_job(Workspace *workspace, const Revision *revision, bool downgrade)
{
    StepJob *job = memory_alloc(sizeof *job);
    *job = (StepJob){.workspace = workspace, .revision = revision, .downgrade = downgrade};
    return job;
}

enum { MAX_STATEMENTS = 200 };

/* State of the run; each event publishes a copy. */
typedef struct RunLog {
    Workspace *workspace;
    Arena *arena;
    RunSnapshot so_far;
    int line; /* line of the script that runs */
    int64_t published;
    int64_t rated, rows_then;  /* when the rate was last computed, and the row count then */
    const SchemaModel *before; /* schema before the step; NULL: unknown */
} RunLog;

static void publish_run(RunLog *log)
{
    Arena *arena;
    RunSnapshot *snapshot = snapshot_new(sizeof *snapshot, &arena);
    *snapshot = log->so_far;
    snapshot->generation = workspace_next_generation(log->workspace);
    snapshot->statements.items = arena_copy(arena, log->so_far.statements.items, log->so_far.statements.count,
                                            sizeof *log->so_far.statements.items);
    for (size_t i = 0; i < snapshot->statements.count; i++)
        snapshot->statements.items[i].sql = arena_strdup(arena, snapshot->statements.items[i].sql);
    snapshot->waiting_for = arena_strdup(arena, snapshot->waiting_for);
    snapshot->queue = arena_strdup(arena, snapshot->queue);
    snapshot->locks = arena_strdup(arena, snapshot->locks);
    snapshot->committed_part = arena_strdup(arena, snapshot->committed_part);
    snapshot->notes = string_vector_copy(arena, &snapshot->notes);
    snapshot->changes = string_vector_copy(arena, &snapshot->changes);
    log->published = clock_milliseconds();
    workspace_publish(log->workspace, &log->workspace->run_place, snapshot);
}

/* Compares the present schema with the one before the step. */
static void log_changes(RunLog *log)
{
    SchemaModel *after;
    Differences differences = {0};
    Database *database = log->workspace->database;
    ComparisonOptions options = {.dialect = dialect_of(database), .types = true, .defaults = true, .thorough = true};
    log->so_far.changes = (StringVector){0};
    if (!log->before || !reflect_catalogue(log->arena, database, true, &after, NULL) ||
        !compare_schemas(log->arena, &options, log->before, after, &differences, NULL))
        return;
    for (size_t i = 0; i < differences.count; i++)
        vector_push(log->arena, &log->so_far.changes,
                    difference_text(log->arena, options.dialect, &differences.items[i]));
    describe_opaque_items(log->arena, log->before, after, &log->so_far.changes);
}

/* ---- stopping between statements ---------------------------------------------------------------- */

/* Uses a savepoint: a failing query must not abort the step's transaction. */
static void read_changes_within(RunLog *log)
{
    Database *database = log->workspace->database;
    Error ignored = {0};
    bool guarded = database_in_transaction(database) &&
                   database_execute(database, "SAVEPOINT limbeck_look", NULL, 0, NULL, &ignored);
    log_changes(log);
    if (database_traits(database)->is_server)
        reflect_held_locks(log->arena, database, database_facts(database)->session, &log->so_far.locks, &ignored);
    if (guarded)
        database_execute(database, "ROLLBACK TO SAVEPOINT limbeck_look; RELEASE SAVEPOINT limbeck_look", NULL, 0, NULL,
                         &ignored);
}

/* A line that runs several statements stops only at the first. */
static bool begins_break(const RunLog *log, int line)
{
    for (size_t i = 0; line != log->line && i < log->workspace->break_count; i++)
        if (log->workspace->breaks[i] == line)
            return true;
    return false;
}

static bool is_paused(const ProgressEvent *event)
{
    return !event->held || event->held(event->held_state);
}

static void stop_at_breakpoint(RunLog *log, const ProgressEvent *event)
{
    int line = event->line;
    Workspace *workspace = log->workspace;
    Supervision supervision = workspace_supervision(workspace, NULL, NULL);
    bool stops = workspace_is_stepping(workspace) || begins_break(log, line);
    log->line = line;
    if (!stops)
        return;
    read_changes_within(log);
    log->so_far.is_stopped = true;
    log->so_far.in_transaction = database_in_transaction(workspace->database);
    log->so_far.stopped_line = line;
    atomic_store(&workspace->waits, true);
    publish_run(log);
    while (atomic_load(&workspace->waits) && supervision_sleep(&supervision, 1) && is_paused(event))
        continue;
    atomic_store(&workspace->waits, false);
    log->so_far.is_stopped = false;
    log->so_far.changes = (StringVector){0};
}

/* ---- progress events -------------------------------------------------------------------------------- */

static void note_rate(RunLog *log)
{
    enum { RATE_MILLISECONDS = 250 };
    RunSnapshot *run = &log->so_far;
    int64_t now = clock_milliseconds(), passed = now - log->rated;
    if (passed < RATE_MILLISECONDS)
        return;
    if (run->rate_count == MAX_RATES)
        memmove(run->rates, run->rates + 1, --run->rate_count * sizeof *run->rates);
    run->rates[run->rate_count++] = (run->rows_done - log->rows_then) * 1000 / passed;
    log->rated = now;
    log->rows_then = run->rows_done;
}

static void receive(void *state, const ProgressEvent *event)
{
    RunLog *log = state;
    RunSnapshot *run = &log->so_far;
    bool matters = true;
    switch (event->kind) {
    case PROGRESS_STEP:
        return;
    case PROGRESS_STATEMENT: {
        run->in_batches_of = event->batch_rows;
        /* When stepping keep every statement, since the user looks at each. */
        bool may_stop = workspace_is_stepping(log->workspace) || log->workspace->break_count;
        size_t most = may_stop ? SIZE_MAX : MAX_STATEMENTS;
        matters = logged_statements_note(log->arena, &run->statements, event, most);
        if (!database_in_transaction(log->workspace->database)) /* the step committed midway */
            run->locks = NULL;
        if (matters)
            stop_at_breakpoint(log, event);
        break;
    }
    case PROGRESS_DONE:
        matters = logged_statements_note(log->arena, &run->statements, event, MAX_STATEMENTS);
        break;
    case PROGRESS_ROWS:
        if (!run->rows_total || event->done == 0) {
            run->rows_started = log->rated = clock_milliseconds();
            log->rows_then = event->done;
            run->rate_count = 0;
        }
        run->in_batches_of = event->batch_rows;
        run->rows_done = event->done;
        run->rows_total = event->total;
        run->batch_milliseconds = event->milliseconds;
        note_rate(log);
        break;
    case PROGRESS_WAITING:
        run->waiting_for = arena_strdup(log->arena, event->text);
        run->blocker = event->done;
        break;
    case PROGRESS_RETRY:
        run->retry = event->done;
        run->retries = event->total;
        run->retry_at = event->done ? clock_milliseconds() + event->milliseconds : 0;
        break;
    case PROGRESS_QUEUE:
        run->queue = arena_strdup(log->arena, event->text);
        break;
    case PROGRESS_LOCKS:
        run->locks = arena_strdup(log->arena, event->text);
        break;
    case PROGRESS_COMMIT:
        run->commit_out = event->done != 0;
        atomic_store(&log->workspace->commit_out, run->commit_out);
        break;
    case PROGRESS_KEPT:
        run->committed_part = arena_strdup(log->arena, event->text);
        break;
    case PROGRESS_COMMITTED:
        run->has_committed = true;
        run->rows_committed = event->done;
        break;
    case PROGRESS_NOTE:
        vector_push(log->arena, &run->notes, arena_strdup(log->arena, event->text));
        break;
    }
    if (matters || clock_milliseconds() - log->published > 50)
        publish_run(log);
}

/* ---- the run -------------------------------------------------------------------------------------------- */

/* Prefetches the whole schema, with the lock before the run, and with the queries of a refresh after it. */
static void prefetch_before_run(Workspace *workspace, bool exists)
{
    const DatabaseValue any = {.type = CELL_NULL};
    PrefetchQuery queries[CATALOGUE_PREFETCH];
    size_t count = catalogue_prefetch(workspace->database, &any, queries);
    migration_prefetch(workspace->database, &workspace->environment, exists, queries, count);
}

static void prefetch_after_run(Workspace *workspace)
{
    const DatabaseValue any = {.type = CELL_NULL};
    PrefetchQuery queries[CATALOGUE_PREFETCH + STATISTICS_PREFETCH];
    size_t count = catalogue_prefetch(workspace->database, &any, queries);
    count += statistics_prefetch(workspace->database, queries + count);
    migration_unlock_with_prefetch(workspace->database, &workspace->environment, queries, count);
}

static bool execute(RunLog *log, const ExecuteRequest *request, Supervision *supervision, Error *error)
{
    SchemaModel *before;
    Error ignored = {0}; /* then the schema changes are not shown */
    log->before = reflect_catalogue(log->arena, request->database, true, &before, &ignored) ? before : NULL;
    JournalFacts facts = workspace_journal_facts(log->workspace, log->arena, &request->step, 1);
    JournalRun *journal = journal_begin(&facts, supervision);
    bool done = migrate_execute(request, error);
    journal_end(journal, done, error);
    log->so_far.rolls_back = done && environment_rolls_back(request->environment);
    if (done) {
        prefetch_after_run(log->workspace);
        log_changes(log);
    }
    log->before = NULL;
    return done;
}

static const char *beginning(Arena *arena, const char *sql)
{
    enum { SHOWN = 40 };
    const char *line = text_one_line(arena, sql);
    return utf8_count(line, strlen(line)) > SHOWN ? arena_format(arena, "%.*s...", SHOWN, line) : line;
}

/* Notes each statement that changed rows, took a lock, rewrote a table, or took long. */
static void log_rehearsal(RunLog *log, const Rehearsal *rehearsal)
{
    for (size_t i = 0; i < rehearsal->statements.count; i++) {
        const RehearsedStatement *statement = &rehearsal->statements.items[i];
        bool matters = statement->rows > 0 || statement->locks.count || statement->rewrites.count ||
                       statement->milliseconds >= 100;
        bool is_next = log->so_far.step_count > 1 && (!i || statement[-1].revision != statement->revision);
        if (is_next)
            vector_push(log->arena, &log->so_far.changes,
                        arena_format(log->arena, "%.8s %s:", statement->revision->id,
                                     revision_message(log->arena, statement->revision)));
        if (matters)
            vector_push(log->arena, &log->so_far.changes,
                        arena_format(log->arena, "%s: %s", beginning(log->arena, statement->sql),
                                     rehearsed_facts(log->arena, statement)));
    }
    for (size_t i = 0; i < rehearsal->notes.count; i++)
        vector_push(log->arena, &log->so_far.notes, rehearsal->notes.items[i]);
}

static bool rehearse(RunLog *log, const StepJob *job, const ExecuteRequest *request, Error *error)
{
    Rehearsal rehearsal = {0};
    MigrationStep *steps = ARENA_ARRAY(log->arena, MigrationStep, job->path_count + 1);
    PathRequest path = {.each = *request, .steps = &request->step, .count = 1};
    for (size_t i = 0; i < job->path_count; i++)
        steps[i] = (MigrationStep){job->path[i], job->downgrade};
    if (job->path_count) {
        path.steps = steps;
        path.count = job->path_count;
    }
    bool done = migrate_rehearse(log->arena, &path, &rehearsal, error);
    log_rehearsal(log, &rehearsal);
    return done;
}

static bool run_job(RunLog *log, const StepJob *job, Error *error)
{
    Workspace *workspace = log->workspace;
    Supervision supervision = workspace_supervision(workspace, receive, log);
    if (!job->database || job->database->which != workspace->which)
        return error_set(error, ERROR_COMMAND, "another database was selected meanwhile: nothing was changed");
    if (!workspace_check_writable(workspace, error) || !workspace_environment_holds(workspace, error) ||
        !workspace_connect(workspace, error))
        return false;
    prefetch_before_run(workspace, job->database->has_version_table);
    if (!migration_lock(workspace->database, &workspace->environment, &supervision, error))
        return false;
    ExecuteRequest request = {.database = workspace->database,
                              .directory = workspace->directory,
                              .environment = &workspace->environment,
                              .step = {job->revision, job->downgrade},
                              .expected_heads = &job->database->rows,
                              .supervision = &supervision,
                              .writes_stash = workspace_stashes(workspace),
                              .allows_partial_stash = workspace_stashes_partially(workspace),
                              .restores_stash = workspace_restores_stash(workspace),
                              .stops = workspace_is_stepping(workspace),
                              .waits_for_each = workspace->break_count > 0};
    bool done = job->rehearses ? rehearse(log, job, &request, error) : execute(log, &request, &supervision, error);
    migration_unlock(workspace->database, &workspace->environment);
    if (database_transaction(workspace->database) == TRANSACTION_LOST) /* reading the state afterwards needs a new
                                                                        * connection */
        workspace_disconnect(workspace);
    return done;
}

static void run_step(void *state)
{
    StepJob *job = state;
    RunLog log = {.workspace = job->workspace, .arena = arena_new()};
    log.so_far = (RunSnapshot){.revision = job->revision,
                               .downgrade = job->downgrade,
                               .rehearses = job->rehearses,
                               .step_count = job->path_count ? job->path_count : 1,
                               .started = clock_milliseconds()};
    atomic_store(&job->workspace->cancelled, false);
    workspace_end_session(job->workspace, 0);
    publish_run(&log);
    log.so_far.failed = !run_job(&log, job, &log.so_far.error);
    log.so_far.finished = true;
    log.so_far.ended = clock_milliseconds();
    publish_run(&log);
    workspace_refresh_after(job->workspace, &log.so_far);
    arena_free(log.arena);
    snapshot_release(job->database);
    free(job->path);
    free(job);
}

static void post(Workspace *workspace, const Revision *revision, bool downgrade, bool rehearses,
                 const DatabaseSnapshot *confirmed)
{
    StepJob *job = step_job(workspace, revision, downgrade);
    job->rehearses = rehearses;
    job->database = snapshot_retain(confirmed);
    worker_post(workspace->worker, run_step, job);
}

void workspace_post_step(Workspace *workspace, const Revision *revision, bool downgrade,
                         const DatabaseSnapshot *confirmed)
{
    post(workspace, revision, downgrade, false, confirmed);
}

void workspace_post_rehearsal(Workspace *workspace, const Revision *revision, bool downgrade,
                              const DatabaseSnapshot *confirmed)
{
    post(workspace, revision, downgrade, true, confirmed);
}

void workspace_post_path_rehearsal(Workspace *workspace, const Revision *const *steps, size_t count, bool downgrade,
                                   const DatabaseSnapshot *confirmed)
{
    StepJob *job = step_job(workspace, steps[0], downgrade);
    job->rehearses = true;
    job->path = memory_alloc(count * sizeof *job->path);
    memcpy(job->path, steps, count * sizeof *job->path);
    job->path_count = count;
    job->database = snapshot_retain(confirmed);
    worker_post(workspace->worker, run_step, job);
}

/* ---- a stamp ------------------------------------------------------------------------------------------------- */

typedef struct StampPost {
    Workspace *workspace;
    const Revision *revision;
    Arena *arena; /* of the targets */
    StampOptions options;
    const DatabaseSnapshot *database; /* what the user saw */
} StampPost;

static const char *rows_text(Arena *arena, const StringVector *rows)
{
    return rows->count ? string_vector_join(arena, rows, ", ") : "nothing";
}

/* The database selected when the user confirmed. Its rows are checked in the transaction that changes them. */
static bool is_database_seen(const StampPost *post, Error *error)
{
    return (post->database && post->database->which == post->workspace->which) ||
           error_set(error, ERROR_COMMAND, "another database was selected meanwhile: nothing was changed");
}

static void run_stamp(void *state)
{
    StampPost *post = state;
    Workspace *workspace = post->workspace;
    RunLog log = {.workspace = workspace, .arena = arena_new()};
    StringVector rows = {0};
    bool exists;
    log.so_far = (RunSnapshot){.revision = post->revision, .stamps = true, .started = clock_milliseconds()};
    atomic_store(&workspace->cancelled, false);
    publish_run(&log);
    Supervision supervision = workspace_supervision(workspace, receive, &log);
    log.so_far.failed =
        !is_database_seen(post, &log.so_far.error) ||
        !workspace_write_stamp(workspace, log.arena, &post->options, supervision, &log.so_far.error) ||
        !version_read(log.arena, workspace->database, &workspace->environment, &rows, &exists, &log.so_far.error);
    log.so_far.rolls_back = !log.so_far.failed && environment_rolls_back(&workspace->environment);
    if (!log.so_far.failed)
        vector_push(log.arena, &log.so_far.changes,
                    arena_format(log.arena, "the version table holds %s", rows_text(log.arena, &rows)));
    log.so_far.finished = true;
    log.so_far.ended = clock_milliseconds();
    publish_run(&log);
    workspace_refresh_after(workspace, &log.so_far);
    arena_free(log.arena);
    arena_free(post->arena);
    snapshot_release(post->database);
    free(post);
}

void workspace_post_stamp(Workspace *workspace, const Revision *revision, const StampOptions *options,
                          const DatabaseSnapshot *confirmed)
{
    StampPost *post = memory_alloc(sizeof *post);
    *post = (StampPost){.workspace = workspace, .revision = revision, .arena = arena_new(), .options = *options};
    post->database = snapshot_retain(confirmed);
    post->options.targets = string_vector_copy(post->arena, &options->targets);
    post->options.expected_rows = confirmed ? &post->database->rows : NULL;
    worker_post(workspace->worker, run_stamp, post);
}

/* ---- refresh after a run -------------------------------------------------------------------------------------- */

static ReportStep report_step(Arena *arena, const RunSnapshot *run)
{
    return (ReportStep){.revision = run->revision->id,
                        .message = revision_message(arena, run->revision),
                        .downgrade = run->downgrade,
                        .rehearses = run->rehearses,
                        .stamps = run->stamps,
                        .failed = run->failed,
                        .rolled_back = run->rolls_back,
                        .undecided = run->failed && run->error.kind == ERROR_UNDECIDED,
                        .milliseconds = run->ended - run->started,
                        .statements = run->statements,
                        .changes = run->changes,
                        .notes = run->notes,
                        .error = run->failed ? error_render(arena, &run->error) : NULL};
}

bool workspace_save_report(Arena *arena, const RunReport *run, const char **path, Error *error)
{
    const DatabaseSnapshot *database = run->database;
    Report report = {
        .database = database->url, .server = database->product ? database->product : "unknown", .role = database->role};
    for (size_t i = 0; i < run->first_count; i++)
        vector_push(arena, &report.steps, report_step(arena, run->first[i]));
    vector_push(arena, &report.steps, report_step(arena, run->last));
    for (size_t i = 0; i < run->not_begun.count; i++)
        vector_push(arena, &report.not_begun,
                    arena_format(arena, "%s %s", run->not_begun.items[i]->id,
                                 revision_message(arena, run->not_begun.items[i])));
    report.rows_known = run->is_read_after_run && database->connected && database->rows_known;
    report.rows = database->rows;
    return report_save(arena, &report, path, error);
}

const char *workspace_pictures(Arena *arena)
{
    Error ignored = {0};
    const char *folder = report_folder(arena, &ignored);
    error_clear(&ignored);
    return folder;
}

bool workspace_save_picture(Arena *arena, const char *folder, const char *svg, size_t length, const char **path,
                            Error *error)
{
    const char *place = folder ? folder : report_folder(arena, error);
    return place && report_save_picture(arena, place, svg, length, path, error);
}
