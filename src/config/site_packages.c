#include "site_packages.h"

#include "limbeck/base/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- folders of one environment ---------------------------------------------------------- */

static void take_folder(Arena *arena, Config *config, const char *path)
{
    if (folder_exists(path))
        vector_push(arena, &config->site_packages, path);
}

/* lib/python3.11/site-packages, for any version; Debian uses dist-packages. */
static void take_versions(Arena *arena, Config *config, const char *lib)
{
    StringVector names = {0};
    Error ignored = {0};
    if (!folder_list(arena, lib, true, &names, &ignored))
        return;
    for (size_t i = names.count; i-- > 0;) {
        if (!text_starts_with(names.items[i], "python"))
            continue;
        const char *folder = path_join(arena, lib, names.items[i]);
        take_folder(arena, config, path_join(arena, folder, "site-packages"));
        take_folder(arena, config, path_join(arena, folder, "dist-packages"));
    }
}

static bool take_environment(Arena *arena, Config *config, const char *root)
{
    take_versions(arena, config, path_join(arena, root, "lib"));
    take_folder(arena, config, path_join(arena, root, "Lib/site-packages"));
    return config->site_packages.count != 0;
}

/* ---- named by the user ------------------------------------------------------------------ */

/* An environment, or its folder of libraries. */
static bool take_named(Arena *arena, Config *config, const char *path, const char *origin, Error *error)
{
    if (!folder_exists(path)) {
        error_set(error, ERROR_COMMAND, "%s: there is no folder '%s'", origin, path);
        error_hint(error, "name the project's virtual environment, or its site-packages folder");
        return false;
    }
    size_t before = config->site_packages.count;
    take_environment(arena, config, path);
    if (config->site_packages.count == before)
        vector_push(arena, &config->site_packages, path);
    return true;
}

static bool take_setting(Arena *arena, Config *config, const char *setting, Error *error)
{
    for (const char *at = setting; *at; at += *at != '\0') {
        size_t length = strcspn(at, ",");
        const char *path = text_trim(arena, arena_strndup(arena, at, length));
        at += length;
        if (*path && !take_named(arena, config, path_absolute(arena, path_join(arena, config->ini->here, path)),
                                 "[limbeck] site_packages", error))
            return false;
    }
    return true;
}

/* ---- made by tools ----------------------------------------------------------------------- */

/* Owned by the user, root or the project's owner, and not a symbolic link: another user's folder above the project
 * must not influence a migration. */
static bool is_trusted(const Config *config, const char *path)
{
    struct stat folder, project;
    return lstat(path, &folder) == 0 && !S_ISLNK(folder.st_mode) &&
           (folder.st_uid == geteuid() || folder.st_uid == 0 ||
            (stat(config->ini->here, &project) == 0 && folder.st_uid == project.st_uid));
}

static const char *first_line(Arena *arena, const char *path)
{
    const char *content;
    size_t length;
    Error ignored = {0};
    if (!file_exists(path) || !file_read(arena, path, &content, &length, &ignored))
        return NULL;
    return text_trim(arena, arena_strndup(arena, content, strcspn(content, "\r\n")));
}

/* .venv (uv; poetry in the project; pdm) and venv. */
static bool take_virtual(Arena *arena, Config *config, const char *folder)
{
    static const char *const names[] = {".venv", "venv", ".env", "env"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = path_join(arena, folder, names[i]);
        if (file_exists(path_join(arena, path, "pyvenv.cfg")) && is_trusted(config, path) &&
            take_environment(arena, config, path))
            return true;
    }
    return false;
}

/* pdm: .pdm-python holds the path of a python; or __pypackages__/3.11/lib. */
static bool take_pdm(Arena *arena, Config *config, const char *folder)
{
    const char *note = path_join(arena, folder, ".pdm-python");
    const char *python = is_trusted(config, note) ? first_line(arena, note) : NULL;
    const char *root = python && python[0] == '/' ? path_dirname(arena, path_dirname(arena, python)) : NULL;
    if (root && file_exists(path_join(arena, root, "pyvenv.cfg")) && take_environment(arena, config, root))
        return true;
    StringVector versions = {0};
    Error ignored = {0};
    const char *packages = path_join(arena, folder, "__pypackages__");
    if (!is_trusted(config, packages) || !folder_list(arena, packages, true, &versions, &ignored))
        return false;
    for (size_t i = versions.count; i-- > 0;)
        take_folder(arena, config, path_join(arena, path_join(arena, packages, versions.items[i]), "lib"));
    return config->site_packages.count != 0;
}

static bool take_above(Arena *arena, Config *config)
{
    for (const char *folder = config->ini->here;; folder = path_dirname(arena, folder)) {
        if (take_virtual(arena, config, folder) || take_pdm(arena, config, folder))
            return true;
        if (strcmp(folder, "/") == 0 || strcmp(folder, ".") == 0)
            return false;
    }
}

/* pipenv: each environment names its project in a file. */
static bool take_pipenv(Arena *arena, Config *config)
{
    const char *home = getenv("HOME");
    StringVector names = {0};
    Error ignored = {0};
    if (!home || !file_exists(path_join(arena, config->ini->here, "Pipfile")))
        return false;
    const char *folder = path_join(arena, home, ".local/share/virtualenvs");
    if (!folder_list(arena, folder, true, &names, &ignored))
        return false;
    for (size_t i = 0; i < names.count; i++) {
        const char *environment = path_join(arena, folder, names.items[i]);
        const char *project = first_line(arena, path_join(arena, environment, ".project"));
        if (project && strcmp(project, config->ini->here) == 0)
            return take_environment(arena, config, environment);
    }
    return false;
}

static bool take_active(Arena *arena, Config *config, const char *variable)
{
    const char *root = getenv(variable);
    return root && *root && take_environment(arena, config, path_absolute(arena, root));
}

bool find_site_packages(Arena *arena, Config *config, const StringVector *given, const char *setting, Error *error)
{
    for (size_t i = 0; i < given->count; i++)
        if (!take_named(arena, config, path_absolute(arena, given->items[i]), "--site-packages", error))
            return false;
    if (given->count)
        return true;
    if (setting)
        return take_setting(arena, config, setting, error);
    return take_active(arena, config, "VIRTUAL_ENV") || take_above(arena, config) || take_pipenv(arena, config) ||
           take_active(arena, config, "CONDA_PREFIX") || true;
}
