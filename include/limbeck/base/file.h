/* Reads files, and writes files completely or not at all.
 *
 *     if (file_exists(path) && !file_read(arena, path, &content, &length, error))
 *         return false;
 *     return file_replace(path, content, length, error);
 */
#ifndef LIMBECK_BASE_FILE_H
#define LIMBECK_BASE_FILE_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

/* Reads a whole file, NUL-terminated, which must be UTF-8 (a byte order mark is dropped). The error names the file,
 * and the line of an invalid byte. */
bool file_read(Arena *arena, const char *path, const char **content, size_t *length, Error *error);

/* Opens a folder for reading many of its files without resolving its path each time. Negative when it cannot be
 * opened. */
int folder_open(const char *path);
void folder_close(int folder);

/* As file_read(), for a regular file named by folder_list(), so its kind is not checked again. `folder` may be
 * negative. A symbolic link is not followed: returns false with *is_link set and no error. */
bool file_read_listed(Arena *arena, int folder, const char *path, const char **content, size_t *length, bool *is_link,
                      Error *error);

/* Creates a file in $TMPDIR with mode 0600; negative on failure. */
int file_temporary(Arena *arena, const char **path, Error *error);
/* Creates a folder in $TMPDIR with mode 0700. */
bool folder_temporary(Arena *arena, const char **path, Error *error);
bool file_exists(const char *path);
bool folder_exists(const char *path);
bool folder_is_link(const char *path);

/* Names of regular files, or of folders, in byte order, without "." and "..". */
bool folder_list(Arena *arena, const char *path, bool folders, StringVector *names, Error *error);

/* Creates a file with this content; an error when the name exists. An incompletely written file is deleted. */
bool file_create(const char *path, const char *content, size_t length, Error *error);

/* As file_create(), but atomically replaces an existing file. */
bool file_replace(const char *path, const char *content, size_t length, Error *error);

/* Appends to an existing file: everything, or nothing on failure. */
bool file_append(const char *path, const char *content, size_t length, Error *error);

/* Creates the folder and its missing parents. */
bool folder_create(Arena *arena, const char *path, Error *error);
/* As folder_create(), readable only by its owner; an existing folder is not changed. */
bool folder_create_private(Arena *arena, const char *path, Error *error);

/* The absolute path of the current folder. */
char *current_folder(Arena *arena);
char *path_absolute(Arena *arena, const char *path);
/* The same with its symbolic links followed, as far as the path exists. */
char *path_resolved(Arena *arena, const char *path);

#endif
