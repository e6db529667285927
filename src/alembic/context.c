/* alembic.context, as env.py uses it. Nothing here connects: what env.py decides
 * is written down. */
#include "convention_source.h"
#include "directive.h"
#include "engine_settings.h"
#include "migration_runs.h"

#include <string.h>

static ScriptEnvironment *environment_of(Interpreter *interpreter)
{
    return script_host(interpreter)->environment;
}

NATIVE(context_is_offline)
{
    (void)self;
    (void)arguments;
    *result = value_bool(script_host(interpreter)->offline);
    return true;
}

static bool configure_flag(Interpreter *interpreter, Value value, bool *flag)
{
    return !value_given(value) || value_is_none(value) || python_truth(interpreter, value, flag);
}

/* A list of several has no convention for Alembic. */
static bool configure_metadata(Interpreter *interpreter, Value metadata)
{
    ScriptHost *host = script_host(interpreter);
    const MetadataObject *known = native_data(metadata, &metadata_class);
    bool is_none = !value_given(metadata) || value_is_none(metadata) || value_is_sequence(metadata);
    host->environment->naming =
        known     ? convention_copy(host->arena, known->convention)
        : is_none ? NULL
                  : convention_of_project(host, metadata.kind == VALUE_OPAQUE ? python_opaque_path(metadata) : NULL);
    return true;
}

static bool configure_paramstyle(Interpreter *interpreter, Value options)
{
    ScriptEnvironment *environment = environment_of(interpreter);
    if (options.kind != VALUE_DICT)
        return true;
    Value style = dict_get_text(options.dict, "paramstyle");
    if (!value_given(style))
        return true;
    environment->paramstyle_given = true;
    if (!expect_text(interpreter, style, "paramstyle", &environment->paramstyle))
        return false;
    environment->paramstyle = arena_strdup(script_host(interpreter)->arena, environment->paramstyle);
    return true;
}

/* ---- autogenerate's options ----------------------------------------------------------- */

typedef enum {
    COMPARISON_SCHEMAS,
    COMPARISON_OBJECT,
    COMPARISON_NAME,
    COMPARISON_TYPE,
    COMPARISON_DEFAULT,
    COMPARISON_BATCH,
    COMPARISON_ITEM,
    COMPARISON_DIRECTIVES,
    COMPARISON_OPERATIONS_PREFIX,
    COMPARISON_SQLALCHEMY_PREFIX,
    COMPARISON_UPGRADE_TOKEN,
    COMPARISON_DOWNGRADE_TOKEN,
    COMPARISON_COUNT
} ComparisonOption;

static const char *const comparison_names[COMPARISON_COUNT] = {
    [COMPARISON_SCHEMAS] = "include_schemas",
    [COMPARISON_OBJECT] = "include_object",
    [COMPARISON_NAME] = "include_name",
    [COMPARISON_TYPE] = "compare_type",
    [COMPARISON_DEFAULT] = "compare_server_default",
    [COMPARISON_BATCH] = "render_as_batch",
    [COMPARISON_ITEM] = "render_item",
    [COMPARISON_DIRECTIVES] = "process_revision_directives",
    [COMPARISON_OPERATIONS_PREFIX] = "alembic_module_prefix",
    [COMPARISON_SQLALCHEMY_PREFIX] = "sqlalchemy_module_prefix",
    [COMPARISON_UPGRADE_TOKEN] = "upgrade_token",
    [COMPARISON_DOWNGRADE_TOKEN] = "downgrade_token",
};

typedef struct ComparisonReceiver {
    Interpreter *interpreter;
    Value values[COMPARISON_COUNT]; /* VALUE_ABSENT is 0 */
} ComparisonReceiver;

/* What neither runs migrations nor compares has no effect here: logging, mostly. */
static bool receive_comparison(void *state, const char *name, Value value)
{
    ComparisonReceiver *receiver = state;
    static const char *const refused[] = {"on_version_apply", "starting_rev"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strcmp(refused[i], name) == 0 && !value_is_none(value))
            return false;
    for (size_t i = 0; i < COMPARISON_COUNT; i++)
        if (strcmp(comparison_names[i], name) == 0 && !value_is_none(value))
            receiver->values[i] = value;
    return true;
}

/* True, False or a function: what a function would say is known when it is called. */
static bool flag_or_function(ComparisonReceiver *receiver, ComparisonOption option, bool *flag,
                             ComparisonSettings *settings)
{
    Value value = receiver->values[option];
    if (!value_given(value))
        return true;
    if (value.kind == VALUE_BOOL || value.kind == VALUE_INT)
        return python_truth(receiver->interpreter, value, flag);
    settings->refused = comparison_names[option];
    return true;
}

static bool text_option(ComparisonReceiver *receiver, ComparisonOption option, const char **option_text)
{
    const char *text = NULL;
    if (!value_given(receiver->values[option]))
        return true;
    if (!expect_text(receiver->interpreter, receiver->values[option], comparison_names[option], &text))
        return false;
    *option_text = arena_strdup(script_host(receiver->interpreter)->arena, text);
    return true;
}

static bool configure_comparison(Interpreter *interpreter, ComparisonReceiver *receiver, Value metadata)
{
    ScriptEnvironment *environment = environment_of(interpreter);
    ComparisonSettings *settings = &environment->comparison;
    const Value kept[KEPT_COUNT] = {[KEPT_METADATA] = metadata,
                                    [KEPT_INCLUDE_OBJECT] = receiver->values[COMPARISON_OBJECT],
                                    [KEPT_INCLUDE_NAME] = receiver->values[COMPARISON_NAME],
                                    [KEPT_DIRECTIVES] = receiver->values[COMPARISON_DIRECTIVES]};
    if (value_given(receiver->values[COMPARISON_ITEM]))
        settings->refused = comparison_names[COMPARISON_ITEM];
    environment->configuration = environment->configurations++;
    return flag_or_function(receiver, COMPARISON_SCHEMAS, &settings->every_schema, settings) &&
           flag_or_function(receiver, COMPARISON_TYPE, &settings->compares_types, settings) &&
           flag_or_function(receiver, COMPARISON_DEFAULT, &settings->compares_defaults, settings) &&
           flag_or_function(receiver, COMPARISON_BATCH, &settings->renders_as_batch, settings) &&
           text_option(receiver, COMPARISON_OPERATIONS_PREFIX, &settings->operations_prefix) &&
           text_option(receiver, COMPARISON_SQLALCHEMY_PREFIX, &settings->sqlalchemy_prefix) &&
           text_option(receiver, COMPARISON_UPGRADE_TOKEN, &settings->upgrade_token) &&
           text_option(receiver, COMPARISON_DOWNGRADE_TOKEN, &settings->downgrade_token) &&
           keep_configuration(interpreter, kept);
}

/* The file that env.py opened for what is printed offline. */
static bool configure_output(Interpreter *interpreter, Value buffer)
{
    Value name;
    const char *path;
    if (!value_given(buffer) || value_is_none(buffer))
        return true;
    if (!python_find_attribute(interpreter, buffer, "output_path", &name))
        return false;
    if (!value_given(name))
        return python_refuse(interpreter, "an output_buffer that is no file opened by env.py");
    if (!expect_text(interpreter, name, "output_path", &path))
        return false;
    environment_of(interpreter)->output_path = arena_strdup(script_host(interpreter)->arena, path);
    return true;
}

/* What an earlier configure() said is no longer so; what was told is. */
static ScriptEnvironment configured_anew(const ScriptEnvironment *before)
{
    ScriptEnvironment environment = environment_defaults();
    environment.notices = before->notices;
    environment.logs = before->logs;
    environment.configurations = before->configurations;
    return environment;
}

/* A connection, or the URL of one: of the database it leads to, and nothing else. */
static bool configure_connection(Interpreter *interpreter, Value connection, Value url, const char **text)
{
    ScriptHost *host = script_host(interpreter);
    EngineState unknown = {0};
    bool is_given = value_given(connection) && !value_is_none(connection);
    host->configured = environment_connection(connection);
    host->is_external = host->configured && connection_in_transaction(host->configured);
    host->begun = NULL;
    if (host->configured) {
        *text = host->configured->engine.url;
        environment_take_connection(host, host->environment, host->configured);
        return true;
    }
    if (engine_state(connection))
        return python_refuse(interpreter, "configure(connection=...) with an engine");
    Value named = is_given ? connection : url;
    if (!is_given && (!value_given(url) || value_is_none(url)))
        return true;
    if (named.kind != VALUE_OPAQUE)
        return is_given ? python_refuse(interpreter, "configure(connection=...) with a %s", value_type_name(connection))
                        : url_text(interpreter, url, text);
    if (!is_given)
        refuse_unknown_url(interpreter, &unknown, python_opaque_path(named));
    engine_refuse(interpreter, &unknown, true, "its connection is '%s', which limbeck could not import",
                  python_opaque_path(named));
    host->environment->connection = unknown.settings;
    return true;
}

NATIVE(context_configure)
{
    (void)self;
    static const char *const names[] = {"connection",       "url",
                                        "dialect_name",     "dialect_opts",
                                        "target_metadata",  "literal_binds",
                                        "version_table",    "version_table_schema",
                                        "version_table_pk", "transaction_per_migration",
                                        "output_buffer",    "transactional_ddl"};
    enum { COUNT = sizeof names / sizeof *names };
    Value values[COUNT];
    ComparisonReceiver comparison = {.interpreter = interpreter};
    const char *url = NULL, *table = NULL, *schema = NULL;
    Arena *arena = script_host(interpreter)->arena;
    ScriptEnvironment *environment = environment_of(interpreter);
    *result = value_none();
    if (!environment)
        return python_refuse(interpreter, "context.configure() in a migration");
    if (!arguments_bind(interpreter, "configure", arguments, names, COUNT, values, receive_comparison, &comparison))
        return false;
    *environment = configured_anew(environment);
    if (!configure_comparison(interpreter, &comparison, values[4]) ||
        !configure_connection(interpreter, values[0], values[1], &url))
        return false;
    if (value_given(values[6]) && values[6].kind != VALUE_STRING && !value_is_none(values[6]))
        return python_refuse(interpreter, "a version_table that limbeck cannot read");
    if (!expect_text_or_none(interpreter, values[6], "version_table", &table) ||
        !expect_text_or_none(interpreter, values[7], "version_table_schema", &schema) ||
        !configure_flag(interpreter, values[8], &environment->version_table_pk) ||
        !configure_flag(interpreter, values[9], &environment->transaction_per_migration) ||
        !configure_flag(interpreter, values[5], &environment->literal_binds) ||
        !configure_metadata(interpreter, values[4]) || !configure_paramstyle(interpreter, values[3]) ||
        !configure_output(interpreter, values[10]) ||
        !argument_three_way(interpreter, values[11], &environment->transactional_ddl))
        return false;
    if (url)
        environment->url = arena_strdup(arena, url);
    if (table)
        environment->version_table = arena_strdup(arena, table);
    environment->version_table_schema = arena_strdup(arena, schema);
    environment->configured = true;
    return true;
}

NATIVE(context_get_x_argument)
{
    (void)self;
    bool as_dictionary = false;
    Value given = argument_named(interpreter, arguments, "as_dictionary");
    const StringVector *x = &script_host(interpreter)->directory->config->x_arguments;
    if (!value_given(given))
        given = argument_at(arguments, 0);
    if (!configure_flag(interpreter, given, &as_dictionary))
        return false;
    if (!(as_dictionary ? python_dict(interpreter, result) : python_list(interpreter, NULL, 0, result)))
        return false;
    for (size_t i = 0; i < x->count; i++) {
        const char *equals = strchr(x->items[i], '=');
        Value key, value;
        if (!as_dictionary) {
            if (!python_text(interpreter, x->items[i], &value) || !list_append(interpreter, result->list, value))
                return false;
            continue;
        }
        size_t length = equals ? (size_t)(equals - x->items[i]) : strlen(x->items[i]);
        if (!python_string(interpreter, x->items[i], length, &key) ||
            !python_text(interpreter, equals ? equals + 1 : "", &value) ||
            !dict_set(interpreter, result->dict, key, value))
            return false;
    }
    return true;
}

NATIVE(context_get_context)
{
    (void)self;
    (void)arguments;
    Value module, function;
    return python_import(interpreter, "alembic.op", &module) &&
           python_get_attribute(interpreter, module, "get_context", &function) &&
           python_call_positional(interpreter, function, NULL, 0, result);
}

NATIVE(context_get_tag_argument)
{
    (void)self;
    (void)arguments;
    const char *tag = script_host(interpreter)->tag;
    *result = value_none();
    return !tag || python_text(interpreter, tag, result);
}

NATIVE(context_get_head_revisions)
{
    (void)self;
    (void)arguments;
    const RevisionVector *heads = &script_host(interpreter)->directory->map->heads;
    Value ids;
    if (!python_list(interpreter, NULL, 0, &ids))
        return false;
    python_push(interpreter, ids);
    for (size_t i = 0; i < heads->count; i++) {
        Value id;
        if (!python_text(interpreter, heads->items[i]->id, &id) || !list_append(interpreter, ids.list, id))
            return false;
    }
    return python_tuple(interpreter, ids.list->items, ids.list->count, result);
}

NATIVE(context_get_head_revision)
{
    (void)self;
    (void)arguments;
    const RevisionVector *heads = &script_host(interpreter)->directory->map->heads;
    *result = value_none();
    if (heads->count > 1)
        return python_raise(interpreter, "Exception", "The script directory has multiple heads (due to branching).");
    return !heads->count || python_text(interpreter, heads->items[0]->id, result);
}

static bool fill_context(Interpreter *interpreter, Module *module)
{
    Value config;
    if (!native_new(interpreter, &config_class, 0, &config))
        return false;
    names_set(&module->names, python_intern(interpreter, "config"), config);
    return true;
}

/* In a revision alembic.context does what alembic.op does. */
static bool as_operation(Interpreter *interpreter, NativeFunction *function, const char *name,
                         const Arguments *arguments, Value *result)
{
    if (!host_is_of_revision(interpreter))
        return python_refuse(interpreter, "context.%s() in env.py", name);
    return function(interpreter, value_none(), arguments, result);
}

NATIVE(context_get_bind)
{
    (void)self;
    return as_operation(interpreter, op_get_bind, "get_bind", arguments, result);
}

NATIVE(context_execute)
{
    (void)self;
    return as_operation(interpreter, op_execute, "execute", arguments, result);
}

static const NativeMember context_functions[] = {{"is_offline_mode", context_is_offline},
                                                 {"configure", context_configure},
                                                 {"begin_transaction", context_begin_transaction},
                                                 {"run_migrations", context_run_migrations},
                                                 {"get_x_argument", context_get_x_argument},
                                                 {"get_context", context_get_context},
                                                 {"get_bind", context_get_bind},
                                                 {"execute", context_execute},
                                                 {"get_tag_argument", context_get_tag_argument},
                                                 {"get_head_revision", context_get_head_revision},
                                                 {"get_head_revisions", context_get_head_revisions},
                                                 {NULL, NULL}};
const NativeModule context_module = {"alembic.context", context_functions, NULL, fill_context, false, NULL};

/* ---- logging.config ------------------------------------------------------------------------------ */

NATIVE(logging_file_config)
{
    (void)self;
    (void)arguments;
    ScriptEnvironment *environment = environment_of(interpreter);
    if (environment)
        environment->logs = true;
    *result = value_none();
    return true;
}

static const NativeMember logging_config_functions[] = {
    {"fileConfig", logging_file_config}, {"dictConfig", logging_file_config}, {NULL, NULL}};
const NativeModule logging_config_module = {"logging.config", logging_config_functions, NULL, NULL, false, NULL};
