#include "limbeck/alembic/environment.h"

#include "config_object.h"
#include "convention_source.h"
#include "declared.h"
#include "engines.h"
#include "script_host.h"

#include "limbeck/base/file.h"
#include "limbeck/config/parameters.h"
#include "limbeck/project/boundary.h"
#include "limbeck/project/directory.h"
#include "limbeck/python/native.h"

#include <string.h>
#include <strings.h>

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
    if (!project_read(host->binding.arena, host->directory->config, host->directory->env_path, &content, &length,
                      error))
        return NULL;
    Interpreter *interpreter = script_interpreter(host, request->cancelled, (PythonLimits){0});
    Module *module = config_take_sources(interpreter)
                         ? python_run_file(interpreter, ENVIRONMENT_MODULE, host->directory->env_path, content, length)
                         : NULL;
    if (request->modules)
        host_list_modules(host, request->modules);
    if (module) {
        host_list_imported(host, &host->imported);
        return interpreter;
    }
    host->stopped_itself = !python_refused(interpreter) && python_application_raised(interpreter);
    *error = python_take_error(interpreter);
    error_hint(error, "env.py decides which database and which version table; limbeck explain shows what was found");
    interpreter_free(interpreter);
    host->interpreter = NULL;
    return NULL;
}

/* Precedence: --url or $LIMBECK_URL, env.py, the ini. A URL that env.py takes from an unknown value is unknown;
 * the ini's is not used instead. */
static bool decide_url(Arena *arena, const Config *config, ScriptEnvironment *environment, Error *error)
{
    if (config->url_override)
        environment->url = config->url_override;
    return environment->url || environment->connection.refusal ||
           ini_get(arena, config->ini, config->section, "sqlalchemy.url", &environment->url, error);
}

DatabaseUrl *environment_database(Arena *arena, const ScriptDirectory *directory, const ScriptEnvironment *environment,
                                  Error *error)
{
    const Config *config = directory->config;
    const ConnectionSettings *settings = &environment->connection;
    bool is_given = config->url_override != NULL;
    if (settings->refusal && !(is_given && settings->url_is_enough)) {
        *error = *settings->refusal;
        return NULL;
    }
    if (!environment->url) {
        error_set(error, ERROR_COMMAND, "no database URL is known");
        error_hint(error, "set sqlalchemy.url in %s, or give --url or $LIMBECK_URL", config->ini->path);
        return NULL;
    }
    DatabaseUrl *url = database_url_parse(arena, environment->url, error);
    return url && database_url_settle(arena, url, &settings->arguments, is_given, error) ? url : NULL;
}

/* ---- [limbeck] instead of env.py -------------------------------------------------------- */

/* Whether env.py sets up its session. [limbeck] must then declare that too, since env.py is not run. */
static bool sets_session(const ScriptHost *host)
{
    static const char *const words[] = {"search_path", "schema_translate_map", "set_config", "SET ROLE", "SET SESSION"};
    const char *content;
    size_t length;
    Error ignored = {0};
    if (!file_read(host->binding.arena, host->directory->env_path, &content, &length, &ignored))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(content, words[i]))
            return true;
    return false;
}

bool declared_replaces(const ScriptHost *host, const EnvironmentRequest *request, Error *error)
{
    const DeclaredEnvironment *declared = request->declared;
    Text wanted = text_in(host->binding.arena);
    if (host->stopped_itself || !declared)
        return false;
    if (!host->directory->config->url_override)
        text_append(&wanted, "url, or --url");
    if (!declared->version_table)
        text_append(&wanted, wanted.length ? "; version_table" : "version_table");
    if (!declared->search_path && sets_session(host))
        text_append(&wanted, wanted.length ? "; search_path" : "search_path");
    if (!wanted.length)
        return true;
    const char *before = error->hint[0] ? arena_format(host->binding.arena, "%s; or ", error->hint) : "";
    error->hint[0] = '\0';
    error_hint(error, "%sset under [limbeck] in %s what env.py would decide: %s (limbeck.ini(5))", before,
               host->directory->config->ini->path, text_string(&wanted));
    return false;
}

void declared_apply(Arena *arena, const DeclaredEnvironment *declared, ScriptEnvironment *environment)
{
    if (!declared)
        return;
    if (declared->version_table) {
        if (environment->configured && strcmp(environment->version_table, declared->version_table) != 0)
            vector_push(arena, &environment->notices,
                        arena_format(arena, "env.py's version table is '%s'; [limbeck] says '%s', which is used",
                                     environment->version_table, declared->version_table));
        environment->version_table = declared->version_table;
    }
    if (declared->version_table_schema)
        environment->version_table_schema = declared->version_table_schema;
    if (declared->search_path && url_traits(environment->url)->has_search_path)
        vector_push(arena, &environment->session_sql,
                    arena_format(arena, "SET search_path TO %s", declared->search_path));
}

static const char *dotted_path(Arena *arena, const char *metadata)
{
    char *path = metadata ? arena_strdup(arena, metadata) : NULL;
    for (char *at = path; at && *at; at++)
        if (*at == ':')
            *at = '.';
    return path;
}

void declared_environment(ScriptHost *host, const EnvironmentRequest *request, const Error *stopped,
                          ScriptEnvironment *environment)
{
    Arena *arena = host->binding.arena;
    StringVector notices = environment->notices;
    *environment = environment_defaults();
    environment->notices = notices;
    environment->url = host->directory->config->url_override;
    environment->naming = convention_of_project(host, dotted_path(arena, request->declared->target_metadata));
    environment->begins_transaction = environment->runs_migrations = true;
    vector_push(arena, &environment->notices,
                arena_format(arena, "env.py is not followed: %s:%d: %s; limbeck uses what [limbeck] says",
                             stopped->file, stopped->line, stopped->message));
}

bool declared_metadata(Interpreter *interpreter, const DeclaredEnvironment *declared, Value *metadata)
{
    Arena *arena = python_arena(interpreter);
    const char *colon = strchr(declared->target_metadata, ':');
    const char *module = arena_strndup(arena, declared->target_metadata, (size_t)(colon - declared->target_metadata));
    if (!python_import_chain(interpreter, module, metadata))
        return false;
    for (const char *at = colon; *at;) {
        size_t length = strcspn(++at, ".");
        if (!python_get_attribute(interpreter, *metadata, arena_strndup(arena, at, length), metadata))
            return false;
        at += length;
    }
    return true;
}

/* ---- functions of the application that could not be evaluated to their end ----------------- */

/* env.py continues without the function's result if the function does not use the database, the ini or Alembic's
 * context. */
static bool is_of_migrations(Value value)
{
    return engine_state(value) || environment_connection(value) ||
           (value.kind == VALUE_NATIVE && value.native->type == &config_class) ||
           native_data(value, &transaction_object_class);
}

typedef struct Reader {
    Arena *arena;
    bool mentions_alembic; /* of Alembic's context or configuration */
} Reader;

static bool has_word(const char *text, size_t length, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = text; (at = strstr(at, word)) && at + size <= text + length; at += size)
        if ((at == text || strchr(" ,(\t\n", at[-1])) && (at + size == text + length || strchr(" ,)\t\r\n", at[size])))
            return true;
    return false;
}

/* Whether a module imports the objects through which env.py migrates; alembic.command and others start separate
 * runs. */
static bool takes_run(const char *content)
{
    static const char from[] = "from alembic import";
    static const char *const words[] = {"context", "op", "*"};
    for (const char *at = content; (at = strstr(at, from)); at += sizeof from) {
        const char *names = at + strlen(from);
        const char *first = names + strspn(names, " ");
        size_t length = strcspn(names, *first == '(' ? ")" : "\n");
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (has_word(names, length, words[i]))
                return true;
    }
    return strstr(content, "alembic.context") || has_word(content, strlen(content), "alembic.op") ||
           strstr(content, "alembic.op.") || strstr(content, "EnvironmentContext");
}

static void check_for_alembic(void *state, const char *name, const char *file, bool is_library)
{
    Reader *reader = state;
    const char *content;
    size_t length;
    Error ignored = {0};
    if (!file || is_library || strcmp(name, ENVIRONMENT_MODULE) == 0 ||
        !file_read(reader->arena, file, &content, &length, &ignored))
        return;
    reader->mentions_alembic = reader->mentions_alembic || takes_run(content);
}

bool environment_may_skip_call(Interpreter *interpreter, const Arguments *arguments)
{
    ScriptHost *host = script_host(interpreter);
    if (!host->environment || host->environment->configured || (host->environments && host->environments->count))
        return false;
    for (size_t i = 0; i < arguments->positional + arguments->keyword_count; i++)
        if (is_of_migrations(arguments->values[i]))
            return false;
    Reader reader = {.arena = host->binding.arena};
    python_each_module(interpreter, check_for_alembic, &reader);
    return !reader.mentions_alembic;
}

/* ---- env.py's own ------------------------------------------------------------------------ */

/* Transactions that env.py left open are rolled back when the connection closes. */
static void roll_back_open(Arena *arena, const char *path, ScriptEnvironment *environment)
{
    if (environment->fate != FATE_OPEN)
        return;
    environment->fate = FATE_ROLLED_BACK;
    environment->fate_text = arena_format(arena, "env.py ends without committing its transaction (%s)", path);
}

/* env.py sets the URL option from an unknown value and configures without a URL. */
static void note_unknown_url(ScriptHost *host, ScriptEnvironment *environment)
{
    const char *key = arena_format(host->binding.arena, "%s.sqlalchemy.url", host->directory->config->section);
    const UnknownOption *option = map_get(&host->unknown_options, key);
    if (!option || environment->url || environment->connection.refusal)
        return;
    Error *refusal = ARENA_NEW(host->binding.arena, Error);
    error_set(refusal, ERROR_UNSUPPORTED, "the database URL is '%s', %s", option->path, option->origin);
    error_place(refusal, option->place.file, option->place.line, option->place.column);
    error_hint(refusal, "give the database with --url or $LIMBECK_URL; the URL of the ini is not used instead");
    environment->connection = (ConnectionSettings){.refusal = refusal, .url_is_enough = true};
}

/* All runs are in one transaction: if one fails, all are rolled back. */
static void warn_of_shared_transaction(ScriptHost *host, const ScriptEnvironments *environments)
{
    for (size_t i = 1; i < environments->count; i++) {
        const ScriptEnvironment *run = &environments->items[i];
        if (!run->transaction || run->fate != FATE_COMMITTED || run->transaction != run[-1].transaction)
            continue;
        vector_push(host->binding.arena, &host->environment->notices,
                    "env.py migrates several databases or schemas in one transaction; limbeck commits each separately, "
                    "and those before a failure stay committed");
        return;
    }
}

/* After the last run, or on another database. */
static void warn_of_prepared(ScriptHost *host)
{
    Arena *arena = host->binding.arena;
    for (size_t i = 0; i < host->prepared.count; i++)
        vector_push(arena, &host->environment->notices,
                    arena_format(arena,
                                 "env.py also runs %s, after the migrations or on another database: limbeck does not "
                                 "run it; run it yourself where it is needed",
                                 host->prepared.items[i].sql));
}

bool environment_follow(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                        BranchVector *branches, ScriptEnvironments *environments, bool *stopped_itself, Error *error)
{
    ScriptEnvironment environment = environment_defaults();
    ScriptHost host = {.binding = {.arena = arena, .notices = &environment.notices},
                       .directory = directory,
                       .environment = &environment,
                       .environments = environments,
                       .branches = branches,
                       .offline = request->offline,
                       .reader = request->reader,
                       .tag = request->tag};
    Interpreter *interpreter = environment_run(&host, request, error);
    *stopped_itself = host.stopped_itself;
    if (!interpreter)
        return false;
    if (!environments->count && host.configured)
        environment_take_connection(&host, &environment, host.configured);
    interpreter_free(interpreter);
    host.interpreter = NULL;
    if (!environments->count && !environment.configured) {
        error_set(error, ERROR_UNSUPPORTED, "env.py did not call context.configure()");
        error_place(error, directory->env_path, 1, 1);
        error_hint(error, "the call may be in a module that limbeck could not import; the version table is not known");
        return false;
    }
    if (environments->count)
        warn_of_prepared(&host);
    if (!environments->count) /* it called configure(), but never run_migrations() */
        vector_push(arena, environments, environment);
    warn_of_shared_transaction(&host, environments);
    for (size_t i = 0; i < environments->count; i++) {
        note_unknown_url(&host, &environments->items[i]);
        roll_back_open(arena, directory->env_path, &environments->items[i]);
        environments->items[i].notices = environment.notices;
        environments->items[i].rewritten = host.binding.rewritten.items;
        environments->items[i].rewritten_count = host.binding.rewritten.count;
        environments->items[i].extensions = host.extensions;
        environments->items[i].imported = host.imported;
        environments->items[i].logs = environment.logs;
        if (!decide_url(arena, directory->config, &environments->items[i], error))
            return false;
        declared_apply(arena, request->declared, &environments->items[i]);
    }
    return true;
}

/* What env.py's queries left unknown stopped it: once more, with their answers. */
static bool follow_with_answers(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                                ScriptEnvironments *environments, Error *error)
{
    bool stopped_itself;
    EnvironmentReader *reader = request->reader;
    if (!reader || !reader->open || !reader->was_asked || request->offline || error->kind != ERROR_UNSUPPORTED)
        return false;
    error_clear(error);
    *environments = (ScriptEnvironments){0};
    reader->answers = true;
    return environment_follow_all(arena, directory, request, environments, &stopped_itself, error);
}

bool environment_evaluate(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                          ScriptEnvironments *environments, Error *error)
{
    ScriptEnvironment environment = environment_defaults();
    ScriptHost host = {.binding = {.arena = arena, .notices = &environment.notices}, .directory = directory};
    if (environment_follow_all(arena, directory, request, environments, &host.stopped_itself, error) ||
        (!host.stopped_itself && follow_with_answers(arena, directory, request, environments, error)))
        return true;
    if (!declared_replaces(&host, request, error))
        return false;
    declared_environment(&host, request, error, &environment);
    error_clear(error);
    environments->count = 0;
    environments->capacity = 0;
    environments->items = NULL;
    vector_push(arena, environments, environment);
    declared_apply(arena, request->declared, &environments->items[0]);
    return true;
}

const char *environment_name(const ScriptEnvironment *environment)
{
    return environment->arguments.count ? environment->arguments.items[0].text : NULL;
}
