/* Every seed, and every input that once was a crash, through its target. */
#include "support/support.h"

#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char *read_bytes(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes = calloc(1, 1 << 20);
    assert_non_null(file);
    assert_non_null(bytes);
    *length = fread(bytes, 1, (1 << 20) - 1, file);
    fclose(file);
    return bytes;
}

/* The number of files in tests/fuzz/KIND/NAME. */
static size_t run_folder(const FuzzTarget *target, const char *kind)
{
    Arena *arena = arena_new();
    const char *folder = arena_format(arena, "%s/tests/fuzz/%s/%s", test_root(), kind, target->name);
    DIR *entries = opendir(folder);
    size_t count = 0;
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (*entry->d_name == '.')
            continue;
        size_t length;
        char *bytes = read_bytes(arena_format(arena, "%s/%s", folder, entry->d_name), &length);
        target->run((const uint8_t *)bytes, length);
        free(bytes);
        count++;
    }
    if (entries)
        closedir(entries);
    arena_free(arena);
    return count;
}

static void test_target(void **state)
{
    /* In a process of its own: a target may take over the terminal. */
    const FuzzTarget *target = *state;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        run_folder(target, "crashes");
        exit(run_folder(target, "corpus") > 0 ? 0 : 3);
    }
    int status = -1;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
}

int main(void)
{
    struct CMUnitTest tests[32] = {0};
    assert_true(fuzz_target_count <= sizeof tests / sizeof *tests);
    for (size_t i = 0; i < fuzz_target_count; i++)
        tests[i] = (struct CMUnitTest){fuzz_targets[i].name, test_target, NULL, NULL, (void *)&fuzz_targets[i]};
    return _cmocka_run_group_tests("fuzz", tests, fuzz_target_count, NULL, NULL);
}
