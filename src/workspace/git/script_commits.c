#include "script_commits.h"
#include "git_repository.h"

#include "limbeck/base/file.h"

#include <stdlib.h>
#include <string.h>

enum { COMMITS_OF_ONE_CALL = 1000 };

typedef struct Addition {
    const char *id; /* of the commit */
    ScriptCommit *commit;
} Addition;

typedef VECTOR(Addition) Additions;

/* git log, newest first: a line "\001ID<tab>DATE<tab>AUTHOR" for a commit, then the paths it added. A script that was
 * added twice has the first commit. */
static void read_log(ScriptCommits *commits, const Repository *repository, const char *folder, char *log,
                     Additions *additions)
{
    Addition now = {0};
    for (char *line; (line = strsep(&log, "\n"));) {
        if (*line == '\001') {
            char *rest = line + 1;
            now.id = strsep(&rest, "\t");
            now.commit = ARENA_NEW(commits->arena, ScriptCommit);
            now.commit->date = rest ? strsep(&rest, "\t") : "";
            now.commit->author = rest ? rest : "";
            vector_push(commits->arena, additions, now);
            continue;
        }
        const char *name = path_basename(line);
        bool is_top = strcmp(repository->inside, ".") == 0;
        bool is_inside =
            is_top ? name == line
                   : text_starts_with(line, repository->inside) && line + strlen(repository->inside) + 1 == name;
        if (*line && now.commit && is_inside && !string_vector_contains(&repository->shallow, now.id))
            map_set(commits->arena, &commits->by_path, path_join(commits->arena, folder, name), now.commit);
    }
}

/* "12~3" or "12^0": the commit belongs to what tag 12 names. */
static void read_releases(const Repository *repository, char *names, Addition *additions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *line = strsep(&names, "\n");
        char *end = NULL;
        unsigned long tag = line ? strtoul(line, &end, 10) : 0;
        if (line && end > line && tag < repository->tags.count)
            additions[i].commit->release = repository->tags.items[tag];
    }
}

static void find_releases(const ScriptCommits *commits, const Repository *repository, const Additions *additions)
{
    for (size_t first = 0; repository->tags.count && first < additions->count; first += COMMITS_OF_ONE_CALL) {
        size_t left = additions->count - first, count = left < COMMITS_OF_ONE_CALL ? left : COMMITS_OF_ONE_CALL;
        StringVector words = {0};
        Text names = text_in(commits->arena);
        vector_push(commits->arena, &words, "name-rev");
        vector_push(commits->arena, &words, "--tags");
        vector_push(commits->arena, &words, "--name-only");
        for (size_t i = 0; i < count; i++)
            vector_push(commits->arena, &words, additions->items[first + i].id);
        vector_push(commits->arena, &words, NULL);
        if (!repository_run_git(repository, words.items, &names))
            return;
        read_releases(repository, text_string(&names), additions->items + first, count);
    }
}

void script_commits_read(ScriptCommits *commits, const char *folder)
{
    Repository repository;
    Additions additions = {0};
    Text log = text_in(commits->arena);
    if (repository_open(commits->arena, folder, &repository)) {
        repository.stops = commits->stops;
        const char *const words[] = {"log",
                                     "--all",
                                     "--no-textconv",
                                     "--no-ext-diff",
                                     "--no-renames",
                                     "--date=short",
                                     "--diff-filter=A",
                                     "--name-only",
                                     "--format=%x01%H%x09%ad%x09%an",
                                     "--",
                                     repository.inside,
                                     NULL};
        if (repository_run_git(&repository, words, &log)) {
            read_log(commits, &repository, folder, text_string(&log), &additions);
            find_releases(commits, &repository, &additions);
        }
    }
    repository_close(&repository);
}
