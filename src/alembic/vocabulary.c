#include "limbeck/alembic/vocabulary.h"

#include "script_host.h"

#include "limbeck/project/directory.h"
#include "limbeck/python/native.h"

static bool add_module(Arena *arena, Interpreter *interpreter, const char *name, Vocabulary *vocabulary)
{
    VocabularyModule module = {.name = arena_strdup(arena, name)};
    StringVector names = {0};
    if (!python_module_names(interpreter, name, &names))
        return false;
    module.names = string_vector_copy(arena, &names);
    vector_push(arena, &vocabulary->modules, module);
    return true;
}

bool script_vocabulary(Arena *arena, Vocabulary *vocabulary, Error *error)
{
    /* A project without folders to find modules in. */
    const Config config = {0};
    const ScriptDirectory directory = {.config = &config};
    ScriptHost host = {.binding = {.arena = arena}, .directory = &directory};
    Interpreter *interpreter = script_interpreter(&host, NULL, python_default_limits());
    StringVector modules = {0}, builtins = {0}, refused = {0};
    bool done = true;
    python_builtin_names(interpreter, &builtins, &refused);
    vocabulary->builtins = string_vector_copy(arena, &builtins);
    vocabulary->refused = string_vector_copy(arena, &refused);
    python_module_list(interpreter, &modules);
    for (size_t i = 0; done && i < modules.count; i++)
        done = add_module(arena, interpreter, modules.items[i], vocabulary);
    if (!done)
        *error = python_take_error(interpreter);
    interpreter_free(interpreter);
    return done;
}
