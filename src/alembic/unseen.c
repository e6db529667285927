/* Calls of unknown libraries, made while env.py and the models loaded, that may have created tables, columns or
 * indexes. */
#include "unseen.h"
#include "engine_settings.h"
#include "script_host.h"

#include "limbeck/base/file.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/metadata.h"
#include "limbeck/sqlalchemy/tables.h"
#include "limbeck/sqlalchemy/unseen.h"

#include <string.h>
#include <strings.h>

enum { MAX_UNSEEN = 64 };

/* Libraries, by top-level name, whose calls create no tables. */
static const char *const harmless_libraries[] = {
    "logging",      "loguru",   "structlog", "sentry_sdk",   "warnings",          "faulthandler",  "uvloop",
    "nest_asyncio", "gevent",   "eventlet",  "newrelic",     "ddtrace",           "locale",        "signal",
    "sys",          "os",       "colorama",  "rich",         "uvicorn",           "gunicorn",      "redis",
    "boto3",        "botocore", "httpx",     "requests",     "prometheus_client", "opentelemetry", "elasticapm",
    "rollbar",      "statsd",   "pytest",    "alembic_utils"};

/* Methods, by name, that create no tables: of loggers, web applications, containers. */
static const char *const harmless_methods[] = {"debug",
                                               "info",
                                               "warning",
                                               "error",
                                               "critical",
                                               "exception",
                                               "log",
                                               "setLevel",
                                               "append",
                                               "add",
                                               "update",
                                               "mount",
                                               "include_router",
                                               "add_middleware",
                                               "add_route",
                                               "configure_logging",
                                               "bind",
                                               "connect",
                                               "close",
                                               "get",
                                               "post",
                                               "put",
                                               "delete",
                                               "patch"};

static bool begins_with_part(const char *path, const char *part)
{
    size_t length = strlen(part);
    return strncmp(path, part, length) == 0 && (path[length] == '.' || path[length] == '(' || !path[length]);
}

static const char *last_part(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot ? dot + 1 : path;
}

static bool is_harmless(const char *path)
{
    for (size_t i = 0; i < sizeof harmless_libraries / sizeof *harmless_libraries; i++)
        if (begins_with_part(path, harmless_libraries[i]))
            return true;
    return false;
}

static bool is_harmless_method(const char *path)
{
    for (size_t i = 0; i < sizeof harmless_methods / sizeof *harmless_methods; i++)
        if (strcmp(last_part(path), harmless_methods[i]) == 0)
            return true;
    return false;
}

/* Whether a string names a module of the project; the caller's own __name__ does not count. */
static bool names_module(Interpreter *interpreter, const char *text, bool is_statement)
{
    const char *path;
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
    return length && !text[length] && (is_statement || strchr(text, '.')) &&
           host_finds_module(script_host(interpreter), text, &path) &&
           strcmp(path, python_place(interpreter).file) != 0;
}

static bool has_metadata(Interpreter *interpreter, Value value)
{
    Value metadata; /* an application's __getattr__() is not run for a question of limbeck's own */
    return python_defines(interpreter, value, "metadata") &&
           python_find_attribute(interpreter, value, "metadata", &metadata) && value_given(metadata) &&
           native_data(metadata, &metadata_class);
}

bool may_lack_tables(Interpreter *interpreter, Value value)
{
    if (value.kind == VALUE_INSTANCE || (value.kind == VALUE_CLASS && !value.class_->is_library))
        return has_metadata(interpreter, value);
    return native_data(value, &metadata_class) != NULL;
}

/* Arguments through which a library could add tables. */
static const char *table_source(Interpreter *interpreter, Value value, bool is_statement, int depth)
{
    const char *found = NULL;
    if (value.kind == VALUE_MODULE && value.module->file && !value.module->file->is_library)
        return value.module->name;
    if (native_data(value, &metadata_class))
        return "a MetaData";
    if (native_data(value, &table_class))
        return "a Table";
    if (value.kind == VALUE_CLASS && !value.class_->is_library && has_metadata(interpreter, value))
        return value.class_->name;
    if (value.kind == VALUE_INSTANCE && strcmp(value.instance->class_->name, "registry") == 0)
        return "a registry";
    if (value.kind == VALUE_STRING && names_module(interpreter, value.string->bytes, is_statement))
        return arena_format(binding_host(interpreter)->arena, "'%s'", value.string->bytes);
    for (size_t i = 0; depth && value_is_sequence(value) && !found && i < value.list->count; i++)
        found = table_source(interpreter, value.list->items[i], is_statement, depth - 1);
    for (size_t i = 0; depth && value.kind == VALUE_DICT && !found && i < value.dict->used; i++)
        found = table_source(interpreter, value.dict->entries[i].value, is_statement, depth - 1);
    return found;
}

void note_unseen(Interpreter *interpreter, const char *name, const char *reason)
{
    ScriptHost *host = script_host(interpreter);
    PythonPlace place = python_place(interpreter);
    UnseenVector *unseen = host->unseen;
    if (!unseen || unseen->count == MAX_UNSEEN)
        return;
    for (size_t i = 0; i < unseen->count; i++)
        if (unseen->items[i].line == place.line && strcmp(unseen->items[i].name, name) == 0)
            return;
    Unseen made = {.name = arena_strdup(host->binding.arena, name),
                   .reason = arena_strdup(host->binding.arena, reason),
                   .file = arena_strdup(host->binding.arena, place.file),
                   .line = place.line};
    vector_push(host->binding.arena, unseen, made);
}

/* ---- statements on a connection that is unknown ---------------------------------------------- */

static const char *statement_text(Value statement)
{
    const ExpressionObject *text = native_data(statement, &text_class);
    if (text)
        return text->expression->text;
    return statement.kind == VALUE_STRING ? statement.string->bytes : NULL;
}

/* A query without side effects. */
static bool only_reads(const char *sql)
{
    sql += strspn(sql, " \t\r\n(");
    bool is_query = strncasecmp(sql, "select", 6) == 0 || strncasecmp(sql, "show", 4) == 0;
    return is_query && !strcasestr(sql, "set_config") && !strcasestr(sql, "advisory") && !strcasestr(sql, " into ");
}

/* Options that change which tables a migration makes, or whether it is committed. */
static const char *option_that_counts(const Arguments *arguments)
{
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (strcmp(arguments->keywords[i], "isolation_level") == 0 ||
            strcmp(arguments->keywords[i], "schema_translate_map") == 0)
            return arguments->keywords[i];
    return NULL;
}

/* A method of a connection, a session or a transaction, and the effect of calling it. */
typedef struct UnknownMethod {
    const char *name; /* ".execute" */
    bool takes_sql;
    bool takes_options;
} UnknownMethod;

static const UnknownMethod unknown_methods[] = {
    {".execute", true, false}, {".exec_driver_sql", true, false},   {".scalar", true, false},
    {".scalars", true, false}, {".execution_options", false, true}, {".rollback", false, false},
};

static const UnknownMethod *method_of_path(const char *path)
{
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof unknown_methods / sizeof *unknown_methods; i++) {
        size_t ending = strlen(unknown_methods[i].name);
        if (length > ending && strcmp(path + length - ending, unknown_methods[i].name) == 0)
            return &unknown_methods[i];
    }
    return NULL;
}

/* "SET search_path TO x", "rollback()"; NULL: it changes nothing. */
static const char *change_of_call(Arena *arena, const UnknownMethod *method, const Arguments *arguments)
{
    if (method->takes_options) {
        const char *option = option_that_counts(arguments);
        return option ? arena_format(arena, "execution_options(%s=...)", option) : NULL;
    }
    if (!method->takes_sql)
        return arena_format(arena, "%s()", method->name + 1);
    const char *sql = arguments->positional ? statement_text(argument_at(arguments, 0)) : NULL;
    return sql && only_reads(sql) ? NULL : sql ? text_one_line(arena, sql) : "a statement";
}

static void note_unknown_statement(Interpreter *interpreter, const char *path, const Arguments *arguments)
{
    ScriptHost *host = script_host(interpreter);
    Arena *arena = host->binding.arena;
    const UnknownMethod *method = method_of_path(path);
    const char *change = method ? change_of_call(arena, method, arguments) : NULL;
    if (!change || !host->environment)
        return;
    PythonPlace place = python_place(interpreter);
    UnknownStatement statement = {arena_strndup(arena, path, strlen(path) - strlen(method->name)), change,
                                  arena_strdup(arena, place.file), place.line};
    vector_push(arena, &host->unknown_statements, statement);
    refuse_lost_statements(interpreter);
}

static bool is_same_connection(const char *left, const char *right)
{
    return text_starts_with(left, right) || text_starts_with(right, left);
}

void refuse_lost_statements(Interpreter *interpreter)
{
    ScriptHost *host = script_host(interpreter);
    for (size_t i = 0; host->unknown_connection && i < host->unknown_statements.count; i++) {
        const UnknownStatement *lost = &host->unknown_statements.items[i];
        EngineState unknown = {0};
        if (!is_same_connection(lost->connection, host->unknown_connection))
            continue;
        engine_refuse(interpreter, &unknown, false, "%s:%d runs %s on '%s', %s", path_basename(lost->file), lost->line,
                      lost->change, lost->connection, python_unknown_origin(interpreter, lost->connection));
        Error *refusal = (Error *)unknown.settings.refusal;
        refusal->hint[0] = '\0';
        error_hint(refusal,
                   "nothing was sent to a database; let limbeck find the module (prepend_sys_path), or run with an "
                   "env.py without this line");
        host->environment->connection = unknown.settings;
        if (host->environments && host->environments->count) /* of a run that was before the statement */
            host->environments->items[host->environments->count - 1].connection = unknown.settings;
        return;
    }
}

/* A class that is not Alembic's own: only a comparator or a hook makes such operations, and these are refused. */
static bool is_foreign_class(Interpreter *interpreter, Value target)
{
    Value module;
    const char *name;
    return target.kind == VALUE_CLASS && python_get_attribute(interpreter, target, "__module__", &module) &&
           expect_text(interpreter, module, "__module__", &name) && !text_starts_with(name, "alembic.");
}

/* comparators.dispatch_for("table"), renderers.dispatch_for(ops.CreateTableOp): autogenerate would run the function. */
static void note_dispatch(Interpreter *interpreter, const char *path, const Arguments *arguments)
{
    ScriptHost *host = script_host(interpreter);
    PythonPlace place = python_place(interpreter);
    if (!text_starts_with(path, "alembic.autogenerate.") || !text_ends_with(path, ".dispatch_for") ||
        (strstr(path, ".renderers.") && is_foreign_class(interpreter, argument_at(arguments, 0))))
        return;
    note_comparator(host, arena_format(host->binding.arena, "the function that %s() registers at %s:%d",
                                       path + strlen("alembic.autogenerate."), path_basename(place.file), place.line));
}

void note_unknown_call(Interpreter *interpreter, const char *path, const Arguments *arguments)
{
    ScriptHost *host = script_host(interpreter);
    note_unknown_statement(interpreter, path, arguments);
    note_dispatch(interpreter, path, arguments);
    bool is_statement = python_answer_is_unused(interpreter);
    const char *found = NULL;
    if (!host->unseen || is_harmless(path))
        return;
    if (strcmp(path, "__import__") == 0) {
        note_unseen(interpreter, path, "'__import__()' asks for a module that limbeck could not import");
        return;
    }
    size_t count = arguments->positional + arguments->keyword_count;
    for (size_t i = 0; i < count && !found; i++)
        found = table_source(interpreter, arguments->values[i], is_statement, 1);
    if (found)
        note_unseen(interpreter, path,
                    arena_format(host->binding.arena, "'%s()' is called with %s, and limbeck could not import it", path,
                                 found));
    else if (is_statement && !is_harmless_method(path))
        note_unseen(interpreter, path,
                    arena_format(host->binding.arena, "'%s()' is called, and limbeck could not import it", path));
}

/* ---- what the rest of a file would have imported -------------------------------------------- */

/* "from . import x", "from app.parts import x", "import app.parts": of the project. */
static bool imports_module(ScriptHost *host, const char *line)
{
    static const char *const callers[] = {"import_module(", "__import__(", "iter_modules(", "walk_packages(",
                                          "exec_module("};
    const char *end = line + strcspn(line, "\n"), *path;
    const char *text = arena_strndup(host->binding.arena, line, (size_t)(end - line));
    text += strspn(text, " \t");
    for (size_t i = 0; i < sizeof callers / sizeof *callers; i++)
        if (strstr(text, callers[i]))
            return true;
    bool is_from = text_starts_with(text, "from ");
    if (!is_from && !text_starts_with(text, "import "))
        return false;
    const char *name = text + strlen(is_from ? "from " : "import ");
    name += strspn(name, " ");
    name = arena_strndup(host->binding.arena, name, strcspn(name, " .,\t#;"));
    return !*name || host_finds_module(host, name, &path);
}

void note_unread_imports(ScriptHost *host, const UnknownPart *part)
{
    const char *content;
    size_t length;
    Error ignored = {0};
    if (part->line || !part->left_out.end || !file_read(host->binding.arena, part->file, &content, &length, &ignored))
        return;
    int number = 1;
    for (const char *line = content; line; number++) {
        if (number >= part->left_out.first && number < part->left_out.end && imports_module(host, line)) {
            Unseen made = {.name = part->name,
                           .reason = arena_format(host->binding.arena,
                                                  "limbeck stopped reading '%s' before line %d, which imports more: %s",
                                                  part->name, number, part->reason),
                           .file = part->file,
                           .line = part->left_out.first};
            vector_push(host->binding.arena, host->unseen, made);
            return;
        }
        line = strchr(line, '\n');
        line += line ? 1 : 0;
    }
}
