#include "limbeck/alembic/vocabulary.h"

#include "script_host.h"

#include "limbeck/project/directory.h"
#include "limbeck/python/native.h"

static void copy(Arena *arena, const StringVector *from, StringVector *to)
{
    for (size_t i = 0; i < from->count; i++)
        vector_push(arena, to, arena_strdup(arena, from->items[i]));
}

static bool add_module(Arena *arena, Interpreter *interpreter, const char *name, Vocabulary *vocabulary)
{
    VocabularyModule module = {.name = arena_strdup(arena, name)};
    StringVector names = {0};
    if (!python_module_names(interpreter, name, &names))
        return false;
    copy(arena, &names, &module.names);
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
    copy(arena, &builtins, &vocabulary->builtins);
    copy(arena, &refused, &vocabulary->refused);
    python_module_list(interpreter, &modules);
    for (size_t i = 0; done && i < modules.count; i++)
        done = add_module(arena, interpreter, modules.items[i], vocabulary);
    if (!done)
        *error = python_take_error(interpreter);
    interpreter_free(interpreter);
    return done;
}
