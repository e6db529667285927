#include "limbeck/project/hooks.h"

#include "limbeck/base/process.h"

#include <string.h>

static bool required(const PostWriteHook *hook, const char *key, const char **value, Error *error)
{
    *value = map_get(&hook->options, key);
    return *value || error_set(error, ERROR_COMMAND, "Key %s.%s is required for post write hook '%s'", hook->name, key,
                               hook->name);
}

/* Alembic runs a console script of an installed package with its own Python. Without Python, limbeck runs the
 * program of that name. */
static bool console_script(Arena *arena, const PostWriteHook *hook, StringVector *words, Error *error)
{
    const char *name;
    if (!required(hook, "entrypoint", &name, error))
        return false;
    if (!program_exists(arena, name)) {
        error_set(error, ERROR_COMMAND, "Could not find entrypoint console_scripts.%s", name);
        error_hint(error, "limbeck runs the program of that name on $PATH");
        return false;
    }
    vector_push(arena, words, name);
    return true;
}

static bool executable(Arena *arena, const PostWriteHook *hook, StringVector *words, Error *error)
{
    const char *name;
    if (!required(hook, "executable", &name, error))
        return false;
    vector_push(arena, words, name);
    return true;
}

static bool module(Arena *arena, const PostWriteHook *hook, StringVector *words, Error *error)
{
    const char *name;
    if (!required(hook, "module", &name, error))
        return false;
    if (!program_exists(arena, "python3")) {
        error_set(error, ERROR_COMMAND, "the post write hook '%s' is a Python module, and there is no python3 here",
                  hook->name);
        error_hint(error, "%s.type = exec runs a program instead", hook->name);
        return false;
    }
    vector_push(arena, words, "python3");
    vector_push(arena, words, "-m");
    vector_push(arena, words, name);
    return true;
}

static const struct {
    const char *type;
    bool (*command)(Arena *arena, const PostWriteHook *hook, StringVector *words, Error *error);
} types[] = {{"console_scripts", console_script}, {"exec", executable}, {"module", module}};

static const char *with_path(Arena *arena, const char *word, const char *path)
{
    static const char token[] = "REVISION_SCRIPT_FILENAME";
    Text text = text_in(arena);
    for (const char *found; (found = strstr(word, token)); word = found + strlen(token)) {
        text_append_bytes(&text, word, (size_t)(found - word));
        text_append(&text, path);
    }
    text_append(&text, word);
    return text_string(&text);
}

static bool add_options(Arena *arena, const PostWriteHook *hook, const char *path, StringVector *words, Error *error)
{
    const char *options = map_get(&hook->options, "options");
    StringVector parts = {0};
    if (!options || !strstr(options, "REVISION_SCRIPT_FILENAME"))
        options = arena_format(arena, "REVISION_SCRIPT_FILENAME %s", options ? options : "");
    if (!words_split(arena, options, &parts))
        return error_set(error, ERROR_COMMAND, "No closing quotation in %s.options", hook->name);
    for (size_t i = 0; i < parts.count; i++)
        vector_push(arena, words, with_path(arena, parts.items[i], path));
    return true;
}

static bool run_hook(Arena *arena, const PostWriteHook *hook, const char *path, Error *error)
{
    const char *type = map_get(&hook->options, "type");
    StringVector words = {0};
    int ignored;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].type, type) == 0)
            return types[i].command(arena, hook, &words, error) && add_options(arena, hook, path, &words, error) &&
                   process_run(arena, &words, map_get(&hook->options, "cwd"), &ignored, error);
    return error_set(error, ERROR_COMMAND, "No formatter with name '%s' registered", type);
}

bool hooks_run(Arena *arena, const Config *config, const char *path, const StatusReceiver *status, Error *error)
{
    PostWriteHooks hooks = {0};
    if (!config_hooks(arena, config, &hooks, error))
        return false;
    for (size_t i = 0; i < hooks.count; i++) {
        const PostWriteHook *hook = &hooks.items[i];
        if (!map_has(&hook->options, "type"))
            return error_set(error, ERROR_COMMAND,
                             "Key '%s.type' (or 'type' in toml) is required for post write hook '%s'", hook->name,
                             hook->name);
        status_begin(status, arena_format(arena, "Running post write hook '%s'", hook->name), true);
        bool done = run_hook(arena, hook, path, error);
        status_end(status, done);
        if (!done)
            return false;
    }
    return true;
}
