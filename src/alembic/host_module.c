/* _limbeck.host: functions that embedded modules call in limbeck. */
#include "host_module.h"
#include "script_host.h"
#include "unseen.h"

#include "limbeck/base/file.h"
#include "limbeck/operations/sink.h"
#include "limbeck/project/boundary.h"
#include "limbeck/python/native.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/rows.h"
#include "limbeck/sqlalchemy/statements.h"

#include <string.h>

NATIVE(host_opaque)
{
    (void)self;
    const char *name;
    return expect_text(interpreter, argument_at(arguments, 0), "name", &name) &&
           python_opaque(interpreter, python_intern(interpreter, name), result);
}

/* The name of an opaque value or of an unevaluated form (list[str]); None for other values. */
NATIVE(host_opaque_name)
{
    (void)self;
    Value value = argument_at(arguments, 0);
    *result = value_none();
    return value.kind != VALUE_OPAQUE || python_text(interpreter, python_opaque_path(value), result);
}

NATIVE(host_notice_of_script)
{
    (void)self;
    const char *text;
    *result = value_none();
    return expect_text(interpreter, argument_at(arguments, 0), "notice", &text) &&
           host_notice(interpreter, arena_strdup(binding_host(interpreter)->arena, text));
}

/* The frame of the script's own file. */
NATIVE(host_caller_folder)
{
    (void)self;
    (void)arguments;
    Arena *arena = binding_host(interpreter)->arena;
    return python_text(interpreter, path_dirname(arena, python_place(interpreter).file), result);
}

/* place(): the line of the application that is running, "app/ddl.py:12". */
NATIVE(host_caller_place)
{
    (void)self;
    (void)arguments;
    PythonPlace place = python_place(interpreter);
    return python_text(interpreter,
                       arena_format(script_host(interpreter)->binding.arena, "%s:%d", place.file, place.line), result);
}

/* rewritten(name, dialect, place, is_own): records an @compiles of the application. */
NATIVE(host_rewritten)
{
    enum { ARG_name, ARG_dialect, ARG_place, ARG_is_own };
    (void)self;
    BindingHost *host = binding_host(interpreter);
    Rewritten row = {0};
    *result = value_none();
    if (!expect_text(interpreter, argument_at(arguments, ARG_name), "name", &row.name) ||
        !expect_text_or_none(interpreter, argument_at(arguments, ARG_dialect), "dialect", &row.dialect) ||
        !expect_text(interpreter, argument_at(arguments, ARG_place), "place", &row.place))
        return false;
    row = (Rewritten){arena_strdup(host->arena, row.name), arena_strdup(host->arena, row.dialect),
                      arena_strdup(host->arena, row.place), argument_at(arguments, ARG_is_own).boolean};
    vector_push(host->arena, &host->rewritten, row);
    return true;
}

/* catalogue(about, name, schema, kind): rows that the sink knows without a query, else None. */
NATIVE(host_catalogue)
{
    static const char *const names[] = {"about", "name", "schema", "kind"};
    CatalogueQuestion question = {0};
    const char **const parts[] = {&question.about, &question.name, &question.schema, &question.kind};
    Sink *sink = host_sink(interpreter);
    ScriptRows *rows = NULL;
    Error error = {0};
    (void)self;
    *result = value_none();
    if (!sink)
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!expect_text_or_none(interpreter, argument_at(arguments, i), names[i], parts[i]))
            return false;
    if (!sink->catalogue)
        return true;
    if (!sink->catalogue(sink, &question, &rows, &error))
        return sink_failed(interpreter, &error);
    return !rows || result_object(interpreter, rows, NULL, NULL, 0, result);
}

/* inspection_sql(about): the SQL of a query of inspect(), and the names of its parameters; or None. */
NATIVE(host_inspection_sql)
{
    (void)self;
    const char *about;
    const Sink *sink = host_sink(interpreter);
    *result = value_none();
    if (!sink || !expect_text(interpreter, argument_at(arguments, 0), "about", &about))
        return false;
    const char *names, *sql = sink->inspection_sql ? sink->inspection_sql(sink->traits->name, about, &names) : NULL;
    Value pair[2];
    if (!sql)
        return true;
    if (!python_text(interpreter, sql, &pair[0]))
        return false;
    python_push(interpreter, pair[0]);
    return python_text(interpreter, names, &pair[1]) && python_tuple(interpreter, pair, 2, result);
}

/* import_module(name), for importlib. A missing module of the project's own package raises, as in Python; a
 * missing library's is opaque. */
NATIVE(host_import_module)
{
    (void)self;
    ScriptHost *host = script_host(interpreter);
    const char *name, *path;
    if (!expect_text(interpreter, argument_at(arguments, 0), "name", &name))
        return false;
    const char *top = arena_strndup(host->binding.arena, name, strcspn(name, "."));
    if (host_finds_module(host, top, &path) && !host_finds_module(host, name, &path))
        return python_raise(interpreter, "ModuleNotFoundError", "No module named '%s'", name);
    if (!python_import_chain(interpreter, name, result))
        return false;
    if (result->kind == VALUE_OPAQUE)
        note_unseen(interpreter, name,
                    arena_format(host->binding.arena, "it imports '%s', which limbeck could not import", name));
    return true;
}

/* has_module(name): True, False, or None where the installed libraries are not known. */
NATIVE(host_module_is_there)
{
    (void)self;
    const char *name;
    if (!expect_text(interpreter, argument_at(arguments, 0), "name", &name))
        return false;
    ModuleFound found = host_has_module(script_host(interpreter), name);
    *result = found == MODULE_NOT_KNOWN ? value_none() : value_bool(found == MODULE_THERE);
    return true;
}

static bool read_reason(Interpreter *interpreter, const Arguments *arguments, const char **name, const char **reason)
{
    enum { ARG_name, ARG_reason };
    return expect_text(interpreter, argument_at(arguments, ARG_name), "name", name) &&
           expect_text(interpreter, argument_at(arguments, ARG_reason), "reason", reason);
}

/* unseen(name, reason): records that models may be incomplete; a comparison that would drop something is then
 * refused. */
NATIVE(host_unseen)
{
    (void)self;
    const char *name, *reason;
    *result = value_none();
    if (!read_reason(interpreter, arguments, &name, &reason))
        return false;
    note_unseen(interpreter, name, reason);
    return true;
}

typedef bool Attempt(Interpreter *interpreter, Value function, Value *result, const char **reason);

static bool attempt(Interpreter *interpreter, Attempt *call, const Arguments *arguments, Value *result)
{
    const char *reason;
    Value parts[2] = {value_none(), value_none()};
    if (!call(interpreter, argument_at(arguments, 0), &parts[0], &reason))
        return false;
    python_push(interpreter, parts[0]);
    return (!reason || python_text(interpreter, reason, &parts[1])) && python_tuple(interpreter, parts, 2, result);
}

/* attempt(function): (result, None), or (None, the reason why it could not be evaluated). */
NATIVE(host_attempt)
{
    (void)self;
    return attempt(interpreter, python_attempt, arguments, result);
}

/* attempt_in_parts(function): the same, but statements that cannot be evaluated are skipped. The result may come
 * with the reason of the first skipped one. */
NATIVE(host_attempt_in_parts)
{
    (void)self;
    return attempt(interpreter, python_attempt_in_parts, arguments, result);
}

/* skipped(): why the first statement of the current attempt was skipped; None if none was. */
NATIVE(host_skipped)
{
    (void)self;
    (void)arguments;
    const char *reason = python_skipped(interpreter);
    *result = value_none();
    return !reason || python_text(interpreter, reason, result);
}

/* note_reason(name, reason): records why the opaque value of that name is unknown. */
NATIVE(host_note_reason)
{
    (void)self;
    const char *name, *reason;
    *result = value_none();
    if (!read_reason(interpreter, arguments, &name, &reason))
        return false;
    python_note_reason(interpreter, name, reason);
    return true;
}

/* reason(name): the reason recorded by note_reason() or by a module that failed; None if there is none. */
NATIVE(host_reason)
{
    (void)self;
    const char *name;
    *result = value_none();
    if (!expect_text(interpreter, argument_at(arguments, 0), "name", &name))
        return false;
    const char *reason = python_unknown_reason(interpreter, name);
    return !reason || python_text(interpreter, reason, result);
}

/* run_file(path): runs a Python file of the project that is not imported as a module. */
NATIVE(host_run_file)
{
    (void)self;
    ScriptHost *host = script_host(interpreter);
    const char *path, *content;
    size_t length;
    Error error = {0};
    if (!expect_path(interpreter, argument_at(arguments, 0), &path))
        return false;
    path = path_absolute(host->binding.arena, path);
    if (!project_check(host->binding.arena, host->directory->config, path, &error) ||
        !project_read(host->binding.arena, host->directory->config, path, &content, &length, &error))
        return python_fail(interpreter, &error);
    Module *module = python_run_file(interpreter, path, path, content, length);
    if (module)
        *result = value_object(module);
    return module != NULL;
}

static bool add_names_of(Interpreter *interpreter, const Names *names, Value list)
{
    for (size_t i = 0; i < names->count; i++) {
        Value name;
        if (!python_text(interpreter, names->keys[i], &name) || !list_append(interpreter, list.list, name))
            return false;
    }
    return true;
}

/* names(object): the attributes of a module, of a class with its bases, or of an instance. */
NATIVE(host_names)
{
    (void)self;
    Value of = argument_at(arguments, 0);
    const Class *class_ = of.kind == VALUE_CLASS ? of.class_ : of.kind == VALUE_INSTANCE ? of.instance->class_ : NULL;
    if (!class_ && of.kind != VALUE_MODULE)
        return python_refuse(interpreter, "the names of a %s", value_type_name(of));
    if (!python_list(interpreter, NULL, 0, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; class_ && i < class_->order_count; i++)
        if (!add_names_of(interpreter, &class_->order[i]->names, *result))
            return false;
    return of.kind == VALUE_CLASS ||
           add_names_of(interpreter, of.kind == VALUE_MODULE ? &of.module->names : &of.instance->names, *result);
}

/* search_path(): the initial sys.path. */
NATIVE(host_first_path)
{
    (void)self;
    (void)arguments;
    StringVector folders = {0};
    host_search_path(script_host(interpreter), &folders);
    if (!python_list(interpreter, NULL, 0, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < folders.count; i++) {
        Value folder;
        if (!python_text(interpreter, folders.items[i], &folder) || !list_append(interpreter, result->list, folder))
            return false;
    }
    return true;
}

/* loaded(name): a module of sys.modules; None if it is not loaded. */
NATIVE(host_loaded)
{
    (void)self;
    const char *name;
    if (!expect_text(interpreter, argument_at(arguments, 0), "name", &name))
        return false;
    if (!python_loaded_module(interpreter, name, result))
        *result = value_none();
    return true;
}

static bool is_constant(const Expression *expression)
{
    if (expression->kind == EXPRESSION_LABEL)
        expression = expression->left;
    bool is_number = expression->kind == EXPRESSION_TEXT && expression->text &&
                     strspn(expression->text, "0123456789") == strlen(expression->text); /* select(1) */
    return is_number || expression->kind == EXPRESSION_LITERAL;
}

/* is_ping(select(1)): a constant of no table. */
NATIVE(host_is_ping)
{
    (void)interpreter;
    (void)self;
    const StatementObject *object = native_data(argument_at(arguments, 0), &statement_class);
    const Statement *statement = object ? object->statement : NULL;
    *result = value_bool(statement && statement->kind == STATEMENT_SELECT && statement->columns.count == 1 &&
                         is_constant(statement->columns.items[0]) && !statement->from_count &&
                         !statement->where.count && !statement->cte_count && !statement->prefixes.count);
    return true;
}

/* variables(): the process environment as a dictionary. */
NATIVE(host_variables)
{
    (void)self;
    (void)arguments;
    extern char **environ;
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    for (char **at = environ; *at; at++) {
        const char *equals = strchr(*at, '=');
        Value key, value;
        if (!equals || !utf8_valid(*at, strlen(*at), NULL))
            continue;
        if (!python_string(interpreter, *at, (size_t)(equals - *at), &key) ||
            !python_text(interpreter, equals + 1, &value) || !dict_set(interpreter, result->dict, key, value))
            return false;
    }
    return true;
}

/* command(): sys.argv of the command line; None where Alembic would have had another. */
NATIVE(host_command)
{
    const StringVector *words = &script_host(interpreter)->directory->config->command;
    (void)self;
    (void)arguments;
    *result = value_none();
    if (!words->count)
        return true;
    size_t mark = python_stack_mark(interpreter);
    bool done = python_text_list(interpreter, words, result);
    python_stack_reset(interpreter, mark);
    return done;
}

NATIVE(host_platform)
{
    (void)self;
    (void)arguments;
#ifdef __APPLE__
    return python_text(interpreter, "darwin", result);
#else
    return python_text(interpreter, "linux", result);
#endif
}

/* extended(module): the module registers operations; scripts find them in op without importing it. */
NATIVE(host_extended)
{
    (void)self;
    ScriptHost *host = script_host(interpreter);
    const char *name;
    *result = value_none();
    if (!expect_text(interpreter, argument_at(arguments, 0), "module", &name))
        return false;
    for (size_t i = 0; i < host->extensions.count; i++)
        if (strcmp(host->extensions.items[i], name) == 0)
            return true;
    vector_push(host->binding.arena, &host->extensions, arena_strdup(host->binding.arena, name));
    return true;
}

void note_comparator(ScriptHost *host, const char *what)
{
    host->comparator = arena_strdup(host->binding.arena, what);
    if (host->environment)
        host->environment->comparison.comparator = host->comparator;
}

/* comparator("alembic_utils, which compares functions"): a library that takes part in autogenerate. */
NATIVE(host_comparator)
{
    (void)self;
    const char *text;
    *result = value_none();
    if (!expect_text(interpreter, argument_at(arguments, 0), "comparator", &text))
        return false;
    note_comparator(script_host(interpreter), text);
    return true;
}

static const NativeMember functions[] = {{"comparator", host_comparator},
                                         {"opaque", host_opaque},
                                         {"opaque_name", host_opaque_name},
                                         {"notice", host_notice_of_script},
                                         {"caller_folder", host_caller_folder},
                                         {"catalogue", host_catalogue},
                                         {"inspection_sql", host_inspection_sql},
                                         {"import_module", host_import_module},
                                         {"has_module", host_module_is_there},
                                         {"unseen", host_unseen},
                                         {"caller_place", host_caller_place},
                                         {"rewritten", host_rewritten},
                                         {"search_path", host_first_path},
                                         {"command", host_command},
                                         {"loaded", host_loaded},
                                         {"is_ping", host_is_ping},
                                         {"platform", host_platform},
                                         {"variables", host_variables},
                                         {"extended", host_extended},
                                         {"attempt", host_attempt},
                                         {"note_reason", host_note_reason},
                                         {"run_file", host_run_file},
                                         {"names", host_names},
                                         {"reason", host_reason},
                                         {"attempt_in_parts", host_attempt_in_parts},
                                         {"skipped", host_skipped},
                                         {NULL, NULL}};
const NativeModule limbeck_host_module = {"_limbeck.host", functions, NULL, NULL, false, NULL};
