/* Where a module of the application is: sys.path as env.py leaves it, $PYTHONPATH, and then, as if the
 * application were installed, the folders of its checkout. */
#include "script_host.h"

#include "limbeck/base/file.h"
#include "limbeck/project/boundary.h"

#include <string.h>

typedef struct FoundModule {
    const char *path, *content;
    size_t length;
    bool is_package;
} FoundModule;

/* A folder of data is no package: it holds a Python file, or a package. */
static bool holds_python(Arena *arena, const char *folder)
{
    StringVector names = {0};
    Error ignored = {0};
    if (!folder_list(arena, folder, false, &names, &ignored) || !folder_list(arena, folder, true, &names, &ignored))
        return false;
    for (size_t i = 0; i < names.count; i++)
        if (text_ends_with(names.items[i], ".py") ||
            file_exists(arena_format(arena, "%s/%s/__init__.py", folder, names.items[i])))
            return true;
    return false;
}

static bool try_module(ScriptHost *host, const char *folder, const char *relative, FoundModule *found, Error *error)
{
    Arena *arena = host->binding.arena;
    const char *file = arena_format(arena, "%s/%s.py", folder, relative);
    const char *package = arena_format(arena, "%s/%s/__init__.py", folder, relative);
    found->is_package = file_exists(package);
    found->path = found->is_package ? package : file;
    return (found->is_package || file_exists(file)) &&
           project_read(arena, host->directory->config, found->path, &found->content, &found->length, error);
}

/* A folder without __init__.py is a namespace package: empty. */
static bool try_namespace(ScriptHost *host, const char *folder, const char *relative, FoundModule *found)
{
    const char *package = arena_format(host->binding.arena, "%s/%s", folder, relative);
    if (!folder_exists(package) || !project_holds(host->binding.arena, host->directory->config, package) ||
        !holds_python(host->binding.arena, package))
        return false;
    *found = (FoundModule){arena_format(host->binding.arena, "%s/__init__.py", package), "", 0, true};
    return true;
}

/* As in Python, a package with __init__.py further on comes before a folder without. */
static bool try_folders(ScriptHost *host, const StringVector *folders, const char *relative, FoundModule *found,
                        Error *error)
{
    for (size_t i = 0; i < folders->count; i++)
        if (try_module(host, folders->items[i], relative, found, error) || error->kind != ERROR_NONE)
            return error->kind == ERROR_NONE;
    for (size_t i = 0; i < folders->count; i++)
        if (try_namespace(host, folders->items[i], relative, found))
            return true;
    return false;
}

void host_search_path(const ScriptHost *host, StringVector *folders)
{
    const Config *config = host->directory->config;
    for (size_t i = 0; i < config->prepend_sys_path.count; i++)
        vector_push(host->binding.arena, folders, config->prepend_sys_path.items[i]);
    for (size_t i = 0; i < config->python_path.count; i++)
        vector_push(host->binding.arena, folders, config->python_path.items[i]);
}

/* sys.path, where a script may have changed it. Folders outside the project are passed over. */
static void current_search_path(ScriptHost *host, StringVector *folders)
{
    Value module, path = value_absent();
    Arena *arena = host->binding.arena;
    if (host->interpreter && python_loaded_module(host->interpreter, "sys", &module))
        path = names_get(&module.module->names, python_intern(host->interpreter, "path"));
    if (path.kind != VALUE_LIST) {
        host_search_path(host, folders);
        return;
    }
    for (size_t i = 0; i < path.list->count; i++) {
        const char *folder, *given;
        if (path.list->items[i].kind != VALUE_STRING)
            continue;
        given = path.list->items[i].string->bytes;
        folder = path_absolute(arena, *given ? given : ".");
        if (project_holds(arena, host->directory->config, folder))
            vector_push(arena, folders, folder);
    }
}

bool host_find_module(void *state, const char *name, const char **path, const char **content, size_t *length,
                      bool *is_package, Error *error)
{
    ScriptHost *host = state;
    FoundModule found = {0};
    StringVector folders = {0};
    char *relative = arena_strdup(host->binding.arena, name);
    for (char *at = relative; *at; at++)
        if (*at == '.')
            *at = '/';
    current_search_path(host, &folders);
    if (!try_folders(host, &folders, relative, &found, error) &&
        (error->kind != ERROR_NONE ||
         !try_folders(host, &host->directory->config->likely_path, relative, &found, error)))
        return false;
    *path = found.path;
    *content = found.content;
    *length = found.length;
    *is_package = found.is_package;
    return true;
}

bool host_reads_module(ScriptHost *host, const char *name, const char **path, const char **content, size_t *length,
                       bool *is_package)
{
    Error ignored = {0};
    return host_find_module(host, name, path, content, length, is_package, &ignored);
}

bool host_finds_module(ScriptHost *host, const char *name, const char **path)
{
    const char *content;
    size_t length;
    bool is_package;
    return host_reads_module(host, name, path, &content, &length, &is_package);
}
