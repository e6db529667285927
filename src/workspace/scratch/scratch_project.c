#include "limbeck/workspace/scratch_project.h"

#include "limbeck/base/file.h"
#include "limbeck/base/share.h"
#include "limbeck/config/config.h"
#include "limbeck/config/find.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_FILES = 20000, MAX_DEPTH = 24 };

typedef struct ProjectCopy {
    Arena *arena;
    Error *error;
    size_t files;
} ProjectCopy;

/* Files that scripts are, or may read; not databases. */
static bool is_wanted_file(const char *name)
{
    static const char *const endings[] = {".py",  ".ini", ".toml", ".cfg",  ".mako", ".sql",
                                          ".txt", ".csv", ".json", ".yaml", ".yml"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (text_ends_with(name, endings[i]))
            return true;
    return false;
}

static bool is_wanted_folder(const char *name)
{
    return name[0] != '.' && strcmp(name, "node_modules") != 0 && strcmp(name, "venv") != 0 &&
           strcmp(name, "__pycache__") != 0;
}

/* Skips files that are not text. */
static bool copy_file(ProjectCopy *copying, const char *from, const char *to)
{
    const char *content;
    size_t length;
    Error ignored = {0};
    if (!file_read(copying->arena, from, &content, &length, &ignored))
        return true;
    if (++copying->files > MAX_FILES)
        return error_set(copying->error, ERROR_FILE, "more than %d files lie in the project's folder", MAX_FILES);
    return file_create(to, content, length, copying->error);
}

static bool copy_folder(ProjectCopy *copying, const char *from, const char *to, int depth)
{
    StringVector files = {0}, folders = {0};
    Arena *arena = copying->arena;
    if (depth > MAX_DEPTH)
        return true;
    if (!folder_create(arena, to, copying->error) || !folder_list(arena, from, false, &files, copying->error) ||
        !folder_list(arena, from, true, &folders, copying->error))
        return false;
    for (size_t i = 0; i < files.count; i++)
        if (is_wanted_file(files.items[i]) &&
            !copy_file(copying, path_join(arena, from, files.items[i]), path_join(arena, to, files.items[i])))
            return false;
    for (size_t i = 0; i < folders.count; i++)
        if (is_wanted_folder(folders.items[i]) && !copy_folder(copying, path_join(arena, from, folders.items[i]),
                                                               path_join(arena, to, folders.items[i]), depth + 1))
            return false;
    return true;
}

static const char *sample_folder(Arena *arena)
{
    StringVector folders = {0};
    share_folders(arena, "sample-project", &folders);
    for (size_t i = 0; i < folders.count; i++)
        if (file_exists(path_join(arena, folders.items[i], "alembic.ini")))
            return folders.items[i];
    return NULL;
}

static const char *project_folder(Arena *arena, const StringVector *config_files, bool sample, Error *error)
{
    const char *folder = sample                ? sample_folder(arena)
                         : config_files->count ? path_dirname(arena, path_absolute(arena, config_files->items[0]))
                                               : config_project_folder(arena);
    bool is_there = folder && (sample || config_files->count || file_exists(path_join(arena, folder, "alembic.ini")) ||
                               file_exists(path_join(arena, folder, "pyproject.toml")));
    if (is_there)
        return folder;
    error_set(error, ERROR_COMMAND,
              sample ? "the sample project was not installed" : "there is no Alembic project here");
    error_hint(error, sample ? NULL : "limbeck teach --sample uses the sample project that comes with limbeck");
    return NULL;
}

char *scratch_enter(Arena *arena, const StringVector *config_files, bool sample, Error *error)
{
    const char *temporary = getenv("TMPDIR"), *from = project_folder(arena, config_files, sample, error);
    if (!from)
        return NULL;
    char *place = arena_format(arena, "%s/limbeck-teach-XXXXXX", temporary && *temporary ? temporary : "/tmp");
    if (!mkdtemp(place)) {
        error_set(error, ERROR_FILE, "cannot make a folder in %s: %s", path_dirname(arena, place), strerror(errno));
        return NULL;
    }
    /* Keeps the project's folder name, which the interface shows. */
    char *folder = path_join(arena, place, path_basename(path_absolute(arena, from)));
    ProjectCopy copying = {arena, error, 0};
    if (copy_folder(&copying, from, folder, 0) && chdir(folder) == 0)
        return folder;
    if (error->kind == ERROR_NONE)
        error_set(error, ERROR_FILE, "cannot enter %s: %s", folder, strerror(errno));
    scratch_remove(folder);
    return NULL;
}

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)facts;
    (void)kind;
    (void)place;
    return remove(path);
}

void scratch_remove(const char *folder)
{
    enum { OPEN_FOLDERS = 16 };
    Arena *arena = arena_new();
    const char *place = path_dirname(arena, folder);
    bool is_ours = text_starts_with(path_basename(place), "limbeck-teach-");
    if (is_ours && chdir("/") == 0)
        nftw(place, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    arena_free(arena);
}
