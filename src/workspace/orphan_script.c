/* Orphan rows: finds the missing script in git's history, and restores it. */
#include "orphan_script.h"
#include "git/git_repository.h"
#include "internal.h"

#include "limbeck/base/file.h"
#include "limbeck/workspace/orphan_script.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

/* Rejects ids that git could take as an option or a pattern. */
static bool is_plain_id(const char *id)
{
    return *id && *id != '-' &&
           strspn(id, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-.") == strlen(id);
}

/* The last commit that changed the number of occurrences of the id in scripts (git log -S), and the script. */
static bool find_script(const Repository *repository, const char *id, Orphan *orphan)
{
    Arena *arena = repository->arena;
    const char *const texts[] = {
        arena_format(arena, "revision = '%s'", id), arena_format(arena, "revision = \"%s\"", id),
        arena_format(arena, "revision: str = '%s'", id), arena_format(arena, "revision: str = \"%s\"", id)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Text output = text_in(arena);
        const CommitQuery query = {.changes = "AMD",
                                   .format = "%H%n%ad%n%an%n%s",
                                   .text = texts[i],
                                   .lists_files = true,
                                   .path = repository->inside};
        if (!repository_last_commit(repository, &query, &output))
            continue;
        char *rest = text_string(&output);
        orphan->commit = strsep(&rest, "\n");
        orphan->date = rest ? strsep(&rest, "\n") : "";
        orphan->author = rest ? strsep(&rest, "\n") : "";
        orphan->subject = rest ? strsep(&rest, "\n") : "";
        for (char *line; rest && (line = strsep(&rest, "\n"));) {
            char *tab = strchr(line, '\t');
            if (!tab || !text_ends_with(tab + 1, ".py"))
                continue;
            orphan->was_removed = line[0] == 'D';
            orphan->path = tab + 1;
            return true;
        }
    }
    return false;
}

/* The script before the commit that deleted it, or after the commit that added it. */
static bool read_script(const Repository *repository, Orphan *orphan)
{
    Arena *arena = repository->arena;
    Text output = text_in(arena);
    const char *words[] = {"cat-file", "blob",
                           arena_format(arena, "%s%s:%s", orphan->commit, orphan->was_removed ? "^" : "", orphan->path),
                           NULL};
    if (!repository_run_git(repository, words, &output))
        return false;
    orphan->script = text_string(&output);
    return true;
}

bool workspace_find_orphan(Workspace *workspace, Arena *arena, const char *id, Orphan *orphan)
{
    *orphan = (Orphan){.id = id};
    for (size_t i = 0; is_plain_id(id) && i < workspace->folders.count; i++) {
        orphan->folder = workspace->folders.items[i];
        Repository repository;
        bool found = repository_open(arena, orphan->folder, &repository) && find_script(&repository, id, orphan) &&
                     read_script(&repository, orphan);
        repository_close(&repository);
        if (found)
            return true;
    }
    return false;
}

typedef struct RestoreJob {
    Workspace *workspace;
    Arena *arena;
    const char *id;
    const char **path;
    Error *error;
    bool done;
} RestoreJob;

static void serve_restore(void *state)
{
    RestoreJob *job = state;
    Orphan orphan;
    if (!workspace_find_orphan(job->workspace, job->arena, job->id, &orphan)) {
        error_set(job->error, ERROR_COMMAND, "git has no script for %s", job->id);
        return;
    }
    *job->path = path_join(job->arena, orphan.folder, path_basename(orphan.path));
    job->done = file_create(*job->path, orphan.script, strlen(orphan.script), job->error);
}

bool workspace_restore_script(Workspace *workspace, Arena *arena, const char *id, const char **path, Error *error)
{
    RestoreJob job = {.workspace = workspace, .arena = arena, .id = id, .path = path, .error = error};
    worker_call(workspace->worker, serve_restore, &job);
    return job.done;
}
