#include "pipeline.h"

#include "limbeck/base/clock.h"
#include "limbeck/dialect/transaction.h"
#include "limbeck/migrate/commit.h"
#include "limbeck/sql/token.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Longer texts are sent as ever: their own time on the line is what counts. */
enum { MAX_BYTES = 32 * 1024 };

void pipeline_begin(Pipeline *pipeline, const ExecuteRequest *request)
{
    const Pace *pace = request->supervision->pace;
    *pipeline = (Pipeline){.database = request->database,
                           .request = request,
                           .arena = arena_new(),
                           .repeated = text_on_heap(),
                           .version_is_known = true};
    pipeline->is_on = database_pipelines(request->database) && !request->stops && !request->waits_for_each &&
                      !request->writes_stash && !request->restores_stash && !request->in_effect &&
                      !(pace && atomic_load(&pace->batch_rows) > 0);
}

void pipeline_end(Pipeline *pipeline)
{
    database_receive(pipeline->database, NULL, NULL);
    arena_free(pipeline->arena);
    text_release(&pipeline->repeated);
    *pipeline = (Pipeline){0};
}

bool pipeline_is_empty(const Pipeline *pipeline)
{
    return pipeline->first == pipeline->entries.count;
}

/* ---- which statements ------------------------------------------------------------------------- */

bool pipeline_accepts(Arena *arena, const char *sql)
{
    static const char *const words[] = {"create", "alter",  "drop",     "insert", "update", "delete",  "comment",
                                        "grant",  "revoke", "truncate", "set",    "lock",   "refresh", "analyze"};
    SqlTokens tokens = {0};
    StringVector statements = {0};
    if (strlen(sql) > MAX_BYTES || !sql_tokens(arena, sql, &tokens) || !tokens.count)
        return false;
    bool is_known = false;
    for (size_t i = 0; i < sizeof words / sizeof *words && !is_known; i++)
        is_known = sql_token_is(&tokens.items[0], words[i]);
    /* $1 is an error of another kind without a value; a query with RETURNING has rows. */
    for (size_t i = 0; i < tokens.count && is_known; i++)
        is_known = tokens.items[i].kind != SQL_TOKEN_PARAMETER && !sql_token_is(&tokens.items[i], "returning");
    return is_known && sql_statements(arena, sql, &statements) && statements.count == 1;
}

bool pipeline_is_in_loop(Pipeline *pipeline, const char *sql)
{
    enum { INSERTS = 50, OTHERS = 2 };
    if (!pipeline->repeated.length || strcmp(text_string(&pipeline->repeated), sql) != 0) {
        text_clear(&pipeline->repeated);
        text_append(&pipeline->repeated, sql);
        pipeline->repetitions = 0;
    }
    return ++pipeline->repetitions > (strncasecmp(sql, "INSERT", 6) == 0 ? INSERTS : OTHERS);
}

/* ---- messages ----------------------------------------------------------------------------------- */

static void report(const Pipeline *pipeline, const PipelineEntry *entry, ProgressEvent event)
{
    event.line = entry->line;
    supervision_report(pipeline->request->supervision, &event);
}

static void report_step(const Pipeline *pipeline, const MigrationStep *step, int line)
{
    const ExecuteRequest *request = pipeline->request;
    supervision_report(request->supervision, &(ProgressEvent){.kind = PROGRESS_STEP,
                                                              .revision = step->revision,
                                                              .downgrade = step->downgrade,
                                                              .line = line});
    if (request->announce)
        request->announce(request->announce_state, step);
}

/* The first entry without an answer is what the server works on. */
static void report_first_step(Pipeline *pipeline)
{
    while (!pipeline_is_empty(pipeline)) {
        PipelineEntry *entry = &pipeline->entries.items[pipeline->first];
        if (entry->is_announced)
            return;
        entry->is_announced = true;
        if (entry->kind == PIPELINE_NUMBER)
            return;
        if (entry->kind != PIPELINE_STEP) {
            report(pipeline, entry, (ProgressEvent){.kind = PROGRESS_STATEMENT, .text = entry->sql});
            pipeline->began = clock_milliseconds();
            return;
        }
        report_step(pipeline, &entry->step, entry->line);
        pipeline->first++;
    }
}

static void check_version(Pipeline *pipeline, const PipelineEntry *entry, int64_t affected)
{
    if (pipeline->has_mismatch || entry->kind != PIPELINE_VERSION)
        return;
    pipeline->has_mismatch =
        !version_check_affected(pipeline->request->environment, &entry->change, affected, &pipeline->mismatch);
    pipeline->failed_number = entry->number;
}

static void receive(void *state, int64_t affected, const char *value)
{
    Pipeline *pipeline = state;
    PipelineEntry *entry = &pipeline->entries.items[pipeline->first];
    if (entry->kind == PIPELINE_NUMBER) {
        pipeline->has_number = true;
        pipeline->transaction = strtoll(value, NULL, 10);
        pipeline->first++;
        return;
    }
    report(pipeline, entry,
           (ProgressEvent){.kind = PROGRESS_DONE,
                           .text = entry->sql,
                           .milliseconds = clock_milliseconds() - pipeline->began,
                           .done = affected});
    check_version(pipeline, entry, affected);
    pipeline->first++;
    report_first_step(pipeline);
}

static void push(Pipeline *pipeline, PipelineEntry entry)
{
    if (pipeline_is_empty(pipeline)) {
        arena_reset(pipeline->arena);
        pipeline->entries.items = NULL;
        pipeline->entries.count = pipeline->entries.capacity = pipeline->first = 0;
    }
    entry.sql = entry.sql ? arena_strdup(pipeline->arena, entry.sql) : NULL;
    entry.file = entry.file ? arena_strdup(pipeline->arena, entry.file) : NULL;
    entry.number = pipeline->number;
    entry.change.from = arena_strdup(pipeline->arena, entry.change.from);
    entry.change.to = arena_strdup(pipeline->arena, entry.change.to);
    vector_push(pipeline->arena, &pipeline->entries, entry);
    report_first_step(pipeline);
}

void pipeline_announce(Pipeline *pipeline, const ExecuteRequest *request)
{
    push(pipeline, (PipelineEntry){.kind = PIPELINE_STEP, .step = request->step});
}

/* ---- sending -------------------------------------------------------------------------------------- */

static int tag_of(const PipelineEntry *entry)
{
    return entry->line > 0 ? entry->line : -1;
}

/* The entry that failed is the first without an answer, unless it was a statement of a loop, sent between two
 * entries of the same step. */
bool pipeline_failed(Pipeline *pipeline, Error *error)
{
    int tag = database_failed_tag(pipeline->database);
    if (!pipeline_is_empty(pipeline) && tag) {
        const PipelineEntry *entry = &pipeline->entries.items[pipeline->first];
        pipeline->failed_number = entry->number;
        if (entry->line > 0 && tag == tag_of(entry))
            error_place(error, entry->file, entry->line, 1);
    }
    pipeline->first = pipeline->entries.count;
    database_receive(pipeline->database, NULL, NULL);
    return false;
}

bool pipeline_settle(Pipeline *pipeline, Error *error)
{
    if (pipeline_is_empty(pipeline) && !pipeline->has_mismatch)
        return true;
    pipeline->failed_number = pipeline->number;
    bool done = database_settle(pipeline->database, error);
    database_receive(pipeline->database, NULL, NULL);
    if (!done)
        return pipeline_failed(pipeline, error);
    if (!pipeline->has_mismatch)
        return true;
    pipeline->has_mismatch = false;
    *error = pipeline->mismatch;
    return false;
}

static bool post(Pipeline *pipeline, const PipelineEntry *entry, const DatabaseValue *values, size_t count,
                 Error *error)
{
    database_receive(pipeline->database, receive, pipeline);
    push(pipeline, *entry);
    return database_post(pipeline->database, entry->sql, values, count, tag_of(entry), error) ||
           pipeline_failed(pipeline, error);
}

bool pipeline_send(Pipeline *pipeline, const char *sql, const DatabaseValue *values, size_t count, const char *file,
                   int line, Error *error)
{
    return post(pipeline, &(PipelineEntry){.kind = PIPELINE_STATEMENT, .sql = (char *)sql, .file = file, .line = line},
                values, count, error);
}

bool pipeline_send_version(Pipeline *pipeline, const char *sql, const VersionChange *change, Error *error)
{
    return post(pipeline, &(PipelineEntry){.kind = PIPELINE_VERSION, .sql = (char *)sql, .change = *change}, NULL, 0,
                error);
}

bool pipeline_settle_numbered(Pipeline *pipeline, StepOutcome *outcome, Error *error)
{
    const char *sql = commit_number_sql(pipeline->database);
    outcome->is_numbered = pipeline->has_number = false;
    if (sql && !pipeline_is_empty(pipeline) &&
        !post(pipeline, &(PipelineEntry){.kind = PIPELINE_NUMBER, .sql = (char *)sql}, NULL, 0, error))
        return false;
    if (!pipeline_settle(pipeline, error))
        return false;
    outcome->is_numbered = pipeline->has_number;
    outcome->transaction = pipeline->transaction;
    return true;
}
