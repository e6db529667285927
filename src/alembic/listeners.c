/* Listeners of env.py's connections: what they set is set on limbeck's, or it does not connect. */
#include "engine_settings.h"
#include "engines.h"

#include "limbeck/sqlalchemy/host.h"

static bool call_listener(Interpreter *interpreter, EnvironmentConnection *connection, Value call, Value listener)
{
    Arena *arena = binding_host(interpreter)->arena;
    const Value *parts = listener.list->items;
    const char *url = connection->engine.url;
    Value values[3] = {parts[1], parts[2], value_bool(url && text_starts_with(url, "sqlite"))}, answer;
    if (!python_call_positional(interpreter, call, values, 3, &answer))
        return false;
    if (answer.kind == VALUE_STRING) {
        engine_refuse(interpreter, &connection->engine, false, "%s", answer.string->bytes);
        return true;
    }
    for (size_t i = 0; answer.kind == VALUE_LIST && i < answer.list->count; i++)
        vector_push(arena, &connection->session_sql, arena_strdup(arena, answer.list->items[i].string->bytes));
    return true;
}

/* Of this engine, of every engine, or of something that may be either. */
static bool concerns(const EnvironmentConnection *connection, Value target)
{
    const EngineState *engine = engine_state(target);
    return !engine || engine->identity == connection->engine.identity;
}

bool listeners_connect(Interpreter *interpreter, EnvironmentConnection *connection)
{
    Value module, listeners, call;
    if (!python_import(interpreter, "sqlalchemy.event", &module) ||
        !python_get_attribute(interpreter, module, "_listeners", &listeners) ||
        !python_get_attribute(interpreter, module, "_call", &call))
        return false;
    for (size_t i = 0; i < listeners.list->count; i++) {
        Value listener = listeners.list->items[i];
        if (concerns(connection, listener.list->items[0]) && !call_listener(interpreter, connection, call, listener))
            return false;
    }
    return true;
}
