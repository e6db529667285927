/* Reads the objects of a git repository through a temporary repository folder: limbeck copies the
 * refs, points git at the objects, and writes its own configuration. The project's configuration and
 * hooks are never read: some settings run programs, and a project may come from an untrusted source.
 *
 *     Repository repository;
 *     if (repository_open(arena, versions_folder, &repository))
 *         repository_run_git(&repository, words, &output);
 *     repository_close(&repository); */
#ifndef LIMBECK_SRC_WORKSPACE_GIT_GIT_REPOSITORY_H
#define LIMBECK_SRC_WORKSPACE_GIT_GIT_REPOSITORY_H

#include "limbeck/base/text.h"
#include "limbeck/base/vector.h"

#include <stdatomic.h>

typedef struct Repository {
    Arena *arena;
    const char *inside;  /* path of the given folder, relative to the top of the work tree; "." for the top */
    const char *objects; /* the project's object folder */
    const char *home;    /* the temporary repository; NULL: none */
    StringVector environment;
    StringVector shallow;     /* ids of the commits where a shallow clone begins: they seem to add all files */
    StringVector tags;        /* their names; the temporary repository has refs/tags/N for tags.items[N] */
    const atomic_bool *stops; /* git is killed when it becomes true; NULL: never. Set by the caller. */
} Repository;

/* False when neither the folder nor a parent has a `.git`, or it belongs to another user. Bare repositories are not
 * recognized. */
bool repository_open(Arena *arena, const char *folder, Repository *repository);

/* The output of `git WORDS`; false when it fails or takes longer than 10 seconds. Paths are relative to the top of
 * the work tree. */
bool repository_run_git(const Repository *repository, const char *const *words, Text *output);

typedef struct CommitQuery {
    const char *changes; /* "A": commits that add a file; git's --diff-filter */
    const char *format;
    const char *text; /* commits that change how often this text occurs; NULL: any */
    bool lists_files; /* "A<tab>path" follow the format */
    const char *path;
} CommitQuery;

/* The last such commit of any branch; false when there is none. */
bool repository_last_commit(const Repository *repository, const CommitQuery *query, Text *output);

/* Deletes the temporary repository; call it also after repository_open() failed. */
void repository_close(const Repository *repository);

#endif
