#include "limbeck/workspace/explanation.h"

#include "internal.h"
#include "limbeck/workspace/worker.h"

#include "limbeck/base/file.h"

#include <stdlib.h>
#include <string.h>

typedef struct ExplainJob {
    Workspace *workspace;
    Arena *arena;
    Explanation *explanation;
} ExplainJob;

/* The ini's own URL, as it is written. */
static const char *written_url(Arena *arena, const Config *config)
{
    const char *url = NULL;
    Error ignored = {0};
    IniFile *ini = file_exists(config->ini->path) ? ini_read(arena, config->ini->path, &ignored) : NULL;
    return ini && ini_get(arena, ini, config->section, "sqlalchemy.url", &url, &ignored) ? url : NULL;
}

static const char *origin(Arena *arena, const Workspace *workspace, const char *url)
{
    const char *declared = workspace->settings.declared.url, *variable = getenv("LIMBECK_URL");
    const char *written = written_url(arena, workspace->config);
    if (workspace->config->url_override && declared && strcmp(url, declared) == 0)
        return "url of [limbeck]";
    if (workspace->config->url_override)
        return variable && strcmp(variable, url) == 0 ? "$LIMBECK_URL" : "--url";
    return written && strcmp(written, url) == 0 ? "sqlalchemy.url of the ini" : "env.py";
}

static void explain_url(const ExplainJob *job, const ScriptEnvironment *environment)
{
    Explanation *explanation = job->explanation;
    Error error = {0};
    DatabaseUrl *url = environment_database(job->arena, job->workspace->directory, environment, &error);
    if (url) {
        explanation->url = database_url_render(job->arena, url);
        explanation->url_origin = origin(job->arena, job->workspace, environment->url);
    } else {
        explanation->stopped = error;
    }
}

static const char *describe_naming(Arena *arena, const NamingConvention *naming)
{
    Text text = text_in(arena);
    if (!naming)
        return "none";
    if (naming->unknown)
        return arena_format(arena, "not known: %s", naming->unknown);
    for (size_t i = 0; i < NAMED_KINDS; i++)
        if (naming->templates[i]) {
            text_append(&text, text.length ? ", " : "");
            text_append(&text, naming_keys[i]);
        }
    return text.length ? text_string(&text) : "none";
}

static void explain_environment(const ExplainJob *job)
{
    const ScriptEnvironment *environment = &job->workspace->environment;
    Explanation *explanation = job->explanation;
    explain_url(job, environment);
    explanation->version_table =
        environment->version_table_schema
            ? arena_format(job->arena, "%s.%s", environment->version_table_schema, environment->version_table)
            : environment->version_table;
    explanation->transaction =
        environment->fate_text ? environment->fate_text
        : environment->transaction_per_migration || job->workspace->settings.transaction_per_migration
            ? "one for each revision"
            : "one for all revisions of a run";
    explanation->naming = describe_naming(job->arena, environment->naming);
    explanation->target_metadata = environment->target_metadata;
}

static const char *next_step(const ExplainJob *job)
{
    const Explanation *explanation = job->explanation;
    if (!explanation->version_table)
        return explanation->stopped.hint[0] ? arena_strdup(job->arena, explanation->stopped.hint)
                                            : "set under [limbeck] what env.py does not say (limbeck.ini(5))";
    if (!explanation->url)
        return "give the database with --url or $LIMBECK_URL";
    return "limbeck current shows the database's revision; limbeck plan lists what upgrade would run";
}

static void explain(void *state)
{
    const ExplainJob *job = state;
    Workspace *workspace = job->workspace;
    Explanation *explanation = job->explanation;
    const Config *config = workspace->config;
    *explanation = (Explanation){.ini = path_absolute(job->arena, config->ini->path),
                                 .section = config->section,
                                 .script_location = config->script_location,
                                 .env_path = workspace->directory->env_path,
                                 .revisions = workspace->directory->map->revisions.count};
    const StringVector *folders[] = {&config->prepend_sys_path, &config->python_path, &config->likely_path,
                                     &config->site_packages};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        for (size_t k = 0; k < folders[i]->count; k++)
            if (!string_vector_contains(&explanation->search_path, folders[i]->items[k]))
                vector_push(job->arena, &explanation->search_path, folders[i]->items[k]);
    explanation->is_followed = workspace_environment(workspace, &explanation->stopped);
    explanation->modules = workspace->modules;
    if (explanation->is_followed)
        explain_environment(job);
    explanation->next = next_step(job);
}

void workspace_explain(Workspace *workspace, Arena *arena, Explanation *explanation)
{
    ExplainJob job = {workspace, arena, explanation};
    worker_call(workspace->worker, explain, &job);
}
