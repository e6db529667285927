/* op.get_bind(), op.get_context() and the small helpers of op. */
#include "directive.h"
#include "script_host.h"

#include "limbeck/operations/sink.h"
#include "limbeck/schema/expression.h"
#include "limbeck/sqlalchemy/connection.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/host.h"

#include <string.h>

bool op_get_bind(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    (void)arguments;
    /* Module-level code of a script may call it too, since Alembic loads scripts during the run; statements
     * executed there are refused. */
    if (!host_is_of_revision(interpreter) && !host_sink(interpreter))
        return false;
    return connection_object(interpreter, result);
}

static bool autocommit_enter(Interpreter *interpreter, Value self, Value *result)
{
    Error error = {0};
    Sink *sink = host_writing_sink(interpreter);
    *result = self;
    return sink && (sink->autocommit(sink, true, &error) || sink_failed(interpreter, &error));
}

static bool autocommit_exit(Interpreter *interpreter, Value self, bool failed)
{
    Error error = {0};
    (void)self;
    Sink *sink = host_writing_sink(interpreter);
    if (failed) { /* the exception is what matters; a script that catches it continues in a transaction */
        if (sink)
            sink->autocommit(sink, false, &error);
        return true;
    }
    return sink && (sink->autocommit(sink, false, &error) || sink_failed(interpreter, &error));
}

static const NativeClass autocommit_class = {
    .name = "autocommit_block", .module = "alembic", .enter = autocommit_enter, .exit = autocommit_exit};

NATIVE(context_autocommit_block)
{
    (void)self;
    (void)arguments;
    return native_new(interpreter, &autocommit_class, 0, result);
}

NATIVE(context_as_sql)
{
    (void)self;
    (void)arguments;
    Sink *sink = host_sink(interpreter);
    if (!sink)
        return false;
    *result = value_bool(sink->is_offline);
    return true;
}

NATIVE(context_dialect)
{
    Value connection;
    (void)self;
    (void)arguments;
    return connection_object(interpreter, &connection) &&
           python_get_attribute(interpreter, connection, "dialect", result);
}

/* The ini as env.py changed it. */
NATIVE(context_config)
{
    Value module;
    (void)self;
    (void)arguments;
    return python_import(interpreter, "alembic.context", &module) &&
           python_get_attribute(interpreter, module, "config", result);
}

/* ABSENT if configure() was not given it: Alembic's defaults are not known here. */
static bool find_option(Interpreter *interpreter, const char *name, Value *result)
{
    const ScriptEnvironment *decided = script_host(interpreter)->decided;
    *result = value_absent();
    for (size_t i = decided ? decided->options.count : 0; i-- > 0;)
        if (strcmp(decided->options.items[i].name, name) == 0)
            return decided->options.items[i].text
                       ? python_text(interpreter, decided->options.items[i].text, result)
                       : python_refuse(interpreter, "op.get_context().opts['%s'], which is not a string", name);
    return decided != NULL || python_refuse(interpreter, "op.get_context().opts without env.py");
}

static bool is_alembics_option(const char *name)
{
    static const char *const names[] = {"compare_type",         "compare_server_default",
                                        "user_module_prefix",   "script",
                                        "template_args",        "upgrade_token",
                                        "downgrade_token",      "fn",
                                        "render_as_batch",      "include_object",
                                        "include_name",         "url",
                                        "target_metadata",      "sqlalchemy_module_prefix",
                                        "alembic_module_prefix"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool option_item(Interpreter *interpreter, Value self, Value key, Value *result)
{
    const char *name;
    (void)self;
    if (!expect_text(interpreter, key, "option", &name) || !find_option(interpreter, name, result))
        return false;
    if (value_given(*result))
        return true;
    return is_alembics_option(name) ? python_refuse(interpreter, "op.get_context().opts['%s']", name)
                                    : python_raise(interpreter, "KeyError", "'%s'", name);
}

NATIVE(option_get)
{
    enum { ARG_name, ARG_default };
    const char *name;
    Value fallback = argument_at(arguments, ARG_default);
    (void)self;
    if (!expect_text(interpreter, argument_at(arguments, ARG_name), "option", &name) ||
        !find_option(interpreter, name, result))
        return false;
    if (value_given(*result))
        return true;
    *result = value_given(fallback) ? fallback : value_none();
    return !is_alembics_option(name) || python_refuse(interpreter, "op.get_context().opts.get('%s')", name);
}

static const NativeMember options_methods[] = {{"get", option_get}, {NULL, NULL}};
static const NativeClass options_class = {
    .name = "opts", .module = "alembic.runtime.migration", .methods = options_methods, .item = option_item};

NATIVE(context_options)
{
    (void)self;
    (void)arguments;
    return native_new(interpreter, &options_class, 0, result);
}

/* In env.py, before a lock of the table: limbeck makes it at the start of a step. */
NATIVE(context_ensure_version_table)
{
    (void)self;
    ScriptHost *host = script_host(interpreter);
    *result = value_none();
    if (!host->environment || host->offline || !host->configured || arguments->positional || arguments->keyword_count)
        return python_refuse(interpreter, "'._ensure_version_table' of MigrationContext%s",
                             host->environment ? "" : " in a migration");
    return true;
}

/* The database's version, which limbeck reads after env.py has run. */
NATIVE(context_get_current)
{
    (void)self;
    (void)arguments;
    if (!script_host(interpreter)->environment)
        return python_refuse(interpreter, "the version of the database in a migration");
    return python_opaque(interpreter, "alembic.MigrationContext.get_current_revision()", result);
}

/* EnvironmentContext has what the module alembic.context offers. */
NATIVE(context_environment)
{
    (void)self;
    (void)arguments;
    return python_import(interpreter, "alembic.context", result);
}

static const NativeMember migration_context_methods[] = {
    {"autocommit_block", context_autocommit_block},          {"execute", op_execute},
    {"_ensure_version_table", context_ensure_version_table}, {"get_current_revision", context_get_current, TAKES(0, 0)},
    {"get_current_heads", context_get_current, TAKES(0, 0)}, {NULL, NULL}};
static const NativeMember migration_context_properties[] = {{"as_sql", context_as_sql},
                                                            {"dialect", context_dialect},
                                                            {"bind", op_get_bind},
                                                            {"config", context_config},
                                                            {"opts", context_options},
                                                            {"connection", op_get_bind},
                                                            {"environment_context", context_environment},
                                                            {NULL, NULL}};
static const NativeClass migration_context_class = {.name = "MigrationContext",
                                                    .module = "alembic.runtime.migration",
                                                    .methods = migration_context_methods,
                                                    .properties = migration_context_properties};

bool op_get_context(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    (void)arguments;
    return native_new(interpreter, &migration_context_class, 0, result);
}

bool op_inline_literal(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    Arena *arena;
    const Expression *expression;
    if (!expression_object(interpreter, result, &arena) ||
        !expression_from(interpreter, result->native, argument_at(arguments, 0), NULL, &expression))
        return false;
    expression_object_set(*result, expression);
    return arguments->positional == 1 || python_refuse(interpreter, "inline_literal() with a type");
}
