/* What env.py runs on its connection itself, what it sets with execution_options(), and what its
 * listeners set: set on limbeck's connection too, or it does not connect. */
#include "engine_settings.h"
#include "engines.h"
#include "script_host.h"

#include "limbeck/schema/expression.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/statements.h"

#include <string.h>
#include <strings.h>

/* ---- SQL ---------------------------------------------------------------------------- */

static bool begins(const char *sql, const char *words)
{
    return strncasecmp(sql, words, strlen(words)) == 0;
}

/* Settings of the session are made again where limbeck connects, a schema is made
 * before the first step; whatever else env.py would do to the database is refused. */
static bool note_statement(Interpreter *interpreter, EnvironmentConnection *connection, const char *sql)
{
    Arena *arena = binding_host(interpreter)->arena;
    const char *kept = text_trim(arena, sql);
    bool is_setting = (begins(kept, "SET ") && !begins(kept, "SET LOCAL ")) || begins(kept, "PRAGMA ");
    bool is_schema = begins(kept, "CREATE SCHEMA IF NOT EXISTS ");
    if ((!is_setting && !is_schema) || strchr(kept, ';') || !script_host(interpreter)->environment)
        return python_refuse(interpreter, "env.py running SQL of its own on its connection: %s", kept);
    if (!connection_begins_itself(interpreter, connection))
        return false;
    vector_push(arena, is_setting ? &connection->session_sql : &connection->preparation_sql, kept);
    return true;
}

bool environment_execute(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value statement_value = argument_at(arguments, 0);
    EnvironmentConnection *connection = environment_connection(self);
    const Statement *statement;
    if (arguments->positional > 1 || arguments->keyword_count)
        return python_refuse(interpreter, "env.py running SQL of its own with parameters");
    if (statement_value.kind == VALUE_STRING)
        return note_statement(interpreter, connection, statement_value.string->bytes) &&
               python_opaque(interpreter, "the result of env.py's SQL", result);
    if (!statement_from(interpreter, binding_host(interpreter)->arena, statement_value, &statement))
        return false;
    if (statement->kind != STATEMENT_TEXT || !statement->text)
        return python_refuse(interpreter, "env.py running SQL of its own on its connection");
    return note_statement(interpreter, connection, statement->text->text) &&
           python_opaque(interpreter, "the result of env.py's SQL", result);
}

/* ---- listeners ------------------------------------------------------------------------ */

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
