/* A migration script whole: its operations compiled for both servers. */
#include "fuzz.h"

#include "limbeck/migrate/preview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const head = "revision = 'f'\ndown_revision = None\n";

/* A project of one script, made once; each run puts other words into its place. */
static ScriptDirectory *project(void)
{
    static ScriptDirectory *directory;
    if (directory)
        return directory;
    char folder[] = "/tmp/limbeck-fuzz-XXXXXX", path[200];
    must(mkdtemp(folder));
    static const char *const folders[] = {"m", "m/versions"};
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        must(mkdir(path, 0700) == 0);
    }
    const char *const files[][2] = {
        {"alembic.ini", "[alembic]\nscript_location = %(here)s/m\n"}, {"m/env.py", ""}, {"m/versions/f.py", head}};
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i][0]);
        FILE *file = fopen(path, "w");
        must(file && fputs(files[i][1], file) >= 0 && fclose(file) == 0);
    }
    Arena *arena = arena_new(); /* lives as long as the program */
    Error error = {0};
    ConfigOptions options = {0};
    snprintf(path, sizeof path, "%s/alembic.ini", folder);
    vector_push(arena, &options.files, arena_strdup(arena, path));
    const Config *config = config_open(arena, &options, &error);
    must(config && (directory = script_directory_open(arena, config, &error)));
    static const char *const made[] = {"m/versions/f.py", "m/env.py", "alembic.ini", "m/versions", "m", ""};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        must(remove(arena_format(arena, "%s/%s", folder, made[i])) == 0);
    return directory;
}

static void compile(Arena *arena, const char *dialect, bool downgrade, bool collects_always)
{
    const ScriptDirectory *directory = project();
    CompileOptions options = compile_options(dialect_named(dialect), MODE_OFFLINE);
    EvaluationRequest request = {
        .directory = directory,
        .revision = directory->map->revisions.items[0],
        .downgrade = downgrade,
        .limits = {.steps = 20000, .bytes = 8 << 20, .calls = 60, .depth = 300, .collects_always = collects_always}};
    Preview preview = {0};
    Error error = {0};
    if (!migrate_preview(arena, &request, &options, &preview, &error))
        fuzz_error(&error);
}

void fuzz_script(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    ScriptDirectory *directory = project();
    char *body = fuzz_text(arena, bytes, length);
    Revision *revision = directory->map->revisions.items[0];
    revision->content = arena_format(arena, "%sfrom alembic import op\nimport sqlalchemy as sa\n%s", head, body);
    bool odd = length % 2;
    compile(arena, odd ? "sqlite" : "postgresql", length % 3 == 0, length % 4 == 1);
    revision->content = head;
    arena_free(arena);
}
