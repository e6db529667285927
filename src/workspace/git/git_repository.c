#include "git_repository.h"

#include "limbeck/base/file.h"
#include "limbeck/base/map.h"
#include "limbeck/base/process.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { GIT_MILLISECONDS = 10000, DEEPEST_REFS = 32 };

/* ---- reading the repository's files --------------------------------------------------- */

typedef struct Sources {
    Arena *arena;
    const char *folder; /* .git, or the folder named in a file .git */
    const char *common; /* of the main repository, when `folder` belongs to a linked work tree */
    Map refs;           /* names to commit ids */
    StringVector shallow;
} Sources;

/* Opens regular files only: opening a named pipe would block. */
static FILE *open_plain(const char *path)
{
    struct stat status;
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return NULL;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode))
        return fdopen(descriptor, "r");
    close(descriptor);
    return NULL;
}

static const char *first_line(Arena *arena, const char *path)
{
    char line[PATH_MAX];
    FILE *stream = open_plain(path);
    bool read = stream && fgets(line, sizeof line, stream);
    if (stream)
        fclose(stream);
    return read ? arena_strndup(arena, line, strcspn(line, "\n")) : NULL;
}

/* The commit id at the beginning of a line, SHA-1 or SHA-256; NULL when there is none. */
static const char *leading_id(Arena *arena, const char *line)
{
    size_t length = strspn(line, "0123456789abcdef");
    return (length == 40 || length == 64) && strchr(" \n", line[length]) ? arena_strndup(arena, line, length) : NULL;
}

static void add_ref(Sources *sources, const char *name, const char *id)
{
    if (id && !text_starts_with(name, "refs/replace/"))
        map_set(sources->arena, &sources->refs, name, (void *)id);
}

/* Lines of packed-refs hold an id and a name; lines of shallow only an id. */
static void read_ids(Sources *sources, const char *path, bool named)
{
    FILE *stream = open_plain(path);
    char *line = NULL;
    size_t room = 0;
    while (stream && getline(&line, &room, stream) > 0) {
        const char *id = leading_id(sources->arena, line);
        const char *name = strchr(line, ' ');
        if (id && named && name)
            add_ref(sources, arena_strndup(sources->arena, name + 1, strcspn(name + 1, "\n")), id);
        else if (id && !named)
            vector_push(sources->arena, &sources->shallow, id);
    }
    free(line);
    if (stream)
        fclose(stream);
}

static void read_loose(Sources *sources, const char *name, int depth)
{
    StringVector files = {0}, folders = {0};
    Error ignored = {0};
    const char *path = path_join(sources->arena, sources->common, name);
    if (depth > DEEPEST_REFS || !folder_exists(path))
        return;
    folder_list(sources->arena, path, false, &files, &ignored);
    folder_list(sources->arena, path, true, &folders, &ignored);
    for (size_t i = 0; i < files.count; i++) {
        const char *line = first_line(sources->arena, path_join(sources->arena, path, files.items[i]));
        if (line)
            add_ref(sources, path_join(sources->arena, name, files.items[i]), leading_id(sources->arena, line));
    }
    for (size_t i = 0; i < folders.count; i++)
        read_loose(sources, path_join(sources->arena, name, folders.items[i]), depth + 1);
}

/* Loose refs override packed ones. HEAD holds an id when no branch is checked out. */
static void read_refs(Sources *sources)
{
    Arena *arena = sources->arena;
    read_ids(sources, path_join(arena, sources->common, "packed-refs"), true);
    read_loose(sources, "refs", 0);
    const char *head = first_line(arena, path_join(arena, sources->folder, "HEAD"));
    if (head)
        add_ref(sources, "HEAD", leading_id(arena, head));
    read_ids(sources, path_join(arena, sources->common, "shallow"), false);
}

/* ---- finding the repository ------------------------------------------------------------- */

/* As git's safe.directory rule: a repository owned by another user may be a trap in a folder that everybody can write
 * to. */
static bool is_trusted(const char *git, const char *folder)
{
    struct stat entry, of_folder;
    return stat(git, &entry) == 0 && stat(folder, &of_folder) == 0 &&
           (entry.st_uid == geteuid() || entry.st_uid == of_folder.st_uid);
}

/* In a submodule or linked work tree `.git` is a file: "gitdir: PATH". */
static bool read_git_file(Sources *sources, const char *top, const char *git)
{
    Arena *arena = sources->arena;
    sources->folder = git;
    if (!folder_exists(git)) {
        const char *line = first_line(arena, git);
        if (!line || !text_starts_with(line, "gitdir: "))
            return false;
        line += strlen("gitdir: ");
        sources->folder = line[0] == '/' ? line : path_join(arena, top, line);
    }
    const char *common = first_line(arena, path_join(arena, sources->folder, "commondir"));
    sources->common = !common ? sources->folder : common[0] == '/' ? common : path_join(arena, sources->folder, common);
    return folder_exists(path_join(arena, sources->common, "objects"));
}

static bool discover(Sources *sources, const char *folder, const char **inside)
{
    Arena *arena = sources->arena;
    char real[PATH_MAX], objects[PATH_MAX];
    if (!realpath(folder, real))
        return false;
    for (const char *top = arena_strdup(arena, real);; top = path_dirname(arena, top)) {
        const char *git = path_join(arena, top, ".git");
        if (access(git, F_OK) == 0) {
            size_t length = strcmp(top, "/") == 0 ? 0 : strlen(top);
            *inside = real[length] ? arena_strdup(arena, real + length + 1) : ".";
            if (!is_trusted(git, real) || !read_git_file(sources, top, git) ||
                !realpath(path_join(arena, sources->common, "objects"), objects))
                return false;
            sources->common = path_dirname(arena, arena_strdup(arena, objects));
            return true;
        }
        if (strcmp(top, "/") == 0)
            return false;
    }
}

/* ---- the temporary repository ----------------------------------------------------------- */

#define TAGS "refs/tags/"

static const char *const made_files[] = {"HEAD", "config", "packed-refs", "shallow"};

static bool write_file(const Repository *repository, const char *name, const Text *content)
{
    Error ignored = {0};
    return file_create(path_join(repository->arena, repository->home, name), content->data ? content->data : "",
                       content->length, &ignored);
}

static bool write_files(Repository *repository, const Sources *sources)
{
    Arena *arena = repository->arena;
    Text head = text_in(arena), config = text_in(arena), refs = text_in(arena), shallow = text_in(arena);
    bool is_sha256 = sources->refs.count && strlen(sources->refs.entries[0].value) == 64;
    text_append(&head, "ref: refs/heads/none\n");
    text_append_format(
        &config,
        "[core]\n\trepositoryformatversion = %d\n\tbare = true\n\thooksPath = /dev/null\n\tquotePath = false\n",
        is_sha256);
    if (is_sha256)
        text_append(&config, "[extensions]\n\tobjectFormat = sha256\n");
    for (size_t i = 0; i < sources->refs.count; i++) {
        const char *name = sources->refs.entries[i].key, *id = sources->refs.entries[i].value;
        bool is_tag = text_starts_with(name, TAGS);
        text_append_format(&refs, "%s %s%zu\n", id, is_tag ? TAGS : "refs/project/",
                           is_tag ? repository->tags.count : i);
        if (is_tag)
            vector_push(arena, &repository->tags, name + strlen(TAGS));
    }
    for (size_t i = 0; i < sources->shallow.count; i++)
        text_append_format(&shallow, "%s\n", sources->shallow.items[i]);
    return mkdir(path_join(arena, repository->home, "refs"), 0700) == 0 && write_file(repository, "HEAD", &head) &&
           write_file(repository, "config", &config) && write_file(repository, "packed-refs", &refs) &&
           (!shallow.length || write_file(repository, "shallow", &shallow));
}

/* Inherited GIT_* variables are not passed on: they may name other repositories, programs and files. */
static void fill_environment(Repository *repository)
{
    static const char *const fixed[] = {"GIT_CONFIG_NOSYSTEM=1",
                                        "GIT_CONFIG_GLOBAL=/dev/null",
                                        "GIT_ATTR_NOSYSTEM=1",
                                        "GIT_ALLOW_PROTOCOL=none",
                                        "GIT_NO_LAZY_FETCH=1",
                                        "GIT_NO_REPLACE_OBJECTS=1",
                                        "GIT_OPTIONAL_LOCKS=0",
                                        "GIT_TERMINAL_PROMPT=0",
                                        "GIT_LITERAL_PATHSPECS=1",
                                        "GIT_PAGER=cat",
                                        "LC_ALL=C"};
    static const char *const dropped[] = {"GIT_", "HOME=", "XDG_CONFIG_HOME=", "LC_ALL="};
    Arena *arena = repository->arena;
    for (char **variable = environ; *variable; variable++) {
        bool is_kept = true;
        for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
            is_kept = is_kept && !text_starts_with(*variable, dropped[i]);
        if (is_kept)
            vector_push(arena, &repository->environment, *variable);
    }
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        vector_push(arena, &repository->environment, fixed[i]);
    vector_push(arena, &repository->environment, arena_format(arena, "HOME=%s", repository->home));
    vector_push(arena, &repository->environment, arena_format(arena, "XDG_CONFIG_HOME=%s", repository->home));
    vector_push(arena, &repository->environment, arena_format(arena, "GIT_DIR=%s", repository->home));
    vector_push(arena, &repository->environment, arena_format(arena, "GIT_OBJECT_DIRECTORY=%s", repository->objects));
}

bool repository_open(Arena *arena, const char *folder, Repository *repository)
{
    Sources sources = {.arena = arena};
    Error ignored = {0};
    *repository = (Repository){.arena = arena};
    if (!discover(&sources, folder, &repository->inside))
        return false;
    read_refs(&sources);
    repository->shallow = sources.shallow;
    repository->objects = path_join(arena, sources.common, "objects");
    if (!folder_temporary(arena, &repository->home, &ignored))
        return false;
    repository->home = path_absolute(arena, repository->home);
    if (!write_files(repository, &sources))
        return false;
    fill_environment(repository);
    return true;
}

bool repository_run_git(const Repository *repository, const char *const *words, Text *output)
{
    ProcessPlace place = {
        .folder = repository->home, .environment = &repository->environment, .stops = repository->stops};
    StringVector all = {0};
    int status = 1;
    vector_push(repository->arena, &all, "git");
    vector_push(repository->arena, &all, "--no-pager");
    for (; *words; words++)
        vector_push(repository->arena, &all, *words);
    return process_read(repository->arena, &all, &place, GIT_MILLISECONDS, output, &status) && status == 0;
}

bool repository_last_commit(const Repository *repository, const CommitQuery *query, Text *output)
{
    Arena *arena = repository->arena;
    StringVector words = {0};
    const char *const fixed[] = {"log",           "--all",        "--max-count=1", "--no-textconv",
                                 "--no-ext-diff", "--no-renames", "--date=short"};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        vector_push(arena, &words, fixed[i]);
    vector_push(arena, &words, arena_format(arena, "--diff-filter=%s", query->changes));
    vector_push(arena, &words, arena_format(arena, "--format=%s", query->format));
    if (query->lists_files)
        vector_push(arena, &words, "--name-status");
    if (query->text)
        vector_push(arena, &words, arena_format(arena, "-S%s", query->text));
    vector_push(arena, &words, "--");
    vector_push(arena, &words, query->path);
    vector_push(arena, &words, NULL);
    return repository_run_git(repository, words.items, output) && output->length;
}

void repository_close(const Repository *repository)
{
    if (!repository->home)
        return;
    for (size_t i = 0; i < sizeof made_files / sizeof *made_files; i++)
        unlink(path_join(repository->arena, repository->home, made_files[i]));
    rmdir(path_join(repository->arena, repository->home, "refs"));
    rmdir(repository->home);
}
