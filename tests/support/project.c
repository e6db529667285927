#include "project.h"

#include "support.h"

#include <string.h>
#include <sys/stat.h>

static const char *indented(Arena *arena, const char *body)
{
    Text text = text_in(arena);
    text_append(&text, "    ");
    for (; *body; body++) {
        text_append_char(&text, *body);
        if (*body == '\n')
            text_append(&text, "    ");
    }
    return text_string(&text);
}

static void write_revision(const TestProject *project, const TestRevision *revision)
{
    Arena *arena = project->arena;
    const char *down = revision->down ? arena_format(arena, "\"%s\"", revision->down) : "None";
    test_write(arena_format(arena, "%s/alembic/versions/%s.py", project->folder, revision->id),
               arena_format(arena,
                            "\"\"\"Revision %s\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n"
                            "revision = \"%s\"\ndown_revision = %s\n\n\ndef upgrade():\n%s\n\n\ndef downgrade():\n%s\n",
                            revision->id, revision->id, down, indented(arena, revision->upgrade),
                            indented(arena, revision->downgrade)));
}

static void open_project(TestProject *project)
{
    Error error = {0};
    ConfigOptions options = {.url = "postgresql://owner@db1/shop"};
    ScriptEnvironments environments = {0};
    vector_push(project->arena, &options.files, project->ini);
    project->config = config_open(project->arena, &options, &error);
    project->directory = project->config ? script_directory_open(project->arena, project->config, &error) : NULL;
    if (!project->directory ||
        !environment_evaluate(project->arena, project->directory, &(EnvironmentRequest){0}, &environments, &error))
        fail_msg("%s", error_render(project->arena, &error));
    project->environment = &environments.items[0];
}

TestProject *test_project_with(const char *name, const char *configure, const TestRevision *revisions, size_t count)
{
    Arena *arena = arena_new();
    TestProject *project = ARENA_NEW(arena, TestProject);
    project->arena = arena;
    project->folder = arena_format(arena, "%s/project-%s", test_work(), name);
    project->ini = arena_format(arena, "%s/alembic.ini", project->folder);
    mkdir(project->folder, 0755);
    mkdir(arena_format(arena, "%s/alembic", project->folder), 0755);
    mkdir(arena_format(arena, "%s/alembic/versions", project->folder), 0755);
    test_write(project->ini, "[alembic]\nscript_location = %(here)s/alembic\n");
    test_write(arena_format(arena, "%s/alembic/env.py", project->folder),
               arena_format(arena,
                            "from alembic import context\ncontext.configure(%s)\n"
                            "with context.begin_transaction():\n    context.run_migrations()\n",
                            configure));
    for (size_t i = 0; i < count; i++)
        write_revision(project, &revisions[i]);
    open_project(project);
    return project;
}

TestProject *test_project(const char *name, const TestRevision *revisions, size_t count)
{
    return test_project_with(name, "", revisions, count);
}

void test_project_free(TestProject *project)
{
    arena_free(project->arena);
}

const Revision *test_revision(const TestProject *project, const char *id)
{
    const Revision *revision = map_get(&project->directory->map->by_name, id);
    assert_non_null(revision);
    return revision;
}
