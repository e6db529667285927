/* A project of a few revisions, written to a folder and opened.
 *
 *     static const TestRevision revisions[] = {{"a1", NULL, "op.execute('CREATE TABLE t (a INTEGER)')", "pass"}};
 *     TestProject *project = test_project("retry", revisions, 1);
 *     ExecuteRequest request = {.directory = project->directory, .environment = project->environment, ...};
 *     test_project_free(project);
 */
#ifndef LIMBECK_TESTS_SUPPORT_PROJECT_H
#define LIMBECK_TESTS_SUPPORT_PROJECT_H

#include "limbeck/alembic/environment.h"

/* The bodies are lines of Python without indentation. */
typedef struct TestRevision {
    const char *id, *down, *upgrade, *downgrade;
} TestRevision;

typedef struct TestProject {
    Arena *arena;
    const char *folder, *ini;
    Config *config;
    ScriptDirectory *directory;
    ScriptEnvironment *environment;
} TestProject;

/* `configure`: the arguments of context.configure(). */
TestProject *test_project_with(const char *name, const char *configure, const TestRevision *revisions, size_t count);
TestProject *test_project(const char *name, const TestRevision *revisions, size_t count);
void test_project_free(TestProject *project);

const Revision *test_revision(const TestProject *project, const char *id);

#endif
