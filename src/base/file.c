#include "limbeck/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_FILE = 64 * 1024 * 1024 };

/* read(), repeated after a signal. */
static ssize_t read_some(int descriptor, char *buffer, size_t size)
{
    ssize_t taken;
    do
        taken = read(descriptor, buffer, size);
    while (taken < 0 && errno == EINTR);
    return taken;
}

static bool cannot_read(const char *path, Error *error)
{
    return errno == EISDIR ? error_set(error, ERROR_FILE, "'%s' is a folder, not a file", path)
                           : error_set(error, ERROR_FILE, "cannot read '%s': %s", path, strerror(errno));
}

/* A regular file ends with a short read; any other only with an empty one. */
static bool read_all(Arena *arena, int descriptor, bool is_regular, const char *path, const char **content,
                     size_t *length, Error *error)
{
    char few[16 * 1024], *many = NULL, *bytes = few; /* enough for most files */
    size_t room = sizeof few, used = 0;
    ssize_t taken;
    while ((taken = read_some(descriptor, bytes + used, room - used)) > 0) {
        used += (size_t)taken;
        if ((used < room && is_regular) || used > LARGEST_FILE)
            break;
        if (used < room)
            continue;
        many = memory_resize(many, room *= 4);
        if (bytes == few)
            memcpy(many, few, used);
        bytes = many;
    }
    bool done = taken < 0             ? cannot_read(path, error)
                : used > LARGEST_FILE ? error_set(error, ERROR_FILE, "'%s' is larger than 64 MiB", path)
                                      : true;
    if (done)
        *content = arena_strndup(arena, bytes, used);
    *length = used;
    free(many);
    return done;
}

static bool require_utf8(const char *path, const char *content, size_t length, Error *error)
{
    size_t bad;
    if (utf8_valid(content, length, &bad))
        return true;
    int line = 1;
    size_t start = 0;
    for (size_t i = 0; i < bad; i++) {
        if (content[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    error_set(error, ERROR_FILE, "the file is not UTF-8: byte 0x%02x", (unsigned char)content[bad]);
    error_place(error, path, line, (int)utf8_count(content + start, bad - start) + 1);
    error_hint(error, "save the file as UTF-8; limbeck reads no other encoding");
    return false;
}

/* With `is_link`, a symbolic link is not opened, and is not an error. */
static int open_for_reading(int folder, const char *name, const char *path, bool *is_link, Error *error)
{
    int descriptor = openat(folder, name, O_RDONLY | O_CLOEXEC | (is_link ? O_NOFOLLOW : 0));
    if (is_link)
        *is_link = descriptor < 0 && (errno == ELOOP || errno == EMLINK);
    if (descriptor < 0 && !(is_link && *is_link)) {
        error_set(error, ERROR_FILE, "cannot open '%s': %s", path, strerror(errno));
        error_hint(error, errno == EACCES ? "make it readable for the user who runs limbeck" : "check the path");
    }
    return descriptor;
}

/* Reads everything, closes the descriptor, checks UTF-8 and drops a byte order mark. */
static bool read_text(Arena *arena, int descriptor, bool is_regular, const char *path, const char **content,
                      size_t *length, Error *error)
{
    bool done = read_all(arena, descriptor, is_regular, path, content, length, error);
    close(descriptor);
    if (done && *length >= 3 && memcmp(*content, "\xEF\xBB\xBF", 3) == 0) {
        *content += 3;
        *length -= 3;
    }
    return done && require_utf8(path, *content, *length, error);
}

bool file_read(Arena *arena, const char *path, const char **content, size_t *length, Error *error)
{
    struct stat status;
    int descriptor = open_for_reading(AT_FDCWD, path, path, NULL, error);
    if (descriptor < 0)
        return false;
    bool is_regular = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    return read_text(arena, descriptor, is_regular, path, content, length, error);
}

int folder_open(const char *path)
{
    return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

void folder_close(int folder)
{
    close(folder);
}

bool folder_is_link(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

bool file_read_listed(Arena *arena, int folder, const char *path, const char **content, size_t *length, bool *is_link,
                      Error *error)
{
    int descriptor = folder < 0 ? open_for_reading(AT_FDCWD, path, path, is_link, error)
                                : open_for_reading(folder, path_basename(path), path, is_link, error);
    return descriptor >= 0 && read_text(arena, descriptor, true, path, content, length, error);
}

static char *temporary_name(Arena *arena)
{
    const char *folder = getenv("TMPDIR");
    return arena_format(arena, "%s/limbeck-XXXXXX", folder && *folder ? folder : "/tmp");
}

bool folder_temporary(Arena *arena, const char **path, Error *error)
{
    char *name = temporary_name(arena);
    *path = mkdtemp(name);
    return *path ||
           error_set(error, ERROR_FILE, "cannot make a folder in '%s': %s", path_dirname(arena, name), strerror(errno));
}

int file_temporary(Arena *arena, const char **path, Error *error)
{
    char *name = temporary_name(arena);
    int descriptor = mkostemp(name, O_CLOEXEC);
    if (descriptor < 0)
        error_set(error, ERROR_FILE, "cannot make a file in '%s': %s", path_dirname(arena, name), strerror(errno));
    *path = descriptor < 0 ? NULL : name;
    return descriptor;
}

bool file_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool folder_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Uses d_type where the file system supplies it; a symbolic link needs stat(). */
static bool entry_is(const char *folder, const struct dirent *entry, bool wants_folder)
{
    char full[PATH_MAX];
    if (entry->d_type == DT_REG || entry->d_type == DT_DIR)
        return (entry->d_type == DT_DIR) == wants_folder;
    snprintf(full, sizeof full, "%s/%s", folder, entry->d_name);
    return wants_folder ? folder_exists(full) : file_exists(full);
}

bool folder_list(Arena *arena, const char *path, bool folders, StringVector *names, Error *error)
{
    DIR *directory = opendir(path);
    if (!directory)
        return error_set(error, ERROR_FILE, "cannot list '%s': %s", path, strerror(errno));
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (entry_is(path, entry, folders))
            vector_push(arena, names, arena_strdup(arena, entry->d_name));
    }
    closedir(directory);
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, compare_names);
    return true;
}

static bool write_all(int descriptor, const char *content, size_t length)
{
    while (length) {
        ssize_t written = write(descriptor, content, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        content += written;
        length -= (size_t)written;
    }
    return true;
}

bool file_create(const char *path, const char *content, size_t length, Error *error)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0 && errno == EEXIST) {
        error_set(error, ERROR_FILE, "'%s' exists already", path);
        error_hint(error, "limbeck overwrites no file; move it away first");
        return false;
    }
    if (descriptor < 0)
        return error_set(error, ERROR_FILE, "cannot write '%s': %s", path, strerror(errno));
    bool written = write_all(descriptor, content, length);
    int reason = errno;
    if (close(descriptor) != 0 && written) {
        written = false;
        reason = errno;
    }
    if (written)
        return true;
    unlink(path);
    return error_set(error, ERROR_FILE, "cannot write '%s': %s", path, strerror(reason));
}

bool file_replace(const char *path, const char *content, size_t length, Error *error)
{
    char beside[PATH_MAX];
    snprintf(beside, sizeof beside, "%s.limbeck-%ld", path, (long)getpid());
    if (!file_create(beside, content, length, error))
        return false;
    if (rename(beside, path) == 0)
        return true;
    int reason = errno;
    unlink(beside);
    return error_set(error, ERROR_FILE, "cannot write '%s': %s", path, strerror(reason));
}

bool file_append(const char *path, const char *content, size_t length, Error *error)
{
    int descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    off_t before = descriptor < 0 ? -1 : lseek(descriptor, 0, SEEK_END);
    if (before < 0)
        return error_set(error, ERROR_FILE, "cannot write '%s': %s", path, strerror(errno));
    bool written = write_all(descriptor, content, length);
    int reason = errno;
    if (!written && ftruncate(descriptor, before) != 0)
        reason = errno;
    close(descriptor);
    return written || error_set(error, ERROR_FILE, "cannot write '%s': %s", path, strerror(reason));
}

/* Another program may have created it in between. */
static bool make_folder(const char *path, mode_t mode, Error *error)
{
    int reason = mkdir(path, mode) == 0 ? 0 : errno;
    return !reason || folder_exists(path) ||
           error_set(error, ERROR_FILE, "cannot make '%s': %s", path, strerror(reason));
}

bool folder_create(Arena *arena, const char *path, Error *error)
{
    if (folder_exists(path))
        return true;
    const char *above = path_dirname(arena, path);
    if (strcmp(above, path) != 0 && !folder_create(arena, above, error))
        return false;
    return make_folder(path, 0777, error);
}

bool folder_create_private(Arena *arena, const char *path, Error *error)
{
    return folder_exists(path) ||
           (folder_create(arena, path_dirname(arena, path), error) && make_folder(path, 0700, error));
}

char *current_folder(Arena *arena)
{
    char path[PATH_MAX];
    return arena_strdup(arena, getcwd(path, sizeof path) ? path : ".");
}

char *path_resolved(Arena *arena, const char *path)
{
    char real[PATH_MAX];
    const char *known = path_absolute(arena, path), *rest = "";
    if (realpath(path, real)) /* before ".." is removed, because it may follow a link */
        return arena_strdup(arena, real);
    while (!realpath(known, real)) {
        rest = *rest ? path_join(arena, path_basename(known), rest) : path_basename(known);
        known = path_dirname(arena, known);
    }
    return *rest ? path_join(arena, real, rest) : arena_strdup(arena, real);
}

char *path_absolute(Arena *arena, const char *path)
{
    if (path[0] == '/')
        return path_normalise(arena, path);
    return path_normalise(arena, path_join(arena, current_folder(arena), path));
}
