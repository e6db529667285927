#include "limbeck/script/directory.h"

#include "limbeck/base/file.h"
#include "limbeck/script/header.h"

#include <string.h>

typedef struct Loader {
    Arena *arena;
    Arena *scratch; /* of one file */
    ScriptDirectory *directory;
    NameTable names;
    bool sourceless;
    Error *error;
} Loader;

static bool is_script(const char *name)
{
    return text_ends_with(name, ".py") && !text_starts_with(name, ".#") && !text_starts_with(name, "__init__");
}

static bool load_file(Loader *loader, const char *path)
{
    const char *content;
    size_t length;
    if (!file_read(loader->arena, path, &content, &length, loader->error))
        return false;
    arena_reset(loader->scratch);
    Revision *revision = header_read(loader->arena, loader->scratch, &loader->names, path, content, length,
                                     &loader->directory->warnings, loader->error);
    if (!revision)
        return false;
    map_put(loader->arena, &loader->directory->contents, path, (void *)content);
    revision_map_add(loader->directory->map, revision);
    return true;
}

static const char *name_before_dot(Arena *arena, const char *name)
{
    return arena_strndup(arena, name, strcspn(name, "."));
}

/* With sourceless = true Alembic takes compiled files for revisions, from a folder
 * and its __pycache__; a history without them would be another one. */
static bool refuse_compiled(Loader *loader, const char *folder, const StringVector *compiled,
                            const StringVector *sources)
{
    StringVector known = {0};
    for (size_t i = 0; i < sources->count; i++)
        if (text_ends_with(sources->items[i], ".py"))
            vector_push(loader->arena, &known, name_before_dot(loader->arena, sources->items[i]));
    for (size_t i = 0; i < compiled->count; i++) {
        const char *name = compiled->items[i];
        if ((!text_ends_with(name, ".pyc") && !text_ends_with(name, ".pyo")) || text_starts_with(name, "__init__") ||
            string_vector_contains(&known, name_before_dot(loader->arena, name)))
            continue;
        error_set(loader->error, ERROR_UNSUPPORTED, "%s is a compiled script without its source",
                  path_join(loader->arena, folder, name));
        error_hint(loader->error, "limbeck reads sources only; put the .py file beside it");
        return false;
    }
    return true;
}

static bool check_compiled(Loader *loader, const char *folder, const StringVector *files)
{
    const char *cache = path_join(loader->arena, folder, "__pycache__");
    StringVector cached = {0};
    return !loader->sourceless ||
           (refuse_compiled(loader, folder, files, files) &&
            (!folder_exists(cache) || (folder_list(loader->arena, cache, false, &cached, loader->error) &&
                                       refuse_compiled(loader, cache, &cached, files))));
}

static bool load_folder(Loader *loader, const char *path, bool recursive)
{
    StringVector files = {0}, folders = {0};
    if (!folder_list(loader->arena, path, false, &files, loader->error) || !check_compiled(loader, path, &files))
        return false;
    for (size_t i = 0; i < files.count; i++)
        if (is_script(files.items[i]) && !load_file(loader, path_join(loader->arena, path, files.items[i])))
            return false;
    if (!recursive)
        return true;
    if (!folder_list(loader->arena, path, true, &folders, loader->error))
        return false;
    for (size_t i = 0; i < folders.count; i++)
        if (strcmp(folders.items[i], "__pycache__") != 0 &&
            !load_folder(loader, path_join(loader->arena, path, folders.items[i]), true))
            return false;
    return true;
}

static bool load_locations(Loader *loader, const Config *config)
{
    for (size_t i = 0; i < config->version_locations.count; i++) {
        const char *location = config->version_locations.items[i];
        if (folder_exists(location) && !load_folder(loader, location, config->recursive_version_locations))
            return false;
    }
    return true;
}

ScriptDirectory *script_directory_open(Arena *arena, const Config *config, Error *error)
{
    ScriptDirectory *directory = ARENA_NEW(arena, ScriptDirectory);
    directory->config = config;
    directory->map = revision_map_new(arena);
    directory->env_path = path_join(arena, config->script_location, "env.py");
    Loader loader = {
        .arena = arena, .scratch = arena_new(), .directory = directory, .names = {.arena = arena}, .error = error};
    bool loaded =
        config_flag(arena, config, "sourceless", &loader.sourceless, error) && load_locations(&loader, config);
    arena_free(loader.scratch);
    if (!loaded || !revision_map_link(directory->map, error))
        return NULL;
    for (size_t i = 0; i < directory->map->warnings.count; i++)
        vector_push(arena, &directory->warnings, directory->map->warnings.items[i]);
    return directory;
}

const char *script_content(const ScriptDirectory *directory, const char *path)
{
    return map_get(&directory->contents, path);
}
