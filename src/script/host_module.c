/* _limbeck.host: what library modules tell limbeck, and ask of it. */
#include "binding.h"

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

static const NativeMember functions[] = {{"opaque", host_opaque},
                                         {"opaque_name", host_opaque_name},
                                         {"notice", host_tell},
                                         {"caller_folder", host_caller_folder},
                                         {NULL, NULL}};
const NativeModule limbeck_host_module = {"_limbeck.host", functions, NULL, NULL, false};
