/* Opens a project, and keeps the worker's connection. */
#include "answer_limit.h"
#include "internal.h"
#include "live_state.h"

#include "limbeck/base/file.h"
#include "limbeck/base/log.h"
#include "limbeck/base/secrets.h"
#include "limbeck/base/text.h"
#include "limbeck/config/find.h"
#include "limbeck/migrate/environment_reader.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/workspace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

typedef struct OpenJob {
    Workspace *workspace;
    const WorkspaceOptions *options;
    Error *error;
    bool done;
} OpenJob;

/* SQLite decodes %XX in a file: URI, and ends its path at ? and #. */
static const char *uri_of_folder(Arena *arena, const char *folder)
{
    Text uri = text_in(arena);
    for (const char *at = folder; *at; at++)
        text_append_format(&uri, strchr("%?#", *at) ? "%%%02X" : "%c", (unsigned char)*at);
    return text_string(&uri);
}

/* A relative path given on the command line, also one in a file: URI, starts from the folder where it was typed. */
static const char *absolute_file_url(Arena *arena, const char *url)
{
    const char *slashes = url ? strstr(url, ":///") : NULL, *path = slashes ? slashes + 4 : "";
    bool is_uri = text_starts_with(path, "file:") && strstr(path, "uri=true");
    if (is_uri)
        path += strlen("file:");
    if (!slashes || !url_traits(url)->is_file || *path == '/' || *path == ':' || !*path || *path == '?')
        return url;
    const char *folder = current_folder(arena);
    return arena_format(arena, "%.*s%s", (int)(path - url), url,
                        path_join(arena, is_uri ? uri_of_folder(arena, folder) : folder, path));
}

/* limbeck changes to the project's folder, because relative paths in its files start there, even when it was started
 * in a folder inside or above the project. */
static bool enter_project(Arena *arena, ConfigOptions *config, ConfigPlace *place, Error *error)
{
    const char *from_environment = getenv("LIMBECK_URL");
    if (!config->url && from_environment && *from_environment)
        config->url = from_environment;
    config->url = absolute_file_url(arena, config->url);
    if (!config_find(arena, place, error))
        return false;
    if (place->ini)
        vector_push(arena, &config->files, place->ini);
    config->scripts = place->scripts;
    return chdir(place->folder) == 0 ||
           error_set(error, ERROR_FILE, "cannot enter '%s': %s", place->folder, strerror(errno));
}

static void open_project(void *state)
{
    OpenJob *job = state;
    Workspace *workspace = job->workspace;
    const WorkspaceOptions *options = job->options;
    ConfigOptions config = {.files = options->config_files,
                            .name = options->name,
                            .url = options->url,
                            .x_arguments = options->x_arguments,
                            .command = options->command,
                            .site_packages = options->site_packages,
                            .strict = options->strict};
    bool searches = !options->config_files.count && !getenv("ALEMBIC_CONFIG");
    ConfigPlace place = {0};
    if (searches && !enter_project(workspace->arena, &config, &place, job->error))
        return;
    workspace->config = config_open(workspace->arena, &config, job->error);
    if (!workspace->config)
        return;
    if (place.is_elsewhere && !workspace->config->notice)
        workspace->config->notice =
            place.scripts ? arena_format(workspace->arena, "no alembic.ini was found; using %s", place.scripts)
                          : arena_format(workspace->arena, "using %s",
                                         path_absolute(workspace->arena, workspace->config->ini->path));
    if (!settings_read(workspace->arena, workspace->config, &options->settings, &workspace->settings, job->error))
        return;
    if (!workspace->config->url_override)
        workspace->config->url_override = workspace->settings.declared.url;
    workspace_reset_run_options(workspace);
    workspace->directory = script_directory_open(workspace->arena, workspace->config, job->error);
    if (workspace->directory && workspace->config->notice)
        vector_push(workspace->arena, &workspace->directory->warnings, workspace->config->notice);
    if (workspace->directory)
        workspace_record_folders(workspace);
    workspace->title = path_basename(workspace->config->ini->here);
    job->done = workspace->directory != NULL;
}

static void make_wake_pipe(Workspace *workspace)
{
    if (pipe(workspace->wake) != 0) {
        workspace->wake[0] = workspace->wake[1] = -1;
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        fcntl(workspace->wake[i], F_SETFL, O_NONBLOCK);
        fcntl(workspace->wake[i], F_SETFD, FD_CLOEXEC);
    }
}

Workspace *workspace_open(const WorkspaceOptions *options, Error *error)
{
    Workspace *workspace = memory_alloc(sizeof *workspace);
    secrets_of_environment();
    workspace->arena = arena_new();
    workspace->worker = worker_new();
    workspace->canceller = canceller_new();
    workspace->offline = options->offline;
    workspace->tag = options->tag;
    pthread_mutex_init(&workspace->mutex, NULL);
    make_wake_pipe(workspace);
    OpenJob job = {workspace, options, error, false};
    worker_call(workspace->worker, open_project, &job);
    if (job.done)
        return workspace;
    workspace_close(workspace);
    return NULL;
}

enum { LEAVE_MILLISECONDS = 2000 };

static void close_connection(void *state)
{
    workspace_disconnect(state);
}

void workspace_close(Workspace *workspace)
{
    if (!workspace)
        return;
    workspace_end_commits(workspace);
    worker_call(workspace->worker, close_connection, workspace);
    worker_free(workspace->worker);
    canceller_free(workspace->canceller);
    SnapshotPlace *places[] = {&workspace->database_place,   &workspace->preview_place,    &workspace->other_place,
                               &workspace->schema_place,     &workspace->run_place,        &workspace->plan_place,
                               &workspace->inspection_place, &workspace->comparison_place, &workspace->commits_place};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        snapshot_publish(&workspace->mutex, places[i], NULL);
    pthread_mutex_destroy(&workspace->mutex);
    for (size_t i = 0; i < 2; i++)
        if (workspace->wake[i] >= 0)
            close(workspace->wake[i]);
    arena_free(workspace->arena);
    free(workspace);
}

void workspace_close_within(Workspace *workspace)
{
    if (!workspace)
        return;
    workspace_end_commits(workspace);
    bool is_closed = worker_call_within(workspace->worker, close_connection, workspace, LEAVE_MILLISECONDS);
    if (!is_closed) { /* cancelled step: let it write its end to the journal */
        workspace_abandon(workspace);
        is_closed = worker_call_within(workspace->worker, close_connection, workspace, LEAVE_MILLISECONDS);
    }
    if (is_closed)
        workspace_close(workspace);
}

/* ---- without the worker --------------------------------------------------------- */

const RevisionMap *workspace_map(const Workspace *workspace)
{
    return workspace->directory->map;
}

const char *workspace_title(const Workspace *workspace)
{
    return workspace->title;
}

const char *workspace_section(const Workspace *workspace)
{
    return workspace->config->section;
}

void workspace_sections(const Workspace *workspace, Arena *arena, StringVector *names)
{
    config_sections(arena, workspace->config, names);
}

const StringVector *workspace_warnings(const Workspace *workspace)
{
    return &workspace->directory->warnings;
}

const Marks *workspace_marks(const Workspace *workspace)
{
    return &workspace->settings.marks;
}

const char *confirmation_name(const char *database, bool is_sqlite)
{
    return is_sqlite ? path_basename(database) : database;
}

bool workspace_check_writable(const Workspace *workspace, Error *error)
{
    if (!workspace->settings.marks.read_only)
        return true;
    error_set(error, ERROR_COMMAND, "this database is marked read only: nothing was changed");
    error_hint(error, "[limbeck] of %s has read_only = true", workspace->config->ini->path);
    return false;
}

bool workspace_is_busy(Workspace *workspace)
{
    return worker_has_work(workspace->worker);
}

bool workspace_is_idle(Workspace *workspace)
{
    return !worker_is_busy(workspace->worker);
}

int workspace_wake_descriptor(const Workspace *workspace)
{
    return workspace->wake[0];
}

void workspace_wake(Workspace *workspace)
{
    /* If the pipe is full the reader wakes up anyway. */
    ssize_t ignored = write(workspace->wake[1], "w", 1);
    (void)ignored;
}

void workspace_clear_wake(Workspace *workspace)
{
    char bytes[256];
    while (read(workspace->wake[0], bytes, sizeof bytes) == (ssize_t)sizeof bytes)
        continue;
}

void workspace_cancel(Workspace *workspace)
{
    atomic_store(&workspace->cancelled, true);
    canceller_request(workspace->canceller);
}

void workspace_abandon(Workspace *workspace)
{
    workspace_cancel(workspace);
    canceller_abandon(workspace->canceller);
}

bool workspace_commit_is_pending(const Workspace *workspace)
{
    return atomic_load(&workspace->commit_out);
}

/* ---- on the worker ------------------------------------------------------------------ */

Supervision workspace_supervision(Workspace *workspace, ProgressReceiver *receiver, void *state)
{
    return (Supervision){.guard = workspace->settings.guard,
                         .pace = &workspace->pace,
                         .cancelled = &workspace->cancelled,
                         .receiver = receiver,
                         .receiver_state = state};
}

/* Connections on which env.py's queries are answered, while it is followed. */
typedef struct EnvironmentAnswers {
    Workspace *workspace;
    VECTOR(struct SecondConnection *) open;
} EnvironmentAnswers;

static Sink *open_answers(void *state, const ScriptEnvironment *environment, Error *error)
{
    EnvironmentAnswers *answers = state;
    Workspace *workspace = answers->workspace;
    DatabaseUrl *url = environment_database(workspace->arena, workspace->directory, environment, error);
    if (!url)
        return NULL;
    Database *database = database_open(url, error);
    for (size_t i = 0; database && i < environment->session_sql.count; i++)
        if (!database_execute(database, environment->session_sql.items[i], NULL, 0, NULL, error)) {
            database_close(database);
            return NULL;
        }
    struct SecondConnection *reader = database ? environment_reader_open(database, error) : NULL;
    if (!reader)
        return NULL;
    vector_push(workspace->arena, &answers->open, reader);
    return environment_reader_sink(reader);
}

/* Followed without answers first; with them only where a command connects anyway. */
static bool follow_environment(Workspace *workspace, bool may_connect, ModuleNotes *modules,
                               ScriptEnvironments *environments, bool *needs_answers, Error *error)
{
    EnvironmentAnswers answers = {.workspace = workspace};
    EnvironmentReader reader = {.open = may_connect ? open_answers : NULL, .state = &answers};
    EnvironmentRequest request = {.modules = modules,
                                  .declared = &workspace->settings.declared,
                                  .offline = workspace->offline,
                                  .tag = workspace->tag,
                                  .reader = &reader};
    bool done = environment_evaluate(workspace->arena, workspace->directory, &request, environments, error);
    for (size_t i = 0; i < answers.open.count; i++)
        environment_reader_close(answers.open.items[i]);
    *needs_answers = reader.answers || (!done && reader.was_asked);
    return done;
}

static bool evaluate_environment(Workspace *workspace, bool may_connect, Error *error)
{
    if (!follow_environment(workspace, may_connect, &workspace->modules, &workspace->environments,
                            &workspace->environment_needs_answers, error))
        return false;
    for (size_t i = 0; workspace->settings.no_convention && i < workspace->environments.count; i++)
        if (workspace->environments.items[i].naming && workspace->environments.items[i].naming->unknown)
            workspace->environments.items[i].naming = NULL;
    workspace->environment = workspace->environments.items[0];
    for (size_t i = 0; i < workspace->environment.notices.count; i++)
        log_line("notice: %s", workspace->environment.notices.items[i]);
    return true;
}

bool workspace_environment(Workspace *workspace, Error *error)
{
    if (!workspace->environment_known && workspace->environment_error.kind == ERROR_NONE)
        workspace->environment_known = evaluate_environment(workspace, false, &workspace->environment_error);
    if (!workspace->environment_known)
        *error = workspace->environment_error;
    return workspace->environment_known;
}

bool workspace_connected_environment(Workspace *workspace, Error *error)
{
    if (workspace_environment(workspace, error) || !workspace->environment_needs_answers || workspace->offline)
        return workspace->environment_known;
    error_clear(error);
    workspace->environment_known = evaluate_environment(workspace, true, error);
    return workspace->environment_known;
}

bool workspace_environment_holds(Workspace *workspace, Error *error)
{
    ModuleNotes modules = {0};
    ScriptEnvironments now = {0};
    bool needs_answers;
    if (!workspace->environment_needs_answers)
        return true;
    if (!follow_environment(workspace, true, &modules, &now, &needs_answers, error))
        return false;
    const char *what = environments_difference(&workspace->environments, &now);
    if (!what)
        return true;
    error_set(error, ERROR_COMMAND, "what env.py read from the database has changed: %s; this step was not begun",
              what);
    error_hint(error, "leave limbeck and open the project again, so that env.py reads it anew");
    return false;
}

/* Turns "SET a = b" of a session into "SET LOCAL a = b" of a transaction; NULL when there is no such form. */
static const char *set_as_local(Arena *arena, const char *sql)
{
    static const char *const forms[][2] = {{"SET SESSION CHARACTERISTICS AS ", "SET "},
                                           {"SET SESSION AUTHORIZATION ", "SET LOCAL SESSION AUTHORIZATION "},
                                           {"SET SESSION ", "SET LOCAL "},
                                           {"SET ", "SET LOCAL "}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strncasecmp(sql, forms[i][0], strlen(forms[i][0])) == 0)
            return arena_format(arena, "%s%s", forms[i][1], sql + strlen(forms[i][0]));
    return NULL;
}

static bool set_transactions(const Workspace *workspace, Database *database, Error *error)
{
    const StringVector *settings = &workspace->environment.session_sql;
    StringVector local = {0};
    for (size_t i = 0; i < settings->count; i++) {
        const char *sql = set_as_local(workspace->arena, settings->items[i]);
        if (!sql) {
            error_set(error, ERROR_COMMAND,
                      "a pooler is between limbeck and the server, and keeps no settings of a session");
            error_hint(error, "env.py sets this on its connection: %s; connect to the server directly",
                       settings->items[i]);
            return false;
        }
        vector_push(workspace->arena, &local, sql);
    }
    TransactionScope *scope = database_scope(database);
    scope->settings = local.count ? string_vector_join(workspace->arena, &local, "; ") : NULL;
    scope->read_only = workspace->settings.marks.read_only;
    return true;
}

bool workspace_set_session(const Workspace *workspace, Database *database, Error *error)
{
    if (workspace->settings.pooler_keeps_session)
        database_set_not_pooled(database);
    if (database_facts(database)->is_pooled)
        return set_transactions(workspace, database, error);
    const StringVector *settings = &workspace->environment.session_sql;
    for (size_t i = 0; i < settings->count; i++)
        if (!database_execute(database, settings->items[i], NULL, 0, NULL, error)) {
            error_hint(error, "env.py sets this on its connection: %s", settings->items[i]);
            return false;
        }
    return true;
}

/* With read_only = true the session is read-only on the server, too. */
static bool enforce_read_only(const Workspace *workspace, Database *database, Error *error)
{
    const char *sql = database_traits(database)->set_read_only;
    return !workspace->settings.marks.read_only || database_facts(database)->is_pooled ||
           database_execute(database, sql, NULL, 0, NULL, error);
}

/* Paths start from the ini's folder; they are separated by commas or newlines. */
static const StringVector *other_files(const Workspace *workspace)
{
    Arena *arena = workspace->arena;
    StringVector *files = ARENA_NEW(arena, StringVector);
    char *rest = workspace->settings.attach ? arena_strdup(arena, workspace->settings.attach) : NULL;
    for (char *path; rest && (path = strsep(&rest, ",\n"));) {
        path += strspn(path, " \t");
        size_t length = strlen(path);
        while (length && strchr(" \t", path[length - 1]))
            length--;
        if (length)
            vector_push(arena, files,
                        path_join(arena, workspace->config->ini->here, arena_strndup(arena, path, length)));
    }
    return files;
}

static bool read_url(Workspace *workspace, Error *error)
{
    DatabaseUrl *url = environment_database(workspace->arena, workspace->directory, &workspace->environment, error);
    if (url)
        url->other_files = other_files(workspace);
    workspace->url = url;
    return url;
}

/* Prefetches the first queries of most jobs. Not where env.py sets something on the connection, because it could change
 * the results. */
static Database *open_database(const Workspace *workspace, Error *error)
{
    Arena *arena = arena_new();
    PrefetchQuery queries[2];
    AnswerLimit *answer_limit = workspace->answer_limit;
    size_t count = workspace->environment.session_sql.count
                       ? 0
                       : version_opening(arena, workspace->url, &workspace->environment, queries);
    Database *database = database_open_with_prefetch(workspace->url, queries, count,
                                                     answer_limit ? answer_limit_check : NULL, answer_limit, error);
    arena_free(arena);
    return database;
}

bool workspace_connect(Workspace *workspace, Error *error)
{
    if (workspace->database)
        return true;
    if (!workspace_connected_environment(workspace, error))
        return false;
    if (!workspace->url && !read_url(workspace, error))
        return false;
    Database *database = open_database(workspace, error);
    if (database &&
        (!workspace_set_session(workspace, database, error) || !enforce_read_only(workspace, database, error))) {
        database_close(database);
        database = NULL;
    }
    workspace->database = database;
    answer_limit_attach(workspace);
    canceller_set_database(workspace->canceller, database);
    if (database && database_facts(database)->notices)
        log_line("notice: the server said at login: %s", database_facts(database)->notices);
    return database != NULL;
}

void workspace_disconnect(Workspace *workspace)
{
    canceller_set_database(workspace->canceller, NULL);
    database_close(workspace->database);
    workspace->database = NULL;
}

/* ---- several databases ---------------------------------------------------------------- */

typedef struct SelectJob {
    Workspace *workspace;
    size_t index;
    Error *error;
    size_t count;
} SelectJob;

static void count_databases(void *state)
{
    SelectJob *job = state;
    if (workspace_connected_environment(job->workspace, job->error))
        job->count = job->workspace->environments.count;
}

size_t workspace_database_count(Workspace *workspace, Error *error)
{
    SelectJob job = {.workspace = workspace, .error = error};
    worker_call(workspace->worker, count_databases, &job);
    return job.count;
}

void workspace_use_database(Workspace *workspace, size_t index)
{
    workspace_disconnect(workspace);
    workspace->environment = workspace->environments.items[index];
    workspace->which = index;
    workspace->url = NULL;
    workspace->was_connected = false;
    workspace->tries = 0;
}

static void select_database(void *state)
{
    SelectJob *job = state;
    workspace_use_database(job->workspace, job->index);
}

void workspace_select_database(Workspace *workspace, size_t index)
{
    SelectJob job = {.workspace = workspace, .index = index};
    worker_call(workspace->worker, select_database, &job);
}

const char *workspace_database_name(const Workspace *workspace)
{
    return environment_name(&workspace->environment);
}

const char *workspace_output_path(const Workspace *workspace)
{
    return workspace->environment.output_path;
}
