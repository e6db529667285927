/* SQL that env.py runs on its connection, and settings of its execution_options() and listeners: applied to limbeck's
 * connection too, otherwise it does not connect. */
#include "engine_settings.h"
#include "engines.h"
#include "script_host.h"

#include "limbeck/schema/expression.h"
#include "limbeck/sql/token.h"
#include "limbeck/sqlalchemy/connection.h"
#include "limbeck/sqlalchemy/ddl_objects.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/statements.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char ANSWER[] = "the result of env.py's SQL";

bool environment_is_answer(const char *what)
{
    static const char *const beginnings[] = {ANSWER, "sqlalchemy.inspect().", "sqlalchemy.Dialect.has_schema(",
                                             "alembic.MigrationContext.get_current_revision("};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (text_starts_with(what, beginnings[i]))
            return true;
    return false;
}

/* ---- effects of SQL ------------------------------------------------------------------------ */

/* Settings are made again where limbeck connects; a schema, an extension and an advisory lock come before each step,
 * in its transaction; a query that only reads has an unknown answer. Whatever else it would do to the database is
 * refused. */
typedef enum {
    EFFECT_UNKNOWN,
    EFFECT_NONE,
    EFFECT_SETS,
    EFFECT_SETS_LOCALLY,
    EFFECT_PREPARES,
    EFFECT_LOCKS,
    EFFECT_LOCKS_TABLE,
    EFFECT_COMMITS
} Effect;

static bool has_words(const SqlTokens *tokens, size_t from, const char *words)
{
    size_t at = from;
    char word[32];
    while (*words) {
        size_t length = strcspn(words, " ");
        memcpy(word, words, length);
        word[length] = '\0';
        if (at == tokens->count || !sql_token_is(&tokens->items[at++], word))
            return false;
        words += length + (words[length] == ' ');
    }
    return true;
}

/* ---- queries ---------------------------------------------------------------------------- */

static bool is_word_before_parenthesis(const SqlTokens *tokens, size_t at)
{
    return tokens->items[at].kind == SQL_TOKEN_WORD && at + 1 < tokens->count &&
           sql_token_is(&tokens->items[at + 1], "(");
}

/* Functions that change nothing, and SQL keywords that may precede a parenthesis. */
static bool is_harmless_call(const SqlToken *token)
{
    static const char *const names[] = {"exists",
                                        "in",
                                        "any",
                                        "all",
                                        "and",
                                        "or",
                                        "not",
                                        "where",
                                        "from",
                                        "select",
                                        "as",
                                        "on",
                                        "join",
                                        "values",
                                        "count",
                                        "max",
                                        "min",
                                        "coalesce",
                                        "to_regclass",
                                        "version",
                                        "now",
                                        "lower",
                                        "upper",
                                        "cast",
                                        "length",
                                        "concat",
                                        "current_schema",
                                        "array_agg",
                                        "sum",
                                        "current_schemas",
                                        "has_schema_privilege",
                                        "pg_backend_pid",
                                        "current_setting",
                                        "current_database",
                                        "obj_description"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sql_token_is(token, names[i]))
            return true;
    return false;
}

static bool only_reads(const SqlTokens *tokens)
{
    static const char *const writing[] = {"into", "update", "share", "insert", "delete", "nextval"};
    for (size_t i = 1; i < tokens->count; i++) {
        for (size_t k = 0; k < sizeof writing / sizeof *writing; k++)
            if (tokens->items[i].kind == SQL_TOKEN_WORD && sql_token_is(&tokens->items[i], writing[k]))
                return false;
        if (is_word_before_parenthesis(tokens, i) && !is_harmless_call(&tokens->items[i]))
            return false;
    }
    return true;
}

/* SELECT pg_advisory_lock(7): *sql is the same lock, of a transaction. */
static bool is_lock(Arena *arena, const SqlTokens *tokens, const char **sql)
{
    static const struct {
        const char *name, *of_transaction;
    } rows[] = {{"pg_advisory_lock", "pg_advisory_xact_lock"},
                {"pg_advisory_xact_lock", "pg_advisory_xact_lock"},
                {"pg_advisory_lock_shared", "pg_advisory_xact_lock_shared"},
                {"pg_advisory_xact_lock_shared", "pg_advisory_xact_lock_shared"},
                {"pg_advisory_unlock", NULL},
                {"pg_advisory_unlock_all", NULL},
                {"pg_advisory_unlock_shared", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (tokens->count < 4 || !sql_token_is(&tokens->items[1], rows[i].name))
            continue;
        const SqlToken *last = &tokens->items[tokens->count - 1], *open = &tokens->items[2];
        if (!sql_token_is(open, "(") || !sql_token_is(last, ")") || last->depth != open->depth)
            return false;
        size_t length = (size_t)(last->start + 1 - open->start);
        *sql = rows[i].of_transaction
                   ? arena_format(arena, "SELECT %s%.*s", rows[i].of_transaction, (int)length, open->start)
                   : NULL;
        return true;
    }
    return false;
}

static bool is_setting_call(const SqlTokens *tokens, bool *is_local)
{
    if (!has_words(tokens, 0, "select set_config ("))
        return false;
    *is_local = tokens->count > 5 && sql_token_is(&tokens->items[tokens->count - 2], "true");
    return true;
}

static Effect effect_of_select(Arena *arena, const SqlTokens *tokens, const char **sql)
{
    bool is_local;
    if (is_setting_call(tokens, &is_local))
        return is_local ? EFFECT_SETS_LOCALLY : EFFECT_SETS;
    const char *lock = NULL;
    if (is_lock(arena, tokens, &lock)) {
        *sql = lock;
        return lock ? EFFECT_LOCKS : EFFECT_NONE;
    }
    return only_reads(tokens) ? EFFECT_NONE : EFFECT_UNKNOWN;
}

/* ---- statements ----------------------------------------------------------------------------- */

static Effect effect_of(Arena *arena, const SqlTokens *tokens, const char **sql)
{
    static const char *const preparing[] = {"create schema if not exists", "create extension if not exists",
                                            "set constraints"};
    static const char *const begun[] = {"begin", "commit", "rollback", "start", "end", "set transaction"};
    for (size_t i = 0; i < sizeof preparing / sizeof *preparing; i++)
        if (has_words(tokens, 0, preparing[i]))
            return EFFECT_PREPARES;
    if (has_words(tokens, 0, "commit") && tokens->count == 1)
        return EFFECT_COMMITS;
    for (size_t i = 0; i < sizeof begun / sizeof *begun; i++)
        if (has_words(tokens, 0, begun[i]))
            return EFFECT_UNKNOWN;
    if (has_words(tokens, 0, "lock table"))
        return EFFECT_LOCKS_TABLE;
    if (has_words(tokens, 0, "set local"))
        return EFFECT_SETS_LOCALLY;
    if (has_words(tokens, 0, "set") || has_words(tokens, 0, "reset") || has_words(tokens, 0, "pragma"))
        return EFFECT_SETS;
    if (has_words(tokens, 0, "show"))
        return EFFECT_NONE;
    return has_words(tokens, 0, "select") ? effect_of_select(arena, tokens, sql) : EFFECT_UNKNOWN;
}

/* SET LOCAL of env.py's transaction, as a setting of limbeck's connection. */
static const char *as_setting(Arena *arena, const SqlTokens *tokens, const char *sql)
{
    return has_words(tokens, 0, "set local") && tokens->count > 2
               ? arena_format(arena, "SET %s", tokens->items[2].start)
               : sql;
}

static bool has_semicolon(const SqlTokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (sql_token_is(&tokens->items[i], ";"))
            return true;
    return false;
}

static char *without_end(Arena *arena, const char *sql)
{
    char *kept = arena_strdup(arena, text_trim(arena, sql));
    for (size_t length = strlen(kept); length && strchr("; \t\n", kept[length - 1]);)
        kept[--length] = '\0';
    return kept;
}

/* Outside a savepoint, on PostgreSQL; a driver of SQLite behaves differently. */
static bool commits_by_text(Interpreter *interpreter, EnvironmentConnection *connection, const char *sql)
{
    if (!url_traits(connection->engine.url)->has_settings || connection->current->parent)
        return python_refuse(interpreter, "SQL that env.py runs on its connection: %s", sql);
    transaction_commit_by_text(interpreter, connection);
    return true;
}

static bool run_sql(Interpreter *interpreter, EnvironmentConnection *connection, const char *given)
{
    Arena *arena = binding_host(interpreter)->arena;
    SqlTokens tokens = {0};
    const char *sql = without_end(arena, given);
    bool is_read = script_host(interpreter)->environment && sql_tokens(arena, sql, &tokens) && tokens.count &&
                   !has_semicolon(&tokens);
    const char *kept = sql;
    Effect effect = is_read ? effect_of(arena, &tokens, &kept) : EFFECT_UNKNOWN;
    if (effect == EFFECT_UNKNOWN)
        return python_refuse(interpreter, "SQL that env.py runs on its connection: %s", sql);
    if (!connection_begins_itself(interpreter, connection))
        return false;
    if (effect == EFFECT_SETS)
        vector_push(arena, &connection->session_sql, kept);
    if (effect == EFFECT_SETS_LOCALLY)
        vector_push(arena, &connection->local_sql, as_setting(arena, &tokens, kept));
    if (effect == EFFECT_PREPARES || effect == EFFECT_LOCKS)
        vector_push(arena, &connection->preparation_sql, kept);
    if (effect == EFFECT_LOCKS_TABLE)
        vector_push(arena, &connection->lock_sql, kept);
    if (connection_is_autocommit(connection))
        connection_prepared(interpreter, connection);
    return effect != EFFECT_COMMITS || commits_by_text(interpreter, connection, sql);
}

/* ---- SQL ---------------------------------------------------------------------------- */

static const char *number_named(Arena *arena, Value parameters, const char *name)
{
    Value value = parameters.kind == VALUE_DICT ? value_plain(dict_get_text(parameters.dict, name)) : value_absent();
    return value.kind == VALUE_INT ? arena_format(arena, "%lld", (long long)value.integer) : NULL;
}

/* Numbers in the place of their parameters, for keys of locks; NULL where one is something else. */
static const char *with_numbers(Arena *arena, const char *sql, Value parameters)
{
    Text text = text_in(arena);
    for (const char *at = sql; *at;) {
        size_t length = at[0] == ':' && at[1] != ':' && (at == sql || at[-1] != ':')
                            ? strspn(at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")
                            : 0;
        if (!length) {
            text_append_char(&text, *at++);
            continue;
        }
        const char *number = number_named(arena, parameters, arena_strndup(arena, at + 1, length));
        if (!number)
            return NULL;
        text_append(&text, number);
        at += length + 1;
    }
    return text_string(&text);
}

/* Its key comes from something that limbeck does not evaluate. */
static bool is_lock_of_unknown(Arena *arena, const char *sql, Value parameters)
{
    bool has_unknown = false;
    for (size_t i = 0; parameters.kind == VALUE_DICT && i < parameters.dict->used; i++)
        has_unknown |= parameters.dict->entries[i].value.kind == VALUE_OPAQUE;
    return has_unknown && strncasecmp(text_trim(arena, sql), "select pg_advisory_", strlen("select pg_advisory_")) == 0;
}

/* The result is named after the query. */
static bool answer_unknown(Interpreter *interpreter, const char *sql, Value *result)
{
    const char *name = sql ? arena_format(binding_host(interpreter)->arena, "%s: %s", ANSWER, sql) : ANSWER;
    return python_opaque(interpreter, python_intern(interpreter, name), result);
}

/* CreateSchema("fleet", if_not_exists=True) */
static const char *create_schema(Arena *arena, const char *name)
{
    Text text = text_in(arena);
    text_append(&text, "CREATE SCHEMA IF NOT EXISTS \"");
    for (const char *at = name; *at; at++)
        text_append(&text, (const char[]){*at, *at == '"' ? '"' : '\0', '\0'});
    text_append_char(&text, '"');
    return text_string(&text);
}

/* Whether this way of env.py depends on a question that names the schema: has_schema(), or SQL. */
static bool has_schema_branch(const ScriptHost *host, const char *name)
{
    for (size_t i = 0; host->branches && i < host->branch; i++) {
        const char *what = host->branches->items[i].what;
        if (strstr(what, name) && environment_is_answer(what))
            return true;
    }
    return false;
}

/* CreateSchema("fleet"), which runs where the schema is missing: on PostgreSQL IF NOT EXISTS does the same. */
static bool create_missing_schema(Interpreter *interpreter, EnvironmentConnection *connection, const char *name)
{
    Arena *arena = binding_host(interpreter)->arena;
    if (!has_schema_branch(script_host(interpreter), name) || !url_traits(connection->engine.url)->has_settings)
        return python_refuse(interpreter, "SQL that env.py runs on its connection: CREATE SCHEMA %s", name);
    if (!connection_begins_itself(interpreter, connection))
        return false;
    vector_push(arena, &connection->schema_sql, create_schema(arena, name));
    return true;
}

static bool execute_unanswered(Interpreter *interpreter, EnvironmentConnection *connection, Value statement_value,
                               Value parameters, Value *result)
{
    const Statement *statement;
    Arena *arena = binding_host(interpreter)->arena;
    const Operation *ddl = ddl_operation(statement_value);
    if (statement_value.kind == VALUE_STRING)
        return value_given(parameters)
                   ? python_refuse(interpreter, "SQL of the driver that env.py runs with parameters")
                   : run_sql(interpreter, connection, statement_value.string->bytes) &&
                         answer_unknown(interpreter, statement_value.string->bytes, result);
    if (ddl && ddl->kind == OPERATION_CREATE_SCHEMA && !ddl->if_exists)
        return create_missing_schema(interpreter, connection, ddl->schema) && answer_unknown(interpreter, NULL, result);
    if (ddl && ddl->kind == OPERATION_CREATE_SCHEMA)
        return run_sql(interpreter, connection, create_schema(arena, ddl->schema)) &&
               answer_unknown(interpreter, NULL, result);
    if (!statement_from(interpreter, binding_host(interpreter)->arena, statement_value, &statement))
        return false;
    if (statement->kind != STATEMENT_TEXT || !statement->text)
        return python_refuse(interpreter, "SQL that env.py runs on its connection");
    const char *sql = statement->text->text;
    if (value_given(parameters))
        sql = with_numbers(arena, sql, parameters);
    if (!sql && is_lock_of_unknown(arena, statement->text->text, parameters))
        return host_notice(interpreter, "env.py takes an advisory lock whose key is not known; limbeck does not take "
                                        "it") &&
               connection_begins_itself(interpreter, connection) && answer_unknown(interpreter, NULL, result);
    return sql ? run_sql(interpreter, connection, sql) && answer_unknown(interpreter, sql, result)
               : python_refuse(interpreter, "SQL that env.py runs with parameters that are not numbers");
}

/* ---- answers ---------------------------------------------------------------------------- */

/* SELECT that takes no lock and makes no setting, or SHOW. What it calls is checked where it runs. */
static bool is_question(Arena *arena, const char *sql)
{
    SqlTokens tokens = {0};
    const char *lock;
    bool is_local;
    return sql_tokens(arena, sql, &tokens) && tokens.count && !has_semicolon(&tokens) &&
           (has_words(&tokens, 0, "show") || has_words(&tokens, 0, "select")) && !is_lock(arena, &tokens, &lock) &&
           !is_setting_call(&tokens, &is_local);
}

static bool asks(Interpreter *interpreter, Value value, bool *is_asked)
{
    const Statement *statement;
    Arena *arena = binding_host(interpreter)->arena;
    *is_asked = false;
    if (value.kind == VALUE_STRING) {
        *is_asked = is_question(arena, without_end(arena, value.string->bytes));
        return true;
    }
    if (ddl_operation(value))
        return true;
    if (!statement_from(interpreter, arena, value, &statement))
        return false;
    bool is_text = statement->kind == STATEMENT_TEXT && statement->text;
    *is_asked = statement->kind == STATEMENT_SELECT ||
                (is_text && is_question(arena, without_end(arena, statement->text->text)));
    return true;
}

/* Before the first run, and where env.py has made no schema that limbeck makes later, the rows are those that env.py
 * reads. */
static bool has_answers(const ScriptHost *host, const EnvironmentConnection *connection)
{
    if (!host->reader || !host->environment || !host->environments)
        return false;
    host->reader->was_asked = true;
    return host->reader->answers && !host->environments->count && !host->prepared.count &&
           !connection->preparation_sql.count && !connection->schema_sql.count;
}

/* The method of a script's connection, on the reader's sink. */
static bool answer(Interpreter *interpreter, EnvironmentConnection *connection, const char *method,
                   const Arguments *arguments, Value *result)
{
    ScriptHost *host = script_host(interpreter);
    ScriptEnvironment at = environment_defaults();
    const char *given = host->directory->config->url_override;
    Value asked, function;
    Error error = {0};
    if (!connection_begins_itself(interpreter, connection))
        return false;
    environment_take_connection(host, &at, connection);
    at.url = given ? given : connection->engine.url;
    Sink *sink = host->reader->open(host->reader->state, &at, &error);
    if (!sink)
        return python_fail(interpreter, &error);
    host->binding.loading = sink; /* its rows are read later */
    host->binding.scratch = arena_new();
    bool done = connection_object(interpreter, &asked) && (python_push(interpreter, asked), true) &&
                python_get_attribute(interpreter, asked, method, &function) &&
                (python_push(interpreter, function), true) && python_call(interpreter, function, arguments, result);
    arena_free(host->binding.scratch);
    host->binding.scratch = NULL;
    return done;
}

static bool execute_as(Interpreter *interpreter, Value self, const char *method, const Arguments *arguments,
                       Value *result)
{
    enum { ARG_statement, ARG_parameters };
    Value statement = argument_at(arguments, ARG_statement), parameters = argument_at(arguments, ARG_parameters);
    EnvironmentConnection *connection = environment_connection(self);
    bool is_asked;
    if (arguments->positional > 2 || arguments->keyword_count)
        return python_refuse(interpreter, "SQL that env.py runs with options");
    if (!asks(interpreter, statement, &is_asked))
        return false;
    if (is_asked && has_answers(script_host(interpreter), connection))
        return answer(interpreter, connection, method, arguments, result);
    return execute_unanswered(interpreter, connection, statement, parameters, result);
}

bool environment_execute(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return execute_as(interpreter, self, "execute", arguments, result);
}

bool environment_driver_sql(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return execute_as(interpreter, self, "exec_driver_sql", arguments, result);
}

bool environment_scalar(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return execute_as(interpreter, self, "scalar", arguments, result);
}

bool environment_scalars(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return execute_as(interpreter, self, "scalars", arguments, result);
}

/* ---- listeners ------------------------------------------------------------------------ */

static bool call_listener(Interpreter *interpreter, EnvironmentConnection *connection, Value call, Value listener)
{
    Arena *arena = binding_host(interpreter)->arena;
    const Value *parts = listener.list->items;
    const char *url = connection->engine.url;
    Value values[] = {parts[1], parts[2], value_bool(!url_traits(url)->has_settings)}, answer;
    if (!python_call_positional(interpreter, call, values, sizeof values / sizeof *values, &answer))
        return false;
    if (answer.kind == VALUE_STRING) {
        engine_refuse(interpreter, &connection->engine, false, "%s", answer.string->bytes);
        return true;
    }
    for (size_t i = 0; answer.kind == VALUE_LIST && i < answer.list->count; i++)
        vector_push(arena, &connection->session_sql, arena_strdup(arena, answer.list->items[i].string->bytes));
    return true;
}

static bool is_named_as_class(const char *path)
{
    const char *last = strrchr(path, '.');
    return isupper((unsigned char)(last ? last[1] : *path));
}

/* Of this engine, of every engine, or of something that may be either: an unknown object that there was before this
 * engine is another one, unless it is a class. */
static bool listener_applies(const EnvironmentConnection *connection, Value target, size_t index)
{
    const EngineState *engine = engine_state(target);
    if (target.kind == VALUE_OPAQUE && !is_named_as_class(python_opaque_path(target)))
        return index >= connection->engine.listeners_before;
    return !engine || engine->identity == connection->engine.identity;
}

bool listeners_count(Interpreter *interpreter, size_t *count)
{
    Value module, listeners;
    if (!python_import(interpreter, "sqlalchemy.event", &module) ||
        !python_get_attribute(interpreter, module, "_listeners", &listeners))
        return false;
    *count = listeners.list->count;
    return true;
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
        if (listener_applies(connection, listener.list->items[0], i) &&
            !call_listener(interpreter, connection, call, listener))
            return false;
    }
    return true;
}
