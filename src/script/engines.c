/* Engines and connections as env.py makes them: a URL, and nothing behind it. */
#include "binding.h"

#include <string.h>

typedef struct EngineObject {
    const char *url;
} EngineObject;

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

/* engine.begin(), connection.begin(): what commits and rolls back nothing. */
static const NativeMember engine_methods[] = {
    {"connect", engine_self},           {"begin", engine_self},
    {"dispose", engine_nothing},        {"close", engine_nothing},
    {"commit", engine_nothing},         {"rollback", engine_nothing},
    {"begin_twophase", engine_self},    {"prepare", engine_nothing},
    {"begin_nested", engine_self},      {"run_sync", engine_run_sync},
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

static bool make_engine(Interpreter *interpreter, Value url, Value *result)
{
    const char *text;
    if (!url_text(interpreter, url, &text) || !native_new(interpreter, &engine_class, sizeof(EngineObject), result))
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
static bool fill_engine(Interpreter *interpreter, Module *module)
{
    return copy_names(interpreter, "sqlalchemy.engine.url", module);
}

const NativeModule sqlalchemy_engine_module = {"sqlalchemy.engine", engine_functions, NULL, fill_engine, true};
const NativeModule sqlalchemy_asyncio_module = {"sqlalchemy.ext.asyncio", asyncio_functions, NULL, NULL, true};
const NativeModule sqlalchemy_pool_module = {"sqlalchemy.pool", NULL, NULL, NULL, true};

const char *engine_url(Value value)
{
    const EngineObject *engine = native_data(value, &engine_class);
    return engine ? engine->url : NULL;
}
