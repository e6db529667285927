#include "limbeck/project/boundary.h"

#include "limbeck/base/file.h"
#include "limbeck/base/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool inside(const char *folder, const char *path)
{
    char real[PATH_MAX];
    if (!folder || !realpath(folder, real))
        return false;
    size_t length = strlen(real);
    return strncmp(real, path, length) == 0 && (path[length] == '/' || path[length] == '\0' || length == 1);
}

static bool inside_any(const StringVector *folders, const char *path)
{
    for (size_t i = 0; i < folders->count; i++)
        if (inside(folders->items[i], path))
            return true;
    return false;
}

static bool of_the_project(const Config *config, const char *path)
{
    return inside(config->ini->here, path) || inside(config->script_location, path) ||
           inside_any(&config->version_locations, path) || inside_any(&config->prepend_sys_path, path) ||
           inside_any(&config->python_path, path) || inside_any(&config->likely_path, path);
}

static void resolve(Arena *arena, const char *path, char real[PATH_MAX])
{
    while (!realpath(path, real))
        path = path_dirname(arena, path);
}

bool project_contains(Arena *arena, const Config *config, const char *path)
{
    char real[PATH_MAX];
    resolve(arena, path_absolute(arena, path), real);
    return of_the_project(config, real);
}

bool project_check(Arena *arena, const Config *config, const char *path, Error *error)
{
    char real[PATH_MAX];
    resolve(arena, path_absolute(arena, path), real);
    if (of_the_project(config, real))
        return true;
    error_set(error, ERROR_FILE, "'%s' is a symbolic link out of the project, to '%s'; it was not opened", path, real);
    error_hint(error, "put the file itself there, or name the folder it leads to in prepend_sys_path or "
                      "version_locations of the ini");
    return false;
}

bool project_read(Arena *arena, const Config *config, const char *path, const char **content, size_t *length,
                  Error *error)
{
    return (!file_exists(path) || project_check(arena, config, path, error)) &&
           file_read(arena, path, content, length, error);
}

bool library_read(Arena *arena, const char *root, const char *path, const char **content, size_t *length, Error *error)
{
    char real[PATH_MAX];
    resolve(arena, path, real);
    if (!inside(root, real))
        return error_set(error, ERROR_FILE,
                         "'%s' is a symbolic link out of the installed libraries, to '%s'; it was "
                         "not opened",
                         path, real);
    return file_read(arena, path, content, length, error);
}
