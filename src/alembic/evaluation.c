/* Interpreters for scripts and for env.py. */
#include "limbeck/alembic/evaluation.h"

#include "clock.h"
#include "context.h"
#include "engines.h"
#include "host_module.h"
#include "operations.h"
#include "project_files.h"
#include "script_host.h"
#include "unseen.h"

#include "limbeck/alembic/directives.h"
#include "limbeck/alembic/environment.h"
#include "limbeck/base/file.h"
#include "limbeck/operations/sink.h"
#include "limbeck/project/boundary.h"
#include "limbeck/project/directory.h"
#include "limbeck/python/native.h"
#include "limbeck/python/runtime/unicode.h"
#include "limbeck/python/syntax/parser.h"
#include "limbeck/sqlalchemy/compiling.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/modules.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ScriptHost *script_host(Interpreter *interpreter)
{
    return python_host(interpreter);
}

static void print_line(void *state, const char *line)
{
    ScriptHost *host = state;
    if (host->binding.sink && host->binding.sink->print)
        host->binding.sink->print(host->binding.sink, line);
}

Interpreter *script_interpreter(ScriptHost *host, const atomic_bool *cancelled, PythonLimits limits)
{
    static const NativeModule *const modules[] = {&alembic_module,
                                                  &operations_module,
                                                  &context_module,
                                                  &sqlalchemy_module,
                                                  &sqlalchemy_sql_module,
                                                  &sqlalchemy_expression_module,
                                                  &sqlalchemy_types_module,
                                                  &sqlalchemy_schema_module,
                                                  &sqlalchemy_dialects_module,
                                                  &sqlalchemy_sqltypes_module,
                                                  &sqlalchemy_sql_schema_module,
                                                  &sqlalchemy_selectable_module,
                                                  &sqlalchemy_dml_module,
                                                  &sqlalchemy_ddl_module,
                                                  &sqlalchemy_ext_module,
                                                  &postgresql_module,
                                                  &sqlite_module,
                                                  &postgresql_base_module,
                                                  &sqlite_base_module,
                                                  &sqlalchemy_engine_module,
                                                  &sqlalchemy_asyncio_module,
                                                  &sqlalchemy_pool_module,
                                                  &logging_config_module,
                                                  &limbeck_clock_module,
                                                  &limbeck_files_module,
                                                  &limbeck_host_module,
                                                  &limbeck_rendering_module,
                                                  &limbeck_revisions_module};
    InterpreterOptions options = {.limits = limits,
                                  .cancelled = cancelled,
                                  .find_module = host_find_module,
                                  .unknown_called = note_unknown_call,
                                  .may_lack = may_lack_tables,
                                  .may_skip_call = environment_may_skip_call,
                                  .imported_elsewhere = host_imported_elsewhere,
                                  .decide = host->branches ? environment_decide : NULL,
                                  .decides_in = host->directory->env_path,
                                  .finder_state = host,
                                  .host = host,
                                  .exceptions = "sqlalchemy.exc",
                                  .print = print_line};
    Interpreter *interpreter = interpreter_new(&options);
    host->interpreter = interpreter;
    host->binding.revisions = host->directory->map;
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        python_register_module(interpreter, modules[i]);
    for (const NativeModule *part = sqlalchemy_parts; part->name; part++)
        python_register_module(interpreter, part);
    python_register_sources(interpreter, packages_library);
    python_register_sources(interpreter, sqlalchemy_library);
    python_register_sources(interpreter, alembic_library);
    add_file_functions(interpreter);
    return interpreter;
}

/* ---- a revision ------------------------------------------------------------------------ */

/* Passes the keyword arguments that env.py gave run_migrations(). */
static bool call_function(Interpreter *interpreter, Module *module, const char *name,
                          const ScriptEnvironment *environment)
{
    enum { MAX_ARGUMENTS = 8 };
    Value function, ignored, values[MAX_ARGUMENTS];
    const char *keywords[MAX_ARGUMENTS];
    Arguments arguments = {.values = values, .keywords = keywords};
    size_t count = environment ? environment->arguments.count : 0;
    python_be_strict(interpreter);
    if (count > MAX_ARGUMENTS)
        return python_refuse(interpreter, "run_migrations() with over eight arguments");
    for (size_t i = 0; i < count; i++) {
        const MigrationArgument *argument = &environment->arguments.items[i];
        if (!python_text(interpreter, argument->text, &values[i]))
            return false;
        python_push(interpreter, values[i]);
        keywords[i] = python_intern(interpreter, argument->name);
    }
    arguments.keyword_count = count;
    return python_get_attribute(interpreter, value_object(module), name, &function) &&
           python_call(interpreter, function, &arguments, &ignored);
}

/* Alembic has no attribute "execute_ddl_statements": assigning it has no effect. */
static void warn_of_dead_switch(Interpreter *interpreter, Sink *sink)
{
    Value module, found;
    if (!python_import(interpreter, "alembic.context", &module))
        return;
    found = names_get(&module.module->names, python_intern(interpreter, "execute_ddl_statements"));
    if (value_given(found) && sink->print)
        sink->print(
            sink,
            "context.execute_ddl_statements has no effect in Alembic; use 'with op.get_context().autocommit_block():'");
}

/* ---- what revisions share ------------------------------------------------------------------ */

/* The names of loaded scripts stay until the session is renewed. */
enum { MAX_BYTES = 64 * 1024 * 1024 };

struct ScriptSession {
    const ScriptDirectory *directory;
    ScriptHost host;
    Interpreter *interpreter; /* NULL until first needed */
};

ScriptSession *script_session_new(const ScriptDirectory *directory)
{
    ScriptSession *session = memory_alloc(sizeof *session);
    session->directory = directory;
    return session;
}

static void end_session(ScriptSession *session)
{
    if (session->interpreter)
        interpreter_free(session->interpreter);
    arena_free(session->host.binding.arena);
    arena_free(session->host.binding.scratch);
    session->interpreter = NULL;
    session->host = (ScriptHost){0};
}

void script_session_free(ScriptSession *session)
{
    if (!session)
        return;
    end_session(session);
    free(session);
}

static void begin_session(ScriptSession *session, const EvaluationRequest *request, bool offline)
{
    if (session->interpreter && arena_bytes(python_arena(session->interpreter)) > MAX_BYTES)
        end_session(session);
    BindingHost *binding = &session->host.binding;
    Arena *arena = binding->arena ? binding->arena : arena_new();
    Arena *scratch = binding->scratch ? binding->scratch : arena_new();
    RewrittenVector rewritten = binding->rewritten;
    session->host = (ScriptHost){.directory = session->directory,
                                 .interpreter = session->interpreter,
                                 .decided = request->environment,
                                 .offline = offline};
    *binding =
        (BindingHost){.arena = arena, .scratch = scratch, .notices = &session->host.notices, .rewritten = rewritten};
    if (request->environment) {
        binding->url = request->environment->url;
        binding->naming = request->environment->naming;
        binding->json_serializer = request->environment->connection.json_serializer;
    }
    if (session->interpreter)
        return;
    session->interpreter = script_interpreter(&session->host, request->cancelled, request->limits);
    const RevisionMap *map = session->directory->map;
    for (size_t i = 0; map && i < map->revisions.count; i++) { /* Alembic loads all scripts before it runs the first */
        const Revision *other = map->revisions.items[i];
        if (other->content && other != request->revision)
            note_rewritten(binding, other->path, other->content);
    }
    for (size_t i = 0; request->environment && i < request->environment->rewritten_count; i++)
        vector_push(arena, &binding->rewritten, request->environment->rewritten[i]);
}

/* Modules that env.py imports may register operations in op, so scripts import them too. Operations registered
 * in env.py itself are not available: running env.py again would configure again. */
static bool import_extensions(ScriptSession *session, const EvaluationRequest *request)
{
    const StringVector *modules = request->environment ? &request->environment->extensions : NULL;
    for (size_t i = 0; modules && i < modules->count; i++) {
        Value ignored;
        if (strcmp(modules->items[i], ENVIRONMENT_MODULE) != 0 &&
            !python_import_chain(session->interpreter, modules->items[i], &ignored))
            return false;
    }
    return true;
}

/* A script's __name__ under Alembic: its file's name with '_' for all that is no letter, digit or '_'. */
static const char *module_name(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *at = slash ? slash + 1 : path;
    Text name = text_in(arena);
    uint32_t codepoint;
    for (size_t left = strlen(at), length; left; at += length, left -= length) {
        bool is_ascii = (unsigned char)*at < 0x80;
        length = is_ascii ? 1 : utf8_decode(at, left, &codepoint);
        length += !length;
        if (is_ascii ? isalnum((unsigned char)*at) : unicode_is_alnum(codepoint))
            text_append_bytes(&name, at, length);
        else
            text_append_char(&name, '_');
    }
    return text_string(&name);
}

static bool evaluate(ScriptSession *session, const EvaluationRequest *request, Sink *sink, Error *error)
{
    const char *content = request->revision->content;
    ScriptHost *host = &session->host;
    begin_session(session, request, sink->is_offline);
    Interpreter *interpreter = session->interpreter;
    bool done = false;
    python_begin_loading(interpreter);
    host->binding.loading = sink->is_at_start ? sink : NULL;
    const char *name = module_name(host->binding.arena, request->revision->path);
    Module *module = import_extensions(session, request)
                         ? python_run_file(interpreter, name, request->revision->path, content, strlen(content))
                         : NULL;
    host->binding.loading = NULL;
    host->binding.sink = sink;
    if (module) {
        warn_of_dead_switch(interpreter, sink);
        done = call_function(interpreter, module, request->downgrade ? "downgrade" : "upgrade", request->environment);
    }
    if (!done) {
        *error = python_take_error(interpreter);
        host_restore_refusal(&host->binding, error);
    }
    if (module)
        python_forget(interpreter, module);
    for (size_t i = 0; i < host->notices.count && sink->print; i++)
        sink->print(sink, host->notices.items[i]);
    host->binding.sink = NULL;
    if (!done)
        end_session(session);
    return done;
}

bool scripts_are_python(const RevisionVector *path, Error *error)
{
    Arena *arena = arena_new();
    bool parse = true;
    for (size_t i = 0; parse && i < path->count; i++) {
        const char *file = path->items[i]->path, *content = path->items[i]->content;
        arena_reset(arena);
        parse = python_parse(arena, NULL, file, content, strlen(content), error) != NULL;
    }
    arena_free(arena);
    return parse;
}

bool script_evaluate(const EvaluationRequest *request, Sink *sink, Error *error)
{
    ScriptSession *own = request->session ? NULL : script_session_new(request->directory);
    bool done = evaluate(own ? own : request->session, request, sink, error);
    script_session_free(own);
    return done;
}
