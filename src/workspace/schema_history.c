/* The schema that revisions create from nothing: at one revision, between two, and against the database. */
#include "limbeck/workspace/schema_history.h"

#include "comparison_report.h"
#include "internal.h"
#include "schema_history.h"

#include "limbeck/migrate/version.h"
#include "limbeck/reflection/catalogue.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>
#include <string.h>

/* ---- applying the history ---------------------------------------------------------------- */

bool history_begin(Workspace *workspace, Arena *arena, const char *dialect, History *history, Error *error)
{
    CompileOptions options;
    Error environment_error = {0};
    bool known = workspace_environment(workspace, dialect ? &environment_error : error);
    if (!known && !dialect)
        return false;
    if (!preview_options(arena, known ? &workspace->environment : NULL, dialect, &options, error))
        return false;
    *history = (History){
        .request = {.directory = workspace->directory,
                    .environment = known ? &workspace->environment : NULL,
                    .dialect = options.dialect,
                    .session = script_session_new(workspace->directory),
                    .cancelled = &workspace->cancelled},
        .symbolic = {.schema = schema_model_new(arena)},
        .arena = arena,
    };
    return true;
}

void history_end(History *history)
{
    script_session_free(history->request.session);
}

static bool is_reached(const History *history, const Revision *revision)
{
    for (size_t i = 0; i < history->reached.count; i++)
        if (history->reached.items[i] == revision)
            return true;
    return false;
}

bool history_step(History *history, const Revision *revision, bool downgrade, Error *error)
{
    return symbolic_step(history->arena, &history->request, revision, downgrade, &history->symbolic, error);
}

bool history_reach(History *history, const RevisionVector *path, Error *error)
{
    for (size_t i = 0; i < path->count; i++) {
        if (is_reached(history, path->items[i]))
            continue;
        if (!history_step(history, path->items[i], false, error))
            return false;
        vector_push(history->arena, &history->reached, path->items[i]);
    }
    return true;
}

bool history_reach_before(History *history, const Revision *revision, Error *error)
{
    RevisionVector none = {0}, path = {0}, before = {0};
    if (!path_upgrade(history->arena, history->request.directory->map, revision->id, &none, &path, error))
        return false;
    for (size_t i = 0; i < path.count; i++)
        if (path.items[i] != revision)
            vector_push(history->arena, &before, path.items[i]);
    return history_reach(history, &before, error);
}

bool history_reach_named(History *history, const char *identifier, Error *error)
{
    RevisionVector none = {0}, path = {0};
    const RevisionMap *map = history->request.directory->map;
    if (strcmp(identifier, "base") == 0)
        return true;
    return path_upgrade(history->arena, map, identifier, &none, &path, error) && history_reach(history, &path, error);
}

void history_opaque(const History *history, Arena *arena, StringVector *lines)
{
    for (size_t i = 0; i < history->symbolic.schema->opaque.count; i++) {
        const OpaqueChange *change = &history->symbolic.schema->opaque.items[i];
        vector_push(arena, lines, arena_format(arena, "%s: %s", change->revision, change->what));
    }
}

/* ---- schema at a revision -------------------------------------------------------------------- */

static void add_sql(Arena *arena, const Dialect *dialect, const Operation *operation, Text *text)
{
    CompileOptions options = compile_options(dialect, MODE_OFFLINE);
    CompiledVector statements = {0};
    Error error = {0};
    options.double_percents = false;
    if (!compile_operation(arena, &options, operation, &statements, &error)) {
        text_append_format(text, "%s-- %s", text->length ? "\n" : "", error.message);
        return;
    }
    for (size_t i = 0; i < statements.count; i++)
        text_append_format(text, "%s%s", text->length ? "\n" : "", offline_text(arena, statements.items[i].sql));
}

/* A copy whose enumeration types are not created, because they exist. */
static Table *without_new_types(Arena *arena, const Table *table)
{
    Table *copy = table_copy(arena, table);
    for (size_t i = 0; i < copy->columns.count; i++) {
        SqlType *type = (SqlType *)type_for_dialect(copy->columns.items[i]->type, "postgresql");
        while (type->kind == TYPE_ARRAY)
            type = (SqlType *)type->item;
        type->create_type = false;
    }
    return copy;
}

static const char *full_name(Arena *arena, const char *schema, const char *name)
{
    return schema ? arena_format(arena, "%s.%s", schema, name) : name;
}

const char *table_picture(Arena *arena, const Dialect *dialect, const Table *table)
{
    Text text = text_in(arena);
    Operation operation = {.kind = OPERATION_CREATE_TABLE, .table = without_new_types(arena, table)};
    add_sql(arena, dialect, &operation, &text);
    return text_string(&text);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const SchemaPart *)left)->name, ((const SchemaPart *)right)->name);
}

static void draw(const History *history, Arena *arena, SchemaPicture *picture)
{
    const SchemaModel *schema = history->symbolic.schema;
    for (size_t i = 0; i < schema->enums.count; i++) {
        Text text = text_in(arena);
        Operation operation = {.kind = OPERATION_CREATE_ENUM, .type = schema->enums.items[i]};
        add_sql(arena, history->request.dialect, &operation, &text);
        SchemaPart part = {full_name(arena, operation.type->schema, operation.type->name), text_string(&text), NULL};
        vector_push(arena, &picture->types, part);
    }
    for (size_t i = 0; i < schema->tables.count; i++) {
        const Table *table = schema->tables.items[i];
        SchemaPart part = {full_name(arena, table->schema, table->name),
                           table_picture(arena, history->request.dialect, table),
                           symbolic_latest(arena, &history->symbolic, table->schema, table->name)};
        vector_push(arena, &picture->tables, part);
    }
    if (picture->tables.count)
        qsort(picture->tables.items, picture->tables.count, sizeof *picture->tables.items, by_name);
    if (picture->types.count)
        qsort(picture->types.items, picture->types.count, sizeof *picture->types.items, by_name);
    history_opaque(history, arena, &picture->opaque);
}

/* ---- the jobs --------------------------------------------------------------------------------- */

typedef struct SchemaJob {
    Workspace *workspace;
    Arena *arena;
    const char *from, *to, *dialect;
    SchemaPicture *picture;
    ComparisonReport *report;
    Error *error;
    bool done;
} SchemaJob;

/* The history lives as long as the arena, since the result points into its model. */
static void serve_schema(void *state)
{
    SchemaJob *job = state;
    History history;
    if (!history_begin(job->workspace, job->arena, job->dialect, &history, job->error))
        return;
    job->done = history_reach_named(&history, job->to, job->error);
    if (job->done)
        draw(&history, job->arena, job->picture);
    history_end(&history);
}

bool workspace_schema(Workspace *workspace, Arena *arena, const char *identifier, const char *dialect,
                      SchemaPicture *picture, Error *error)
{
    SchemaJob job = {.workspace = workspace,
                     .arena = arena,
                     .to = identifier,
                     .dialect = dialect,
                     .picture = picture,
                     .error = error};
    worker_call(workspace->worker, serve_schema, &job);
    return job.done;
}

ComparisonOptions history_comparison(const Dialect *dialect)
{
    return (ComparisonOptions){.dialect = dialect, .types = true, .defaults = true, .thorough = true};
}

/* The revision that a difference comes from. */
static const char *origin_of(Arena *arena, const History *history, const Difference *difference)
{
    const Operation *operation = difference->upgrade;
    const char *table = operation->table ? operation->table->name : operation->table_name;
    const char *schema = operation->table ? operation->table->schema : operation->schema;
    const char *part = operation->column       ? operation->column->name
                       : operation->change     ? operation->change->column
                       : operation->index      ? operation->index->name
                       : operation->constraint ? operation->constraint->name
                                               : operation->column_name;
    bool is_extra = operation->kind == OPERATION_DROP_COLUMN || operation->kind == OPERATION_DROP_INDEX ||
                    operation->kind == OPERATION_DROP_CONSTRAINT;
    const char *own = table && part ? symbolic_origin(arena, &history->symbolic, schema, table, part) : NULL;
    return own || !table || is_extra ? own : symbolic_origin(arena, &history->symbolic, schema, table, NULL);
}

static void report_with_origins(Arena *arena, const History *history, const Differences *differences,
                                SchemaChanges *changes)
{
    for (size_t i = 0; i < differences->count; i++) {
        SchemaChange change = change_of(arena, history->request.dialect, &differences->items[i]);
        change.revision = origin_of(arena, history, &differences->items[i]);
        vector_push(arena, changes, change);
    }
}

static void serve_difference(void *state)
{
    SchemaJob *job = state;
    History before, after;
    Differences differences = {0};
    if (!history_begin(job->workspace, job->arena, job->dialect, &before, job->error))
        return;
    bool done = history_reach_named(&before, job->from, job->error) &&
                history_begin(job->workspace, job->arena, job->dialect, &after, job->error);
    if (done) {
        const ComparisonOptions options = history_comparison(before.request.dialect);
        job->done = history_reach_named(&after, job->to, job->error) &&
                    compare_schemas(job->arena, &options, before.symbolic.schema, after.symbolic.schema, &differences,
                                    job->error);
        report_with_origins(job->arena, &after, &differences, &job->report->changes);
        history_opaque(&after, job->arena, &job->report->opaque);
        history_end(&after);
    }
    history_end(&before);
}

bool workspace_schema_difference(Workspace *workspace, Arena *arena, const char *from, const char *to,
                                 const char *dialect, ComparisonReport *report, Error *error)
{
    SchemaJob job = {.workspace = workspace,
                     .arena = arena,
                     .from = from,
                     .to = to,
                     .dialect = dialect,
                     .report = report,
                     .error = error};
    worker_call(workspace->worker, serve_difference, &job);
    return job.done;
}

/* ---- drift ---------------------------------------------------------------------------------------- */

static bool uses_other_schemas(const SchemaModel *schema)
{
    for (size_t i = 0; i < schema->tables.count; i++)
        if (schema->tables.items[i]->schema)
            return true;
    return false;
}

/* Applies all revisions below the rows of the version table. */
bool history_reach_rows(History *history, Workspace *workspace, Error *error)
{
    StringVector rows = {0};
    bool exists;
    if (!version_read(history->arena, workspace->database, &workspace->environment, &rows, &exists, error))
        return false;
    return history_reach_ids(history, &rows, error);
}

bool history_reach_ids(History *history, const StringVector *rows, Error *error)
{
    for (size_t i = 0; i < rows->count; i++)
        if (!history_reach_named(history, rows->items[i], error))
            return false;
    return true;
}

bool history_against_database(History *history, Workspace *workspace, Differences *differences, Error *error)
{
    ComparisonOptions options = history_comparison(history->request.dialect);
    const ScriptEnvironment *environment = &workspace->environment;
    SchemaModel *live, *wanted = history->symbolic.schema;
    options.version_table = environment->version_table;
    options.version_table_schema = environment->version_table_schema;
    return reflect_catalogue(history->arena, workspace->database, uses_other_schemas(wanted), &live, error) &&
           compare_schemas(history->arena, &options, live, wanted, differences, error);
}

static void serve_drift(void *state)
{
    SchemaJob *job = state;
    Workspace *workspace = job->workspace;
    History history;
    Differences differences = {0};
    if (!workspace_connect(workspace, job->error) ||
        !history_begin(workspace, job->arena, dialect_name(workspace_dialect(workspace)), &history, job->error))
        return;
    job->done = history_reach_rows(&history, workspace, job->error) &&
                history_against_database(&history, workspace, &differences, job->error);
    if (job->done) {
        report_with_origins(job->arena, &history, &differences, &job->report->changes);
        history_opaque(&history, job->arena, &job->report->opaque);
    }
    history_end(&history);
}

bool workspace_drift(Workspace *workspace, Arena *arena, ComparisonReport *report, Error *error)
{
    SchemaJob job = {.workspace = workspace, .arena = arena, .report = report, .error = error};
    worker_call(workspace->worker, serve_drift, &job);
    return job.done;
}
