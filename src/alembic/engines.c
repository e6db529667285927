/* Engines and connections as env.py makes them: a URL, and nothing behind it. */
#include "limbeck/sqlalchemy/binding.h"

#include <string.h>
#include <strings.h>

typedef struct EngineObject {
    const char *url;
} EngineObject;

static const NativeClass engine_class, connection_class, async_connection_class, async_engine_class;

static bool made_of(Interpreter *interpreter, const NativeClass *type, Value engine, Value *result)
{
    if (!native_new(interpreter, type, sizeof(EngineObject), result))
        return false;
    *(EngineObject *)result->native->data = *(EngineObject *)engine.native->data;
    return true;
}

/* engine.connect(), engine.begin() */
NATIVE(engine_connect)
{
    (void)arguments;
    bool is_async = native_data(self, &async_engine_class) != NULL;
    return made_of(interpreter, is_async ? &async_connection_class : &connection_class, self, result);
}

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
    if (!made_of(interpreter, &connection_class, self, &call[0]))
        return false;
    python_push(interpreter, call[0]);
    for (size_t i = 1; i < arguments->positional; i++)
        call[i] = arguments->values[i];
    return python_call_positional(interpreter, arguments->values[0], call, arguments->positional, result);
}

/* ---- SQL of env.py's own ------------------------------------------------------------- */

static bool begins(const char *sql, const char *words)
{
    return strncasecmp(sql, words, strlen(words)) == 0;
}

/* Settings of the session are made again where limbeck connects, a schema is made
 * before the first step; whatever else env.py would do to the database is refused. */
static bool note_statement(Interpreter *interpreter, const char *sql)
{
    ScriptHost *host = script_host(interpreter);
    const char *kept = text_trim(host->arena, sql);
    bool is_setting = (begins(kept, "SET ") && !begins(kept, "SET LOCAL ")) || begins(kept, "PRAGMA ");
    bool is_schema = begins(kept, "CREATE SCHEMA IF NOT EXISTS ");
    if ((!is_setting && !is_schema) || strchr(kept, ';') || !host->environment)
        return python_refuse(interpreter, "env.py running SQL of its own on its connection: %s", kept);
    StringVector *list = is_setting ? &host->environment->session_sql : &host->environment->preparation_sql;
    vector_push(host->arena, list, kept);
    return true;
}

NATIVE(engine_execute)
{
    (void)self;
    Value statement_value = argument_at(arguments, 0);
    const Statement *statement;
    if (arguments->positional > 1 || arguments->keyword_count)
        return python_refuse(interpreter, "env.py running SQL of its own with parameters");
    if (statement_value.kind == VALUE_STRING)
        return note_statement(interpreter, statement_value.string->bytes) &&
               python_opaque(interpreter, "the result of env.py's SQL", result);
    if (!statement_from(interpreter, script_host(interpreter)->arena, statement_value, &statement))
        return false;
    if (statement->kind != STATEMENT_TEXT || !statement->text)
        return python_refuse(interpreter, "env.py running SQL of its own on its connection");
    return note_statement(interpreter, statement->text->text) &&
           python_opaque(interpreter, "the result of env.py's SQL", result);
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

/* default_schema_name and its like: what reflection asks, and nothing that runs. */
static bool dialect_set_attribute(Interpreter *interpreter, Value self, const char *name, Value value, bool *handled)
{
    (void)interpreter;
    (void)self;
    (void)value;
    *handled = strcmp(name, "name") != 0;
    return true;
}

static const NativeMember name_properties[] = {{"name", name_property}, {NULL, NULL}};
static const NativeClass dialect_name_class = {.name = "EngineDialect",
                                               .module = "sqlalchemy.engine",
                                               .properties = name_properties,
                                               .set_attribute = dialect_set_attribute};

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
    {"connect", engine_connect},        {"begin", engine_connect},
    {"dispose", engine_nothing},        {"execution_options", engine_self, TAKES_ANYTHING},
    {"raw_connection", engine_connect}, {NULL, NULL}};
static const NativeMember engine_properties[] = {
    {"dialect", engine_dialect}, {"engine", engine_self}, {"sync_engine", engine_self}, {NULL, NULL}};

/* What commits and rolls back nothing. */
static const NativeMember connection_methods[] = {
    {"connect", engine_self},
    {"begin", engine_self},
    {"begin_nested", engine_self},
    {"begin_twophase", engine_self},
    {"prepare", engine_nothing},
    {"commit", engine_nothing},
    {"rollback", engine_nothing},
    {"close", engine_nothing},
    {"run_sync", engine_run_sync},
    {"execute", engine_execute},
    {"exec_driver_sql", engine_execute},
    {"execution_options", engine_self, TAKES_ANYTHING},
    {NULL, NULL},
};

NATIVE(connection_engine)
{
    (void)arguments;
    return made_of(interpreter, &engine_class, self, result);
}

static const NativeMember connection_properties[] = {
    {"dialect", engine_dialect}, {"engine", connection_engine}, {"sync_connection", engine_self}, {NULL, NULL}};

/* AsyncEngine(engine_from_config(...)), as older projects write it. */
NATIVE(construct_async_engine)
{
    Value engine = argument_at(arguments, 0);
    (void)self;
    if (!engine_url(engine))
        return python_refuse(interpreter, "AsyncEngine() of a %s", value_type_name(engine));
    return made_of(interpreter, &async_engine_class, engine, result);
}

static const NativeClass engine_class = {.name = "Engine",
                                         .module = "sqlalchemy.engine",
                                         .methods = engine_methods,
                                         .properties = engine_properties,
                                         .enter = engine_enter,
                                         .exit = engine_exit};
static const NativeClass async_engine_class = {.name = "AsyncEngine",
                                               .module = "sqlalchemy.ext.asyncio",
                                               .construct = construct_async_engine,
                                               .methods = engine_methods,
                                               .properties = engine_properties,
                                               .enter = engine_enter,
                                               .exit = engine_exit};
static const NativeClass connection_class = {.name = "Connection",
                                             .module = "sqlalchemy.engine",
                                             .methods = connection_methods,
                                             .properties = connection_properties,
                                             .enter = engine_enter,
                                             .exit = engine_exit};
static const NativeClass async_connection_class = {.name = "AsyncConnection",
                                                   .module = "sqlalchemy.ext.asyncio",
                                                   .methods = connection_methods,
                                                   .properties = connection_properties,
                                                   .enter = engine_enter,
                                                   .exit = engine_exit};

const char *engine_url(Value value)
{
    static const NativeClass *const classes[] = {&engine_class, &connection_class, &async_engine_class,
                                                 &async_connection_class};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        const EngineObject *engine = native_data(value, classes[i]);
        if (engine)
            return engine->url;
    }
    return NULL;
}

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

static bool make_engine(Interpreter *interpreter, const NativeClass *type, Value url, Value *result)
{
    const char *text;
    if (!url_text(interpreter, url, &text) || !native_new(interpreter, type, sizeof(EngineObject), result))
        return false;
    ((EngineObject *)result->native->data)->url = arena_strdup(script_host(interpreter)->arena, text);
    return true;
}

NATIVE(create_engine)
{
    (void)self;
    return make_engine(interpreter, &engine_class, argument_at(arguments, 0), result);
}

NATIVE(create_async_engine)
{
    (void)self;
    return make_engine(interpreter, &async_engine_class, argument_at(arguments, 0), result);
}

/* engine_from_config(section, prefix="sqlalchemy.") */
static bool from_config(Interpreter *interpreter, const NativeClass *type, const Arguments *arguments, Value *result)
{
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
    return make_engine(interpreter, type, url, result);
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

static const NativeClass *const engine_classes[] = {&engine_class, &connection_class, NULL};
static const NativeClass *const asyncio_classes[] = {&async_engine_class, &async_connection_class, NULL};
const NativeModule sqlalchemy_engine_module = {"sqlalchemy.engine", engine_functions, engine_classes, fill_engine,
                                               true};
const NativeModule sqlalchemy_asyncio_module = {"sqlalchemy.ext.asyncio", asyncio_functions, asyncio_classes,
                                                fill_asyncio, true};
const NativeModule sqlalchemy_pool_module = {"sqlalchemy.pool", NULL, NULL, NULL, true};
