#include "limbeck/alembic/environment.h"

#include "limbeck/sqlalchemy/binding.h"

#include "limbeck/base/file.h"
#include "limbeck/project/boundary.h"

#include <string.h>

ScriptEnvironment environment_defaults(void)
{
    return (ScriptEnvironment){.version_table = "alembic_version",
                               .version_table_pk = true,
                               .transactional_ddl = -1,
                               .comparison = {.compares_types = true,
                                              .operations_prefix = "op.",
                                              .sqlalchemy_prefix = "sa.",
                                              .upgrade_token = "upgrades",
                                              .downgrade_token = "downgrades"}};
}

Interpreter *environment_run(ScriptHost *host, const EnvironmentRequest *request, Error *error)
{
    const char *content;
    size_t length;
    if (!file_exists(host->directory->env_path)) {
        error_set(error, ERROR_COMMAND, "the project has no env.py: '%s' does not exist", host->directory->env_path);
        error_hint(error, "check script_location in %s", host->directory->config->ini->path);
        return NULL;
    }
    if (!project_read(host->arena, host->directory->config, host->directory->env_path, &content, &length, error))
        return NULL;
    Interpreter *interpreter = script_interpreter(host, request->cancelled, (PythonLimits){0});
    if (python_run_file(interpreter, "env_py", host->directory->env_path, content, length))
        return interpreter;
    *error = python_take_error(interpreter);
    error_hint(error, "env.py decides which database and which version table; limbeck does not guess them");
    interpreter_free(interpreter);
    return NULL;
}

/* In order: --url or $LIMBECK_URL, env.py, the ini. */
static bool decide_url(Arena *arena, const Config *config, ScriptEnvironment *environment, Error *error)
{
    if (config->url_override)
        environment->url = config->url_override;
    return environment->url || ini_get(arena, config->ini, config->section, "sqlalchemy.url", &environment->url, error);
}

bool environment_evaluate(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                          ScriptEnvironments *environments, Error *error)
{
    ScriptEnvironment environment = environment_defaults();
    ScriptHost host = {.arena = arena,
                       .directory = directory,
                       .environment = &environment,
                       .environments = environments,
                       .offline = request->offline,
                       .tag = request->tag};
    Interpreter *interpreter = environment_run(&host, request, error);
    if (!interpreter)
        return false;
    interpreter_free(interpreter);
    if (!environments->count && !environment.configured) {
        error_set(error, ERROR_UNSUPPORTED, "env.py did not get to context.configure()");
        error_place(error, directory->env_path, 1, 1);
        error_hint(error, "what calls it may be something limbeck could not import; which version table it names is "
                          "not known");
        return false;
    }
    if (!environments->count) /* it configured, and never got to run_migrations() */
        vector_push(arena, environments, environment);
    for (size_t i = 0; i < environments->count; i++) {
        environments->items[i].notices = environment.notices;
        environments->items[i].logs = environment.logs;
        if (!decide_url(arena, directory->config, &environments->items[i], error))
            return false;
    }
    return true;
}

const char *environment_name(const ScriptEnvironment *environment)
{
    return environment->arguments.count ? environment->arguments.items[0].text : NULL;
}
