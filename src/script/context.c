/* alembic.context and the engines of SQLAlchemy, as env.py uses them. Nothing
 * here connects: what env.py decides is written down. */
#include "binding.h"

#include <string.h>

static ScriptEnvironment *environment_of(Interpreter *interpreter)
{
    return script_host(interpreter)->environment;
}

static const Config *config_of(Interpreter *interpreter)
{
    return script_host(interpreter)->directory->config;
}

/* ---- engines --------------------------------------------------------------------- */

typedef struct EngineObject {
    const char *url;
} EngineObject;

static const NativeClass engine_class;

NATIVE(engine_self)
{
    (void)interpreter;
    (void)arguments;
    *result = self;
    return true;
}

NATIVE(engine_nothing)
{
    (void)interpreter;
    (void)self;
    (void)arguments;
    *result = value_none();
    return true;
}

NATIVE(engine_run_sync)
{
    Value call[16];
    if (arguments->positional < 1 || arguments->positional > 15)
        return python_refuse(interpreter, "run_sync() with these arguments");
    call[0] = self;
    for (size_t i = 1; i < arguments->positional; i++)
        call[i] = arguments->values[i];
    return python_call_positional(interpreter, arguments->values[0], call, arguments->positional, result);
}

NATIVE(engine_execute)
{
    (void)self;
    (void)arguments;
    (void)result;
    return python_refuse(interpreter, "env.py running SQL of its own on its connection");
}

static bool engine_enter(Interpreter *interpreter, Value self, Value *result)
{
    (void)interpreter;
    *result = self;
    return true;
}

static bool engine_exit(Interpreter *interpreter, Value self, bool failed)
{
    (void)interpreter;
    (void)self;
    (void)failed;
    return true;
}

typedef struct NameObject {
    const char *name;
} NameObject;

NATIVE(name_property)
{
    (void)arguments;
    return python_text(interpreter, ((NameObject *)self.native->data)->name, result);
}

static const NativeMember name_properties[] = {{"name", name_property}, {NULL, NULL}};
static const NativeClass dialect_name_class = {
    .name = "EngineDialect", .module = "sqlalchemy.engine", .properties = name_properties};

NATIVE(engine_dialect)
{
    (void)arguments;
    Error error = {0};
    DatabaseUrl *url =
        database_url_parse(script_host(interpreter)->arena, ((EngineObject *)self.native->data)->url, &error);
    if (!url)
        return python_fail(interpreter, &error);
    if (!native_new(interpreter, &dialect_name_class, sizeof(NameObject), result))
        return false;
    ((NameObject *)result->native->data)->name = url->dialect;
    return true;
}

static const NativeMember engine_methods[] = {
    {"connect", engine_self},           {"begin", engine_self},
    {"dispose", engine_nothing},        {"close", engine_nothing},
    {"commit", engine_nothing},         {"run_sync", engine_run_sync},
    {"execute", engine_execute},        {"exec_driver_sql", engine_execute},
    {"execution_options", engine_self}, {NULL, NULL},
};
static const NativeMember engine_properties[] = {
    {"dialect", engine_dialect}, {"engine", engine_self}, {"sync_engine", engine_self}, {NULL, NULL}};
static const NativeClass engine_class = {.name = "Engine",
                                         .module = "sqlalchemy.engine",
                                         .methods = engine_methods,
                                         .properties = engine_properties,
                                         .enter = engine_enter,
                                         .exit = engine_exit};

static bool make_engine(Interpreter *interpreter, Value url, Value *result)
{
    const char *text;
    if (!expect_text(interpreter, url, "the database URL", &text) ||
        !native_new(interpreter, &engine_class, sizeof(EngineObject), result))
        return false;
    ((EngineObject *)result->native->data)->url = arena_strdup(script_host(interpreter)->arena, text);
    return true;
}

NATIVE(create_engine)
{
    (void)self;
    return make_engine(interpreter, argument_at(arguments, 0), result);
}

/* engine_from_config(section, prefix="sqlalchemy.") */
NATIVE(engine_from_config)
{
    (void)self;
    const char *prefix = "sqlalchemy.";
    Value section = argument_at(arguments, 0), given = argument_named(interpreter, arguments, "prefix");
    if (!value_given(given))
        given = argument_at(arguments, 1);
    if ((value_given(given) && !expect_text(interpreter, given, "prefix", &prefix)))
        return false;
    if (section.kind != VALUE_DICT)
        return python_refuse(interpreter, "engine_from_config() of a %s", value_type_name(section));
    Value url = dict_get_text(section.dict, arena_format(script_host(interpreter)->arena, "%surl", prefix));
    if (!value_given(url))
        return python_raise(interpreter, "KeyError", "url");
    return make_engine(interpreter, url, result);
}

static const NativeMember engine_functions[] = {
    {"create_engine", create_engine}, {"engine_from_config", engine_from_config}, {NULL, NULL}};
static const NativeMember asyncio_functions[] = {
    {"create_async_engine", create_engine}, {"async_engine_from_config", engine_from_config}, {NULL, NULL}};
const NativeModule sqlalchemy_engine_module = {"sqlalchemy.engine", engine_functions, NULL, NULL, true};
const NativeModule sqlalchemy_asyncio_module = {"sqlalchemy.ext.asyncio", asyncio_functions, NULL, NULL, true};
const NativeModule sqlalchemy_pool_module = {"sqlalchemy.pool", NULL, NULL, NULL, true};

/* ---- the config object ------------------------------------------------------------------ */

static bool config_value(Interpreter *interpreter, const char *section, const char *key, Value fallback, Value *result)
{
    const Config *config = config_of(interpreter);
    const char *value;
    Error error = {0};
    if (strcmp(key, "sqlalchemy.url") == 0 && config->url_override && strcmp(section, config->section) == 0)
        return python_text(interpreter, config->url_override, result);
    if (!ini_get(script_host(interpreter)->arena, config->ini, section, key, &value, &error))
        return python_fail(interpreter, &error);
    if (value)
        return python_text(interpreter, value, result);
    *result = value_given(fallback) ? fallback : value_none();
    return true;
}

NATIVE(config_get_main_option)
{
    (void)self;
    const char *key;
    return expect_text(interpreter, argument_at(arguments, 0), "option", &key) &&
           config_value(interpreter, config_of(interpreter)->section, key, argument_at(arguments, 1), result);
}

NATIVE(config_get_section_option)
{
    (void)self;
    const char *section, *key;
    return expect_text(interpreter, argument_at(arguments, 0), "section", &section) &&
           expect_text(interpreter, argument_at(arguments, 1), "option", &key) &&
           config_value(interpreter, section, key, argument_at(arguments, 2), result);
}

static bool store_option(Interpreter *interpreter, const char *section, const char *key, Value value)
{
    const Config *config = config_of(interpreter);
    const char *text;
    Error error = {0};
    if (strcmp(key, "sqlalchemy.url") == 0 && config->url_override)
        return true; /* --url and $LIMBECK_URL come first */
    if (value.kind == VALUE_OPAQUE && strcmp(key, "sqlalchemy.url") == 0)
        return host_notice(
            interpreter,
            "env.py takes the database URL from code limbeck could not import; name it with --url or $LIMBECK_URL");
    if (!expect_text(interpreter, value, key, &text))
        return false;
    return ini_set(script_host(interpreter)->arena, config->ini, section, key, text, &error) ||
           python_fail(interpreter, &error);
}

NATIVE(config_set_main_option)
{
    (void)self;
    const char *key;
    *result = value_none();
    return expect_text(interpreter, argument_at(arguments, 0), "option", &key) &&
           store_option(interpreter, config_of(interpreter)->section, key, argument_at(arguments, 1));
}

NATIVE(config_set_section_option)
{
    (void)self;
    const char *section, *key;
    *result = value_none();
    return expect_text(interpreter, argument_at(arguments, 0), "section", &section) &&
           expect_text(interpreter, argument_at(arguments, 1), "option", &key) &&
           store_option(interpreter, section, key, argument_at(arguments, 2));
}

NATIVE(config_get_section)
{
    (void)self;
    const char *section;
    StringVector keys = {0};
    const Config *config = config_of(interpreter);
    Arena *arena = script_host(interpreter)->arena;
    if (!expect_text(interpreter, argument_at(arguments, 0), "section", &section))
        return false;
    if (!ini_has_section(config->ini, section)) {
        *result = arguments->positional > 1 ? arguments->values[1] : value_none();
        return true;
    }
    ini_keys(arena, config->ini, section, &keys);
    if (!python_dict(interpreter, result))
        return false;
    for (size_t i = 0; i < keys.count; i++) {
        Value value;
        if (!config_value(interpreter, section, keys.items[i], value_absent(), &value) ||
            !dict_set_text(interpreter, result->dict, keys.items[i], value))
            return false;
    }
    if (config->url_override) {
        Value url;
        return python_text(interpreter, config->url_override, &url) &&
               dict_set_text(interpreter, result->dict, "sqlalchemy.url", url);
    }
    return true;
}

NATIVE(config_section_name)
{
    (void)self;
    (void)arguments;
    return python_text(interpreter, config_of(interpreter)->section, result);
}

NATIVE(config_file_name)
{
    (void)self;
    (void)arguments;
    return python_text(interpreter, config_of(interpreter)->ini->path, result);
}

static bool empty_dict(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    (void)arguments;
    return python_dict(interpreter, result);
}

static const NativeMember config_methods[] = {{"get_main_option", config_get_main_option},
                                              {"set_main_option", config_set_main_option},
                                              {"get_section", config_get_section},
                                              {"get_section_option", config_get_section_option},
                                              {"set_section_option", config_set_section_option},
                                              {NULL, NULL}};
static const NativeMember config_properties[] = {{"config_ini_section", config_section_name},
                                                 {"config_file_name", config_file_name},
                                                 {"attributes", empty_dict},
                                                 {NULL, NULL}};
static const NativeClass config_class = {
    .name = "Config", .module = "alembic.config", .methods = config_methods, .properties = config_properties};

/* ---- context.* ------------------------------------------------------------------------------ */

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

static bool configure_metadata(Interpreter *interpreter, Value metadata)
{
    ScriptEnvironment *environment = environment_of(interpreter);
    const MetadataObject *known = native_data(metadata, &metadata_class);
    environment->metadata_unknown =
        value_given(metadata) && !value_is_none(metadata) && !value_is_sequence(metadata) && !known;
    environment->naming = known ? convention_copy(script_host(interpreter)->arena, known->convention) : NULL;
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

/* Options of autogenerate and of logging have no effect on what runs. */
static bool ignore_option(void *state, const char *name, Value value)
{
    (void)value;
    (void)state;
    static const char *const refused[] = {"on_version_apply", "transactional_ddl", "tag", "upgrade_token",
                                          "starting_rev"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strcmp(refused[i], name) == 0 && !value_is_none(value))
            return false;
    return true;
}

NATIVE(context_configure)
{
    (void)self;
    static const char *const names[] = {
        "connection",    "url",           "dialect_name",         "dialect_opts",     "target_metadata",
        "literal_binds", "version_table", "version_table_schema", "version_table_pk", "transaction_per_migration"};
    Value values[10];
    const char *url = NULL, *table = NULL, *schema = NULL;
    Arena *arena = script_host(interpreter)->arena;
    ScriptEnvironment *environment = environment_of(interpreter);
    *result = value_none();
    if (!environment)
        return python_refuse(interpreter, "context.configure() in a migration");
    if (!arguments_bind(interpreter, "configure", arguments, names, 10, values, ignore_option, NULL))
        return false;
    EngineObject *engine = native_data(values[0], &engine_class);
    if (engine)
        url = engine->url;
    else if (value_given(values[1]) && values[1].kind == VALUE_STRING)
        url = values[1].string->bytes;
    if (value_given(values[6]) && values[6].kind != VALUE_STRING && !value_is_none(values[6]))
        return python_refuse(interpreter, "a version_table that limbeck cannot read");
    if (!expect_text_or_none(interpreter, values[6], "version_table", &table) ||
        !expect_text_or_none(interpreter, values[7], "version_table_schema", &schema) ||
        !configure_flag(interpreter, values[8], &environment->version_table_pk) ||
        !configure_flag(interpreter, values[9], &environment->transaction_per_migration) ||
        !configure_flag(interpreter, values[5], &environment->literal_binds) ||
        !configure_metadata(interpreter, values[4]) || !configure_paramstyle(interpreter, values[3]))
        return false;
    if (url)
        environment->url = arena_strdup(arena, url);
    if (table)
        environment->version_table = arena_strdup(arena, table);
    environment->version_table_schema = arena_strdup(arena, schema);
    environment->configured = true;
    return true;
}

static const NativeClass transaction_class = {
    .name = "_ProxyTransaction", .module = "alembic", .enter = engine_enter, .exit = engine_exit};

NATIVE(context_begin_transaction)
{
    (void)self;
    (void)arguments;
    return native_new(interpreter, &transaction_class, 0, result);
}

NATIVE(context_run_migrations)
{
    (void)self;
    *result = value_none();
    ScriptEnvironment *environment = environment_of(interpreter);
    if (!environment)
        return python_refuse(interpreter, "context.run_migrations() in a migration");
    if (arguments->positional || arguments->keyword_count)
        return python_refuse(interpreter, "run_migrations() with arguments for upgrade()");
    environment->runs_migrations = true;
    return true;
}

NATIVE(context_get_x_argument)
{
    (void)self;
    bool as_dictionary = false;
    Value given = argument_named(interpreter, arguments, "as_dictionary");
    const StringVector *x = &config_of(interpreter)->x_arguments;
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

static bool fill_context(Interpreter *interpreter, Module *module)
{
    Value config;
    if (!native_new(interpreter, &config_class, 0, &config))
        return false;
    names_set(&module->names, python_intern(interpreter, "config"), config);
    return true;
}

static const NativeMember context_functions[] = {{"is_offline_mode", context_is_offline},
                                                 {"configure", context_configure},
                                                 {"begin_transaction", context_begin_transaction},
                                                 {"run_migrations", context_run_migrations},
                                                 {"get_x_argument", context_get_x_argument},
                                                 {"get_context", context_get_context},
                                                 {NULL, NULL}};
const NativeModule context_module = {"alembic.context", context_functions, NULL, fill_context, false};

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
const NativeModule logging_config_module = {"logging.config", logging_config_functions, NULL, NULL, false};
