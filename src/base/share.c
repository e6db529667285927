#include "limbeck/base/share.h"

#include "limbeck/base/text.h"

#include <unistd.h>

void share_folders(Arena *arena, const char *name, StringVector *folders)
{
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    const char *folder = length > 0 ? path_dirname(arena, arena_strndup(arena, program, (size_t)length)) : ".";
    vector_push(arena, folders, arena_format(arena, "%s/../%s", folder, name));
    vector_push(arena, folders, arena_format(arena, "%s/../../%s", folder, name));
    vector_push(arena, folders, arena_format(arena, "%s/../share/limbeck/%s", folder, name));
    vector_push(arena, folders, arena_format(arena, "%s/%s", LIMBECK_SHARE, name));
}
