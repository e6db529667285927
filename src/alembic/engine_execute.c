/* What env.py runs on its connection itself, and what it sets with execution_options(). */
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
