/* The folders of the project's scripts, and whether their files have changed. */
#include "internal.h"

#include "limbeck/base/file.h"
#include "limbeck/workspace/workspace.h"

#include <sys/stat.h>

void workspace_record_folders(Workspace *workspace)
{
    const RevisionMap *map = workspace->directory->map;
    for (size_t i = 0; i < map->revisions.count; i++) {
        const char *folder = path_dirname(workspace->arena, map->revisions.items[i]->path);
        if (!string_vector_contains(&workspace->folders, folder))
            vector_push(workspace->arena, &workspace->folders, folder);
    }
}

static uint64_t add_change_time(uint64_t sum, const char *path)
{
    struct stat facts;
    if (!path || stat(path, &facts) != 0)
        return sum * 31;
    return sum * 31 + (uint64_t)facts.st_mtim.tv_sec * 1000000007u + (uint64_t)facts.st_mtim.tv_nsec +
           (uint64_t)facts.st_size;
}

bool workspace_scripts_are_in(const Workspace *workspace, const char *folder)
{
    Arena *arena = arena_new();
    bool lies_in = true;
    for (size_t i = 0; i < workspace->folders.count; i++) {
        const char *path = path_absolute(arena, workspace->folders.items[i]);
        lies_in &= text_starts_with(path, folder);
    }
    arena_free(arena);
    return lies_in;
}

uint64_t workspace_file_digest(const Revision *revision)
{
    return add_change_time(1, revision->path);
}

uint64_t workspace_files_digest(const Workspace *workspace)
{
    uint64_t sum = add_change_time(1, workspace->config->ini->path);
    for (size_t i = 0; i < workspace->folders.count; i++)
        sum = add_change_time(sum, workspace->folders.items[i]);
    return sum;
}
