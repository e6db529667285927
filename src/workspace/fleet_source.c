#include "limbeck/workspace/fleet_source.h"

#include "internal.h"

#include "limbeck/base/text.h"
#include "limbeck/reflection/inspection.h"

#include <fnmatch.h>
#include <inttypes.h>

static const char section[] = "limbeck:fleet";

bool workspace_fleet_setting(const Workspace *workspace, Arena *arena, const char *key, const char **value,
                             Error *error)
{
    *value = NULL;
    if (ini_has_section(workspace->config->ini, section) &&
        !ini_get(arena, workspace->config->ini, section, key, value, error))
        return false;
    *value = arena_strdup(arena, *value); /* the ini may be closed before it is used */
    return true;
}

const char *workspace_folder(const Workspace *workspace)
{
    return workspace->config->ini->here;
}

typedef struct QueryJob {
    Workspace *workspace;
    Arena *arena;
    const char *sql, *pattern;
    StringVector *found;
    const char **place;
    Error *error;
    bool done;
} QueryJob;

static const char *cell_text(Arena *arena, const DatabaseValue *cell)
{
    if (cell->type == CELL_TEXT)
        return arena_strdup(arena, cell->bytes);
    return cell->type == CELL_INTEGER ? arena_format(arena, "%" PRId64, cell->integer) : NULL;
}

static bool take_pairs(QueryJob *job, DatabaseResult *result)
{
    const DatabaseValue *row;
    const size_t columns = result_column_count(result);
    bool done = columns > 0 || error_set(job->error, ERROR_COMMAND, "the query of the fleet returns no rows");
    while (done && (done = result_next(result, &row, job->error)) && row) {
        const char *first = cell_text(job->arena, &row[0]),
                   *second = columns > 1 ? cell_text(job->arena, &row[1]) : NULL;
        if (!first || (columns > 1 && !second))
            return error_set(job->error, ERROR_COMMAND, "the query of the fleet returns a value that is not a text");
        vector_push(job->arena, job->found, first);
        vector_push(job->arena, job->found, second);
    }
    return done;
}

/* The connection of the workspace, or a separate one, which close_listing() closes. */
static Database *open_listing(QueryJob *job, bool *is_own)
{
    const Config *config = job->workspace->config;
    const char *url = config->url_override; /* never the ini's: env.py may have meant another database */
    Error ignored = {0};
    *is_own = false;
    if (workspace_connect(job->workspace, job->error))
        return job->workspace->database;
    const DatabaseUrl *parsed = url ? database_url_parse(job->arena, url, &ignored) : NULL;
    Database *database = parsed ? database_open(parsed, &ignored) : NULL;
    *is_own = database != NULL;
    if (database)
        error_clear(job->error);
    else
        error_hint(job->error,
                   "the list of the fleet's databases is read without their -x arguments: give the URL to ask "
                   "as [limbeck:fleet] directory, or --url");
    return database;
}

static void close_listing(Database *database, bool is_own)
{
    if (is_own)
        database_close(database);
}

static void serve_pairs(void *state)
{
    QueryJob *job = state;
    DatabaseResult *result;
    bool is_own;
    Database *database = open_listing(job, &is_own);
    if (!database)
        return;
    if (database_begin(database, true, job->error) &&
        database_query(database, job->sql, NULL, 0, &result, job->error)) {
        job->done = take_pairs(job, result);
        result_free(result);
    }
    database_rollback(database);
    close_listing(database, is_own);
}

bool workspace_query_pairs(Workspace *workspace, Arena *arena, const char *sql, StringVector *pairs, Error *error)
{
    QueryJob job = {.workspace = workspace, .arena = arena, .sql = sql, .found = pairs, .error = error};
    worker_call(workspace->worker, serve_pairs, &job);
    return job.done;
}

/* The first column of a question of the inspector. */
static bool query_names(QueryJob *job, Database *database, const char *about, StringVector *names)
{
    const char *parameters;
    const DatabaseValue *row;
    DatabaseResult *result;
    const char *sql = inspection_sql(database_traits(database)->dialect, about, &parameters);
    if (!sql)
        return true;
    if (!database_query(database, sql, NULL, 0, &result, job->error))
        return false;
    bool done = true;
    while ((done = result_next(result, &row, job->error)) && row)
        if (row[0].type == CELL_TEXT)
            vector_push(job->arena, names, arena_strdup(job->arena, row[0].bytes));
    result_free(result);
    return done;
}

static void serve_schemas(void *state)
{
    QueryJob *job = state;
    StringVector names = {0};
    bool is_own;
    Database *database = open_listing(job, &is_own);
    if (!database)
        return;
    if (!database_traits(database)->has_schemas)
        error_set(job->error, ERROR_COMMAND, "[limbeck:fleet] schemas: this database has no schemas");
    job->done = job->error->kind == ERROR_NONE && query_names(job, database, "schemas", &names);
    close_listing(database, is_own);
    for (size_t i = 0; i < names.count; i++)
        if (fnmatch(job->pattern, names.items[i], 0) == 0)
            vector_push(job->arena, job->found, names.items[i]);
}

bool workspace_matching_schemas(Workspace *workspace, Arena *arena, const char *pattern, StringVector *names,
                                Error *error)
{
    QueryJob job = {.workspace = workspace, .arena = arena, .pattern = pattern, .found = names, .error = error};
    worker_call(workspace->worker, serve_schemas, &job);
    return job.done;
}

static void serve_place(void *state)
{
    QueryJob *job = state;
    Workspace *workspace = job->workspace;
    const ScriptEnvironment *environment = &workspace->environment;
    StringVector schema = {0};
    if (!workspace_connect(workspace, job->error) || !query_names(job, workspace->database, "default_schema", &schema))
        return;
    const char *in = environment->version_table_schema ? environment->version_table_schema
                     : schema.count                    ? schema.items[0]
                                                       : NULL;
    *job->place = arena_format(job->arena, "%s, %s%s%s", database_url_render(job->arena, workspace->url), in ? in : "",
                               in ? "." : "", environment->version_table);
    job->done = true;
}

bool workspace_place(Workspace *workspace, Arena *arena, const char **place, Error *error)
{
    QueryJob job = {.workspace = workspace, .arena = arena, .place = place, .error = error};
    worker_call(workspace->worker, serve_place, &job);
    return job.done;
}
