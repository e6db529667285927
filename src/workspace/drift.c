/* drift: the schema of a database against the one that its revisions make. */
#include "comparison_report.h"
#include "drift/normal_forms.h"
#include "internal.h"
#include "schema_history.h"
#include "scratch_database.h"

#include "limbeck/autogenerate/describe.h"
#include "limbeck/migrate/version.h"
#include "limbeck/reflection/catalogue.h"
#include "limbeck/workspace/schema_history.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

static bool uses_other_schemas(const SchemaModel *schema)
{
    for (size_t i = 0; i < schema->tables.count; i++)
        if (schema->tables.items[i]->schema)
            return true;
    return false;
}

/* The changes that would make the database match the history. */
static bool compare_with_database(const History *history, Workspace *workspace, Differences *differences, Error *error)
{
    const ScriptEnvironment *environment = &workspace->environment;
    Arena *arena = history->arena;
    SchemaModel *live, *expected = history->symbolic.schema;
    NormalForms forms = {.arena = arena, .database = workspace->database, .dialect = history->request.dialect};
    ComparisonOptions options = history_comparison(forms.dialect);
    options.version_table = environment->version_table;
    options.version_table_schema = environment->version_table_schema;
    options.judge_expressions = normal_forms_judge;
    options.judge_state = &forms;
    if (!reflect_catalogue(arena, workspace->database, uses_other_schemas(expected), &live, error) ||
        !compare_schemas(arena, &options, live, expected, differences, error))
        return false;
    if (!normal_forms_query(&forms))
        return true;
    *differences = (Differences){0};
    return compare_schemas(arena, &options, live, expected, differences, error);
}

/* ---- the revisions executed --------------------------------------------------------------------- */

/* Every revision below the rows, from base on. */
static bool run_all(ScratchDatabase *scratch, Arena *arena, const StringVector *rows, Error *error)
{
    Workspace *workspace = scratch->workspace;
    ScriptSession *session = script_session_new(workspace->directory);
    RevisionVector reached = {0};
    bool done = true;
    for (size_t i = 0; done && i < rows->count; i++) {
        RevisionVector path = {0};
        done = path_upgrade(arena, workspace->directory->map, rows->items[i], &reached, &path, error);
        for (size_t k = 0; done && k < path.count; k++) {
            done = scratch_step(scratch, session, path.items[k], false, error);
            vector_push(arena, &reached, path.items[k]);
        }
    }
    script_session_free(session);
    return done;
}

/* The schema of a scratch database in which all revisions ran. */
static SchemaModel *executed_schema(Workspace *workspace, Arena *arena, const StringVector *rows, Error *error)
{
    ScratchDatabase scratch;
    SchemaModel *model = NULL;
    Database *own = workspace->database;
    if (!scratch_database_open(workspace, arena, &scratch, error))
        return NULL;
    workspace->database = scratch.database;
    if (!scratch_prepare(&scratch, arena, error) || !run_all(&scratch, arena, rows, error) ||
        !reflect_catalogue(arena, scratch.database, true, &model, error))
        model = NULL;
    workspace->database = own;
    scratch_database_close(&scratch);
    return model;
}

static bool compare_executed(Workspace *workspace, Arena *arena, ComparisonReport *report, Error *error)
{
    const ScriptEnvironment *environment = &workspace->environment;
    const Dialect *dialect = workspace_dialect(workspace);
    ComparisonOptions options = history_comparison(dialect);
    StringVector rows = {0}, items = {0};
    SchemaModel *live, *expected;
    Differences differences = {0};
    bool exists;
    options.version_table = environment->version_table;
    options.version_table_schema = environment->version_table_schema;
    if (!version_read(arena, workspace->database, environment, &rows, &exists, error) ||
        !reflect_catalogue(arena, workspace->database, true, &live, error))
        return false;
    expected = executed_schema(workspace, arena, &rows, error);
    if (!expected || !compare_schemas(arena, &options, live, expected, &differences, error))
        return false;
    report_differences(arena, dialect, &differences, NULL, &report->changes);
    describe_opaque_items(arena, live, expected, &items);
    for (size_t i = 0; i < items.count; i++) {
        SchemaChange change = {.text = items.items[i],
                               .sql = "-- limbeck writes no SQL for views, triggers and routines"};
        vector_push(arena, &report->changes, change);
    }
    return true;
}

/* ---- the report ------------------------------------------------------------------------------ */

static void report(Arena *arena, const History *history, const Differences *differences, ComparisonReport *report)
{
    const SchemaModel *schema = history->symbolic.schema;
    for (size_t i = 0; i < differences->count; i++) {
        const Difference *difference = &differences->items[i];
        const ChangedPart at = difference_part(difference);
        const OpaqueChange *opaque = schema_model_opaque_of(schema, at.schema, at.table, at.part);
        SchemaChange change = change_of(arena, history->request.dialect, difference);
        change.revision = opaque ? opaque->revision : history_origin(arena, history, difference);
        vector_push(arena, opaque ? &report->unsure : &report->changes, change);
    }
    history_opaque(history, arena, &report->opaque);
}

/* ---- the job --------------------------------------------------------------------------------- */

typedef struct DriftJob {
    Workspace *workspace;
    Arena *arena;
    bool executes;
    ComparisonReport *report;
    Error *error;
    bool done;
} DriftJob;

static void serve_drift(void *state)
{
    DriftJob *job = state;
    Workspace *workspace = job->workspace;
    History history;
    Differences differences = {0};
    if (!workspace_connect(workspace, job->error))
        return;
    if (job->executes) {
        job->done = compare_executed(workspace, job->arena, job->report, job->error);
        return;
    }
    if (!history_begin(workspace, job->arena, dialect_name(workspace_dialect(workspace)), &history, job->error))
        return;
    job->done = history_reach_rows(&history, workspace, job->error) &&
                compare_with_database(&history, workspace, &differences, job->error);
    if (job->done)
        report(job->arena, &history, &differences, job->report);
    history_end(&history);
}

bool workspace_drift(Workspace *workspace, Arena *arena, bool executes, ComparisonReport *report, Error *error)
{
    DriftJob job = {.workspace = workspace, .arena = arena, .executes = executes, .report = report, .error = error};
    worker_call(workspace->worker, serve_drift, &job);
    return job.done;
}
