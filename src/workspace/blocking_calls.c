/* Blocking calls, for the command line. */
#include "blocking_calls.h"
#include "internal.h"
#include "progress_log.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/log.h"
#include "limbeck/migrate/lock.h"
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/generate.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>
#include <strings.h>

/* A call, run as a job on the worker, with its results. */
typedef struct Service {
    Workspace *workspace;
    const char *text; /* identifier, range or target */
    const char *dialect;
    bool downgrade;
    Text *out;
    Arena *arena;
    StringVector *script;
    StringVector *rows;
    const char **url;
    StepAnnouncer *announce;
    void *announce_state;
    Error *error;
    bool done;
} Service;

/* ---- SQL ------------------------------------------------------------------------ */

static void print_preview(const Preview *preview, Text *out)
{
    for (size_t i = 0; i < preview->statements.count; i++)
        if (!preview->statements.items[i].is_boundary)
            text_append_format(out, "%s\n\n", preview->statements.items[i].sql);
    for (size_t i = 0; i < preview->notes.count; i++)
        log_line("notice: %s", preview->notes.items[i]);
}

static void serve_sql(void *state)
{
    Service *service = state;
    Workspace *workspace = service->workspace;
    Arena *arena = arena_new();
    const Revision *revision;
    CompileOptions options;
    Preview preview = {0};
    Error environment_error = {0};
    /* If env.py cannot be evaluated, the dialect given on the command line is enough. */
    bool known = workspace_environment(workspace, service->dialect ? &environment_error : service->error);
    if (!known && service->dialect)
        log_line("notice: env.py is ignored: %s", environment_error.message);
    bool ready =
        (known || service->dialect) &&
        resolve_revision(arena, workspace->directory->map, service->text, &revision, service->error) &&
        preview_options(arena, known ? &workspace->environment : NULL, service->dialect, &options, service->error);
    options.shows_bytes = true;
    if (ready && !revision)
        ready = error_set(service->error, ERROR_COMMAND, "'%s' does not name exactly one revision", service->text);
    if (ready) {
        EvaluationRequest request = {.directory = workspace->directory,
                                     .revision = revision,
                                     .downgrade = service->downgrade,
                                     .environment = known ? &workspace->environment : NULL};
        service->done = migrate_preview(arena, &request, &options, &preview, service->error);
        print_preview(&preview, service->out);
    }
    arena_free(arena);
}

bool workspace_sql(Workspace *workspace, const char *identifier, bool downgrade, const char *dialect, Text *out,
                   Error *error)
{
    Service service = {.workspace = workspace,
                       .text = identifier,
                       .downgrade = downgrade,
                       .dialect = dialect,
                       .out = out,
                       .error = error};
    worker_call(workspace->worker, serve_sql, &service);
    return service.done;
}

/* Splits "from:to"; "to" alone has no start. */
static bool split_range(Service *service, Arena *arena, const char **from, const char **to)
{
    const char *colon = strchr(service->text, ':');
    *from = colon ? arena_strndup(arena, service->text, (size_t)(colon - service->text)) : NULL;
    *to = colon ? colon + 1 : service->text;
    if (colon || !service->downgrade)
        return true;
    return error_set(service->error, ERROR_COMMAND, "downgrade with --sql requires <fromrev>:<torev>");
}

static bool steps_between(Service *service, Arena *arena, const char *from, const char *to, RevisionVector *current,
                          RevisionVector *path)
{
    const RevisionMap *map = service->workspace->directory->map;
    if (from && !resolve_revisions(arena, map, from, current, service->error))
        return false;
    return service->downgrade ? path_downgrade(arena, map, to, current, path, service->error)
                              : path_upgrade(arena, map, to, current, path, service->error);
}

MigrationStep *workspace_steps(Arena *arena, const RevisionVector *path, bool downgrade)
{
    MigrationStep *steps = ARENA_ARRAY(arena, MigrationStep, path->count + 1);
    for (size_t i = 0; i < path->count; i++)
        steps[i] = (MigrationStep){path->items[i], downgrade};
    return steps;
}

/* Alembic parses all scripts before it runs one: a syntax error of a later script is reported before a runtime error
 * of an earlier one. */
static void prefer_syntax_error(Service *service, const RevisionVector *path)
{
    Error syntax = {0};
    if (scripts_are_python(path, &syntax))
        return;
    *service->error = syntax;
    service->script->count = 0;
}

static void serve_offline(void *state)
{
    Service *service = state;
    Workspace *workspace = service->workspace;
    Arena *arena = arena_new();
    const char *from, *to;
    RevisionVector current = {0}, path = {0};
    StringVector heads = {0};
    CompileOptions options;
    if (split_range(service, arena, &from, &to) && workspace_environment(workspace, service->error) &&
        preview_options(arena, &workspace->environment, NULL, &options, service->error) &&
        steps_between(service, arena, from, to, &current, &path)) {
        for (size_t i = 0; i < current.count; i++)
            vector_push(arena, &heads, current.items[i]->id);
        OfflineRequest request = {workspace->directory, &workspace->environment, &options, &heads};
        MigrationStep *steps = workspace_steps(arena, &path, service->downgrade);
        service->done = offline_steps(service->arena, &request, steps, path.count, service->script, service->error);
        if (!service->done)
            prefer_syntax_error(service, &path);
    }
    arena_free(arena);
}

bool workspace_offline(Workspace *workspace, Arena *arena, const char *range, bool downgrade, StringVector *script,
                       Error *error)
{
    Service service = {.workspace = workspace,
                       .arena = arena,
                       .text = range,
                       .downgrade = downgrade,
                       .script = script,
                       .error = error};
    worker_call(workspace->worker, serve_offline, &service);
    return service.done;
}

/* ---- the live database ------------------------------------------------------------- */

static void serve_current(void *state)
{
    Service *service = state;
    Workspace *workspace = service->workspace;
    bool exists;
    if (!workspace_connect(workspace, service->error))
        return;
    *service->url = database_url_render(service->arena, workspace->url);
    service->done = version_read(service->arena, workspace->database, &workspace->environment, service->rows, &exists,
                                 service->error);
}

bool workspace_current(Workspace *workspace, Arena *arena, StringVector *rows, const char **url, Error *error)
{
    Service service = {.workspace = workspace, .arena = arena, .rows = rows, .url = url, .error = error};
    worker_call(workspace->worker, serve_current, &service);
    return service.done;
}

static const char *announcement(Arena *arena, const MigrationStep *step)
{
    const char *below = string_vector_join(arena, &step->revision->down_revisions, ", "), *id = step->revision->id;
    const char *message = revision_message(arena, step->revision);
    return arena_format(arena, "Running %s %s -> %s%s%s", step->downgrade ? "downgrade" : "upgrade",
                        step->downgrade ? id : below, step->downgrade ? below : id, *message ? ", " : "", message);
}

typedef struct Announcer {
    Service *service;
    Arena *arena;
} Announcer;

static void announce_migration(void *state, const MigrationStep *step)
{
    const Announcer *announcer = state;
    const Service *service = announcer->service;
    service->announce(service->announce_state, announcement(announcer->arena, step));
}

JournalFacts workspace_journal_facts(Workspace *workspace, Arena *arena, const MigrationStep *steps, size_t count)
{
    return (JournalFacts){.verb = count && steps->downgrade ? "downgrade" : "upgrade",
                          .database = database_url_render(arena, workspace->url),
                          .server = database_facts(workspace->database),
                          .steps = steps,
                          .count = count,
                          .rolls_back = environment_rolls_back(&workspace->environment)};
}

static bool migrate_along_path(Service *service, Arena *arena, const StringVector *rows, const RevisionVector *path,
                               bool *overtaken)
{
    Workspace *workspace = service->workspace;
    Announcer announcer = {service, arena};
    Supervision supervision = workspace_supervision(workspace, workspace_print_progress, workspace);
    PathRequest request = {.each = {.database = workspace->database,
                                    .directory = workspace->directory,
                                    .environment = &workspace->environment,
                                    .session = script_session_new(workspace->directory),
                                    .expected_heads = rows,
                                    .supervision = &supervision,
                                    .writes_stash = workspace_stashes(workspace),
                                    .allows_partial_stash = workspace_stashes_partially(workspace),
                                    .restores_stash = workspace_restores_stash(workspace),
                                    .announce = announce_migration,
                                    .announce_state = &announcer},
                           .steps = workspace_steps(arena, path, service->downgrade),
                           .count = path->count,
                           .one_by_one = workspace->settings.transaction_per_migration};
    JournalFacts facts = workspace_journal_facts(workspace, arena, request.steps, request.count);
    JournalRun *journal = request.count ? journal_begin(&facts, &supervision) : NULL;
    bool done = migrate_path(&request, overtaken, service->error);
    if (journal)
        journal_end(journal, done, service->error);
    script_session_free(request.each.session);
    return done;
}

/* Plans from the version rows and runs the plan. */
static bool plan_and_run(Service *service, bool *overtaken)
{
    Workspace *workspace = service->workspace;
    const RevisionMap *map = workspace->directory->map;
    Arena *arena = arena_new();
    RevisionVector current = {0}, path = {0};
    StringVector rows = {0};
    bool exists;
    bool done = version_read(arena, workspace->database, &workspace->environment, &rows, &exists, service->error) &&
                revisions_of_rows(arena, workspace->directory->map, &rows, &current, service->error) &&
                (service->downgrade ? path_downgrade(arena, map, service->text, &current, &path, service->error)
                                    : path_upgrade(arena, map, service->text, &current, &path, service->error)) &&
                scripts_are_python(&path, service->error) &&
                migrate_along_path(service, arena, &rows, &path, overtaken);
    HalfDone half;
    Error ignored = {0};
    if (done)
        migration_unlock_with_prefetch(workspace->database, &workspace->environment, NULL, 0);
    if (done && half_done_read(arena, workspace->database, &workspace->environment, &half, &ignored) && half.revision)
        log_line("notice: %s", half_done_text(arena, &half));
    arena_free(arena);
    return done;
}

/* When another limbeck has migrated in between, plans again for the remaining steps. Not for a relative target, which
 * would then mean another revision. */
static bool run_until_done(Service *service)
{
    bool is_relative = strchr("+-", service->text[0]) != NULL;
    for (;;) {
        bool overtaken = false;
        if (plan_and_run(service, &overtaken))
            return true;
        if (!overtaken || is_relative)
            return false;
        error_clear(service->error);
    }
}

/* Prefetches the lock and the queries after it. */
static void prefetch(Workspace *workspace)
{
    Arena *arena = arena_new();
    StringVector rows = {0};
    bool exists = false;
    version_read_opening(arena, workspace->database, &workspace->environment, &rows, &exists);
    migration_prefetch(workspace->database, &workspace->environment, exists, NULL, 0);
    arena_free(arena);
}

static void serve_migrate(void *state)
{
    Service *service = state;
    Workspace *workspace = service->workspace;
    Supervision supervision = workspace_supervision(workspace, workspace_print_progress, workspace);
    if (!workspace_check_writable(workspace, service->error) || !workspace_connect(workspace, service->error))
        return;
    prefetch(workspace);
    if (!migration_lock(workspace->database, &workspace->environment, &supervision, service->error))
        return;
    service->done = run_until_done(service);
    migration_unlock(workspace->database, &workspace->environment);
}

bool workspace_migrate(Workspace *workspace, const char *target, bool downgrade, StepAnnouncer *announce, void *state,
                       Error *error)
{
    Service service = {.workspace = workspace,
                       .text = target,
                       .downgrade = downgrade,
                       .announce = announce,
                       .announce_state = state,
                       .error = error};
    worker_call(workspace->worker, serve_migrate, &service);
    return service.done;
}

typedef struct HalfDoneJob {
    Workspace *workspace;
    Arena *arena;
    HalfDone *half;
    Error *error;
    bool done;
} HalfDoneJob;

static void serve_half_done(void *state)
{
    HalfDoneJob *job = state;
    Workspace *workspace = job->workspace;
    job->done = workspace_connect(workspace, job->error) &&
                half_done_read(job->arena, workspace->database, &workspace->environment, job->half, job->error);
}

bool workspace_half_done(Workspace *workspace, Arena *arena, HalfDone *half, Error *error)
{
    HalfDoneJob job = {.workspace = workspace, .arena = arena, .half = half, .error = error};
    *half = (HalfDone){0};
    worker_call(workspace->worker, serve_half_done, &job);
    return job.done;
}

static void serve_name(void *state)
{
    Service *service = state;
    Workspace *workspace = service->workspace;
    if (workspace_connect(workspace, service->error))
        service->text =
            arena_strdup(service->arena, confirmation_name(database_facts(workspace->database)->database,
                                                           !database_traits(workspace->database)->is_server));
}

const char *workspace_confirmation_name(Workspace *workspace, Arena *arena, Error *error)
{
    Service service = {.workspace = workspace, .arena = arena, .error = error};
    worker_call(workspace->worker, serve_name, &service);
    return service.text;
}

static void serve_logs(void *state)
{
    Service *service = state;
    service->done =
        workspace_connected_environment(service->workspace, service->error) && service->workspace->environment.logs;
}

bool workspace_logging_configured(Workspace *workspace, Error *error)
{
    Service service = {.workspace = workspace, .error = error};
    worker_call(workspace->worker, serve_logs, &service);
    return service.done;
}

/* ---- revision and merge: a new script --------------------------------------------------------- */

typedef struct GenerateJob {
    Workspace *workspace;
    Arena *arena;
    const GenerateRequest *request;
    const char **path;
    Error *error;
    bool done;
} GenerateJob;

bool workspace_revision_environment(Workspace *workspace, bool *runs, Error *error)
{
    static const char *const truths[] = {"true", "yes", "on", "y", "t", "1"};
    const char *value;
    *runs = false;
    if (!config_option(workspace->arena, workspace->config, "revision_environment", &value, error))
        return false;
    for (size_t i = 0; value && i < sizeof truths / sizeof *truths; i++)
        *runs = *runs || strcasecmp(value, truths[i]) == 0;
    return true;
}

static void serve_generate(void *state)
{
    GenerateJob *job = state;
    Workspace *workspace = job->workspace;
    bool runs;
    job->done = workspace_revision_environment(workspace, &runs, job->error) &&
                (runs ? generate_in_environment(workspace, job->arena, job->request, job->path, job->error)
                      : generate_revision(job->arena, workspace->directory, job->request, job->path, job->error));
}

bool workspace_generate(Workspace *workspace, Arena *arena, const GenerateRequest *request, const char **path,
                        Error *error)
{
    GenerateJob job = {.workspace = workspace, .arena = arena, .request = request, .path = path, .error = error};
    worker_call(workspace->worker, serve_generate, &job);
    return job.done;
}
