/* Engines created by env.py: a URL and the settings of its connections. Nothing connects here. */
#include "engines.h"
#include "engine_settings.h"
#include "script_host.h"

#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/modules.h"
#include "limbeck/sqlalchemy/second.h"

#include <string.h>

EngineState *engine_state(Value value)
{
    static const NativeClass *const classes[] = {&engine_class, &async_engine_class};
    EnvironmentConnection *connection = environment_connection(value);
    if (connection)
        return &connection->engine;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        EngineState *engine = native_data(value, classes[i]);
        if (engine)
            return engine;
    }
    return NULL;
}

static bool engine_object(Interpreter *interpreter, const NativeClass *type, const EngineState *state, Value *result)
{
    if (!native_new(interpreter, type, sizeof(EngineState), result))
        return false;
    *(EngineState *)result->native->data = *state;
    return true;
}

/* ---- connecting ------------------------------------------------------------------------ */

static bool is_async(Value engine)
{
    return native_data(engine, &async_engine_class) != NULL;
}

/* Whether a script's engine is one of the database that is migrated. */
static bool is_migrated_database(Interpreter *interpreter, const EngineState *engine)
{
    Arena *arena = binding_host(interpreter)->scratch;
    const char *run = binding_host(interpreter)->url;
    Error ignored = {0};
    const DatabaseUrl *url = engine->url ? database_url_parse(arena, engine->url, &ignored) : NULL;
    const DatabaseUrl *of_run = run ? database_url_parse(arena, run, &ignored) : NULL;
    return url && of_run && url->kind == of_run->kind && database_url_is_same(url, of_run);
}

/* In a script: a connection other than the migration's. */
static bool connect_second(Interpreter *interpreter, Value self, Value *result)
{
    const EngineState *engine = engine_state(self);
    if (is_async(self) || engine->session_sql.count || engine->settings.refusal || engine->settings.arguments.count)
        return python_refuse(interpreter, "connecting in a script through %s",
                             is_async(self) ? "an async engine" : "an engine with settings such as connect_args");
    if (!is_migrated_database(interpreter, engine))
        return python_refuse(interpreter, "connecting in a script to another database than the one that is migrated");
    return second_connection_object(interpreter, result);
}

NATIVE(engine_connect)
{
    (void)arguments;
    if (host_is_of_revision(interpreter))
        return connect_second(interpreter, self, result);
    const NativeClass *type = is_async(self) ? &async_connection_class : &environment_connection_class;
    return connection_open(interpreter, type, engine_state(self), result);
}

NATIVE(engine_raw_connection)
{
    (void)self;
    (void)arguments;
    (void)result;
    return python_refuse(interpreter, "raw_connection() of env.py's engine");
}

/* engine.begin(): a connection with a transaction that the with block ends. */
typedef struct BlockObject {
    EnvironmentConnection *connection;
    EnvironmentTransaction *transaction;
} BlockObject;

static bool block_enter(Interpreter *interpreter, Value self, Value *result)
{
    BlockObject *block = self.native->data;
    *result = self.native->slots[0];
    block->connection = environment_connection(*result);
    block->transaction = transaction_begin(interpreter, block->connection);
    block->transaction->is_entered = true;
    block->connection->managed = block->transaction;
    return true;
}

static bool block_exit(Interpreter *interpreter, Value self, bool failed)
{
    const BlockObject *block = self.native->data;
    transaction_leave(interpreter, block->transaction, failed);
    connection_close(interpreter, block->connection);
    return true;
}

static const NativeClass block_class = {
    .name = "_GeneratorContextManager", .module = "contextlib", .enter = block_enter, .exit = block_exit};

NATIVE(engine_begin)
{
    Value connection;
    if (host_is_of_revision(interpreter))
        return connect_second(interpreter, self, result);
    if (!engine_connect(interpreter, self, arguments, &connection))
        return false;
    python_push(interpreter, connection);
    if (!native_new(interpreter, &block_class, sizeof(BlockObject), result))
        return false;
    native_store_any(result->native, connection);
    return true;
}

/* ---- attributes of engines -------------------------------------------------------------- */

NATIVE(engine_nothing)
{
    (void)interpreter;
    (void)self;
    (void)arguments;
    *result = value_none();
    return true;
}

NATIVE(engine_sync)
{
    (void)arguments;
    return is_async(self) ? engine_object(interpreter, &engine_class, engine_state(self), result)
                          : (*result = self, true);
}

bool engine_of_connection(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return engine_object(interpreter, &engine_class, engine_state(self), result);
}

/* A copy; the engine does not change. */
NATIVE(engine_execution_options)
{
    return engine_object(interpreter, self.native->type, engine_state(self), result) &&
           environment_options(interpreter, *result, arguments, result);
}

typedef struct NameObject {
    const char *name;
} NameObject;

NATIVE(name_property)
{
    (void)arguments;
    return python_text(interpreter, ((NameObject *)self.native->data)->name, result);
}

/* Attributes that reflection reads, such as default_schema_name. */
static bool dialect_set_attribute(Interpreter *interpreter, Value self, const char *name, Value value, bool *handled)
{
    (void)interpreter;
    (void)self;
    (void)value;
    *handled = strcmp(name, "name") != 0;
    return true;
}

NATIVE(dialect_has_schema)
{
    (void)self;
    enum { ARG_connection, ARG_schema };
    EnvironmentConnection *connection = environment_connection(argument_at(arguments, ARG_connection));
    Value schema = argument_at(arguments, ARG_schema);
    const char *name = arena_format(binding_host(interpreter)->arena, "sqlalchemy.Dialect.has_schema(%s)",
                                    value_is_text(schema) ? schema.string->bytes : "");
    return (!connection || connection_begins_itself(interpreter, connection)) &&
           python_opaque(interpreter, python_intern(interpreter, name), result);
}

static const NativeMember name_methods[] = {{"has_schema", dialect_has_schema, TAKES(2, 2)}, {NULL, NULL}};
static const NativeMember name_properties[] = {{"name", name_property}, {NULL, NULL}};
static const NativeClass dialect_name_class = {.name = "EngineDialect",
                                               .module = "sqlalchemy.engine",
                                               .methods = name_methods,
                                               .properties = name_properties,
                                               .set_attribute = dialect_set_attribute};

bool engine_dialect(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    Error error = {0};
    const char *text = engine_state(self)->url;
    if (!text)
        return python_refuse(interpreter, "the dialect of an engine whose URL limbeck could not read");
    DatabaseUrl *url = database_url_parse(binding_host(interpreter)->arena, text, &error);
    if (!url)
        return python_fail(interpreter, &error);
    if (!native_new(interpreter, &dialect_name_class, sizeof(NameObject), result))
        return false;
    ((NameObject *)result->native->data)->name = url->dialect;
    return true;
}

static bool engine_name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value dialect;
    return engine_dialect(interpreter, self, arguments, &dialect) &&
           python_get_attribute(interpreter, dialect, "name", result);
}

/* The URL with its password, as a URL object of SQLAlchemy. */
static bool engine_url(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    const EngineState *engine = engine_state(self);
    Value text, module, function;
    (void)arguments;
    if (!engine->url)
        return python_opaque(interpreter, engine->unknown_url ? engine->unknown_url : "engine.url", result);
    return python_text(interpreter, engine->url, &text) && (python_push(interpreter, text), true) &&
           python_import_chain(interpreter, "sqlalchemy.engine.url", &module) &&
           python_get_attribute(interpreter, module, "make_url", &function) &&
           python_call_positional(interpreter, function, &text, 1, result);
}

/* ---- making them ------------------------------------------------------------------------- */

bool url_text(Interpreter *interpreter, Value url, const char **text)
{
    Value method = value_absent(), hide = value_bool(false);
    if (url.kind == VALUE_INSTANCE && !value_is_text(value_plain(url)) &&
        !python_find_attribute(interpreter, url, "render_as_string", &method))
        return false;
    if (value_given(method) && !python_call_positional(interpreter, method, &hide, 1, &url))
        return false;
    python_push(interpreter, url);
    return expect_text(interpreter, value_plain(url), "the database URL", text);
}

static const char *reason_suffix(Interpreter *interpreter, const char *path)
{
    const char *reason = python_unknown_reason(interpreter, path);
    return reason ? arena_format(binding_host(interpreter)->arena, ", because of %s", reason) : "";
}

/* If the URL went through an option of the ini, the error names the line that set the option. */
void refuse_unknown_url(Interpreter *interpreter, EngineState *state, const char *path)
{
    const ScriptHost *host = script_host(interpreter);
    for (size_t i = 0; i < host->unknown_options.count; i++) {
        const UnknownOption *option = host->unknown_options.entries[i].value;
        if (!option || !option->place.file || !option->place.file[0] || strcmp(option->path, path) != 0)
            continue;
        engine_refuse(interpreter, state, true,
                      "%s:%d sets the database URL to '%s', %s%s; the URL of the ini is "
                      "not used instead",
                      option->place.file, option->place.line, path, python_unknown_origin(interpreter, path),
                      reason_suffix(interpreter, path));
        return;
    }
    engine_refuse(interpreter, state, true, "the database URL is '%s', %s%s", path,
                  python_unknown_origin(interpreter, path), reason_suffix(interpreter, path));
}

static bool take_url(Interpreter *interpreter, Value url, EngineState *state)
{
    const ScriptHost *host = script_host(interpreter);
    const char *text;
    if (url.kind == VALUE_OPAQUE) {
        state->url = host->directory->config->url_override;
        state->unknown_url = python_opaque_path(url);
        if (!state->url)
            refuse_unknown_url(interpreter, state, python_opaque_path(url));
        return true;
    }
    if (!url_text(interpreter, url, &text))
        return false;
    state->url = arena_strdup(host->binding.arena, text);
    return true;
}

/* create_engine(url, **options); for engine_from_config(), the section's options are applied first. */
static bool make_engine(Interpreter *interpreter, const NativeClass *type, Value url, const Value *section,
                        const Arguments *arguments, Value *result)
{
    EngineState state = {.identity = arena_strdup(binding_host(interpreter)->arena, "engine")};
    if (!listeners_count(interpreter, &state.listeners_before) || !take_url(interpreter, url, &state) ||
        (section && !engine_section(interpreter, &state, *section)))
        return false;
    for (size_t i = 0; i < arguments->keyword_count; i++) {
        const char *name = arguments->keywords[i];
        bool is_taken = strcmp(name, "url") == 0 ||
                        (section && (strcmp(name, "prefix") == 0 || strcmp(name, "configuration") == 0));
        if (!is_taken && !engine_argument(interpreter, &state, name, arguments->values[arguments->positional + i]))
            return false;
    }
    return engine_object(interpreter, type, &state, result);
}

static bool make_of_url(Interpreter *interpreter, const NativeClass *type, const Arguments *arguments, Value *result)
{
    Value url = argument_at(arguments, 0);
    if (!value_given(url))
        url = argument_named(interpreter, arguments, "url");
    if (arguments->positional > 1)
        return python_raise(interpreter, "TypeError", "create_engine() takes 1 positional argument but %zu were given",
                            arguments->positional);
    return make_engine(interpreter, type, url, NULL, arguments, result);
}

NATIVE(create_engine)
{
    (void)self;
    return make_of_url(interpreter, &engine_class, arguments, result);
}

NATIVE(create_async_engine)
{
    (void)self;
    return make_of_url(interpreter, &async_engine_class, arguments, result);
}

/* The options of the section, without their prefix. */
static bool options_of(Interpreter *interpreter, Value section, const char *prefix, Value *options)
{
    if (!python_dict(interpreter, options))
        return false;
    python_push(interpreter, *options);
    for (size_t i = 0; i < section.dict->used; i++) {
        Value key = section.dict->entries[i].key;
        if (value_given(key) && key.kind == VALUE_STRING && text_starts_with(key.string->bytes, prefix) &&
            !dict_set_text(interpreter, options->dict, key.string->bytes + strlen(prefix),
                           section.dict->entries[i].value))
            return false;
    }
    return true;
}

/* engine_from_config(section, prefix="sqlalchemy.", **options) */
static bool from_config(Interpreter *interpreter, const NativeClass *type, const Arguments *arguments, Value *result)
{
    enum { ARG_configuration, ARG_prefix };
    const char *prefix = "sqlalchemy.";
    Value section = argument_at(arguments, ARG_configuration), given = argument_named(interpreter, arguments, "prefix"),
          options;
    if (!value_given(section))
        section = argument_named(interpreter, arguments, "configuration");
    if (!value_given(given))
        given = argument_at(arguments, ARG_prefix);
    if ((value_given(given) && !expect_text(interpreter, given, "prefix", &prefix)))
        return false;
    if (section.kind != VALUE_DICT)
        return python_refuse(interpreter, "engine_from_config() of a %s", value_type_name(section));
    if (!options_of(interpreter, section, prefix, &options))
        return false;
    Value url = argument_named(interpreter, arguments, "url");
    if (!value_given(url))
        url = dict_get_text(options.dict, "url");
    if (!value_given(url) && !script_host(interpreter)->directory->config->url_override)
        return python_raise(interpreter, "KeyError", "url");
    if (!value_given(url) && !python_text(interpreter, script_host(interpreter)->directory->config->url_override, &url))
        return false;
    return make_engine(interpreter, type, url, &options, arguments, result);
}

NATIVE(engine_from_config)
{
    (void)self;
    return from_config(interpreter, &engine_class, arguments, result);
}

NATIVE(async_engine_from_config)
{
    (void)self;
    return from_config(interpreter, &async_engine_class, arguments, result);
}

/* AsyncEngine(engine_from_config(...)), as older projects write it. */
NATIVE(construct_async_engine)
{
    Value engine = argument_at(arguments, 0);
    (void)self;
    if (!engine_state(engine))
        return python_refuse(interpreter, "AsyncEngine() of a %s", value_type_name(engine));
    return engine_object(interpreter, &async_engine_class, engine_state(engine), result);
}

static const NativeMember engine_methods[] = {{"connect", engine_connect},
                                              {"begin", engine_begin},
                                              {"dispose", engine_nothing},
                                              {"execution_options", engine_execution_options, TAKES_ANYTHING},
                                              {"raw_connection", engine_raw_connection},
                                              {NULL, NULL}};
static const NativeMember engine_properties[] = {{"dialect", engine_dialect},  {"engine", engine_sync},
                                                 {"sync_engine", engine_sync}, {"url", engine_url},
                                                 {"name", engine_name},        {NULL, NULL}};
const NativeClass engine_class = {
    .name = "Engine", .module = "sqlalchemy.engine", .methods = engine_methods, .properties = engine_properties};
const NativeClass async_engine_class = {.name = "AsyncEngine",
                                        .module = "sqlalchemy.ext.asyncio",
                                        .construct = construct_async_engine,
                                        .methods = engine_methods,
                                        .properties = engine_properties};

/* ---- modules ------------------------------------------------------------------------------ */

static const NativeMember engine_functions[] = {{"create_engine", create_engine, TAKES_ANYTHING},
                                                {"engine_from_config", engine_from_config, TAKES_ANYTHING},
                                                {NULL, NULL}};
static const NativeMember asyncio_functions[] = {{"create_async_engine", create_async_engine, TAKES_ANYTHING},
                                                 {"async_engine_from_config", async_engine_from_config, TAKES_ANYTHING},
                                                 {NULL, NULL}};
static bool fill_engine(Interpreter *interpreter, Module *module)
{
    return copy_names(interpreter, "sqlalchemy.engine.url", module);
}

static bool fill_asyncio(Interpreter *interpreter, Module *module)
{
    return copy_names(interpreter, "sqlalchemy.ext.asyncio.session", module);
}

static const NativeClass *const engine_classes[] = {&engine_class, &environment_connection_class,
                                                    &transaction_object_class, NULL};
static const NativeClass *const asyncio_classes[] = {&async_engine_class, &async_connection_class, NULL};
const NativeModule sqlalchemy_engine_module = {
    "sqlalchemy.engine", engine_functions, engine_classes, fill_engine, true, NULL};
const NativeModule sqlalchemy_asyncio_module = {
    "sqlalchemy.ext.asyncio", asyncio_functions, asyncio_classes, fill_asyncio, true, NULL};
const NativeModule sqlalchemy_pool_module = {"sqlalchemy.pool", NULL, NULL, NULL, true, NULL};
