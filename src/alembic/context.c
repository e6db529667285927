/* alembic.context as env.py uses it. Nothing here connects: env.py's decisions are recorded. */
#include "context.h"
#include "comparison_options.h"
#include "config_object.h"
#include "convention_source.h"
#include "directive.h"
#include "engine_settings.h"
#include "engines.h"
#include "migration_runs.h"
#include "script_host.h"
#include "unseen.h"

#include "limbeck/alembic/environment.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/metadata.h"
#include "limbeck/sqlalchemy/naming.h"
#include "limbeck/sqlalchemy/schema_parts.h"

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

static bool refuse_unknown(Interpreter *interpreter, const char *name, Value value)
{
    if (value.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "'%s' of configure() is '%s', %s", name, python_opaque_path(value),
                             python_unknown_origin(interpreter, python_opaque_path(value)));
    return python_refuse(interpreter, "'%s' of configure() is a %s", name, value_type_name(value));
}

/* Alembic uses no naming convention when target_metadata is a list. */
static bool configure_metadata(Interpreter *interpreter, Value metadata)
{
    ScriptHost *host = script_host(interpreter);
    const MetadataObject *known = native_data(metadata, &metadata_class);
    host->environment->target_metadata =
        metadata.kind == VALUE_OPAQUE ? arena_format(host->binding.arena, "'%s', %s", python_opaque_path(metadata),
                                                     python_unknown_origin(interpreter, python_opaque_path(metadata)))
        : value_given(metadata) && !value_is_none(metadata) ? "read"
                                                            : NULL;
    bool is_none = !value_given(metadata) || value_is_none(metadata) || value_is_sequence(metadata);
    host->environment->naming =
        known     ? convention_copy(host->binding.arena, known->convention)
        : is_none ? NULL
                  : convention_of_project(host, metadata.kind == VALUE_OPAQUE ? python_opaque_path(metadata) : NULL);
    return true;
}

/* dialect_opts has no effect with a connection. */
static bool configure_paramstyle(Interpreter *interpreter, Value options)
{
    ScriptEnvironment *environment = environment_of(interpreter);
    if (script_host(interpreter)->configured || !value_given(options) || value_is_none(options))
        return true;
    if (options.kind != VALUE_DICT)
        return refuse_unknown(interpreter, "dialect_opts", options);
    for (size_t i = 0; i < options.dict->used; i++) {
        Value key = options.dict->entries[i].key;
        if (value_given(key) && (key.kind != VALUE_STRING || strcmp(key.string->bytes, "paramstyle") != 0))
            return python_refuse(interpreter, "dialect_opts of configure() with anything but paramstyle");
    }
    Value style = dict_get_text(options.dict, "paramstyle");
    if (!value_given(style))
        return true;
    environment->paramstyle_given = true;
    if (!expect_text(interpreter, style, "paramstyle", &environment->paramstyle))
        return false;
    environment->paramstyle = arena_strdup(binding_host(interpreter)->arena, environment->paramstyle);
    return true;
}

/* output_buffer: the file that env.py opened for offline SQL. */
static bool configure_output(Interpreter *interpreter, Value buffer)
{
    Value name;
    const char *path;
    if (!value_given(buffer) || value_is_none(buffer))
        return true;
    if (!python_find_attribute(interpreter, buffer, "output_path", &name))
        return false;
    if (!value_given(name))
        return python_refuse(interpreter, "an output_buffer that is not a file opened by env.py");
    if (!expect_text(interpreter, name, "output_path", &path))
        return false;
    environment_of(interpreter)->output_path = arena_strdup(binding_host(interpreter)->arena, path);
    return true;
}

/* A second configure() replaces the first; notices stay. */
static ScriptEnvironment reset_environment(const ScriptEnvironment *before)
{
    ScriptEnvironment environment = environment_defaults();
    environment.notices = before->notices;
    environment.logs = before->logs;
    environment.configurations = before->configurations;
    return environment;
}

/* dialect_name is the dialect of offline SQL if there is neither a connection nor a URL; otherwise Alembic
 * ignores it. */
static bool configure_dialect(Interpreter *interpreter, Value name, const char **url)
{
    ScriptHost *host = script_host(interpreter);
    const char *text;
    if (!host->offline || !value_given(name) || value_is_none(name))
        return true;
    if (name.kind == VALUE_OPAQUE)
        return refuse_unknown(interpreter, "dialect_name", name);
    if (!expect_text(interpreter, name, "dialect_name", &text))
        return false;
    *url = arena_format(host->binding.arena, "%s://", text);
    return true;
}

/* The database of a connection, or of a URL. */
static bool configure_connection(Interpreter *interpreter, Value connection, Value url, Value dialect,
                                 const char **text)
{
    ScriptHost *host = script_host(interpreter);
    EngineState unknown = {0};
    bool is_given = value_given(connection) && !value_is_none(connection);
    host->configured = environment_connection(connection);
    host->is_external = host->configured && connection_in_transaction(host->configured);
    host->begun = ARENA_NEW(host->binding.arena, struct EnvironmentTransaction *);
    host->unknown_connection = NULL;
    if (host->configured) {
        *text = host->configured->engine.url;
        environment_take_connection(host, host->environment, host->configured);
        return true;
    }
    if (engine_state(connection))
        return python_refuse(interpreter, "configure(connection=...) with an engine");
    Value named = is_given ? connection : url;
    if (!is_given && (!value_given(url) || value_is_none(url)))
        return configure_dialect(interpreter, dialect, text);
    if (named.kind != VALUE_OPAQUE)
        return is_given ? python_refuse(interpreter, "configure(connection=...) with a %s", value_type_name(connection))
                        : url_text(interpreter, url, text);
    if (!is_given)
        refuse_unknown_url(interpreter, &unknown, python_opaque_path(named));
    const char *reason = python_unknown_reason(interpreter, python_opaque_path(named));
    engine_refuse(interpreter, &unknown, true, "its connection is '%s', %s%s%s", python_opaque_path(named),
                  python_unknown_origin(interpreter, python_opaque_path(named)), reason ? ", because of " : "",
                  reason ? reason : "");
    host->environment->connection = unknown.settings;
    host->unknown_connection = is_given ? python_opaque_path(named) : NULL;
    refuse_lost_statements(interpreter);
    return true;
}

/* The value in op.get_context().opts. */
static void store_text_options(Arena *arena, const Arguments *arguments, ScriptEnvironment *environment)
{
    for (size_t i = 0; i < arguments->keyword_count; i++) {
        Value value = value_plain(arguments->values[arguments->positional + i]);
        MigrationArgument option = {arena_strdup(arena, arguments->keywords[i]), NULL};
        if (value.kind == VALUE_STRING)
            option.text = arena_strdup(arena, value.string->bytes);
        vector_push(arena, &environment->options, option);
    }
}

NATIVE(context_configure)
{
    (void)self;
    enum {
        ARG_connection,
        ARG_url,
        ARG_dialect_name,
        ARG_dialect_opts,
        ARG_target_metadata,
        ARG_literal_binds,
        ARG_version_table,
        ARG_version_table_schema,
        ARG_version_table_pk,
        ARG_transaction_per_migration,
        ARG_output_buffer,
        ARG_transactional_ddl,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_connection] = "connection",
                                                 [ARG_url] = "url",
                                                 [ARG_dialect_name] = "dialect_name",
                                                 [ARG_dialect_opts] = "dialect_opts",
                                                 [ARG_target_metadata] = "target_metadata",
                                                 [ARG_literal_binds] = "literal_binds",
                                                 [ARG_version_table] = "version_table",
                                                 [ARG_version_table_schema] = "version_table_schema",
                                                 [ARG_version_table_pk] = "version_table_pk",
                                                 [ARG_transaction_per_migration] = "transaction_per_migration",
                                                 [ARG_output_buffer] = "output_buffer",
                                                 [ARG_transactional_ddl] = "transactional_ddl"};
    enum { COUNT = ARG_COUNT };
    Value values[COUNT];
    ComparisonReceiver comparison = {.interpreter = interpreter};
    const char *url = NULL, *table = NULL, *schema = NULL;
    Arena *arena = binding_host(interpreter)->arena;
    ScriptEnvironment *environment = environment_of(interpreter);
    *result = value_none();
    if (!environment)
        return python_refuse(interpreter, "context.configure() in a migration");
    if (!arguments_bind(interpreter, "configure", arguments, names, COUNT, values, receive_comparison, &comparison))
        return false;
    *environment = reset_environment(environment);
    store_text_options(arena, arguments, environment);
    if (!configure_comparison(interpreter, &comparison, values[ARG_target_metadata]) ||
        !configure_connection(interpreter, values[ARG_connection], values[ARG_url], values[ARG_dialect_name], &url))
        return false;
    for (size_t i = 5; i < COUNT; i++) /* literal_binds, and the options that depend on it */
        if (values[i].kind == VALUE_OPAQUE)
            return refuse_unknown(interpreter, names[i], values[i]);
    if (value_given(values[ARG_version_table]) && values[ARG_version_table].kind != VALUE_STRING &&
        !value_is_none(values[ARG_version_table]))
        return refuse_unknown(interpreter, names[ARG_version_table], values[ARG_version_table]);
    if (!expect_text_or_none(interpreter, values[ARG_version_table], "version_table", &table) ||
        !expect_text_or_none(interpreter, values[ARG_version_table_schema], "version_table_schema", &schema) ||
        !configure_flag(interpreter, values[ARG_version_table_pk], &environment->version_table_pk) ||
        !configure_flag(interpreter, values[ARG_transaction_per_migration], &environment->transaction_per_migration) ||
        !configure_flag(interpreter, values[ARG_literal_binds], &environment->literal_binds) ||
        !configure_metadata(interpreter, values[ARG_target_metadata]) ||
        !configure_paramstyle(interpreter, values[ARG_dialect_opts]) ||
        !configure_output(interpreter, values[ARG_output_buffer]) ||
        !argument_three_way(interpreter, values[ARG_transactional_ddl], &environment->transactional_ddl))
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
    Value config, scripts, from_config, script;
    if (!native_new(interpreter, &config_class, 0, &config))
        return false;
    names_set(&module->names, python_intern(interpreter, "config"), config);
    if (!python_import(interpreter, "alembic.script", &scripts) ||
        !python_get_attribute(interpreter, scripts, "ScriptDirectory", &scripts) ||
        !python_get_attribute(interpreter, scripts, "from_config", &from_config) ||
        !python_call_positional(interpreter, from_config, &config, 1, &script))
        return false;
    names_set(&module->names, python_intern(interpreter, "script"), script);
    /* Alembic's module forwards to an EnvironmentContext; programs test whether one is installed. */
    names_set(&module->names, python_intern(interpreter, "_proxy"), value_object(module));
    return true;
}

/* In a revision, alembic.context has the operations of alembic.op. */
static bool as_operation(Interpreter *interpreter, NativeFunction *function, const char *name,
                         const Arguments *arguments, Value *result)
{
    if (!host_is_of_revision(interpreter))
        return python_refuse(interpreter, "context.%s() in env.py", name);
    return function(interpreter, value_none(), arguments, result);
}

/* --url takes the place of a connection that limbeck could not import. What env.py runs on get_bind() is known then. */
static bool connect_given(Interpreter *interpreter, Value *result)
{
    ScriptHost *host = script_host(interpreter);
    EngineState engine = {.url = host->directory->config->url_override,
                          .identity = arena_strdup(host->binding.arena, "engine")};
    if (!connection_open(interpreter, &environment_connection_class, &engine, result))
        return false;
    host->configured = environment_connection(*result);
    host->unknown_connection = NULL;
    return true;
}

NATIVE(context_get_bind)
{
    const ScriptHost *host = script_host(interpreter);
    (void)self;
    if (host->unknown_connection && host->directory->config->url_override)
        return connect_given(interpreter, result);
    if (!host_is_of_revision(interpreter) && host->configured)
        return environment_connection_object(interpreter, host->configured, result);
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

static const NativeMember logging_config_functions[] = {{"fileConfig", logging_file_config, TAKES_ANYTHING},
                                                        {"dictConfig", logging_file_config, TAKES_ANYTHING},
                                                        {NULL, NULL}};
const NativeModule logging_config_module = {"logging.config", logging_config_functions, NULL, NULL, false, NULL};
