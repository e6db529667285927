/* _limbeck.host: what library modules tell limbeck, and ask of it. */
#include "limbeck/sqlalchemy/binding.h"

NATIVE(host_opaque)
{
    (void)self;
    const char *name;
    return expect_text(interpreter, argument_at(arguments, 0), "name", &name) &&
           python_opaque(interpreter, python_intern(interpreter, name), result);
}

/* Of something limbeck could not import, or does not evaluate (list[str]); None of other values. */
NATIVE(host_opaque_name)
{
    (void)self;
    Value value = argument_at(arguments, 0);
    *result = value_none();
    return value.kind != VALUE_OPAQUE || python_text(interpreter, python_opaque_path(value), result);
}

NATIVE(host_tell)
{
    (void)self;
    const char *text;
    *result = value_none();
    return expect_text(interpreter, argument_at(arguments, 0), "notice", &text) &&
           host_notice(interpreter, arena_strdup(script_host(interpreter)->arena, text));
}

/* Of the script's own file that is running. */
NATIVE(host_caller_folder)
{
    (void)self;
    (void)arguments;
    Arena *arena = script_host(interpreter)->arena;
    return python_text(interpreter, path_dirname(arena, python_place(interpreter).file), result);
}

/* catalogue(about, name, schema, kind): rows where the sink knows them of itself, else None. */
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
    return !rows || result_object(interpreter, rows, NULL, result);
}

static const NativeMember functions[] = {{"opaque", host_opaque},       {"opaque_name", host_opaque_name},
                                         {"notice", host_tell},         {"caller_folder", host_caller_folder},
                                         {"catalogue", host_catalogue}, {NULL, NULL}};
const NativeModule limbeck_host_module = {"_limbeck.host", functions, NULL, NULL, false, NULL};
