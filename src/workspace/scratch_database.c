/* A temporary database: created, filled from a file of SQL, dropped. */
#include "scratch_database.h"
#include "scratch/scratch_leftovers.h"

#include "limbeck/base/file.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>
#include <unistd.h>

/* Refuses to create databases on a server marked in [limbeck]. */
static bool check_server_mark(const Workspace *workspace, Error *error)
{
    const Marks *marks = workspace_marks(workspace);
    if (!marks->read_only && !marks->confirm_typed)
        return true;
    error_set(error, ERROR_COMMAND, "[limbeck] has %s: no scratch database is made on this server",
              marks->read_only ? "read_only = true" : "confirm = typed");
    error_hint(error, "--url sqlite:///:memory:, or a configuration whose server may be used for it");
    return false;
}

static bool refuse_pooler(const Database *server, Error *error)
{
    if (!database_facts(server)->has_pooler)
        return true;
    error_set(error, ERROR_COMMAND, "a pooler is between limbeck and the server: no scratch database is made");
    error_hint(error, "the pooler would hold connections to it; connect to the server directly, or give "
                      "--url sqlite:///:memory:");
    return false;
}

/* A name not in use: other processes may have left databases with the same number. */
static const char *free_name(Arena *arena, const StringVector *taken)
{
    static int made;
    const char *name;
    do
        name = arena_format(arena, "limbeck_test_%ld_%d", (long)getpid(), ++made);
    while (string_vector_contains(taken, name));
    return name;
}

static bool make_on_server(ScratchDatabase *scratch, Arena *arena, const DatabaseUrl *url, Error *error)
{
    StringVector taken = {0};
    scratch->server = database_open(url, error);
    if (!scratch->server || !refuse_pooler(scratch->server, error) ||
        !scratch_leftovers_drop(arena, scratch->server, &taken, error))
        return false;
    const char *name = free_name(arena, &taken);
    const char *sql = arena_format(arena, "CREATE DATABASE %s", name);
    if (!scratch_claim(arena, scratch->server, name, error) ||
        !database_execute(scratch->server, sql, NULL, 0, NULL, error)) {
        error_hint(error,
                   "the tests run in a scratch database: the role needs CREATEDB, or give --url sqlite:///:memory:");
        return false;
    }
    scratch->url->database = scratch->name = name;
    return scratch_mark(arena, scratch->server, name, error);
}

bool scratch_database_open(Workspace *workspace, Arena *arena, ScratchDatabase *scratch, Error *error)
{
    *scratch = (ScratchDatabase){.workspace = workspace};
    if (!workspace_environment(workspace, error))
        return false;
    if (!workspace->environment.url && !workspace->environment.connection.refusal) {
        error_set(error, ERROR_COMMAND, "no database URL is known");
        error_hint(
            error,
            "the tests run in a scratch database of the same kind: give --url sqlite:///:memory:, or a server's URL");
        return false;
    }
    const DatabaseUrl *url = environment_database(arena, workspace->directory, &workspace->environment, error);
    if (!url)
        return false;
    scratch->url = ARENA_NEW(arena, DatabaseUrl);
    *scratch->url = *url;
    scratch->url->file_uri = NULL;
    const char *in_memory = database_url_traits(url)->scratch;
    if (in_memory)
        scratch->url->database = in_memory;
    else if (!check_server_mark(workspace, error) || !make_on_server(scratch, arena, url, error)) {
        scratch_database_close(scratch);
        return false;
    }
    scratch->database = database_open(scratch->url, error);
    canceller_set_database(workspace->canceller, scratch->database);
    if (scratch->database && workspace_set_session(workspace, scratch->database, error))
        return true;
    scratch_database_close(scratch);
    return false;
}

/* pg_dump writes \restrict lines, which are commands of psql and not SQL. */
static bool is_restrict_line(const char *line)
{
    return text_starts_with(line, "\\restrict ") || text_starts_with(line, "\\unrestrict ");
}

/* Removes the \restrict lines; refuses any other psql command. */
static bool without_psql(Arena *arena, const char *content, const char *path, const char **sql, Error *error)
{
    Text text = text_in(arena);
    int number = 1;
    for (const char *line = content; *line; number++) {
        const char *end = strchr(line, '\n');
        size_t length = end ? (size_t)(end - line) + 1 : strlen(line);
        if (*line == '\\' && !is_restrict_line(line)) {
            error_set(error, ERROR_FILE, "a command of psql, which the server does not know");
            error_place(error, path, number, 1);
            error_hint(error, "pg_dump --schema-only --no-owner writes a file without such commands");
            return false;
        }
        if (*line == '\\')
            text_append(&text, "\n");
        else
            text_append_bytes(&text, line, length);
        line += length;
    }
    *sql = text_string(&text);
    return true;
}

bool scratch_database_load(ScratchDatabase *scratch, const char *path, Error *error)
{
    Arena *arena = arena_new();
    const char *content, *sql;
    size_t length;
    bool done = file_read(arena, path, &content, &length, error) && without_psql(arena, content, path, &sql, error);
    if (done && !database_execute(scratch->database, sql, NULL, 0, NULL, error)) {
        done = false;
        error_place(error, path, 0, 0);
        error_hint(error, "the file is executed in a new, empty database of the same kind");
    }
    /* pg_dump sets an empty search_path, on which reflection depends. */
    const char *reset = database_traits(scratch->database)->reset_path;
    if (done && reset)
        done = database_execute(scratch->database, reset, NULL, 0, NULL, error);
    arena_free(arena);
    return done;
}

void scratch_database_close(ScratchDatabase *scratch)
{
    Error ignored = {0};
    if (!scratch->workspace)
        return;
    canceller_set_database(scratch->workspace->canceller, NULL);
    database_close(scratch->database);
    if (scratch->server && scratch->name) {
        Arena *arena = arena_new();
        database_execute(scratch->server, arena_format(arena, "DROP DATABASE IF EXISTS %s", scratch->name), NULL, 0,
                         NULL, &ignored);
        arena_free(arena);
    }
    database_close(scratch->server);
    canceller_set_database(scratch->workspace->canceller, scratch->workspace->database);
    *scratch = (ScratchDatabase){0};
}

/* ---- revisions in it ---------------------------------------------------------------------------- */

/* Whether the text of some script has the words, and the name after them. */
static bool is_made_by_scripts(const RevisionMap *map, const char *words, const char *name)
{
    for (size_t i = 0; i < map->revisions.count; i++) {
        const char *content = map->revisions.items[i]->content;
        if (content && strcasestr(content, words) && strcasestr(content, name))
            return true;
    }
    return false;
}

static bool create(ScratchDatabase *self, Arena *arena, const char *words, const char *name, Error *error)
{
    const Dialect *dialect = dialect_named(database_traits(self->database)->dialect);
    const char *sql = arena_format(arena, "CREATE %s IF NOT EXISTS %s", words, dialect_quote(arena, dialect, name));
    if (database_execute(self->database, sql, NULL, 0, NULL, error))
        return true;
    error_hint(error, "the project's database has it, and no script creates it: the scratch database needs it, too");
    return false;
}

/* The first column of the query has names of things that "CREATE <words>" creates. */
static bool create_missing(ScratchDatabase *self, Arena *arena, const char *sql, const char *words, Error *error)
{
    const RevisionMap *map = self->workspace->directory->map;
    StringVector names = {0};
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(self->server, sql, NULL, 0, &result, error))
        return false;
    bool done = true;
    while (done && (done = result_next(result, &row, error)) && row)
        vector_push(arena, &names, arena_strdup(arena, row[0].bytes));
    result_free(result);
    for (size_t i = 0; done && i < names.count; i++)
        if (!is_made_by_scripts(map, words, names.items[i]))
            done = create(self, arena, words, names.items[i], error);
    return done;
}

bool scratch_prepare(ScratchDatabase *self, Arena *arena, Error *error)
{
    static const char schemas[] = "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname <> 'public' "
                                  "AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%' ORDER BY 1";
    static const char extensions[] = "SELECT extname FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql' "
                                     "ORDER BY oid";
    return !self->server || (create_missing(self, arena, schemas, "SCHEMA", error) &&
                             create_missing(self, arena, extensions, "EXTENSION", error));
}

bool scratch_step(ScratchDatabase *self, ScriptSession *session, const Revision *revision, bool downgrade, Error *error)
{
    Workspace *workspace = self->workspace;
    Supervision supervision = workspace_supervision(workspace, NULL, NULL);
    ScriptEnvironment environment = workspace->environment;
    environment.fate = FATE_COMMITTED;
    ExecuteRequest request = {.database = self->database,
                              .directory = workspace->directory,
                              .environment = &environment,
                              .session = session,
                              .step = {revision, downgrade},
                              .supervision = &supervision};
    return migrate_execute(&request, error);
}
