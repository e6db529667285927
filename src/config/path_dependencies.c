/* Packages of the same checkout that a project is developed with: path dependencies and workspace members. */
#include "toml_visit.h"

#include "limbeck/base/file.h"
#include "limbeck/base/text.h"
#include "limbeck/config/find.h"

#include <fnmatch.h>
#include <string.h>

enum { MAX_FOLDERS = 500 };

typedef struct Search {
    Arena *arena;
    const char *here; /* the folder of the pyproject.toml */
    const char *root; /* of the checkout: files outside are not part of the project */
    StringVector *folders;
} Search;

static void add(const Search *search, const char *folder)
{
    size_t length = strlen(search->root);
    bool is_inside = strncmp(folder, search->root, length) == 0 && (folder[length] == '/' || !folder[length]);
    if (is_inside && search->folders->count < MAX_FOLDERS && folder_exists(folder) &&
        !string_vector_contains(search->folders, folder))
        vector_push(search->arena, search->folders, folder);
}

static void add_package(const Search *search, const char *folder)
{
    add(search, folder);
    add(search, path_join(search->arena, folder, "src"));
}

static void on_path(void *state, const char *path)
{
    const Search *search = state;
    add_package(search, path_absolute(search->arena, path_join(search->arena, search->here, path)));
}

/* "packages/x*": the folders that fit, part by part. */
static void expand(const Search *search, const char *folder, const char *pattern)
{
    size_t length = strcspn(pattern, "/");
    const char *part = arena_strndup(search->arena, pattern, length);
    const char *rest = pattern[length] ? pattern + length + 1 : NULL;
    StringVector names = {0};
    Error ignored = {0};
    if (strpbrk(part, "*?[") && folder_list(search->arena, folder, true, &names, &ignored)) {
        for (size_t i = 0; i < names.count; i++) {
            const char *below = path_join(search->arena, folder, names.items[i]);
            if (fnmatch(part, names.items[i], FNM_PERIOD) != 0)
                continue;
            if (rest)
                expand(search, below, rest);
            else
                add_package(search, below);
        }
        return;
    }
    const char *below = path_absolute(search->arena, path_join(search->arena, folder, part));
    if (rest)
        expand(search, below, rest);
    else
        add_package(search, below);
}

static void on_member(void *state, const char *pattern)
{
    const Search *search = state;
    if (pattern[0] != '/' && !strstr(pattern, ".."))
        expand(search, search->here, pattern);
}

static void read_project(Search *search)
{
    const char *path = path_join(search->arena, search->here, "pyproject.toml"), *content;
    const TomlPathVisitor visitor = {search, on_path, on_member};
    size_t length;
    Error ignored = {0};
    if (file_exists(path) && file_read(search->arena, path, &content, &length, &ignored) &&
        (strstr(content, "path") || strstr(content, "workspace")))
        toml_visit_paths(content, length, &visitor);
}

void config_path_dependencies(Arena *arena, const char *folder, StringVector *folders)
{
    Search search = {.arena = arena, .root = config_root(arena, folder), .folders = folders};
    for (search.here = folder;; search.here = path_dirname(arena, search.here)) {
        read_project(&search);
        if (strcmp(search.here, search.root) == 0 || strcmp(search.here, "/") == 0)
            return;
    }
}
