#include "journal_file.h"

#include "journal_line.h"

#include "limbeck/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

const char *journal_path(Arena *arena, Error *error)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    struct passwd entry, *found = NULL;
    char buffer[4096];
    if (state && state[0] == '/')
        return path_join(arena, state, "limbeck/journal.jsonl");
    if (!home || home[0] != '/') {
        getpwuid_r(getuid(), &entry, buffer, sizeof buffer, &found);
        home = found && found->pw_dir[0] == '/' ? found->pw_dir : NULL;
    }
    if (home)
        return path_join(arena, home, ".local/state/limbeck/journal.jsonl");
    error_set(error, ERROR_FILE, "no folder is known for the journal: $HOME is empty, and this user has no home");
    error_hint(error, "set $XDG_STATE_HOME to a folder");
    return NULL;
}

/* ---- bytes -------------------------------------------------------------------------------- */

static bool fail(const char *path, int reason, Error *error)
{
    return error_set(error, ERROR_FILE, "cannot write '%s': %s", path, strerror(reason));
}

static bool write_all(int descriptor, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* Creates a new file, readable only by its owner, and syncs it to disk. */
static bool write_durably(const char *path, const char *bytes, size_t length, Error *error)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool done = descriptor >= 0 && write_all(descriptor, bytes, length) && fsync(descriptor) == 0;
    int reason = errno;
    if (descriptor >= 0)
        close(descriptor);
    return done || fail(path, reason, error);
}

/* A new file name is permanent only after its folder is synced. */
static void sync_folder(Arena *arena, const char *path)
{
    int folder = open(path_dirname(arena, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        fsync(folder);
        close(folder);
    }
}

/* ---- the file with the journal's end ----------------------------------------------------------- */

static const char *end_path(Arena *arena, const char *path)
{
    return arena_format(arena, "%s.end", path);
}

JournalEnd journal_end_read(Arena *arena, const char *path)
{
    JournalEnd end = {0};
    const char *content, *beside = end_path(arena, path);
    size_t length;
    char hash[65];
    Error ignored = {0};
    if (!file_exists(beside) || !file_read(arena, beside, &content, &length, &ignored))
        return end;
    end.is_known = sscanf(content, "%" SCNd64 " %64[0-9a-f]", &end.lines, hash) == 2 && strlen(hash) == 64;
    end.hash = end.is_known ? arena_strdup(arena, hash) : NULL;
    return end;
}

static bool end_write(Arena *arena, const char *path, int64_t lines, const char *hash, Error *error)
{
    const char *beside = end_path(arena, path), *fresh = arena_format(arena, "%s.%ld", beside, (long)getpid());
    const char *content = arena_format(arena, "%" PRId64 " %s\n", lines, hash);
    unlink(fresh); /* left by a killed process */
    bool done = write_durably(fresh, content, strlen(content), error) &&
                (rename(fresh, beside) == 0 || fail(beside, errno, error));
    if (done)
        sync_folder(arena, path);
    else
        unlink(fresh);
    return done;
}

/* ---- its last line ------------------------------------------------------------------------------ */

typedef struct Tail {
    off_t good;       /* offset after the last complete line */
    const char *hash; /* of that line */
} Tail;

static bool read_part(int descriptor, char *bytes, size_t length, off_t from)
{
    while (length) {
        ssize_t count = pread(descriptor, bytes, length, from);
        if (count <= 0 && !(count < 0 && errno == EINTR))
            return false;
        if (count > 0) {
            bytes += count;
            from += count;
            length -= (size_t)count;
        }
    }
    return true;
}

/* Searches backwards for the last valid line; false when these bytes have none. */
static bool find_last_line(Arena *arena, const char *bytes, size_t length, off_t from, Tail *tail)
{
    for (const char *end; (end = memrchr(bytes, '\n', length)); length = (size_t)(end - bytes)) {
        const char *before = memrchr(bytes, '\n', (size_t)(end - bytes)), *line = before ? before + 1 : bytes;
        if (!before && from)
            return false;
        tail->good = from + (end + 1 - bytes);
        if ((tail->hash = journal_line_hash(arena, line, (size_t)(end - line))))
            return true;
    }
    return false;
}

static bool find_tail(Arena *arena, int descriptor, off_t size, Tail *tail)
{
    enum { FIRST = 64 * 1024 };
    /* Lines may be long: reads more until one begins. */
    for (off_t back = FIRST;; back *= 4) {
        off_t from = size > back ? size - back : 0;
        char *bytes = arena_alloc(arena, (size_t)(size - from) + 1);
        if (!read_part(descriptor, bytes, (size_t)(size - from), from))
            return false;
        *tail = (Tail){0};
        if (find_last_line(arena, bytes, (size_t)(size - from), from, tail))
            return true;
        *tail = (Tail){.hash = journal_first};
        if (!from)
            return true;
    }
}

/* Moves the damaged bytes after the last complete line to another file. */
static bool move_damaged_bytes(Arena *arena, int descriptor, const char *path, off_t good, off_t size,
                               const char **note, Error *error)
{
    size_t length = (size_t)(size - good);
    char *bytes = arena_alloc(arena, length + 1);
    const char *aside = arena_format(arena, "%s.damaged-%.19s-%ld", path, journal_time(arena), (long)getpid());
    if (!read_part(descriptor, bytes, length, good))
        return error_set(error, ERROR_FILE, "cannot read '%s': %s", path, strerror(errno));
    if (!write_durably(aside, bytes, length, error))
        return false;
    if (ftruncate(descriptor, good) != 0)
        return fail(path, errno, error);
    *note = arena_format(
        arena, "the journal ended with %zu bytes that are not a whole line, as after a crash; they were moved to %s",
        length, aside);
    return true;
}

/* ---- the hash of the previous line --------------------------------------------------------------------- */

typedef struct PreviousLine {
    int64_t lines;
    const char *previous;
} PreviousLine;

/* Counts all lines; needed when the recorded end is not the last line. */
static bool count_lines(Arena *arena, int descriptor, off_t size, const JournalEnd *end, int64_t *lines, bool *has_end)
{
    char *bytes = arena_alloc(arena, (size_t)size + 1), *line = bytes;
    if (!read_part(descriptor, bytes, (size_t)size, 0))
        return false;
    *lines = 0;
    *has_end = !end->is_known;
    for (char *newline; (newline = memchr(line, '\n', (size_t)(bytes + size - line))); line = newline + 1) {
        const char *hash = ++*lines == end->lines ? journal_line_hash(arena, line, (size_t)(newline - line)) : NULL;
        // NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): hash is of a line, where there is an end
        *has_end |= hash && strcmp(hash, end->hash) == 0;
    }
    return true;
}

/* When lines are missing, the next one continues from the recorded end: the chain stays broken there, so the gap can
 * be seen. */
static bool find_previous_line(Arena *arena, int descriptor, const char *path, const Tail *tail, PreviousLine *place,
                               const char **note, Error *error)
{
    const JournalEnd end = journal_end_read(arena, path);
    bool has_end;
    *place = (PreviousLine){end.lines, tail->hash};
    if (end.is_known && strcmp(end.hash, tail->hash) == 0)
        return true;
    if (!count_lines(arena, descriptor, tail->good, &end, &place->lines, &has_end))
        return error_set(error, ERROR_FILE, "cannot read '%s': %s", path, strerror(errno));
    if (has_end)
        return true;
    place->previous = end.hash;
    if (end.lines > place->lines)
        *note = arena_format(arena, "%s%s%" PRId64 " lines are missing at the end of the journal %s",
                             *note ? *note : "", *note ? "; " : "", end.lines - place->lines, path);
    return true;
}

/* ---- appending ------------------------------------------------------------------------------------------- */

/* Reserves disk space after the end, if the file system can. */
static bool reserve_space(int descriptor, off_t end, size_t bytes)
{
    return !bytes || fallocate(descriptor, FALLOC_FL_KEEP_SIZE, end, (off_t)bytes) == 0 ||
           (errno != ENOSPC && errno != EDQUOT);
}

static bool append_line(Arena *arena, int descriptor, const char *path, const json_t *entry, size_t reserve,
                        const char **note, Error *error)
{
    Tail tail;
    PreviousLine place;
    off_t size = lseek(descriptor, 0, SEEK_END);
    if (size < 0 || !find_tail(arena, descriptor, size, &tail))
        return error_set(error, ERROR_FILE, "cannot read '%s': %s", path, strerror(errno));
    if ((tail.good < size && !move_damaged_bytes(arena, descriptor, path, tail.good, size, note, error)) ||
        !find_previous_line(arena, descriptor, path, &tail, &place, note, error))
        return false;
    const char *line = journal_line(arena, place.previous, entry);
    const char *whole = arena_format(arena, "%s\n", line);
    if (write_all(descriptor, whole, strlen(whole)) && fdatasync(descriptor) == 0 &&
        reserve_space(descriptor, tail.good + (off_t)strlen(whole), reserve))
        return end_write(arena, path, place.lines + 1, journal_line_hash(arena, line, strlen(line)), error);
    fail(path, errno, error);
    if (ftruncate(descriptor, tail.good) != 0)
        error_hint(error, "its last line is incomplete");
    return false;
}

static bool open_journal(Arena *arena, const char *path, int *descriptor, Error *error)
{
    bool done = folder_create_private(arena, path_dirname(arena, path), error);
    *descriptor = done ? open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
    if (done && *descriptor < 0)
        error_set(error, ERROR_FILE, "cannot open '%s': %s", path, strerror(errno));
    return *descriptor >= 0;
}

bool journal_append(Arena *arena, const json_t *entry, size_t reserve, const char **note, Error *error)
{
    const char *path = journal_path(arena, error);
    int descriptor;
    *note = NULL;
    if (!path || !open_journal(arena, path, &descriptor, error))
        return false;
    flock(descriptor, LOCK_EX); /* a second limbeck waits until this line is written */
    bool done = append_line(arena, descriptor, path, entry, reserve, note, error);
    close(descriptor);
    return done;
}
