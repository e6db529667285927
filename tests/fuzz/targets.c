#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const FuzzTarget fuzz_targets[] = {
    {"lexer", fuzz_lexer},
    {"parser", fuzz_parser},
    {"evaluator", fuzz_evaluator},
    {"script", fuzz_script},
    {"ini", fuzz_ini},
    {"toml", fuzz_toml},
    {"url", fuzz_url},
    {"identifier", fuzz_identifier},
    {"sql", fuzz_sql},
    {"catalogue", fuzz_catalogue},
    {"theme", fuzz_theme},
    {"keys", fuzz_keys},
    {"terminal", fuzz_terminal},
    {"surface", fuzz_surface},
};
const size_t fuzz_target_count = sizeof fuzz_targets / sizeof *fuzz_targets;

const FuzzTarget *fuzz_target(const char *name)
{
    for (size_t i = 0; i < fuzz_target_count; i++)
        if (strcmp(fuzz_targets[i].name, name) == 0)
            return &fuzz_targets[i];
    return NULL;
}

char *fuzz_text(Arena *arena, const uint8_t *bytes, size_t length)
{
    return arena_strndup(arena, (const char *)bytes, strnlen((const char *)bytes, length));
}

const char *fuzz_file(const uint8_t *bytes, size_t length)
{
    static int file = -1;
    static char path[40];
    if (file < 0) {
        file = memfd_create("fuzz", MFD_CLOEXEC);
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    must(ftruncate(file, 0) == 0 && pwrite(file, bytes, length, 0) == (ssize_t)length);
    return path;
}

void fuzz_error(const Error *error)
{
    must(error->kind != ERROR_NONE && *error->message);
    Arena *arena = arena_new();
    for (const char *at = error_render(arena, error); *at; at++)
        must(*at == '\n' || (unsigned char)*at >= ' ');
    arena_free(arena);
}

void fuzz_broken(const char *promise, const char *file, int line)
{
    fprintf(stderr, "%s:%d: broken: %s\n", file, line, promise);
    abort();
}
