#include "limbeck/project/directory.h"

#include "limbeck/base/file.h"
#include "limbeck/base/thread.h"
#include "limbeck/project/boundary.h"
#include "limbeck/project/header.h"

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

/* One script. */
typedef struct LoadedFile {
    int folder; /* descriptor of its folder; negative: not open */
    const char *path;
    Revision *revision; /* NULL: not read, because another file failed */
    StringVector warnings;
} LoadedFile;

typedef VECTOR(LoadedFile) LoadedFiles;

/* State of one thread that reads scripts. */
typedef struct Reader {
    Arena *arena;     /* NULL until it reads its first file */
    Arena *scratch;   /* of one file */
    size_t failed_at; /* index of the first file it could not read */
    Error error;
} Reader;

/* Most projects have one. Files of folders beyond this number are opened by their whole path. */
enum { MAX_FOLDERS = 16 };

typedef struct Loader {
    Arena *arena;
    ScriptDirectory *directory;
    LoadedFiles files;
    int folders[MAX_FOLDERS]; /* that are open */
    size_t folder_count;
    Reader readers[THREAD_PARTS];
    atomic_size_t failed_at; /* the first failure of all threads: later files need not be read */
    bool sourceless;
    Error *error;
} Loader;

static bool is_script(const char *name)
{
    return text_ends_with(name, ".py") && !text_starts_with(name, ".#") && !text_starts_with(name, "__init__");
}

/* ---- reading files, on several threads -------------------------------------------------- */

static void begin_reading(Reader *reader)
{
    if (reader->arena)
        return;
    reader->arena = arena_new();
    reader->scratch = arena_new();
    reader->failed_at = SIZE_MAX;
}

static bool read_script(Reader *reader, const Config *config, LoadedFile *file)
{
    const char *content;
    size_t length;
    bool is_link;
    if (!file_read_listed(reader->arena, file->folder, file->path, &content, &length, &is_link, &reader->error) &&
        !(is_link && project_read(reader->arena, config, file->path, &content, &length, &reader->error)))
        return false;
    arena_reset(reader->scratch);
    file->revision =
        header_read(reader->arena, reader->scratch, file->path, content, length, &file->warnings, &reader->error);
    return file->revision;
}

static void report_failed_file(Loader *loader, size_t index)
{
    size_t before = atomic_load(&loader->failed_at);
    while (index < before && !atomic_compare_exchange_weak(&loader->failed_at, &before, index))
        ;
}

/* Each thread reads files in rising order, so its first failure is its lowest. */
static void read_file(void *state, size_t part, size_t index)
{
    Loader *loader = state;
    Reader *reader = &loader->readers[part];
    if (index > atomic_load(&loader->failed_at))
        return;
    begin_reading(reader);
    if (read_script(reader, loader->directory->config, &loader->files.items[index]))
        return;
    if (index < reader->failed_at)
        reader->failed_at = index;
    report_failed_file(loader, index);
}

/* Merges the results in the order of the files, as if one thread had read them. */
static bool read_files(Loader *loader)
{
    enum { FILES_PER_THREAD = 200 };
    ScriptDirectory *directory = loader->directory;
    atomic_init(&loader->failed_at, SIZE_MAX);
    thread_share(loader->files.count, FILES_PER_THREAD, read_file, loader);
    size_t failed_at = atomic_load(&loader->failed_at);
    for (size_t i = 0; i < THREAD_PARTS; i++) {
        Reader *reader = &loader->readers[i];
        if (!reader->arena)
            continue;
        if (reader->failed_at == failed_at && failed_at < SIZE_MAX)
            *loader->error = reader->error;
        arena_adopt(loader->arena, reader->arena);
        arena_free(reader->scratch);
    }
    for (size_t i = 0; i < loader->files.count && i < failed_at; i++) {
        const LoadedFile *file = &loader->files.items[i];
        revision_map_add(directory->map, file->revision);
        for (size_t k = 0; k < file->warnings.count; k++)
            vector_push(loader->arena, &directory->warnings, file->warnings.items[k]);
    }
    return failed_at == SIZE_MAX;
}

/* ---- finding them --------------------------------------------------------------------------- */

static const char *name_before_dot(Arena *arena, const char *name)
{
    return arena_strndup(arena, name, strcspn(name, "."));
}

/* With sourceless = true Alembic also loads .pyc files as revisions. A history without them would be wrong, so
 * they are refused. */
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
        error_hint(loader->error, "limbeck reads sources only; put the .py file next to it");
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

static int open_folder(Loader *loader, const char *path)
{
    int folder = loader->folder_count < MAX_FOLDERS ? folder_open(path) : -1;
    if (folder >= 0)
        loader->folders[loader->folder_count++] = folder;
    return folder;
}

/* Symbolic links to folders are not followed, as in Python's os.walk(). */
static bool find_scripts(Loader *loader, const char *path, bool recursive)
{
    StringVector files = {0}, folders = {0};
    if (!folder_list(loader->arena, path, false, &files, loader->error) || !check_compiled(loader, path, &files))
        return false;
    int folder = open_folder(loader, path);
    for (size_t i = 0; i < files.count; i++) {
        LoadedFile file = {.folder = folder, .path = path_join(loader->arena, path, files.items[i])};
        if (is_script(files.items[i]))
            vector_push(loader->arena, &loader->files, file);
    }
    if (!recursive)
        return true;
    if (!folder_list(loader->arena, path, true, &folders, loader->error))
        return false;
    for (size_t i = 0; i < folders.count; i++) {
        const char *folder_path = path_join(loader->arena, path, folders.items[i]);
        if (strcmp(folders.items[i], "__pycache__") != 0 && !folder_is_link(folder_path) &&
            !find_scripts(loader, folder_path, true))
            return false;
    }
    return true;
}

static bool find_in_locations(Loader *loader, const Config *config)
{
    for (size_t i = 0; i < config->version_locations.count; i++) {
        const char *location = config->version_locations.items[i];
        if (folder_exists(location) && !find_scripts(loader, location, config->recursive_version_locations))
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
    Loader loader = {.arena = arena, .directory = directory, .error = error};
    bool loaded = config_flag(arena, config, "sourceless", &loader.sourceless, error) &&
                  find_in_locations(&loader, config) && read_files(&loader);
    for (size_t i = 0; i < loader.folder_count; i++)
        folder_close(loader.folders[i]);
    if (!loaded || !revision_map_link(directory->map, error))
        return NULL;
    for (size_t i = 0; i < directory->map->warnings.count; i++)
        vector_push(arena, &directory->warnings, directory->map->warnings.items[i]);
    return directory;
}
