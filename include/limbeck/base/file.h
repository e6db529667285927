/* Reading the project's files, and writing new ones whole or not at all. */
#ifndef LIMBECK_BASE_FILE_H
#define LIMBECK_BASE_FILE_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

/* Reads a whole file, NUL-terminated, and insists on UTF-8 (a byte order mark
 * is dropped). The error names the file, and the line of a bad byte. */
bool file_read(Arena *arena, const char *path, const char **content, size_t *length, Error *error);

/* For reading many files of one folder: each is found without the way to it. Negative where it
 * cannot be opened. */
int folder_open(const char *path);
void folder_close(int folder);

/* As file_read(), of a plain file that folder_list() named: what it is need not be asked again.
 * `folder` may be negative. A symbolic link is not followed: false, *is_link, and no error. */
bool file_read_listed(Arena *arena, int folder, const char *path, const char **content, size_t *length, bool *is_link,
                      Error *error);

/* A new file in $TMPDIR, open for this process alone; negative where that cannot be. */
int file_temporary(Arena *arena, const char **path, Error *error);
/* The same for a folder, of mode 0700. */
bool folder_temporary(Arena *arena, const char **path, Error *error);
bool file_exists(const char *path);
bool folder_exists(const char *path);
bool folder_is_link(const char *path);

/* Names of plain files, or of folders, in byte order; "." and ".." left out. */
bool folder_list(Arena *arena, const char *path, bool folders, StringVector *names, Error *error);

/* A new file with this content; an error when there is one of that name. What
 * could not be written whole is taken away again. */
bool file_create(const char *path, const char *content, size_t length, Error *error);

/* The same, and what had the name before is gone. */
bool file_replace(const char *path, const char *content, size_t length, Error *error);

/* Adds to the end of a file that is there, all of it or nothing. */
bool file_append(const char *path, const char *content, size_t length, Error *error);

/* The folder, and those above it that are missing. */
bool folder_create(Arena *arena, const char *path, Error *error);
/* The same, for what is its owner's business alone; one that is there is left to its owner. */
bool folder_create_private(Arena *arena, const char *path, Error *error);

/* The absolute path of the current folder. */
char *current_folder(Arena *arena);
char *path_absolute(Arena *arena, const char *path);

#endif
