#include "engine_settings.h"
#include "engines.h"

#include "limbeck/config/parameters.h"
#include "limbeck/sqlalchemy/host.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

typedef enum {
    NO_EFFECT,  /* on SQL, data or connection: `why` */
    REFUSED,    /* `why` limbeck cannot do the same */
    MAKES,      /* makes the connection itself: --url replaces it */
    ISOLATION,  /* isolation_level */
    CONNECTS,   /* connect_args */
    OPTIONS,    /* execution_options */
    TRANSLATES, /* schema_translate_map */
    SERIALIZES, /* JSON serializers: refused if a script writes JSON */
    READ_ONLY,
    DEFERRABLE,
} Effect;

typedef struct SettingRow {
    const char *name;
    Effect effect;
    const char *why;
} SettingRow;

static const char of_pool[] = "limbeck has one connection and no pool", of_log[] = "it only affects logging",
                  of_shape[] = "it sets how many rows go into one statement";

/* Arguments of SQLAlchemy 2.0's create_engine(), with those of its PostgreSQL and SQLite dialects. */
static const SettingRow engine_rows[] = {
    {"connect_args", CONNECTS, NULL},
    {"execution_options", OPTIONS, NULL},
    {"isolation_level", ISOLATION, NULL},
    {"creator", MAKES, "it opens the connection by itself"},
    {"async_creator", MAKES, "it opens the connection by itself"},
    {"module", REFUSED, "it replaces the driver"},
    {"strategy", REFUSED, "it is not an engine that connects"},
    {"plugins", REFUSED, "a plugin may change the engine"},
    {"max_identifier_length", REFUSED, "it changes how long names are cut"},
    {"label_length", REFUSED, "it changes the names of columns in SQL"},
    {"paramstyle", REFUSED, "it changes how SQL is written"},
    {"supports_native_boolean", REFUSED, "it changes the type of booleans"},
    {"native_inet_types", REFUSED, "it changes the values of network addresses"},
    {"native_datetime", REFUSED, "it changes the values of dates"},
    {"json_serializer", SERIALIZES, NULL},
    {"json_deserializer", REFUSED, "it changes the values of JSON"},
    {"_json_serializer", SERIALIZES, NULL},
    {"_json_deserializer", REFUSED, "it changes the values of JSON"},
    {"pool", NO_EFFECT, of_pool},
    {"poolclass", NO_EFFECT, of_pool},
    {"pool_size", NO_EFFECT, of_pool},
    {"max_overflow", NO_EFFECT, of_pool},
    {"pool_timeout", NO_EFFECT, of_pool},
    {"pool_recycle", NO_EFFECT, of_pool},
    {"pool_pre_ping", NO_EFFECT, of_pool},
    {"pool_use_lifo", NO_EFFECT, of_pool},
    {"pool_reset_on_return", NO_EFFECT, of_pool},
    {"skip_autocommit_rollback", NO_EFFECT, of_pool},
    {"echo", NO_EFFECT, of_log},
    {"echo_pool", NO_EFFECT, of_log},
    {"logging_name", NO_EFFECT, of_log},
    {"pool_logging_name", NO_EFFECT, of_log},
    {"hide_parameters", NO_EFFECT, of_log},
    {"enable_from_linting", NO_EFFECT, "it only affects warnings"},
    {"future", NO_EFFECT, "SQLAlchemy 2.0 has one kind of engine"},
    {"empty_in_strategy", NO_EFFECT, "SQLAlchemy 2.0 ignores it"},
    {"implicit_returning", NO_EFFECT, "SQLAlchemy 2.0 ignores it"},
    {"query_cache_size", NO_EFFECT, "it only affects speed"},
    {"server_side_cursors", NO_EFFECT, "it only affects how rows are fetched"},
    {"use_insertmanyvalues", NO_EFFECT, of_shape},
    {"insertmanyvalues_page_size", NO_EFFECT, of_shape},
    {"executemany_mode", NO_EFFECT, of_shape},
    {"executemany_batch_page_size", NO_EFFECT, of_shape},
    {"executemany_values_page_size", NO_EFFECT, of_shape},
    {"client_encoding", NO_EFFECT, "limbeck always uses UTF-8 with the server"},
    {"use_native_hstore", NO_EFFECT, "limbeck reads hstore as text in any case"},
};

static const SettingRow option_rows[] = {
    {"isolation_level", ISOLATION, NULL},
    {"schema_translate_map", TRANSLATES, NULL},
    {"postgresql_readonly", READ_ONLY, NULL},
    {"postgresql_deferrable", DEFERRABLE, NULL},
    {"no_parameters", REFUSED, "it changes how % is read"},
    {"sqlite_raw_colnames", REFUSED, "it changes the names of columns"},
    {"compiled_cache", NO_EFFECT, "it only affects speed"},
    {"logging_token", NO_EFFECT, of_log},
    {"stream_results", NO_EFFECT, "it only affects how rows are fetched"},
    {"max_row_buffer", NO_EFFECT, "it only affects how rows are fetched"},
    {"yield_per", NO_EFFECT, "it only affects how rows are fetched"},
    {"insertmanyvalues_page_size", NO_EFFECT, of_shape},
    {"preserve_rowcount", NO_EFFECT, "limbeck keeps the count in any case"},
    {"autocommit", NO_EFFECT, "SQLAlchemy 2.0 ignores it"},
    {"future_result", NO_EFFECT, "SQLAlchemy 2.0 ignores it"},
};

static const SettingRow *find_row(const SettingRow *rows, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

void engine_refuse(Interpreter *interpreter, EngineState *engine, bool url_is_enough, const char *format, ...)
{
    if (engine->settings.refusal)
        return;
    PythonPlace place = python_place(interpreter);
    Error *refusal = ARENA_NEW(binding_host(interpreter)->arena, Error);
    char what[sizeof refusal->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    error_set(refusal, ERROR_UNSUPPORTED, "limbeck does not connect as env.py would: %s", what);
    error_place(refusal, place.file, place.line, place.column);
    error_hint(refusal, url_is_enough
                            ? "give the database with --url or $LIMBECK_URL; settings go into its query (?sslmode=...)"
                            : "nothing was sent to a database; remove it from env.py if the migrations do not need it");
    engine->settings.refusal = refusal;
    engine->settings.url_is_enough = url_is_enough;
}

/* ---- settings of the session ----------------------------------------------------------------- */

static void set_session(Interpreter *interpreter, EngineState *engine, const char *sql)
{
    Arena *arena = binding_host(interpreter)->arena;
    StringVector copy = string_vector_copy(arena, &engine->session_sql);
    vector_push(arena, &copy, sql);
    engine->session_sql = copy;
}

static bool take_isolation(Interpreter *interpreter, EngineState *engine, Value value)
{
    static const char *const levels[] = {"READ COMMITTED", "READ UNCOMMITTED", "REPEATABLE READ", "SERIALIZABLE"};
    const char *text;
    if (!expect_text(interpreter, value, "isolation_level", &text))
        return false;
    char *level = arena_strdup(binding_host(interpreter)->arena, text);
    for (char *at = level; *at; at++)
        *at = *at == '_' ? ' ' : *at;
    engine->is_autocommit = strcasecmp(level, "AUTOCOMMIT") == 0;
    for (size_t i = 0; i < 4; i++) {
        if (strcasecmp(level, levels[i]) != 0)
            continue;
        if (url_traits(engine->url)->has_settings)
            set_session(interpreter, engine,
                        arena_format(binding_host(interpreter)->arena,
                                     "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL %s", levels[i]));
        return true;
    }
    if (!engine->is_autocommit)
        engine_refuse(interpreter, engine, false, "isolation_level='%s'", text);
    return true;
}

/* Alembic applies the map to some of its DDL and SQLAlchemy to the rest, so tables of one migration land in
 * different schemas. A map that changes a schema is refused. */
static bool take_translation(Interpreter *interpreter, EngineState *engine, Value map)
{
    bool changes = map.kind != VALUE_DICT;
    for (size_t i = 0; !changes && i < map.dict->used; i++) {
        Value from = map.dict->entries[i].key, to = map.dict->entries[i].value;
        if (!value_given(from) || (value_is_none(from) && value_is_none(to)))
            continue;
        changes =
            from.kind != VALUE_STRING || to.kind != VALUE_STRING || strcmp(from.string->bytes, to.string->bytes) != 0;
    }
    if (changes)
        engine_refuse(interpreter, engine, false, "schema_translate_map, which limbeck does not translate names by");
    return true;
}

static bool take_flag(Interpreter *interpreter, EngineState *engine, Value value, const char *name)
{
    bool on;
    if (!python_truth(interpreter, value, &on))
        return false;
    if (url_traits(engine->url)->has_settings)
        set_session(interpreter, engine,
                    arena_format(binding_host(interpreter)->arena, "SET %s = %s", name, on ? "on" : "off"));
    return true;
}

/* ---- connect_args ------------------------------------------------------------------------------ */

/* The value as str() gives it; NULL if it is neither a text nor a number. */
static const char *plain_text(Arena *arena, Value value)
{
    Value plain = value_plain(value);
    switch (plain.kind) {
    case VALUE_STRING:
        return arena_strdup(arena, plain.string->bytes);
    case VALUE_BOOL:
        return plain.boolean ? "True" : "False";
    case VALUE_INT:
        return arena_format(arena, "%lld", (long long)plain.integer);
    case VALUE_FLOAT:
        return arena_format(arena, "%.17g", plain.real);
    default:
        return NULL;
    }
}

/* asyncpg's server_settings: each is set when the session starts. */
static bool take_server_settings(Interpreter *interpreter, EngineState *engine, Value settings)
{
    Arena *arena = binding_host(interpreter)->arena;
    Text options = text_in(arena);
    for (size_t i = 0; i < settings.dict->used; i++) {
        Value key = settings.dict->entries[i].key;
        if (!value_given(key))
            continue;
        const char *name = plain_text(arena, key), *text = plain_text(arena, settings.dict->entries[i].value);
        if (!name || !text) {
            engine_refuse(interpreter, engine, false, "server_settings with a %s, which limbeck cannot read",
                          value_type_name(name ? settings.dict->entries[i].value : key));
            return true;
        }
        text_append_format(&options, "%s-c %s=", options.length ? " " : "", name);
        for (; *text; text++)
            text_append_format(&options, *text == ' ' || *text == '\\' ? "\\%c" : "%c", *text);
    }
    if (options.length)
        map_set(arena, &engine->settings.arguments, "server_settings", text_string(&options));
    return true;
}

static bool take_connect_args(Interpreter *interpreter, EngineState *engine, Value given)
{
    Arena *arena = binding_host(interpreter)->arena;
    if (given.kind != VALUE_DICT) {
        engine_refuse(interpreter, engine, false, "connect_args that are a %s, which limbeck cannot read",
                      value_type_name(given));
        return true;
    }
    for (size_t i = 0; i < given.dict->used; i++) {
        Value key = given.dict->entries[i].key, value = given.dict->entries[i].value;
        if (!value_given(key) || value_is_none(value))
            continue;
        const char *name = plain_text(arena, key), *text = plain_text(arena, value);
        if (name && value.kind == VALUE_DICT && strcmp(name, "server_settings") == 0) {
            if (!take_server_settings(interpreter, engine, value))
                return false;
        } else if (name && text)
            map_set(arena, &engine->settings.arguments, name, (void *)text);
        else if (name && !connection_ignores(name))
            engine_refuse(interpreter, engine, false, "'%s' of connect_args is %s, which limbeck cannot read", name,
                          value.kind == VALUE_OPAQUE ? python_opaque_path(value) : value_type_name(value));
    }
    return true;
}

/* ---- the arguments ------------------------------------------------------------------------------- */

static bool take_options(Interpreter *interpreter, EngineState *engine, Value options);

static bool take(Interpreter *interpreter, EngineState *engine, const SettingRow *row, Value value)
{
    switch (row->effect) {
    case NO_EFFECT:
        return true;
    case REFUSED:
    case MAKES:
        if (!value_is_none(value)) /* False may differ from the dialect's default */
            engine_refuse(interpreter, engine, row->effect == MAKES, "'%s': %s", row->name, row->why);
        return true;
    case ISOLATION:
        return take_isolation(interpreter, engine, value);
    case CONNECTS:
        return take_connect_args(interpreter, engine, value);
    case OPTIONS:
        return take_options(interpreter, engine, value);
    case TRANSLATES:
        return take_translation(interpreter, engine, value);
    case SERIALIZES: {
        PythonPlace place = python_place(interpreter);
        engine->settings.json_serializer =
            arena_format(binding_host(interpreter)->arena, "%s:%d", place.file, place.line);
        return true;
    }
    case READ_ONLY:
        return take_flag(interpreter, engine, value, "default_transaction_read_only");
    case DEFERRABLE:
        return take_flag(interpreter, engine, value, "default_transaction_deferrable");
    }
    return true;
}

static bool take_named(Interpreter *interpreter, EngineState *engine, const SettingRow *row, const char *name,
                       Value value)
{
    if (!row)
        engine_refuse(interpreter, engine, false, "'%s', an argument that limbeck does not know", name);
    else if (value.kind == VALUE_OPAQUE && row->effect != NO_EFFECT && row->effect != SERIALIZES)
        engine_refuse(interpreter, engine, row->effect == MAKES, "'%s' is '%s', %s", name, python_opaque_path(value),
                      python_unknown_origin(interpreter, python_opaque_path(value)));
    else
        return value_is_none(value) || take(interpreter, engine, row, value);
    return true;
}

bool engine_argument(Interpreter *interpreter, EngineState *engine, const char *name, Value value)
{
    const SettingRow *row = find_row(engine_rows, sizeof engine_rows / sizeof *engine_rows, name);
    return take_named(interpreter, engine, row, name, value);
}

static bool engine_option(Interpreter *interpreter, EngineState *engine, const char *name, Value value)
{
    const SettingRow *row = find_row(option_rows, sizeof option_rows / sizeof *option_rows, name);
    return take_named(interpreter, engine, row, name, value);
}

static bool take_options(Interpreter *interpreter, EngineState *engine, Value options)
{
    if (options.kind != VALUE_DICT) {
        engine_refuse(interpreter, engine, false, "execution_options that are a %s", value_type_name(options));
        return true;
    }
    for (size_t i = 0; i < options.dict->used; i++) {
        Value key = options.dict->entries[i].key;
        if (value_given(key) && key.kind == VALUE_STRING &&
            !engine_option(interpreter, engine, key.string->bytes, options.dict->entries[i].value))
            return false;
    }
    return true;
}

bool engine_section(Interpreter *interpreter, EngineState *engine, Value options)
{
    for (size_t i = 0; i < options.dict->used; i++) {
        Value key = options.dict->entries[i].key;
        if (value_given(key) && strcmp(key.string->bytes, "url") != 0 &&
            !engine_argument(interpreter, engine, arena_strdup(binding_host(interpreter)->arena, key.string->bytes),
                             options.dict->entries[i].value))
            return false;
    }
    return true;
}

/* execution_options() of a copy of the engine, or of the connection itself. */
bool environment_options(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    EngineState *engine = engine_state(self);
    EnvironmentConnection *connection = environment_connection(self);
    size_t before = engine->session_sql.count;
    *result = self;
    if (arguments->positional)
        return python_raise(interpreter, "TypeError",
                            "execution_options() takes 1 positional argument but %zu were given",
                            arguments->positional + 1);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!engine_option(interpreter, engine, arguments->keywords[i], arguments->values[i]))
            return false;
    for (size_t i = before; connection && i < engine->session_sql.count; i++)
        vector_push(binding_host(interpreter)->arena, &connection->session_sql, engine->session_sql.items[i]);
    return true;
}
