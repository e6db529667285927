#include "limbeck/script/environment.h"

#include "binding.h"

#include "limbeck/base/file.h"

#include <string.h>

static bool run_environment(ScriptHost *host, const EnvironmentRequest *request, Error *error)
{
    const char *content;
    size_t length;
    if (!file_read(host->arena, host->directory->env_path, &content, &length, error))
        return false;
    Interpreter *interpreter = script_interpreter(host, request->cancelled, (PythonLimits){0});
    bool done = python_run_file(interpreter, "env_py", host->directory->env_path, content, length) != NULL;
    if (!done)
        *error = python_take_error(interpreter);
    interpreter_free(interpreter);
    return done;
}

/* In order: --url or $LIMBECK_URL, env.py, the ini. */
static bool decide_url(Arena *arena, const Config *config, ScriptEnvironment *environment, Error *error)
{
    if (config->url_override)
        environment->url = config->url_override;
    return environment->url || ini_get(arena, config->ini, config->section, "sqlalchemy.url", &environment->url, error);
}

bool environment_evaluate(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                          ScriptEnvironment *environment, Error *error)
{
    *environment = (ScriptEnvironment){.version_table = "alembic_version", .version_table_pk = true};
    ScriptHost host = {.arena = arena, .directory = directory, .environment = environment, .offline = request->offline};
    if (!file_exists(directory->env_path)) {
        error_set(error, ERROR_COMMAND, "the project has no env.py: '%s' does not exist", directory->env_path);
        error_hint(error, "check script_location in %s", directory->config->ini->path);
        return false;
    }
    if (!run_environment(&host, request, error)) {
        error_hint(error, "env.py decides which database and which version table; limbeck does not guess them");
        return false;
    }
    return decide_url(arena, directory->config, environment, error);
}
