/* The objects of a git repository, read by git in a repository folder that limbeck makes for the
 * moment: it has the refs and points at the objects, and holds a configuration of limbeck's. The
 * repository's own configuration and hooks are never read: some settings run programs, and a
 * project comes from somebody else.
 *
 *     Repository repository;
 *     if (repository_open(arena, versions_folder, &repository))
 *         repository_ask(&repository, words, &output);
 *     repository_close(&repository);
 */
#ifndef LIMBECK_SRC_WORKSPACE_GIT_GIT_REPOSITORY_H
#define LIMBECK_SRC_WORKSPACE_GIT_GIT_REPOSITORY_H

#include "limbeck/base/text.h"
#include "limbeck/base/vector.h"

typedef struct Repository {
    Arena *arena;
    const char *inside;  /* the folder asked for, from the top of the work tree; "." for the top */
    const char *objects; /* the repository's own */
    const char *home;    /* limbeck's folder; NULL where there is none */
    StringVector environment;
} Repository;

/* False where no `.git` stands in the folder or above it, or one that belongs to another user.
 * A repository without `.git` (a bare one among the files) is none. */
bool repository_open(Arena *arena, const char *folder, Repository *repository);

/* What `git WORDS` prints; false where it fails or does not end in 10 seconds. Paths begin at the
 * top of the work tree. */
bool repository_ask(const Repository *repository, const char *const *words, Text *output);

/* Also after an open that failed. */
void repository_close(const Repository *repository);

#endif
